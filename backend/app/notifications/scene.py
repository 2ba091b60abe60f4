"""What an event is about, as the rows are now: its ticket with the people around it, its task, its comment."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, text

from app.models import Priority
from app.permissions import Actor, Permission, TicketFacts, allowed, scope

Ids = frozenset[int]
NOBODY: Final[Ids] = frozenset()


@dataclass(frozen=True, slots=True)
class Scene:
    """Whom an event may concern.

    `workers` have an unfinished task of the ticket, `involved` one that is not cancelled; `managers` are those of a
    critical ticket's property. `task_people` work on the event's task, `task_maker` made it. A comment that was taken
    back is not there.
    """

    property_id: int | None
    ticket_id: int | None = None
    status: str = ""
    priority: int = 0
    reporter_id: int | None = None
    assignee_id: int | None = None
    assignee_by_person: bool = False
    workers: Ids = NOBODY
    involved: Ids = NOBODY
    watchers: Ids = NOBODY
    managers: Ids = NOBODY
    task_id: int | None = None
    task_people: Ids = NOBODY
    task_maker: int | None = None
    comment_id: int | None = None
    comment_body: str = ""

    @property
    def is_critical(self) -> bool:
        """Whether the ticket is critical now."""
        return self.priority == Priority.CRITICAL

    def shows_itself_to(self, actor: Actor, *, internal: bool) -> bool:
        """Whether that person may see the ticket or, of a task without one, the task; with its internal side if asked
        for. Asked again, of the rows themselves, when something is sent."""
        if self.property_id is None:
            return False
        if self.ticket_id is None:
            return self._shows_task_to(actor)
        if internal and not scope.sees_internal(actor, self.property_id):
            return False
        facts = TicketFacts(
            self.property_id, self.reporter_id or 0, self.status, involved=(actor.user_id or 0) in self.involved
        )
        return allowed(actor, Permission.TICKET_READ, facts)

    def _shows_task_to(self, actor: Actor) -> bool:
        """As `scope.tasks`: within the role's reach, or one's own."""
        if self.property_id is None or not actor.holds(Permission.TASK_READ):
            return False
        own = actor.user_id in self.task_people or actor.user_id == self.task_maker
        return own or actor.reaches(Permission.TASK_READ, self.property_id)


_WORKING: Final = """
ARRAY(
    SELECT DISTINCT task_assignments.user_id
    FROM tasks AS work
    JOIN task_assignments ON task_assignments.task_id = work.id
    WHERE work.ticket_id = tickets.id AND work.archived_at IS NULL AND work.status {}
)
"""

# Who merely oversees the property is no manager of it.
_MANAGERS: Final = """
CASE WHEN tickets.priority = 4 THEN ARRAY(
    SELECT property_managers.user_id
    FROM property_managers
    JOIN users ON users.id = property_managers.user_id
    JOIN role_permissions ON role_permissions.role_id = users.role_id
    WHERE property_managers.property_id = tickets.property_id AND role_permissions.permission = 'ticket:assign'
) ELSE ARRAY[]::bigint[] END
"""

_SCENE: Final = text(f"""
SELECT coalesce(tickets.property_id, tasks.property_id) AS property_id,
tickets.id AS ticket_id, coalesce(tickets.status, '') AS status, coalesce(tickets.priority, 0) AS priority,
tickets.reporter_id, tickets.assignee_id, coalesce(tickets.assignee_by_person, false) AS assignee_by_person,
{_WORKING.format("IN ('pending', 'in_progress')")} AS workers,
{_WORKING.format("<> 'cancelled'")} AS involved,
ARRAY(SELECT user_id FROM ticket_watchers WHERE ticket_watchers.ticket_id = tickets.id) AS watchers,
{_MANAGERS} AS managers,
tasks.id AS task_id, tasks.created_by_id AS task_maker,
ARRAY(SELECT user_id FROM task_assignments WHERE task_assignments.task_id = tasks.id) AS task_people,
comments.id AS comment_id, coalesce(comments.body, '') AS comment_body
FROM (SELECT) AS one
LEFT JOIN tickets ON tickets.id = CAST(:ticket_id AS bigint)
LEFT JOIN tasks ON tasks.id = CAST(:task_id AS bigint)
LEFT JOIN comments ON comments.id = CAST(:comment_id AS bigint) AND comments.archived_at IS NULL
""")

_SETS: Final = ("workers", "involved", "watchers", "managers", "task_people")
_ADMINISTRATORS: Final = text("""
SELECT users.id FROM users JOIN roles ON roles.id = users.role_id WHERE roles.key = 'super_admin' AND users.is_active
""")


def load(connection: Connection, ticket_id: int | None, task_id: int | None, comment_id: int | None) -> Scene:
    """What there is of these, in one statement."""
    values = {"ticket_id": ticket_id, "task_id": task_id, "comment_id": comment_id}
    row: dict[str, Any] = dict(connection.execute(_SCENE, values).mappings().one())
    sets: dict[str, Any] = {name: frozenset[int](row[name]) for name in _SETS}
    return Scene(**{**row, **sets})


def administrators(connection: Connection) -> Ids:
    """The super admins."""
    return frozenset(connection.scalars(_ADMINISTRATORS))
