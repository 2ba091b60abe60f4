"""A room's status follows its active tickets, and goes back."""

from app.events.types import TicketCreated, TicketEdited, TicketMoved
from app.models import RoomStatus
from app.reactions import react
from app.services.job_errors import Attempt
from tests.reactions import house as scene
from tests.reactions.house import House


def follow(*events: TicketCreated | TicketEdited | TicketMoved) -> None:
    """Let events happen, and their jobs run."""
    for occurrence in scene.happens(*events):
        react(occurrence, Attempt(1, "reactions.react"))


def reported(house: House, category: str) -> int:
    """A new ticket whose job has run."""
    ticket_id = scene.ticket(house, category)
    follow(TicketCreated(ticket_id, ticket_id))
    return ticket_id


def moved(ticket_id: int, status: str) -> None:
    """The ticket has another status, and its job has run."""
    scene.set_ticket(ticket_id, status=status)
    follow(TicketMoved(ticket_id, ticket_id))


def test_a_room_is_in_maintenance_while_its_tap_is_repaired(house: House) -> None:
    ticket_id = reported(house, "plumbing")
    assert scene.room_status(house) is RoomStatus.MAINTENANCE
    moved(ticket_id, "in_progress")
    assert scene.room_status(house) is RoomStatus.MAINTENANCE
    moved(ticket_id, "resolved")
    assert scene.room_status(house) is RoomStatus.AVAILABLE
    moved(ticket_id, "open")
    assert scene.room_status(house) is RoomStatus.MAINTENANCE


def test_a_room_goes_back_with_the_last_of_its_tickets(house: House) -> None:
    tap, light = reported(house, "plumbing"), reported(house, "electrical")
    moved(tap, "resolved")
    assert scene.room_status(house) is RoomStatus.MAINTENANCE
    moved(light, "cancelled")
    assert scene.room_status(house) is RoomStatus.AVAILABLE


def test_a_category_that_asks_for_nothing_leaves_the_room_alone(house: House) -> None:
    ticket_id = reported(house, "linen")
    assert scene.room_status(house) is RoomStatus.AVAILABLE
    scene.execute("UPDATE tickets SET category_id = (SELECT id FROM categories WHERE key = 'cleaning')")
    follow(TicketEdited(ticket_id, ticket_id))
    assert scene.room_status(house) is RoomStatus.CLEANING


def test_a_ticket_that_turns_out_to_be_about_no_room_lets_the_room_go(house: House) -> None:
    ticket_id = reported(house, "plumbing")
    scene.set_ticket(ticket_id, room_id=None)
    follow(TicketEdited(ticket_id, ticket_id))
    assert scene.room_status(house) is RoomStatus.AVAILABLE
