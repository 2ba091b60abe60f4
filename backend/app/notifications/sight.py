"""Which deliveries their people may still see: asked of the rows themselves, at the moment of sending."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ARRAY, BigInteger, Connection, Select, any_, bindparam, func, select

from app.models import Task, Ticket
from app.permissions import Actor, scope
from app.prepared import Statements

from .people import Person
from .taking import Taken

_TICKETS: Final = Statements()
_TASKS: Final = Statements()
_IDS: Final = select(func.unnest(bindparam("ids", type_=ARRAY(BigInteger)))).scalar_subquery()


def visible(connection: Connection, rows: Sequence[Taken], persons: Mapping[int, Person]) -> frozenset[int]:
    """The ids of the deliveries whose ticket or task their person sees now, internal ones if that side is theirs."""
    of_person: defaultdict[int, list[Taken]] = defaultdict(list)
    for row in rows:
        of_person[row.delivery.user_id].append(row)
    return frozenset(
        row.delivery.id
        for user_id, theirs in of_person.items()
        if user_id in persons
        for row in _seen(connection, persons[user_id].actor, theirs)
    )


def _seen(connection: Connection, actor: Actor, rows: Sequence[Taken]) -> Iterator[Taken]:
    tickets = _among(connection, actor, _TICKETS, [row.delivery.ticket_id for row in rows])
    alone = [row.notification.task_id for row in rows if row.delivery.ticket_id is None]
    tasks = _among(connection, actor, _TASKS, alone)
    for row in rows:
        notification = row.notification
        if notification.ticket_id is None:
            if notification.task_id is None or notification.task_id in tasks:
                yield row
        elif notification.ticket_id in tickets and (not notification.internal or _sees_internal(actor, row)):
            yield row


def _sees_internal(actor: Actor, row: Taken) -> bool:
    return row.property_id is not None and scope.sees_internal(actor, row.property_id)


def _among(
    connection: Connection, actor: Actor, statements: Statements, wanted: Sequence[int | None]
) -> frozenset[int]:
    ids = sorted({one for one in wanted if one is not None})
    if not ids:
        return frozenset()
    noun = Ticket if statements is _TICKETS else Task

    def build() -> Select[*tuple[Any, ...]]:
        return select(noun.id).where(
            noun.id == any_(func.array(_IDS)), scope.tickets(actor) if noun is Ticket else scope.tasks(actor)
        )

    values = {**scope.values(actor), "ids": ids}
    return frozenset(row["id"] for row in statements.rows(connection, scope.shape(actor), values, build))
