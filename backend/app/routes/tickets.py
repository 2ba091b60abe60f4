"""Tickets over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, Version, caller
from app.schemas.base import ListQuery
from app.schemas.tickets import (
    BulkResults,
    TicketBulk,
    TicketCountQuery,
    TicketCounts,
    TicketInFull,
    TicketNew,
    TicketPage,
    TicketPatch,
    TicketPath,
    TicketQuery,
)
from app.schemas.timeline import TicketHistory
from app.services.tickets import bulk, editing, moves, reading, report, timeline

api = Api("tickets", tag="Tickets")


@api.get("/tickets", returns=TicketPage, private=True)
def list_tickets(query: TicketQuery) -> Mapping[str, object]:
    """The tickets that the caller may see."""
    with db.reads() as connection:
        return reading.listing(connection, caller(), query.filters(), query.page(), query.sort)


@api.get("/tickets/counts", returns=TicketCounts, private=True)
def count_tickets(query: TicketCountQuery) -> Mapping[str, object]:
    """How many of them there are."""
    with db.reads() as connection:
        return reading.counts(connection, caller(), query.filters())


@api.post(
    "/tickets",
    returns=TicketInFull,
    status=201,
    renders=reading.shown,
    etag=True,
    private=True,
    location="/tickets/{id}",
    problems=(403,),
)
def report_ticket(unit: Session, body: TicketNew) -> int:
    """Report something; it is assigned in the same transaction."""
    return report.report(unit, caller(), body.report())


@api.get("/tickets/<int:ticket_id>", returns=TicketInFull, etag=True, private=True)
def get_ticket(path: TicketPath) -> Mapping[str, object]:
    """One ticket, with what the caller may do to it."""
    with db.reads() as connection:
        return reading.shown(connection, caller(), path.ticket_id)


@api.patch(
    "/tickets/<int:ticket_id>",
    returns=TicketInFull,
    renders=reading.shown,
    etag=True,
    private=True,
    problems=(403, 409),
)
def edit_ticket(unit: Session, path: TicketPath, body: TicketPatch, if_match: Version | None) -> int:
    """Change a ticket, move it, assign it, rate it."""
    actor = caller()
    return editing.edit(
        unit,
        actor,
        path.ticket_id,
        body.values(),
        if_match,
        lambda: reading.shown(unit.connection(), actor, path.ticket_id),
    )


@api.post(
    "/tickets/<int:ticket_id>/undo",
    returns=TicketInFull,
    renders=reading.shown,
    etag=True,
    private=True,
    problems=(409,),
)
def undo_move(unit: Session, path: TicketPath) -> int:
    """Take back the caller's own last move, within 60 seconds."""
    return moves.undo(unit, caller(), path.ticket_id)


@api.post("/tickets/bulk", returns=BulkResults)
def edit_tickets(unit: Session, body: TicketBulk) -> Mapping[str, object]:
    """One change for many tickets; each succeeds or fails by itself."""
    outcomes = bulk.edit_many(unit, caller(), body.ids, body.patch.values())
    return {"results": [_result(outcome) for outcome in outcomes]}


def _result(outcome: bulk.Outcome) -> Mapping[str, object]:
    problem = outcome.problem
    if problem is None:
        return {"id": outcome.ticket_id, "status": 200, "problem": None}
    told = {"code": problem.code, "detail": problem.detail}
    return {"id": outcome.ticket_id, "status": problem.status, "problem": told}


@api.get("/tickets/<int:ticket_id>/history", returns=TicketHistory, private=True)
def ticket_history(path: TicketPath, query: ListQuery) -> Mapping[str, object]:
    """What happened to a ticket, oldest first."""
    with db.reads() as connection:
        return timeline.history(connection, caller(), path.ticket_id, query.page())
