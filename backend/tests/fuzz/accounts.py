"""The accounts that the cases are sent as. Whoever's session has ended signs in anew."""

from dataclasses import dataclass, replace
from typing import Final

import requests
from sqlalchemy import select

from app import db
from app.models import User
from demo.loading import PASSWORD
from tests.factories import Person

EMAILS: Final = {"super_admin": "admin@demo.example", "manager": "manager@demo.example", "guest": "guest@demo.example"}


@dataclass(slots=True)
class Account:
    """One of the demo's protected accounts, signed in."""

    url: str
    person: Person

    @property
    def token(self) -> str:
        """The access token of the newest session."""
        return self.person.token

    def sign_in_again(self) -> bool:
        """Begin a session if the last one has ended; whether it had."""
        headers = {"Authorization": f"Bearer {self.token}"}
        has_ended = requests.get(f"{self.url}/verify-token", headers=headers, timeout=30).status_code == 401
        if has_ended:
            self.sign_in()
        return has_ended

    def sign_in(self) -> None:
        """Begin a session."""
        body = {"email": self.person.email, "password": PASSWORD}
        answer = requests.post(f"{self.url}/login", json=body, timeout=30)
        answer.raise_for_status()
        self.person = replace(self.person, token=answer.json()["access_token"])


def accounts(url: str) -> list[Account]:
    """All of them; none can be shut out by what is sent."""
    return [_account(url, role, email) for role, email in EMAILS.items()]


def _account(url: str, role: str, email: str) -> Account:
    with db.reads() as connection:
        row = connection.execute(select(User.id, User.name, User.is_protected).where(User.email == email)).one()
    assert row.is_protected
    account = Account(url, Person(row.id, row.name, email, role, session_id="", token=""))
    account.sign_in()
    return account
