"""How the routes of mail are asked: its settings and templates, ending it, the mailbox of a development machine."""

from collections.abc import Callable, Mapping
from typing import Final

from app.notifications import mail_templates, unsubscribing
from app.notifications.kinds import Kind
from app.routes import dev_mail
from tests.permissions.asking import Ask
from tests.permissions.stage import Stage, Whose

Asking = Callable[[Stage], Ask]


def _plain(path: str, json: object = None) -> Asking:
    return lambda _stage: Ask(path, json)


TEMPLATE: Final = "/settings/email/templates/test"


def _template(path: str = "") -> Asking:
    own = mail_templates.built_in("test")
    return lambda _stage: Ask(f"{TEMPLATE}{path}", {"subject": own.subject, "html": own.html, "text": own.text})


def _unsubscribe(stage: Stage) -> Ask:
    """A link to end mail: a good one, a forged one, one of nobody."""
    good = unsubscribing.token(stage.caller.id, Kind.TICKET_EDITED)
    links = {Whose.OWN: good, Whose.OTHERS: f"{good}x", Whose.ELSEWHERE: unsubscribing.token(0, Kind.TICKET_EDITED)}
    return Ask(f"/unsubscribe/{links[stage.whose]}")


def _kept_mail(stage: Stage) -> Ask:
    mailbox = stage.app.extensions[dev_mail.EXTENSION]
    mailbox.put(b"\r\n")
    return Ask(f"/dev/mail/{mailbox.newest()[0].name}", page=True)


MAIL: Final[Mapping[str, Asking]] = {
    "GET /settings/email": _plain("/settings/email"),
    "PATCH /settings/email": _plain("/settings/email", {"sender_name": "The house"}),
    "POST /settings/email/test": _plain("/settings/email/test", {"to": "ada@example.com"}),
    "GET /settings/email/templates": _plain("/settings/email/templates"),
    "GET /settings/email/templates/{key}": _plain(TEMPLATE),
    "PUT /settings/email/templates/{key}": _template(),
    "DELETE /settings/email/templates/{key}": _plain(TEMPLATE),
    "POST /settings/email/templates/{key}/preview": _template("/preview"),
    "GET /unsubscribe/{token}": _unsubscribe,
    "POST /unsubscribe/{token}": _unsubscribe,
    "GET /dev/mail": lambda _stage: Ask("/dev/mail", page=True),
    "GET /dev/mail/{name}": _kept_mail,
}
