"""Who is told what, through which channel, and what became of it; what an administrator edits live.

Revision: 0007
After: 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "daily_summaries",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("daily_summaries_pkey")),
    )
    op.create_table(
        "settings",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("secrets", sa.LargeBinary(), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("settings_pkey")),
    )
    op.create_table(
        "sms_consents",
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("state IN ('given', 'stopped')", name=op.f("sms_consents_state_check")),
        sa.PrimaryKeyConstraint("phone", name=op.f("sms_consents_pkey")),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("keys", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("last_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('web_push', 'mobile_push')", name=op.f("devices_kind_check")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("devices_user_id_fkey"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("devices_pkey")),
    )
    op.create_index("devices_token_key", "devices", ["token"], unique=True)
    op.create_index("devices_user_id_idx", "devices", ["user_id"], unique=False)
    op.create_table(
        "mail_templates",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["updated_by_id"], ["users.id"], name=op.f("mail_templates_updated_by_id_fkey"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("mail_templates_pkey")),
    )
    op.create_table(
        "notification_preferences",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("choices", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.Column("daily_at", sa.Time(), server_default="08:00", nullable=False),
        sa.Column("do_not_disturb_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "(quiet_from IS NULL) = (quiet_until IS NULL)", name=op.f("notification_preferences_quiet_hours_check")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("notification_preferences_user_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("notification_preferences_pkey")),
    )
    op.create_table(
        "ticket_watchers",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("ticket_watchers_ticket_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("ticket_watchers_user_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", "user_id", name=op.f("ticket_watchers_pkey")),
    )
    op.create_index("ticket_watchers_user_id_idx", "ticket_watchers", ["user_id"], unique=False)
    op.create_table(
        "notifications",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("task_id", sa.BigInteger(), nullable=True),
        sa.Column("comment_id", sa.BigInteger(), nullable=True),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("internal", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("shown", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["users.id"], name=op.f("notifications_actor_id_fkey"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("notifications_comment_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("notifications_task_id_fkey"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("notifications_ticket_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("notifications_user_id_fkey"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("notifications_pkey")),
    )
    op.create_index("notifications_comment_id_idx", "notifications", ["comment_id"], unique=False)
    op.create_index("notifications_created_at_idx", "notifications", ["created_at"], unique=False)
    op.create_index(
        "notifications_shown_idx", "notifications", ["user_id", "id"], unique=False, postgresql_where=sa.text("shown")
    )
    op.create_index("notifications_task_id_idx", "notifications", ["task_id"], unique=False)
    op.create_index("notifications_ticket_id_idx", "notifications", ["ticket_id"], unique=False)
    op.create_index(
        "notifications_unread_idx",
        "notifications",
        ["user_id"],
        unique=False,
        postgresql_where=sa.text("shown AND read_at IS NULL"),
    )
    op.create_index("notifications_user_id_cause_key", "notifications", ["user_id", "cause"], unique=True)
    op.create_table(
        "sms_messages",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("comment_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("sms_messages_comment_id_fkey"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("sms_messages_ticket_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("sms_messages_pkey")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("notification_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("provider_id", sa.Text(), nullable=True),
        sa.Column("segments", sa.Integer(), nullable=True),
        sa.Column("folded_into_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state IN ('waiting', 'queued', 'sending')) = (next_at IS NOT NULL)", name=op.f("deliveries_next_at_check")
        ),
        sa.CheckConstraint(
            "channel IN ('in_app', 'email', 'sms', 'web_push', 'mobile_push')", name=op.f("deliveries_channel_check")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'queued', 'sending', 'sent', 'folded', 'skipped', 'dead')",
            name=op.f("deliveries_state_check"),
        ),
        sa.ForeignKeyConstraint(
            ["folded_into_id"], ["deliveries.id"], name=op.f("deliveries_folded_into_id_fkey"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["notification_id"], ["notifications.id"], name=op.f("deliveries_notification_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("deliveries_ticket_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("deliveries_user_id_fkey"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("deliveries_pkey")),
    )
    op.create_index(
        "deliveries_channel_sent_at_idx",
        "deliveries",
        ["channel", "sent_at"],
        unique=False,
        postgresql_where=sa.text("state = 'sent'"),
    )
    op.create_index("deliveries_created_at_idx", "deliveries", ["created_at"], unique=False)
    op.create_index("deliveries_folded_into_id_idx", "deliveries", ["folded_into_id"], unique=False)
    op.create_index(
        "deliveries_next_at_idx",
        "deliveries",
        ["next_at", "id"],
        unique=False,
        postgresql_where=sa.text("state IN ('waiting', 'queued', 'sending')"),
    )
    op.create_index("deliveries_notification_id_channel_key", "deliveries", ["notification_id", "channel"], unique=True)
    op.create_index(
        "deliveries_provider_id_idx",
        "deliveries",
        ["provider_id"],
        unique=False,
        postgresql_where=sa.text("provider_id IS NOT NULL"),
    )
    op.create_index(
        "deliveries_sent_idx",
        "deliveries",
        ["user_id", "channel", "sent_at"],
        unique=False,
        postgresql_where=sa.text("state = 'sent'"),
    )
    op.create_index("deliveries_state_id_idx", "deliveries", ["state", "id"], unique=False)
    op.create_index("deliveries_ticket_id_idx", "deliveries", ["ticket_id"], unique=False)
    op.create_table(
        "delivery_attempts",
        sa.Column("delivery_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('sent', 'transient', 'permanent')", name=op.f("delivery_attempts_outcome_check")
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("delivery_attempts_delivery_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("delivery_id", "number", name=op.f("delivery_attempts_pkey")),
    )
    op.create_table(
        "push_receipts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("delivery_id", sa.BigInteger(), nullable=False),
        sa.Column("device_id", sa.BigInteger(), nullable=True),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("push_receipts_delivery_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name=op.f("push_receipts_device_id_fkey"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("push_receipts_pkey")),
    )
    op.create_index("push_receipts_ask_at_idx", "push_receipts", ["ask_at"], unique=False)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("push_receipts_ask_at_idx", table_name="push_receipts")
    op.drop_table("push_receipts")
    op.drop_table("delivery_attempts")
    op.drop_index("deliveries_ticket_id_idx", table_name="deliveries")
    op.drop_index("deliveries_state_id_idx", table_name="deliveries")
    op.drop_index("deliveries_sent_idx", table_name="deliveries", postgresql_where=sa.text("state = 'sent'"))
    op.drop_index(
        "deliveries_provider_id_idx", table_name="deliveries", postgresql_where=sa.text("provider_id IS NOT NULL")
    )
    op.drop_index("deliveries_notification_id_channel_key", table_name="deliveries")
    op.drop_index(
        "deliveries_next_at_idx",
        table_name="deliveries",
        postgresql_where=sa.text("state IN ('waiting', 'queued', 'sending')"),
    )
    op.drop_index("deliveries_folded_into_id_idx", table_name="deliveries")
    op.drop_index("deliveries_created_at_idx", table_name="deliveries")
    op.drop_index("deliveries_channel_sent_at_idx", table_name="deliveries", postgresql_where=sa.text("state = 'sent'"))
    op.drop_table("deliveries")
    op.drop_table("sms_messages")
    op.drop_index("notifications_user_id_cause_key", table_name="notifications")
    op.drop_index(
        "notifications_unread_idx", table_name="notifications", postgresql_where=sa.text("shown AND read_at IS NULL")
    )
    op.drop_index("notifications_ticket_id_idx", table_name="notifications")
    op.drop_index("notifications_task_id_idx", table_name="notifications")
    op.drop_index("notifications_shown_idx", table_name="notifications", postgresql_where=sa.text("shown"))
    op.drop_index("notifications_created_at_idx", table_name="notifications")
    op.drop_index("notifications_comment_id_idx", table_name="notifications")
    op.drop_table("notifications")
    op.drop_index("ticket_watchers_user_id_idx", table_name="ticket_watchers")
    op.drop_table("ticket_watchers")
    op.drop_table("notification_preferences")
    op.drop_table("mail_templates")
    op.drop_index("devices_user_id_idx", table_name="devices")
    op.drop_index("devices_token_key", table_name="devices")
    op.drop_table("devices")
    op.drop_table("sms_consents")
    op.drop_table("settings")
    op.drop_table("daily_summaries")
