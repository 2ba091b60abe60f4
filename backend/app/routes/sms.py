"""What Twilio calls: a message that came in, and what became of one that went out. Signed by it, or refused."""

from typing import Final

from flask import Response, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app import db
from app.errors import Forbidden, Invalid
from app.http import Api, caller
from app.integrations.sms import consents
from app.notifications import receipts
from app.routes.site import site
from app.schemas.sms import StatusQuery
from app.services import sms_inbound
from app.services.sms_inbound import Inbound
from app.settings_store import sms

api = Api("sms", tag="Webhooks")

MOST_BYTES: Final = 100_000
NOTHING_TO_SAY: Final = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
ARRIVED: Final = frozenset({"delivered", "read"})
DID_NOT_ARRIVE: Final = frozenset({"undelivered", "failed"})
STOPPED: Final = "21610"


@api.post("/sms/inbound", public=True, limit="1200/minute", content_types=("text/xml",))
def receive_sms() -> Response:
    """A message came in. For Twilio alone: the form is as it documents, signed with the account's token."""
    form = _signed()
    sid, phone, keyword = _given(form, "MessageSid"), _given(form, "From"), form.get("OptOutType", "")
    message = Inbound(sid, phone, form.get("Body", ""), keyword)
    origin = caller()
    db.repeat(lambda session: sms_inbound.receive(session, origin, message))
    return Response(NOTHING_TO_SAY, content_type="text/xml")


@api.post("/sms/status", public=True, limit="6000/minute", content_types=("text/xml",))
def receive_sms_status(query: StatusQuery) -> Response:
    """What became of a message that went out. For Twilio alone."""
    form = _signed()
    sid, status = _given(form, "MessageSid"), _given(form, "MessageStatus")
    code, phone = form.get("ErrorCode", ""), form.get("To", "")
    reason = " ".join(f"Twilio: {status} {code} {form.get('ErrorMessage', '')}".split())

    def note(session: Session) -> None:
        if code == STOPPED and phone:
            consents.stop(session, phone, consents.Source.PROVIDER)
        delivery_id = receipts.of_sms(session, sid, query.delivery)
        if delivery_id is not None and status in ARRIVED:
            receipts.arrived(session, delivery_id)
        elif delivery_id is not None and status in DID_NOT_ARRIVE:
            receipts.did_not_arrive(session, delivery_id, reason)

    db.repeat(note)
    return Response(NOTHING_TO_SAY, content_type="text/xml")


def _signed() -> MultiDict[str, str]:
    """The form of this request; 403 unless Twilio signed it for this very address (twilio.com/docs/usage/security)."""
    from twilio.request_validator import SIGNATURE_HEADER, RequestValidator  # heavy: a client for all of Twilio

    request.max_content_length = MOST_BYTES
    query = f"?{request.query_string.decode(errors='replace')}" if request.query_string else ""
    token, signature = sms.current().auth_token, request.headers.get(SIGNATURE_HEADER, "")
    address = f"{site().public_url}{request.path}{query}"
    if not token or not RequestValidator(token).validate(address, request.form, signature):
        raise Forbidden("This is not signed by the account that sends our SMS.", "wrong_signature")
    return request.form


def _given(form: MultiDict[str, str], name: str) -> str:
    value = form.get(name, "")
    if not value:
        raise Invalid.field(f"/{name}", "required", "This is missing.")
    return value
