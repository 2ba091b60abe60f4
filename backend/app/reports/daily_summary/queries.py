"""The statements behind a day's snapshot: seven, whatever the number of properties; each is led by an index.

All of them begin with `windows`, the properties' days as arrays (windows.py). How tickets stood at a window's end is
read back: whoever was moved after it had, until then, the status that the first such move changed.

`:earliest` and `:latest` bound all windows: from constants the planner knows how little it is about, from a join it
doesn't.
"""

from typing import Final

from sqlalchemy import ARRAY, BigInteger, DateTime, TextClause, bindparam, text

_WINDOWS: Final = """
windows AS MATERIALIZED (
    SELECT * FROM unnest(:property_id, :since, :until, :midnight, :since_before, :until_before)
        AS one (property_id, since, until, midnight, since_before, until_before)
)
"""

_COLUMNS: Final = """
tickets.id, tickets.property_id, tickets.category_id, tickets.assignee_id, tickets.status, tickets.priority,
tickets.created_at, tickets.due_at, tickets.on_hold_until, windows.until, windows.midnight
"""
_STANDING: Final = f"""
moved AS MATERIALIZED (
    SELECT DISTINCT ON (history.ticket_id) history.ticket_id, history.changes -> 'status' ->> 0 AS status
    FROM history JOIN windows ON windows.property_id = history.property_id
    WHERE history.class = 'ticket' AND history.at >= :first_until AND history.at >= windows.until
      AND history.action = 'ticket.moved' AND history.changes ? 'status'
    ORDER BY history.ticket_id, history.id
),
standing AS MATERIALIZED (
    SELECT {_COLUMNS}
    FROM windows JOIN tickets ON tickets.property_id = windows.property_id
    WHERE tickets.status IN ('open', 'in_progress', 'on_hold') AND tickets.created_at < windows.until
      AND NOT EXISTS (SELECT FROM moved WHERE moved.ticket_id = tickets.id)
    UNION ALL
    SELECT {_COLUMNS}
    FROM moved JOIN tickets ON tickets.id = moved.ticket_id
    JOIN windows ON windows.property_id = tickets.property_id
    WHERE moved.status IN ('open', 'in_progress', 'on_hold') AND tickets.created_at < windows.until
)
"""


def statement(sql: str) -> TextClause:
    """The statement with the types of its arrays."""
    moments = ("since", "until", "midnight", "since_before", "until_before")
    arrays = [bindparam(name, type_=ARRAY(DateTime(timezone=True))) for name in moments if f":{name}" in sql]
    return text(sql).bindparams(bindparam("property_id", type_=ARRAY(BigInteger)), *arrays)


PLACES: Final = text("""
SELECT properties.id, properties.name, properties.address, properties.timezone,
       ARRAY(SELECT DISTINCT rooms.floor FROM rooms
             WHERE rooms.property_id = properties.id AND rooms.archived_at IS NULL AND rooms.floor IS NOT NULL
             ORDER BY rooms.floor) AS floors
FROM properties WHERE properties.archived_at IS NULL ORDER BY properties.sort_key, properties.id
""")

STANDING: Final = statement(f"""
WITH {_WINDOWS}, {_STANDING}
SELECT standing.property_id, categories.department_id, departments.name AS department, count(*) AS open,
       count(*) FILTER (WHERE due_at < until) AS overdue,
       count(*) FILTER (WHERE due_at >= until AND due_at < midnight) AS due_today,
       count(*) FILTER (WHERE priority = 4) AS critical,
       (array_agg(standing.id ORDER BY standing.created_at, standing.id))[1] AS oldest_id
FROM standing
JOIN categories ON categories.id = standing.category_id
JOIN departments ON departments.id = categories.department_id
GROUP BY standing.property_id, categories.department_id, departments.name
""")

# `took`: seconds from the report to the first answer, or to the resolution, one a ticket.
_FLOWS: Final = {
    "opened": ("created_at", ""),
    "responses": ("first_response_at", ""),
    "responses_before": ("first_response_at", "_before"),
    "resolutions": ("resolved_at", ""),
    "resolutions_before": ("resolved_at", "_before"),
}
_PARTS: Final = " UNION ALL ".join(
    f"""
    SELECT '{name}' AS part, tickets.property_id, tickets.category_id,
           extract(epoch FROM tickets.{column} - tickets.created_at)::bigint AS took
    FROM windows JOIN tickets ON tickets.property_id = windows.property_id
     AND tickets.{column} >= windows.since{week} AND tickets.{column} < windows.until{week}
    WHERE tickets.{column} >= :earliest{week} AND tickets.{column} < :latest{week}
    """
    for name, (column, week) in _FLOWS.items()
)
FLOWS: Final = statement(f"""
WITH {_WINDOWS}, parts AS ({_PARTS})
SELECT parts.part, parts.property_id, categories.department_id, departments.name AS department,
       array_agg(greatest(parts.took, 0) ORDER BY parts.took) AS took
FROM parts
JOIN categories ON categories.id = parts.category_id
JOIN departments ON departments.id = categories.department_id
GROUP BY parts.part, parts.property_id, categories.department_id, departments.name
""")

# A ticket that was resolved more than once that day is the work of whoever did it last.
PEOPLE: Final = statement(f"""
WITH {_WINDOWS},
resolved AS (
    SELECT DISTINCT ON (history.ticket_id) history.property_id, history.actor_id
    FROM history
    JOIN windows ON windows.property_id = history.property_id
     AND history.at >= windows.since AND history.at < windows.until
    JOIN tickets ON tickets.id = history.ticket_id
     AND tickets.resolved_at >= windows.since AND tickets.resolved_at < windows.until
    WHERE history.class = 'ticket' AND history.at >= :earliest AND history.at < :latest
      AND history.action = 'ticket.moved' AND history.changes -> 'status' ->> 1 = 'resolved'
    ORDER BY history.ticket_id, history.id DESC
),
done AS (
    SELECT property_id, actor_id AS user_id, count(*) AS resolved, 0 AS completed, 0 AS minutes
    FROM resolved WHERE actor_id IS NOT NULL GROUP BY property_id, actor_id
    UNION ALL
    SELECT tasks.property_id, tasks.completed_by_id, 0, count(*), sum(tasks.minutes_spent)
    FROM windows JOIN tasks ON tasks.property_id = windows.property_id
     AND tasks.completed_at >= windows.since AND tasks.completed_at < windows.until
    WHERE tasks.completed_at >= :earliest AND tasks.completed_at < :latest
      AND tasks.status = 'completed' AND tasks.archived_at IS NULL AND tasks.completed_by_id IS NOT NULL
    GROUP BY tasks.property_id, tasks.completed_by_id
)
SELECT done.property_id, users.id, users.name, sum(resolved)::int AS resolved, sum(completed)::int AS completed,
       sum(minutes)::int AS minutes
FROM done JOIN users ON users.id = done.user_id
GROUP BY done.property_id, users.id, users.name
ORDER BY done.property_id, sum(resolved) + sum(completed) DESC, sum(minutes) DESC, users.id
""")

# Of each kind and property how many there are, and the most pressing one. `since`: from when on it has waited.
PRESSING: Final = statement(f"""
WITH {_WINDOWS}, {_STANDING},
reopened AS (
    SELECT DISTINCT history.ticket_id
    FROM history
    JOIN windows ON windows.property_id = history.property_id
     AND history.at >= windows.since AND history.at < windows.until
    WHERE history.class = 'ticket' AND history.at >= :earliest AND history.at < :latest
      AND history.action = 'ticket.moved' AND history.changes -> 'status' ->> 0 IN ('resolved', 'closed')
      AND history.changes -> 'status' ->> 1 = 'open' AND (history.reason ->> 'undo') IS DISTINCT FROM 'true'
),
often AS (
    SELECT reopened.ticket_id, count(*) AS times
    FROM reopened
    JOIN history ON history.ticket_id = reopened.ticket_id
    WHERE history.class = 'ticket' AND history.action = 'ticket.moved'
      AND history.changes -> 'status' ->> 0 IN ('resolved', 'closed')
      AND history.changes -> 'status' ->> 1 = 'open' AND (history.reason ->> 'undo') IS DISTINCT FROM 'true'
    GROUP BY reopened.ticket_id HAVING count(*) > 1
),
waiting AS (
    SELECT 'critical_overdue' AS kind, property_id, NULL::bigint AS department_id, id, due_at AS since, 0 AS times
    FROM standing WHERE priority = 4 AND due_at < until - interval '4 hours'
    UNION ALL
    SELECT 'unassigned', standing.property_id, categories.department_id, standing.id, standing.created_at, 0
    FROM standing JOIN categories ON categories.id = standing.category_id WHERE assignee_id IS NULL
    UNION ALL
    SELECT 'on_hold_past', property_id, NULL, id, on_hold_until, 0
    FROM standing WHERE status = 'on_hold' AND on_hold_until < until
    UNION ALL
    SELECT 'reopened', property_id, NULL, id, created_at, often.times
    FROM standing JOIN often ON often.ticket_id = standing.id
)
SELECT kind, property_id, department_id, count(*) AS count, min(since) AS since,
       (array_agg(id ORDER BY times DESC, since, id))[1] AS ticket_id, max(times) AS times
FROM waiting GROUP BY kind, property_id, department_id
""")

# Departments of a property whose managers are all away. Either end of an absence may be open.
NO_MANAGER: Final = statement(f"""
WITH {_WINDOWS},
managers AS (
    SELECT windows.property_id, users.department_id, users.away_from, users.away_until,
           (users.away_from IS NOT NULL OR users.away_until IS NOT NULL)
           AND coalesce(users.away_from, windows.until) <= windows.until
           AND coalesce(users.away_until, windows.until) >= windows.until AS is_away
    FROM windows
    JOIN property_managers ON property_managers.property_id = windows.property_id
    JOIN users ON users.id = property_managers.user_id AND users.is_active AND users.department_id IS NOT NULL
    JOIN role_permissions ON role_permissions.role_id = users.role_id
     AND role_permissions.permission = 'ticket:be_assigned'
)
SELECT property_id, department_id, max(away_from) AS since, min(away_until) AS until
FROM managers GROUP BY property_id, department_id HAVING bool_and(is_away)
""")

TICKETS: Final = text("""
SELECT tickets.id, tickets.number, tickets.title, tickets.created_at, tickets.due_at, tickets.on_hold_until,
       tickets.on_hold_reason, rooms.name AS room, coalesce(rooms.kind = 'common', false) AS is_area, rooms.floor
FROM tickets LEFT JOIN rooms ON rooms.id = tickets.room_id WHERE tickets.id = ANY(:ids)
""").bindparams(bindparam("ids", type_=ARRAY(BigInteger)))
