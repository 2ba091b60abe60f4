"""Each environment variable is read, checked and documented; one that would be ignored stops the start."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import config
from config import Misconfigured, Settings, load

SECRETS = {"SECRET_KEY": "a" * 40, "JWT_SECRET_KEY": "b" * 40}
PRODUCTION = {**SECRETS, "ENVIRONMENT": "production", "DATABASE_URL": "postgresql://mm@db/mm"}

# variable → a value other than the default, and what becomes of it
READ: Mapping[str, tuple[str, object]] = {
    "DATABASE_URL": ("postgres://u:p@db/x", "postgres://u:p@db/x"),
    "MIGRATION_DATABASE_URL": ("postgresql://owner@db/x", "postgresql://owner@db/x"),
    "REDIS_URL": ("valkey://cache:6379/1", "redis://cache:6379/1"),
    "SECRET_KEY": ("k" * 50, "k" * 50),
    "JWT_SECRET_KEY": ("l" * 50, "l" * 50),
    "HOST": ("0.0.0.0", "0.0.0.0"),  # noqa: S104
    "PORT": ("9000", 9000),
    "PUBLIC_URL": ("https://tickets.example.org/", "https://tickets.example.org"),
    "CORS_ORIGINS": ("https://a.example, http://b.example:3000", ("https://a.example", "http://b.example:3000")),
    "TRUSTED_PROXIES": ("10.0.0.1/8, ::1", ("10.0.0.0/8", "::1/128")),
    "DATA_DIR": ("/srv/data", Path("/srv/data")),
    "WEB_ROOT": ("/srv/web", Path("/srv/web")),
    "DEMO": ("1", True),
    "WEB_CONCURRENCY": ("8", 8),
    "LOG_LEVEL": ("debug", "DEBUG"),
    "MAX_UPLOAD_MB": ("100", 100),
    "REGISTRATION": ("invitation", "invitation"),
    "RATE_LIMIT": ("10/second", "10/second"),
    "ACCESS_TOKEN_MINUTES": ("60", 60),
    "TWILIO_ACCOUNT_SID": (f"AC{'0a' * 16}", f"AC{'0a' * 16}"),
    "TWILIO_AUTH_TOKEN": ("t" * 32, "t" * 32),
    "TWILIO_FROM_NUMBER": ("+43720123456", "+43720123456"),
    "ENABLE_SMS_NOTIFICATIONS": ("false", False),
    "VAPID_PRIVATE_KEY": ("A" * 42 + "E=", "A" * 42 + "E"),
    "VAPID_SUBJECT": ("mailto:front.desk@example.org", "mailto:front.desk@example.org"),
    "EXPO_ACCESS_TOKEN": ("expo", "expo"),
    "ENCRYPTION_KEYS": (f"{'n' * 40}, {'o' * 40}", ("n" * 40, "o" * 40)),
    "ENABLE_EMAIL_NOTIFICATIONS": ("False", False),
    "SMTP_SERVER": ("smtp.example.org", "smtp.example.org"),
    "SMTP_PORT": ("465", 465),
    "SMTP_SECURITY": ("tls", "tls"),
    "SMTP_USERNAME": ("tickets", "tickets"),
    "SMTP_PASSWORD": ("hunter2", "hunter2"),
    "SENDER_EMAIL": ("tickets@Example.org", "tickets@example.org"),
}
WRONG = {
    "ENVIRONMENT": "staging",
    "DATABASE_URL": "mysql://db/x",
    "MIGRATION_DATABASE_URL": "db",
    "REDIS_URL": "http://cache",
    "PORT": "0",
    "PUBLIC_URL": "tickets.example.org",
    "CORS_ORIGINS": "*",
    "TRUSTED_PROXIES": "proxy",
    "DEMO": "yes",
    "WEB_CONCURRENCY": "many",
    "LOG_LEVEL": "loud",
    "MAX_UPLOAD_MB": "-1",
    "REGISTRATION": "closed",
    "RATE_LIMIT": "often",
    "ACCESS_TOKEN_MINUTES": "1.5",
    "TWILIO_ACCOUNT_SID": "SK1234",
    "TWILIO_FROM_NUMBER": "0720 123456",
    "ENABLE_SMS_NOTIFICATIONS": "maybe",
    "VAPID_PRIVATE_KEY": "short",
    "VAPID_SUBJECT": "front desk",
    "ENCRYPTION_KEYS": "short",
    "ENABLE_EMAIL_NOTIFICATIONS": "perhaps",
    "SMTP_SERVER": "smtp://mail",
    "SMTP_PORT": "smtp",
    "SMTP_SECURITY": "ssl",
    "SENDER_EMAIL": "tickets",
}


def mistakes(**environment: str) -> list[str]:
    with pytest.raises(Misconfigured) as refused:
        load(environment)
    return [line.split(":")[0] for line in refused.value.mistakes]


@pytest.mark.parametrize("name", READ)
def test_each_variable_is_read(name: str) -> None:
    text, value = READ[name]
    read = load({**SECRETS, name: text})
    assert getattr(read, name.lower()) == value
    assert getattr(Settings(), name.lower()) != value


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_named(name: str) -> None:
    assert mistakes(**{**SECRETS, name: WRONG[name]}) == [name]


def test_everything_wrong_is_named_at_once() -> None:
    assert sorted(mistakes(**WRONG, SUPABASE_URL="files")) == sorted([*WRONG, "SUPABASE_URL"])


@pytest.mark.parametrize("name", config.NOT_YET)
def test_what_is_not_supported_yet_is_refused_and_empty_is_not_set(name: str) -> None:
    assert mistakes(**SECRETS, **{name: "x"}) == [name]
    load({**SECRETS, name: ""})


@pytest.mark.parametrize("name", [name for name in READ if config.is_secret(name)])
def test_a_secret_can_be_a_file(name: str, tmp_path: Path) -> None:
    text, value = READ[name]
    file = tmp_path / "secret"
    file.write_text(text + "\n")
    others = {key: secret for key, secret in SECRETS.items() if key != name}
    assert getattr(load({**others, f"{name}_FILE": str(file)}), name.lower()) == value
    assert mistakes(**others, **{name: text, f"{name}_FILE": str(file)}) == [name]
    assert mistakes(**others, **{f"{name}_FILE": str(tmp_path / "none")}) == [name]


def test_production_starts_with_its_secrets() -> None:
    assert load(PRODUCTION).production


def test_production_names_all_that_is_missing() -> None:
    assert mistakes(ENVIRONMENT="production") == ["DATABASE_URL", "SECRET_KEY", "JWT_SECRET_KEY"]


@pytest.mark.parametrize(
    "weak", ["short", "change-me-please-change-me-please-change", "my-SECRET-is-this-one-and-no-other-key!"]
)
def test_production_refuses_weak_and_shared_secrets(weak: str) -> None:
    assert mistakes(**{**PRODUCTION, "SECRET_KEY": weak}) == ["SECRET_KEY"]
    assert mistakes(**{**PRODUCTION, "JWT_SECRET_KEY": PRODUCTION["SECRET_KEY"]}) == ["JWT_SECRET_KEY"]


def test_production_refuses_the_demo() -> None:
    assert mistakes(**PRODUCTION, DEMO="1") == ["DEMO"]


def test_no_message_holds_a_secret() -> None:
    with pytest.raises(Misconfigured) as refused:
        load({**PRODUCTION, "SECRET_KEY": "hunter2", "DATABASE_URL": "mysql://u:hunter2@db/x"})
    assert "hunter2" not in str(refused.value)


def test_outside_production_secrets_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    first, second = load({"DATA_DIR": str(tmp_path)}), load({"DATA_DIR": str(tmp_path)})
    assert first == second
    assert len(first.secret_key) >= 32
    assert first.secret_key != first.jwt_secret_key
    assert {oct(file.stat().st_mode & 0o777) for file in (tmp_path / "secrets").iterdir()} == {"0o600"}


def test_links_begin_with_the_address_that_is_served() -> None:
    assert load({**SECRETS, "PORT": "9000"}).address == "http://127.0.0.1:9000"
    assert load({**SECRETS, "HOST": "::1"}).address == "http://[::1]:8000"
    assert load({**SECRETS, "HOST": "0.0.0.0"}).address == "http://127.0.0.1:8000"  # noqa: S104


def test_the_reference_lists_each_variable_and_its_default() -> None:
    page = (config.CLONE / "docs" / "reference" / "configuration.md").read_text()
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \|", page, re.MULTILINE))
    assert rows.keys() == config.names().keys()
    secret = set(re.findall(r"^\| `([A-Z_]+)` \| [^|]+ \| yes \|", page, re.MULTILINE))
    assert secret == {name for name in config.names() if config.is_secret(name)}
    for name in ("HOST", "PORT", "LOG_LEVEL", "MAX_UPLOAD_MB", "REGISTRATION", "RATE_LIMIT", "ENVIRONMENT"):
        assert rows[name] == f"`{getattr(Settings(), name.lower())}`"
    listed = set(re.findall(r"`([A-Z_]+)`", page.split("## Not supported yet")[1]))
    assert listed == set(config.NOT_YET)
