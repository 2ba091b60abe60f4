"""How many cases each operation got, and how many of them succeeded: printed, and kept by `make drill`."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

PROPERTY: Final = "fuzz"
PAGE: Final = Path(__file__).resolve().parents[3] / "docs" / "reference" / "fuzz.md"
HEAD: Final = """# Fuzzing

What `make drill` sent at its last run, made by Schemathesis from the served description, as super admin, manager and
guest: no answer was a server error, none was undocumented. A redirect counts as a success.
"""


def _codes() -> dict[str, Counter[int]]:
    return defaultdict(Counter)


@dataclass(slots=True)
class Tally:
    """Operation → status → how often."""

    codes: dict[str, Counter[int]] = field(default_factory=_codes)

    def count(self, label: str, status: int) -> None:
        """One more answer."""
        self.codes[label][status] += 1

    @property
    def total(self) -> int:
        """Every case."""
        return sum(codes.total() for codes in self.codes.values())

    def never_succeeded(self) -> list[str]:
        """Operations without a success."""
        return [label for label, codes in self.codes.items() if not _successes(codes)]

    def rows(self) -> list[tuple[str, int, int, str]]:
        """Operation, cases, successes, and how often which status was answered."""
        return [
            (label, codes.total(), _successes(codes), ", ".join(f"{code}: {codes[code]}" for code in sorted(codes)))
            for label, codes in sorted(self.codes.items(), key=lambda one: one[0].split()[::-1])
        ]

    def text(self) -> str:
        """The share of successes by operation."""
        told = [f"{successes / cases:4.0%} of {cases:3} {label}" for label, cases, successes, _ in self.rows()]
        return "\n".join([f"{self.total} cases; of each operation's so many succeeded:", *told, ""])


def _successes(codes: Counter[int]) -> int:
    return sum(count for code, count in codes.items() if code < 400)


def keep(tally: Tally) -> None:
    """Write the page."""
    table = ["| operation | cases | succeeded | share | answers |", "| --- | ---: | ---: | ---: | --- |"]
    table += [
        f"| `{label}` | {cases} | {successes} | {successes / cases:.0%} | {answers} |"
        for label, cases, successes, answers in tally.rows()
    ]
    when = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}: {tally.total} cases over {len(tally.codes)} operations."
    PAGE.write_text("\n".join([HEAD, when, "", *table]) + "\n", encoding="utf-8")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the fuzzing told, wherever it ran."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            lines = dict(report.user_properties).get(PROPERTY) if isinstance(report, pytest.TestReport) else None
            if isinstance(lines, str):
                terminalreporter.section("fuzzing")
                terminalreporter.write(lines)
