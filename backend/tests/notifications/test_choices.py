"""What a person chose decides whether, when and how they are told; what is critical passes their quiet hours."""

import datetime as dt
from typing import Any

import pytest

from app import db
from app.errors import Invalid, VersionConflict
from app.models import Channel
from app.notifications import preferences
from app.notifications.kinds import Kind
from app.permissions import Actor
from app.services.rows import now
from tests import factories
from tests.factories import Person
from tests.notifications.stage import Stage, deliveries, execute, scalar


def choose(stage: Stage, person: Person, **values: object) -> None:
    """The person changes their preferences."""
    stage.do(person, lambda session, actor: preferences.edit(session, actor, values))


def sleep(stage: Stage, person: Person) -> None:
    """It is the middle of their night."""
    at = now()
    clock = [(at + dt.timedelta(hours=hours)).time().replace(second=0, microsecond=0) for hours in (-2, 2)]
    execute("UPDATE users SET timezone = 'UTC' WHERE id = :id", id=person.id)
    choose(stage, person, quiet_from=clock[0], quiet_until=clock[1])


def test_off_means_that_there_is_nothing_to_deliver(stage: Stage) -> None:
    choose(stage, stage.manager, choices={"ticket_commented": {"email": "off", "in_app": "off"}})
    stage.comment(stage.guest, stage.ticket())
    stage.work()
    assert deliveries(stage.manager.id) == []
    assert scalar("SELECT count(*) FROM notifications WHERE user_id = :id", id=stage.manager.id) == 0


def test_out_of_the_app_but_by_mail(stage: Stage) -> None:
    choose(stage, stage.manager, choices={"ticket_commented": {"in_app": "off"}})
    stage.comment(stage.guest, stage.ticket())
    stage.work()
    assert deliveries(stage.manager.id) == [("sent", None)]
    assert scalar("SELECT bool_or(shown) FROM notifications WHERE user_id = :id", id=stage.manager.id) is False


def test_in_quiet_hours_the_list_is_told_at_once_and_mail_waits_for_the_morning(stage: Stage) -> None:
    sleep(stage, stage.manager)
    stage.comment(stage.guest, stage.ticket())
    stage.work()
    assert deliveries(stage.manager.id) == [("waiting", None)]
    assert deliveries(stage.manager.id, Channel.IN_APP) == [("sent", None)]
    assert stage.mail.messages == []


def test_what_is_critical_waits_for_nobody(stage: Stage) -> None:
    sleep(stage, stage.manager)
    stage.comment(stage.guest, stage.ticket(priority=4))
    stage.work()
    assert deliveries(stage.manager.id) == [("sent", None)]
    assert stage.mail.messages[0].urgent


def test_who_began_to_sleep_after_it_was_queued_is_left_alone(stage: Stage) -> None:
    stage.comment(stage.guest, stage.ticket())
    stage.react()
    sleep(stage, stage.manager)
    stage.send()
    assert deliveries(stage.manager.id) == [("waiting", "quiet")]


@pytest.mark.parametrize("mode", ["hourly", "daily"])
def test_what_is_chosen_for_a_digest_waits_in_one_and_never_twice(stage: Stage, mode: str) -> None:
    choose(stage, stage.manager, choices={"ticket_commented": {"email": mode}})
    ticket_id = stage.ticket()
    for _ in range(3):
        stage.comment(stage.guest, ticket_id)
    stage.work()
    assert sorted(deliveries(stage.manager.id)) == [("folded", mode)] * 3 + [("waiting", None)]
    assert (
        scalar(
            "SELECT count(DISTINCT folded_into_id) FROM deliveries WHERE user_id = :id AND state = 'folded'",
            id=stage.manager.id,
        )
        == 1
    )
    assert stage.mail.messages == []


def test_what_comes_after_a_digest_has_gone_waits_for_the_next(stage: Stage) -> None:
    choose(stage, stage.manager, choices={"ticket_commented": {"email": "daily"}})
    ticket_id = stage.ticket()
    stage.comment(stage.guest, ticket_id)
    stage.react()
    execute(
        "UPDATE deliveries SET state = 'sent', next_at = NULL WHERE user_id = :id AND state = 'waiting'",
        id=stage.manager.id,
    )
    stage.comment(stage.guest, ticket_id)
    stage.react()
    assert deliveries(stage.manager.id).count(("waiting", None)) == 1
    assert (
        scalar(
            "SELECT count(DISTINCT folded_into_id) FROM deliveries WHERE user_id = :id AND state = 'folded'",
            id=stage.manager.id,
        )
        == 2
    )


def test_an_address_that_nobody_has_proven_gets_nothing(stage: Stage) -> None:
    newcomer = factories.person(stage.app, "staff", belongs=[stage.property_id])
    ticket_id = stage.ticket()
    factories.task(ticket_id, stage.property_id, stage.manager.id, [newcomer.id])
    stage.comment(stage.manager, ticket_id)
    stage.work()
    assert deliveries(newcomer.id) == []
    assert deliveries(newcomer.id, Channel.IN_APP) == [("sent", None)]


def test_a_channel_that_is_off_has_no_deliveries_and_says_why(stage: Stage) -> None:
    stage.mail.off = "There is no mail server."
    stage.comment(stage.guest, stage.ticket())
    stage.work()
    assert deliveries(stage.manager.id) == []
    with db.reads() as connection:
        shown: dict[str, Any] = preferences.shown(connection, actor_of(stage, stage.manager))
    assert shown["channels"]["email"] == {
        "on": False, "why_off": "There is no mail server.", "address": stage.manager.email
    }  # fmt: skip


def actor_of(stage: Stage, person: Person) -> Actor:
    """The person as an actor."""
    return stage.do(person, lambda _session, actor: actor)


def test_whoever_unsubscribes_gets_no_more_of_that_kind_by_that_channel(stage: Stage) -> None:
    ticket_id = stage.ticket()
    stage.comment(stage.guest, ticket_id)
    stage.react()
    db.repeat(lambda unit: preferences.turn_off(unit, stage.manager.id, Kind.TICKET_COMMENTED, Channel.EMAIL))
    stage.comment(stage.guest, ticket_id)
    stage.work()
    assert deliveries(stage.manager.id) == [("skipped", "turned_off")]
    assert deliveries(stage.manager.id, Channel.IN_APP) == [("sent", None)] * 2


def test_choices_are_laid_over_each_other_and_counted_as_a_version(stage: Stage) -> None:
    choose(stage, stage.manager, choices={"ticket_commented": {"email": "off"}})
    choose(stage, stage.manager, choices={"ticket_commented": {"sms": "now"}, "ticket_moved": {"email": "daily"}})
    choose(stage, stage.manager, choices={"ticket_moved": {"email": None}})
    row = scalar(
        "SELECT jsonb_build_array(choices, version) FROM notification_preferences WHERE user_id = :id",
        id=stage.manager.id,
    )
    assert row == [{"ticket_commented": {"email": "off", "sms": "now"}}, 4]
    with pytest.raises(VersionConflict):
        stage.do(stage.manager, lambda session, actor: preferences.edit(session, actor, {"daily_at": dt.time(9)}, 1))


@pytest.mark.parametrize(
    "values",
    [
        {"choices": {"ticket_exploded": {"email": "now"}}},
        {"choices": {"ticket_moved": {"pigeon": "now"}}},
        {"choices": {"ticket_moved": {"web_push": "daily"}}},
        {"choices": {"digest": {"email": "off"}}},
        {"quiet_from": dt.time(22)},
        {"quiet_from": dt.time(22), "quiet_until": dt.time(22)},
    ],
)
def test_what_cannot_be_chosen_is_refused(stage: Stage, values: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        choose(stage, stage.manager, **values)
