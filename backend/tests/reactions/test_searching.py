"""Tickets are found by the present names of their room and their reporter."""

import pytest

from app.events import Event
from app.events.types import RoomChanged, UserChanged
from app.reactions import react
from app.services.job_errors import Attempt
from tests.reactions import house as scene
from tests.reactions.house import House


def follow(event: Event) -> None:
    """Let it happen, and its job run."""
    for occurrence in scene.happens(event):
        react(occurrence, Attempt(1, "reactions.react"))


def searched(ticket_id: int) -> str:
    """What `q` looks through."""
    return str(scene.scalar("SELECT search FROM tickets WHERE id = :id", id=ticket_id))


@pytest.mark.parametrize("renamed", ["room", "reporter"])
def test_a_new_name_finds_the_tickets_of_before(house: House, renamed: str) -> None:
    ticket_id = scene.ticket(house)
    if renamed == "room":
        scene.execute("UPDATE rooms SET name = 'Fürstensuite' WHERE id = :id", id=house.room_id)
        follow(RoomChanged(house.room_id, property_id=house.property_id, changes={"name": ["101", "Fürstensuite"]}))
        assert "furstensuite" in searched(ticket_id)
    else:
        scene.execute("UPDATE users SET name = 'Zoë Lindqvist' WHERE id = :id", id=house.reporter_id)
        follow(UserChanged(house.reporter_id, changes={"name": ["Ada Guest", "Zoë Lindqvist"]}))
        assert "zoe lindqvist" in searched(ticket_id)


def test_another_change_of_a_room_leaves_them_alone(house: House) -> None:
    ticket_id = scene.ticket(house)
    scene.execute("UPDATE tickets SET search = 'as it was' WHERE id = :id", id=ticket_id)
    follow(RoomChanged(house.room_id, property_id=house.property_id, changes={"capacity": [1, 2]}))
    assert searched(ticket_id) == "as it was"
