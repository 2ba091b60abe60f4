"""One change for many tickets: each succeeds or fails by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.errors import Problem
from app.permissions import Actor

from .editing import Patch, edit


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one ticket: changed, or why not."""

    ticket_id: int
    problem: Problem | None = None


def edit_many(session: Session, actor: Actor, ticket_ids: Sequence[int], patch: Patch) -> list[Outcome]:
    """Apply `patch` to each ticket, in the order of their ids, a savepoint each; answered in the order asked."""
    outcomes = {ticket_id: _edit_one(session, actor, ticket_id, patch) for ticket_id in sorted(set(ticket_ids))}
    return [outcomes[ticket_id] for ticket_id in dict.fromkeys(ticket_ids)]


def _edit_one(session: Session, actor: Actor, ticket_id: int, patch: Patch) -> Outcome:
    try:
        with session.begin_nested():
            edit(session, actor, ticket_id, patch)
            session.flush()
    except Problem as problem:
        return Outcome(ticket_id, problem)
    return Outcome(ticket_id)
