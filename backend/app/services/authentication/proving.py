"""Proving an address: the confirmation mail, and what follows when its link is followed."""

from typing import Final

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from app.errors import Conflict
from app.models import LinkPurpose, OneTimeLink, User, UserKind
from app.permissions import Actor
from app.services import mailing
from app.services.mailing import Wanted
from app.services.rows import now

from . import links

_PURPOSE: Final = LinkPurpose.VERIFY_EMAIL


def ask(session: Session, user_id: int, email: str) -> None:
    """Mail an account's person a link to confirm their address; nothing while mail is off."""
    if mailing.is_on():
        _send(session, user_id, email, None)


def ask_contact(session: Session, user_id: int, email: str, ticket_id: int) -> None:
    """The one mail that a reporter without an account gets before their address is proven.

    While another link to the same address waits to be followed none is sent: following that one proves them all, and
    nobody's mailbox is filled by reports in their name.
    """
    if mailing.is_on() and not _is_asked(session, email):
        _send(session, user_id, email, ticket_id)


def ask_again(session: Session, actor: Actor) -> None:
    """Another confirmation mail to oneself; 409 where there is nothing to confirm, or mail is off."""
    user = session.get_one(User, actor.user_id or 0)
    if user.email_verified_at is not None or user.email is None:
        raise Conflict("Your address is confirmed already.", "already_verified")
    if not mailing.is_on():
        raise Conflict("Mail is not set up here, so none can be sent.", "mail_off")
    ask(session, user.id, user.email)


def prove_contacts(session: Session, email: str) -> list[int]:
    """Whoever reads mail at an address has proven it for all that reported with it; returns the contacts' ids."""
    contacts = select(User.id).where(User.kind == UserKind.CONTACT, User.email == email).order_by(User.id)
    ids = list(session.scalars(contacts.with_for_update(key_share=True)))
    unproven = update(User).where(User.id.in_(ids), User.email_verified_at.is_(None))
    session.execute(unproven.values(email_verified_at=now()).execution_options(synchronize_session=False))
    return ids


def _is_asked(session: Session, email: str) -> bool:
    pending = (
        exists()
        .where(OneTimeLink.purpose == _PURPOSE, OneTimeLink.used_at.is_(None), OneTimeLink.expires_at > now())
        .where(OneTimeLink.user_id == User.id, User.kind == UserKind.CONTACT, User.email == email)
    )
    return session.scalar(select(pending)) is True


def _send(session: Session, user_id: int, email: str, ticket_id: int | None) -> None:
    token = links.make(session, _PURPOSE, user_id, email)
    wanted = Wanted("verify_email", user_id, token, now() + links.LIFETIMES[_PURPOSE], None, ticket_id)
    mailing.send(session, wanted)
