"""Composition of what people are told: the settings' first values, the senders of the channels, and where links lead.

The web process and the worker both do it: the one plans messages and tries channels out, the other sends.
"""

from typing import Final

import config
from app.integrations.dev_mailbox import DevMailbox
from app.models import Channel
from app.notifications import account_mail, account_sms, rendering, unsubscribing
from app.notifications.channels import registry
from app.notifications.channels.email import EmailSender
from app.notifications.channels.mobile_push import MobilePushSender
from app.notifications.channels.sms import SmsSender
from app.notifications.channels.web_push import WebPushSender
from app.notifications.letters.letter import Addresses
from app.reactions import daily
from app.services import follow_links, mailing, sms_consents
from app.settings_store import crypto, email, push, sms, store

TLS_PORT: Final = 465


def install(settings: config.Settings) -> None:
    """Compose it in this process; nothing is connected to."""
    crypto.configure(settings.secret_key, settings.encryption_keys)
    store.configure(first_values(settings))
    follow_links.configure(settings.secret_key)
    unsubscribing.configure(settings.secret_key)
    rendering.configure(addresses(settings.address))
    registry.configure(
        {
            Channel.EMAIL: EmailSender(email.current, dev_mailbox(settings)),
            Channel.SMS: SmsSender(sms.current, settings.address),
            Channel.WEB_PUSH: WebPushSender(push.current, settings.address),
            Channel.MOBILE_PUSH: MobilePushSender(push.current),
        }
    )
    mailing.configure(mailing.Postman(account_mail.is_on, account_mail.send))
    sms_consents.configure(account_sms.ask)
    daily.install()


def dev_mailbox(settings: config.Settings) -> DevMailbox | None:
    """Where mail goes while no server is set up; nowhere in production."""
    return None if settings.production else DevMailbox(settings.data_dir / "dev-mail")


def addresses(base: str) -> Addresses:
    """Where links of messages lead."""
    return Addresses(
        base,
        follow_links.token,
        lambda user_id, kind: f"{base}/unsubscribe/{unsubscribing.token(user_id, kind)}",
    )


def first_values(settings: config.Settings) -> store.First:
    """What holds until an administrator saves something else."""
    mail = {
        "enabled": settings.enable_email_notifications,
        "server": settings.smtp_server,
        "port": settings.smtp_port,
        "security": settings.smtp_security or ("tls" if settings.smtp_port == TLS_PORT else "starttls"),
        "username": settings.smtp_username,
        "auth": "password" if settings.smtp_username else "none",
        "sender_email": settings.sender_email,
    }
    texting = {
        "enabled": settings.enable_sms_notifications,
        "account_sid": settings.twilio_account_sid,
        "from_number": settings.twilio_from_number,
    }
    pushing = {"subject": settings.vapid_subject, "mobile_push_enabled": bool(settings.expo_access_token)}
    keys = {"private_key": settings.vapid_private_key, "expo_token": settings.expo_access_token}
    return {
        email.KEY: (mail, _given(password=settings.smtp_password)),
        sms.KEY: (texting, _given(auth_token=settings.twilio_auth_token)),
        push.KEY: (pushing, _given(**keys)),
    }


def _given(**secrets: str) -> dict[str, str]:
    return {name: value for name, value in secrets.items() if value}
