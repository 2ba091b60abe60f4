"""What an orchestrator asks: does the process answer, can it serve, what has it counted."""

from dataclasses import replace

from sqlalchemy import text

from app import create_app, db
from app.http import limits
from config import Settings
from tests.client import Client
from tests.servers import Addresses


def test_a_process_that_can_serve_says_so(client: Client) -> None:
    assert client.get("/health/live").ok() == {"status": "ok"}
    assert client.get("/health/ready").ok() == {"status": "ok", "degraded": [], "history_guard": "role"}


def test_a_database_that_is_away_makes_a_process_alive_but_not_ready(client: Client) -> None:
    db.configure("postgresql://nobody@127.0.0.1:1/none")
    client.get("/health/live").ok()
    client.get("/health/ready").problem(503, "unavailable")


def test_redis_away_is_no_reason_to_turn_people_away(client: Client, settings: Settings) -> None:
    app = create_app(settings, check_answers=True)
    limits.install(app, "redis://127.0.0.1:1/0", "600/minute")
    assert Client(app).get("/health/ready").ok()["degraded"] == ["redis"]


def test_without_redis_pages_hear_of_their_own_process_only(client: Client, settings: Settings) -> None:
    alone = Client(create_app(replace(settings, redis_url="")))
    assert alone.get("/health/ready").ok()["degraded"] == ["redis", "realtime"]


def test_tables_that_are_not_the_newest_make_a_process_not_ready(fresh_database: Addresses, settings: Settings) -> None:
    client = Client(create_app(settings))
    with db.configure(fresh_database.owner).writes.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    db.configure(fresh_database.application)
    problem = client.get("/health/ready").problem(503, "not_ready")
    assert problem["missing"] == ["The database is not migrated to the newest revision."]
    with db.configure(fresh_database.owner).writes.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    client.get("/health/ready").problem(503, "not_ready")


def test_a_first_start_that_is_still_loading_is_not_ready(fresh_database: Addresses, settings: Settings) -> None:
    client = Client(create_app(settings))
    with db.configure(fresh_database.owner).writes.begin() as connection:
        connection.execute(text("""INSERT INTO installation (key, value) VALUES ('demo', '{"state": "loading"}')"""))
    db.configure(fresh_database.application)
    assert client.get("/health/ready").problem(503, "not_ready")["missing"] == ["The demo data is still being loaded."]


def test_requests_are_counted_by_route_and_never_by_address(client: Client) -> None:
    client.get("/health/live").ok()
    client.get("/made-up-by-somebody")
    client.call("MADEUP", "/health/live")
    written = client.get("/metrics").content.decode()
    assert 'http_request_duration_seconds_count{method="GET",route="/health/live",status="200"}' in written
    assert 'method="other"' in written
    assert "made-up" not in written
    assert "MADEUP" not in written
