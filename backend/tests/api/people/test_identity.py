"""Who a session stands for, with what role and at which properties, at this moment."""

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import delete, update

from app import db
from app.models import Property, Role, RolePermission, User, UserProperty, UserSession
from app.permissions import Actor, Permission, Scope
from app.services.authentication import identify
from tests import factories, plans
from tests.factories import Cast, Person

TODAY = dt.datetime.now(dt.UTC).date()
DAY = dt.timedelta(days=1)


def actor(person: Person) -> Actor | None:
    """Whom the person's session stands for."""
    with db.reads() as connection:
        return identify(connection, user_id=person.id, session_id=person.session_id)


def known(person: Person) -> Actor:
    """The same, of a session that counts."""
    found = actor(person)
    assert found is not None
    return found


def test_a_manager_manages_staff_belong_and_a_guest_stays_in_a_room(cast: Cast) -> None:
    house = cast.a
    assert known(house.manager).managed == {house.id}
    assert (known(house.staff).managed, known(house.staff).member) == (frozenset(), {house.id})
    assert (known(house.guest).member, known(house.guest).rooms) == ({house.id}, {house.room})
    assert known(cast.outsider).member == frozenset()
    assert known(house.guest).role == "guest"
    assert known(house.manager).grants[Permission.TICKET_ASSIGN] is Scope.MANAGED
    assert Permission.TICKET_WORK in known(house.manager).member_grants
    assert Permission.TICKET_ASSIGN not in known(house.manager).member_grants


@pytest.mark.parametrize(
    ("stay_from", "stay_until", "is_there"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (TODAY - DAY, None, True),
        (None, TODAY + DAY, True),
        (TODAY + DAY, None, False),
        (None, TODAY - DAY, False),
    ],
)
def test_a_stay_counts_from_its_first_day_to_its_last(
    cast: Cast, stay_from: dt.date | None, stay_until: dt.date | None, is_there: bool
) -> None:
    guest = cast.a.guest
    with db.unit_of_work() as session:
        stay = update(UserProperty).where(UserProperty.user_id == guest.id)
        session.execute(stay.values(stay_from=stay_from, stay_until=stay_until))
    assert known(guest).rooms == ({cast.a.room} if is_there else set())
    assert known(guest).member == ({cast.a.id} if is_there else set())


def test_the_day_is_that_of_the_property(app: Flask) -> None:
    east, west = factories.house(app, "East", "Pacific/Kiritimati"), factories.house(app, "West", "Pacific/Pago_Pago")
    days = {}
    for house in (east, west):
        with db.unit_of_work() as session:
            # 25 hours lie between the two, so that it is never the same day in both.
            zone = "Pacific/Kiritimati" if house is east else "Pacific/Pago_Pago"
            days[house.id] = (
                session.connection().exec_driver_sql(f"SELECT (now() AT TIME ZONE '{zone}')::date").scalar()
            )
            stay = update(UserProperty).where(UserProperty.user_id == house.guest.id)
            session.execute(stay.values(stay_from=days[house.id], stay_until=days[house.id]))
    assert days[east.id] != days[west.id]
    assert known(east.guest).rooms == {east.room}
    assert known(west.guest).rooms == {west.room}


def test_an_archived_property_is_nobodys(cast: Cast) -> None:
    with db.unit_of_work() as session:
        session.execute(update(Property).where(Property.id == cast.a.id).values(archived_at=dt.datetime.now(dt.UTC)))
    assert known(cast.a.manager).managed == frozenset()
    assert known(cast.a.staff).member == frozenset()


def test_a_session_that_ended_or_expired_or_is_somebody_elses_stands_for_nobody(cast: Cast) -> None:
    ended, expired, gone = cast.a.manager, cast.a.staff, cast.a.guest
    now = dt.datetime.now(dt.UTC)
    with db.unit_of_work() as session:
        session.execute(update(UserSession).where(UserSession.id == ended.session_id).values(ended_at=now))
        session.execute(update(UserSession).where(UserSession.id == expired.session_id).values(expires_at=now))
        session.execute(update(User).where(User.id == gone.id).values(is_active=False))
    assert [actor(one) for one in (ended, expired, gone)] == [None, None, None]
    with db.reads() as connection:
        assert identify(connection, user_id=cast.admin.id, session_id=cast.a.executive.session_id) is None
        assert identify(connection, user_id=2**70, session_id=cast.admin.session_id) is None


def test_a_changed_role_counts_from_the_next_request_on(app: Flask) -> None:
    with db.unit_of_work() as session:
        role = Role(name=f"Contractor {dt.datetime.now(dt.UTC)}")
        session.add(role)
        session.flush()
        session.add(RolePermission(role_id=role.id, permission="task:read", scope="own"))
        session.add(RolePermission(role_id=role.id, permission="of:another-release", scope="own"))
    contractor = factories.person(app, "staff", role_id=role.id)
    assert known(contractor).grants == {Permission.TASK_READ: Scope.OWN}
    assert known(contractor).role is None
    with db.unit_of_work() as session:
        session.execute(delete(RolePermission).where(RolePermission.role_id == role.id))
        session.execute(update(Role).where(Role.id == role.id).values(version=Role.version + 1))
    assert known(contractor).grants == {}


def test_it_takes_one_statement(cast: Cast) -> None:
    known(cast.a.manager)
    with plans.noted() as statements:
        known(cast.a.manager)
    assert len(statements) == 1
