"""What stands in the way of a start is said in one line."""

import socket

import pytest

from tests.launcher.installation import Installation


def only_line(installation: Installation) -> str:
    """The one line that a refused start printed."""
    lines = installation.output.splitlines()
    assert len(lines) == 1, installation.output
    return lines[0]


def test_a_port_in_use_names_the_way_out(installation: Installation) -> None:
    with socket.create_server(("127.0.0.1", installation.port)):
        assert installation.run() == 1
    assert f"Port {installation.port} " in only_line(installation)
    assert f"PORT={installation.port + 1}" in only_line(installation)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "eighty", "PORT=eighty is not a port"),
        ("PORT", "0", "PORT=0 is not a port"),
        ("HOST", "192.0.2.1", "HOST=192.0.2.1"),
        ("HOST", "no such host", "HOST=no such host"),
        ("DEMO", "yes", "DEMO=yes is neither 0 nor 1"),
        ("MIGRATION_DATABASE_URL", "postgresql://x", "without DATABASE_URL"),
        ("SUPABASE_URL", "https://x", "SUPABASE_URL: attachments are kept on the local disk only"),
        ("CORS_ORIGINS", "example", "CORS_ORIGINS:"),
        ("DATA_DIR", "/proc/modern-management", "DATA_DIR="),
        ("DATA_DIR", "/dev/null/data", "DATA_DIR="),
    ],
)
def test_a_setting_that_cannot_be_is_named(fresh: Installation, name: str, value: str, words: str) -> None:
    fresh.environment |= {name: value}
    assert fresh.run() == 1
    assert words in only_line(fresh)


def test_the_demo_is_refused_in_production(fresh: Installation) -> None:
    fresh.environment |= {"DEMO": "1", "ENVIRONMENT": "production"}
    assert fresh.run() == 1
    assert "DEMO=1 is refused" in only_line(fresh)


def test_production_names_all_that_is_missing(fresh: Installation) -> None:
    fresh.environment |= {"ENVIRONMENT": "production"}
    assert fresh.run() == 1
    assert [line.split(":")[0] for line in fresh.output.splitlines()] == [
        "DATABASE_URL",
        "SECRET_KEY",
        "JWT_SECRET_KEY",
    ]


def test_data_of_another_postgresql_is_left_alone(installation: Installation) -> None:
    (installation.data_dir / "postgres" / "PG_VERSION").write_text("14\n", encoding="ascii")
    assert installation.run() == 1
    assert "of PostgreSQL 14" in installation.output
