"""Signals become emissions: who hears each, with which number. One statement a kind, one for the people of them all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ARRAY, BigInteger, Connection, bindparam, text

from app.events.signals import Signal
from app.permissions import Actor, audience
from app.permissions.actors import actors
from app.permissions.audience import TaskNews, Telling, TicketNews
from app.prepared import IDS

_IDS: Final = bindparam("ids", type_=ARRAY(BigInteger))

_TICKETS: Final = text(f"""
SELECT id, property_id, reporter_id, status, seq, public_seq, ARRAY(
    SELECT DISTINCT task_assignments.user_id
    FROM tasks
    JOIN task_assignments ON task_assignments.task_id = tasks.id
    WHERE tasks.ticket_id = tickets.id AND tasks.status <> 'cancelled' AND tasks.archived_at IS NULL
) AS people
FROM tickets
WHERE id = {IDS}
""").bindparams(_IDS)

_TASKS: Final = text(f"""
SELECT id, property_id, seq, ARRAY(
    SELECT task_assignments.user_id FROM task_assignments WHERE task_assignments.task_id = tasks.id
    UNION SELECT tasks.created_by_id
) AS people
FROM tasks
WHERE id = {IDS}
""").bindparams(_IDS)


@dataclass(frozen=True, slots=True)
class Emission:
    """What one family of rooms hears."""

    type: str
    id: int
    seq: int
    rooms: tuple[str, ...]


def tickets(connection: Connection, ids: Sequence[int]) -> Mapping[int, TicketNews]:
    """These tickets as their audience needs them."""
    if not ids:
        return {}
    return {row.id: TicketNews(*row) for row in connection.execute(_TICKETS, {"ids": sorted(ids)})}


def tasks(connection: Connection, ids: Sequence[int]) -> Mapping[int, TaskNews]:
    """These tasks as their audience needs them."""
    if not ids:
        return {}
    return {row.id: TaskNews(*row) for row in connection.execute(_TASKS, {"ids": sorted(ids)})}


def emissions(connection: Connection, signals: Sequence[Signal]) -> list[Emission]:
    """What shall be heard of these signals, and where. `access` is no sockets' business."""
    changed = tickets(connection, [signal.id for signal in signals if signal.type == "ticket"])
    worked_on = tasks(connection, [signal.id for signal in signals if signal.type == "task"])
    people = {ticket.reporter_id for ticket in changed.values()}
    people.update(*(news.people for news in (*changed.values(), *worked_on.values())))
    people.update(*(signal.former for signal in signals))
    known: Mapping[int, Actor] = actors(connection, people) if people else {}
    return [
        Emission(signal.type, signal.id, telling.seq, telling.rooms)
        for signal in signals
        for telling in _tellings(signal, changed, worked_on, known)
    ]


def _tellings(
    signal: Signal, changed: Mapping[int, TicketNews], worked_on: Mapping[int, TaskNews], known: Mapping[int, Actor]
) -> Iterator[Telling]:
    if signal.type == "ticket" and signal.id in changed:
        yield from audience.of_ticket(changed[signal.id], known, internal=signal.internal, former=signal.former)
    elif signal.type == "task" and signal.id in worked_on:
        yield from audience.of_task(worked_on[signal.id], known, signal.former)
    elif signal.type == "notification" and signal.user_id is not None:
        yield Telling((audience.person(signal.user_id),), signal.id)
