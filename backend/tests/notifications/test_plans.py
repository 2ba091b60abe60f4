"""What runs with every event and every second is found by an index, however many rows lie in the ledger."""

import pytest
from sqlalchemy import TextClause

from app import db
from app.notifications import claims, digests, guards, ledger, outcomes, taking, withdrawing
from app.services.rows import now
from tests.notifications.stage import Stage
from tests.plans import plan

AT = now()
DIGEST = {"user_id": 1, "channel": "email", "cause": "digest:guard:1"}


@pytest.mark.parametrize(
    ("statement", "values", "index"),
    [
        (ledger.DUE, {"queued_for": ledger.QUEUED_FOR, "limit": 500}, "deliveries_next_at_idx"),
        (taking.TAKE, {"ids": [1, 2], "again": False, "left_behind": AT}, "deliveries_pkey"),
        (guards.SENT, {"ticket_ids": [1], "user_ids": [1, 2], "claimed": [1]}, "deliveries_ticket_id_idx"),
        (guards.OVERALL, {}, "sent_"),
        (digests.FIND, DIGEST, "notifications_user_id_cause_key"),
        (digests.LATEST, {"user_id": 1, "channel": "email"}, "notifications_user_id_cause_key"),
        (
            withdrawing.UNDONE_WAS_TOLD,
            {"channel": "email", "user_id": 1, "ticket_id": 1, "id": 1},
            "deliveries_notification_id_channel_key",
        ),
    ],
)
def test_by_an_index(stage: Stage, statement: TextClause, values: dict[str, object], index: str) -> None:
    compiled = statement.bindparams(**values).compile(dialect=stage.dialect())
    found = plan((str(compiled), compiled.params))
    assert index in found
    assert "Seq Scan" not in found


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        (taking.TAKE, {"ids": [1, 2], "again": False, "left_behind": AT}),
        (guards.SENT, {"ticket_ids": [1], "user_ids": [1, 2], "claimed": [1]}),
        (claims.BEGIN, {"id": 1, "message_id": "<1@house>", "address": "ada@example.com"}),
        (
            outcomes.NOTE,
            dict.fromkeys(("next_at", "error", "reason", "provider_id", "segments"))
            | {"id": 1, "number": 1, "state": "sent", "outcome": "sent"},
        ),
    ],
)
def test_also_while_the_ledger_is_empty(stage: Stage, statement: TextClause, values: dict[str, object]) -> None:
    """The plan is kept: made on the first day, it serves on the second."""
    compiled = statement.bindparams(**values).compile(dialect=stage.dialect())
    with db.single() as connection:
        found = "\n".join(connection.exec_driver_sql(f"EXPLAIN {compiled}", compiled.params).scalars())
    assert "Seq Scan" not in found
    assert "deliveries_pkey" in found or "deliveries_ticket_id_idx" in found
