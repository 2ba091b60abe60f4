"""A test mail, for whoever sets mail up: sent at once, past the ledger, with the server's own words."""

import secrets
import time
from collections.abc import Mapping

from sqlalchemy import Connection

from app.models import Channel
from app.permissions import Actor, Permission, require_everywhere

from . import mail_templates, people, rendering
from .channels import Message, Receipt, registry
from .channels.email import EmailSender
from .kinds import Kind
from .letters import account


def email(connection: Connection, actor: Actor, to: str) -> Mapping[str, object]:
    """Send a test mail. `{ok, words, seconds}`, a line of `words` for each step; 403 without `settings:manage`."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    began = time.monotonic()
    sender, why = registry.sender(Channel.EMAIL), registry.why_off(Channel.EMAIL)
    if why is not None or not isinstance(sender, EmailSender):
        return _answer(False, why or registry.NOT_SET_UP, began)
    outcome, heard = sender.try_out(_message(connection, actor, to))
    return _answer(isinstance(outcome, Receipt), "\n".join([*heard, outcome.words]), began)


def _message(connection: Connection, actor: Actor, to: str) -> Message:
    person = people.one(connection, actor)
    letter = account.test(rendering.voice(person))
    mail = mail_templates.mail(connection, letter)
    return Message(
        delivery_id=0,
        channel=Channel.EMAIL,
        kind=Kind.TEST,
        to=to,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        url=letter.url,
        message_id=f"<test.{secrets.token_hex(8)}@{rendering.host()}>",
        thread_id=None,
        unsubscribe_url=None,
        locale=person.locale,
        urgent=False,
    )


def _answer(is_ok: bool, words: str, began: float) -> Mapping[str, object]:
    return {"ok": is_ok, "words": words, "seconds": round(time.monotonic() - began, 3)}
