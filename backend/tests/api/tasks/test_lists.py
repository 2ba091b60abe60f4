"""Lists of tasks: one's own or those of one's properties, narrowed, sorted, read on."""

from typing import Any

import pytest

from tests.api.tasks.conftest import Desk
from tests.client import Client
from tests.factories import Cast, Person


def titles(client: Client, who: Person, **query: object) -> list[str]:
    """The titles of a list."""
    return [item["title"] for item in client.get("/tasks", as_=who, query=query).ok()["items"]]


@pytest.fixture
def made(client: Client, cast: Cast, jonas: Person) -> dict[str, int]:
    """Tasks of house A: title → id, in the order in which they were made."""

    def make(title: str, *people: Person, day: int | None = None) -> int:
        due = None if day is None else f"2199-01-0{day}T00:00:00Z"
        body = {"title": title, "property_id": cast.a.id, "user_ids": [one.id for one in people], "due_at": due}
        return client.post("/tasks", as_=cast.a.manager, json=body).ok(201)["id"]

    staff = cast.a.staff
    return {
        "third": make("third", staff, day=3),
        "never": make("never", staff),
        "first": make("first", staff, jonas, day=1),
        "whenever": make("whenever", staff),
        "second": make("second", jonas, day=2),
        "nobody's": make("nobody's", day=4),
    }


def test_one_sees_ones_own_first_due_first(client: Client, cast: Cast, jonas: Person, made: dict[str, int]) -> None:
    assert titles(client, cast.a.staff) == ["first", "third", "never", "whenever"]
    assert titles(client, jonas) == ["first", "second"]
    assert titles(client, cast.a.manager) == []
    assert titles(client, cast.a.staff, scope="managed") == []


def test_managers_see_those_of_their_properties(client: Client, cast: Cast, made: dict[str, int]) -> None:
    everything = ["first", "second", "third", "nobody's", "never", "whenever"]
    for who in (cast.a.manager, cast.a.executive):
        assert titles(client, who, scope="managed") == everything
    assert titles(client, cast.b.manager, scope="managed") == []
    assert titles(client, cast.admin, scope="managed", property_id=cast.a.id) == everything
    assert titles(client, cast.a.manager, scope="managed", sort="-created_at") == list(reversed(made))


@pytest.mark.parametrize("sort", ["due_at", "-created_at"])
def test_a_list_is_read_on_to_its_end(client: Client, cast: Cast, made: dict[str, int], sort: str) -> None:
    seen: list[str] = []
    query: dict[str, Any] = {"scope": "managed", "sort": sort, "limit": 1}
    while True:
        page = client.get("/tasks", as_=cast.a.manager, query=query).ok()
        seen += [item["title"] for item in page["items"]]
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]
    assert seen == titles(client, cast.a.manager, scope="managed", sort=sort)
    assert len(seen) == len(made)


def test_filters_narrow(client: Client, cast: Cast, desk: Desk, jonas: Person, made: dict[str, int]) -> None:
    def managed(**query: object) -> list[str]:
        return titles(client, cast.a.manager, scope="managed", **query)

    ticket = desk.report()
    desk.give(ticket["id"], jonas)
    assert managed(ticket_id=ticket["id"]) == ["The tap drips"]
    assert managed(assignee_id=jonas.id, due_after="2199-01-01T00:00:00Z") == ["first", "second"]
    assert managed(due_after="2199-01-02T00:00:00Z", due_before="2199-01-03T00:00:00Z") == ["second"]
    client.post(f"/tasks/{made['first']}/start", as_=jonas).ok()
    client.post(f"/tasks/{made['second']}/complete", as_=jonas).ok()
    assert managed(status=["in_progress", "completed"]) == ["first", "second"]
    assert titles(client, jonas, status="pending") == ["The tap drips"]


@pytest.mark.parametrize(
    "query", [{"scope": "all"}, {"status": "done"}, {"sort": "title"}, {"cursor": "x"}, {"q": "tap"}]
)
def test_what_no_list_knows_is_refused(client: Client, cast: Cast, query: dict[str, str]) -> None:
    client.get("/tasks", as_=cast.a.manager, query=query).problem(422)
