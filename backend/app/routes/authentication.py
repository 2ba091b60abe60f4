"""Signing in over HTTP."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Final

import jwt
from flask import request
from sqlalchemy import Connection
from sqlalchemy.orm import Session as Unit

from app import db
from app.http import Api, access_token, bearer, caller, limits
from app.routes.site import site
from app.schemas.authentication import InvitationAccept, Login, PasswordChange, Register, Session, TokenPath, Verified
from app.services import authentication, users
from app.services.authentication import OpenSession

api = Api("authentication", tag="Signing in")

# Only failed attempts count. One address may be a whole hotel's.
FAILURES_BY_EMAIL: Final = "10/15 minutes"
FAILURES_BY_ADDRESS: Final = "100/15 minutes"


@api.post("/register", returns=Session, status=201, public=True, idempotent=False, limit="60/hour", problems=(403, 409))
def register(unit: Unit, body: Register) -> Mapping[str, object]:
    """Make an account of one's own, as a guest; 409 where the address is taken, 403 where people are invited only."""
    opened = authentication.register(unit, caller(), body.as_registration(), _device(), is_open=site().is_open)
    unit.flush()
    return _session(unit.connection(), opened)


@api.post("/login", returns=Session, public=True, idempotent=False, problems=(401,))
def login(body: Login) -> Mapping[str, object]:
    """Sign in. 401 says the same for an unknown address as for a wrong password; failed attempts count towards 429."""
    attempts = _Attempts(body.email)
    attempts.refuse_after_too_many()
    opened = authentication.sign_in(caller(), body.email, body.password, _device())
    if opened is None:
        attempts.count_failure()
        raise authentication.wrong_credentials()
    with db.reads() as connection:
        return _session(connection, opened)


@api.post("/token/refresh", returns=Session, public=True, idempotent=False, problems=(401,))
def refresh_token() -> Mapping[str, object]:
    """A new pair of tokens for a refresh token, sent as Bearer. One that was spent before ends the session."""
    sent = bearer()
    opened = db.repeat(lambda unit: authentication.refresh(unit, caller(), sent))
    if opened is None:
        raise authentication.session_ended()
    with db.reads() as connection:
        return _session(connection, opened)


@api.post("/logout", idempotent=False)
def logout(unit: Unit) -> None:
    """End this session, on every instance at once."""
    authentication.end(unit, caller())


@api.get("/verify-token", returns=Verified)
def verify_token() -> Mapping[str, object]:
    """Who the token stands for and what they may do. Answers a gateway's auth_request too."""
    actor = caller()
    with db.reads() as connection:
        user = users.shown(connection, actor, actor.user_id or 0)
    expires_at = dt.datetime.fromtimestamp(_claims(bearer())["exp"], dt.UTC)
    permissions = sorted(str(permission) for permission in actor.grants)
    return {"valid": True, "user": user, "permissions": permissions, "expires_at": expires_at}


@api.post("/me/password", idempotent=False, problems=(409, 422))
def change_password(body: PasswordChange) -> None:
    """Change one's own password; the other sessions end."""
    attempts = _Attempts(f"user:{caller().user_id}")
    attempts.refuse_after_too_many()
    if not authentication.change_password(caller(), body.current, body.new):
        attempts.count_failure()
        raise authentication.wrong_password()


@api.post("/invitations/<token>", returns=Session, public=True, idempotent=False, problems=(404,))
def accept_invitation(unit: Unit, path: TokenPath, body: InvitationAccept) -> Mapping[str, object]:
    """Choose a password and sign in, once; 404 for a link that is unknown, used or expired."""
    opened = authentication.accept_invitation(unit, caller(), path.token, body.password, body.name, _device())
    unit.flush()
    return _session(unit.connection(), opened)


@api.post("/email-verifications/<token>", public=True, idempotent=False, problems=(404,))
def verify_email(unit: Unit, path: TokenPath) -> None:
    """Prove that one reads mail at one's address."""
    authentication.verify_email(unit, caller(), path.token)


@api.post("/me/email-verification", idempotent=False, limit="5/hour", problems=(409,))
def ask_email_verification(unit: Unit) -> None:
    """Have the confirmation mail sent to oneself again; 409 where the address is confirmed, or mail is off."""
    authentication.ask_again(unit, caller())


class _Attempts:
    """Failed attempts at one account, and from one client address."""

    def __init__(self, account: str) -> None:
        # What counts is whose account it is; the storage needn't know the address itself.
        self._account = hashlib.sha256(account.casefold().encode()).hexdigest()[:32]
        self._address = caller().ip or ""

    def refuse_after_too_many(self) -> None:
        """429 once either has failed too often."""
        limits.refuse_after(FAILURES_BY_EMAIL, "sign-in", "account", self._account)
        limits.refuse_after(FAILURES_BY_ADDRESS, "sign-in", "address", self._address)

    def count_failure(self) -> None:
        """One more."""
        limits.count(FAILURES_BY_EMAIL, "sign-in", "account", self._account)
        limits.count(FAILURES_BY_ADDRESS, "sign-in", "address", self._address)


def _session(connection: Connection, opened: OpenSession) -> Mapping[str, object]:
    token = access_token(opened.user_id, opened.session_id)
    claims = _claims(token)
    return {
        "user": users.oneself(connection, opened.user_id),
        "access_token": token,
        "refresh_token": opened.refresh_token,
        "token_type": "Bearer",
        "expires_in": claims["exp"] - claims["iat"],
    }


def _claims(verified: str) -> Mapping[str, int]:
    """The times in a token that we have just made or verified."""
    claims = jwt.decode(verified, options={"verify_signature": False})
    return {name: int(claims[name]) for name in ("exp", "iat")}


def _device() -> str:
    """What the client says it is, as it is shown in a list of sessions."""
    return "".join(letter for letter in request.user_agent.string if letter.isprintable())[:300]
