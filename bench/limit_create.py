"""The limit's create: the same rows into the same tables as ours, in as few plain statements as that takes."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

import orjson
import psycopg

HOURS: Final = {1: (8, 72), 2: (4, 24), 3: (1, 8), 4: (0.25, 2)}

KEY: Final = """
INSERT INTO idempotency_keys (caller, route, key, fingerprint, status) VALUES (%s, 'POST /tickets', %s, %s, 201)
ON CONFLICT DO NOTHING
"""
FACTS: Final = """
SELECT p.code, r.name, c.department_id, coalesce(c.default_priority, 2), u.name
FROM properties p, rooms r, categories c, users u
WHERE p.id = %s AND r.id = %s AND c.id = %s AND u.id = %s
"""
CANDIDATES: Final = """
SELECT l.user_id, l.load, u.name FROM manager_loads l JOIN users u ON u.id = l.user_id
WHERE l.user_id IN (
    SELECT m.user_id FROM property_managers m JOIN users n ON n.id = m.user_id
    WHERE m.property_id = %s AND n.department_id = %s AND n.is_active AND n.away_from IS NULL
)
ORDER BY l.user_id FOR NO KEY UPDATE OF l
"""
TAKE: Final = "UPDATE manager_loads SET load = load + 1, last_assigned_at = now() WHERE user_id = %s"
NUMBER: Final = (
    "UPDATE property_counters SET last_number = last_number + 1 WHERE property_id = %s RETURNING last_number"
)
TICKET: Final = """
INSERT INTO tickets (
    number, kind, title, description, search, status, priority, category_id, property_id, room_id, reporter_id,
    assignee_id, holder_id, next, due_at, first_response_due_at
) VALUES (
    %s, 'request', %s, %s, %s, 'open', %s, %s, %s, %s, %s, %s, %s, 'assign',
    now() + %s * interval '1 hour', now() + %s * interval '1 hour'
) RETURNING id
"""
HISTORY: Final = """
INSERT INTO history (
    class, at, id, actor_id, entity_type, entity_id, ticket_id, property_id, internal, action, changes, reason,
    request_id, ip, salts, digests, hash
) VALUES
    ('ticket', now(), nextval('history_id_seq'), %(actor)s, 'ticket', %(ticket)s, %(ticket)s, %(property)s, false,
     'ticket.created', %(created)s, NULL, %(request)s, '127.0.0.1', %(salts)s, %(digests)s, %(hash)s),
    ('ticket', now(), nextval('history_id_seq'), %(actor)s, 'ticket', %(ticket)s, %(ticket)s, %(property)s, false,
     'ticket.assigned', %(assigned)s, %(reason)s, %(request)s, '127.0.0.1', %(salts)s, %(digests)s, %(hash)s)
RETURNING id, at
"""
JOBS: Final = """
SELECT procrastinate_defer_jobs_v1(ARRAY[
    ROW('default', 'reactions.react', 0, NULL, NULL, %s, NULL),
    ROW('default', 'reactions.react', 0, NULL, NULL, %s, NULL)
]::procrastinate_job_to_defer_v1[])
"""
DONE: Final = "UPDATE idempotency_keys SET resource_id = %s WHERE caller = %s AND route = 'POST /tickets' AND key = %s"

# As long as ours are: what they hold is no matter of the database's.
_NAMES: Final = (
    "changes.number",
    "changes.status",
    "changes.priority",
    "request_id",
    "ip",
)
SALTS: Final = orjson.dumps(dict.fromkeys(_NAMES, "0" * 32)).decode()
DIGESTS: Final = orjson.dumps(dict.fromkeys(_NAMES, "0" * 64)).decode()
HASH: Final = bytes(32)


def create(connection: psycopg.Connection, caller: int, body: Mapping[str, Any], key: str) -> int:
    """Write a report with everything that belongs to it, in the caller's transaction; returns the ticket's id."""
    run = connection.execute
    name = f"user:{caller}"
    run(KEY, (name, key, hashlib.sha256(orjson.dumps(body)).digest()))
    property_id, room_id, category_id = (
        body["property_id"],
        body["room_id"],
        body["category_id"],
    )
    facts = run(FACTS, (property_id, room_id, category_id, caller)).fetchone()
    if facts is None:
        raise LookupError(property_id)
    code, room, department, priority, reporter = facts
    candidates = run(CANDIDATES, (property_id, department)).fetchall()
    chosen = min(candidates, key=lambda one: one[1])[0]
    run(TAKE, (chosen,))
    counted = run(NUMBER, (property_id,)).fetchone()
    number = f"{code}-{counted[0] if counted else 0}"
    response, solution = HOURS[priority]
    search = f"{number} {body['title']} {room} {reporter} {body['description']}".lower()
    values = (
        number,
        body["title"],
        body["description"],
        search,
        priority,
        category_id,
        property_id,
        room_id,
        caller,
    )
    written = run(TICKET, (*values, chosen, chosen, solution, response)).fetchone()
    ticket_id = int(written[0]) if written else 0
    considered = [{"id": one, "name": person, "load": load} for one, load, person in candidates]
    about = {
        "rule": "department",
        "department": {"id": department, "name": "Engineering"},
        "candidates": considered,
    }
    told = {
        "actor": caller,
        "ticket": ticket_id,
        "property": property_id,
        "created": orjson.dumps(
            {
                "number": [None, number],
                "status": [None, "open"],
                "priority": [None, "high"],
            }
        ).decode(),
        "assigned": _text({"assignee_id": [None, chosen]}),
        "reason": _text({**about, "chosen": chosen}),
        "request": key,
        "salts": SALTS,
        "digests": DIGESTS,
        "hash": HASH,
    }
    events = run(HISTORY, told).fetchall()
    jobs = [
        _text(
            {
                "class": "ticket",
                "id": identity,
                "at": at.isoformat(),
                "ticket_id": ticket_id,
            }
        )
        for identity, at in events
    ]
    run(JOBS, jobs)
    run(DONE, (ticket_id, name, key))
    return ticket_id


def _text(value: object) -> str:
    return orjson.dumps(value).decode()
