"""Somebody is always left to administer the installation."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask

from app import create_app, db
from app.models import Role, RolePermission
from app.permissions import Permission, Scope
from config import Settings
from tests import factories
from tests.client import Answer, Client
from tests.factories import Person
from tests.servers import Addresses


@pytest.fixture
def alone(fresh_database: Addresses, settings: Settings) -> Iterator[Flask]:
    """An application on a database in which nobody else is."""
    own = replace(settings, database_url=fresh_database.application)
    yield create_app(own, check_answers=True)
    db.dispose()


def path(person: Person) -> str:
    """Somebody's address."""
    return f"/users/{person.id}"


def twin_role() -> str:
    """A role that may do all that super admins may, under another name."""
    with db.unit_of_work() as session:
        role = Role(key="twin", name="Twin")
        session.add(role)
        session.flush()
        session.add_all(RolePermission(role_id=role.id, permission=one, scope=Scope.ALL) for one in Permission)
        return "twin"


def test_the_last_active_super_admin_stays(alone: Flask) -> None:
    client = Client(alone)
    ann, ben = (factories.person(alone, "super_admin") for _ in range(2))
    twin = factories.person(alone, twin_role())
    client.delete(path(ben), as_=ann).ok(204)
    for change in ({"role": "manager"}, {"is_active": False}):
        client.patch(path(ann), as_=twin, json=change).problem(409, "last_super_admin")
    client.patch(path(ben), as_=ann, json={"is_active": True}).ok()
    client.patch(path(ann), as_=twin, json={"role": "manager"}).ok()


def test_two_who_shut_each_other_out_at_once_do_not_both_succeed(alone: Flask) -> None:
    ann, ben = (factories.person(alone, "super_admin") for _ in range(2))

    def demote(who: Person, by: Person) -> Answer:
        return Client(alone).patch(path(who), as_=by, json={"role": "staff"})

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(demote, [ann, ben], [ben, ann]))
    # The second comes too late in either way: the last one stays, or they are signed out already.
    assert sorted(answer.status for answer in answers) in ([200, 401], [200, 409])
