"""The settings, one typed line each: read from the environment and checked all at once. create_app hands them down."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from limits import parse_many

from launcher import keys
from launcher.layout import Layout, create, default_data_dir
from launcher.settings import url_of

Value = TypeVar("Value")

CLONE = Path(__file__).resolve().parent.parent
DATA = default_data_dir(CLONE)
WEB = CLONE / "frontend" / "build"  # a Path is as frozen as a tuple, which ruff does not know (RUF009)
SECRET_LENGTH = 32
DEFAULTS = ("change", "secret", "default", "password", "example", "insecure")

# What the next releases will serve. Set already, it would be a promise that nobody keeps.
NOT_YET: Mapping[str, str] = {
    "SUPABASE_URL": "attachments are kept on the local disk only",
    "SUPABASE_KEY": "attachments are kept on the local disk only",
    "SUPABASE_BUCKET_NAME": "attachments are kept on the local disk only",
    "ELASTICSEARCH_URL": "search runs in PostgreSQL only",
}


class Misconfigured(SystemExit):
    """The environment can't be used; one line a mistake."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = mistakes
        super().__init__("The configuration needs attention:\n" + "\n".join(f"  {line}" for line in mistakes))


def _switch(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("use 0 or 1")
    return text == "1"


def _yes_or_no(text: str) -> bool:
    if text.lower() not in ("0", "1", "false", "true"):
        raise ValueError("use true or false")
    return text.lower() in ("1", "true")


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise ValueError(f"use a number from {least} to {most}")
        return int(text)

    return read


def _database(text: str) -> str:
    if urlsplit(text).scheme not in ("postgres", "postgresql"):
        raise ValueError("use postgresql://user:password@host/database")
    return text


def _redis(text: str) -> str:
    if urlsplit(text).scheme not in ("redis", "rediss", "valkey", "valkeys"):
        raise ValueError("use redis://host:port/0")
    return text.replace("valkey", "redis", 1) if text.startswith("valkey") else text


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ValueError("use an address such as https://tickets.example.org")
    return text.rstrip("/")


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _origins(text: str) -> tuple[str, ...]:
    origins = _list(text)
    if any(_url(origin) != origin or urlsplit(origin).path for origin in origins):
        raise ValueError("use origins such as https://app.example.org, separated by commas")
    return origins


def _networks(text: str) -> tuple[str, ...]:
    try:
        return tuple(str(ip_network(part, strict=False)) for part in _list(text))
    except ValueError as error:
        raise ValueError("use addresses or networks such as 10.0.0.0/8, separated by commas") from error


def _rate(text: str) -> str:
    try:
        parse_many(text)
    except ValueError as error:
        raise ValueError("use a rate such as 600/minute") from error
    return text


def _environment(text: str) -> Literal["development", "production"]:
    if text not in ("development", "production"):
        raise ValueError("use development or production")
    return "production" if text == "production" else "development"


def _registration(text: str) -> Literal["open", "invitation"]:
    if text not in ("open", "invitation"):
        raise ValueError("use open or invitation")
    return "open" if text == "open" else "invitation"


def _host(text: str) -> str:
    if any(letter.isspace() or letter in "/@" for letter in text):
        raise ValueError("use a host's name such as smtp.example.org")
    return text


def _address(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise ValueError("use an address such as tickets@example.org") from error


def _security(text: str) -> Literal["", "starttls", "tls", "none"]:
    if text not in ("starttls", "tls", "none"):
        raise ValueError("use starttls, tls or none")
    return "starttls" if text == "starttls" else "tls" if text == "tls" else "none"


def _keys(text: str) -> tuple[str, ...]:
    given = _list(text)
    if any(_is_weak(key) for key in given):
        raise ValueError(f"use keys of {SECRET_LENGTH} random characters or more, newest first, separated by commas")
    return given


def _level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("use DEBUG, INFO, WARNING or ERROR")
    return text.upper()


def _folder(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _account_sid(text: str) -> str:
    if not re.fullmatch(r"AC[0-9a-fA-F]{32}", text):
        raise ValueError("use the account SID of Twilio's console: AC and 32 hexadecimal digits")
    return text


def _phone(text: str) -> str:
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", text):
        raise ValueError("use an international number such as +43720123456")
    return text


def _vapid_key(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{43}=?", text):
        raise ValueError("use a P-256 private key as `vapid` tools print it: 43 characters of base64url")
    return text.rstrip("=")


def _contact(text: str) -> str:
    if not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+|https://[\w.-]+", text):
        raise ValueError("use mailto:someone@example.org or https://example.org")
    return text


def variable(read: Callable[[str], Value], default: Value, about: str, *, secret: bool = False) -> Value:
    """One setting. Its environment variable has the field's name; a secret may also come from `<NAME>_FILE`."""
    return field(default=default, metadata={"read": read, "about": about, "secret": secret})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that the environment decides. docs/reference/configuration.md lists the same."""

    environment: Literal["development", "production"] = variable(_environment, "development", "how strict to be")
    database_url: str = variable(_database, "postgresql://127.0.0.1/modern_management", "PostgreSQL", secret=True)
    migration_database_url: str = variable(_database, "", "PostgreSQL, as the owner of the tables", secret=True)
    redis_url: str = variable(_redis, "", "Redis or Valkey", secret=True)
    secret_key: str = variable(str, "", "signs links to attachments", secret=True)
    jwt_secret_key: str = variable(str, "", "signs access tokens", secret=True)
    host: str = variable(str, "127.0.0.1", "the address to listen on")
    port: int = variable(_number(1, 65535), 8000, "the port to listen on")
    public_url: str = variable(_url, "", "how people reach this installation")
    cors_origins: tuple[str, ...] = variable(_origins, (), "web apps on other origins that may call the API")
    trusted_proxies: tuple[str, ...] = variable(_networks, (), "proxies whose X-Forwarded-For is believed")
    data_dir: Path = variable(_folder, DATA, "where attachments, logs and made secrets live")  # noqa: RUF009
    web_root: Path = variable(_folder, WEB, "the built web app")  # noqa: RUF009
    demo: bool = variable(_switch, False, "whether the sign-in page offers the demo accounts")
    web_concurrency: int = variable(_number(1, 64), 2, "gunicorn's workers")
    log_level: str = variable(_level, "INFO", "the least important log line that is written")
    max_upload_mb: int = variable(_number(1, 200), 25, "how large one attachment may be")
    registration: Literal["open", "invitation"] = variable(_registration, "open", "who may register")
    rate_limit: str = variable(_rate, "600/minute", "requests by one caller to one route")
    access_token_minutes: int = variable(_number(1, 1440), 15, "how long an access token lasts")
    encryption_keys: tuple[str, ...] = variable(_keys, (), "encrypt saved secrets, newest first", secret=True)
    enable_email_notifications: bool = variable(_yes_or_no, True, "whether mail is sent, at first")
    smtp_server: str = variable(_host, "", "the mail server, at first")
    smtp_port: int = variable(_number(1, 65535), 587, "its port, at first")
    smtp_security: Literal["", "starttls", "tls", "none"] = variable(_security, "", "how it is encrypted, at first")
    smtp_username: str = variable(str, "", "who signs in there, at first")
    smtp_password: str = variable(str, "", "with which password, at first", secret=True)
    sender_email: str = variable(_address, "", "whom mail comes from, at first")
    enable_sms_notifications: bool = variable(_yes_or_no, True, "whether SMS are sent, at first")
    twilio_account_sid: str = variable(_account_sid, "", "the account at Twilio that sends SMS, at first")
    twilio_auth_token: str = variable(str, "", "signs in there and checks what Twilio sends, at first", secret=True)
    twilio_from_number: str = variable(_phone, "", "the number that SMS come from, at first")
    vapid_private_key: str = variable(_vapid_key, "", "signs pushes to browsers", secret=True)
    vapid_subject: str = variable(_contact, "", "whom push services write to, at first")
    expo_access_token: str = variable(str, "", "signs pushes to phones in to Expo", secret=True)

    @property
    def production(self) -> bool:
        """Whether this serves real people."""
        return self.environment == "production"

    @property
    def address(self) -> str:
        """The public address, without a slash at its end: what links and QR codes begin with."""
        return self.public_url or url_of(self.host, self.port)


def names() -> dict[str, str]:
    """Every variable that is read, with what it is for."""
    return {setting.name.upper(): setting.metadata["about"] for setting in fields(Settings)}


def is_secret(name: str) -> bool:
    """Whether the variable holds a secret, which may come from a file."""
    return any(setting.metadata["secret"] for setting in fields(Settings) if setting.name == name.lower())


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; `Misconfigured` names everything that is wrong at once."""
    given = os.environ if environment is None else environment
    mistakes = [f"{name}: {why}; unset it." for name, why in NOT_YET.items() if given.get(name)]
    values: dict[str, object] = {}
    for setting in fields(Settings):
        try:
            text = _given(setting.name.upper(), given, may_be_a_file=setting.metadata["secret"])
            if text:
                values[setting.name] = setting.metadata["read"](text)
        except (ValueError, OSError) as error:
            mistakes.append(f"{setting.name.upper()}: {_reason(error)}.")
    settings = replace(Settings(), **values)
    mistakes += _unsafe(settings, set(values))
    if mistakes:
        raise Misconfigured(mistakes)
    return settings if settings.production else _with_made_secrets(settings)


def _given(name: str, environment: Mapping[str, str], *, may_be_a_file: bool) -> str:
    """The variable's text, or that of the file which `<NAME>_FILE` names."""
    text, file = environment.get(name, ""), environment.get(f"{name}_FILE", "") if may_be_a_file else ""
    if text and file:
        raise ValueError(f"give it or {name}_FILE, not both")
    return Path(file).read_text(encoding="utf-8").strip() if file else text.strip()


def _reason(error: ValueError | OSError) -> str:
    """A secret's text must not be in it: only our own sentences, and what the system says of a file."""
    return f"{error.filename} can't be read ({error.strerror})" if isinstance(error, OSError) else str(error)


def _unsafe(settings: Settings, given: set[str]) -> Iterator[str]:
    """What production refuses."""
    if not settings.production:
        return
    for name in ("database_url", "secret_key", "jwt_secret_key"):
        if name not in given:
            yield f"{name.upper()}: production needs it (or {name.upper()}_FILE)."
    for name, value in (("secret_key", settings.secret_key), ("jwt_secret_key", settings.jwt_secret_key)):
        if name in given and _is_weak(value):
            yield f"{name.upper()}: this is a default or too short; use {SECRET_LENGTH} random characters or more."
    if settings.secret_key and settings.secret_key == settings.jwt_secret_key:
        yield "JWT_SECRET_KEY: use another one than SECRET_KEY."
    if settings.demo:
        yield "DEMO: refused in production, the demo's passwords are public."


def _is_weak(secret: str) -> bool:
    return len(secret) < SECRET_LENGTH or any(word in secret.lower() for word in DEFAULTS)


def _with_made_secrets(settings: Settings) -> Settings:
    """Outside production, secrets that nobody gave are made once and kept in the data folder, mode 0600."""
    missing = [name for name in ("secret_key", "jwt_secret_key", "vapid_private_key") if not getattr(settings, name)]
    if not missing:
        return settings
    layout = Layout(settings.data_dir)
    create(layout)
    return replace(settings, **{name: keys.keep(layout.secrets, name) for name in missing})
