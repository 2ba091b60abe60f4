"""Load against the bare limit of the same machine: `make bench`, or `python -m bench --help`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BACKEND = ROOT / "backend"

sys.path.insert(0, str(BACKEND))
