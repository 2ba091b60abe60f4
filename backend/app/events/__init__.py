"""What happened: the events, and `record`."""

from .recording import NotInTransaction, Origin, record
from .types import Event

__all__ = ["Event", "NotInTransaction", "Origin", "record"]
