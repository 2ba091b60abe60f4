"""A ticket moves: who may, what it needs, and how it is taken back."""

import datetime as dt

import pytest

from app import db
from app.models import Ticket
from tests.api.tickets.conftest import Report
from tests.client import Client
from tests.factories import Cast


def soon(days: int = 2) -> str:
    """A moment ahead."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(days=days)).isoformat()


def test_on_hold_needs_a_reason_and_a_date_ahead(client: Client, cast: Cast, report: Report) -> None:
    path = f"/tickets/{report()['id']}"
    for body, pointer in (
        ({"status": "on_hold", "on_hold_until": soon()}, "/reason"),
        ({"status": "on_hold", "reason": "A part"}, "/on_hold_until"),
        ({"status": "on_hold", "reason": "A part", "on_hold_until": soon(-1)}, "/on_hold_until"),
    ):
        answer = client.patch(path, as_=cast.a.manager, json=body)
        answer.problem(422)
        assert list(answer.pointers()) == [pointer]
    held = client.patch(
        path, as_=cast.a.manager, json={"status": "on_hold", "reason": "A part", "on_hold_until": soon()}
    ).ok()
    assert (held["next"], held["on_hold_reason"]) == ("resumes", "A part")
    resumed = client.patch(path, as_=cast.a.manager, json={"status": "in_progress"}).ok()
    assert (resumed["on_hold_until"], resumed["on_hold_reason"]) == (None, None)


def test_an_illegal_move_names_the_legal_ones_and_changes_nothing(client: Client, cast: Cast, report: Report) -> None:
    path = f"/tickets/{report()['id']}"
    problem = client.patch(path, as_=cast.a.manager, json={"status": "closed", "title": "Half of it"}).problem(
        409, "illegal_status"
    )
    assert problem["allowed_statuses"] == ["in_progress", "on_hold", "resolved", "cancelled"]
    assert client.get(path, as_=cast.a.manager).ok()["title"] == "The tap drips"


def test_the_reporter_cancels_only_while_open(client: Client, cast: Cast, report: Report) -> None:
    first, second = report()["id"], report()["id"]
    assert client.patch(f"/tickets/{first}", as_=cast.a.guest, json={"status": "cancelled"}).ok()["next"] == "none"
    client.patch(f"/tickets/{second}", as_=cast.a.manager, json={"status": "in_progress"}).ok()
    client.patch(f"/tickets/{second}", as_=cast.a.guest, json={"status": "cancelled"}).problem(403)
    client.patch(f"/tickets/{second}", as_=cast.a.guest, json={"status": "resolved"}).problem(403)


def test_staff_begin_an_open_ticket_but_need_a_task_once_begun(client: Client, cast: Cast, report: Report) -> None:
    ticket = report()["id"]
    client.patch(f"/tickets/{ticket}", as_=cast.a.staff, json={"status": "in_progress"}).ok()
    client.patch(f"/tickets/{ticket}", as_=cast.a.staff, json={"status": "resolved"}).problem(403)


def test_the_reporter_reopens_within_two_weeks(client: Client, cast: Cast, report: Report) -> None:
    path = f"/tickets/{report()['id']}"
    client.patch(path, as_=cast.a.manager, json={"status": "resolved"}).ok()
    client.patch(path, as_=cast.a.guest, json={"status": "closed", "rating": 4}).ok()
    client.patch(path, as_=cast.a.guest, json={"status": "open", "reason": "Drips again"}).ok()
    client.patch(path, as_=cast.a.manager, json={"status": "resolved"}).ok()
    client.patch(path, as_=cast.a.manager, json={"status": "closed"}).ok()
    with db.unit_of_work() as session:
        row = session.get_one(Ticket, int(path.rsplit("/", 1)[1]))
        row.closed_at = dt.datetime.now(dt.UTC) - dt.timedelta(days=15)
    client.patch(path, as_=cast.a.guest, json={"status": "open"}).problem(403)
    client.patch(path, as_=cast.a.manager, json={"status": "open"}).ok()


def test_a_move_is_taken_back_with_everything_that_it_set(client: Client, cast: Cast, report: Report) -> None:
    path = f"/tickets/{report()['id']}"
    before = client.get(path, as_=cast.a.manager).ok()
    moved = client.patch(path, as_=cast.a.manager, json={"status": "resolved"}).ok()
    assert moved["undo_until"] is not None
    client.post(f"{path}/undo", as_=cast.a.guest).problem(409, "nothing_to_undo")
    after = client.post(f"{path}/undo", as_=cast.a.manager).ok()
    changing = {"version", "seq", "updated_at", "undo_until"}
    assert {name: value for name, value in after.items() if name not in changing | {"attachments"}} == {
        name: value for name, value in before.items() if name not in changing | {"attachments"}
    }
    client.post(f"{path}/undo", as_=cast.a.manager).problem(409, "nothing_to_undo")


def test_a_minute_later_it_stands(client: Client, cast: Cast, report: Report) -> None:
    ticket = report()["id"]
    client.patch(f"/tickets/{ticket}", as_=cast.a.manager, json={"status": "in_progress"}).ok()
    with db.unit_of_work() as session:
        row = session.get_one(Ticket, ticket)
        assert row.last_move is not None
        row.last_move = {**row.last_move, "at": (dt.datetime.now(dt.UTC) - dt.timedelta(seconds=61)).isoformat()}
    client.post(f"/tickets/{ticket}/undo", as_=cast.a.manager).problem(409, "nothing_to_undo")


@pytest.mark.parametrize("status", ["open", "in_progress", "on_hold", "cancelled"])
def test_only_finished_work_is_rated_and_only_by_the_reporter(
    client: Client, cast: Cast, report: Report, status: str
) -> None:
    path = f"/tickets/{report()['id']}"
    if status != "open":
        body = {"status": status, "reason": "x", "on_hold_until": soon()} if status == "on_hold" else {"status": status}
        client.patch(path, as_=cast.a.manager, json=body).ok()
    client.patch(path, as_=cast.a.guest, json={"rating": 5}).problem(409, "not_resolved")
    client.patch(path, as_=cast.a.manager, json={"rating": 5}).problem(403)


def test_many_are_changed_each_by_itself(client: Client, cast: Cast, report: Report) -> None:
    first, second = report()["id"], report()["id"]
    elsewhere = report(cast.b.guest, property_id=cast.b.id, room_id=cast.b.room)["id"]
    client.patch(f"/tickets/{second}", as_=cast.a.manager, json={"status": "cancelled"}).ok()
    body = {"ids": [second, elsewhere, first], "patch": {"status": "in_progress"}}
    results = client.post("/tickets/bulk", as_=cast.a.manager, json=body).ok()["results"]
    assert [(one["id"], one["status"]) for one in results] == [(second, 409), (elsewhere, 404), (first, 200)]
    assert client.get(f"/tickets/{first}", as_=cast.a.manager).ok()["status"] == "in_progress"
