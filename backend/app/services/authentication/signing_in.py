"""Signing in with e-mail and password. A refusal tells nobody whether the address is known, in text or in time."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from app import db
from app.errors import Unauthenticated
from app.events import record
from app.events.types import SignInFailed
from app.models import User, UserKind
from app.permissions import Actor
from app.services.authentication import passwords, sessions
from app.services.authentication.sessions import OpenSession

NOBODY: Final = 0


@dataclass(frozen=True, slots=True)
class Account:
    """What is compared; a `user_id` of `NOBODY` where the address is unknown."""

    user_id: int
    password_hash: str | None


def sign_in(origin: Actor, email: str, password: str, device: str) -> OpenSession | None:
    """Open a session; None where e-mail or password is wrong. Its own unit of work: a refusal is kept as well.

    No connection is held while the password is checked.
    """
    with db.reads() as connection:
        account = _account(connection, email)
    if not passwords.matches(account.password_hash, password):
        return db.repeat(lambda session: _refuse(session, origin, account))
    new_hash = _strengthened(account, password)
    return db.repeat(lambda session: _let_in(session, origin, account, new_hash, device))


def wrong_credentials() -> Unauthenticated:
    """401: the same for an unknown address as for a wrong password."""
    return Unauthenticated("E-mail or password is wrong.", "wrong_credentials")


def _account(connection: Connection, email: str) -> Account:
    statement = select(User.id, User.password_hash).where(
        User.email == email, User.kind == UserKind.ACCOUNT, User.is_active
    )
    row = connection.execute(statement).one_or_none()
    return Account(NOBODY, None) if row is None else Account(row.id, row.password_hash)


def _strengthened(account: Account, password: str) -> str | None:
    outdated = account.password_hash is not None and passwords.is_outdated(account.password_hash)
    return passwords.hashed(password) if outdated else None


def _refuse(session: Session, origin: Actor, account: Account) -> None:
    if account.user_id != NOBODY:
        record(session, origin, SignInFailed(account.user_id))
        return
    # The same work for an address that nobody has, down to the flush of the commit; then it is taken back.
    with session.begin_nested() as savepoint:
        record(session, origin, SignInFailed(NOBODY))
        savepoint.rollback()


def _let_in(session: Session, origin: Actor, account: Account, new_hash: str | None, device: str) -> OpenSession | None:
    statement = select(User.password_hash).where(User.id == account.user_id, User.is_active)
    if session.scalars(statement.with_for_update(read=True)).one_or_none() != account.password_hash:
        return None
    if new_hash:
        session.execute(update(User).where(User.id == account.user_id).values(password_hash=new_hash))
    return sessions.begin(session, origin, account.user_id, device, "password")
