"""What the worker hands to the channels, each kind of message by who writes it."""

from sqlalchemy import Connection

from . import account_sms, rendering
from .channels import Message
from .kinds import Kind
from .people import Person
from .rows import DeliveryRow, NotificationRow


def message(connection: Connection, person: Person, notification: NotificationRow, delivery: DeliveryRow) -> Message:
    """What is handed to the channel. `Withdrawn` where there is nothing to tell any more."""
    write = account_sms.message if notification.kind is Kind.VERIFY_PHONE else rendering.message
    return write(connection, person, notification, delivery)
