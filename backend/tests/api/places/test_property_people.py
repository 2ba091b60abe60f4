"""Who manages a property, and who belongs to it."""

from datetime import UTC, datetime, timedelta

import pytest

from app import db
from app.models import History, ManagerLoad, User
from tests import factories
from tests.api.places.cast import Cast
from tests.client import Client
from tests.factories import Person


def manages(cast: Cast, person: Person) -> str:
    """The address of somebody's management of the house."""
    return f"/properties/{cast.house}/managers/{person.id}"


def belongs(cast: Cast, person: Person) -> str:
    """The address of somebody's membership of the house."""
    return f"/properties/{cast.house}/users/{person.id}"


def changes(cast: Cast) -> list[object]:
    """What the house's history says of its people."""
    with db.unit_of_work() as session:
        found = session.query(History).filter_by(action="property.changed", entity_id=cast.house)
        return [dict(event.changes or {}) for event in found.order_by(History.id)]


def day(offset: int) -> str:
    """A date so many days from today."""
    return (datetime.now(UTC) + timedelta(days=offset)).date().isoformat()


def test_a_manager_manages_from_then_on(client: Client, cast: Cast) -> None:
    path = manages(cast, cast.outsider)
    client.get(path, as_=cast.admin).problem(404)
    made = client.put(path, as_=cast.admin).ok()
    assert (made["property"]["id"], made["user"]["id"], made["relation"]) == (cast.house, cast.outsider.id, "manager")
    assert client.put(path, as_=cast.admin).ok() == made
    assert client.get(path, as_=cast.admin).ok() == made
    client.patch(f"/properties/{cast.house}", as_=cast.outsider, json={"address": "Weg 9"}).ok()
    with db.unit_of_work() as session:
        assert session.get_one(User, cast.outsider.id).version == 2
    assert changes(cast)[0] == {"manager": [None, {"user_id": cast.outsider.id}]}
    client.delete(path, as_=cast.admin).ok(204)
    client.get(f"/properties/{cast.house}", as_=cast.outsider).problem(404)
    client.delete(path, as_=cast.admin).problem(404)


def test_a_first_management_begins_a_load_without_tickets(client: Client, cast: Cast) -> None:
    newcomer = factories.person(cast.app, "manager")
    client.put(manages(cast, newcomer), as_=cast.admin).ok()
    with db.unit_of_work() as session:
        assert session.get_one(ManagerLoad, newcomer.id).load == 0


def test_only_who_can_manage_is_made_a_manager(client: Client, cast: Cast) -> None:
    for one, code in ((cast.staff, "not_a_manager"), (cast.guest, "not_a_manager"),
                      (factories.person(cast.app, "manager", is_active=False), "inactive")):  # fmt: skip
        answer = client.put(manages(cast, one), as_=cast.admin)
        answer.problem(422)
        assert answer.pointers() == {"/path/user_id": code}
    client.put(f"/properties/{cast.house}/managers/{2**62}", as_=cast.admin).problem(404)


def test_people_decide_about_those_whom_they_see_and_whose_role_is_no_wider(client: Client, cast: Cast) -> None:
    client.put(manages(cast, cast.outsider), as_=cast.manager).problem(404)
    client.delete(manages(cast, cast.executive), as_=cast.manager).problem(403, "beyond_own_permissions")
    client.put(belongs(cast, cast.executive), as_=cast.manager, json={}).problem(403, "beyond_own_permissions")
    for one in (cast.staff, cast.guest, cast.executive):
        client.put(belongs(cast, one), as_=one, json={"room_id": cast.lobby}).problem(403, "forbidden")
    client.get(manages(cast, cast.manager), as_=cast.outsider).problem(404)
    client.get(manages(cast, cast.manager)).problem(401)


def test_a_guest_gets_a_room_and_dates(client: Client, cast: Cast) -> None:
    stay = {"room_id": cast.room10, "stay_from": day(0), "stay_until": day(3)}
    made = client.put(belongs(cast, cast.guest), as_=cast.manager, json=stay).ok()
    assert made["room"] == {"id": cast.room10, "name": "10"}
    assert (made["stay_from"], made["stay_until"], made["relation"]) == (day(0), day(3), "member")
    assert client.get(belongs(cast, cast.guest), as_=cast.guest).ok() == made
    assert client.put(belongs(cast, cast.guest), as_=cast.manager, json=stay).ok() == made
    client.get(f"{cast.rooms}/{cast.room10}", as_=cast.guest).ok()
    client.get(f"{cast.rooms}/{cast.room2}", as_=cast.guest).problem(404)
    before = {"user_id": cast.guest.id, "room_id": cast.room2, "stay_from": day(-1), "stay_until": day(1)}
    assert changes(cast) == [{"member": [[before], [{"user_id": cast.guest.id, **stay}]]}]


def test_a_stay_that_is_over_shows_the_property_no_more(client: Client, cast: Cast) -> None:
    stay = {"room_id": cast.room2, "stay_from": day(-9), "stay_until": day(-2)}
    client.put(belongs(cast, cast.guest), as_=cast.manager, json=stay).ok()
    client.get(f"/properties/{cast.house}", as_=cast.guest).problem(404)
    assert client.get(belongs(cast, cast.guest), as_=cast.manager).ok()["stay_until"] == day(-2)


@pytest.mark.parametrize(
    ("stay", "pointers"),
    [
        ({"stay_from": "2026-05-04", "stay_until": "2026-05-03"}, {"": "stay_order"}),
        ({"stay_from": "soon"}, {"/stay_from": "date_type"}),
        ({"room_id": 2**62}, {"/room_id": "unknown"}),
        ({"room": 1}, {"/room": "unknown_field"}),
    ],
)
def test_a_stay_that_cannot_be_is_named(
    client: Client, cast: Cast, stay: dict[str, object], pointers: dict[str, str]
) -> None:
    answer = client.put(belongs(cast, cast.guest), as_=cast.manager, json=stay)
    answer.problem(422)
    assert answer.pointers() == pointers


def test_a_room_of_another_property_is_no_room_here(client: Client, cast: Cast) -> None:
    answer = client.put(belongs(cast, cast.guest), as_=cast.admin, json={"room_id": cast.other_room})
    answer.problem(422)
    assert answer.pointers() == {"/room_id": "unknown"}


def test_staff_who_leave_a_property_no_longer_see_it(client: Client, cast: Cast) -> None:
    client.delete(belongs(cast, cast.staff), as_=cast.manager).ok(204)
    client.get(f"/properties/{cast.house}", as_=cast.staff).problem(404)
    client.get(belongs(cast, cast.staff), as_=cast.admin).problem(404)
    client.put(belongs(cast, cast.staff), as_=cast.admin, json={}).ok()
    assert client.get(f"/properties/{cast.house}", as_=cast.staff).ok()["id"] == cast.house
