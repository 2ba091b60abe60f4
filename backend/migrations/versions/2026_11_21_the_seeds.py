"""The built-in roles with their permissions, the departments and the categories. Rules refer to them by `key`.

Revision: 0004
After: 0003
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ALL = """
ticket:read ticket:report ticket:report_for ticket:edit ticket:triage ticket:assign ticket:schedule
ticket:work ticket:resolve ticket:confirm ticket:reopen ticket:cancel ticket:rate comment:write
comment:internal attachment:add attachment:remove task:read task:create task:take task:edit task:cancel
task:work property:read property:create property:edit property:staff room:read room:edit room:status room:code
user:read user:manage role:read role:grant department:read department:manage category:read category:manage
history:read settings:manage
"""

MANAGED = """
ticket:read ticket:report ticket:report_for ticket:edit ticket:triage ticket:assign ticket:schedule
ticket:work ticket:resolve ticket:confirm ticket:reopen ticket:cancel ticket:be_assigned comment:write
comment:internal attachment:add attachment:remove task:read task:create task:take task:edit task:cancel
task:work property:read property:edit property:staff room:read room:edit room:status room:code user:read
user:manage
"""

STAFF = """
ticket:read ticket:report ticket:report_for ticket:triage ticket:work ticket:resolve ticket:cancel
comment:write comment:internal attachment:add task:take task:work property:read room:read room:status user:read
"""

GUEST = """
ticket:read ticket:report ticket:edit ticket:confirm ticket:reopen ticket:cancel ticket:rate comment:write
attachment:add room:read
"""

EXECUTIVE = """
ticket:read comment:internal task:read property:read room:read user:read summary:receive
"""

ROLES: dict[str, tuple[str, str, dict[str, str]]] = {
    "super_admin": ("Super admin", "Runs the installation.", dict.fromkeys(ALL.split(), "all")),
    "manager": (
        "Manager",
        "Head of a department or of a property.",
        dict.fromkeys(MANAGED.split(), "managed")
        | dict.fromkeys(["role:read", "department:read", "category:read"], "all")
        | {"ticket:rate": "own"},
    ),
    "staff": (
        "Staff",
        "Engineers, housekeepers, front desk.",
        dict.fromkeys(STAFF.split(), "assigned")
        | dict.fromkeys(["department:read", "category:read"], "all")
        | dict.fromkeys(["task:read", "ticket:edit", "ticket:confirm", "ticket:reopen", "ticket:rate"], "own"),
    ),
    "guest": (
        "Guest",
        "Stays or lives in a room.",
        dict.fromkeys(GUEST.split(), "own") | {"property:read": "assigned", "category:read": "all"},
    ),
    "executive": (
        "Executive",
        "Owner or general manager; reads everything of their properties.",
        dict.fromkeys(EXECUTIVE.split(), "managed")
        | dict.fromkeys(["role:read", "department:read", "category:read"], "all")
        | dict.fromkeys(["ticket:report", "ticket:confirm", "ticket:reopen", "ticket:rate", "ticket:cancel"], "own")
        | dict.fromkeys(["ticket:edit", "comment:write", "attachment:add"], "own"),
    ),
}

DEPARTMENTS = {
    "engineering": "Engineering",
    "housekeeping": "Housekeeping",
    "front_desk": "Front Desk",
    "it": "IT",
    "security": "Security",
    "food_beverage": "Food & Beverage",
    "accounting": "Accounting",
    "management": "Management",
    "executive": "Executive",
}

# key: name, German name, parent, department, default priority (rank), status that a room takes meanwhile
CATEGORIES: dict[str, tuple[str, str, str | None, str, int | None, str | None]] = {
    "maintenance": ("Maintenance", "Instandhaltung", None, "engineering", None, None),
    "plumbing": ("Plumbing", "Sanitär", "maintenance", "engineering", 3, "maintenance"),
    "electrical": ("Electrical", "Elektrik", "maintenance", "engineering", 3, "maintenance"),
    "heating_cooling": ("Heating and cooling", "Heizung und Klima", "maintenance", "engineering", 3, "maintenance"),
    "furniture": ("Furniture and fittings", "Möbel und Ausstattung", "maintenance", "engineering", 2, None),
    "access": ("Doors and access", "Türen und Zugang", "maintenance", "engineering", 3, None),
    "housekeeping": ("Housekeeping", "Reinigung", None, "housekeeping", None, None),
    "cleaning": ("Cleaning", "Zimmerreinigung", "housekeeping", "housekeeping", 2, "cleaning"),
    "linen": ("Towels and linen", "Handtücher und Wäsche", "housekeeping", "housekeeping", 2, None),
    "front_desk": ("Front Desk", "Empfang", None, "front_desk", None, None),
    "it": ("IT", "IT", None, "it", None, None),
    "wifi": ("Wi-Fi and TV", "WLAN und Fernsehen", "it", "it", 2, None),
    "security": ("Security", "Sicherheit", None, "security", 3, None),
    "food_beverage": ("Food & Beverage", "Speisen und Getränke", None, "food_beverage", None, None),
    "accounting": ("Accounting", "Buchhaltung", None, "accounting", 1, None),
    "incident": ("Incident Report", "Vorfall", None, "security", 4, None),
    "general": ("General", "Allgemeines", None, "management", None, None),
}


ROLE = "INSERT INTO roles (id, key, name, description) VALUES (:id, :key, :name, :description)"
GRANT = "INSERT INTO role_permissions (role_id, permission, scope) VALUES (:role_id, :permission, :scope)"
DEPARTMENT = "INSERT INTO departments (id, key, name, sort_key) VALUES (:id, :key, :name, :sort_key)"
CATEGORY = """
INSERT INTO categories
    (id, key, name, names, sort_key, position, parent_id, department_id, default_priority, room_status)
VALUES
    (:id, :key, :name, CAST(:names AS jsonb), :sort_key, :id, :parent_id,
     :department_id, :default_priority, :room_status)
"""


def _seed_roles(connection: sa.Connection) -> None:
    for number, (key, (name, description, permissions)) in enumerate(ROLES.items(), start=1):
        connection.execute(sa.text(ROLE), {"id": number, "key": key, "name": name, "description": description})
        rows = [{"role_id": number, "permission": word, "scope": scope} for word, scope in permissions.items()]
        connection.execute(sa.text(GRANT), rows)


def _seed_departments(connection: sa.Connection) -> dict[str, int]:
    numbers = {key: number for number, key in enumerate(DEPARTMENTS, start=1)}
    for key, name in DEPARTMENTS.items():
        values = {"id": numbers[key], "key": key, "name": name, "sort_key": name.casefold()}
        connection.execute(sa.text(DEPARTMENT), values)
    return numbers


def _seed_categories(connection: sa.Connection, departments: dict[str, int]) -> None:
    numbers = {key: number for number, key in enumerate(CATEGORIES, start=1)}
    for key, (name, german, parent, department, priority, room_status) in CATEGORIES.items():
        values = {
            "id": numbers[key],
            "key": key,
            "name": name,
            "names": json.dumps({"de": german}),
            "sort_key": name.casefold(),
            "parent_id": numbers[parent] if parent else None,
            "department_id": departments[department],
            "default_priority": priority,
            "room_status": room_status,
        }
        connection.execute(sa.text(CATEGORY), values)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    connection = op.get_bind()
    _seed_roles(connection)
    _seed_categories(connection, _seed_departments(connection))
    for table in ("roles", "departments", "categories"):
        op.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DELETE FROM categories WHERE key IS NOT NULL")
    op.execute("DELETE FROM departments WHERE key IS NOT NULL")
    op.execute("DELETE FROM roles WHERE key IS NOT NULL")
