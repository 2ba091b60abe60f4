"""Changing a person: who they are, what they may do, where they belong, whether they are there."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.events import Event, record
from app.events.types import UserChanged
from app.models import Department, Json, LinkPurpose, User
from app.permissions import Actor, scope
from app.services import person
from app.services.authentication import links, passwords, proving, sessions
from app.services.authentication.own_account import PASSWORD_SET
from app.services.authentication.registration import email_taken
from app.services.rows import change, expect_version, locked, now
from app.services.unique import unique
from app.services.users import belonging, grants, rules
from app.services.users.belonging import Belonging, Belongings
from app.services.users.grants import RoleFacts
from app.services.users.reading import shown
from app.services.users.rules import Target

# A change of one of these shuts the person out until they sign in anew.
ENDS_SESSIONS = ("password", "role", "is_active")


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to change. `columns` are set as they are; None stands for *left as it is* in the others."""

    columns: Mapping[str, object] = field(default_factory=dict[str, object])
    email: str | None = None
    password: str | None = None
    role: str | None = None
    is_active: bool | None = None
    properties: Sequence[Belonging] | None = None

    @property
    def fields(self) -> frozenset[str]:
        """The names of what is to change."""
        named = {name for name, value in self.others.items() if value is not None}
        return frozenset({*self.columns, *named})

    @property
    def others(self) -> dict[str, object]:
        """All but the columns, by name."""
        return {
            "email": self.email,
            "password": self.password,
            "role": self.role,
            "is_active": self.is_active,
            "properties": self.properties,
        }

    def beside(self, user: User, role: str) -> "Edit":
        """Without what the person is already: a form sends every field, the changed ones count."""
        return replace(
            self,
            columns={name: value for name, value in self.columns.items() if getattr(user, name) != value},
            email=None if self.email == user.email else self.email,
            role=None if self.role == role else self.role,
            is_active=None if self.is_active == user.is_active else self.is_active,
        )


def edit(session: Session, actor: Actor, user_id: int, said: Edit, expected: int | None) -> int:
    """Change some of a person's fields; a changed password, role or activity ends their sessions."""
    target = _target(session, actor, user_id, said, expected)
    said = said.beside(target.user, target.role.word)
    role = None if said.role is None else grants.role_called(session.connection(), said.role)
    existing = target.belongings
    wanted = _wanted(actor, target, said, role)
    _refuse(session, actor, target, said, role, wanted)
    _check(session, actor, target, said, role)
    changes = _apply(session, target.user, said)
    if role is not None:
        changes["role"] = [target.role.word, role.word]
        target.user.role_id = role.id
    events = _belong(session, target, wanted)
    if wanted != existing:
        changes["properties"] = [belonging.in_history(existing), belonging.in_history(wanted)]
    _finish(session, actor, target.user, changes, events)
    return user_id


def deactivate(session: Session, actor: Actor, user_id: int, expected: int | None) -> None:
    """Shut somebody out; what they did stays."""
    edit(session, actor, user_id, Edit(is_active=False), expected)


def _target(session: Session, actor: Actor, user_id: int, said: Edit, expected: int | None) -> Target:
    user = locked(session, User, (User.id == user_id) & scope.users(actor), "user")
    compared = {**said.columns, **{name: value for name, value in said.others.items() if value is not None}}
    expect_version(expected, user.version, compared, lambda: shown(session.connection(), actor, user_id))
    return Target(user, grants.role_of(session.connection(), user.role_id), belonging.of(session, user_id))


def _wanted(actor: Actor, target: Target, said: Edit, role: RoleFacts | None) -> Belongings:
    if said.properties is not None:
        return belonging.after(actor, target.belongings, said.properties)
    if role is not None and not role.can_manage:
        return belonging.as_members(target.belongings)
    return target.belongings


def _refuse(
    session: Session, actor: Actor, target: Target, said: Edit, role: RoleFacts | None, wanted: Belongings
) -> None:
    """403, then 409."""
    rules.require(actor, target, said.fields)
    rules.require_grantable(actor, role)
    added = wanted - target.belongings
    if said.properties is not None and added:
        belonging.require_within(session, actor, added)
        rules.require_grantable(actor, role or target.role)
    rules.refuse_protected(target.user, said.fields)
    rules.refuse_last_super_admin(session, target, role, said.is_active)
    rules.refuse_taken(session, said.email, target.user.id)


def _check(session: Session, actor: Actor, target: Target, said: Edit, role: RoleFacts | None) -> None:
    """422 by rows."""
    if said.role is not None and role is None:
        raise unknown_role()
    check_department(session, said.columns.get("department_id"))
    _check_absence(target.user, said.columns)
    if said.properties is not None:
        belonging.check(session, actor, role or target.role, said.properties, target.belongings)


def unknown_role() -> Invalid:
    """422: no role is called that."""
    return Invalid.field("/role", "unknown", "There is no such role.")


def check_department(session: Session, department_id: object) -> None:
    """422 for a department that isn't there or is archived. It is locked, so that it isn't archived meanwhile."""
    statement = select(Department.id).where(Department.id == department_id, Department.archived_at.is_(None))
    if department_id is not None and session.execute(statement.with_for_update(read=True)).first() is None:
        raise Invalid.field("/department_id", "unknown", "There is no such department.")


def _check_absence(user: User, columns: Mapping[str, object]) -> None:
    """The end of an absence may be sent without its beginning, which then is the stored one."""
    bounds = {"away_from": user.away_from, "away_until": user.away_until, **columns}
    begin, end = bounds["away_from"], bounds["away_until"]
    if isinstance(begin, dt.datetime) and isinstance(end, dt.datetime) and begin > end:
        raise Invalid.field("/away_until", "before_start", "An absence ends after it has begun.")


def _apply(session: Session, user: User, said: Edit) -> dict[str, Json]:
    values = dict(said.columns)
    values |= {
        name: value for name, value in said.others.items() if name in ("email", "is_active") and value is not None
    }
    changes = change(user, values)
    if "email" in changes:
        user.email_verified_at = None
    if said.password is not None:
        user.password_hash = passwords.hashed(said.password)
        changes["password"] = PASSWORD_SET
        links.withdraw(session, LinkPurpose.INVITATION, user.id)
    with unique(session, {"users_email_key": email_taken()}):
        person.follow(user)
    return changes


def _belong(session: Session, target: Target, wanted: Belongings) -> list[Event]:
    if wanted == target.belongings:
        return []
    return belonging.move(session, target.user, target.belongings, wanted)


def _finish(session: Session, actor: Actor, user: User, changes: dict[str, Json], events: list[Event]) -> None:
    if not changes:
        return
    user.version += 1
    user.updated_at = now()
    record(session, actor, UserChanged(user.id, changes=changes), *events)
    if "email" in changes and user.email is not None and user.password_hash is not None:
        proving.ask(session, user.id, user.email)
    ended_by = [name for name in ENDS_SESSIONS if name in changes]
    if ended_by:
        sessions.end_all(session, actor, user.id, f"{ended_by[0]}_changed")
