"""What arrives when something happens: parsed from what the mail server was given."""

import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest

from app.notifications import mail_templates, rendering
from app.notifications.kinds import CHOSEN, GUESTS
from app.notifications.letters import digest as digests
from app.notifications.letters import guest, samples, task, ticket
from app.notifications.letters.task import TaskNews
from app.notifications.letters.ticket import TicketNews
from tests import factories
from tests.mail.house import House, execute, scalar
from tests.mail.servers import Received


def to(mails: Sequence[Received], person: factories.Person) -> list[Received]:
    return [mail for mail in mails if mail.recipients == [person.email]]


@contextmanager
def own_template(subject: str, html: str, text: str) -> Generator[None]:
    """What an administrator wrote in the place of the letter about tickets."""
    put = "INSERT INTO mail_templates (key, subject, html, text) VALUES ('ticket', :subject, :html, :text)"
    execute(put, subject=subject, html=html, text=text)
    mail_templates.forget("ticket")
    try:
        yield
    finally:
        execute("DELETE FROM mail_templates")
        mail_templates.forget("ticket")


def test_whoever_gets_a_ticket_reads_what_where_and_by_when(house: House) -> None:
    ticket_id = house.report(house.guest, description="It is about **one drop a second**.", access=None)
    [mail] = to(house.work(), house.manager)
    number = scalar("SELECT number FROM tickets WHERE id = :id", id=ticket_id)
    message = mail.message
    assert message["From"] == "The house <tickets@house.example>"
    assert re.fullmatch(r"304: The tap drips \(yours, due .+\)", message["Subject"])
    assert message["References"] == message["In-Reply-To"] == f"<ticket.{ticket_id}@localhost>"
    assert "http://127.0.0.1:8000/unsubscribe/" in message["List-Unsubscribe"]
    for part in (mail.part("plain"), mail.part("html")):
        assert str(number) in part
        assert "Amélie Okonkwo" in part
        assert f"http://127.0.0.1:8000/app/tickets/{ticket_id}" in part
        assert "Amélie Okonkwo reported it, and it is yours." in part
    assert "<strong>one drop a second</strong>" in mail.part("html")
    assert ", 3rd floor, Barmbeker Hof" in mail.part("html")


def test_a_guest_reads_the_answer_and_never_what_is_internal(house: House) -> None:
    ticket_id = house.report(house.guest)
    house.work()
    house.comment(house.staff, ticket_id, "She is difficult, charge her.", internal=True)
    house.comment(house.staff, ticket_id, "May I come at 14:00?")
    mails = house.work()
    [told] = to(mails, house.guest)
    assert told.message["Subject"] == "Jonas Krüger wrote to you: The tap drips"
    assert "May I come at 14:00?" in told.part("plain")
    assert not any("charge her" in mail.content.decode() for mail in to(mails, house.guest))
    inside = [mail.part("plain") for mail in to(mails, house.manager) if "charge her" in mail.part("plain")]
    assert len(inside) == 1
    assert "Only staff sees this." in inside[0]


def test_a_guest_without_an_account_follows_by_the_link_in_the_mail(house: House) -> None:
    answer = house.report_from_door(email="bo@example.com", name="Bo")
    execute("UPDATE users SET email_verified_at = now() WHERE email = 'bo@example.com'")
    house.work()
    house.comment(house.staff, answer["ticket"]["id"], "On my way.")
    [mail] = [mail for mail in house.work() if mail.recipients == ["bo@example.com"]]
    assert answer["follow_url"] in mail.part("plain")
    assert "No more mail about this" in mail.part("html")
    assert "/app/profile" not in mail.part("plain")


def test_a_retry_bears_the_same_message_id(house: House) -> None:
    house.server.refuse["DATA"] = ["451 not now"]
    house.report(house.guest)
    [mail] = to(house.work(), house.manager)
    known = scalar("SELECT message_id FROM deliveries WHERE user_id = :id AND channel = 'email'", id=house.manager.id)
    assert mail.message["Message-ID"] == known
    tries = """
    SELECT string_agg(outcome || ': ' || coalesce(error, ''), ', ' ORDER BY number)
    FROM delivery_attempts JOIN deliveries ON deliveries.id = delivery_id WHERE user_id = :id
    """
    assert str(scalar(tries, id=house.manager.id)).startswith("transient: 451 not now, sent: ")


def test_what_people_write_stays_what_they_wrote(house: House) -> None:
    ticket_id = house.report(house.guest, title="<b>Tap</b> {{ 7 * 7 }}")
    house.work()
    house.comment(house.staff, ticket_id, "<script>alert(1)</script> ![x](https://evil.example/x.png) {{ person }}")
    [mail] = to(house.work(), house.guest)
    assert not re.search(r"<(script|img|b)>", mail.part("html"))
    assert "{{ person }}" in mail.part("html")
    assert "{{ person }}" in mail.part("plain")
    assert str(mail.message["Subject"]) == "Jonas Krüger wrote to you: <b>Tap</b> {{ 7 * 7 }}"


def test_a_digest_gathers_what_would_have_been_many_and_leaves_out_what_is_no_longer_theirs(house: House) -> None:
    body = {"choices": {"ticket_assigned": {"email": "hourly"}, "ticket_commented": {"email": "hourly"}}}
    house.client.patch("/notifications/preferences", as_=house.manager, json=body).ok()
    first = house.report(house.guest, "The tap drips")
    house.report(house.guest, "No towels")
    elsewhere = factories.property_()[0]
    gone = house.report(house.guest, "A secret elsewhere")
    house.comment(house.guest, first, "And the light flickers")
    house.react()
    execute("UPDATE tickets SET property_id = :to, room_id = NULL WHERE id = :id", to=elsewhere, id=gone)
    [digest] = to(house.work(), house.manager)
    text = digest.part("plain")
    assert "The tap drips" in text
    assert "No towels" in text
    assert "And the light flickers" in text
    assert "A secret elsewhere" not in digest.content.decode()
    assert str(digest.message["Subject"]).startswith("3 updates: ")


def test_a_digest_of_very_much_says_how_much_it_does_not_show(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "TICKETS", 2)
    monkeypatch.setattr(rendering, "FOLDED_AT_MOST", 4)
    body = {"choices": {"ticket_assigned": {"email": "hourly"}}}
    house.client.patch("/notifications/preferences", as_=house.manager, json=body).ok()
    for number in range(6):
        house.report(house.guest, f"Tap {number}")
    [digest] = to(house.work(), house.manager)
    assert str(digest.message["Subject"]).startswith("6 updates: ")
    text = digest.part("plain")
    assert [number for number in range(6) if f"Tap {number}" in text] == [4, 5]
    assert "And 4 more, in your list." in text
    assert "And 4 more, in your list." in digest.part("html")


def test_a_digest_leaves_out_what_is_no_longer_so(house: House) -> None:
    for person in (house.guest, house.manager):
        kinds = ("ticket_assigned", "ticket_moved", "ticket_commented")
        kept = {kind: {"email": "hourly"} for kind in (kinds if person is house.manager else kinds[1:])}
        house.client.patch("/notifications/preferences", as_=person, json={"choices": kept}).ok()
    first, second = house.report(house.guest, "The tap drips"), house.report(house.guest, "No towels")
    house.comment(house.staff, first, "I come at three.")
    house.client.patch(f"/tickets/{first}", as_=house.manager, json={"status": "resolved"}).ok()
    house.react()
    house.client.post(f"/tickets/{first}/undo", as_=house.manager).ok()
    house.client.patch(f"/tickets/{second}", as_=house.manager, json={"assignee_id": None}).ok()
    mails = house.work()
    [guests], [managers] = to(mails, house.guest), to(mails, house.manager)
    assert "I come at three." in guests.part("plain")
    assert "good now" not in guests.part("plain")
    assert "open again" not in guests.part("plain"), "it was never said to be resolved"
    assert "The tap drips" in managers.part("plain")
    assert "No towels" not in managers.part("plain"), "it is no longer theirs"


def test_a_template_that_fails_is_passed_over_and_the_mail_goes_out(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    with own_template("{{ subject }}", "{{ nothing }}", "x"):
        house.report(house.guest)
        [mail] = to(house.work(), house.manager)
    assert "The tap drips" in mail.part("html")
    assert "html, line 1" in caplog.text


def test_a_template_of_an_administrator_lays_out_the_same_letter(house: House) -> None:
    with own_template("Our: {{ subject }}", "<p>{{ heading }}</p>", "{{ heading }}, {{ person.name }}"):
        house.report(house.guest, title="Tap & light")
        [mail] = to(house.work(), house.manager)
    assert str(mail.message["Subject"]).startswith("Our: 304: Tap & light")
    assert mail.part("html").strip() == "<p>Tap &amp; light</p>"
    assert mail.part("plain").strip() == "Tap & light, Ingrid Sand"


def test_times_are_those_of_the_reader(house: House) -> None:
    zones = {"Europe/Berlin": None, "Asia/Tokyo": "Asia/Tokyo"}
    seen: dict[str, str] = {}
    for name, own in zones.items():
        execute("UPDATE users SET timezone = :own WHERE id = :id", own=own, id=house.manager.id)
        ticket_id = house.report(house.guest)
        execute("UPDATE tickets SET due_at = '2031-05-12T12:00:00Z' WHERE id = :id", id=ticket_id)
        [mail] = to(house.work(), house.manager)
        seen[name] = str(mail.message["Subject"])
    assert "due 12 May 2031 14:00" in seen["Europe/Berlin"]
    assert "due 12 May 2031 21:00" in seen["Asia/Tokyo"]


@pytest.mark.parametrize("kind", [kind for kind in CHOSEN if kind != "daily_summary"])
def test_every_kind_has_its_own_words(kind: str) -> None:
    speaking = samples.voice("https://tickets.example.org")
    if kind.startswith("task_"):
        letter = task.letter(speaking, TaskNews(kind, samples.TASK, "Jonas Krüger"))
    else:
        letter = ticket.letter(speaking, TicketNews(kind, samples.TICKET, "Jonas Krüger"))
        assert "Something happened" not in letter.line
    mail = mail_templates.render(mail_templates.built_in(letter.template), letter.values)
    assert letter.line in mail.text
    assert "{" not in mail.subject + letter.line + letter.title


@pytest.mark.parametrize("status", ["open", "in_progress", "on_hold", "resolved", "closed", "cancelled"])
@pytest.mark.parametrize("kind", GUESTS)
def test_guests_are_told_of_every_status(kind: str, status: str) -> None:
    about = replace(samples.TICKET, status=status)
    letter = guest.letter(samples.voice("https://t.example", is_guest=True), TicketNews(kind, about, "Jonas Krüger"))
    mail = mail_templates.render(mail_templates.built_in("guest"), letter.values)
    assert letter.line.split(".")[0] in mail.text
    assert "{" not in mail.subject + letter.line


@pytest.mark.parametrize("key", mail_templates.KEYS)
def test_every_template_fits_a_phone_without_a_picture_or_anything_from_outside(key: str) -> None:
    letter = samples.letter(key, "https://tickets.example.org")
    mail = mail_templates.render(mail_templates.built_in(key), letter.values)
    assert re.findall(r"<(img|script|link|iframe|form|svg)\b", mail.html) == []
    assert set(re.findall(r'(?:href|src)="(https?://[^/"]+)', mail.html)) == {"https://tickets.example.org"}
    assert "prefers-color-scheme: dark" in mail.html
    assert mail.subject
    assert mail.text.strip()
    assert len(mail.html) < 102_000  # beyond, some readers cut it


def test_a_house_of_any_height_has_its_plate() -> None:
    for floors in ([], [0], [0, 1, 2], list(range(-2, 6)), list(range(-3, 41))):
        place = replace(samples.PLACE, floors=floors, floor=floors[len(floors) // 2] if floors else None)
        about = replace(samples.TICKET, place=place)
        letter = ticket.letter(samples.voice("https://t.example"), TicketNews("ticket_created", about))
        html = mail_templates.render(mail_templates.built_in("ticket"), letter.values).html
        assert html.count('bgcolor="#FFC400"') >= 3
