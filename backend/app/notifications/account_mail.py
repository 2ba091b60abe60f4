"""Letters with a one-time link: planned like every other message, the link's token encrypted until it is rendered."""

import datetime as dt
import hashlib
from typing import Protocol

from sqlalchemy.orm import Session

from app.models import Channel
from app.settings_store import crypto

from . import planning
from .channels import registry
from .kinds import Kind
from .planning import Notice


class Wanted(Protocol):
    """A letter that somebody is to get; `services.mailing.Wanted` is one."""

    @property
    def kind(self) -> str: ...
    @property
    def user_id(self) -> int: ...
    @property
    def token(self) -> str: ...
    @property
    def expires_at(self) -> dt.datetime: ...
    @property
    def by_id(self) -> int | None: ...
    @property
    def ticket_id(self) -> int | None: ...


def is_on() -> bool:
    """Whether mail is sent."""
    return registry.why_off(Channel.EMAIL) is None


def send(session: Session, wanted: Wanted) -> None:
    """Plan it. The token stands in the row encrypted: whoever reads the database can't follow the link."""
    session.flush()
    sealed = crypto.encrypt({"token": wanted.token}).decode()
    named = hashlib.sha256(wanted.token.encode()).hexdigest()[:16]
    notice = Notice(
        user_id=wanted.user_id,
        kind=Kind(wanted.kind),
        cause=f"{wanted.kind}:{named}",
        ticket_id=wanted.ticket_id,
        actor_id=wanted.by_id,
        facts={"link": sealed, "until": wanted.expires_at.isoformat()},
        channels=(Channel.EMAIL,),
    )
    planning.plan(session, [notice])
