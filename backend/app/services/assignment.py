"""Category → department → a manager of the property: who gets a ticket, and why (history keeps the reason)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    DateTime,
    Select,
    and_,
    any_,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models import Department, Json, ManagerLoad, PropertyManager, RolePermission, User, UserProperty
from app.permissions import Permission, Scope
from app.prepared import Statements

FALLBACKS = frozenset({"executive", "management"})


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id and a name, as history and answers show it."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Manager:
    """An active manager of the property who isn't away and may be assigned tickets."""

    id: int
    name: str
    department_id: int | None
    department_key: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom the rule chose (None: nobody was there), with what history keeps about it."""

    user_id: int | None
    reason: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Load:
    """Tickets that a manager has open, in progress or on hold; and when one was last assigned to them."""

    user_id: int
    tickets: int
    last_assigned_at: dt.datetime | None

    @property
    def rank(self) -> tuple[int, float, int]:
        """The lowest comes first: least loaded, then assigned longest ago."""
        return self.tickets, self.last_assigned_at.timestamp() if self.last_assigned_at else 0.0, self.user_id


def present(at: dt.datetime | BindParameter[dt.datetime]) -> ColumnElement[bool]:
    """Users who are active and not away at that moment. Either end of an absence may be open."""
    away = and_(
        or_(User.away_from.is_not(None), User.away_until.is_not(None)),
        func.coalesce(User.away_from, at) <= at,
        func.coalesce(User.away_until, at) >= at,
    )
    return and_(User.is_active, ~away)


_MANAGERS: Final = Statements()


def managers(connection: Connection, property_id: int, at: dt.datetime) -> list[Manager]:
    """Who could be given a ticket of that property at that moment."""
    rows = _MANAGERS.rows(connection, "", {"property_id": property_id, "at": at}, _managers)
    return [Manager(*row.values()) for row in rows]


def _managers() -> Select[*tuple[Any, ...]]:
    may_be_assigned = and_(
        RolePermission.role_id == User.role_id, RolePermission.permission == Permission.TICKET_BE_ASSIGNED
    )
    return (
        select(User.id, User.name, User.department_id, Department.key)
        .select_from(PropertyManager)
        .join(User, User.id == PropertyManager.user_id)
        .join(RolePermission, may_be_assigned)
        .outerjoin(Department, Department.id == User.department_id)
        .where(
            PropertyManager.property_id == bindparam("property_id", type_=BigInteger()),
            present(bindparam("at", type_=DateTime(timezone=True))),
        )
        .order_by(User.id)
    )


def choose(
    session: Session,
    property_id: int,
    department: Named,
    at: dt.datetime,
    *,
    releasing: int | None = None,
    barring: int | None = None,
) -> Choice:
    """Give a ticket to the least loaded candidate; their loads stay locked until the commit.

    Ties go to the one assigned longest ago. `releasing`: who has the ticket so far, and has one fewer then.
    `barring`: a person who may not be chosen, since they hand it on.
    """
    everybody = [one for one in managers(session.connection(), property_id, at) if one.id != barring]
    rule, candidates = _candidates(everybody, department.id)
    loads = locked_loads(session, sorted(_ids(candidates, releasing)))
    if releasing is not None:
        add_load(session, releasing, -1)
        loads[releasing] = replace(loads[releasing], tickets=loads[releasing].tickets - 1)
    about: dict[str, Json] = {"rule": rule, "department": {"id": department.id, "name": department.name}}
    if not candidates:
        return Choice(None, {**about, "candidates": []})
    chosen = min(candidates, key=lambda one: loads[one.id].rank)
    add_load(session, chosen.id, 1, at)
    considered = [{"id": one.id, "name": one.name, "load": loads[one.id].tickets} for one in candidates]
    return Choice(chosen.id, {**about, "candidates": considered, "chosen": chosen.id})


def _ids(candidates: Sequence[Manager], releasing: int | None) -> set[int]:
    return {one.id for one in candidates} | (set() if releasing is None else {releasing})


def _candidates(everybody: Sequence[Manager], department_id: int) -> tuple[str, Sequence[Manager]]:
    """The first rule that finds somebody: the department, then Executive or Management, then any manager."""
    tiers: dict[str, Sequence[Manager]] = {
        "department": [one for one in everybody if one.department_id == department_id],
        "management": [one for one in everybody if one.department_key in FALLBACKS],
        "property": everybody,
    }
    return next(((rule, found) for rule, found in tiers.items() if found), ("nobody", ()))


_LOADS: Final = Statements()


def _locked() -> Select[*tuple[Any, ...]]:
    return (
        select(ManagerLoad.user_id, ManagerLoad.load.label("tickets"), ManagerLoad.last_assigned_at)
        .where(ManagerLoad.user_id == any_(bindparam("user_ids", type_=ARRAY(BigInteger))))
        .order_by(ManagerLoad.user_id)
        .with_for_update(key_share=True)
    )


def locked_loads(session: Session, user_ids: Sequence[int]) -> dict[int, Load]:
    """The loads by user id, locked in the order of the ids; a row that another transaction held is read anew."""
    if not user_ids:
        return {}
    rows = _LOADS.rows(session.connection(), "", {"user_ids": list(user_ids)}, _locked)
    loads = {row["user_id"]: Load(**row) for row in rows}
    missing = [user_id for user_id in user_ids if user_id not in loads]
    if not missing:
        return loads
    session.execute(insert(ManagerLoad).values([{"user_id": one} for one in sorted(missing)]).on_conflict_do_nothing())
    return locked_loads(session, user_ids)


def add_load(session: Session, user_id: int, tickets: int, at: dt.datetime | None = None) -> None:
    """Count `tickets` more (or fewer) for a manager; `at` notes an assignment. Their row must be locked before."""
    values: dict[str, object] = {"load": ManagerLoad.load + tickets}
    if at is not None:
        values["last_assigned_at"] = at
    statement = update(ManagerLoad).where(ManagerLoad.user_id == user_id).values(values)
    session.execute(statement.execution_options(synchronize_session=False))


def shift_load(session: Session, before: int | None, after: int | None, at: dt.datetime) -> None:
    """An active ticket goes from one person to another, or to and from nobody."""
    if before == after:
        return
    locked_loads(session, sorted({one for one in (before, after) if one is not None}))
    if before is not None:
        add_load(session, before, -1)
    if after is not None:
        add_load(session, after, 1, at)


def may_be_assigned(connection: Connection, user_id: int, property_id: int) -> bool:
    """Whether that person is active and holds `ticket:be_assigned` at that property."""
    manages = select(PropertyManager.user_id).where(
        PropertyManager.user_id == user_id, PropertyManager.property_id == property_id
    )
    belongs = select(UserProperty.user_id).where(
        UserProperty.user_id == user_id, UserProperty.property_id == property_id
    )
    there = or_(
        RolePermission.scope == Scope.ALL,
        and_(RolePermission.scope == Scope.MANAGED, manages.exists()),
        and_(RolePermission.scope == Scope.ASSIGNED, belongs.exists()),
    )
    statement = (
        select(User.id)
        .join(RolePermission, RolePermission.role_id == User.role_id)
        .where(User.id == user_id, User.is_active, RolePermission.permission == Permission.TICKET_BE_ASSIGNED, there)
    )
    return connection.execute(statement).first() is not None
