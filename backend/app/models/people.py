"""Users, roles, departments, and who belongs to or manages which property."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import CITEXT
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Counter, Created, Key, Moment, Version, one_of


class UserKind(StrEnum):
    """An account can sign in; a contact is a reporter known by a link only."""

    ACCOUNT = "account"
    CONTACT = "contact"


class Role(Base):
    """A named set of permissions, each with a scope. Built-in ones have a stable `key`."""

    __tablename__ = "roles"
    __table_args__ = (
        Index("roles_name_key", text("lower(name)"), unique=True, postgresql_where=text("archived_at IS NULL")),
    )

    id: Mapped[Key]
    key: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="", server_default="")
    version: Mapped[Version]
    created_at: Mapped[Created]
    archived_at: Mapped[Moment | None]


class RolePermission(Base):
    """One permission of a role, with how far it reaches."""

    __tablename__ = "role_permissions"
    __table_args__ = (CheckConstraint("scope IN ('all', 'managed', 'assigned', 'involved', 'own')", name="scope"),)

    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True)
    permission: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[str]


class Department(Base):
    """Engineering, Housekeeping …; seeded ones carry a stable `key` that rules refer to."""

    __tablename__ = "departments"
    __table_args__ = (
        Index("departments_name_key", text("lower(name)"), unique=True, postgresql_where=text("archived_at IS NULL")),
    )

    id: Mapped[Key]
    key: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    sort_key: Mapped[str]
    version: Mapped[Version]
    created_at: Mapped[Created]
    archived_at: Mapped[Moment | None]


class User(Base):
    """A person: an account that signs in, or a contact that reported without one."""

    __tablename__ = "users"
    __table_args__ = (
        one_of("kind", UserKind),
        CheckConstraint("kind = 'contact' OR email IS NOT NULL", name="account_has_email"),
        CheckConstraint("away_from IS NULL OR away_until IS NULL OR away_from <= away_until", name="away_ordered"),
        Index("users_email_key", "email", unique=True, postgresql_where=text("kind = 'account'")),
        Index("users_contact_email_idx", "email", postgresql_where=text("kind = 'contact'")),
        Index("users_sort_key_idx", "sort_key", "id"),
        Index("users_role_id_idx", "role_id"),
        Index("users_department_id_idx", "department_id"),
        Index("users_search_idx", "search", postgresql_using="gin", postgresql_ops={"search": "gin_trgm_ops"}),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(default=UserKind.ACCOUNT, server_default="account")
    email: Mapped[str | None] = mapped_column(CITEXT())
    email_verified_at: Mapped[Moment | None]
    name: Mapped[str]
    sort_key: Mapped[str]
    search: Mapped[str] = mapped_column(default="", server_default="")
    phone: Mapped[str | None]
    password_hash: Mapped[str | None]
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id", ondelete="RESTRICT"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id", ondelete="RESTRICT"))
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    is_protected: Mapped[bool] = mapped_column(default=False, server_default="false")
    locale: Mapped[str] = mapped_column(default="en", server_default="en")
    timezone: Mapped[str | None]
    away_from: Mapped[Moment | None]
    away_until: Mapped[Moment | None]
    version: Mapped[Version]
    created_at: Mapped[Created]
    updated_at: Mapped[Created]


class ManagerLoad(Base):
    """How many tickets a manager has open, in progress or on hold; the rows that assignment locks."""

    __tablename__ = "manager_loads"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    load: Mapped[Counter]
    last_assigned_at: Mapped[Moment | None]


class PropertyManager(Base):
    """This user manages this property."""

    __tablename__ = "property_managers"
    __table_args__ = (Index("property_managers_user_id_idx", "user_id"),)

    property_id: Mapped[int] = mapped_column(ForeignKey("properties.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    created_at: Mapped[Created]


class UserProperty(Base):
    """This user belongs to this property; a guest also to a room, from `stay_from` to `stay_until` inclusive."""

    __tablename__ = "user_properties"
    __table_args__ = (
        CheckConstraint("stay_from IS NULL OR stay_until IS NULL OR stay_from <= stay_until", name="stay_ordered"),
        Index(
            "user_properties_once_key",
            "user_id",
            "property_id",
            "room_id",
            "stay_from",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index("user_properties_property_id_idx", "property_id"),
        Index("user_properties_room_id_idx", "room_id"),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    property_id: Mapped[int] = mapped_column(ForeignKey("properties.id", ondelete="CASCADE"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    stay_from: Mapped[dt.date | None]
    stay_until: Mapped[dt.date | None]
    created_at: Mapped[Created]
