"""Fills an empty, migrated database with 50 properties and as many tickets as wanted, by COPY.

Secondary indexes and the triggers of foreign keys are set aside meanwhile, so it needs the superuser.
"""

import argparse
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import psycopg
from argon2 import PasswordHasher
from psycopg import sql

from . import lines, shape
from .shape import Facts

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
BATCH = 2_000
LARGE = (
    "tickets",
    "history",
    "comments",
    "attachments",
    "tasks",
    "task_assignments",
    "ticket_cursors",
)
TOPICS = ("plumbing", "electrical", "heating_cooling", "furniture", "access")
DEPARTMENT = "engineering"

_INDEXES = """
SELECT indexrelid::regclass::text, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ')
FROM pg_index WHERE indrelid = %s::regclass AND NOT indisunique
"""


def generate(superuser_url: str, count: int) -> None:
    """Write everything in one transaction, then gather statistics as autovacuum would."""
    with psycopg.connect(superuser_url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET maintenance_work_mem = '1GB'")
        connection.execute("SET synchronous_commit = off")
        _write_house(connection)
        _write_tickets(connection, count)
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


def _write_house(connection: psycopg.Connection) -> None:
    """Properties, rooms, people: few enough for INSERT … SELECT."""
    roles = _ids(connection, "roles")
    department = _ids(connection, "departments")[DEPARTMENT]
    password = PasswordHasher().hash(shape.PASSWORD)
    statements: list[tuple[str, dict[str, object]]] = [
        (
            "INSERT INTO properties (id, code, name, sort_key, timezone) SELECT n, 'P' || lpad(n::text, 3, '0'),"
            " 'Property ' || n, 'property ' || lpad(n::text, 6, '0'), 'Europe/Berlin'"
            " FROM generate_series(1, %(properties)s) AS n",
            {"properties": shape.PROPERTIES},
        ),
        (
            "INSERT INTO rooms (id, property_id, name, sort_key, floor, type, token)"
            " SELECT (p - 1) * %(each)s + n, p, (100 + n)::text, '003' || (100 + n), n / 20, 'Double room',"
            " 'bench-' || p || '-' || n"
            " FROM generate_series(1, %(properties)s) AS p, generate_series(1, %(each)s) AS n",
            {"properties": shape.PROPERTIES, "each": shape.ROOMS_EACH},
        ),
    ]
    people = [
        (shape.ADMIN_ID, 1, "super_admin", "admin", None),
        (shape.FIRST_MANAGER, shape.MANAGERS, "manager", "manager", department),
        (shape.FIRST_STAFF, shape.STAFF, "staff", "staff", department),
        (shape.FIRST_GUEST, shape.GUESTS, "guest", "guest", None),
    ]
    for first, number, role, word, belongs in people:
        statements.append(
            (
                "INSERT INTO users (id, email, name, sort_key, search, role_id, department_id, password_hash)"
                " SELECT %(first)s + n - 1, %(word)s || n || '@bench.example', initcap(%(word)s) || ' ' || n,"
                " %(word)s || ' ' || lpad(n::text, 6, '0'), %(word)s || ' ' || n, %(role)s, %(department)s, %(hash)s"
                " FROM generate_series(1, %(number)s) AS n",
                {
                    "first": first,
                    "number": number,
                    "word": word,
                    "role": roles[role],
                    "department": belongs,
                    "hash": password if role in ("super_admin", "manager") else None,
                },
            )
        )
    for statement, parameters in statements:
        connection.execute(statement.encode(), parameters)
    _relate(connection)


def _relate(connection: psycopg.Connection) -> None:
    manages = [(one, shape.FIRST_MANAGER + m) for m in range(shape.MANAGERS) for one in shape.managed_by(m)]
    belongs = [
        (shape.FIRST_STAFF + (one - 1) * shape.STAFF_EACH + n, one)
        for one in range(1, shape.PROPERTIES + 1)
        for n in range(shape.STAFF_EACH)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO property_managers (property_id, user_id) VALUES (%s, %s)",
            manages,
        )
        cursor.executemany(
            "INSERT INTO user_properties (user_id, property_id) VALUES (%s, %s)",
            belongs,
        )


def _write_tickets(connection: psycopg.Connection, count: int) -> None:
    until = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
    categories = _ids(connection, "categories")
    departments = _ids(connection, "departments")
    topics = tuple(categories[key] for key in TOPICS)

    def facts() -> Iterator[Facts]:
        return shape.tickets(count, until)

    indexes = _set_indexes_aside(connection)
    line = lines.ticket(topics)
    _copy(connection, "tickets", lines.TICKET_COLUMNS, map(line, facts()))
    _copy(connection, "comments", lines.COMMENT_COLUMNS, lines.comments(facts()))
    _copy(connection, "attachments", lines.ATTACHMENT_COLUMNS, lines.attachments(facts()))
    _copy(connection, "tasks", lines.TASK_COLUMNS, lines.tasks(facts()))
    _copy(
        connection,
        "task_assignments",
        lines.ASSIGNMENT_COLUMNS,
        lines.assignments(facts()),
    )
    written = lines.history((departments[DEPARTMENT], "Engineering"))
    _copy(connection, "history_ticket", lines.HISTORY_COLUMNS, written(facts()))
    _copy(connection, "ticket_cursors", lines.CURSOR_COLUMNS, lines.cursors(facts()))
    for definition in indexes:
        connection.execute(definition.encode())
    _settle(connection)


def _copy(
    connection: psycopg.Connection,
    table: str,
    columns: Sequence[str],
    rows: Iterable[str],
) -> None:
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    remaining = iter(rows)
    with connection.cursor().copy(statement) as out:
        while batch := list(islice(remaining, BATCH)):
            out.write("".join(batch))


def _set_indexes_aside(connection: psycopg.Connection) -> list[str]:
    """Drop what COPY would have to keep up; returns how to make it again."""
    definitions: list[str] = []
    for table in LARGE:
        for name, definition in connection.execute(_INDEXES, [table]).fetchall():
            connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
            definitions.append(definition)
    return definitions


def _settle(connection: psycopg.Connection) -> None:
    """Loads, counters and sequences are those of the tickets."""
    connection.execute(
        "INSERT INTO manager_loads (user_id, load, last_assigned_at)"
        " SELECT assignee_id, count(*) FILTER (WHERE status IN ('open', 'in_progress', 'on_hold')), max(created_at)"
        " FROM tickets GROUP BY assignee_id"
    )
    connection.execute(
        "INSERT INTO property_counters (property_id, last_number)"
        " SELECT property_id, count(*) FROM tickets GROUP BY property_id"
    )
    for table in ("properties", "rooms", "users", "tickets", "tasks"):
        connection.execute(
            sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT max(id) FROM {}))").format(
                sql.Literal(table), sql.Identifier(table)
            )
        )
    connection.execute("SELECT setval('history_id_seq', (SELECT max(id) FROM history))")


def _ids(connection: psycopg.Connection, table: str) -> dict[str, int]:
    rows = connection.execute(sql.SQL("SELECT key, id FROM {} WHERE key IS NOT NULL").format(sql.Identifier(table)))
    return dict(rows.fetchall())


def main() -> None:
    """`python -m bench.generate postgresql://superuser@host/database --size 100k`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="superuser's address of an empty, migrated database")
    parser.add_argument("--size", choices=SIZES, default="100k")
    arguments = parser.parse_args()
    generate(arguments.url, SIZES[arguments.size])


if __name__ == "__main__":
    main()
