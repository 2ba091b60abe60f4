"""What the environment says about where to serve, where data lives and which servers to use."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import LaunchError
from launcher.layout import default_data_dir

DEFAULT_PORT = 8000
ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- recognised, not bound


@dataclass(frozen=True)
class Settings:
    """The launcher's own choices; everything else in the environment passes through to the application."""

    host: str
    port: int
    public_url: str
    data_dir: Path
    environment: str
    external_database: bool
    external_redis: bool
    demo: bool

    @property
    def production(self) -> bool:
        """Whether secrets must be given rather than made."""
        return self.environment == "production"

    @property
    def local_host(self) -> str:
        """The address under which this machine reaches the web server."""
        return ANY_ADDRESS.get(self.host, self.host)


def read_settings(environment: Mapping[str, str], clone: Path) -> Settings:
    """Read the launcher's settings; raises LaunchError naming the variable that is wrong."""
    host = environment.get("HOST") or "127.0.0.1"
    port = read_port(environment.get("PORT") or str(DEFAULT_PORT))
    name = environment.get("ENVIRONMENT") or "development"
    external = is_given(environment, "DATABASE_URL")
    if is_given(environment, "MIGRATION_DATABASE_URL") and not external:
        raise LaunchError(
            "MIGRATION_DATABASE_URL is set without DATABASE_URL: set both, or neither to use the embedded PostgreSQL."
        )
    return Settings(
        host=host,
        port=port,
        public_url=environment.get("PUBLIC_URL") or url_of(host, port),
        data_dir=Path(environment.get("DATA_DIR") or default_data_dir(clone)).expanduser().absolute(),
        environment=name,
        external_database=external,
        external_redis=is_given(environment, "REDIS_URL"),
        demo=wants_demo(environment.get("DEMO", ""), external=external, production=name == "production"),
    )


def read_port(text: str) -> int:
    """A TCP port, 1 to 65535."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise LaunchError(f"PORT={text} is not a port: choose a number from 1 to 65535.")
    return int(text)


def is_given(environment: Mapping[str, str], name: str) -> bool:
    """Whether a setting is given, itself or as a file that holds it."""
    return bool(environment.get(name) or environment.get(f"{name}_FILE"))


def url_of(host: str, port: int) -> str:
    """The address a browser on this machine uses for a server bound to host and port."""
    reachable = ANY_ADDRESS.get(host, host)
    return f"http://[{reachable}]:{port}" if ":" in reachable else f"http://{reachable}:{port}"


def wants_demo(text: str, *, external: bool, production: bool) -> bool:
    """Demo data goes into the embedded server unless DEMO=0, elsewhere only with DEMO=1, into production never."""
    if text not in ("", "0", "1"):
        raise LaunchError(f"DEMO={text} is neither 0 nor 1.")
    if production and text == "1":
        raise LaunchError("DEMO=1 is refused when ENVIRONMENT=production: the demo's passwords are public.")
    return text == "1" or (text == "" and not external and not production)
