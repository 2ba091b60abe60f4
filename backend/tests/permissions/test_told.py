"""Whoever should know is told, through every channel; and nobody else, of nothing, through none."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from app import db
from app.events import types
from app.models import Channel, Delivery, HistoryClass, PropertyManager, Role, Ticket, User, UserProperty
from app.notifications.channels import registry
from tests import factories
from tests.client import Client
from tests.factories import Person
from tests.permissions import ears
from tests.permissions.ears import NEVER, House
from tests.permissions.plays import MARK, PLAYS


@pytest.fixture
def house(app: Flask, client: Client) -> Iterator[House]:
    """Everybody around a ticket, with an ear on every channel."""
    before = {channel: sender for channel in Channel if (sender := registry.sender(channel)) is not None}
    yield ears.build(app, client, ears.listen())
    registry.configure(before)


def events(base: type[types.Event] = types.Event) -> Iterator[str]:
    """The action of every event that is part of a ticket's history."""
    for event in base.__subclasses__():
        if "action" in vars(event) and event.history_class is HistoryClass.TICKET:
            yield event.action
        yield from events(event)


def happen(house: House, play: str) -> ears.Mark:
    """Let what comes before happen, and then what the play is about; it is planned, not sent."""
    acts = PLAYS[play]
    since = ears.mark()
    if acts.before is not None:
        acts.before(house)
        ears.plan(since)
        since = ears.mark()
    acts.act(house)
    assert play.split(" (", maxsplit=1)[0] in ears.plan(since)
    return since


def test_there_is_a_play_for_every_event_of_tickets_and_tasks() -> None:
    assert {play.split(" (")[0] for play in PLAYS} == set(events())


@pytest.mark.parametrize("play", PLAYS)
def test_who_should_know_is_told_through_every_channel_and_nobody_else(house: House, play: str) -> None:
    since = happen(house, play)
    ears.send(since)
    told, in_app = set(PLAYS[play].told.items()), set(PLAYS[play].in_app.items())
    assert not {name for name, _ in told | in_app}.intersection(NEVER)
    assert ears.heard_in_app(house, since) == told | in_app
    for channel in registry.OUTSIDE:
        assert ears.heard(house, channel) == told, channel
    assert MARK not in ears.texts(house, "guest", *NEVER)


def states(since: ears.Mark, person: Person) -> set[tuple[str, str | None]]:
    """What became of somebody's deliveries outside of the app, and why."""
    statement = select(Delivery.state, Delivery.reason).where(
        Delivery.notification_id > since.notification_id,
        Delivery.user_id == person.id,
        Delivery.channel != Channel.IN_APP,
    )
    with db.reads() as connection:
        return {(row.state, row.reason) for row in connection.execute(statement)}


def leave(house: House, name: str) -> None:
    """Somebody no longer works in the house."""
    with db.unit_of_work() as session:
        session.execute(delete(UserProperty).where(UserProperty.user_id == house[name].id))
        session.execute(delete(PropertyManager).where(PropertyManager.user_id == house[name].id))


def become_guest(house: House, name: str) -> None:
    """Somebody is a guest from now on, and still reported or works on what they did: nothing internal is theirs."""
    with db.unit_of_work() as session:
        guest = select(Role.id).where(Role.key == "guest").scalar_subquery()
        session.execute(update(User).where(User.id == house[name].id).values(role_id=guest))
        session.execute(update(Ticket).where(Ticket.id == house.ticket_id).values(reporter_id=house[name].id))


@pytest.mark.parametrize("play", ["ticket.commented", "ticket.commented (internal)", "ticket.moved", "task.started"])
def test_who_loses_sight_of_it_before_it_is_sent_is_told_nothing(house: House, play: str) -> None:
    since = happen(house, play)
    leave(house, "watcher")
    with db.unit_of_work() as session:
        session.get_one(User, house["executive"].id).is_active = False
    ears.send(since)
    gone = {"watcher", "executive"}
    told = {(name, kind) for name, kind in PLAYS[play].told.items() if name not in gone}
    for channel in registry.OUTSIDE:
        assert ears.heard(house, channel) == told, channel
    assert states(since, house["watcher"]) == {("skipped", "not_visible")}
    assert states(since, house["executive"]) == {("skipped", "person_inactive")}
    assert house.client.get("/notifications", as_=house["watcher"]).ok()["items"] == []


def test_who_becomes_a_guest_before_a_staff_note_is_sent_is_told_nothing_of_it(house: House) -> None:
    since = happen(house, "ticket.commented (internal)")
    become_guest(house, "watcher")
    ears.send(since)
    for channel in registry.OUTSIDE:
        assert "watcher" not in {name for name, _ in ears.heard(house, channel)}
    assert states(since, house["watcher"]) == {("skipped", "not_visible")}
    assert MARK not in ears.texts(house, "watcher")


@pytest.mark.parametrize("play", ["ticket.commented (internal)", "ticket.commented (internal, mentions)"])
@pytest.mark.parametrize("lose", [leave, become_guest])
def test_a_digest_holds_only_what_its_reader_still_sees(
    house: House, play: str, lose: Callable[[House, str], None]
) -> None:
    hourly = {"choices": {kind: {"email": "hourly"} for kind in ("ticket_commented", "mentioned")}}
    house.client.patch("/notifications/preferences", as_=house["watcher"], json=hourly).ok()
    since = happen(house, play)
    lose(house, "watcher")
    ears.send(since)
    assert "watcher" not in {name for name, _ in ears.heard(house, Channel.EMAIL)}
    assert MARK not in ears.texts(house, "watcher")


def test_a_digest_tells_who_still_sees_it(house: House) -> None:
    hourly = {"choices": {"ticket_commented": {"email": "hourly"}}}
    house.client.patch("/notifications/preferences", as_=house["watcher"], json=hourly).ok()
    since = happen(house, "ticket.commented (internal)")
    ears.send(since)
    assert ("watcher", "digest") in ears.heard(house, Channel.EMAIL)
    assert MARK in ears.texts(house, "watcher")


def test_a_comment_that_is_taken_back_before_it_is_sent_is_sent_to_nobody(house: House) -> None:
    since = happen(house, "ticket.commented (internal)")
    PLAYS["comment.deleted"].act(house)
    ears.send(since)
    assert all(not ear.messages for ear in house.ears.values())
    assert states(since, house["manager"]) == {("skipped", "comment_deleted")}


def test_who_reported_without_an_account_hears_by_mail_of_what_is_public_alone(house: House) -> None:
    address = f"contact.{house.ticket_id}@example.com"
    contact_id = factories.contact(address)
    with db.unit_of_work() as session:
        session.execute(update(User).where(User.id == contact_id).values(email_verified_at=func.now()))
        session.execute(
            update(Ticket).where(Ticket.id == house.ticket_id).values(reporter_id=contact_id, follow_salt=b"salt")
        )
    for play in ("ticket.commented", "ticket.commented (internal)", "ticket.attached", "task.declined"):
        ears.send(happen(house, play))
    told = [message.kind for message in house.ears[Channel.EMAIL].messages if message.to == address]
    assert told == ["ticket_commented"]
    statement = select(Delivery.channel).where(Delivery.user_id == contact_id)
    with db.reads() as connection:
        assert set(connection.execute(statement).scalars()) == {Channel.EMAIL}
