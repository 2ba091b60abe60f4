"""The main job, from the room's code to the rating, over the API alone."""

import io
import uuid

from PIL import Image
from sqlalchemy import select

from app import db
from app.models import Room
from tests.api.tickets.conftest import category
from tests.client import Client
from tests.factories import Cast, Person


def picture() -> io.BytesIO:
    """A small photo."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#4488aa").save(out, "JPEG")
    out.seek(0)
    return out


def room_token(room_id: int) -> str:
    """What a room's code holds."""
    with db.reads() as connection:
        return connection.scalars(select(Room.token).where(Room.id == room_id)).one()


def test_from_the_rooms_code_to_the_rating(client: Client, cast: Cast, engineer: Person) -> None:
    token = room_token(cast.a.room)
    seen = client.get(f"/q/{token}").ok()
    assert (seen["property"]["name"], seen["room"]["name"]) == (cast.a.name, "101")

    form = {
        "title": "The tap drips",
        "category_id": str(category("plumbing")),
        "name": "Amélie",
        "file": [(picture(), "tap.jpg")],
    }
    sent = client.post(f"/q/{token}/tickets", form=form, key=str(uuid.uuid4())).ok(201)
    link = "/f/" + sent["follow_url"].rsplit("/", 1)[1]
    ticket_id = sent["ticket"]["id"]

    ticket = client.get(f"/tickets/{ticket_id}", as_=engineer).ok()
    assert ticket["assignee"]["id"] == engineer.id
    assert ticket["attachment_count"] == 1
    assert client.get(ticket["attachments"][0]["thumbnail_url"]).content[8:12] == b"WEBP"

    client.post(f"/tickets/{ticket_id}/comments", as_=engineer, json={"body": "Worn cartridge", "internal": True}).ok(
        201
    )
    client.post(f"/tickets/{ticket_id}/comments", as_=engineer, json={"body": "We are on our way"}).ok(201)
    assert [comment["body"] for comment in client.get(link).ok()["comments"]] == ["We are on our way"]

    client.post(f"{link}/comments", json={"body": "After two please"}).ok(201)
    client.patch(f"/tickets/{ticket_id}", as_=engineer, json={"status": "in_progress"}).ok()
    resolved = client.patch(f"/tickets/{ticket_id}", as_=engineer, json={"status": "resolved"}).ok()
    assert resolved["next"] == "closes"

    followed = client.get(link).ok()
    assert followed["allowed_statuses"] == ["closed", "open"]
    done = client.patch(link, json={"status": "closed", "rating": 5, "rating_comment": "Quick!"}).ok()
    assert (done["status"], done["rating"], done["next"]) == ("closed", 5, "none")
    actions = [event["action"] for event in client.get(f"/tickets/{ticket_id}/history", as_=engineer).ok()["items"]]
    assert actions == [
        "ticket.created",
        "ticket.assigned",
        "ticket.attached",
        "ticket.commented",
        "ticket.commented",
        "ticket.commented",
        "ticket.moved",
        "ticket.moved",
        "ticket.moved",
        "ticket.rated",
    ]
