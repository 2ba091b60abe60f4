"""The daily summaries over HTTP. For super admins."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, caller
from app.reactions import daily
from app.reports.daily_summary import days
from app.schemas.summaries import (
    SummaryPage,
    SummaryPreview,
    SummaryPreviewQuery,
    SummaryQuery,
    SummarySend,
    SummarySent,
)

api = Api("summaries", tag="Deliveries and jobs")


@api.get("/summaries", returns=SummaryPage)
def list_summaries(query: SummaryQuery) -> Mapping[str, object]:
    """The days whose summary was sent, the newest first."""
    with db.reads() as connection:
        return days.listing(connection, caller(), query.page())


@api.get("/summaries/preview", returns=SummaryPreview, problems=(404,))
def preview_summary(query: SummaryPreviewQuery) -> Mapping[str, object]:
    """The mail of a day, about all properties: as it was sent, or as it would be."""
    with db.reads() as connection:
        return daily.preview(connection, caller(), query.day)


@api.post("/summaries/send", returns=SummarySent, problems=(404,))
def send_summary(unit: Session, body: SummarySend) -> Mapping[str, object]:
    """Send a day's summary now, again or for the first time, to everybody who gets it."""
    return daily.send_by_hand(unit, caller(), body.day)
