"""Every event is heard by those who may read what changed, with the number that they may know, and by nobody else.

The API is the measure: whoever gets 200 for the ticket or the task hears of it. Nothing is concluded from silence
alone: after each act everybody hears a marker, a comment on a ticket that they reported themselves, from the same
process; what had been sent before it has arrived by then.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app import db
from tests import factories
from tests.drills.serving import Web
from tests.factories import Cast, House, Person
from tests.realtime.calling import Caller
from tests.realtime.hearing import Ear
from tests.servers import Addresses

ENVIRONMENT = {"WEB_CONCURRENCY": "1"}


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody at an open page. Their `marker` is a ticket that they reported."""

    who: Person
    ear: Ear
    marker: int


@dataclass(frozen=True, slots=True)
class Stage:
    """Everybody listens, whatever they may see. What is done is done at house `a`."""

    api: Caller
    cast: Cast
    listeners: dict[str, Listener]

    @property
    def a(self) -> House:
        return self.cast.a

    def ticket(self, **columns: object) -> int:
        """A guest's ticket."""
        return factories.ticket(self.a.id, self.a.guest.id, **columns)

    def task(self, ticket_id: int | None, **columns: object) -> int:
        """A task of the house's engineer."""
        return factories.task(ticket_id, self.a.id, self.a.manager.id, [self.a.staff.id], **columns)

    def mark(self) -> None:
        """Everybody hears a marker."""
        for listener in self.listeners.values():
            before = len(listener.ear.seqs(listener.marker))
            self.api.post(self.cast.admin, f"/tickets/{listener.marker}/comments", {"body": "A marker."})
            listener.ear.wait_for(lambda _, one=listener, count=before: len(one.ear.seqs(one.marker)) > count, "ticket")


@dataclass(frozen=True, slots=True)
class Done:
    """What an act concerned; `loser` had the task until then."""

    ticket_id: int | None = None
    task_id: int | None = None
    loser: str | None = None


Act = Callable[[Stage], Done]


@pytest.fixture(scope="module")
def stage(web: Web, made: Flask, module_database: Addresses, data: Path) -> Iterator[Stage]:
    """Nine people, of two houses and of none."""
    db.configure(module_database.application)
    cast = factories.cast(made)
    a, b = cast.a, cast.b
    people = {
        "admin": (cast.admin, a), "manager": (a.manager, a), "staff": (a.staff, a), "executive": (a.executive, a),
        "guest": (a.guest, a), "other manager": (b.manager, b), "other staff": (b.staff, b),
        "other guest": (b.guest, b), "outsider": (cast.outsider, b),
    }  # fmt: skip
    with ExitStack() as open_pages:
        yield Stage(
            Caller(web.url),
            cast,
            {
                name: Listener(who, open_pages.enter_context(Ear.of(web.url, who)), factories.ticket(house.id, who.id))
                for name, (who, house) in people.items()
            },
        )
    db.dispose()


def created(stage: Stage) -> Done:
    body = {"title": "The tap drips", "property_id": stage.a.id, "room_id": stage.a.room}
    return Done(stage.api.post(stage.a.guest, "/tickets", body)["id"])


def edited(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    stage.api.patch(stage.a.guest, f"/tickets/{ticket_id}", {"title": "Both taps drip"})
    return Done(ticket_id)


def triaged(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    stage.api.patch(stage.a.staff, f"/tickets/{ticket_id}", {"priority": "high"})
    return Done(ticket_id)


def moved(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    stage.api.patch(stage.a.manager, f"/tickets/{ticket_id}", {"status": "in_progress"})
    return Done(ticket_id)


def taken_back(stage: Stage) -> Done:
    done = moved(stage)
    stage.api.post(stage.a.manager, f"/tickets/{done.ticket_id}/undo")
    return done


def given_to_a_manager(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    stage.api.patch(stage.a.manager, f"/tickets/{ticket_id}", {"assignee_id": stage.a.manager.id})
    return Done(ticket_id)


def commented(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    stage.api.post(stage.a.guest, f"/tickets/{ticket_id}/comments", {"body": "Still."})
    return Done(ticket_id)


def comment_edited(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    comment_id = factories.comment(ticket_id, stage.a.staff.id)
    stage.api.patch(stage.a.staff, f"/comments/{comment_id}", {"body": "Tomorrow."})
    return Done(ticket_id)


def attached(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    stage.api.attach(stage.a.guest, ticket_id)
    return Done(ticket_id)


def rated(stage: Stage) -> Done:
    ticket_id = stage.ticket(status="resolved", next="guest_confirms", resolved_at=dt.datetime.now(dt.UTC))
    stage.api.patch(stage.a.guest, f"/tickets/{ticket_id}", {"rating": 5})
    return Done(ticket_id)


def task_given(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    body = {"ticket_id": ticket_id, "user_id": stage.a.staff.id}
    return Done(ticket_id, stage.api.post(stage.a.manager, "/assign-task", body)["id"])


def task_started(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    task_id = stage.task(ticket_id)
    stage.api.post(stage.a.staff, f"/tasks/{task_id}/start")
    return Done(ticket_id, task_id)


def task_completed(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    task_id = stage.task(ticket_id)
    stage.api.post(stage.a.staff, f"/tasks/{task_id}/complete", {"minutes": 20})
    return Done(ticket_id, task_id)


def noted(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    stage.api.post(stage.a.staff, f"/tickets/{ticket_id}/comments", {"body": "A valve.", "internal": True})
    return Done(ticket_id)


def note_edited(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    comment_id = factories.comment(ticket_id, stage.a.staff.id, internal=True)
    stage.api.patch(stage.a.staff, f"/comments/{comment_id}", {"body": "Two valves."})
    return Done(ticket_id)


def note_deleted(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    comment_id = factories.comment(ticket_id, stage.a.staff.id, internal=True)
    stage.api.delete(stage.a.staff, f"/comments/{comment_id}")
    return Done(ticket_id)


def attached_to_a_note(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    comment_id = factories.comment(ticket_id, stage.a.staff.id, internal=True)
    stage.api.attach(stage.a.staff, ticket_id, comment_id=comment_id)
    return Done(ticket_id)


def task_declined(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    task_id = stage.task(ticket_id)
    stage.api.post(stage.a.staff, f"/tasks/{task_id}/decline", {"reason": "Not my trade."})
    return Done(ticket_id, task_id, "staff")


def task_given_to_another(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    task_id = stage.task(ticket_id)
    stage.api.patch(stage.a.manager, f"/tasks/{task_id}", {"user_ids": [stage.a.manager.id]})
    return Done(ticket_id, task_id, "staff")


def task_edited(stage: Stage) -> Done:
    ticket_id = stage.ticket()
    task_id = stage.task(ticket_id)
    stage.api.patch(stage.a.manager, f"/tasks/{task_id}", {"title": "Change both seals"})
    return Done(ticket_id, task_id)


def task_without_a_ticket(stage: Stage) -> Done:
    body = {"title": "Count the towels", "property_id": stage.a.id, "user_ids": [stage.a.staff.id]}
    return Done(task_id=stage.api.post(stage.a.manager, "/tasks", body)["id"])


PUBLIC: tuple[Act, ...] = (
    created, edited, triaged, moved, taken_back, given_to_a_manager, commented, comment_edited, attached, rated,
    task_given, task_started, task_completed, task_given_to_another,
)  # fmt: skip
INTERNAL: tuple[Act, ...] = (
    noted, note_edited, note_deleted, attached_to_a_note, task_declined, task_edited, task_without_a_ticket,
)  # fmt: skip


@pytest.mark.parametrize("act", [*PUBLIC, *INTERNAL], ids=lambda act: act.__name__)
def test_an_event_is_heard_by_those_who_may_read_what_changed(stage: Stage, act: Act) -> None:
    done = act(stage)
    stage.mark()
    is_public = _has_public_rows(done)
    assert is_public == (act in PUBLIC)
    for name, listener in stage.listeners.items():
        _require(stage, name, listener, "ticket", done.ticket_id, everybody=is_public)
        if name != done.loser:
            _require(stage, name, listener, "task", done.task_id, everybody=True)


@pytest.mark.parametrize("act", [task_declined, task_given_to_another], ids=lambda act: act.__name__)
def test_who_loses_a_task_hears_of_it_a_last_time(stage: Stage, act: Act) -> None:
    done = act(stage)
    assert done.task_id is not None
    last = stage.api.get(stage.a.manager, f"/tasks/{done.task_id}").json()["seq"]
    stage.listeners["staff"].ear.wait("task", done.task_id)
    stage.api.patch(stage.a.manager, f"/tasks/{done.task_id}", {"title": "Change both seals"})
    stage.mark()
    assert stage.api.get(stage.a.staff, f"/tasks/{done.task_id}").status_code == 404
    assert stage.listeners["staff"].ear.all("task")[-1:] == [{"type": "task", "id": done.task_id, "seq": last}]
    assert stage.listeners["staff"].ear.seqs(done.task_id, "task") == {last}


def _require(stage: Stage, name: str, listener: Listener, noun: str, identity: int | None, *, everybody: bool) -> None:
    if identity is None:
        return
    answer = stage.api.get(listener.who, f"/{noun}s/{identity}")
    heard = listener.ear.seqs(identity, noun)
    if answer.status_code == 200 and (everybody or listener.who.role != "guest"):
        assert answer.json()["seq"] in heard, f"{name} did not hear of the {noun}: {heard}"
        assert heard <= set(range(answer.json()["seq"] + 1)), f"{name} heard numbers that are not theirs"
    else:
        assert heard == set(), f"{name} heard of the {noun}"


def _has_public_rows(done: Done) -> bool:
    statement = text("SELECT count(*) FROM history WHERE ticket_id = :ticket AND NOT internal")
    with db.reads() as connection:
        return bool(connection.scalar(statement, {"ticket": done.ticket_id}))


def test_a_guest_does_not_learn_from_the_numbers_that_staff_wrote_notes(stage: Stage) -> None:
    ticket_id = stage.ticket()
    for _ in range(3):
        stage.api.post(stage.a.staff, f"/tickets/{ticket_id}/comments", {"body": "A valve.", "internal": True})
    stage.api.post(stage.a.staff, f"/tickets/{ticket_id}/comments", {"body": "We are on it."})
    stage.mark()
    seen = stage.api.get(stage.a.guest, f"/tickets/{ticket_id}").json()["seq"]
    known = stage.api.get(stage.a.staff, f"/tickets/{ticket_id}").json()["seq"]
    assert stage.listeners["guest"].ear.seqs(ticket_id) == {seen} == {2}
    assert max(stage.listeners["staff"].ear.seqs(ticket_id)) == known == 5
    assert stage.listeners["guest"].ear.all("task") == []


def test_who_has_a_task_somewhere_else_hears_no_more_than_they_may_read(stage: Stage) -> None:
    other = stage.listeners["other staff"]
    ticket_id = stage.ticket()
    task_id = factories.task(ticket_id, stage.a.id, stage.a.manager.id, [other.who.id])
    stage.api.post(stage.a.guest, f"/tickets/{ticket_id}/comments", {"body": "Still."})
    stage.api.patch(stage.a.manager, f"/tasks/{task_id}", {"title": "Change both seals"})
    stage.mark()
    assert stage.api.get(other.who, f"/tickets/{ticket_id}").status_code == 404
    assert other.ear.seqs(ticket_id) == set()
    _require(stage, "other staff", other, "task", task_id, everybody=True)
