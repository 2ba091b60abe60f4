"""What a person chose to be told of, as they see and change it: event by channel, quiet hours, the digest's hour."""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.errors import Invalid, VersionConflict
from app.integrations.sms import consents
from app.models import Channel, NotificationPreference, User
from app.permissions import Actor

from . import kinds, people
from .channels import registry
from .kinds import Kind, Mode
from .people import Person

Shown = dict[str, object]
Values = Mapping[str, object]

NO_EMAIL: Final = "Your e-mail address is not confirmed yet."
NO_PHONE: Final = "There is no phone number of yours that agreed to be written to."
NO_DEVICE: Final = "None of your devices takes them yet."
_CHOICES: Final = TypeAdapter(dict[str, dict[str, str]])
_FIELDS: Final = ("quiet_from", "quiet_until", "daily_at", "do_not_disturb_until")


def shown(connection: Connection, actor: Actor) -> Shown:
    """`{choices, kinds, channels, quiet_from, quiet_until, daily_at, do_not_disturb_until, timezone, sms_consent,
    version}`."""
    person = _person(connection, actor)
    chosen = person.preferences
    return {
        "choices": {kind: dict(channels) for kind, channels in chosen.choices.items()},
        "kinds": [_kind(person, kind) for kind in kinds.chosen(guest=person.is_guest)],
        "channels": {str(channel): _channel(person, channel) for channel in Channel},
        "quiet_from": _clock(chosen.quiet_from),
        "quiet_until": _clock(chosen.quiet_until),
        "daily_at": _clock(chosen.daily_at),
        "do_not_disturb_until": chosen.do_not_disturb_until,
        "timezone": chosen.timezone,
        "sms_consent": consents.of_person(connection, actor.user_id),
        "version": max(chosen.version, 1),
    }


def edit(session: Session, actor: Actor, values: Values, expected_version: int | None = None) -> int:
    """Change what `values` names; returns the version. `choices` are laid over the present ones, kind by kind and
    channel by channel; a null lets the default hold again. Times are `dt.time`, of the person's own zone."""
    row = _locked(session, _id(actor))
    if expected_version is not None and expected_version != row.version:
        current = shown(session.connection(), actor)
        raise VersionConflict(current, [name for name, value in values.items() if current[name] != _as_shown(value)])
    before = _state(row)
    if "choices" in values:
        row.choices = _laid_over(row.choices, values["choices"], guest=actor.is_guest)
    for name in _FIELDS:
        if name in values:
            setattr(row, name, values[name])
    _require_whole(row)
    row.version += 0 if _state(row) == before else 1
    session.flush()
    return row.version


def turn_off(session: Session, user_id: int, kind: Kind, channel: Channel) -> None:
    """Tell this person nothing of that kind through that channel any more: they unsubscribed."""
    row = _locked(session, user_id)
    if Mode.OFF in kinds.allowed(kind, channel):
        row.choices = _laid_over(row.choices, {kind: {channel: Mode.OFF}})
        row.version += 1


def _person(connection: Connection, actor: Actor) -> Person:
    """The caller as the engine sees them."""
    return people.load(connection, [_id(actor)])[_id(actor)]


def _id(actor: Actor) -> int:
    if actor.user_id is None:
        raise LookupError("only people have preferences")
    return actor.user_id


def _kind(person: Person, kind: Kind) -> Shown:
    channels = {
        str(channel): {
            "default": kinds.default(kind, channel, guest=person.is_guest),
            "allowed": list(kinds.allowed(kind, channel)),
        }
        for channel in Channel
        if kinds.allowed(kind, channel)
    }
    return {"kind": kind, "channels": channels}


def _channel(person: Person, channel: Channel) -> Shown:
    off = registry.why_off(channel)
    address = person.address(channel)
    missing = {Channel.EMAIL: NO_EMAIL, Channel.SMS: NO_PHONE}.get(channel, NO_DEVICE)
    why = off or (missing if address is None else None)
    return {"on": why is None, "why_off": why, "address": address or None}


def _as_shown(value: object) -> object:
    return _clock(value) if isinstance(value, dt.time) else value


def _clock(value: dt.time | None) -> str | None:
    return None if value is None else value.strftime("%H:%M")


def _locked(session: Session, user_id: int) -> NotificationPreference:
    session.execute(select(User.id).where(User.id == user_id).with_for_update(read=True, key_share=True)).one()
    session.execute(insert(NotificationPreference).values(user_id=user_id).on_conflict_do_nothing())
    statement = select(NotificationPreference).where(NotificationPreference.user_id == user_id)
    locked = statement.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.scalars(locked).one()


def _state(row: NotificationPreference) -> tuple[object, ...]:
    return (dict(row.choices), *[getattr(row, name) for name in _FIELDS])


def _laid_over(before: Values, wanted: object, *, guest: bool = False) -> dict[str, dict[str, str]]:
    """The choices with those laid over; 422 for a kind, a channel or a mode that there is not."""
    choices = _CHOICES.validate_python(before)
    for kind, channels in _given(wanted).items():
        for channel, mode in channels.items():
            _require_choice(kind, channel, mode, guest=guest)
            of_kind = choices.setdefault(kind, {})
            if mode is None:
                of_kind.pop(channel, None)
            else:
                of_kind[channel] = mode
    return {kind: channels for kind, channels in choices.items() if channels}


_GIVEN: Final = TypeAdapter(dict[str, dict[str, str | None]])


def _given(wanted: object) -> dict[str, dict[str, str | None]]:
    return _GIVEN.validate_python(wanted)


def _require_choice(kind: str, channel: str, mode: str | None, *, guest: bool) -> None:
    pointer = f"/choices/{kind}/{channel}"
    if kind not in kinds.chosen(guest=guest):
        raise Invalid.field(f"/choices/{kind}", "unknown", "There is no such kind of notification to choose.")
    if channel not in list(Channel):
        raise Invalid.field(pointer, "unknown", "There is no such channel.")
    modes = kinds.allowed(Kind(kind), Channel(channel))
    if mode is not None and mode not in modes:
        raise Invalid.field(pointer, "not_allowed", f"Choose one of: {', '.join(modes) or 'nothing'}.")


def _require_whole(row: NotificationPreference) -> None:
    if (row.quiet_from is None) != (row.quiet_until is None):
        raise Invalid.field("/quiet_until", "incomplete", "Quiet hours have a beginning and an end.")
    if row.quiet_from is not None and row.quiet_from == row.quiet_until:
        raise Invalid.field("/quiet_until", "empty", "Quiet hours must end at another time than they begin.")
