"""A delivery is sent once: through failures, crashes and second looks; and only while it is still to be told."""

import datetime as dt

import pytest

from app import db
from app.models import Channel
from app.notifications import ledger, outcomes, sending
from app.notifications.channels import Message, Permanent, Receipt, Transient
from app.permissions import SYSTEM
from app.services.tasks import editing, making
from tests.notifications.stage import Stage, deliveries, execute, rows, scalar


class Killed(BaseException):
    """The process ends here."""


def make_due(stage: Stage) -> None:
    """Let the time of everything that waits for this house's people come, and the sweeper look."""
    people = [stage.manager, stage.other_manager, stage.staff, stage.guest]
    execute(
        "UPDATE deliveries SET next_at = now() - interval '1 second' WHERE next_at IS NOT NULL AND user_id = ANY(:ids)",
        ids=[one.id for one in people],
    )
    stage.forget_jobs()
    while db.repeat(ledger.take_due) == ledger.AT_ONCE:
        pass


def attempts(user_id: int) -> object:
    """Outcome and words of every attempt for a person, in order."""
    return scalar(
        "SELECT jsonb_agg(jsonb_build_array(outcome, error) ORDER BY delivery_id, number)"
        " FROM delivery_attempts JOIN deliveries ON id = delivery_id WHERE user_id = :id",
        id=user_id,
    )


def commented(stage: Stage) -> int:
    """A comment that the manager is to hear of by mail; the ticket's id."""
    ticket_id = stage.ticket()
    stage.comment(stage.guest, ticket_id)
    stage.react()
    return ticket_id


def test_what_was_taken_is_sent_with_the_other_sides_words(stage: Stage) -> None:
    commented(stage)
    stage.send()
    assert deliveries(stage.manager.id) == [("sent", None)]
    assert attempts(stage.manager.id) == [["sent", "250 taken"]]
    assert scalar(
        "SELECT bool_and(sent_at IS NOT NULL AND provider_id = 'id-' || id AND address = :to AND message_id <> '')"
        " FROM deliveries WHERE user_id = :id AND channel = 'email'",
        id=stage.manager.id, to=stage.manager.email,
    )  # fmt: skip


def test_jobs_that_come_again_send_nothing_again(stage: Stage) -> None:
    commented(stage)
    for _ in range(3):
        stage.send()
    assert len(stage.mail.messages) == 1


def test_what_may_pass_is_tried_again_under_the_same_message_id(stage: Stage) -> None:
    commented(stage)
    stage.mail.ends = [Transient("451 Come back later."), Transient("421 Closing."), Receipt()]
    stage.send()
    assert deliveries(stage.manager.id) == [("waiting", "451 Come back later.")]
    for _ in range(2):
        make_due(stage)
        stage.send()
    assert deliveries(stage.manager.id) == [("sent", None)]
    assert len({message.message_id for message in stage.mail.messages}) == 1
    assert attempts(stage.manager.id) == [
        ["transient", "451 Come back later."], ["transient", "421 Closing."], ["sent", None]
    ]  # fmt: skip


def test_pauses_double_up_to_an_hour_and_respect_what_is_asked_for() -> None:
    longest = [max(outcomes.pause(attempt) for _ in range(200)) for attempt in (0, 1, 2, 19)]
    assert longest[0] <= dt.timedelta(seconds=30) < longest[1] <= dt.timedelta(seconds=60)
    assert longest[2] <= dt.timedelta(minutes=2)
    assert dt.timedelta(minutes=30) < longest[3] <= dt.timedelta(hours=1)
    assert outcomes.pause(0, retry_after=90) == dt.timedelta(seconds=90)
    assert min(outcomes.pause(0) for _ in range(200)) >= dt.timedelta(seconds=2)


def test_after_a_day_of_trying_it_is_dead_and_a_replay_has_a_day_of_its_own(stage: Stage) -> None:
    commented(stage)
    execute("UPDATE deliveries SET created_at = now() - interval '3 days' WHERE user_id = :id", id=stage.manager.id)
    stage.mail.ends = [Transient("450 Not now."), Transient("451 Come back later.")]
    stage.send()
    assert deliveries(stage.manager.id) == [("waiting", "450 Not now.")]
    execute(
        "UPDATE delivery_attempts SET started_at = now() - interval '25 hours'"
        " WHERE delivery_id IN (SELECT id FROM deliveries WHERE user_id = :id)",
        id=stage.manager.id,
    )
    make_due(stage)
    stage.send()
    assert deliveries(stage.manager.id) == [("dead", "451 Come back later.")]
    stage.forget_jobs()
    dead = scalar("SELECT id FROM deliveries WHERE user_id = :id AND state = 'dead'", id=stage.manager.id)
    assert db.repeat(lambda unit: ledger.replay(unit, SYSTEM, [int(str(dead))])) == 1
    stage.mail.ends = [Transient("451 Not yet."), Receipt()]
    stage.send()
    assert deliveries(stage.manager.id) == [("waiting", "451 Not yet.")], "a day of its own, from the first pause on"
    assert scalar("SELECT next_at < now() + interval '31 s' FROM deliveries WHERE id = :id", id=dead)
    make_due(stage)
    stage.send()
    assert deliveries(stage.manager.id) == [("sent", None)]


def test_what_will_never_pass_is_dead_at_once_and_says_why(stage: Stage) -> None:
    commented(stage)
    stage.mail.ends = [Permanent("550 No such user here.")]
    stage.send()
    assert deliveries(stage.manager.id) == [("dead", "550 No such user here.")]
    make_due(stage)
    stage.send()
    assert len(stage.mail.messages) == 1
    stage.forget_jobs()
    assert db.repeat(lambda unit: ledger.replay_dead(unit, SYSTEM, Channel.EMAIL)) >= 1
    stage.send()
    assert deliveries(stage.manager.id) == [("sent", None)]


def test_a_sender_that_breaks_costs_a_try_and_nothing_else(stage: Stage) -> None:
    commented(stage)

    def break_down(_message: Message) -> None:
        raise ZeroDivisionError("the sender")

    stage.mail.before = break_down
    stage.send()
    assert deliveries(stage.manager.id) == [("waiting", "ZeroDivisionError: the sender")]


def test_a_process_that_dies_before_it_notes_sends_again_with_the_same_message_id(stage: Stage) -> None:
    commented(stage)

    def die(message: Message) -> None:
        stage.mail.messages.append(message)
        raise Killed

    stage.mail.before = die
    with pytest.raises(Killed):
        stage.send()
    assert deliveries(stage.manager.id) == [("sending", None)]
    stage.mail.before = None
    stage.send()
    assert len(stage.mail.messages) == 1, "another job takes nothing that is being sent"
    make_due(stage)
    stage.send()
    assert deliveries(stage.manager.id) == [("sent", None)]
    first, second = stage.mail.messages
    assert first.message_id == second.message_id
    assert attempts(stage.manager.id) == [[None, None], ["sent", "250 taken"]]


def test_what_could_not_be_begun_in_time_goes_back_untried(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    commented(stage)
    until_now = int(str(scalar("SELECT max(id) FROM procrastinate_jobs")))
    monkeypatch.setattr(sending, "STARTS_WITHIN_SECONDS", 0.0)
    stage.send()
    assert (stage.mail.messages, attempts(stage.manager.id)) == ([], None)
    assert deliveries(stage.manager.id) == [("queued", None)]
    monkeypatch.undo()
    stage.last_job = until_now
    stage.send()
    assert deliveries(stage.manager.id) == [("sent", None)]
    assert attempts(stage.manager.id) == [["sent", "250 taken"]]


def test_each_channel_has_jobs_of_its_own(stage: Stage) -> None:
    execute("INSERT INTO devices (user_id, kind, token) VALUES (:id, 'web_push', 'w' || :id)", id=stage.manager.id)
    stage.forget_jobs()
    commented(stage)
    found = rows(
        "SELECT array_agg(ARRAY[jobs.queue_name, deliveries.channel] ORDER BY deliveries.id) FROM deliveries"
        " JOIN procrastinate_jobs AS jobs ON jobs.args->'ids' @> to_jsonb(deliveries.id)"
        " WHERE deliveries.user_id = :user_id AND jobs.id > :last",
        user_id=stage.manager.id,
        last=stage.last_job,
    )
    assert found == [["deliveries.email", "email"], ["deliveries.web_push", "web_push"]]


def test_the_job_of_a_dead_worker_finds_what_it_was_sending(stage: Stage) -> None:
    commented(stage)
    execute(
        "UPDATE deliveries SET state = 'sending', attempts = 1, next_at = now() + interval '100 seconds'"
        " WHERE user_id = :id AND channel = 'email'",
        id=stage.manager.id,
    )
    stage.send()
    assert stage.mail.messages == []
    stage.send(again=True)
    assert deliveries(stage.manager.id) == [("sent", None)]


def test_what_a_later_attempt_failed_at_is_sent_once_the_first_says_so(stage: Stage) -> None:
    commented(stage)

    def meanwhile(message: Message) -> None:
        execute(
            "UPDATE deliveries SET state = 'waiting', attempts = 2, next_at = now() + interval '1 hour' WHERE id = :id",
            id=message.delivery_id,
        )

    stage.mail.before = meanwhile
    stage.send()
    assert deliveries(stage.manager.id) == [("sent", None)]


def test_whoever_lost_sight_of_the_ticket_since_is_not_told(stage: Stage) -> None:
    commented(stage)
    execute("DELETE FROM property_managers WHERE user_id = :id", id=stage.manager.id)
    stage.send()
    assert stage.mail.messages == []
    assert deliveries(stage.manager.id) == [("skipped", "not_visible")]


def test_whoever_lost_the_internal_side_since_gets_no_staff_note(stage: Stage) -> None:
    ticket_id = stage.ticket(assignee_id=None, reporter_id=stage.other_manager.id)
    stage.comment(stage.staff, ticket_id, internal=True)
    stage.react()
    execute("DELETE FROM property_managers WHERE user_id = :id", id=stage.other_manager.id)
    stage.send()
    assert deliveries(stage.other_manager.id) == [("skipped", "not_visible")]


def test_whoever_was_deactivated_since_is_not_told(stage: Stage) -> None:
    commented(stage)
    execute("UPDATE users SET is_active = FALSE WHERE id = :id", id=stage.manager.id)
    stage.send()
    assert deliveries(stage.manager.id) == [("skipped", "person_inactive")]


def test_a_comment_that_was_taken_back_is_not_told(stage: Stage) -> None:
    ticket_id = commented(stage)
    execute("UPDATE comments SET archived_at = now() WHERE ticket_id = :id", id=ticket_id)
    stage.send()
    assert deliveries(stage.manager.id) == [("skipped", "comment_deleted")]


def test_a_task_that_went_to_somebody_else_is_not_told(stage: Stage) -> None:
    wanted = making.Assignment(stage.ticket(), (stage.staff.id,))
    task_id = stage.do(stage.manager, lambda session, actor: making.assign(session, actor, wanted))
    stage.react()
    change = {"user_ids": (stage.manager.id,)}
    stage.do(stage.manager, lambda session, actor: editing.edit(session, actor, task_id, change, None, dict))
    stage.send()
    assert deliveries(stage.staff.id) == [("skipped", "taken_back")]


def test_a_guest_hears_of_a_move_after_fifteen_seconds_if_it_still_stands(stage: Stage) -> None:
    ticket_id = stage.ticket()
    stage.patch(stage.manager, ticket_id, status="in_progress")
    stage.work()
    assert deliveries(stage.guest.id, Channel.IN_APP) == [("sent", None)]
    assert deliveries(stage.guest.id) == [("waiting", None)]
    assert scalar(
        "SELECT next_at - happened_at FROM deliveries JOIN notifications ON notifications.id = notification_id"
        " WHERE channel = 'email' AND deliveries.user_id = :id",
        id=stage.guest.id,
    ) == dt.timedelta(seconds=15)
    make_due(stage)
    stage.send()
    assert deliveries(stage.guest.id) == [("sent", None)]


def test_a_guest_never_hears_of_a_move_that_was_taken_back_nor_of_its_taking_back(stage: Stage) -> None:
    ticket_id = stage.ticket()
    stage.patch(stage.manager, ticket_id, status="in_progress")
    stage.undo(stage.manager, ticket_id)
    stage.react()
    make_due(stage)
    stage.send()
    assert stage.mail.messages == []
    assert deliveries(stage.guest.id) == [("skipped", "taken_back")] * 2


def test_a_guest_who_heard_of_a_move_hears_that_it_was_taken_back(stage: Stage) -> None:
    ticket_id = stage.ticket()
    stage.patch(stage.manager, ticket_id, status="in_progress")
    stage.react()
    make_due(stage)
    stage.send()
    stage.undo(stage.manager, ticket_id)
    stage.react()
    make_due(stage)
    stage.send()
    assert deliveries(stage.guest.id) == [("sent", None)] * 2


def test_pushes_go_to_the_devices_and_forget_those_that_are_gone(stage: Stage) -> None:
    devices = [
        scalar_insert(stage.manager.id, token) for token in ("https://push.example.com/1", "https://push.example.com/2")
    ]
    stage.push.ends = [Receipt(gone_device_ids=[devices[0]])]
    commented(stage)
    stage.send()
    assert [target.device_id for target in stage.push.messages[0].push] == devices
    assert scalar("SELECT array_agg(id) FROM devices WHERE user_id = :id", id=stage.manager.id) == [devices[1]]
    assert scalar("SELECT last_sent_at IS NOT NULL FROM devices WHERE id = :id", id=devices[1]) is True


def scalar_insert(user_id: int, token: str) -> int:
    """A browser of that person; its id."""
    execute(
        "INSERT INTO devices (user_id, kind, token, keys) VALUES (:id, 'web_push', :token || :id, '{}')",
        id=user_id, token=token,
    )  # fmt: skip
    return int(str(scalar("SELECT max(id) FROM devices WHERE user_id = :id", id=user_id)))


def test_a_channel_that_was_turned_off_meanwhile_buries_with_its_reason(stage: Stage) -> None:
    commented(stage)
    stage.mail.off = "Mail is turned off."
    stage.send()
    assert deliveries(stage.manager.id) == [("dead", "Mail is turned off.")]


def test_what_a_lost_job_left_in_the_queue_is_queued_again(stage: Stage) -> None:
    commented(stage)
    make_due(stage)
    stage.send()
    assert deliveries(stage.manager.id) == [("sent", None)]
