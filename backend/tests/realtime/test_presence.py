"""Whoever has left a ticket is gone from it, whatever their page says last."""

from tests import factories
from tests.drills.serving import Web
from tests.factories import Cast
from tests.realtime.hearing import Ear

ENVIRONMENT = {"WEB_CONCURRENCY": "1"}


def test_who_leaves_while_writing_does_not_come_back_by_pausing(web: Web, cast: Cast) -> None:
    manager, staff = cast.a.manager, cast.a.staff
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    about = {"ticket_id": ticket_id}
    with Ear.of(web.url, manager) as leaver, Ear.of(web.url, staff) as other:
        leaver.say("look", about)
        leaver.say("write", about | {"writing": True})
        leaver.say("leave", about)
        assert leaver.say("write", about | {"writing": False}) == {"ok": True}
        other.say("look", about)
        other.wait("presence", ticket_id)
        assert other.users_of(ticket_id) == {staff.id: "looks"}


def test_who_pauses_still_looks(web: Web, cast: Cast) -> None:
    manager = cast.a.manager
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    about = {"ticket_id": ticket_id}
    with Ear.of(web.url, manager) as ear:
        ear.say("write", about | {"writing": True})
        ear.wait_for(lambda _: ear.users_of(ticket_id) == {manager.id: "writes"}, "presence")
        ear.say("write", about | {"writing": False})
        ear.wait_for(lambda _: ear.users_of(ticket_id) == {manager.id: "looks"}, "presence")
