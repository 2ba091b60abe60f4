"""The people to be told, as they are now: what they may see, where they can be reached, and what they chose."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ARRAY, BigInteger, Connection, Row, bindparam, text

from app.models import Channel, Consent, UserKind
from app.permissions import Actor
from app.permissions.actors import FACTS, actor_of
from app.prepared import IDS

from .channels import PushTarget
from .kinds import PROVING, Kind

Choices = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person chose: kind → channel → mode, and when they want their peace. Times are of the zone `timezone`."""

    choices: Choices = field(default_factory=dict[str, Mapping[str, str]])
    quiet_from: dt.time | None = None
    quiet_until: dt.time | None = None
    daily_at: dt.time = dt.time(8)
    do_not_disturb_until: dt.datetime | None = None
    timezone: str = "UTC"
    version: int = 0


@dataclass(frozen=True, slots=True)
class Device:
    """What takes a person's pushes."""

    channel: Channel
    target: PushTarget


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody active. `email` only where it is proven, `mailbox` in any case; `phone` only where it agreed to be
    written to in their name, `asked_phone` where it has not answered yet; `timezone` only where they chose one (their
    preferences have one in any case)."""

    actor: Actor
    is_contact: bool
    email: str | None
    mailbox: str | None
    phone: str | None
    asked_phone: str | None
    locale: str
    timezone: str | None
    preferences: Preferences
    devices: Sequence[Device] = ()

    @property
    def id(self) -> int:
        """Of the user."""
        if self.actor.user_id is None:
            raise LookupError("the system itself is nobody to be told")
        return self.actor.user_id

    @property
    def is_guest(self) -> bool:
        """A guest's account, or a contact."""
        return self.actor.is_guest

    def targets(self, channel: Channel) -> Sequence[PushTarget]:
        """Their devices behind a channel."""
        return [device.target for device in self.devices if device.channel is channel]

    def address(self, channel: Channel, kind: Kind | None = None) -> str | None:
        """Where a channel reaches them: an address, a number, empty for a push; none: it doesn't. What proves an
        address or a number goes to one that is not proven yet."""
        if channel is Channel.EMAIL:
            return self.mailbox if kind in PROVING else self.email
        if channel is Channel.SMS:
            return self.asked_phone if kind in PROVING else self.phone
        reached = not self.is_contact if channel is Channel.IN_APP else bool(self.targets(channel))
        return "" if reached else None


# A number may have been typed with spaces; agreements are kept under the bare number.
_PEOPLE: Final = text(f"""
SELECT {FACTS},
users.kind, users.locale, users.timezone AS own_timezone,
users.email_verified_at IS NOT NULL AS is_proven, users.email::text AS email,
coalesce(users.timezone, (
    SELECT properties.timezone
    FROM properties
    WHERE properties.id IN (
        SELECT property_id FROM property_managers WHERE property_managers.user_id = users.id
        UNION ALL
        SELECT property_id FROM user_properties WHERE user_properties.user_id = users.id
    )
    ORDER BY properties.id
    LIMIT 1
), 'UTC') AS timezone,
agreed.phone, agreed.state AS consent,
(
    SELECT jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'token', token, 'keys', keys) ORDER BY id)
    FROM devices
    WHERE devices.user_id = users.id
) AS devices,
chosen.choices, chosen.quiet_from, chosen.quiet_until, chosen.daily_at, chosen.do_not_disturb_until, chosen.version
FROM users
JOIN roles ON roles.id = users.role_id
LEFT JOIN notification_preferences AS chosen ON chosen.user_id = users.id
LEFT JOIN sms_agreements AS agreed
    ON agreed.user_id = users.id
    AND agreed.phone = regexp_replace(users.phone, '[^+0-9]', '', 'g')
    AND NOT EXISTS (
        SELECT FROM sms_consents WHERE sms_consents.phone = agreed.phone AND sms_consents.state = 'stopped'
    )
WHERE users.id = {IDS} AND users.is_active
""").bindparams(bindparam("ids", type_=ARRAY(BigInteger)))


def load(connection: Connection, user_ids: Iterable[int]) -> Mapping[int, Person]:
    """These people, by id; without those who are deactivated."""
    ids = sorted(set(user_ids))
    if not ids:
        return {}
    rows = connection.execute(_PEOPLE, {"ids": ids}).all()
    return {row.user_id: _person(connection, row) for row in rows}


def one(connection: Connection, actor: Actor) -> Person:
    """Who asks; the system itself is nobody."""
    found = load(connection, [actor.user_id or 0]).get(actor.user_id or 0)
    if found is None:
        raise LookupError("the system itself is nobody to be told")
    return found


def _person(connection: Connection, row: Row[Any]) -> Person:
    return Person(
        actor=actor_of(connection, row),
        is_contact=row.kind == UserKind.CONTACT,
        email=row.email if row.is_proven else None,
        mailbox=row.email,
        phone=row.phone if row.consent == Consent.GIVEN else None,
        asked_phone=row.phone if row.consent == Consent.ASKED else None,
        locale=row.locale,
        timezone=row.own_timezone,
        preferences=_preferences(row),
        devices=[_device(one) for one in row.devices or ()],
    )


def _preferences(row: Row[Any]) -> Preferences:
    if row.version is None:
        return Preferences(timezone=row.timezone)
    return Preferences(
        choices=row.choices,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        daily_at=row.daily_at,
        do_not_disturb_until=row.do_not_disturb_until,
        timezone=row.timezone,
        version=row.version,
    )


def _device(one: Mapping[str, Any]) -> Device:
    return Device(Channel(one["kind"]), PushTarget(one["id"], one["token"], one["keys"]))
