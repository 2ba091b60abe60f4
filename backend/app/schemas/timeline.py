"""What happened to a ticket, in JSON."""

from app.schemas.base import Id, Instant, Model, Named, Page


class TicketEvent(Model):
    """One thing that happened. `changes`: field → [old, new]."""

    id: Id
    at: Instant
    actor: Named | None
    """Null: the system itself."""
    action: str
    changes: dict[str, object]
    reason: dict[str, object] | None
    """Why: of an automatic assignment the rule, the department and the candidates with their loads."""


class TicketHistory(Page[TicketEvent]):
    """One page of a ticket's history, oldest first."""
