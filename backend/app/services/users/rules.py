"""Whom one may change, and what: 403 and 409 of a change of a person, before any of it is done."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Conflict, Forbidden
from app.models import Role, User, UserKind
from app.permissions import Actor, Permission, forbidden
from app.services.authentication.own_account import protected
from app.services.authentication.registration import email_taken
from app.services.users import belonging
from app.services.users.belonging import Belongings
from app.services.users.grants import SUPER_ADMIN, RoleFacts, beyond, covers, require_manager_of_people

# What decides who somebody is and what they may do.
IDENTITY: Final = frozenset({"email", "password", "role", "is_active"})

# What everybody sets for themselves; the rest is for somebody else to set, a super admin's too.
OWN: Final = frozenset({"name", "phone", "locale", "timezone", "away_from", "away_until"})


@dataclass(frozen=True, slots=True)
class Target:
    """The person who is changed: the locked row, what they may do, and where."""

    user: User
    role: RoleFacts
    belongings: Belongings


def require(actor: Actor, target: Target, fields: frozenset[str]) -> None:
    """403 unless the actor may set these fields of that person."""
    if target.user.id == actor.user_id:
        _require_own(fields)
        return
    require_manager_of_people(actor)
    if not belonging.touches(actor, target.belongings):
        raise forbidden(Permission.USER_MANAGE)
    if fields & IDENTITY and not _lies_within(actor, target):
        raise Forbidden(
            "Their role or their properties go beyond yours: e-mail, password, role and activity are not yours to set.",
            "beyond_own_permissions",
        )


def require_grantable(actor: Actor, role: RoleFacts | None) -> None:
    """403 for a role that may do more than the actor's own."""
    if role is not None and not covers(actor, role.grants):
        raise beyond(role)


def refuse_protected(user: User, fields: frozenset[str]) -> None:
    """409 for a test account, whose e-mail, password, role and activity others rely on."""
    if user.is_protected and fields & IDENTITY:
        raise protected()


def refuse_last_super_admin(session: Session, target: Target, role: RoleFacts | None, is_active: bool | None) -> None:
    """409 where nobody would be left to administer the installation. Changes of super admins wait for one another."""
    stays = is_active is not False and (role is None or role.word == SUPER_ADMIN)
    if stays or target.role.word != SUPER_ADMIN or not target.user.is_active:
        return
    session.execute(select(Role.id).where(Role.id == target.role.id).with_for_update(key_share=True))
    others = select(User.id).where(
        User.role_id == target.role.id, User.is_active, User.kind == UserKind.ACCOUNT, User.id != target.user.id
    )
    if session.execute(others.limit(1)).first() is None:
        raise Conflict("This is the last active super admin. Make somebody else one first.", "last_super_admin")


def refuse_taken(session: Session, email: str | None, user_id: int | None) -> None:
    """409 where another account has the address. (Of two at the same moment, the unique index refuses one.)"""
    statement = select(User.id).where(User.email == email, User.kind == UserKind.ACCOUNT)
    if email is not None and session.scalars(statement).first() not in (None, user_id):
        raise email_taken()


def _require_own(fields: frozenset[str]) -> None:
    if "password" in fields:
        raise Forbidden("Change your own password with the current one.", "own_password")
    if not fields <= OWN:
        raise Forbidden("Of yourself you set name, phone, language, time zone and absence.", "own_fields")


def _lies_within(actor: Actor, target: Target) -> bool:
    return covers(actor, target.role.grants) and belonging.is_within(actor, target.belongings)
