"""Robots that answer every mail, whatever its headers say: by mail, and by writing on the ticket. It ends by itself."""

import re
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

import pytest

from tests.factories import Person
from tests.mail.house import House, execute, scalar
from tests.mail.servers import MailServer, Received, mail_server

FEW = 15
A_WINDOW = 10
SENT = "SELECT count(*) FROM deliveries WHERE user_id = :id AND channel = 'email' AND state = 'sent'"
FOLDED = """
SELECT array_agg(DISTINCT reason) FROM deliveries WHERE user_id = :id AND channel = 'email' AND state = 'folded'
"""


@dataclass(slots=True)
class Robot:
    """Answers each mail that reaches it to where its sender wants answers, from the address that it was sent to."""

    to: MailServer
    answered: int = 0

    def __call__(self, got: Received) -> None:
        answer, message = EmailMessage(), got.message
        answer["From"], answer["To"] = got.recipients[0], message["Reply-To"] or message["From"]
        answer["Subject"] = f"Out of office: {message['Subject']}"
        answer["In-Reply-To"] = message["Message-ID"]
        answer.set_content("I am away and read this later.\n\n> " + got.part("plain"))
        with smtplib.SMTP("127.0.0.1", self.to.port, "localhost") as smtp:
            smtp.send_message(answer)
        self.answered += 1


@pytest.fixture
def inbox() -> Iterator[MailServer]:
    """Where answers to the house's sender arrive."""
    with mail_server() as made:
        yield made


def write_by_link(house: House, mail: Received) -> None:
    """The robot presses the button and says that it is away."""
    token = re.findall(r"/app/f/([\w-]+)", mail.part("plain"))[0]
    house.client.post(f"/f/{token}/comments", json={"body": "I am away and read this later."}).ok(201)


def test_a_robot_that_answers_every_mail_by_mail_and_on_the_ticket_is_left_alone(
    house: House, inbox: MailServer
) -> None:
    robot = house.server.answer = Robot(inbox)
    answer = house.report_from_door(email="robot@example.com", name="Robot")
    execute("UPDATE users SET email_verified_at = now() WHERE email = 'robot@example.com'")
    house.comment(house.staff, answer["ticket"]["id"], "When may I come?")
    rounds = 0
    while mails := house.work():
        rounds += 1
        assert len(house.server.received) + len(inbox.received) < FEW
        for mail in mails:
            if mail.recipients == ["robot@example.com"]:
                write_by_link(house, mail)
    assert robot.answered == len(inbox.received) == len(house.server.received)
    assert rounds < 4
    assert all(got.message["To"] == "The house <tickets@house.example>" for got in inbox.received)


def test_two_robots_that_answer_each_other_run_into_the_guard(house: House) -> None:
    answer = house.report_from_door(email="robot2@example.com", name="Robot")
    execute("UPDATE users SET email_verified_at = now() WHERE email = 'robot2@example.com'")
    ticket_id = answer["ticket"]["id"]
    robot_id = int(str(scalar("SELECT reporter_id FROM tickets WHERE id = :id", id=ticket_id)))
    house.comment(house.manager, ticket_id, "When may I come?")
    told, rounds = 0, 0
    while True:
        house.react()
        new, told = house.server.received[told:], len(house.server.received)
        if not new:
            break
        rounds += 1
        assert rounds < 4 * A_WINDOW
        for mail in new:
            _answer_as(house, mail, house.manager, ticket_id)
    for user_id in (robot_id, house.manager.id):
        assert int(str(scalar(SENT, id=user_id))) <= A_WINDOW
    stopped = [scalar(FOLDED, id=user_id) for user_id in (robot_id, house.manager.id)]
    assert ["guard_ticket_10m"] in stopped
    assert len([got for got in house.server.received if got.recipients == ["robot2@example.com"]]) < FEW


def _answer_as(house: House, mail: Received, manager: Person, ticket_id: int) -> None:
    if mail.recipients == ["robot2@example.com"]:
        write_by_link(house, mail)
    elif mail.recipients == [manager.email]:
        house.comment(manager, ticket_id, "I am away too.")
