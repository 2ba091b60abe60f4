"""`python -m bench`: generate, compare, measure, print; writes docs/reference/bench.md after a whole run."""

import argparse
import secrets
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

import psycopg

from . import ROOT, pgbench, realtime, servers, shape, table
from .compare import Different, require_same
from .generate import SIZES, generate
from .load import LoadFailed, Measured, Target, run, wrk
from .servers import NotReady, Servers, Urls
from .table import OPERATIONS, Growth, Pair, Turns

PAGE = ROOT / "docs" / "reference" / "bench.md"
ROUNDS = 9
WARM_UP_SECONDS = 5
IDS = 2_000
SMALL, LARGE = "10k", "1m"
REALTIME = "realtime"


@dataclass(frozen=True, slots=True)
class Stage:
    """A database with both servers on it."""

    size: str
    urls: Urls
    ours: Target
    limit: Target


def main() -> int:
    """Run; 0 when every target is met, 1 when one is missed or a figure is void."""
    arguments = _arguments()
    try:
        if arguments.only != [REALTIME]:
            wrk()
        running = Servers()
    except (LoadFailed, NotReady) as error:
        return _fail(str(error))
    try:
        return _measure(running, arguments)
    except (LoadFailed, NotReady, Different) as error:
        return _fail(str(error))
    finally:
        running.stop()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--size",
        choices=SIZES,
        default="100k",
        help="tickets while the ratios are measured",
    )
    parser.add_argument("--seconds", type=int, default=4, help="length of one run")
    parser.add_argument(
        "--quick",
        action="store_true",
        help="10k tickets, no growth, no page",
    )
    parser.add_argument(
        "--only",
        choices=(*OPERATIONS, REALTIME),
        action="append",
        help="one operation, or how soon pages and mail follow a commit; repeatable; no page",
    )
    return parser.parse_args()


def _measure(running: Servers, arguments: argparse.Namespace) -> int:
    wanted: Sequence[str] = arguments.only or (*OPERATIONS, REALTIME)
    operations = [one for one in wanted if one != REALTIME]
    tables, verdicts = _ratios(running, operations, arguments) if operations else ([], [])
    if REALTIME in wanted:
        drawn, found = realtime.measure(running)
        tables.append((realtime.TITLE, drawn))
        verdicts += found
        _say(f"\n{drawn}\n")
    if not arguments.quick and not arguments.only:
        PAGE.write_text(table.page(tables), encoding="utf-8")
        _say(f"written: {PAGE.relative_to(ROOT)}")
    return 0 if set(verdicts) == {"met"} else 1


def _ratios(
    running: Servers, operations: Sequence[str], arguments: argparse.Namespace
) -> tuple[list[tuple[str, str]], list[str]]:
    """The tables against the bare limit, and the verdict of each of their lines."""
    size, seconds = (SMALL if arguments.quick else arguments.size), arguments.seconds
    with _stage(running, size) as stage:
        pairs = [_pair(running, stage, operation, seconds) for operation in operations]
    tables = [(f"{size} tickets", table.loads(pairs))]
    verdicts = [pair.verdict for pair in pairs]
    _say(f"\n{tables[0][1]}\n")
    if not arguments.quick:
        found = _growths(running, operations, seconds)
        tables.append((f"Growth from {SMALL} to {LARGE}", table.growths(found, SMALL, LARGE)))
        verdicts += [one.verdict for one in found]
        _say(f"\n{tables[1][1]}\n")
    return tables, verdicts


def _pair(running: Servers, stage: Stage, operation: str, seconds: int) -> Pair:
    ((ours, limit),) = _in_turns([stage], operation, seconds)
    return Pair(
        operation,
        ours,
        limit,
        pgbench.per_second(running, stage.urls, operation, seconds),
    )


def _in_turns(stages: Sequence[Stage], operation: str, seconds: int) -> Sequence[tuple[Turns, Turns]]:
    """Ours and the limit of each stage, one run after the other and round by round. What slows the machine for a while
    slows all of them."""
    targets = [(stage, target) for stage in stages for target in (stage.ours, stage.limit)]
    for _, target in targets:
        run(target, operation, WARM_UP_SECONDS)
    runs: list[list[Measured]] = [[] for _ in targets]
    for number in range(ROUNDS):
        for (stage, target), measured in zip(targets, runs, strict=True):
            _empty_queue(stage.urls)
            measured.append(run(target, operation, seconds))
            _say(f"{stage.size} {operation} {target.name} {number + 1}/{ROUNDS}: {measured[-1].per_second:,.0f}/s")
    return list(zip(runs[::2], runs[1::2], strict=True))


def _growths(running: Servers, operations: Sequence[str], seconds: int) -> list[Growth]:
    with _stage(running, SMALL) as small, _stage(running, LARGE) as large:
        return [_growth(operation, _in_turns([small, large], operation, seconds)) for operation in operations]


def _growth(operation: str, found: Sequence[tuple[Turns, Turns]]) -> Growth:
    (ours_small, limit_small), (ours_large, limit_large) = found
    return Growth(operation, (ours_small, ours_large), (limit_small, limit_large))


@contextmanager
def _stage(running: Servers, size: str) -> Generator[Stage]:
    """A generated database of that size with both servers, compared; all of it goes again."""
    began = perf_counter()
    urls = running.create(f"bench_{size}")
    generate(urls.superuser, SIZES[size])
    _say(f"{size} tickets generated in {perf_counter() - began:.0f} s")
    secret = secrets.token_hex(32)
    ours, limit = (
        servers.ours(running, urls, secret),
        servers.limit(running, urls, secret),
    )
    try:
        stage = _targets(running, size, urls, ours.port, limit.port)
        require_same(stage.ours, stage.limit, urls.superuser)
        _say("list and detail equal the limit's field by field; a create writes the same rows")
        yield stage
    finally:
        ours.stop()
        limit.stop()
        running.drop(f"bench_{size}")


def _targets(running: Servers, size: str, urls: Urls, ours: int, limit: int) -> Stage:
    ids = running.path / f"ids_{size}"
    with psycopg.connect(urls.superuser) as connection:
        chosen = "SELECT id FROM tickets WHERE property_id = ANY(%s) ORDER BY md5(id::text) LIMIT %s"
        rows = connection.execute(chosen, [list(shape.managed_by(0)), IDS]).fetchall()
        category = connection.execute("SELECT id FROM categories WHERE key = 'plumbing'").fetchall()[0][0]
    ids.write_text("\n".join(str(row[0]) for row in rows), encoding="ascii")
    token = servers.sign_in(ours)
    return Stage(
        size,
        urls,
        Target("ours", ours, token, ids, category),
        Target("limit", limit, token, ids, category),
    )


def _empty_queue(urls: Urls) -> None:
    """No worker takes the jobs: each run begins with none, so that all begin alike."""
    with psycopg.connect(urls.superuser, autocommit=True) as connection:
        connection.execute("TRUNCATE procrastinate_jobs, procrastinate_events CASCADE")
        connection.execute("VACUUM manager_loads, property_counters")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _fail(line: str) -> int:
    sys.stderr.write(f"{line}\n")
    return 1


sys.exit(main())
