"""The code of a room: what it says, as a picture, and a new one on request."""

import io

from PIL import Image

from app import db
from app.models import History, HistoryClass, Room
from tests.api.places.cast import Cast
from tests.client import Client


def token_of(room_id: int) -> str:
    """The stored token."""
    with db.unit_of_work() as session:
        return session.get_one(Room, room_id).token


def test_the_code_says_the_address_for_guests(client: Client, cast: Cast) -> None:
    said = client.get(f"{cast.rooms}/{cast.room2}/qr", as_=cast.manager, query={"format": "json"}).ok()
    token = token_of(cast.room2)
    assert said == {"url": f"http://127.0.0.1:8000/app/q/{token}", "token": token}


def test_the_code_comes_as_a_picture(client: Client, cast: Cast) -> None:
    svg = client.get(f"{cast.rooms}/{cast.room2}/qr", as_=cast.manager)
    assert (svg.status, svg.response.mimetype) == (200, "image/svg+xml")
    assert svg.content.startswith(b"<svg")
    png = client.get(f"{cast.rooms}/{cast.room2}/qr", as_=cast.manager, query={"format": "png"})
    assert (png.response.mimetype, png.headers["Cache-Control"]) == ("image/png", "private, no-store")
    with Image.open(io.BytesIO(png.content)) as picture:
        assert picture.format == "PNG"
    client.get(f"{cast.rooms}/{cast.room2}/qr", as_=cast.manager, query={"format": "gif"}).problem(422)


def test_who_may_not_print_codes_learns_none(client: Client, cast: Cast) -> None:
    path = f"{cast.rooms}/{cast.room2}/qr"
    for one in (cast.staff, cast.guest, cast.executive):
        client.get(path, as_=one).problem(403, "forbidden")
        client.post(f"{path}/rotate", as_=one).problem(403, "forbidden")
    client.get(path, as_=cast.outsider).problem(404)
    client.get(f"/properties/{cast.other}/rooms/{cast.room2}/qr", as_=cast.admin).problem(404)
    client.get(path).problem(401)


def test_a_new_code_replaces_the_printed_one_and_history_keeps_neither(client: Client, cast: Cast) -> None:
    before = token_of(cast.room2)
    rotated = client.post(f"{cast.rooms}/{cast.room2}/qr/rotate", as_=cast.manager, key="r" * 10).ok()
    assert rotated["token"] == token_of(cast.room2) != before
    again = client.post(f"{cast.rooms}/{cast.room2}/qr/rotate", as_=cast.manager, key="r" * 10).ok()
    assert again == rotated
    with db.unit_of_work() as session:
        event = session.query(History).filter_by(action="room.code_rotated", entity_id=cast.room2).one()
    assert event.class_ == HistoryClass.SECURITY
    assert (event.actor_id, event.changes) == (cast.manager.id, {})
