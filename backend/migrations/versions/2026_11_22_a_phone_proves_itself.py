"""Consent to SMS is a person's at a number, and counts once the phone itself has said so.

Revision: 0010
After: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Whoever has a number now that agreed keeps what was agreed; its phone has been written to already.
_KEEP = """
INSERT INTO sms_agreements (user_id, phone, state, asked_at, texted_at, source, at)
SELECT users.id, sms_consents.phone, 'given', sms_consents.at, sms_consents.at, sms_consents.source, sms_consents.at
FROM sms_consents
JOIN users ON regexp_replace(users.phone, '[^+0-9]', '', 'g') = sms_consents.phone AND users.is_active
WHERE sms_consents.state = 'given'
"""
# From here on this table has what phones said themselves. What a form took back must not speak for a phone.
_NOT_ITS_OWN_WORD = "DELETE FROM sms_consents WHERE state = 'stopped' AND source NOT IN ('sms', 'provider')"
_GIVE_BACK = """
INSERT INTO sms_consents (phone, state, source, at)
SELECT phone, 'given', min(source), min(at) FROM sms_agreements WHERE state = 'given' GROUP BY phone
ON CONFLICT DO NOTHING
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "sms_agreements",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("texted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'given', 'stopped')", name=op.f("sms_agreements_state_check")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("sms_agreements_user_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "phone", name=op.f("sms_agreements_pkey")),
    )
    op.create_index("sms_agreements_phone_idx", "sms_agreements", ["phone"])
    op.execute(_KEEP)
    op.execute(_NOT_ITS_OWN_WORD)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(_GIVE_BACK)
    op.drop_table("sms_agreements")
