"""One-time links: whoever has the token may do one thing once. Only a digest of the token is kept."""

import datetime as dt
import hashlib
import secrets

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import LinkPurpose, OneTimeLink
from app.services.rows import now

LIFETIMES = {LinkPurpose.INVITATION: dt.timedelta(days=7), LinkPurpose.VERIFY_EMAIL: dt.timedelta(days=3)}


def make(session: Session, purpose: LinkPurpose, user_id: int, email: str | None) -> str:
    """A new link's token, to be shown or mailed once. Those before it for the same purpose no longer work."""
    withdraw(session, purpose, user_id)
    token = secrets.token_urlsafe(32)
    expires_at = now() + LIFETIMES[purpose]
    session.add(
        OneTimeLink(purpose=purpose, token_hash=_digest(token), user_id=user_id, email=email, expires_at=expires_at)
    )
    return token


def follow(session: Session, purpose: LinkPurpose, token: str) -> OneTimeLink:
    """The link, used up and locked; 404 for one that is unknown, used or expired."""
    statement = (
        select(OneTimeLink)
        .where(OneTimeLink.token_hash == _digest(token), OneTimeLink.purpose == purpose)
        .where(OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now())
        .with_for_update()
    )
    link = session.scalars(statement).one_or_none()
    if link is None:
        raise NotFound("link")
    link.used_at = now()
    return link


def withdraw(session: Session, purpose: LinkPurpose, user_id: int) -> None:
    """Links of that person that nobody has followed no longer work."""
    session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.user_id == user_id, OneTimeLink.purpose == purpose, OneTimeLink.used_at.is_(None))
        .values(used_at=now())
        .execution_options(synchronize_session=False)
    )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
