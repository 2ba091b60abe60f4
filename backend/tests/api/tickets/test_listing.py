"""Lists and counts: filters, order, reading on, and never more than one may see."""

import datetime as dt

import pytest

from tests import factories
from tests.api.tickets.conftest import Report, category
from tests.client import Client
from tests.factories import Cast

Query = dict[str, object]


def ids(client: Client, cast: Cast, **query: object) -> list[int]:
    """The ids of a list of house A's tickets, as its manager sees them."""
    given = {name: str(value) for name, value in query.items()}
    return [one["id"] for one in client.get("/tickets", as_=cast.a.manager, query=given).ok()["items"]]


@pytest.mark.parametrize("sort", ["-created_at", "created_at", "-updated_at", "due_at", "-priority"])
def test_reading_on_meets_every_ticket_once(client: Client, cast: Cast, sort: str) -> None:
    at = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)
    made = [
        factories.ticket(
            cast.a.id,
            cast.a.guest.id,
            priority=1 + n % 4,
            due_at=None if n % 3 == 0 else at + dt.timedelta(hours=n % 5),
            created_at=at + dt.timedelta(hours=n % 2),
        )
        for n in range(11)
    ]
    seen: list[int] = []
    query = {"sort": sort, "limit": "3"}
    while True:
        answer = client.get("/tickets", as_=cast.a.manager, query=query)
        seen += [one["id"] for one in answer.ok()["items"]]
        if answer.json["next_cursor"] is None:
            break
        assert 'rel="next"' in answer.headers["Link"]
        query = {**query, "cursor": answer.json["next_cursor"]}
    assert sorted(seen) == sorted(made)
    assert len(seen) == len(set(seen))
    whole = client.get("/tickets", as_=cast.a.manager, query={"sort": sort, "limit": "100"}).ok()["items"]
    assert [one["id"] for one in whole] == seen


def test_filters_narrow_and_combine(client: Client, cast: Cast, report: Report) -> None:
    tap = report(category_id=category("plumbing"), description="Tropft im Badezimmer")["id"]
    towel = report(cast.a.staff, title="Zwei Handtücher", kind="service_request", room_id=None)["id"]
    assert set(ids(client, cast)) == {tap, towel}
    assert ids(client, cast, q="BADE tap") == [tap]
    assert ids(client, cast, q="handtucher") == [towel]
    assert ids(client, cast, q=f"{cast.a.code}-1") == [tap]
    assert ids(client, cast, kind="service_request") == [towel]
    assert ids(client, cast, category_id=category("maintenance")) == [tap]
    assert ids(client, cast, reporter_id=cast.a.staff.id) == [towel]
    assert set(ids(client, cast, assignee_id="me")) == {tap, towel}
    assert ids(client, cast, assignee_id="none") == []
    assert ids(client, cast, room_id=cast.a.room, status="open") == [tap]
    assert ids(client, cast, q="100% _") == []
    client.get("/tickets", as_=cast.a.manager, query={"colour": "red"}).problem(422)
    client.get("/tickets", as_=cast.a.manager, query={"cursor": "bm90IGEgY3Vyc29y"}).problem(422)


def test_overdue_means_active_and_past_its_time(client: Client, cast: Cast) -> None:
    past = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    late = factories.ticket(cast.a.id, cast.a.guest.id, due_at=past)
    factories.ticket(cast.a.id, cast.a.guest.id, due_at=past, status="resolved", next="closes")
    assert ids(client, cast, overdue="true") == [late]
    counts = client.get("/tickets/counts", as_=cast.a.manager).ok()
    assert counts == {
        "by_status": {"open": 1, "resolved": 1},
        "by_priority": {"medium": 2},
        "unassigned": 1,
        "overdue": 1,
    }


def test_guests_see_their_own_and_nothing_internal_moves_what_they_see(
    client: Client, cast: Cast, report: Report
) -> None:
    ticket = report()
    report(cast.a.staff)
    note = {"body": "The guest is angry", "internal": True}
    client.post(f"/tickets/{ticket['id']}/comments", as_=cast.a.manager, json=note).ok(201)
    seen = client.get("/tickets", as_=cast.a.guest).ok()["items"]
    assert [one["id"] for one in seen] == [ticket["id"]]
    kept = ("seq", "updated_at", "comment_count", "version")
    assert [seen[0][name] for name in kept] == [ticket[name] for name in kept]
    assert client.get(f"/tickets/{ticket['id']}", as_=cast.a.manager).ok()["comment_count"] == 1
    assert client.get(f"/tickets/{ticket['id']}/comments", as_=cast.a.guest).ok()["items"] == []
    actions = [one["action"] for one in client.get(f"/tickets/{ticket['id']}/history", as_=cast.a.guest).ok()["items"]]
    assert actions == ["ticket.created", "ticket.assigned"]
    client.post(f"/tickets/{ticket['id']}/comments", as_=cast.a.guest, json=note).problem(403)
