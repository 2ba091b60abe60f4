"""Phones, and what they agreed to, as it lies in the tables."""

import datetime as dt
import secrets

from sqlalchemy import text

from app import db
from app.models import SmsAgreement, User
from app.services.rows import now


def number() -> str:
    """A mobile number that nobody has."""
    return f"+43660{secrets.randbelow(10**7):07d}"


def typed(user_id: int, phone: str) -> str:
    """Somebody says that this is their number; nobody has proven it."""
    with db.unit_of_work() as session:
        session.get_one(User, user_id).phone = phone
    return phone


def agreed(user_id: int, phone: str | None = None) -> str:
    """It is their number, and its phone was asked last week and agreed; the number."""
    phone = typed(user_id, phone or number())
    asked_at = now() - dt.timedelta(days=7)
    with db.unit_of_work() as session:
        session.merge(
            SmsAgreement(
                user_id=user_id, phone=phone, state="given", source="sms", asked_at=asked_at, texted_at=asked_at
            )
        )
    return phone


def state(user_id: int, phone: str) -> str | None:
    """What the phone said of one person; None: nobody wanted anything of it in their name."""
    with db.unit_of_work() as session:
        known = session.get(SmsAgreement, (user_id, phone))
        return None if known is None else known.state


def a_day_passes(phone: str) -> None:
    """All that this phone was asked and written is a day older, and an hour."""
    with db.unit_of_work() as session:
        for table, column in (
            ("sms_agreements", "asked_at"),
            ("sms_agreements", "texted_at"),
            ("deliveries", "sent_at"),
        ):
            owned = "address" if table == "deliveries" else "phone"
            older = f"UPDATE {table} SET {column} = {column} - interval '25 hours' WHERE {owned} = :phone"
            session.execute(text(older), {"phone": phone})
