"""The list of tickets reads an index in its order, whoever asks and however many tickets there are."""

import pytest

from tests.client import Client
from tests.factories import Cast
from tests.plans import plan, statement_of

INDEXES = {
    "-created_at": "tickets_created_at_id_idx",
    "created_at": "tickets_created_at_id_idx",
    "due_at": "tickets_due_at_id_idx",
    "-priority": "tickets_priority_created_at_idx",
}


@pytest.mark.parametrize("sort", INDEXES)
def test_tickets_come_from_an_index_in_their_order(client: Client, cast: Cast, sort: str) -> None:
    query = {"sort": sort, "limit": 7}
    found = plan(statement_of(lambda: client.get("/tickets", as_=cast.admin, query=query).ok(), "tickets.number"))
    assert INDEXES[sort] in found
    assert "Sort" not in found


def test_those_that_changed_last_come_from_an_index(client: Client, cast: Cast) -> None:
    query = {"sort": "-updated_at", "limit": 7}
    found = plan(statement_of(lambda: client.get("/tickets", as_=cast.admin, query=query).ok(), "tickets.number"))
    assert "tickets_updated_at_id_idx" in found
    assert "Sort" not in found


def test_words_are_found_by_their_trigrams(client: Client, cast: Cast) -> None:
    statement = statement_of(lambda: client.get("/tickets/counts", as_=cast.admin, query={"q": "boiler"}).ok(), "LIKE")
    assert "Seq Scan" not in plan(statement)
