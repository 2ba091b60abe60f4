"""The history over HTTP."""

from collections.abc import Mapping

from app import db
from app.http import Api, caller
from app.schemas.history import HistoryPage, HistoryQuery
from app.services import history

api = Api("history", tag="History")


@api.get("/history", returns=HistoryPage)
def list_history(query: HistoryQuery) -> Mapping[str, object]:
    """Everything that happened, newest first. For super admins."""
    with db.reads() as connection:
        return history.listing(connection, caller(), query.filters(), query.page())
