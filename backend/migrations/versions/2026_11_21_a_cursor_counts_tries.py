"""A ticket's cursor counts the tries of an event whose reaction fails, and knows when the next one is due.

Revision: 0006
After: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("ticket_cursors", sa.Column("attempts", sa.Integer(), server_default="0", nullable=False))
    op.add_column("ticket_cursors", sa.Column("next_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_column("ticket_cursors", "next_at")
    op.drop_column("ticket_cursors", "attempts")
