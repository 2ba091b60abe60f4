"""What a run found: one table on the screen, and the page docs/reference/bench.md."""

import datetime as dt
import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .load import LARGEST_CLIENT_SHARE, Measured, median

OPERATIONS = ("list", "detail", "create")
TARGETS: Mapping[str, float] = {"list": 0.35, "detail": 0.30, "create": 0.25}
GROWTH = 1.15

Turns = Sequence[Measured]


@dataclass(frozen=True, slots=True)
class Pair:
    """One operation at one size: ours and the limit, turn by turn, and pgbench's transactions a second with the
    limit's SQL."""

    operation: str
    ours: Turns
    limit: Turns
    pgbench: float | None = None

    @property
    def ratio(self) -> float:
        """How much of the limit ours reaches in the turn next to it; of all turns, the one in the middle."""
        return statistics.median(
            ours.per_second / limit.per_second for ours, limit in zip(self.ours, self.limit, strict=True)
        )

    @property
    def is_void(self) -> bool:
        """The client was busy enough to be what is measured."""
        return max(one.client for one in (*self.ours, *self.limit)) > LARGEST_CLIENT_SHARE

    @property
    def verdict(self) -> str:
        """Whether the target is met."""
        if self.is_void:
            return "void"
        return "met" if self.ratio >= TARGETS[self.operation] else "MISSED"


@dataclass(frozen=True, slots=True)
class Growth:
    """An operation at the small and at the large size, turn by turn."""

    operation: str
    ours: tuple[Turns, Turns]
    limit: tuple[Turns, Turns]

    @property
    def factor(self) -> float:
        """Ours large ÷ ours small, divided by the same of the limit, of the p50 in the four turns next to each other;
        of all rounds, the one in the middle."""
        rounds = zip(*self.ours, *self.limit, strict=True)
        return statistics.median(
            (ours_large.p50 / ours_small.p50) / (limit_large.p50 / limit_small.p50)
            for ours_small, ours_large, limit_small, limit_large in rounds
        )

    @property
    def verdict(self) -> str:
        """Whether the target is met."""
        return "met" if self.factor <= GROWTH else "MISSED"


def loads(pairs: Sequence[Pair]) -> str:
    """The table of requests a second and latencies."""
    head = (
        "operation",
        "server",
        "requests/s",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "client",
        "ratio",
        "target",
        "",
    )
    rows: list[Sequence[str]] = []
    for pair in pairs:
        ratio = (f"{pair.ratio:.2f}", f"≥ {TARGETS[pair.operation]:.2f}", pair.verdict)
        limit = median(pair.limit)
        rows.append((pair.operation, "ours", *_figures(median(pair.ours)), *ratio))
        rows.append(("", "limit", *_figures(limit), "", "", ""))
        if pair.pgbench is not None:
            share = f"limit ÷ pgbench {limit.per_second / pair.pgbench:.2f}"
            rows.append(("", "pgbench", f"{pair.pgbench:,.0f}", "", "", "", "", "", "", share))
    return drawn(head, rows)


def growths(found: Sequence[Growth], small: str, large: str) -> str:
    """The table of growth."""
    head = (
        "operation",
        "server",
        f"p50 at {small}",
        f"p50 at {large}",
        "growth",
        "target",
        "",
    )
    rows: list[Sequence[str]] = []
    for one in found:
        verdict = (f"{one.factor:.2f}", f"≤ {GROWTH:.2f}", one.verdict)
        rows.append((one.operation, "ours", *_p50(one.ours), *verdict))
        rows.append(("", "limit", *_p50(one.limit), "", "", ""))
    return drawn(head, rows)


def page(tables: Sequence[tuple[str, str]]) -> str:
    """The reference page, with the machine and the day."""
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    machine = f"{os.cpu_count()} processors, {system}, Python {platform.python_version()}"
    parts = [_ABOUT, f"Measured on {dt.datetime.now(dt.UTC):%d %B %Y} with {machine}."]
    for title, table in tables:
        parts += [f"## {title}", table]
    return "\n\n".join(parts) + "\n"


def _p50(sizes: tuple[Turns, Turns]) -> tuple[str, ...]:
    return tuple(f"{statistics.median(one.p50 for one in turns):.1f}" for turns in sizes)


def _figures(one: Measured) -> tuple[str, ...]:
    return (
        f"{one.per_second:,.0f}",
        f"{one.p50:.1f}",
        f"{one.p95:.1f}",
        f"{one.p99:.1f}",
        f"{one.client:.0%}",
    )


def drawn(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, its columns aligned."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    ruled = [head, ["-" * width for width in widths], *rows]
    padded = ([cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in ruled)
    return "\n".join(f"| {' | '.join(row)} |" for row in padded)


_ABOUT = """# Load against the bare limit

`make bench` writes this page. It compares the product with a *bare limit*: the same answers from raw psycopg and
orjson in the smallest WSGI application (`bench/limit.py`), under the same gunicorn configuration, on the same
PostgreSQL, database and machine, in the same run.

- **The caller** of ours is a manager of 10 of 50 properties with four managers each; access token, scope, rate
  limit and `Idempotency-Key` are on, nothing is answered from a cache. The limit is told who calls, and checks
  nothing.
- **list** is the first page of `GET /tickets`, **detail** `GET /tickets/{id}` of any of 2,000 tickets, **create**
  `POST /tickets` with a key of its own each time. Before the run, the list and 50 details of both are compared
  field by field, and a create of each has to insert the same number of rows into the same tables, the queue's
  trigger included.
- fsync, synchronous_commit and full_page_writes are on, which the run checks. No worker runs, so the queue fills in
  both.
- **The client** is wrk with 16 connections. Its share of the machine's processors is printed; above 25 % the
  figures are void. Ours and the limit take nine short turns each, one after the other. The table shows each one's
  turn in the middle by requests a second; the ratio is the middle one of the nine of neighbouring turns, so that a
  machine that grows slower meanwhile slows both.
- **pgbench** runs the limit's statements without any Python, for information: how near the limit is to the server's
  own.
- **Growth** is (ours at the large size ÷ ours at the small one) ÷ (the limit's), of the p50. All four servers run
  at once and take turns; the growth is that of the round in the middle, the p50 are the middle ones of all turns.
- **At once** is measured with one web process, one worker process and a real SMTP server: from PostgreSQL's own time
  of a commit (a public comment, each on a ticket of its own) to when a client's socket hears of the ticket, and to when
  the SMTP server takes each of its two mails; first one change at a time, then 20 a second. About forty of the 1,000
  sockets hear of each ticket: its property's staff and managers, the super admin, its guest. A client process that
  takes more than a quarter of the machine makes the figures void."""
