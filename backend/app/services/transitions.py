"""Which status may follow which, and the permission that each move asks for."""

from collections.abc import Mapping

from app.errors import Conflict
from app.models import TicketStatus
from app.permissions import Actor, Permission, TicketFacts, allowed, require

S = TicketStatus
P = Permission

MOVES: Mapping[tuple[TicketStatus, TicketStatus], Permission] = {
    (S.OPEN, S.IN_PROGRESS): P.TICKET_WORK,
    (S.OPEN, S.ON_HOLD): P.TICKET_WORK,
    (S.OPEN, S.RESOLVED): P.TICKET_RESOLVE,
    (S.OPEN, S.CANCELLED): P.TICKET_CANCEL,
    (S.IN_PROGRESS, S.ON_HOLD): P.TICKET_WORK,
    (S.IN_PROGRESS, S.RESOLVED): P.TICKET_RESOLVE,
    (S.IN_PROGRESS, S.OPEN): P.TICKET_WORK,
    (S.IN_PROGRESS, S.CANCELLED): P.TICKET_CANCEL,
    (S.ON_HOLD, S.IN_PROGRESS): P.TICKET_WORK,
    (S.ON_HOLD, S.OPEN): P.TICKET_WORK,
    (S.ON_HOLD, S.RESOLVED): P.TICKET_RESOLVE,
    (S.ON_HOLD, S.CANCELLED): P.TICKET_CANCEL,
    (S.RESOLVED, S.CLOSED): P.TICKET_CONFIRM,
    (S.RESOLVED, S.OPEN): P.TICKET_REOPEN,
    (S.CLOSED, S.OPEN): P.TICKET_REOPEN,
    (S.CANCELLED, S.OPEN): P.TICKET_REOPEN,
}


def legal(actor: Actor, ticket: TicketFacts) -> list[str]:
    """The statuses to which this actor may move the ticket now, in the table's order."""
    moves = [(to, needed) for (source, to), needed in MOVES.items() if source == ticket.status]
    return [str(to) for to, needed in moves if allowed(actor, needed, ticket)]


def require_move(actor: Actor, ticket: TicketFacts, to: str) -> None:
    """Refuse a move that the table doesn't have (409) or that isn't this actor's to make (403)."""
    needed = MOVES.get((S(ticket.status), S(to)))
    if needed is None:
        statuses = legal(actor, ticket)
        detail = f"A ticket that is {_words(ticket.status)} can't become {_words(to)}."
        raise Conflict(
            detail, "illegal_status", params={"from": ticket.status, "to": to}, extra={"allowed_statuses": statuses}
        )
    require(actor, needed, ticket)


def _words(status: str) -> str:
    return status.replace("_", " ")
