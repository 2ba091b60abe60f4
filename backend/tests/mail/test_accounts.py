"""Invitations and confirmations: one mail each, a link that works once, nothing else before an address is proven."""

import re
from typing import Any

from app.notifications.channels import registry
from tests import factories
from tests.client import Client
from tests.factories import PASSWORD
from tests.mail.house import House, execute, scalar
from tests.mail.servers import Received


def link(mail: Received, page: str) -> str:
    """The token of the link to that page, the same in both parts."""
    found = {token for part in (mail.part("plain"), mail.part("html"))
             for token in re.findall(rf"http://127\.0\.0\.1:8000/app/{page}/([\w-]+)", part)}  # fmt: skip
    [token] = found
    return str(token)


def invite(house: House, email: str) -> dict[str, Any]:
    admin = factories.person(house.app, "super_admin", name="Ingrid Sand")
    body = {"email": email, "name": "Bo", "role": "staff"}
    return dict(house.client.post("/users", as_=admin, json=body).ok(201))


def test_an_invitation_is_mailed_and_its_link_works_once(house: House) -> None:
    added = invite(house, "bo@example.com")
    [mail] = house.work()
    assert mail.recipients == ["bo@example.com"]
    assert "Ingrid Sand made an account for you." in mail.part("plain")
    assert mail.message["List-Unsubscribe"] is None
    token = link(mail, "invitations")
    assert added["invite_url"].endswith(token)
    house.client.post(f"/invitations/{token}", json={"password": PASSWORD}).ok()
    house.client.post(f"/invitations/{token}", json={"password": PASSWORD}).problem(404)


def test_the_database_does_not_hold_the_token(house: House) -> None:
    added = invite(house, "cy@example.com")
    token = added["invite_url"].rpartition("/")[2]
    rows = "SELECT string_agg(notifications::text, '') FROM notifications WHERE kind = 'invitation'"
    jobs = "SELECT string_agg(args::text, '') FROM procrastinate_jobs"
    history = "SELECT string_agg(history::text, '') FROM history"
    assert not any(token in str(scalar(statement)) for statement in (rows, jobs, history))


def test_whoever_accepts_an_invitation_is_asked_to_confirm_the_address(house: House) -> None:
    token = invite(house, "di@example.com")["invite_url"].rpartition("/")[2]
    house.work()
    opened = house.client.post(f"/invitations/{token}", json={"password": PASSWORD}).ok()
    assert opened["user"]["email_verified"] is False
    [mail] = house.work()
    house.client.post(f"/email-verifications/{link(mail, 'email-verifications')}").ok(204)


def register(client: Client, email: str) -> str:
    body = {"email": email, "password": PASSWORD, "name": "Eva"}
    return str(client.post("/register", json=body).ok(201)["access_token"])


def test_who_registers_confirms_the_address_with_one_mail(house: House) -> None:
    bearer = {"Authorization": f"Bearer {register(house.client, 'eva@example.com')}"}
    [mail] = house.work()
    assert mail.recipients == ["eva@example.com"]
    house.client.post("/me/email-verification", headers=bearer).ok(204)
    [again] = house.work()
    token = link(again, "email-verifications")
    house.client.post(f"/email-verifications/{link(mail, 'email-verifications')}").problem(404)
    house.client.post(f"/email-verifications/{token}").ok(204)
    house.client.post("/me/email-verification", headers=bearer).problem(409, "already_verified")
    assert house.work() == []


def test_an_unproven_address_gets_one_confirmation_and_nothing_else(house: House) -> None:
    first = house.report_from_door(email="flo@example.com", name="Flo")
    second = house.report_from_door(email="FLO@example.com", title="No water")
    for answer in (first, second):
        house.comment(house.staff, answer["ticket"]["id"], "On my way.")
    mine = [mail for mail in house.work() if mail.recipients[0].lower() == "flo@example.com"]
    assert len(mine) == 1
    assert str(mine[0].message["Subject"]) == "May we write to you about No light?"
    assert first["follow_url"] in mine[0].part("plain")
    assert "On my way." not in mine[0].part("plain")


def test_once_proven_the_address_is_told_of_both_reports(house: House) -> None:
    first = house.report_from_door(email="gil@example.com")
    second = house.report_from_door(email="gil@example.com", title="No water")
    [mail] = [mail for mail in house.work() if mail.recipients == ["gil@example.com"]]
    house.client.post(f"/email-verifications/{link(mail, 'email-verifications')}").ok(204)
    for answer in (first, second):
        house.comment(house.staff, answer["ticket"]["id"], "On my way.")
    mine = [mail for mail in house.work() if mail.recipients == ["gil@example.com"]]
    assert {str(mail.message["Subject"]) for mail in mine} == {
        "Jonas Krüger wrote to you: No light",
        "Jonas Krüger wrote to you: No water",
    }


def test_who_is_reported_for_at_the_desk_is_asked_too(house: House) -> None:
    body = {"name": "Hal", "email": "hal@example.com"}
    house.report(house.staff, on_behalf_of=body)
    [mail] = [mail for mail in house.work() if mail.recipients == ["hal@example.com"]]
    token = re.findall(r"/app/f/([\w-]+)", mail.part("plain"))[0]
    assert house.client.get(f"/f/{token}").ok()["title"] == "The tap drips"


def test_what_was_reported_without_an_account_joins_the_account_that_proves_the_address(house: House) -> None:
    answer = house.report_from_door(email="ida@example.com", name="Ida")
    house.client.post(f"/f/{answer['follow_url'].rpartition('/')[2]}/comments", json={"body": "Please hurry"}).ok(201)
    other = house.report_from_door(email="jo@example.com")
    token = register(house.client, "ida@example.com")
    headers = {"Authorization": f"Bearer {token}"}
    assert house.client.get("/tickets", headers=headers).ok()["items"] == []
    mails = [mail for mail in house.work() if mail.recipients == ["ida@example.com"]]
    own = [mail for mail in mails if "tell you by mail what happens to what you report" in mail.part("plain")]
    house.client.post(f"/email-verifications/{link(own[0], 'email-verifications')}").ok(204)
    tickets = house.client.get("/tickets", headers=headers).ok()["items"]
    assert [one["id"] for one in tickets] == [answer["ticket"]["id"]]
    assert tickets[0]["reporter"]["name"] == "Eva"
    assert other["ticket"]["id"] not in {one["id"] for one in tickets}
    [comment] = house.client.get(f"/tickets/{answer['ticket']['id']}/comments", headers=headers).ok()["items"]
    assert comment["author"]["name"] == "Eva"
    found = house.client.get("/tickets", as_=house.manager, query={"q": "Eva", "property_id": house.property_id}).ok()
    assert [one["id"] for one in found["items"]] == [answer["ticket"]["id"]]


def test_an_account_that_has_not_proven_the_address_gets_nobodys_tickets(house: House) -> None:
    answer = house.report_from_door(email="kim@example.com")
    register(house.client, "kim@example.com")
    mails = [mail for mail in house.work() if mail.recipients == ["kim@example.com"]]
    contacts = [mail for mail in mails if "/app/f/" in mail.part("plain")]
    house.client.post(f"/email-verifications/{link(contacts[0], 'email-verifications')}").ok(204)
    kind = "SELECT users.kind FROM tickets JOIN users ON users.id = reporter_id WHERE tickets.id = :id"
    assert scalar(kind, id=answer["ticket"]["id"]) == "contact"


def test_a_changed_address_is_asked_for_its_confirmation(house: House) -> None:
    admin = factories.person(house.app, "super_admin")
    known = factories.person(house.app, "staff", belongs=[house.property_id], password=True)
    house.client.patch(f"/users/{known.id}", as_=admin, json={"email": "lou@example.com"}).ok()
    [mail] = house.work()
    assert mail.recipients == ["lou@example.com"]


def test_while_mail_is_off_nothing_is_promised(house: House) -> None:
    registry.configure({})
    added = invite(house, "max@example.com")
    assert added["invite_url"]
    known = factories.person(house.app, "staff")
    house.client.post("/me/email-verification", as_=known).problem(409, "mail_off")
    assert execute("UPDATE notifications SET facts = facts WHERE user_id = :id", id=added["id"]) == 0
