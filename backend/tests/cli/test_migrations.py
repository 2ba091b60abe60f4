"""Migrations go up, down and up again, and leave exactly the tables that the models describe."""

from typing import LiteralString

import psycopg
from alembic import command
from alembic.config import Config

from app.cli import migrations
from app.cli.migrations import BACKEND
from app.integrations import push_services
from app.worker.queue import CONCURRENCY
from tests.servers import Addresses

OBJECTS = """
SELECT count(*) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname = 'public' AND relname NOT LIKE 'alembic%'
"""
FUNCTIONS = "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE ANY (%s)"


def alembic(addresses: Addresses) -> Config:
    """Alembic's settings for this database, as its owner."""
    config = Config(str(BACKEND / "alembic.ini"))
    config.attributes["database_url"] = addresses.owner
    return config


def count(addresses: Addresses, statement: LiteralString, *values: object) -> int:
    """One number from the database."""
    with psycopg.connect(addresses.owner) as connection:
        row = connection.execute(statement, values or None).fetchone()
    return int(row[0]) if row else -1


def revision(addresses: Addresses) -> str:
    """Where the database stands."""
    with psycopg.connect(addresses.owner) as connection:
        row = connection.execute("SELECT string_agg(version_num, ',') FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def test_up_down_up(empty_database: Addresses) -> None:
    config = alembic(empty_database)
    command.upgrade(config, "head")
    assert revision(empty_database) == migrations.newest()
    everything = count(empty_database, OBJECTS)
    command.downgrade(config, "base")
    assert count(empty_database, OBJECTS) == 0
    assert count(empty_database, FUNCTIONS, ["history%", "procrastinate%"]) == 0
    command.upgrade(config, "head")
    assert count(empty_database, OBJECTS) == everything > 50


def test_the_models_and_the_migrations_agree(fresh_database: Addresses) -> None:
    command.check(alembic(fresh_database))


def test_migrating_again_changes_nothing(fresh_database: Addresses) -> None:
    before = count(fresh_database, OBJECTS)
    command.upgrade(alembic(fresh_database), "head")
    assert count(fresh_database, OBJECTS) == before


BEFORE_PHONES_WERE_ASKED = """
INSERT INTO users (kind, name, email, phone, role_id, is_active, sort_key, search)
SELECT 'contact', one.name, NULL, one.phone, (SELECT id FROM roles WHERE key = 'guest'), one.is_active, '', ''
FROM (VALUES
    ('Ada', '+43 660 1111111', true), ('Gone', '+436601111111', false), ('Ben', '+436602222222', true)
) AS one (name, phone, is_active);
INSERT INTO sms_consents (phone, state, source) VALUES
    ('+436601111111', 'given', 'form'), ('+436602222222', 'stopped', 'preferences'), ('+436603333333', 'stopped', 'sms')
"""


def test_who_agreed_before_phones_were_asked_keeps_it_and_only_phones_stay_stopped(empty_database: Addresses) -> None:
    config = alembic(empty_database)
    command.upgrade(config, "0009")
    with psycopg.connect(empty_database.owner) as connection:
        connection.execute(BEFORE_PHONES_WERE_ASKED)
    command.upgrade(config, "0010")
    with psycopg.connect(empty_database.owner) as connection:
        agreed = "SELECT name, sms_agreements.phone, state FROM sms_agreements JOIN users ON users.id = user_id"
        assert connection.execute(agreed).fetchall() == [("Ada", "+436601111111", "given")]
        stopped = connection.execute("SELECT phone FROM sms_consents WHERE state = 'stopped'").fetchall()
        assert stopped == [("+436603333333",)]


KEPT_BEFORE = """
SELECT procrastinate_defer_jobs_v1(ARRAY[
    ROW('deliveries', 'deliveries.send', 0, NULL, NULL, '{"ids": [1]}', NULL)
]::procrastinate_job_to_defer_v1[]);
INSERT INTO users (kind, name, email, role_id, sort_key, search)
SELECT 'contact', 'Ada', NULL, (SELECT id FROM roles WHERE key = 'guest'), '', '';
INSERT INTO devices (user_id, kind, token)
SELECT users.id, one.kind, one.token
FROM users, (VALUES
    ('web_push', 'https://fcm.googleapis.com/fcm/send/a'), ('web_push', 'https://web.push.apple.com/b'),
    ('web_push', 'https://wns2-am3p.notify.windows.com/w/?token=c'), ('mobile_push', 'ExponentPushToken[d]'),
    ('web_push', 'https://fcm.googleapis.com.example.com/e'), ('web_push', 'https://10.0.0.1/fcm.googleapis.com/'),
    ('web_push', 'https://notfcm.googleapis.com/f')
) AS one (kind, token)
"""


def test_what_was_kept_before_is_served_and_called_as_what_comes_now(empty_database: Addresses) -> None:
    config = alembic(empty_database)
    command.upgrade(config, "0010")
    with psycopg.connect(empty_database.owner) as connection:
        connection.execute(KEPT_BEFORE)
    command.upgrade(config, "0011")
    with psycopg.connect(empty_database.owner) as connection:
        queues = connection.execute("SELECT queue_name FROM procrastinate_jobs").fetchall()
        kept = {row[0] for row in connection.execute("SELECT token FROM devices WHERE kind = 'web_push'")}
        assert connection.execute("SELECT count(*) FROM devices WHERE kind = 'mobile_push'").fetchone() == (1,)
    assert {name for (name,) in queues} <= set(CONCURRENCY)
    assert len(kept) == 3
    assert all(push_services.is_one(token) for token in kept)
