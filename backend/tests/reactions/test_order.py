"""A ticket's events are worked off in order, once each, whichever jobs run, crash or come again."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.events.types import RoomChanged, TicketCommented, TicketCreated, TicketMoved
from app.models import RoomStatus
from app.reactions import GaveUp, Happening, Occurrence, Postponed, react
from app.services.job_errors import TRIES, Attempt
from tests.reactions import house as scene
from tests.reactions.house import House
from tests.servers import Addresses

BACKEND = Path(__file__).resolve().parents[2]
ATTEMPT = Attempt(1, "reactions.react")
CREATED, MOVED, COMMENTED = TicketCreated.action, TicketMoved.action, TicketCommented.action
NOTE = text("INSERT INTO job_errors (job_id, task, attempt, error) VALUES (:id, 'note', 0, :action)")
NOTES = "SELECT array_agg(job_id ORDER BY id) FROM job_errors WHERE task = 'note'"
TEXTS = TypeAdapter(list[str])
ERRORS = "SELECT array_agg(error ORDER BY id) FROM job_errors WHERE task <> 'note'"


def note(unit: Session, happening: Happening) -> None:
    """A reaction that leaves a trace in its own transaction."""
    unit.execute(NOTE, {"id": happening.id, "action": happening.action})


def fail(_unit: Session, _happening: Happening) -> None:
    """A reaction with a mistake in it."""
    raise ValueError("the mistake")


NOTING = {CREATED: (note,), MOVED: (note,), COMMENTED: (note,), RoomChanged.action: (note,)}


def five_events(ticket_id: int) -> list[Occurrence]:
    """Five things that happen to a ticket."""
    return scene.happens(*(TicketCommented(ticket_id, ticket_id) for _ in range(5)))


def make_due(ticket_id: int) -> None:
    """Let the pause before the next try be over."""
    scene.execute("UPDATE ticket_cursors SET next_at = now() WHERE ticket_id = :id", id=ticket_id)


def outcome(call: Callable[[], object]) -> type[Exception] | None:
    """How a job ends."""
    try:
        call()
    except (Postponed, GaveUp) as error:
        return type(error)
    return None


def test_the_last_job_works_off_everything_in_order_and_the_others_find_nothing(house: House) -> None:
    events = five_events(scene.ticket(house))
    for event in reversed(events):
        react(event, ATTEMPT, NOTING)
    assert scene.scalar(NOTES) == [event.id for event in events]


def test_a_job_that_comes_again_changes_nothing(house: House) -> None:
    (event,) = scene.happens(TicketCreated(ticket_id := scene.ticket(house), ticket_id))
    for _ in range(3):
        react(event, ATTEMPT)
    assert scene.room_status(house) is RoomStatus.MAINTENANCE
    assert scene.scalar("SELECT count(*) FROM history WHERE action = 'room.changed'") == 1


def test_four_workers_at_once_handle_each_event_once_and_in_order(house: House) -> None:
    tickets = [scene.ticket(house) for _ in range(3)]
    events = [event for _ in range(4) for ticket_id in tickets for event in five_events(ticket_id)]
    with ThreadPoolExecutor(4) as workers:
        for done in [workers.submit(react, event, ATTEMPT, NOTING) for event in events]:
            done.result()
    for ticket_id in tickets:
        seen = scene.scalar(
            "SELECT array_agg(note.job_id ORDER BY note.id) FROM job_errors AS note"
            " JOIN history ON history.id = note.job_id WHERE history.ticket_id = :id",
            id=ticket_id,
        )
        assert seen == [event.id for event in events if event.ticket_id == ticket_id]


def test_a_process_killed_between_reaction_and_cursor_leaves_neither(house: House, fresh_database: Addresses) -> None:
    (event,) = scene.happens(TicketCreated(ticket_id := scene.ticket(house), ticket_id))
    script = (
        "import os, sys\n"
        "from app import db\n"
        "from app.reactions import Occurrence, react, rooms\n"
        "from app.services.job_errors import Attempt\n"
        "def die(unit, happening):\n"
        "    unit.flush()\n"
        "    print('done', flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
        "db.configure(sys.argv[1])\n"
        f"occurrence = Occurrence.of({{'class': 'ticket', 'at': {event.at.isoformat()!r}, 'id': {event.id},"
        f" 'ticket_id': {event.ticket_id}}})\n"
        "react(occurrence, Attempt(1, 'x'), {'ticket.created': (rooms.follow_ticket, die)})\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, fresh_database.application], cwd=BACKEND, env={**os.environ}, check=False,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert (killed.stdout, killed.returncode) == (b"done\n", -signal.SIGKILL)
    assert scene.room_status(house) is RoomStatus.AVAILABLE
    assert scene.scalar("SELECT count(*) FROM ticket_cursors") == 0
    react(event, ATTEMPT)
    assert scene.room_status(house) is RoomStatus.MAINTENANCE


def test_a_failing_reaction_gives_up_visibly_and_later_events_go_on(house: House) -> None:
    ticket_id = scene.ticket(house)
    first, second, third = scene.happens(
        TicketCreated(ticket_id, ticket_id), TicketMoved(ticket_id, ticket_id), TicketCommented(ticket_id, ticket_id)
    )
    table = {**NOTING, MOVED: (note, fail)}
    ends = [outcome(lambda: react(second, ATTEMPT, table))]
    while ends[-1] is Postponed:
        make_due(ticket_id)
        ends.append(outcome(lambda: react(second, ATTEMPT, table)))
    assert ends == [Postponed] * (TRIES - 1) + [GaveUp]
    assert scene.scalar(NOTES) == [first.id, third.id]
    errors = TEXTS.validate_python(scene.scalar(ERRORS))
    assert len(errors) == TRIES
    assert all("the mistake" in error and "in fail" in error and f"event {second.id}" in error for error in errors)
    assert [error.startswith("Given up") for error in errors] == [False] * (TRIES - 1) + [True]
    assert outcome(lambda: react(third, ATTEMPT, table)) is None


def test_while_an_event_waits_for_its_next_try_all_jobs_of_its_ticket_wait_and_no_others(house: House) -> None:
    ticket_id, other_id = scene.ticket(house), scene.ticket(house)
    moved, commented, other = scene.happens(
        TicketMoved(ticket_id, ticket_id), TicketCommented(ticket_id, ticket_id), TicketCommented(other_id, other_id)
    )
    table = {**NOTING, MOVED: (fail,)}
    assert [outcome(lambda one=one: react(one, ATTEMPT, table)) for one in (moved, commented, moved, other)] == [
        Postponed, Postponed, Postponed, None,
    ]  # fmt: skip
    assert scene.scalar(NOTES) == [other.id]
    assert scene.scalar("SELECT count(*) FROM job_errors WHERE task <> 'note'") == 1


def test_an_event_that_succeeds_at_a_later_try_starts_the_count_anew(house: House) -> None:
    ticket_id = scene.ticket(house)
    (moved,) = scene.happens(TicketMoved(ticket_id, ticket_id))
    assert outcome(lambda: react(moved, ATTEMPT, {MOVED: (fail,)})) is Postponed
    make_due(ticket_id)
    react(moved, ATTEMPT, NOTING)
    assert scene.scalar(
        "SELECT (handled_id, attempts, next_at) = (:id, 0, NULL) IS NOT FALSE FROM ticket_cursors", id=moved.id
    )
    assert scene.scalar("SELECT handled_id FROM ticket_cursors") == moved.id


def test_a_deadlock_repeats_the_unit_without_counting_as_a_failure(house: House) -> None:
    ticket_id = scene.ticket(house)
    (moved,) = scene.happens(TicketMoved(ticket_id, ticket_id))
    tries: list[int] = []

    def deadlock_once(unit: Session, happening: Happening) -> None:
        tries.append(happening.id)
        if len(tries) == 1:
            unit.execute(text("DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = 'deadlock_detected'; END $$"))

    react(moved, ATTEMPT, {MOVED: (note, deadlock_once)})
    assert tries == [moved.id, moved.id]
    assert scene.scalar(NOTES) == [moved.id]
    assert scene.scalar(ERRORS) is None


def test_an_event_without_a_ticket_is_reacted_to_directly_and_its_error_reaches_the_job(house: House) -> None:
    (event,) = scene.happens(RoomChanged(house.room_id, property_id=house.property_id))
    react(event, ATTEMPT, NOTING)
    assert scene.scalar(NOTES) == [event.id]
    with pytest.raises(ValueError, match="the mistake"):
        react(event, ATTEMPT, {RoomChanged.action: (fail,)})
