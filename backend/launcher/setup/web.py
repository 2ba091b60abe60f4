"""The web app: its npm packages and its build."""

from launcher.errors import LaunchError
from launcher.setup import stamps
from launcher.setup.places import CLONE, FRONTEND, require_writable, run

LOCK = CLONE / "package-lock.json"
MODULES = CLONE / "node_modules"
BUILD = FRONTEND / "build"
CLIENT = CLONE / "packages" / "api-client"
INSTALL = ("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", "--no-update-notifier", "--include=dev")
WEB_ONLY = ("--workspace=frontend", "--include-workspace-root=false")


def ensure_packages(*, all_workspaces: bool) -> None:
    """Install the npm packages unless they are there: the web app's only, or those of every workspace."""
    complete, partial = packages_stamp("all"), packages_stamp("web")
    if stamps.read(MODULES) in ({complete} if all_workspaces else {complete, partial}):
        return
    require_writable(CLONE)
    stamps.remove(MODULES)
    run("Installing the web packages", INSTALL if all_workspaces else (*INSTALL, *WEB_ONLY))
    stamps.write(MODULES, complete if all_workspaces else partial)


def packages_stamp(selection: str) -> str:
    """What node_modules is stamped with."""
    manifests = sorted(CLONE.glob("*/package.json")) + sorted(CLONE.glob("packages/*/package.json"))
    return stamps.digest([selection, LOCK, CLONE / "package.json", *manifests])


def ensure_build() -> None:
    """Build the web app into frontend/build unless its sources are those that it was built from."""
    stamp = stamps.digest([FRONTEND, CLIENT, LOCK])
    if stamps.read(BUILD) == stamp:
        return
    require_writable(FRONTEND)
    stamps.remove(BUILD)
    run("Building the web app", ["npm", "run", "--silent", "build", "--workspace=frontend", "--", "--logLevel=warn"])
    if not (BUILD / "index.html").is_file():
        raise LaunchError(f"Building the web app left no {BUILD / 'index.html'}.")
    stamps.write(BUILD, stamp)
