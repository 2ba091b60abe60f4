"""The list of rooms reads an index in its order, and sorts nothing; tickets are counted from an index."""

import pytest

from tests.api.places.cast import Cast
from tests.client import Client
from tests.plans import plan, statement_of


@pytest.mark.parametrize("query", [{}, {"floor": 1}, {"status": "available"}, {"q": "1"}])
def test_rooms_come_from_the_index_in_their_order(client: Client, cast: Cast, query: dict[str, object]) -> None:
    for one in (cast.admin, cast.staff):
        statement = statement_of(lambda who=one: client.get(cast.rooms, as_=who, query=query).ok(), "rooms.sort_key")
        found = plan(statement)
        assert "rooms_property_id_sort_key_idx" in found
        assert "Sort" not in found


def test_tickets_of_rooms_are_counted_from_an_index(client: Client, cast: Cast) -> None:
    statement = statement_of(lambda: client.get(cast.rooms, as_=cast.manager).ok(), "GROUP BY tickets.room_id")
    assert "Seq Scan" not in plan(statement)
