"""the first tables.

Revision: 0001
After:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for extension in ("citext", "pg_trgm"):
        op.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    op.create_table(
        "departments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("departments_pkey")),
        sa.UniqueConstraint("key", name=op.f("departments_key_key")),
    )
    op.create_index(
        "departments_name_key",
        "departments",
        [sa.literal_column("lower(name)")],
        unique=True,
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("caller", sa.Text(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("resource_id", sa.BigInteger(), nullable=True),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("caller", "route", "key", name=op.f("idempotency_keys_pkey")),
    )
    op.create_index("idempotency_keys_created_at_idx", "idempotency_keys", ["created_at"], unique=False)
    op.create_table(
        "installation",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("installation_pkey")),
    )
    op.create_table(
        "job_errors",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("job_id", sa.BigInteger(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("job_errors_pkey")),
    )
    op.create_index("job_errors_at_idx", "job_errors", ["at"], unique=False)
    op.create_index("job_errors_job_id_idx", "job_errors", ["job_id"], unique=False)
    op.create_table(
        "properties",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("type", sa.Text(), server_default="hotel", nullable=False),
        sa.Column("timezone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column("currency", sa.Text(), server_default="EUR", nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("guest_days", sa.Integer(), server_default="14", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("code ~ '^[A-Z0-9]{2,8}$'", name=op.f("properties_code_check")),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("properties_currency_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("properties_pkey")),
    )
    op.create_index(
        "properties_code_key", "properties", ["code"], unique=True, postgresql_where=sa.text("archived_at IS NULL")
    )
    op.create_index(
        "properties_name_key",
        "properties",
        [sa.literal_column("lower(name)")],
        unique=True,
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "roles",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("roles_pkey")),
        sa.UniqueConstraint("key", name=op.f("roles_key_key")),
    )
    op.create_index(
        "roles_name_key",
        "roles",
        [sa.literal_column("lower(name)")],
        unique=True,
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_table(
        "categories",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("names", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("department_id", sa.BigInteger(), nullable=False),
        sa.Column("default_priority", sa.SmallInteger(), nullable=True),
        sa.Column("room_status", sa.Text(), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "room_status IN ('cleaning', 'maintenance', 'out_of_order')", name=op.f("categories_room_status_check")
        ),
        sa.CheckConstraint("default_priority BETWEEN 1 AND 4", name=op.f("categories_default_priority_check")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("categories_department_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["categories.id"], name=op.f("categories_parent_id_fkey"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("categories_pkey")),
        sa.UniqueConstraint("key", name=op.f("categories_key_key")),
    )
    op.create_index("categories_department_id_idx", "categories", ["department_id"], unique=False)
    op.create_index(
        "categories_name_key",
        "categories",
        [sa.literal_column("coalesce(parent_id, 0)"), sa.literal_column("lower(name)")],
        unique=True,
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index("categories_parent_id_idx", "categories", ["parent_id"], unique=False)
    op.create_table(
        "property_counters",
        sa.Column("property_id", sa.BigInteger(), nullable=False),
        sa.Column("last_number", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("property_counters_property_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("property_id", name=op.f("property_counters_pkey")),
    )
    op.create_table(
        "role_permissions",
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.Column("permission", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "scope IN ('all', 'managed', 'assigned', 'involved', 'own')", name=op.f("role_permissions_scope_check")
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["roles.id"], name=op.f("role_permissions_role_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("role_id", "permission", name=op.f("role_permissions_pkey")),
    )
    op.create_table(
        "rooms",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("property_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), server_default="room", nullable=False),
        sa.Column("type", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="available", nullable=False),
        sa.Column("base_status", sa.Text(), server_default="available", nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("amenities", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('room', 'unit', 'common')", name=op.f("rooms_kind_check")),
        sa.CheckConstraint(
            "status IN ('available', 'occupied', 'cleaning', 'maintenance', 'out_of_order')",
            name=op.f("rooms_status_check"),
        ),
        sa.CheckConstraint("capacity IS NULL OR capacity BETWEEN 0 AND 10000", name=op.f("rooms_capacity_check")),
        sa.CheckConstraint("floor IS NULL OR floor BETWEEN -20 AND 300", name=op.f("rooms_floor_check")),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("rooms_property_id_fkey"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("rooms_pkey")),
        sa.UniqueConstraint("token", name=op.f("rooms_token_key")),
    )
    op.create_index(
        "rooms_name_key",
        "rooms",
        ["property_id", sa.literal_column("lower(name)")],
        unique=True,
        postgresql_where=sa.text("archived_at IS NULL"),
    )
    op.create_index("rooms_property_id_sort_key_idx", "rooms", ["property_id", "sort_key", "id"], unique=False)
    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), server_default="account", nullable=False),
        sa.Column("email", postgresql.CITEXT(), nullable=True),
        sa.Column("email_verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.Column("department_id", sa.BigInteger(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("is_protected", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("locale", sa.Text(), server_default="en", nullable=False),
        sa.Column("timezone", sa.Text(), nullable=True),
        sa.Column("away_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("away_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind = 'contact' OR email IS NOT NULL", name=op.f("users_account_has_email_check")),
        sa.CheckConstraint("kind IN ('account', 'contact')", name=op.f("users_kind_check")),
        sa.CheckConstraint(
            "away_from IS NULL OR away_until IS NULL OR away_from <= away_until", name=op.f("users_away_ordered_check")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["departments.id"], name=op.f("users_department_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("users_role_id_fkey"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("users_pkey")),
    )
    op.create_index(
        "users_contact_email_idx", "users", ["email"], unique=False, postgresql_where=sa.text("kind = 'contact'")
    )
    op.create_index("users_department_id_idx", "users", ["department_id"], unique=False)
    op.create_index("users_email_key", "users", ["email"], unique=True, postgresql_where=sa.text("kind = 'account'"))
    op.create_index("users_role_id_idx", "users", ["role_id"], unique=False)
    op.create_index(
        "users_search_idx",
        "users",
        ["search"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )
    op.create_index("users_sort_key_idx", "users", ["sort_key", "id"], unique=False)
    op.create_table(
        "manager_loads",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("load", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("last_assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("manager_loads_user_id_fkey"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("manager_loads_pkey")),
    )
    op.create_table(
        "one_time_links",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("purpose IN ('invitation', 'verify_email')", name=op.f("one_time_links_purpose_check")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("one_time_links_user_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("one_time_links_pkey")),
        sa.UniqueConstraint("token_hash", name=op.f("one_time_links_token_hash_key")),
    )
    op.create_index("one_time_links_user_id_idx", "one_time_links", ["user_id"], unique=False)
    op.create_table(
        "property_managers",
        sa.Column("property_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("property_managers_property_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("property_managers_user_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("property_id", "user_id", name=op.f("property_managers_pkey")),
    )
    op.create_index("property_managers_user_id_idx", "property_managers", ["user_id"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("current", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=True),
        sa.Column("rotated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("user_agent", sa.Text(), server_default="", nullable=False),
        sa.Column("ip", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("sessions_user_id_fkey"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("sessions_pkey")),
    )
    op.create_index("sessions_expires_at_idx", "sessions", ["expires_at"], unique=False)
    op.create_index("sessions_user_id_idx", "sessions", ["user_id"], unique=False)
    op.create_table(
        "tickets",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("search", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("priority_by_person", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=False),
        sa.Column("property_id", sa.BigInteger(), nullable=False),
        sa.Column("room_id", sa.BigInteger(), nullable=True),
        sa.Column("reporter_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger(), nullable=True),
        sa.Column("assignee_id", sa.BigInteger(), nullable=True),
        sa.Column("assignee_by_person", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("holder_id", sa.BigInteger(), nullable=True),
        sa.Column("next", sa.Text(), nullable=False),
        sa.Column("guest_reported", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_by_person", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("first_response_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_response_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("on_hold_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("on_hold_reason", sa.Text(), nullable=True),
        sa.Column("access", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("incident", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("service", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column("rating_comment", sa.Text(), nullable=True),
        sa.Column("follow_salt", sa.LargeBinary(), nullable=True),
        sa.Column("last_move", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("comment_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("public_comment_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attachment_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("public_attachment_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("public_updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("seq", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("public_seq", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint("kind IN ('request', 'service_request', 'incident')", name=op.f("tickets_kind_check")),
        sa.CheckConstraint(
            "next IN ('needs_someone', 'assign', 'start', 'guest_confirms', "
            "'manager_checks', 'resumes', 'closes', 'none')",
            name=op.f("tickets_next_check"),
        ),
        sa.CheckConstraint(
            "status IN ('open', 'in_progress', 'on_hold', 'resolved', 'closed', 'cancelled')",
            name=op.f("tickets_status_check"),
        ),
        sa.CheckConstraint("priority BETWEEN 1 AND 4", name=op.f("tickets_priority_check")),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("tickets_rating_check")),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["users.id"], name=op.f("tickets_assignee_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["categories.id"], name=op.f("tickets_category_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["users.id"], name=op.f("tickets_entered_by_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["holder_id"], ["users.id"], name=op.f("tickets_holder_id_fkey"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("tickets_property_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["users.id"], name=op.f("tickets_reporter_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("tickets_room_id_fkey"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("tickets_pkey")),
        sa.UniqueConstraint("number", name=op.f("tickets_number_key")),
    )
    op.create_index(
        "tickets_assignee_id_created_at_id_idx", "tickets", ["assignee_id", "created_at", "id"], unique=False
    )
    op.create_index("tickets_category_id_idx", "tickets", ["category_id"], unique=False)
    op.create_index("tickets_created_at_id_idx", "tickets", ["created_at", "id"], unique=False)
    op.create_index("tickets_due_at_id_idx", "tickets", ["due_at", "id"], unique=False)
    op.create_index(
        "tickets_priority_created_at_idx",
        "tickets",
        [sa.literal_column("priority DESC"), sa.literal_column("created_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "tickets_property_id_created_at_id_idx", "tickets", ["property_id", "created_at", "id"], unique=False
    )
    op.create_index("tickets_public_updated_at_id_idx", "tickets", ["public_updated_at", "id"], unique=False)
    op.create_index(
        "tickets_reporter_id_created_at_id_idx", "tickets", ["reporter_id", "created_at", "id"], unique=False
    )
    op.create_index("tickets_room_id_created_at_id_idx", "tickets", ["room_id", "created_at", "id"], unique=False)
    op.create_index(
        "tickets_search_idx",
        "tickets",
        ["search"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )
    op.create_index("tickets_updated_at_id_idx", "tickets", ["updated_at", "id"], unique=False)
    op.create_index(
        "tickets_waiting_created_at_idx",
        "tickets",
        ["created_at", "id"],
        unique=False,
        postgresql_where=sa.text("status IN ('open', 'in_progress', 'on_hold')"),
    )
    op.create_index(
        "tickets_waiting_due_at_idx",
        "tickets",
        ["due_at", "id"],
        unique=False,
        postgresql_where=sa.text("status IN ('open', 'in_progress', 'on_hold')"),
    )
    op.create_index(
        "tickets_waiting_property_id_idx",
        "tickets",
        ["property_id", "status"],
        unique=False,
        postgresql_where=sa.text("status IN ('open', 'in_progress', 'on_hold')"),
    )
    op.create_table(
        "user_properties",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("property_id", sa.BigInteger(), nullable=False),
        sa.Column("room_id", sa.BigInteger(), nullable=True),
        sa.Column("stay_from", sa.Date(), nullable=True),
        sa.Column("stay_until", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "stay_from IS NULL OR stay_until IS NULL OR stay_from <= stay_until",
            name=op.f("user_properties_stay_ordered_check"),
        ),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("user_properties_property_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["rooms.id"], name=op.f("user_properties_room_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("user_properties_user_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("user_properties_pkey")),
    )
    op.create_index(
        "user_properties_once_key",
        "user_properties",
        ["user_id", "property_id", "room_id", "stay_from"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_index("user_properties_property_id_idx", "user_properties", ["property_id"], unique=False)
    op.create_index("user_properties_room_id_idx", "user_properties", ["room_id"], unique=False)
    op.create_table(
        "comments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("internal", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("comments_author_id_fkey"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("comments_ticket_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("comments_pkey")),
    )
    op.create_index("comments_author_id_idx", "comments", ["author_id"], unique=False)
    op.create_index("comments_ticket_id_id_idx", "comments", ["ticket_id", "id"], unique=False)
    op.create_table(
        "room_claims",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("room_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "status IN ('available', 'occupied', 'cleaning', 'maintenance', 'out_of_order')",
            name=op.f("room_claims_status_check"),
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("room_claims_room_id_fkey"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("room_claims_ticket_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("room_claims_pkey")),
    )
    op.create_index("room_claims_room_id_idx", "room_claims", ["room_id"], unique=False)
    op.create_table(
        "tasks",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("property_id", sa.BigInteger(), nullable=False),
        sa.Column("room_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=False),
        sa.Column("completed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes_spent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cost_amount", sa.BigInteger(), nullable=True),
        sa.Column("cost_currency", sa.Text(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("seq", sa.BigInteger(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "status IN ('pending', 'in_progress', 'completed', 'cancelled')", name=op.f("tasks_status_check")
        ),
        sa.CheckConstraint("(cost_amount IS NULL) = (cost_currency IS NULL)", name=op.f("tasks_cost_check")),
        sa.CheckConstraint("minutes_spent >= 0", name=op.f("tasks_minutes_spent_check")),
        sa.CheckConstraint("priority BETWEEN 1 AND 4", name=op.f("tasks_priority_check")),
        sa.ForeignKeyConstraint(
            ["completed_by_id"], ["users.id"], name=op.f("tasks_completed_by_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["users.id"], name=op.f("tasks_created_by_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["property_id"], ["properties.id"], name=op.f("tasks_property_id_fkey"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("tasks_room_id_fkey"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("tasks_ticket_id_fkey"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("tasks_pkey")),
    )
    op.create_index("tasks_property_id_due_at_id_idx", "tasks", ["property_id", "due_at", "id"], unique=False)
    op.create_index("tasks_ticket_id_id_idx", "tasks", ["ticket_id", "id"], unique=False)
    op.create_index(
        "tasks_unfinished_due_at_idx",
        "tasks",
        ["due_at", "id"],
        unique=False,
        postgresql_where=sa.text("status IN ('pending', 'in_progress')"),
    )
    op.create_table(
        "ticket_cursors",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("handled_id", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("ticket_cursors_ticket_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("ticket_cursors_pkey")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("comment_id", sa.BigInteger(), nullable=True),
        sa.Column("task_id", sa.BigInteger(), nullable=True),
        sa.Column("uploaded_by_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("internal", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("thumbnail_key", sa.Text(), nullable=True),
        sa.Column("rendition_key", sa.Text(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('pending', 'clean', 'blocked')", name=op.f("attachments_state_check")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comments.id"], name=op.f("attachments_comment_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("attachments_task_id_fkey"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("attachments_ticket_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["users.id"], name=op.f("attachments_uploaded_by_id_fkey"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("attachments_pkey")),
    )
    op.create_index("attachments_comment_id_idx", "attachments", ["comment_id"], unique=False)
    op.create_index("attachments_task_id_idx", "attachments", ["task_id"], unique=False)
    op.create_index("attachments_ticket_id_id_idx", "attachments", ["ticket_id", "id"], unique=False)
    op.create_table(
        "task_assignments",
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("assigned_by_id", sa.BigInteger(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["assigned_by_id"], ["users.id"], name=op.f("task_assignments_assigned_by_id_fkey"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("task_assignments_task_id_fkey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("task_assignments_user_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("task_id", "user_id", name=op.f("task_assignments_pkey")),
    )
    op.create_index("task_assignments_user_id_task_id_idx", "task_assignments", ["user_id", "task_id"], unique=False)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in (
        "task_assignments",
        "attachments",
        "ticket_cursors",
        "tasks",
        "room_claims",
        "comments",
        "user_properties",
        "tickets",
        "sessions",
        "property_managers",
        "one_time_links",
        "manager_loads",
        "users",
        "rooms",
        "role_permissions",
        "property_counters",
        "categories",
        "roles",
        "properties",
        "job_errors",
        "installation",
        "idempotency_keys",
        "departments",
    ):
        op.drop_table(table)
    for extension in ("pg_trgm", "citext"):
        op.execute(f"DROP EXTENSION IF EXISTS {extension}")
