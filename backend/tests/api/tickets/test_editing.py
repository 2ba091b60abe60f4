"""Two people at one ticket, what follows from a change, and who may set what."""

import pytest

from app import db
from app.services import manager_loads
from tests.api.tickets.conftest import Report, category
from tests.client import Client
from tests.factories import Cast, Person


def test_the_second_of_two_editors_gets_412_with_the_difference(client: Client, cast: Cast, report: Report) -> None:
    ticket = report()
    path, seen = f"/tickets/{ticket['id']}", ticket["version"]
    client.patch(path, as_=cast.a.manager, json={"title": "It runs"}, if_match=seen).ok()
    answer = client.patch(path, as_=cast.admin, json={"title": "It leaks", "priority": "high"}, if_match=seen)
    problem = answer.problem(412, "version_conflict")
    assert problem["current"]["title"] == "It runs"
    assert sorted(problem["differing"]) == ["priority", "title"]
    assert client.get(path, as_=cast.admin).ok()["title"] == "It runs"
    again = client.patch(path, as_=cast.admin, json={"title": "It leaks"}, if_match=problem["current"]["version"])
    assert again.headers["ETag"] == f'"{again.ok()["version"]}"'


def test_a_new_category_runs_the_assignment_again_unless_a_person_chose(
    client: Client, cast: Cast, engineer: Person, report: Report
) -> None:
    path = f"/tickets/{report()['id']}"
    changed = client.patch(path, as_=cast.a.staff, json={"category_id": category("plumbing")}).ok()
    assert (changed["assignee"]["id"], changed["priority"]) == (engineer.id, "high")
    chosen = client.patch(path, as_=cast.a.manager, json={"assignee_id": cast.a.manager.id}).ok()
    assert chosen["holder"]["id"] == cast.a.manager.id
    kept = client.patch(path, as_=cast.a.manager, json={"category_id": category("linen")}).ok()
    assert kept["assignee"]["id"] == cast.a.manager.id
    with db.unit_of_work() as session:
        assert not manager_loads.verify(session, fix=False)


def test_priority_and_due_time_follow_only_where_no_person_set_them(client: Client, cast: Cast, report: Report) -> None:
    ticket = report()
    path = f"/tickets/{ticket['id']}"
    urgent = client.patch(path, as_=cast.a.staff, json={"priority": "critical"}).ok()
    assert urgent["due_at"] < ticket["due_at"]
    own = client.patch(path, as_=cast.a.manager, json={"due_at": "2031-05-04T09:30:00Z"}).ok()
    calm = client.patch(path, as_=cast.a.manager, json={"priority": "low", "category_id": category("plumbing")}).ok()
    assert (calm["due_at"], calm["priority"]) == (own["due_at"], "low")
    assert client.patch(path, as_=cast.a.manager, json={"due_at": None}).ok()["due_at"] > ticket["due_at"]


@pytest.mark.parametrize(
    ("field", "value"), [("assignee_id", None), ("due_at", "2031-05-04T09:30:00Z"), ("rating", 5), ("title", "x")]
)
def test_staff_set_neither_assignee_nor_due_time_nor_others_words(
    client: Client, cast: Cast, report: Report, field: str, value: object
) -> None:
    client.patch(f"/tickets/{report()['id']}", as_=cast.a.staff, json={field: value}).problem(403)


def test_an_assignee_must_be_assignable_there(client: Client, cast: Cast, report: Report) -> None:
    path = f"/tickets/{report()['id']}"
    for person in (cast.b.manager, cast.a.staff, cast.a.guest):
        answer = client.patch(path, as_=cast.a.manager, json={"assignee_id": person.id})
        answer.problem(422)
        assert answer.pointers() == {"/assignee_id": "not_assignable"}


def test_one_whom_it_does_not_concern_finds_nothing(client: Client, cast: Cast, report: Report) -> None:
    path = f"/tickets/{report()['id']}"
    for person in (cast.b.manager, cast.b.staff, cast.b.guest, cast.b.executive, cast.outsider):
        client.get(path, as_=person).problem(404)
        client.patch(path, as_=person, json={"title": "Mine"}, if_match=99).problem(404)
        assert client.get("/tickets", as_=person).ok()["items"] == []


def test_nothing_changed_is_no_event_and_no_version(client: Client, cast: Cast, report: Report) -> None:
    ticket = report()
    same = client.patch(f"/tickets/{ticket['id']}", as_=cast.a.manager, json={"title": ticket["title"]}).ok()
    assert (same["version"], same["seq"]) == (ticket["version"], ticket["seq"])
