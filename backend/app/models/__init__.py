"""The tables, a file a noun."""

from .base import Base, Json
from .category import Category
from .history import HISTORY_ID, History, HistoryClass
from .operations import IdempotencyKey, Installation, JobError
from .people import Department, ManagerLoad, PropertyManager, Role, RolePermission, User, UserKind, UserProperty
from .place import Property, PropertyCounter, Room, RoomClaim, RoomKind, RoomStatus
from .session import LinkPurpose, OneTimeLink, UserSession
from .task import UNFINISHED, Task, TaskAssignment, TaskStatus
from .ticket import (
    ACTIVE,
    CLOSES_AFTER,
    REOPENED_WITHIN,
    Attachment,
    AttachmentState,
    Comment,
    Next,
    Priority,
    Ticket,
    TicketCursor,
    TicketKind,
    TicketStatus,
)

__all__ = [
    "ACTIVE",
    "CLOSES_AFTER",
    "HISTORY_ID",
    "REOPENED_WITHIN",
    "UNFINISHED",
    "Attachment",
    "AttachmentState",
    "Base",
    "Category",
    "Comment",
    "Department",
    "History",
    "HistoryClass",
    "IdempotencyKey",
    "Installation",
    "JobError",
    "Json",
    "LinkPurpose",
    "ManagerLoad",
    "Next",
    "OneTimeLink",
    "Priority",
    "Property",
    "PropertyCounter",
    "PropertyManager",
    "Role",
    "RolePermission",
    "Room",
    "RoomClaim",
    "RoomKind",
    "RoomStatus",
    "Task",
    "TaskAssignment",
    "TaskStatus",
    "Ticket",
    "TicketCursor",
    "TicketKind",
    "TicketStatus",
    "User",
    "UserKind",
    "UserProperty",
    "UserSession",
]
