"""`python -m launcher.setup run|checks|dev`: get the clone ready for it."""

import contextlib
import fcntl
import os
import sys
from collections.abc import Generator

from launcher import messages
from launcher.errors import LaunchError
from launcher.lock import is_held
from launcher.settings import read_settings
from launcher.setup import python_packages, web
from launcher.setup.places import CLONE, PYTHON
from launcher.setup.tools import require_tools


def get_ready(purpose: str) -> None:
    """Check the tools, install, build; what is running already keeps the environment that it runs from."""
    if purpose == "run" and PYTHON.exists() and is_held(read_settings(os.environ, CLONE).data_dir / "lock"):
        return
    require_tools()
    checks = purpose == "checks"
    python_packages.ensure(checks=checks)
    web.ensure_packages(all_workspaces=checks)
    if purpose == "run":
        web.ensure_build()


@contextlib.contextmanager
def alone() -> Generator[None]:
    """Let two commands in one clone get ready one after the other."""
    with (CLONE / "Makefile").open("rb") as file:
        with contextlib.suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Exit status 1 and a line on what stands in the way."""
    os.chdir(CLONE)  # a relative DATA_DIR is meant from there
    try:
        with alone():
            get_ready(sys.argv[1])
    except LaunchError as error:
        messages.complain(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        messages.complain(f"Getting ready failed: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
