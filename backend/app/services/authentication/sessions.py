"""Sessions: one signed-in device each. They begin, their refresh token is replaced at every use, they end."""

import datetime as dt
import secrets
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import and_, delete, select, update
from sqlalchemy.orm import Session

from app.errors import Unauthenticated
from app.events import record
from app.events.types import SignedIn, SignedOut
from app.models import Device, User, UserSession
from app.permissions import Actor
from app.services.authentication import tokens
from app.services.authentication.tokens import RefreshToken
from app.services.rows import now

LIFETIME: Final = dt.timedelta(days=30)
GRACE: Final = dt.timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """What a device gets: whose session it is, its id, and the refresh token (shown this once)."""

    user_id: int
    session_id: str
    refresh_token: str


def begin(session: Session, origin: Actor, user_id: int, device: str, method: str) -> OpenSession:
    """Open a session for somebody who has proven who they are. `method`: how, for the history."""
    token = tokens.first(secrets.token_urlsafe(16))
    session.add(
        UserSession(
            id=token.session_id,
            user_id=user_id,
            current=token.digest,
            user_agent=device,
            ip=origin.ip,
            expires_at=now() + LIFETIME,
        )
    )
    reason = {"session": token.session_id, "method": method}
    record(session, replace(origin, user_id=user_id), SignedIn(user_id, reason=reason))
    return OpenSession(user_id, token.session_id, str(token))


def refresh(session: Session, origin: Actor, sent: str) -> OpenSession | None:
    """Replace a refresh token. A spent one is answered with its replacement again for 30 s (two tabs, a lost answer).

    None where the token was spent before: somebody else has it, so the session has ended; commit that, then refuse.
    """
    token = tokens.parsed(sent)
    row = _open_session(session, token.session_id) if token else None
    if token is None or row is None:
        raise session_ended()
    if tokens.same(row.current, token):
        return _rotate(row, token)
    seed = _seed_of_spent(row, token)
    if seed is None:
        _end(session, origin, row.user_id, [row.id], "refresh_token_reused")
        return None
    return OpenSession(row.user_id, row.id, str(token.successor(seed)))


def session_ended() -> Unauthenticated:
    """401: this refresh token opens nothing."""
    return Unauthenticated("This session has ended. Please sign in again.", "session_ended")


def end(session: Session, actor: Actor) -> None:
    """Sign out: the actor's own session ends, on every instance at once."""
    if actor.user_id is not None and actor.session_id is not None:
        _end(session, actor, actor.user_id, [actor.session_id], "signed_out")


def end_all(session: Session, actor: Actor, user_id: int, why: str, *, but: str | None = None) -> None:
    """End somebody's sessions, all or all but one; `why` goes into the history."""
    still_open = and_(UserSession.user_id == user_id, UserSession.ended_at.is_(None), UserSession.expires_at > now())
    found = session.scalars(select(UserSession.id).where(still_open).order_by(UserSession.id))
    _end(session, actor, user_id, [session_id for session_id in found if session_id != but], why)


def _open_session(session: Session, session_id: str) -> UserSession | None:
    statement = (
        select(UserSession)
        .join(User, User.id == UserSession.user_id)
        .where(UserSession.id == session_id, UserSession.ended_at.is_(None), UserSession.expires_at > now())
        .where(User.is_active)
        .with_for_update(key_share=True, of=UserSession)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def _rotate(row: UserSession, token: RefreshToken) -> OpenSession:
    seed = secrets.token_urlsafe(32)
    replacement = token.successor(seed)
    row.previous, row.current = tokens.spent(token, seed), replacement.digest
    at = now()
    row.rotated_at, row.expires_at = at, at + LIFETIME
    return OpenSession(row.user_id, row.id, str(replacement))


def _seed_of_spent(row: UserSession, token: RefreshToken) -> str | None:
    digest, _, seed = (row.previous or "").partition(":")
    is_recent = row.rotated_at is not None and now() - row.rotated_at <= GRACE
    return seed if is_recent and tokens.same(digest, token) else None


def _end(session: Session, actor: Actor, user_id: int, session_ids: list[str], why: str) -> None:
    statement = (
        update(UserSession)
        .where(UserSession.id.in_(session_ids), UserSession.ended_at.is_(None))
        .values(ended_at=now(), ended_why=why)
        .returning(UserSession.id)
        .execution_options(synchronize_session=False)
    )
    ended = sorted(session.scalars(statement))
    if ended:
        # A device whose session has ended takes no more pushes.
        pushed = delete(Device).where(Device.session_id.in_(ended))
        session.execute(pushed.execution_options(synchronize_session=False))
        record(session, actor, SignedOut(user_id, reason={"why": why, "sessions": ended}))
