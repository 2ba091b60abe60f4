"""SMS through Twilio: to numbers whose people agreed, in few segments, each answered with Twilio's own words.

Twilio knows no idempotency key: where its answer is lost (a timeout, a crash after the request), the next try may
deliver the same text a second time. Everything else is sent once.
"""

import datetime as dt
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import requests
from sqlalchemy import Connection, func, select

from app import db
from app.integrations.sms import agreements, consents, segments
from app.integrations.sms.numbers import e164
from app.models import Channel, Consent, Delivery, DeliveryState
from app.settings_store.sms import SmsSettings

from . import Message, Outcome, Permanent, Receipt, Transient

if TYPE_CHECKING:
    from twilio.base.exceptions import TwilioException
    from twilio.http import HttpClient
    from twilio.rest import Client

SECONDS: Final = 10.0
OURS_TO_MEND_SECONDS: Final = 600.0

# Twilio's error codes (twilio.com/docs/api/errors).
STOPPED: Final = 21610
TOO_MANY: Final = 20429
# The account or the sending number is not what it should be: no message's fault, so messages wait until it is mended.
OURS_TO_MEND: Final = frozenset({20003, 20005, 20008, 21212, 21603, 21606, 21659, 21660, 21661, 30002})

TEST: Final = "test"
FIRST_WORDS: Final = frozenset({"ticket_created", TEST})
WAY_OUT: Final = "Reply STOP to end."


class SmsSender:
    """Hands SMS to Twilio. `http_client` makes what the SDK speaks through: tests put a server of their own behind."""

    def __init__(
        self,
        read: Callable[[], SmsSettings],
        public_url: str,
        http_client: Callable[[], "HttpClient"] | None = None,
    ) -> None:
        self._read = read
        self._callback = f"{public_url}/sms/status" if is_reachable(public_url) else None
        self._http_client = http_client
        self._known: tuple[SmsSettings, Client] | None = None

    def why_off(self) -> str | None:
        """One sentence for the screens; None: SMS are sent."""
        return self._read().why_off

    def send_many(self, messages: Sequence[Message]) -> Sequence[Outcome]:
        """One outcome each, in their order."""
        settings = self._read()
        if settings.why_off is not None:
            return [Transient(settings.why_off, OURS_TO_MEND_SECONDS) for _ in messages]
        with db.reads() as connection:
            stopped = consents.stopped(connection, [message.to for message in messages])
            agreed = agreements.of_deliveries(connection, [message.delivery_id for message in messages])
            left = _left_today(connection, settings.max_per_day)
        batch = _Batch(settings, self._client(settings), self._callback, stopped, agreed, left)
        return [batch.send(message) for message in messages]

    def _client(self, settings: SmsSettings) -> "Client":
        """The client of this account, with its open connection."""
        if self._known is None or self._known[0] != settings:
            self._known = settings, self._new_client(settings)
        return self._known[1]

    def _new_client(self, settings: SmsSettings) -> "Client":
        from twilio.http.http_client import TwilioHttpClient  # heavy: a client for all of Twilio
        from twilio.rest import Client

        logging.getLogger("twilio").setLevel(logging.WARNING)
        http_client = self._http_client() if self._http_client else TwilioHttpClient(timeout=SECONDS)
        return Client(settings.account_sid, settings.auth_token, http_client=http_client)


@dataclass(slots=True)
class _Batch:
    """What is the same for all messages of one call. `agreed`: the agreement's state by delivery and number. `left`:
    how many more may go out today."""

    settings: SmsSettings
    client: "Client"
    callback: str | None
    stopped: frozenset[str]
    agreed: Mapping[tuple[int, str], str]
    left: int | None

    def send(self, message: Message) -> Outcome:
        """Check whether this may be sent, and send it."""
        refusal = self._refusal(message)
        if refusal is not None:
            return refusal
        outcome = self._sent(message)
        if self.left is not None and isinstance(outcome, Receipt):
            self.left -= 1
        return outcome

    def _refusal(self, message: Message) -> Outcome | None:
        if e164(message.to) != message.to:
            return Permanent("This is no phone number in international form.")
        if message.to in self.stopped:
            return Permanent("Whoever has this number said STOP.")
        needed = Consent.ASKED if message.kind == agreements.ASKING else Consent.GIVEN
        if message.kind != TEST and self.agreed.get((message.delivery_id, message.to)) != needed:
            return Permanent("Whoever has this number has not agreed to be written to by SMS.")
        if self.left is not None and self.left <= 0:
            return Transient(f"The {self.settings.max_per_day} SMS of today are used up.", _seconds_until_tomorrow())
        return None

    def _sent(self, message: Message) -> Outcome:
        from twilio.base.exceptions import TwilioException

        text = body(message)
        try:
            taken = self.client.messages.create(
                to=message.to, from_=self.settings.from_number, body=text, **self._status(message)
            )
        except TwilioException as error:
            return self._refused(message.to, error)
        except requests.RequestException as error:
            return Transient(f"Twilio can't be reached: {error}")
        return Receipt(
            provider_id=taken.sid,
            segments=int(taken.num_segments or 0) or segments.segments(text),
            words=f"Twilio: {taken.status}",
        )

    def _status(self, message: Message) -> Mapping[str, str]:
        """Where Twilio tells what became of it. The delivery stands in the address: the answer to our request, which
        has the message's id, may come later than its receipt."""
        is_told = self.callback is not None and message.kind != TEST
        return {"status_callback": f"{self.callback}?delivery={message.delivery_id}"} if is_told else {}

    def _refused(self, phone: str, error: "TwilioException") -> Outcome:
        status, code, said = _particulars(error)
        words = f"{said} (HTTP {status}, Twilio {code})"
        if code == STOPPED:
            db.repeat(lambda session: consents.stop(session, phone, consents.Source.PROVIDER))
            return Permanent(words)
        if code in OURS_TO_MEND or status in (401, 403):
            return Transient(words, OURS_TO_MEND_SECONDS)
        return Transient(words) if code == TOO_MANY or status == 429 or status >= 500 else Permanent(words)


def _particulars(error: "TwilioException") -> tuple[int, int, str]:
    """Status, code and sentence of either form in which Twilio refuses; without a status it is an outage."""
    from twilio.base.exceptions import TwilioRestException, TwilioServiceException

    if isinstance(error, TwilioRestException):
        return error.status, error.code or 0, error.msg
    if isinstance(error, TwilioServiceException):
        return error.status, error.code, error.detail or error.title
    return 503, 0, str(error)


def body(message: Message) -> str:
    """What is sent: the text in few segments with the link at its end, and at first how to make it stop."""
    text = " ".join(segments.plain(message.text.replace(message.url, "") if message.url else message.text).split())
    ending = f"{message.url}\n{WAY_OUT}" if message.kind in FIRST_WORDS else message.url
    return segments.fitted(text, ending)


def is_reachable(public_url: str) -> bool:
    """Whether Twilio could call this address; it refuses messages whose callback it could not."""
    host = urlsplit(public_url).hostname or ""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".localhost", ".internal")) and "_" not in host


def _left_today(connection: Connection, most: int | None) -> int | None:
    """How many may go out before midnight (UTC); None: as many as there are. Two workers may overdraw it by a few."""
    if most is None:
        return None
    today = dt.datetime.now(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    sent = select(func.count()).where(
        Delivery.channel == Channel.SMS, Delivery.state == DeliveryState.SENT, Delivery.sent_at >= today
    )
    return most - connection.execute(sent).scalar_one()


def _seconds_until_tomorrow() -> float:
    at = dt.datetime.now(dt.UTC)
    midnight = (at + dt.timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight - at).total_seconds()
