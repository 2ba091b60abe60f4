"""The guards against floods: what they are, and who sets them."""

import pytest

from app.settings_store import notifications
from tests.client import Client
from tests.factories import Cast

PATH = "/settings/notifications"


def test_the_guards_are_changed_and_hold_at_once(client: Client, cast: Cast) -> None:
    answer = client.get(PATH, as_=cast.admin)
    before = answer.ok()
    assert answer.headers["ETag"] == f'"{before["version"]}"'
    body = {"per_hour": before["per_hour"] + 1}
    changed = client.patch(PATH, as_=cast.admin, json=body, if_match=before["version"]).ok()
    assert changed == {**before, **body, "version": before["version"] + 1}
    assert notifications.current().per_hour == body["per_hour"]
    late = client.patch(PATH, as_=cast.admin, json=body, if_match=before["version"]).problem(412)
    assert late["current"] == changed
    assert client.patch(PATH, as_=cast.admin, json=body).ok() == changed
    client.patch(PATH, as_=cast.admin, json={"per_hour": before["per_hour"]}).ok()


def test_a_change_stands_in_the_history(client: Client, cast: Cast) -> None:
    before = client.get(PATH, as_=cast.admin).ok()["ticket_hour"]
    client.patch(PATH, as_=cast.admin, json={"ticket_hour": before + 1}).ok()
    query = {"action": "settings.changed", "actor_id": cast.admin.id}
    (entry,) = client.get("/history", as_=cast.admin, query=query).ok()["items"]
    assert entry["changes"].keys() == {"ticket_hour"}
    assert entry["changes"]["ticket_hour"][1] == before + 1
    assert entry["reason"] == {"settings": "notifications"}
    client.patch(PATH, as_=cast.admin, json={"ticket_hour": before}).ok()


@pytest.mark.parametrize("body", [{"per_hour": 0}, {"ticket_hour": -1}, {"ticket_ten_minutes": "10"}, {"per_day": 5}])
def test_what_is_no_number_of_messages_is_refused(client: Client, cast: Cast, body: dict[str, object]) -> None:
    client.patch(PATH, as_=cast.admin, json=body).problem(422)


@pytest.mark.parametrize("who", ["manager", "staff", "guest", "executive"])
def test_only_super_admins_see_and_set_them(client: Client, cast: Cast, who: str) -> None:
    client.get(PATH, as_=getattr(cast.a, who)).problem(403, "forbidden")
    client.patch(PATH, as_=getattr(cast.a, who), json={"per_hour": 1}).problem(403, "forbidden")
