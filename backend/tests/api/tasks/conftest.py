"""Two houses with their people, and short ways to give work to somebody."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask

from tests import factories
from tests.client import Client
from tests.factories import Cast, Person

Json = dict[str, Any]


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Everybody of two houses."""
    return factories.cast(app)


@pytest.fixture
def jonas(app: Flask, cast: Cast) -> Person:
    """Another of the staff of house A."""
    return factories.person(app, "staff", name="Jonas Krüger", belongs=[cast.a.id])


@dataclass(frozen=True, slots=True)
class Desk:
    """What people of house A do, in a few words each; every one must succeed."""

    client: Client
    cast: Cast

    def report(self, **body: object) -> Json:
        """The guest reports a dripping tap; house A's manager gets it."""
        content = {"title": "The tap drips", "property_id": self.cast.a.id, "room_id": self.cast.a.room, **body}
        return self.client.post("/tickets", as_=self.cast.a.guest, json=content).ok(201)

    def give(self, ticket_id: int, *people: Person, **body: object) -> Json:
        """The manager gives the ticket's work to these people."""
        content = {"ticket_id": ticket_id, "user_ids": [one.id for one in people], **body}
        return self.client.post("/assign-task", as_=self.cast.a.manager, json=content).ok(201)

    def ticket(self, ticket_id: int, as_: Person | None = None) -> Json:
        """The ticket as somebody sees it; the manager unless said otherwise."""
        return self.client.get(f"/tickets/{ticket_id}", as_=as_ or self.cast.a.manager).ok()

    def task(self, task_id: int) -> Json:
        """The task as the manager sees it."""
        return self.client.get(f"/tasks/{task_id}", as_=self.cast.a.manager).ok()

    def start(self, task: Json, as_: Person) -> Json:
        """Somebody begins."""
        return self.client.post(f"/tasks/{task['id']}/start", as_=as_).ok()

    def complete(self, task: Json, as_: Person, **body: object) -> Json:
        """Somebody is done."""
        return self.client.post(f"/tasks/{task['id']}/complete", as_=as_, json=body).ok()

    def move_ticket(self, ticket_id: int, status: str) -> Json:
        """The manager moves the ticket."""
        return self.client.patch(f"/tickets/{ticket_id}", as_=self.cast.a.manager, json={"status": status}).ok()

    def history(self, ticket_id: int, as_: Person | None = None) -> list[Json]:
        """What happened, as somebody sees it; the manager unless said otherwise."""
        return self.client.get(f"/tickets/{ticket_id}/history", as_=as_ or self.cast.a.manager).ok()["items"]


@pytest.fixture
def desk(client: Client, cast: Cast) -> Desk:
    """Where work is given out."""
    return Desk(client, cast)


def standing(ticket: Json) -> tuple[str, int | None, str]:
    """Status, the id of who has it, and what comes next."""
    return ticket["status"], ticket["holder"] and ticket["holder"]["id"], ticket["next"]
