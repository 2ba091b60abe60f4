"""Beyond so many messages somebody gets a digest instead: nothing is dropped, and nothing goes round for ever."""

import datetime as dt

import pytest

from app import db
from app.models import Channel, Priority
from app.notifications import guards, ledger
from app.notifications.guards import Guards
from app.services.rows import now
from app.settings_store import notifications as settings
from app.settings_store.notifications import GuardSettings
from tests.notifications.stage import Stage, deliveries, execute, scalar

AT = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
KEY = (1, 2, Channel.EMAIL)


def ago(*minutes: float) -> list[dt.datetime]:
    """Moments so many minutes before, the latest first."""
    return [AT - dt.timedelta(minutes=one) for one in minutes]


def guarding(sent: list[dt.datetime], everything: int = 0) -> Guards:
    """The guards with their usual settings."""
    return Guards(GuardSettings(), {KEY: sent}, everything)


def test_ten_in_ten_minutes_pass_and_the_next_waits_until_the_first_of_them_is_ten_minutes_old() -> None:
    guard = guarding(ago(1, 2, 3, 4, 5, 6, 7, 8, 9))
    assert guard.held(KEY, AT) is None
    held = guard.held(KEY, AT)
    assert held is not None
    assert (held.reason, held.until) == ("guard_ticket_10m", AT + dt.timedelta(minutes=1))


def test_thirty_in_an_hour_pass_however_they_are_spread() -> None:
    spread = [10.5 + 1.7 * number for number in range(29)]
    guard = guarding(ago(*spread))
    assert guard.held(KEY, AT) is None
    held = guard.held(KEY, AT)
    assert held is not None
    assert (held.reason, held.until) == ("guard_ticket_1h", AT - dt.timedelta(minutes=spread[-1] - 60))


def test_another_ticket_person_or_channel_is_counted_for_itself() -> None:
    guard = guarding(ago(*[1] * 10))
    others = [(1, 3, Channel.EMAIL), (2, 2, Channel.EMAIL), (1, 2, Channel.WEB_PUSH)]
    assert [guard.held(other, AT) for other in others] == [None] * 3
    assert guard.held(KEY, AT) is not None


def test_the_guard_over_everything_holds_mail_and_sms_and_lets_pushes_go() -> None:
    guard = guarding([], everything=3600)
    held = guard.held(KEY, AT)
    assert held is not None
    assert held.reason == "guard_overall"
    assert guard.held((1, 2, Channel.WEB_PUSH), AT) is None


def flood(stage: Stage, times: int) -> int:
    """So many comments at once; the ticket's id."""
    ticket_id = stage.ticket()
    for _ in range(times):
        stage.comment(stage.guest, ticket_id)
    stage.work()
    return ticket_id


def test_the_eleventh_message_is_folded_into_one_digest_that_is_sent_when_the_window_is_over(stage: Stage) -> None:
    flood(stage, 14)
    assert len(stage.mail.messages) == 10
    assert deliveries(stage.manager.id) == [
        *[("sent", None)] * 10, *[("folded", "guard_ticket_10m")] * 4, ("waiting", None)
    ]  # fmt: skip
    digest = scalar("SELECT max(id) FROM deliveries WHERE user_id = :id", id=stage.manager.id)
    assert scalar("SELECT count(*) FROM deliveries WHERE folded_into_id = :id", id=digest) == 4
    execute("UPDATE deliveries SET next_at = now() WHERE id = :id", id=digest)
    stage.forget_jobs()
    db.repeat(ledger.take_due)
    stage.send()
    assert [message.kind for message in stage.mail.messages][10:] == ["digest"]
    assert deliveries(stage.manager.id)[-1] == ("sent", None)


def test_what_a_dead_process_was_sending_does_not_stand_in_its_own_way(stage: Stage) -> None:
    flood(stage, 10)
    execute(
        "UPDATE deliveries SET state = 'sending', sent_at = NULL, next_at = now() + interval '100 s'"
        " WHERE id = (SELECT max(id) FROM deliveries WHERE user_id = :id AND channel = 'email')",
        id=stage.manager.id,
    )
    stage.send(again=True)
    assert deliveries(stage.manager.id) == [("sent", None)] * 10


def test_a_second_digest_keeps_its_distance_from_the_first(stage: Stage) -> None:
    ticket_id = flood(stage, 11)
    execute(
        "UPDATE deliveries SET state = 'sent', attempts = 1, sent_at = now() + interval '1 hour', next_at = NULL"
        " WHERE user_id = :id AND state = 'waiting'",
        id=stage.manager.id,
    )
    stage.comment(stage.guest, ticket_id)
    stage.work()
    assert deliveries(stage.manager.id).count(("waiting", None)) == 1
    due = scalar("SELECT max(next_at) FROM deliveries WHERE user_id = :id", id=stage.manager.id)
    assert isinstance(due, dt.datetime)
    assert due > now() + dt.timedelta(minutes=69)


def test_without_mail_the_digest_comes_as_its_messages_would_have(stage: Stage) -> None:
    execute("INSERT INTO devices (user_id, kind, token) VALUES (:id, 'web_push', 'w' || :id)", id=stage.manager.id)
    stage.mail.off = "There is no mail server."
    flood(stage, 12)
    assert deliveries(stage.manager.id, Channel.WEB_PUSH) == [
        *[("sent", None)] * 10, *[("folded", "guard_ticket_10m")] * 2, ("waiting", None)
    ]  # fmt: skip


def test_who_wants_no_mail_of_a_kind_gets_none_from_a_guard_either(stage: Stage) -> None:
    execute("INSERT INTO devices (user_id, kind, token) VALUES (:id, 'web_push', 'w' || :id)", id=stage.manager.id)
    execute(
        "INSERT INTO notification_preferences (user_id, choices) VALUES"
        """ (:id, '{"ticket_commented": {"email": "off"}}')""",
        id=stage.manager.id,
    )
    flood(stage, 12)
    assert deliveries(stage.manager.id) == []
    assert deliveries(stage.manager.id, Channel.WEB_PUSH)[-1] == ("waiting", None)


def digest_due(stage: Stage) -> tuple[str, str | None]:
    """The digest's time has come: what became of it."""
    execute("UPDATE deliveries SET next_at = now() WHERE user_id = :id AND state = 'waiting'", id=stage.manager.id)
    stage.forget_jobs()
    db.repeat(ledger.take_due)
    stage.send()
    return deliveries(stage.manager.id)[-1]


def asleep(stage: Stage) -> None:
    """It is night for the manager, for five more hours."""
    execute(
        "INSERT INTO notification_preferences (user_id, quiet_from, quiet_until)"
        " SELECT :id, CAST(here - interval '1 hour' AS time), CAST(here + interval '5 hours' AS time)"
        " FROM (SELECT now() AT TIME ZONE 'UTC' AS here) AS clock",
        id=stage.manager.id,
    )
    execute("UPDATE users SET timezone = 'UTC' WHERE id = :id", id=stage.manager.id)


def test_what_a_guard_held_back_waits_for_the_morning_unless_it_is_critical(stage: Stage) -> None:
    ticket_id = flood(stage, 12)
    asleep(stage)
    assert digest_due(stage) == ("waiting", "quiet")
    execute("UPDATE tickets SET priority = 4 WHERE id = :id", id=ticket_id)
    assert digest_due(stage) == ("sent", None)


def test_what_is_critical_brings_forward_the_digest_that_waits_for_the_morning(stage: Stage) -> None:
    flood(stage, 12)
    asleep(stage)
    assert digest_due(stage) == ("waiting", "quiet")
    critical = stage.ticket(priority=Priority.CRITICAL)
    for _ in range(12):
        stage.comment(stage.guest, critical)
    stage.work()
    waits = scalar("SELECT max(next_at) FROM deliveries WHERE user_id = :id AND state = 'waiting'", id=stage.manager.id)
    assert isinstance(waits, dt.datetime)
    assert waits < now() + dt.timedelta(minutes=10)


def test_the_limits_are_settings(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "current", lambda: GuardSettings(ticket_ten_minutes=2))
    flood(stage, 3)
    assert len(stage.mail.messages) == 2


def test_beyond_the_limit_of_the_installation_messages_are_folded(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    guards.overall.forget()
    with db.reads() as connection:
        sent = guards.overall.read(connection)
    monkeypatch.setattr(settings, "current", lambda: GuardSettings(per_hour=sent + 1))
    flood(stage, 2)
    assert deliveries(stage.manager.id) == [("sent", None), ("folded", "guard_overall"), ("waiting", None)]
