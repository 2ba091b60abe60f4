"""The statements behind a snapshot find their rows by an index, so that its size is the day's, not the tables'."""

import psycopg
import pytest
from flask import Flask
from sqlalchemy import TextClause, text

from app import db
from app.reports.daily_summary import queries, windows
from tests import factories
from tests.servers import Addresses
from tests.summary.days import SLOT, Place

TICKETS = 30_000
"""Over two years; all but the newest are closed."""

_TICKETS = text("""
INSERT INTO tickets (number, kind, title, status, priority, category_id, property_id, reporter_id, assignee_id, next,
                     created_at, due_at, first_response_at, resolved_at, closed_at)
SELECT 'N-' || n, 'request', 'The tap drips', CASE WHEN n > :count - 300 THEN 'open' ELSE 'closed' END, 2,
       (SELECT min(id) FROM categories), :property_id, :guest, :manager, 'none', at,
       at + interval '1 day',
       at + interval '9 minutes', CASE WHEN n <= :count - 300 THEN at + interval '5 hours' END, NULL
FROM (SELECT n, :until - (:count - n) * interval '35 minutes' AS at FROM generate_series(1, :count) AS n) AS one
""")
_TASKS = text("""
INSERT INTO tasks (ticket_id, property_id, title, status, priority, created_by_id, completed_by_id, completed_at)
SELECT id, property_id, 'Change the seal', 'completed', 2, :manager, :manager, resolved_at FROM tickets
""")
_HISTORY = text("""
INSERT INTO history (class, at, id, actor_id, entity_type, entity_id, ticket_id, property_id, action, changes, salts,
                     digests, hash)
SELECT 'ticket', created_at + step * interval '1 hour', nextval('history_id_seq'), :manager, 'ticket', id, id,
       property_id, CASE WHEN step = 5 THEN 'ticket.moved' ELSE 'ticket.commented' END,
       jsonb_build_object('status', jsonb_build_array('open', 'resolved')), '{}', '{}', ''
FROM tickets, generate_series(1, 5) AS step ORDER BY created_at
""")
STATEMENTS = {
    "standing": queries.STANDING,
    "flows": queries.FLOWS,
    "people": queries.PEOPLE,
    "pressing": queries.PRESSING,
}


@pytest.fixture
def place(app: Flask, fresh_database: Addresses) -> Place:
    """A large property with two years behind it, nine others, and the planner's statistics of them."""
    found = Place(app, "Europe/Berlin")
    assert [factories.property_()[0] for _ in range(9)] == [found.id + number for number in range(1, 10)]
    values = {"count": TICKETS, "until": SLOT, "property_id": found.id}
    with db.unit_of_work() as unit:
        unit.execute(_TICKETS, {**values, "guest": found.guest.id, "manager": found.manager.id})
        unit.execute(_TASKS, {"manager": found.manager.id})
        unit.execute(_HISTORY, {"manager": found.manager.id})
    with psycopg.connect(fresh_database.owner) as owner:
        owner.execute("ANALYZE tickets, tasks, history")
    return found


def plan(statement: TextClause, place: Place) -> str:
    """How PostgreSQL goes about it."""
    ids = range(place.id, place.id + 10)
    values = windows.parameters([windows.until_moment(one, place.timezone, SLOT) for one in ids])
    explained = queries.statement(f"EXPLAIN {statement.text}")
    with db.reads() as connection:
        return "\n".join(connection.scalars(explained, values).all())


def test_a_snapshot_reads_no_table_from_end_to_end(place: Place) -> None:
    for name, statement in STATEMENTS.items():
        found = plan(statement, place)
        for table in ("tickets", "tasks", "history"):
            assert f"Seq Scan on {table}" not in found, f"{name}\n{found}"
