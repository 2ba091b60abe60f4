"""What the daily summary adds up is found by an index; a day remembers how often its summary was sent, and why.

Revision: 0008
After: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("daily_summaries", sa.Column("scheduled", sa.Boolean(), server_default="true", nullable=False))
    op.add_column("daily_summaries", sa.Column("resends", sa.Integer(), server_default="0", nullable=False))
    op.create_index(
        "tickets_resolved_idx",
        "tickets",
        ["property_id", "resolved_at"],
        postgresql_where=sa.text("resolved_at IS NOT NULL"),
    )
    op.create_index(
        "tickets_answered_idx",
        "tickets",
        ["property_id", "first_response_at"],
        postgresql_where=sa.text("first_response_at IS NOT NULL"),
    )
    op.create_index(
        "tickets_on_hold_until_idx", "tickets", ["on_hold_until"], postgresql_where=sa.text("status = 'on_hold'")
    )
    op.create_index(
        "tasks_completed_idx",
        "tasks",
        ["property_id", "completed_at"],
        postgresql_where=sa.text("completed_at IS NOT NULL"),
    )
    op.create_index(
        "notifications_summaries_idx",
        "notifications",
        ["cause"],
        postgresql_where=sa.text("kind = 'daily_summary'"),
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("notifications_summaries_idx", table_name="notifications")
    op.drop_index("tasks_completed_idx", table_name="tasks")
    op.drop_index("tickets_on_hold_until_idx", table_name="tickets")
    op.drop_index("tickets_answered_idx", table_name="tickets")
    op.drop_index("tickets_resolved_idx", table_name="tickets")
    op.drop_column("daily_summaries", "resends")
    op.drop_column("daily_summaries", "scheduled")
