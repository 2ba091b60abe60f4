"""Signing in, in JSON."""

from typing import Annotated, Literal

from pydantic import Field

from app.schemas.base import Email, Instant, Line, Model, Path
from app.schemas.users import Name, Password, Phone, User
from app.services.authentication import Registration

Token = Annotated[str, Line(200)]


class Register(Model):
    """A new account of one's own. `room_token` is the last part of the address in a room's code."""

    email: Email
    password: Password
    name: Name
    phone: Phone | None = None
    room_token: Token | None = None

    def as_registration(self) -> Registration:
        """As services take it."""
        return Registration(self.email, self.password, self.name, self.phone, self.room_token)


class Login(Model):
    """E-mail and password."""

    email: Email
    password: Annotated[str, Field(min_length=1, max_length=128)]
    otp: Annotated[str, Line(20)] | None = None
    """The code of an authenticator app, for accounts that ask for one."""


class Session(Model):
    """What a signed-in device keeps."""

    user: User
    access_token: str
    """Sent as `Authorization: Bearer …`."""
    refresh_token: str
    """For `POST /token/refresh`; each is good for one new pair."""
    token_type: Literal["Bearer"]
    expires_in: int
    """Seconds until the access token expires."""


class Verified(Model):
    """The caller's token is good."""

    valid: Literal[True]
    user: User
    permissions: list[str]
    expires_at: Instant
    """When the access token expires."""


class PasswordChange(Model):
    """The caller's password."""

    current: Annotated[str, Field(min_length=1, max_length=128)]
    new: Password


class InvitationAccept(Model):
    """What an invited person chooses."""

    password: Password
    name: Name | None = None


class TokenPath(Path):
    """The token of a one-time link."""

    token: Token
