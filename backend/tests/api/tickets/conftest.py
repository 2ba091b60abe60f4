"""Two houses with their people, and short ways to say what happens to a ticket."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app import db
from app.models import Category
from app.services import manager_loads
from tests import factories
from tests.client import Client
from tests.factories import Cast, Person

Ticket = dict[str, Any]
Report = Callable[..., Ticket]


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Everybody of two houses. The loads agree: other tests write tickets past the services."""
    db.repeat(lambda unit: manager_loads.verify(unit, fix=True))
    return factories.cast(app)


@pytest.fixture
def engineer(app: Flask, cast: Cast) -> Person:
    """A manager of house A in Engineering, to whom plumbing goes."""
    return factories.person(app, "manager", manages=[cast.a.id], department="engineering")


@pytest.fixture
def report(client: Client, cast: Cast) -> Report:
    """Report something; by the guest of house A for their room unless said otherwise."""

    def send(as_: Person | None = None, **body: object) -> Ticket:
        content = {"title": "The tap drips", "property_id": cast.a.id, "room_id": cast.a.room, **body}
        return client.post("/tickets", as_=as_ or cast.a.guest, json=content).ok(201)

    return send


def category(key: str) -> int:
    """The id of a seeded category."""
    with db.reads() as connection:
        return connection.scalars(select(Category.id).where(Category.key == key)).one()
