"""The counters in `manager_loads` reconciled with the tickets that they count."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Difference:
    """A manager's counter that is not the number of their tickets open, in progress or on hold."""

    user_id: int
    counted: int
    actual: int


# Tickets are counted only once every counter is locked: whoever changes one holds it until the commit. Who has tickets
# and no counter yet gets one first, or nothing of theirs would be locked.
_COMPLETE: Final = text("""
INSERT INTO manager_loads (user_id)
SELECT DISTINCT assignee_id FROM tickets
WHERE status IN ('open', 'in_progress', 'on_hold') AND assignee_id IS NOT NULL
ON CONFLICT DO NOTHING
""")

_LOCK: Final = text("SELECT user_id FROM manager_loads ORDER BY user_id FOR NO KEY UPDATE")

_COMPARE: Final = text("""
SELECT manager_loads.user_id, manager_loads.load, coalesce(held.tickets, 0) AS tickets
FROM manager_loads
LEFT JOIN (
    SELECT assignee_id, count(*) AS tickets FROM tickets
    WHERE status IN ('open', 'in_progress', 'on_hold') AND assignee_id IS NOT NULL GROUP BY assignee_id
) AS held ON held.assignee_id = manager_loads.user_id
WHERE manager_loads.load <> coalesce(held.tickets, 0)
ORDER BY manager_loads.user_id
""")

_CORRECT: Final = text("UPDATE manager_loads SET load = :actual WHERE user_id = :user_id")


def verify(session: Session, *, fix: bool) -> list[Difference]:
    """The counters that are wrong, by user id; with `fix` they are right after the commit."""
    for statement in (_COMPLETE, _LOCK):
        session.execute(statement)
    differences = [Difference(*row) for row in session.execute(_COMPARE)]
    if fix and differences:
        rows = [{"user_id": one.user_id, "actual": one.actual} for one in differences]
        session.execute(_CORRECT, rows)
    return differences
