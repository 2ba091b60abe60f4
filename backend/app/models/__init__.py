"""The tables, a file a noun."""

from .base import Base, Json
from .category import Category
from .device import Device, DeviceKind, PushReceipt
from .history import HISTORY_ID, History, HistoryClass
from .notification import (
    ON_THE_WAY,
    AttemptOutcome,
    Channel,
    Delivery,
    DeliveryAttempt,
    DeliveryState,
    Notification,
    NotificationPreference,
    TicketWatcher,
)
from .operations import IdempotencyKey, Installation, JobError
from .people import Department, ManagerLoad, PropertyManager, Role, RolePermission, User, UserKind, UserProperty
from .place import Property, PropertyCounter, Room, RoomClaim, RoomKind, RoomStatus
from .session import LinkPurpose, OneTimeLink, UserSession
from .setting import DailySummary, MailTemplate, Setting
from .sms import Consent, SmsAgreement, SmsConsent, SmsMessage
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
    "ON_THE_WAY",
    "REOPENED_WITHIN",
    "UNFINISHED",
    "Attachment",
    "AttachmentState",
    "AttemptOutcome",
    "Base",
    "Category",
    "Channel",
    "Comment",
    "Consent",
    "DailySummary",
    "Delivery",
    "DeliveryAttempt",
    "DeliveryState",
    "Department",
    "Device",
    "DeviceKind",
    "History",
    "HistoryClass",
    "IdempotencyKey",
    "Installation",
    "JobError",
    "Json",
    "LinkPurpose",
    "MailTemplate",
    "ManagerLoad",
    "Next",
    "Notification",
    "NotificationPreference",
    "OneTimeLink",
    "Priority",
    "Property",
    "PropertyCounter",
    "PropertyManager",
    "PushReceipt",
    "Role",
    "RolePermission",
    "Room",
    "RoomClaim",
    "RoomKind",
    "RoomStatus",
    "Setting",
    "SmsAgreement",
    "SmsConsent",
    "SmsMessage",
    "Task",
    "TaskAssignment",
    "TaskStatus",
    "Ticket",
    "TicketCursor",
    "TicketKind",
    "TicketStatus",
    "TicketWatcher",
    "User",
    "UserKind",
    "UserProperty",
    "UserSession",
]
