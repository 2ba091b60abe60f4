"""Tickets of somebody who is away or gone go to somebody who is there; the queue is drained."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import db
from app.models import Ticket
from app.services import manager_loads
from app.services.tickets import moves
from app.worker.chores import close_resolved, place_tickets
from tests import factories
from tests.api.tickets.conftest import Report, category
from tests.client import Client
from tests.factories import Cast, Person


def assignee(client: Client, cast: Cast, ticket_id: int) -> int | None:
    """Who has the ticket now."""
    person = client.get(f"/tickets/{ticket_id}", as_=cast.admin).ok()["assignee"]
    return person and person["id"]


def test_a_deactivated_managers_tickets_are_handed_on(
    client: Client, cast: Cast, engineer: Person, report: Report
) -> None:
    ticket = report(category_id=category("plumbing"))
    client.delete(f"/users/{engineer.id}", as_=cast.admin).ok(204)
    place_tickets()
    assert assignee(client, cast, ticket["id"]) == cast.a.manager.id
    last = client.get(f"/tickets/{ticket['id']}/history", as_=cast.admin).ok()["items"][-1]
    assert (last["action"], last["actor"], last["reason"]["rule"]) == ("ticket.assigned", None, "management")
    assert loads_agree()


def test_the_queue_is_drained_when_somebody_comes(client: Client, app: Flask, cast: Cast, report: Report) -> None:
    until = (dt.datetime.now(dt.UTC) + dt.timedelta(days=2)).isoformat()
    client.patch(f"/users/{cast.a.manager.id}", as_=cast.a.manager, json={"away_until": until}).ok()
    ticket = report()
    assert ticket["assignee"] is None
    place_tickets()
    assert assignee(client, cast, ticket["id"]) is None
    newcomer = factories.person(app, "manager", manages=[cast.a.id])
    place_tickets()
    assert assignee(client, cast, ticket["id"]) == newcomer.id


def test_a_ticket_that_a_person_left_to_nobody_stays_so(
    client: Client, cast: Cast, engineer: Person, report: Report
) -> None:
    ticket = report(category_id=category("plumbing"))
    client.patch(f"/tickets/{ticket['id']}", as_=engineer, json={"assignee_id": None}).ok()
    place_tickets()
    assert assignee(client, cast, ticket["id"]) is None


def test_what_was_resolved_a_week_ago_closes_by_itself(client: Client, cast: Cast, report: Report) -> None:
    ticket = report()
    client.patch(f"/tickets/{ticket['id']}", as_=cast.a.manager, json={"status": "resolved"}).ok()
    close_resolved()
    assert client.get(f"/tickets/{ticket['id']}", as_=cast.admin).ok()["status"] == "resolved"
    with db.unit_of_work() as session:
        row = session.get_one(Ticket, ticket["id"])
        row.resolved_at = dt.datetime.now(dt.UTC) - dt.timedelta(days=7, minutes=1)
    close_resolved()
    closed = client.get(f"/tickets/{ticket['id']}", as_=cast.admin).ok()
    assert (closed["status"], closed["holder"]) == ("closed", None)
    assert closed["closed_at"] is not None


def test_a_ticket_that_cannot_be_closed_holds_up_no_other(
    client: Client, cast: Cast, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, other = report()["id"], report()["id"]
    with db.unit_of_work() as session:
        for ticket_id in (stuck, other):
            row = session.get_one(Ticket, ticket_id)
            row.status, row.resolved_at = "resolved", dt.datetime.now(dt.UTC) - dt.timedelta(days=8)
    close = moves.close_stale

    def fail(session: Session, ticket_id: int) -> None:
        if ticket_id == stuck:
            raise RuntimeError("stuck")
        close(session, ticket_id)

    monkeypatch.setattr(moves, "STALE_AT_ONCE", 1)
    monkeypatch.setattr(moves, "close_stale", fail)
    with pytest.raises(ExceptionGroup, match="could not be treated"):
        close_resolved()
    assert client.get(f"/tickets/{stuck}", as_=cast.admin).ok()["status"] == "resolved"
    assert client.get(f"/tickets/{other}", as_=cast.admin).ok()["status"] == "closed"


def loads_agree() -> bool:
    """Whether every kept load is what the tickets say."""
    with db.unit_of_work() as session:
        return not manager_loads.verify(session, fix=False)
