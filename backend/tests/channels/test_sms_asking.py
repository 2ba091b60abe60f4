"""Whoever types a stranger's number gets nothing of that phone: it is asked, told who asks, and decides by itself."""

import pytest
from sqlalchemy import Connection

from app import db
from app.integrations.sms import agreements
from app.models import Channel
from app.notifications import messages
from app.services.sms_consents import NUMBERS_A_DAY
from tests import factories, phones
from tests.channels.twilio import text_from
from tests.client import Client
from tests.factories import Person
from tests.notifications import stage as stages
from tests.notifications.conftest import stage
from tests.notifications.stage import Stage, deliveries, execute, scalar

__all__ = ["stage"]

PATH = "/notifications/preferences"


@pytest.fixture(autouse=True)
def real_texts(live_settings: None, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Phones get what is really written."""
    del live_settings, stage
    monkeypatch.setattr(stages, "render", messages.message)


def wanting(client: Client, person: Person, phone: str) -> str | None:
    """Somebody types a number into their profile and wants SMS there; what they are shown."""
    phones.typed(person.id, phone)
    return client.patch(PATH, as_=person, json={"sms_consent": True}).ok()["sms_consent"]["state"]


def shown(client: Client, person: Person) -> str | None:
    return client.get(PATH, as_=person).ok()["sms_consent"]["state"]


def texts(stage: Stage) -> list[str]:
    """What phones were sent since this was asked last."""
    stage.work()
    stage.forget_jobs()
    sent = [message.text for message in stage.sms.messages]
    stage.sms.messages.clear()
    return sent


def agreeing(client: Client, stage: Stage, person: Person, phone: str) -> None:
    """A person and their own phone agree."""
    wanting(client, person, phone)
    assert len(texts(stage)) == 1
    text_from(client, phone, "YES")
    assert shown(client, person) == "given"
    phones.a_day_passes(phone)


def said_on(ticket_id: int) -> list[list[str]]:
    """Bodies and authors of a ticket's comments."""
    statement = "SELECT coalesce(array_agg(ARRAY[body, author_id::text] ORDER BY id), '{}') FROM comments"
    return stages.rows(f"{statement} WHERE ticket_id = :id", id=ticket_id)


def neighbour(stage: Stage) -> Person:
    """Another guest of the house."""
    return stage.person("guest", stays={stage.property_id: factories.room(stage.property_id, "102")})


def door(stage: Stage) -> str:
    """Where a room's code leads."""
    room = factories.room(stage.property_id, "103")
    return f"/q/{scalar('SELECT token FROM rooms WHERE id = :id', id=room)}/tickets"


def wants_sms_about_tickets(person: Person) -> None:
    execute(
        "INSERT INTO notification_preferences (user_id, choices) VALUES (:id, CAST(:choices AS jsonb))",
        id=person.id,
        choices='{"ticket_commented": {"sms": "now"}}',
    )


def test_a_phone_is_told_who_asks_and_what_to_answer(client: Client, stage: Stage) -> None:
    phone = phones.number()
    assert wanting(client, stage.guest, phone) == "asked"
    (asking,) = texts(stage)
    name = "".join(letter for letter in stage.guest.name if not letter.isdigit() and letter != "_").strip()
    assert f"{name} wants news of tickets on this number. Reply YES to agree. Reply STOP" in asking
    assert deliveries(stage.guest.id, Channel.SMS) == [("sent", None)]
    text_from(client, phone, "START")
    assert shown(client, stage.guest) == "given"


def test_a_name_puts_no_address_and_no_number_into_a_strangers_phone(client: Client, stage: Stage) -> None:
    execute("UPDATE users SET name = 'Win at https://evil.example/x call 0900 123' WHERE id = :id", id=stage.guest.id)
    wanting(client, stage.guest, phones.number())
    (asking,) = texts(stage)
    assert "Win at httpsevilexamplex call wants news" in asking
    assert "0900" not in asking


def test_typing_a_strangers_number_leads_nobodys_news_there_and_no_answer_back(client: Client, stage: Stage) -> None:
    victim, attacker, phone = stage.guest, neighbour(stage), phones.number()
    wants_sms_about_tickets(victim)
    wants_sms_about_tickets(attacker)
    agreeing(client, stage, victim, phone)
    own = stage.ticket()
    stage.comment(stage.staff, own, "We come at three.")
    assert len(texts(stage)) == 1

    assert wanting(client, attacker, phone) == "asked"
    (asking,) = texts(stage)
    assert "wants news of tickets on this number" in asking
    bait = stage.ticket(reporter_id=attacker.id)
    stage.comment(stage.staff, bait, "Please tell me the code of your safe.")
    assert texts(stage) == []
    text_from(client, phone, "After three, please")
    assert said_on(own)[-1] == ["After three, please", str(victim.id)]
    assert len(said_on(bait)) == 1
    assert shown(client, attacker) == "asked"
    assert shown(client, victim) == "given"


def test_a_report_at_a_door_leads_nothing_to_a_strangers_phone_either(client: Client, stage: Stage) -> None:
    victim, phone, address = stage.guest, phones.number(), door(stage)
    wants_sms_about_tickets(victim)
    agreeing(client, stage, victim, phone)
    own = stage.ticket()
    stage.comment(stage.staff, own, "We come at three.")
    texts(stage)
    report = {"title": "The tap drips", "name": "www.evil.example", "phone": phone, "sms_consent": True}
    for _ in range(3):
        client.post(address, json=report).ok(201)
    (asking,) = texts(stage)
    assert "somebody reported something at" in asking
    assert "evil" not in asking
    bait = int(str(scalar("SELECT max(id) FROM tickets")))
    stage.comment(stage.staff, bait, "Which room is it?")
    assert texts(stage) == []
    text_from(client, phone, "After three, please")
    assert said_on(own)[-1] == ["After three, please", str(victim.id)]
    assert len(said_on(bait)) == 1


def test_who_reports_at_a_door_is_written_to_once_their_phone_agreed(client: Client, stage: Stage) -> None:
    phone = phones.number()
    client.post(door(stage), json={"title": "The tap drips", "phone": phone, "sms_consent": True}).ok(201)
    ticket = int(str(scalar("SELECT max(id) FROM tickets")))
    assert len(texts(stage)) == 1
    text_from(client, phone, "Yes.")
    stage.comment(stage.staff, ticket, "We come at three.")
    (news,) = texts(stage)
    assert "We come at three." in news
    text_from(client, phone, "Please knock")
    assert said_on(ticket)[-1][0] == "Please knock"


def test_yes_to_what_a_ticket_asked_is_no_yes_to_an_earlier_stranger(client: Client, stage: Stage) -> None:
    victim, attacker, phone = stage.guest, neighbour(stage), phones.number()
    wants_sms_about_tickets(victim)
    agreeing(client, stage, victim, phone)
    wanting(client, attacker, phone)
    texts(stage)
    own = stage.ticket()
    stage.comment(stage.staff, own, "May we come in at three?")
    texts(stage)
    text_from(client, phone, "Yes")
    assert said_on(own)[-1] == ["Yes", str(victim.id)]
    assert shown(client, attacker) == "asked"


def test_yes_is_for_the_name_that_the_phone_read_last(client: Client, stage: Stage) -> None:
    attacker, owner, phone = neighbour(stage), stage.guest, phones.number()
    wanting(client, attacker, phone)
    texts(stage)
    phones.a_day_passes(phone)
    wanting(client, owner, phone)
    assert len(texts(stage)) == 1
    text_from(client, phone, "YES")
    text_from(client, phone, "YES")
    text_from(client, phone, "START")
    assert (shown(client, owner), shown(client, attacker)) == ("given", "asked")


def test_a_phone_is_asked_once_a_day_whoever_wants_it(client: Client, stage: Stage) -> None:
    phone, address = phones.number(), door(stage)
    other = neighbour(stage)
    wanting(client, stage.guest, phone)
    assert len(texts(stage)) == 1
    for _ in range(3):
        assert wanting(client, stage.guest, phone) == "asked"
        client.patch(PATH, as_=stage.guest, json={"sms_consent": False}).ok()
        assert wanting(client, other, phone) == "asked"
        client.post(address, json={"title": "The tap drips", "phone": phone, "sms_consent": True}).ok(201)
    assert texts(stage) == []
    phones.a_day_passes(phone)
    wanting(client, other, phone)
    wanting(client, stage.guest, phone)
    assert len(texts(stage)) == 1


def test_nobody_has_more_than_a_few_numbers_asked_in_a_day(client: Client, stage: Stage) -> None:
    for _ in range(NUMBERS_A_DAY):
        assert wanting(client, stage.guest, phones.number()) == "asked"
        assert len(texts(stage)) == 1
    again = phones.typed(stage.guest.id, phones.number())
    client.patch(PATH, as_=stage.guest, json={"sms_consent": True}).problem(409, "too_many_numbers")
    assert texts(stage) == []
    assert phones.state(stage.guest.id, again) is None


def test_stop_ends_the_asking_too_and_a_stranger_is_not_told(client: Client, stage: Stage) -> None:
    owner, attacker, phone = stage.guest, neighbour(stage), phones.number()
    agreeing(client, stage, owner, phone)
    text_from(client, phone, "STOP")
    assert wanting(client, attacker, phone) == "asked"
    assert texts(stage) == []
    assert (shown(client, owner), shown(client, attacker)) == ("stopped", "asked")
    text_from(client, phone, "START")
    assert (shown(client, owner), shown(client, attacker)) == ("given", "asked")


def test_stop_is_an_answer_that_a_later_start_does_not_turn_into_yes(client: Client, stage: Stage) -> None:
    attacker, phone = stage.guest, phones.number()
    wanting(client, attacker, phone)
    texts(stage)
    text_from(client, phone, "STOP")
    text_from(client, phone, "START")
    text_from(client, phone, "YES")
    assert shown(client, attacker) is None


def test_what_is_withdrawn_before_the_answer_stays_withdrawn(client: Client, stage: Stage) -> None:
    phone = phones.number()
    wanting(client, stage.guest, phone)
    texts(stage)
    client.patch(PATH, as_=stage.guest, json={"sms_consent": False}).ok()
    text_from(client, phone, "YES")
    assert shown(client, stage.guest) is None


def test_what_is_withdrawn_while_the_answer_is_read_stays_withdrawn(
    client: Client, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = phones.number()
    wanting(client, stage.guest, phone)
    texts(stage)
    last_ask = agreements.last_ask

    def overtaken(connection: Connection, phone: str) -> agreements.Ask | None:
        found = last_ask(connection, phone)
        with db.unit_of_work() as unit:
            agreements.end(unit, stage.guest.id)
        return found

    monkeypatch.setattr(agreements, "last_ask", overtaken)
    text_from(client, phone, "YES")
    assert shown(client, stage.guest) is None


def test_the_question_for_one_number_never_goes_to_another(client: Client, stage: Stage) -> None:
    first, second = phones.number(), phones.number()
    wanting(client, neighbour(stage), second)
    assert len(texts(stage)) == 1
    wanting(client, stage.guest, first)
    wanting(client, stage.guest, second)
    assert texts(stage) == []
    assert deliveries(stage.guest.id, Channel.SMS) == [("skipped", "no_address")]


def test_while_sms_are_off_it_is_wanted_and_asked_for_later(client: Client, stage: Stage) -> None:
    phone = phones.number()
    stage.sms.off = "SMS are switched off."
    assert wanting(client, stage.guest, phone) == "asked"
    assert client.get(PATH, as_=stage.guest).ok()["channels"]["sms"]["why_off"] == "SMS are switched off."
    text_from(client, phone, "YES")
    assert shown(client, stage.guest) == "asked"
    stage.sms.off = None
    assert wanting(client, stage.guest, phone) == "asked"
    assert len(texts(stage)) == 1
