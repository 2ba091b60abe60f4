"""A ticket changes its room's status and gives it back, unless a person said otherwise in between."""

from threading import Barrier, Thread

import pytest

from app import db
from app.models import History, Room, RoomClaim
from app.services import room_status
from tests.api.places.cast import Cast
from tests.client import Client


def claim(ticket_id: int, room_id: int, status: str) -> None:
    """What the reaction to an active ticket does."""
    with db.unit_of_work() as session:
        room_status.claim(session, ticket_id, room_id, status)


def release(ticket_id: int) -> None:
    """What the reaction to a resolved ticket does."""
    with db.unit_of_work() as session:
        room_status.release(session, ticket_id)


def status(room_id: int) -> str:
    """The room's status."""
    with db.unit_of_work() as session:
        return session.get_one(Room, room_id).status


def test_the_status_goes_back_with_the_last_ticket(client: Client, cast: Cast) -> None:
    client.patch(f"{cast.rooms}/{cast.room2}", as_=cast.staff, json={"status": "occupied"}).ok()
    tap, lamp = cast.ticket(cast.room2), cast.ticket(cast.room2)
    claim(tap, cast.room2, "maintenance")
    assert status(cast.room2) == "maintenance"
    claim(lamp, cast.room2, "maintenance")
    release(tap)
    assert status(cast.room2) == "maintenance"
    release(lamp)
    assert status(cast.room2) == "occupied"


def test_history_says_which_ticket_changed_the_room(client: Client, cast: Cast) -> None:
    ticket = cast.ticket(cast.room2)
    claim(ticket, cast.room2, "maintenance")
    release(ticket)
    with db.unit_of_work() as session:
        found = session.query(History).filter_by(action="room.changed", entity_id=cast.room2).order_by(History.id)
        events = [(event.actor_id, dict(event.changes or {}), event.reason) for event in found]
    assert events == [
        (None, {"status": ["available", "maintenance"]}, {"ticket_id": ticket}),
        (None, {"status": ["maintenance", "available"]}, {"ticket_id": ticket}),
    ]
    assert client.get(f"{cast.rooms}/{cast.room2}", as_=cast.manager).ok()["version"] == 3


def test_running_again_changes_nothing(app: object, cast: Cast) -> None:
    ticket = cast.ticket(cast.room2)
    for _ in range(2):
        claim(ticket, cast.room2, "maintenance")
    for _ in range(2):
        release(ticket)
    with db.unit_of_work() as session:
        assert session.get_one(Room, cast.room2).version == 3
        assert session.get(RoomClaim, ticket) is None


def test_what_a_person_says_in_between_stands(client: Client, cast: Cast) -> None:
    ticket = cast.ticket(cast.room2)
    claim(ticket, cast.room2, "maintenance")
    client.patch(f"{cast.rooms}/{cast.room2}", as_=cast.staff, json={"status": "occupied"}).ok()
    claim(ticket, cast.room2, "maintenance")
    assert status(cast.room2) == "occupied"
    release(ticket)
    assert status(cast.room2) == "occupied"
    claim(ticket, cast.room2, "maintenance")
    assert status(cast.room2) == "maintenance"


def test_a_person_who_saves_the_form_unchanged_says_nothing(client: Client, cast: Cast) -> None:
    ticket = cast.ticket(cast.room2)
    claim(ticket, cast.room2, "maintenance")
    client.put(f"{cast.rooms}/{cast.room2}", as_=cast.manager, json={"name": "2b", "status": "maintenance"}).ok()
    release(ticket)
    assert status(cast.room2) == "available"


def test_a_later_ticket_claims_the_room_anew(client: Client, cast: Cast) -> None:
    first, second = cast.ticket(cast.room2), cast.ticket(cast.room2)
    claim(first, cast.room2, "maintenance")
    client.patch(f"{cast.rooms}/{cast.room2}", as_=cast.staff, json={"status": "available"}).ok()
    claim(second, cast.room2, "cleaning")
    assert status(cast.room2) == "cleaning"
    release(second)
    assert status(cast.room2) == "available"


@pytest.mark.parametrize("order", [("cleaning", "maintenance"), ("maintenance", "cleaning")])
def test_the_worst_of_what_is_wanted_shows(app: object, cast: Cast, order: tuple[str, str]) -> None:
    tickets = {word: cast.ticket(cast.room2) for word in order}
    for word in order:
        claim(tickets[word], cast.room2, word)
    assert status(cast.room2) == "maintenance"
    release(tickets["maintenance"])
    assert status(cast.room2) == "cleaning"


def test_a_room_that_is_out_of_order_stays_so(client: Client, cast: Cast) -> None:
    client.patch(f"{cast.rooms}/{cast.room2}", as_=cast.staff, json={"status": "out_of_order"}).ok()
    claim(cast.ticket(cast.room2), cast.room2, "cleaning")
    assert status(cast.room2) == "out_of_order"


def test_a_ticket_that_moves_to_another_room_lets_the_first_go(app: object, cast: Cast) -> None:
    ticket = cast.ticket(cast.room2)
    claim(ticket, cast.room2, "maintenance")
    claim(ticket, cast.room10, "maintenance")
    assert (status(cast.room2), status(cast.room10)) == ("available", "maintenance")


def test_tickets_of_one_room_at_the_same_moment_leave_no_claim_behind(app: object, cast: Cast) -> None:
    tickets = [cast.ticket(cast.room2) for _ in range(4)]
    start = Barrier(len(tickets))

    def live(ticket_id: int) -> None:
        start.wait()
        claim(ticket_id, cast.room2, "maintenance")
        release(ticket_id)

    threads = [Thread(target=live, args=(ticket_id,)) for ticket_id in tickets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.unit_of_work() as session:
        assert session.query(RoomClaim).filter_by(room_id=cast.room2).count() == 0
    assert status(cast.room2) == "available"
