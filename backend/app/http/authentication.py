"""Who is calling: the access token is verified, then session and user are looked up, on each request."""

import time
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from typing import Protocol

import jwt
from flask import Flask, current_app, g, request
from flask_jwt_extended import JWTManager, create_access_token
from jwt.types import Options
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Connection

from app import db
from app.errors import Unauthenticated
from app.http.clients import client_address
from app.http.request_ids import request_id
from app.permissions import Actor

EXTENSION = "authentication"
ALGORITHM = "HS256"


class Identify(Protocol):
    """`services.authentication.identify`: the actor behind a session that is still open, else None."""

    def __call__(self, connection: Connection, *, user_id: int, session_id: str) -> Actor | None: ...


class Claims(BaseModel):
    """What our access tokens say; `flask_jwt_extended.create_access_token` writes them."""

    model_config = ConfigDict(extra="ignore")

    sub: str = Field(pattern=r"^[1-9][0-9]{0,18}$")
    sid: str = Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")
    type: str = Field(pattern="^access$")
    exp: float


@dataclass(frozen=True, slots=True)
class Authentication:
    """The key that tokens are signed with, and the look-up of the session."""

    key: str
    identify: Identify

    def actor(self, token: str) -> Actor:
        """The actor that the token stands for; 401 says why it doesn't stand for one."""
        claims = self.claims(token)
        with db.reads() as connection:
            actor = self.identify(connection, user_id=int(claims.sub), session_id=claims.sid)
        if actor is None:
            raise Unauthenticated("This session has ended. Please sign in again.", "session_ended")
        return actor

    def claims(self, token: str) -> Claims:
        """What a token of ours says that hasn't expired; 401 otherwise. Whether its session lives is not asked."""
        try:
            claims = _verified(token, self.key)
        except (jwt.InvalidTokenError, ValidationError) as error:
            raise not_signed_in() from error
        if claims.exp <= time.time():
            raise Unauthenticated("This sign-in has expired.", "token_expired")
        return claims


@lru_cache(maxsize=4096)
def _verified(token: str, key: str) -> Claims:
    """The claims of a token that carries our signature. The same bytes verify the same way each time, and it is dear:
    only whether the token has expired, and whether its session lives, is asked on each request."""
    options: Options = {"require": ["exp", "sub"], "verify_exp": False}
    return Claims.model_validate(jwt.decode(token, key, algorithms=[ALGORITHM], options=options))


def authentication_of(app: Flask) -> Authentication:
    """What `install` set up."""
    authentication = app.extensions[EXTENSION]
    if not isinstance(authentication, Authentication):
        raise TypeError("create_app sets up authentication")
    return authentication


def not_signed_in() -> Unauthenticated:
    """401: there is no token, or none of ours."""
    return Unauthenticated("This needs a valid access token.", "not_signed_in")


def bearer() -> str:
    """The bearer token of this request, as it was sent; 401 without one. For `POST /token/refresh`."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise not_signed_in()
    return token.strip()


def authenticate() -> Actor:
    """Find out who calls; for the rest of the request `caller()` is them."""
    found = authentication_of(current_app).actor(bearer())
    actor = replace(found, request_id=request_id(), ip=client_address())
    g.actor = actor
    return actor


def welcome() -> Actor:
    """Let somebody without an account in: for the rest of the request `caller()` is a guest who may do nothing."""
    actor = Actor(user_id=None, role="guest", request_id=request_id(), ip=client_address())
    g.actor = actor
    return actor


def caller() -> Actor:
    """Who calls; on a public route a guest without `user_id` and without any permission."""
    actor = g.get("actor")
    if not isinstance(actor, Actor):
        raise not_signed_in()
    return actor


def access_token(user_id: int, session_id: str) -> str:
    """A new access token of this session; it lasts as long as JWT_ACCESS_TOKEN_EXPIRES says."""
    return create_access_token(identity=str(user_id), additional_claims={"sid": session_id})


def install(app: Flask, key: str, lifetime: timedelta, identify: Identify) -> None:
    """Set up flask-jwt-extended, which issues tokens, and the lean verification with the same key and algorithm."""
    app.config["JWT_SECRET_KEY"] = key
    app.config["JWT_ALGORITHM"] = ALGORITHM
    app.config["JWT_ACCESS_TOKEN_EXPIRES"] = lifetime
    JWTManager(app)
    app.extensions[EXTENSION] = Authentication(key, identify)
