"""Adding a person, with a password or with an invitation to choose one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.events import record
from app.events.types import UserChanged
from app.models import Json, LinkPurpose, User
from app.permissions import Actor, Permission
from app.services import mailing, person
from app.services.authentication import links, passwords, proving
from app.services.authentication.own_account import PASSWORD_SET
from app.services.authentication.registration import email_taken
from app.services.mailing import Wanted
from app.services.rows import now
from app.services.unique import unique
from app.services.users import belonging, grants, rules
from app.services.users.belonging import Belonging
from app.services.users.editing import check_department, unknown_role
from app.services.users.grants import RoleFacts


@dataclass(frozen=True, slots=True)
class Addition:
    """The new person. Without a password they are invited."""

    email: str
    name: str
    role: str
    password: str | None = None
    phone: str | None = None
    department_id: int | None = None
    properties: Sequence[Belonging] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """The new person's id, and the token of their invitation, which is shown this once."""

    user_id: int
    invitation: str | None


def add(session: Session, actor: Actor, said: Addition) -> Added:
    """Add somebody whose role is no wider than one's own, at properties where one manages people."""
    grants.require_manager_of_people(actor)
    role = grants.role_called(session.connection(), said.role)
    rules.require_grantable(actor, role)
    belonging.require_within(session, actor, said.properties)
    rules.refuse_taken(session, said.email, None)
    if role is None:
        raise unknown_role()
    _check(session, actor, said, role)
    user = _insert(session, said, role)
    wanted = frozenset(said.properties)
    events = belonging.move(session, user, frozenset(), wanted)
    record(session, actor, UserChanged(user.id, changes=_changes(said, belonging.in_history(wanted))), *events)
    if said.password is not None:
        proving.ask(session, user.id, said.email)
        return Added(user.id, None)
    return Added(user.id, _invite(session, actor, user.id, said.email))


def _invite(session: Session, actor: Actor, user_id: int, email: str) -> str:
    """The invitation's token; the same link is mailed where mail is on."""
    token = links.make(session, LinkPurpose.INVITATION, user_id, email)
    expires_at = now() + links.LIFETIMES[LinkPurpose.INVITATION]
    mailing.send(session, Wanted("invitation", user_id, token, expires_at, actor.user_id))
    return token


def _check(session: Session, actor: Actor, said: Addition, role: RoleFacts) -> None:
    """422 by rows."""
    check_department(session, said.department_id)
    if not said.properties and actor.properties(Permission.USER_MANAGE) is not None:
        raise Invalid.field("/properties", "needed", "Name at least one property that you manage.")
    belonging.check(session, actor, role, said.properties, frozenset())


def _insert(session: Session, said: Addition, role: RoleFacts) -> User:
    user = User(
        name=said.name,
        email=said.email,
        phone=said.phone,
        department_id=said.department_id,
        role_id=role.id,
        password_hash=None if said.password is None else passwords.hashed(said.password),
    )
    person.follow(user)
    with unique(session, {"users_email_key": email_taken()}):
        session.add(user)
    return user


def _changes(said: Addition, properties: list[Json]) -> dict[str, Json]:
    changes: dict[str, Json] = {
        "name": [None, said.name],
        "email": [None, said.email],
        "role": [None, said.role],
        "properties": [[], properties],
    }
    if said.phone is not None:
        changes["phone"] = [None, said.phone]
    if said.department_id is not None:
        changes["department_id"] = [None, said.department_id]
    if said.password is not None:
        changes["password"] = PASSWORD_SET
    return changes
