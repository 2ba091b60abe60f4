"""What the generated operation looks like: plain arithmetic on a ticket's id, the same each time."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

PROPERTIES = 50
GROUP = 10
"""Properties that one manager has."""
MANAGERS_EACH = 4
MANAGERS = PROPERTIES // GROUP * MANAGERS_EACH
STAFF_EACH = 4
STAFF = PROPERTIES * STAFF_EACH
GUESTS = 5_000
ROOMS_EACH = 100

ADMIN_ID = 1
FIRST_MANAGER = 2
FIRST_STAFF = FIRST_MANAGER + MANAGERS
FIRST_GUEST = FIRST_STAFF + STAFF
CALLER_EMAIL = "manager1@bench.example"
PASSWORD = "bench-of-the-house"  # noqa: S105 -- of a database that exists for this run only

SPAN = dt.timedelta(days=3 * 365)
STATUSES = ("open", "in_progress", "on_hold")
PRIORITIES = (2, 2, 2, 2, 1, 1, 3, 3, 3, 4)
HOURS = {1: (8, 72), 2: (4, 24), 3: (1, 8), 4: (0.25, 2)}


@dataclass(slots=True)
class Facts:
    """One ticket, before it is written down."""

    id: int
    mix: int
    property_id: int
    running: int
    created_at: dt.datetime
    status: str

    @property
    def code(self) -> str:
        """The property's code."""
        return code(self.property_id)

    @property
    def number(self) -> str:
        """As people call the ticket."""
        return f"{self.code}-{self.running}"

    @property
    def room_id(self) -> int:
        """A room of the property."""
        return (self.property_id - 1) * ROOMS_EACH + (self.mix >> 12) % ROOMS_EACH + 1

    @property
    def manager_id(self) -> int:
        """One of the property's four managers."""
        return managers_of(self.property_id)[(self.mix >> 8) % MANAGERS_EACH]

    @property
    def worker_id(self) -> int:
        """One of the property's staff."""
        return FIRST_STAFF + (self.property_id - 1) * STAFF_EACH + (self.mix >> 16) % STAFF_EACH

    @property
    def reporter_id(self) -> int:
        """A guest."""
        return FIRST_GUEST + (self.mix >> 4) % GUESTS

    @property
    def priority(self) -> int:
        """The rank."""
        return PRIORITIES[(self.mix >> 7) % len(PRIORITIES)]

    @property
    def comments(self) -> int:
        """None, one public, or one of each kind."""
        return (0, 1, 2, 0)[self.mix % 4]

    @property
    def has_attachment(self) -> bool:
        """Every fifth has a photo."""
        return (self.mix >> 5) % 5 == 0

    @property
    def has_task(self) -> bool:
        """Three of ten are given on as a task."""
        return (self.mix >> 3) % 10 < 3

    @property
    def is_active(self) -> bool:
        """Not solved yet."""
        return self.status in STATUSES


def code(property_id: int) -> str:
    """A property's code."""
    return f"P{property_id:03d}"


def managers_of(property_id: int) -> range:
    """The ids of a property's managers."""
    first = FIRST_MANAGER + (property_id - 1) // GROUP * MANAGERS_EACH
    return range(first, first + MANAGERS_EACH)


def managed_by(manager: int) -> range:
    """The ids of the properties that the manager with this number (from 0) has."""
    first = manager // MANAGERS_EACH * GROUP + 1
    return range(first, first + GROUP)


def active(count: int) -> int:
    """How many of so many tickets are still open: one in a hundred, the latest."""
    return max(200, count // 100)


def tickets(count: int, until: dt.datetime) -> Iterator[Facts]:
    """So many tickets over three years, oldest first."""
    step = SPAN / count
    begin = until - SPAN
    running = [0] * (PROPERTIES + 1)
    first_active = count - active(count)
    for identity in range(1, count + 1):
        mix = identity * 2654435761 & 0xFFFFFFFF
        mix ^= mix >> 15
        property_id = mix % PROPERTIES + 1
        running[property_id] += 1
        if identity > first_active:
            status = STATUSES[mix % len(STATUSES)]
        else:
            status = "cancelled" if mix % 25 == 0 else "closed"
        yield Facts(
            identity,
            mix,
            property_id,
            running[property_id],
            begin + step * identity,
            status,
        )
