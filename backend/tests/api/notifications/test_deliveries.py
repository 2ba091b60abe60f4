"""The ledger of deliveries: for super admins, with masked addresses; what is dead can be tried again, once."""

import datetime as dt
import secrets
from typing import Any

import pytest
from sqlalchemy import select

from app import db
from app.models import Delivery
from app.services.rows import now
from tests import factories, told
from tests.client import Client
from tests.factories import Cast


def listed(client: Client, cast: Cast, **query: object) -> list[Any]:
    """One page of the ledger."""
    return client.get("/deliveries", as_=cast.admin, query=query).ok()["items"]


def ids(client: Client, cast: Cast, **query: object) -> list[int]:
    """The ids of what house A's staff were sent."""
    return [one["id"] for one in listed(client, cast, user_id=cast.a.staff.id, **query)]


def state(delivery_id: int) -> tuple[str, bool]:
    """What the row says, and whether it is looked at again."""
    with db.reads() as connection:
        statement = select(Delivery.state, Delivery.next_at.is_not(None)).where(Delivery.id == delivery_id)
        row = connection.execute(statement).one()
        return row[0], row[1]


def test_it_says_who_was_told_what_how_and_what_became_of_it(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    delivery_id = told.delivery(cast.a.staff.id, ticket_id, message_id="<1.a@example.com>", segments=None)
    (one,) = listed(client, cast, user_id=cast.a.staff.id)
    assert one["person"] == {"id": cast.a.staff.id, "name": cast.a.staff.name}
    assert one["ticket"]["id"] == ticket_id
    assert (one["kind"], one["channel"], one["state"]) == ("ticket_moved", "email", "dead")
    assert (one["attempts"], one["next_at"], one["sent_at"]) == (1, None, None)
    assert one["reason"] == "550 There is no such mailbox."
    full = client.get(f"/deliveries/{delivery_id}", as_=cast.admin).ok()
    assert {name: full[name] for name in one} == one
    assert full["message_id"] == "<1.a@example.com>"
    (attempt,) = full["attempts_made"]
    assert (attempt["number"], attempt["outcome"]) == (1, "permanent")
    assert attempt["error"] == "550 There is no such mailbox."
    client.get("/deliveries/0", as_=cast.admin).problem(404)
    client.get(f"/deliveries/{2**40}", as_=cast.admin).problem(404)


def test_addresses_are_masked(client: Client, cast: Cast) -> None:
    name = secrets.token_hex(4)
    mail = told.delivery(cast.a.staff.id, address=f"{name}@example.com")
    phone = told.delivery(cast.a.staff.id, address="+4915112345678", channel="sms")
    push = told.delivery(cast.a.staff.id, address=None, channel="web_push")
    shown = {one["id"]: one["address"] for one in listed(client, cast, user_id=cast.a.staff.id)}
    assert shown == {mail: f"{name[0]}***@example.com", phone: "+49***78", push: None}
    answer = client.get(f"/deliveries/{mail}", as_=cast.admin)
    assert name not in answer.content.decode()


def test_the_ledger_is_narrowed_and_read_on(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id, number=f"LEDG-{secrets.token_hex(3).upper()}")
    dead = told.delivery(cast.a.staff.id, ticket_id, provider_id=f"SM{secrets.token_hex(8)}")
    sent = told.delivery(cast.a.staff.id, ticket_id, "sent", sent_at=now(), channel="sms")
    waiting = told.delivery(cast.a.staff.id, None, "waiting", created_at=now() - dt.timedelta(days=2))
    assert ids(client, cast) == [waiting, sent, dead]
    assert ids(client, cast, state="dead") == [dead]
    assert ids(client, cast, state=["sent", "waiting"]) == [waiting, sent]
    assert ids(client, cast, channel="sms") == [sent]
    assert ids(client, cast, ticket_id=ticket_id) == [sent, dead]
    yesterday = (now() - dt.timedelta(days=1)).isoformat()
    assert ids(client, cast, **{"from": yesterday}) == [sent, dead]
    assert ids(client, cast, to=yesterday) == [waiting]
    assert ids(client, cast, q=cast.a.staff.email) == [waiting, sent, dead]
    number = listed(client, cast, ticket_id=ticket_id)[0]["ticket"]["number"]
    assert ids(client, cast, q=number.lower()) == [sent, dead]
    with db.reads() as connection:
        provider_id = connection.scalar(select(Delivery.provider_id).where(Delivery.id == dead))
    assert ids(client, cast, q=provider_id) == [dead]
    first = client.get("/deliveries", as_=cast.admin, query={"user_id": cast.a.staff.id, "limit": 2}).ok()
    assert ids(client, cast, limit=2, cursor=first["next_cursor"]) == [dead]


def test_it_counts_by_state_and_by_channel(client: Client, cast: Cast) -> None:
    before = client.get("/deliveries/counts", as_=cast.admin).ok()
    old = now() - dt.timedelta(days=3)
    told.delivery(cast.a.staff.id, state="sent", sent_at=old, created_at=old)
    told.delivery(cast.a.staff.id, state="sent", sent_at=now())
    told.delivery(cast.a.staff.id, state="dead", created_at=old)
    told.delivery(cast.a.staff.id, state="queued", channel="sms")
    after = client.get("/deliveries/counts", as_=cast.admin).ok()
    gone_up = {name: after["by_state"][name] - count for name, count in before["by_state"].items()}
    assert gone_up == {"waiting": 0, "queued": 1, "sending": 0, "sent": 1, "folded": 0, "skipped": 0, "dead": 1}
    mail, sms = after["by_channel"]["email"], after["by_channel"]["sms"]
    assert mail["sent_today"] - before["by_channel"]["email"]["sent_today"] == 1
    assert mail["dead"] - before["by_channel"]["email"]["dead"] == 1
    assert sms["on_the_way"] - before["by_channel"]["sms"]["on_the_way"] == 1


def test_one_that_is_dead_is_tried_again_and_no_other(client: Client, cast: Cast) -> None:
    delivery_id = told.delivery(cast.a.staff.id)
    path = f"/deliveries/{delivery_id}/replay"
    key = secrets.token_hex(8)
    again = client.post(path, as_=cast.admin, key=key).ok()
    assert (again["state"], again["reason"]) == ("queued", None)
    assert state(delivery_id) == ("queued", True)
    assert client.post(path, as_=cast.admin, key=key).ok()["id"] == delivery_id
    client.post(path, as_=cast.admin).problem(409, "not_dead")
    for other in ("sent", "folded", "skipped", "waiting", "sending"):
        one = told.delivery(cast.a.staff.id, state=other)
        client.post(f"/deliveries/{one}/replay", as_=cast.admin).problem(409, "not_dead")
        assert state(one)[0] == other
    client.post(f"/deliveries/{2**40}/replay", as_=cast.admin).problem(404)


def test_many_that_are_dead_are_tried_again_once(client: Client, cast: Cast) -> None:
    dead = [told.delivery(cast.a.staff.id) for _ in range(3)]
    sent = told.delivery(cast.a.staff.id, state="sent", sent_at=now())
    body = {"ids": [*dead[:2], sent, 2**40]}
    assert client.post("/deliveries/replay", as_=cast.admin, json=body).ok() == {"replayed": 2}
    assert client.post("/deliveries/replay", as_=cast.admin, json=body).ok() == {"replayed": 0}
    assert [state(one)[0] for one in [*dead, sent]] == ["queued", "queued", "dead", "sent"]


def test_all_that_are_dead_of_a_channel_are_tried_again(client: Client, cast: Cast) -> None:
    mail, sms = told.delivery(cast.a.staff.id), told.delivery(cast.a.staff.id, channel="sms")
    body = {"state": "dead", "channel": "sms"}
    assert client.post("/deliveries/replay", as_=cast.admin, json=body).ok()["replayed"] >= 1
    assert (state(mail)[0], state(sms)[0]) == ("dead", "queued")
    assert client.post("/deliveries/replay", as_=cast.admin, json={"state": "dead"}).ok()["replayed"] >= 1
    assert state(mail)[0] == "queued"
    assert client.post("/deliveries/replay", as_=cast.admin, json={"state": "dead"}).ok() == {"replayed": 0}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"ids": []},
        {"ids": [1], "state": "dead"},
        {"state": "sent"},
        {"channel": "sms"},
        {"ids": [1], "channel": "sms"},
    ],
)
def test_what_cannot_be_replayed_is_refused(client: Client, cast: Cast, body: dict[str, object]) -> None:
    client.post("/deliveries/replay", as_=cast.admin, json=body).problem(422)


@pytest.mark.parametrize("who", ["manager", "staff", "guest", "executive"])
def test_it_is_for_super_admins_only(client: Client, cast: Cast, who: str) -> None:
    person = getattr(cast.a, who)
    delivery_id = told.delivery(person.id)
    client.get("/deliveries", as_=person, query={"user_id": person.id}).problem(403, "forbidden")
    for path in (f"/deliveries/{delivery_id}", f"/deliveries/{2**40}", "/deliveries/counts"):
        client.get(path, as_=person).problem(403, "forbidden")
    for known in (delivery_id, 2**40):
        client.post(f"/deliveries/{known}/replay", as_=person).problem(403, "forbidden")
        client.post("/deliveries/replay", as_=person, json={"ids": [known]}).problem(403, "forbidden")
    client.post("/deliveries/replay", as_=person, json={"state": "dead"}).problem(403, "forbidden")
    assert state(delivery_id)[0] == "dead"
