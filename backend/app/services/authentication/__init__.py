"""Signing in: accounts, sessions, passwords, one-time links, and who a session stands for."""

from .identification import identify, still_open
from .own_account import accept_invitation, change_password, verify_email, wrong_password
from .proving import ask_again
from .registration import Registration, register
from .sessions import OpenSession, end, refresh, session_ended
from .signing_in import sign_in, wrong_credentials

__all__ = [
    "OpenSession",
    "Registration",
    "accept_invitation",
    "ask_again",
    "change_password",
    "end",
    "identify",
    "refresh",
    "register",
    "session_ended",
    "sign_in",
    "still_open",
    "verify_email",
    "wrong_credentials",
    "wrong_password",
]
