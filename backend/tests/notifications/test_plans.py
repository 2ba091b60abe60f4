"""What runs with every event and every second is found by an index, however many rows lie in the ledger."""

import pytest
from sqlalchemy import TextClause

from app.notifications import claims, digests, guards, ledger, taking
from app.services.rows import now
from tests.notifications.stage import Stage
from tests.plans import plan

AT = now()
DIGEST = {"user_id": 1, "channel": "email", "cause": "digest:guard:1"}


@pytest.mark.parametrize(
    ("statement", "values", "index"),
    [
        (ledger.DUE, {"queued_for": ledger.QUEUED_FOR, "limit": 500}, "deliveries_next_at_idx"),
        (taking.TAKE, {"ids": [1, 2], "again": False, "left_behind": AT}, "deliveries_"),
        (guards.SENT, {"ticket_ids": [1], "user_ids": [1, 2]}, "deliveries_ticket_id_idx"),
        (guards.OVERALL, {}, "sent_"),
        (digests.FIND, DIGEST, "notifications_user_id_cause_key"),
        (digests.LATEST, {"user_id": 1, "channel": "email"}, "notifications_user_id_cause_key"),
        (
            claims.UNDONE_WAS_TOLD,
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
