"""What the drills measured, kept in docs/reference/drills.md: a line a drill, the newest run's."""

import datetime as dt
import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "drills.md"
HEAD = """# Drills

What `make drill` measured at its last run, a line a drill. The same drills run small in `make test`.

"""


def note(name: str, measured: str) -> None:
    """Replace the drill's line."""
    lines = PAGE.read_text(encoding="utf-8").splitlines() if PAGE.exists() else HEAD.splitlines()
    kept = [line for line in lines if not re.match(rf"- \*\*{re.escape(name)}\*\*", line)]
    line = f"- **{name}** ({dt.datetime.now(dt.UTC):%Y-%m-%d}): {measured}"
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text("\n".join([*kept, line]) + "\n", encoding="utf-8")
