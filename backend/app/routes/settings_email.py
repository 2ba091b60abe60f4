"""The settings of e-mail and the templates of mail over HTTP."""

from collections.abc import Mapping

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import db
from app.http import Api, Version, caller
from app.models import Channel
from app.notifications import template_editing, trying_mail
from app.notifications.channels import registry
from app.notifications.mail_templates import Mail
from app.permissions import Actor
from app.routes import dev_mail
from app.schemas.mail_templates import MailParts, MailTemplate, MailTemplatePage, RenderedMail, TemplatePath
from app.schemas.settings_email import EmailSettings, EmailSettingsPatch, EmailTest
from app.schemas.trial import TestResult
from app.services import settings_email

api = Api("settings_email", tag="Settings")

TEMPLATES = "/settings/email/templates"


def shown(connection: Connection, actor: Actor) -> Mapping[str, object]:
    """The settings, with whether mail goes out."""
    why, mailbox = registry.why_off(Channel.EMAIL), dev_mail.address()
    return {**settings_email.shown(connection, actor), "why_off": why, "mailbox_url": mailbox}


@api.get("/settings/email", returns=EmailSettings, etag=True, private=True)
def get_email_settings() -> Mapping[str, object]:
    """How mail is sent. For super admins."""
    with db.reads() as connection:
        return shown(connection, caller())


@api.patch("/settings/email", returns=EmailSettings, etag=True, private=True)
def edit_email_settings(unit: Session, body: EmailSettingsPatch, if_match: Version | None) -> Mapping[str, object]:
    """Change how mail is sent; it takes effect within a few seconds. For super admins."""
    settings_email.edit(unit, caller(), body.changes(), if_match)
    return shown(unit.connection(), caller())


@api.post("/settings/email/test", returns=TestResult, private=True, limit="10/minute")
def test_email(unit: Session, body: EmailTest) -> Mapping[str, object]:
    """Send a test mail at once, and say what the server says. For super admins."""
    return trying_mail.email(unit.connection(), caller(), body.to)


@api.get(TEMPLATES, returns=MailTemplatePage)
def list_mail_templates() -> Mapping[str, object]:
    """The templates of mail, and which of them were replaced. For super admins."""
    with db.reads() as connection:
        return template_editing.listing(connection, caller())


@api.get(f"{TEMPLATES}/<string:key>", returns=MailTemplate, etag=True)
def get_mail_template(path: TemplatePath) -> Mapping[str, object]:
    """One template, with what it may use. For super admins."""
    with db.reads() as connection:
        return template_editing.shown(connection, caller(), path.key)


@api.put(f"{TEMPLATES}/<string:key>", returns=MailTemplate, etag=True)
def replace_mail_template(
    unit: Session, path: TemplatePath, body: MailParts, if_match: Version | None
) -> Mapping[str, object]:
    """Replace a template; 422 names the line that can't be used. For super admins."""
    template_editing.replace(unit, caller(), path.key, Mail(body.subject, body.html, body.text), if_match)
    return template_editing.shown(unit.connection(), caller(), path.key)


@api.delete(f"{TEMPLATES}/<string:key>")
def restore_mail_template(unit: Session, path: TemplatePath, if_match: Version | None) -> None:
    """Go back to the product's own template. For super admins."""
    template_editing.restore(unit, caller(), path.key, if_match)


@api.post(f"{TEMPLATES}/<string:key>/preview", returns=RenderedMail, limit="120/minute")
def preview_mail_template(unit: Session, path: TemplatePath, body: MailParts) -> Mapping[str, object]:
    """What these templates would make of an invented letter; 422 names the line. For super admins."""
    del unit  # it keeps the answer under the request's key
    return template_editing.preview(caller(), path.key, Mail(body.subject, body.html, body.text))
