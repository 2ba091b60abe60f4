"""Ending mail of a kind: with one click by the mail program, or on a page; looking alone ends nothing."""

import re
from urllib.parse import urlsplit

from tests.mail.house import House, execute
from tests.mail.servers import Received

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def way_out(mail: Received) -> str:
    """The address that the mail program calls."""
    [first] = re.findall(r"^<([^>]+)>", mail.message["List-Unsubscribe"])
    return urlsplit(str(first)).path


def test_one_click_ends_mail_of_that_kind_and_of_no_other(house: House) -> None:
    ticket_id = house.report(house.guest)
    [assigned] = [mail for mail in house.work() if mail.recipients == [house.manager.email]]
    path = way_out(assigned)
    assert house.client.get(path).status == 200
    assert house.client.get(path).headers["Cache-Control"] == "private, no-store"
    house.report(house.guest, "Still told")
    assert [mail for mail in house.work() if mail.recipients == [house.manager.email]]
    assert house.client.post(path, form=ONE_CLICK).status == 200
    assert house.client.post(path, content=b"List-Unsubscribe=One-Click").status == 200
    house.report(house.guest, "Told no more")
    house.comment(house.guest, ticket_id, "Still told of comments")
    mails = [mail for mail in house.work() if mail.recipients == [house.manager.email]]
    assert [str(mail.message["Subject"]) for mail in mails] == ["304: The tap drips (Amélie Okonkwo wrote)"]


def test_the_preferences_show_what_was_ended(house: House) -> None:
    house.report(house.guest)
    [mail] = [mail for mail in house.work() if mail.recipients == [house.manager.email]]
    house.client.post(way_out(mail))
    shown = house.client.get("/notifications/preferences", as_=house.manager).ok()
    assert shown["choices"] == {"ticket_assigned": {"email": "off"}}


def test_the_link_of_a_digest_ends_what_was_gathered_in_it_and_nothing_else(house: House) -> None:
    body = {"choices": {"ticket_assigned": {"email": "hourly"}, "ticket_commented": {"email": "hourly"}}}
    house.client.patch("/notifications/preferences", as_=house.manager, json=body).ok()
    ticket_id = house.report(house.guest)
    house.comment(house.guest, ticket_id, "And the light flickers")
    [digest] = [mail for mail in house.work() if mail.recipients == [house.manager.email]]
    assert "No more mail of these kinds" in digest.part("plain")
    page = house.client.post(way_out(digest), form=ONE_CLICK).content.decode()
    assert "mail of the kinds that were gathered there" in page
    shown = house.client.get("/notifications/preferences", as_=house.manager).ok()
    assert shown["choices"] == {"ticket_assigned": {"email": "off"}, "ticket_commented": {"email": "off"}}


def test_a_guest_without_an_account_ends_all_mail_about_the_report(house: House) -> None:
    answer = house.report_from_door(email="ned@example.com")
    execute("UPDATE users SET email_verified_at = now() WHERE email = 'ned@example.com'")
    house.comment(house.staff, answer["ticket"]["id"], "First")
    mails = [mail for mail in house.work() if mail.recipients == ["ned@example.com"]]
    [told] = [mail for mail in mails if "First" in mail.part("plain")]
    page = house.client.get(way_out(told)).content.decode()
    assert "n***@example.com" in page
    assert '<form method="post">' in page
    house.client.post(way_out(told)).ok()
    house.comment(house.staff, answer["ticket"]["id"], "Second")
    assert not [mail for mail in house.work() if mail.recipients == ["ned@example.com"]]


def test_a_link_that_we_did_not_make_ends_nothing(house: House) -> None:
    for token in ("x", "WzEsInRpY2tldF9hc3NpZ25lZCJd.forged", "W10.x"):
        house.client.get(f"/unsubscribe/{token}").problem(404)
        house.client.post(f"/unsubscribe/{token}").problem(404)
