"""What people do with their own account: change the password, accept an invitation, prove an address."""

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app import db
from app.errors import Conflict, Invalid, NotFound
from app.events import record
from app.events.types import UserChanged
from app.models import Json, LinkPurpose, User
from app.permissions import Actor
from app.services import person
from app.services.authentication import joining, links, passwords, proving, sessions
from app.services.authentication.sessions import OpenSession
from app.services.rows import change, now

PASSWORD_SET: Json = [None, "set"]


def protected() -> Conflict:
    """409: a test account, whose password others rely on."""
    return Conflict("This account is protected and stays as it is.", "protected")


def change_password(actor: Actor, current: str, new: str) -> bool:
    """Change one's own password; the other sessions end. False where `current` is wrong.

    Its own unit of work, so that no connection is held while passwords are checked.
    """
    with db.reads() as connection:
        old_hash = _old_hash(connection, actor)
    if not passwords.matches(old_hash, current):
        return False
    new_hash = passwords.hashed(new)
    return db.repeat(lambda session: _replace_password(session, actor, old_hash, new_hash))


def wrong_password() -> Invalid:
    """422: the current password is another."""
    return Invalid.field("/current", "wrong_password", "This is not your current password.")


def accept_invitation(session: Session, origin: Actor, token: str, password: str, name: str | None,
                      device: str) -> OpenSession:  # fmt: skip
    """Take an account over: set its password, sign in. 404 where the link is unknown, used or expired."""
    link = links.follow(session, LinkPurpose.INVITATION, token)
    user = _locked(session, link.user_id)
    if not user.is_active or user.password_hash is not None:
        raise NotFound("link")
    changes = change(user, {"name": name} if name else {})
    user.password_hash = passwords.hashed(password)
    person.follow(user)
    _note(session, origin, user, {**changes, "password": PASSWORD_SET}, "invitation_accepted")
    if user.email is not None and user.email_verified_at is None:
        proving.ask(session, user.id, user.email)
    return sessions.begin(session, origin, user.id, device, "invitation")


def verify_email(session: Session, origin: Actor, token: str) -> None:
    """The person behind a link has read mail at its address. 404 where the address was changed since.

    It counts for all that reported with that address without an account; their tickets join the account that has it.
    """
    link = links.follow(session, LinkPurpose.VERIFY_EMAIL, token)
    user = _locked(session, link.user_id)
    if not user.email or user.email.casefold() != (link.email or "").casefold():
        raise NotFound("link")
    if user.email_verified_at is None:
        user.email_verified_at = now()
        _note(session, origin, user, {"email_verified": [False, True]}, "link_followed")
    contacts = proving.prove_contacts(session, user.email)
    account = joining.account_of(session, user.email)
    if account is not None:
        joining.join(session, origin, contacts, account)


def _old_hash(connection: Connection, actor: Actor) -> str | None:
    statement = select(User.password_hash, User.is_protected).where(User.id == actor.user_id)
    old_hash, is_protected = connection.execute(statement).one()
    if is_protected:
        raise protected()
    return old_hash


def _locked(session: Session, user_id: int) -> User:
    statement = select(User).where(User.id == user_id).with_for_update(key_share=True)
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def _replace_password(session: Session, actor: Actor, old_hash: str | None, new_hash: str) -> bool:
    user = _locked(session, actor.user_id or 0)
    if user.password_hash != old_hash:
        return False
    user.password_hash = new_hash
    record(session, actor, UserChanged(user.id, changes={"password": PASSWORD_SET}))
    sessions.end_all(session, actor, user.id, "password_changed", but=actor.session_id)
    return True


def _note(session: Session, origin: Actor, user: User, changes: dict[str, Json], why: str) -> None:
    user.updated_at = now()
    user.version += 1
    record(session, origin, UserChanged(user.id, changes=changes, reason={"why": why}))
