"""How soon pages and mail follow a commit, idle and while 20 tickets a second change; 1,000 sockets, one web process.

The time of a commit is PostgreSQL's own (`track_commit_timestamp`); that of a signal is noted by the client that hears
it, that of a mail by the SMTP server that takes it; all by the clock of one machine.
"""

import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
import psutil
import psycopg

from launcher.network import free_port

from . import BACKEND, ROOT, servers, shape, table
from .generate import SIZES, generate
from .load import LARGEST_CLIENT_SHARE, LoadFailed
from .servers import Servers, Urls, Web

SIZE = "10k"
OPEN = 2_000
IDLE_SECONDS, BUSY_SECONDS, WARM_UP_SECONDS = 20, 30, 4
IDLE_RATE, BUSY_RATE = 2.0, 20.0
SETTLE_SECONDS = 20
RECIPIENTS = 2
LOG = "realtime.log"
TITLE = "At once: 1,000 sockets on one web process"

# Sockets: of each member of staff two (a phone, a desk), of each manager five, of guests one.
TABS = ((range(1, 2), 10), (range(shape.FIRST_MANAGER, shape.FIRST_STAFF), 5),
        (range(shape.FIRST_STAFF, shape.FIRST_GUEST), 2),
        (range(shape.FIRST_GUEST, shape.FIRST_GUEST + 490), 1))  # fmt: skip

TARGETS: Mapping[str, tuple[str, float]] = {"signal": ("p99", 250.0), "mail": ("p95", 2000.0)}


@dataclass(frozen=True, slots=True)
class Figures:
    """Latencies in milliseconds of what followed, and how much of that there was."""

    what: str
    load: str
    count: int
    expected: int
    p50: float
    p95: float
    p99: float

    @property
    def verdict(self) -> str:
        """Whether all of it came, in time."""
        quantile, most = TARGETS[self.what]
        if self.count < self.expected:
            return "MISSED"
        return "met" if getattr(self, quantile) < most else "MISSED"


@dataclass(frozen=True, slots=True)
class Helper:
    """A process beside the servers, that does what lines tell it."""

    name: str
    process: subprocess.Popen[str]

    def told(self, line: str) -> str:
        """Its answer to a line."""
        if self.process.stdin is None or self.process.stdout is None:
            raise LoadFailed(f"{self.name} has no pipes")
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self.answer()

    def answer(self) -> str:
        """Its next line."""
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line:
            raise LoadFailed(f"{self.name} ended")
        return line.strip()


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that runs."""

    urls: Urls
    folder: Path
    tokens: Mapping[int, str]
    tickets: Iterator[tuple[int, int]]
    ears: Helper
    mailbox: Helper
    changes: Helper
    processes: Mapping[str, Sequence[psutil.Process]]


def measure(running: Servers) -> tuple[str, list[str]]:
    """The table, and a verdict a line of it."""
    with _stage(running) as stage:
        _phase(stage, "warm-up", BUSY_RATE, WARM_UP_SECONDS)
        idle, _ = _phase(stage, "idle", IDLE_RATE, IDLE_SECONDS)
        busy, shares = _phase(stage, "20 a second", BUSY_RATE, BUSY_SECONDS)
    is_void = shares["clients"] > LARGEST_CLIENT_SHARE
    pairs = [(quiet, loaded) for quiet, loaded in zip(idle, busy, strict=True)]
    verdicts = ["void" if is_void else loaded.verdict for _, loaded in pairs]
    return _text(pairs, verdicts, shares), verdicts


@contextmanager
def _stage(running: Servers) -> Generator[Stage]:
    urls = running.create("bench_realtime")
    generate(urls.superuser, SIZES[SIZE])
    secret = "r" * 64
    with ExitStack() as opened:
        opened.callback(running.drop, "bench_realtime")
        tokens, tickets = _people(urls, secret)
        port = free_port()
        mailbox = opened.enter_context(_helper("bench.mailbox", str(port)))
        environment = _environment(running, urls, secret, port)
        web = Web("realtime", "wsgi:app", environment, running.path / LOG)
        opened.callback(web.stop)
        worker = opened.enter_context(_worker(environment, running.path / "worker.log"))
        listed = running.path / "tokens"
        everybody = [tokens[one] for people, tabs in TABS for one in people for _ in range(tabs)]
        listed.write_text("\n".join(everybody), encoding="ascii")
        ears = opened.enter_context(_helper("bench.ears", str(web.port), str(listed)))
        changes = opened.enter_context(_helper("bench.changes", str(web.port), ready=False))
        clients = [psutil.Process(one.process.pid) for one in (ears, mailbox, changes)]
        ours = {"web": _children(web.pid), "worker": [psutil.Process(worker.pid)], "clients": clients}
        print(f"{len(everybody)} sockets are open", flush=True)  # noqa: T201 -- a command's progress
        yield Stage(urls, running.path, tokens, iter(tickets), ears, mailbox, changes, ours)


def _environment(running: Servers, urls: Urls, secret: str, mail_port: int) -> dict[str, str]:
    """One web process and one worker process, which mail through a real server without encryption."""
    return servers.environment(running, urls, secret) | {
        "WEB_CONCURRENCY": "1",
        "SMTP_SERVER": "127.0.0.1",
        "SMTP_PORT": str(mail_port),
        "SMTP_SECURITY": "none",
        "SENDER_EMAIL": "desk@bench.example",
        "ENABLE_EMAIL_NOTIFICATIONS": "true",
    }


def _people(urls: Urls, secret: str) -> tuple[Mapping[int, str], list[tuple[int, int]]]:
    """Tokens by person, and tickets with somebody of the staff who may write on each: assigned, reported by a guest."""
    ids = [one for people, _ in TABS for one in people]
    with psycopg.connect(urls.superuser, autocommit=True) as connection:
        connection.execute("UPDATE users SET email_verified_at = now()")
        connection.execute(
            "INSERT INTO sessions (id, user_id, current, expires_at)"
            " SELECT 'bench-' || id, id, '', now() + interval '1 day' FROM users WHERE id = ANY(%s)",
            [ids],
        )
        connection.execute(
            "UPDATE tickets SET status = 'open', resolved_at = NULL, closed_at = NULL"
            " WHERE id IN (SELECT id FROM tickets ORDER BY id DESC LIMIT %s)",
            [OPEN],
        )
        connection.execute(
            "INSERT INTO settings (key, value) VALUES ('notifications', '{\"per_hour\": 1000000}')"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        )
        # Whoever works on a ticket writes on it, so that the reporter and the assignee are its two recipients.
        rows = connection.execute(
            "SELECT t.id, coalesce(min(a.user_id), %s + (t.property_id - 1) * %s) FROM tickets t"
            " LEFT JOIN tasks k ON k.ticket_id = t.id LEFT JOIN task_assignments a ON a.task_id = k.id"
            " WHERE t.status = 'open' AND t.assignee_id IS NOT NULL AND t.reporter_id <> t.assignee_id"
            " GROUP BY t.id ORDER BY md5(t.id::text)",
            [shape.FIRST_STAFF, shape.STAFF_EACH],
        ).fetchall()
    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    tokens = {
        one: jwt.encode({"sub": str(one), "sid": f"bench-{one}", "type": "access", "exp": until}, secret[::-1])
        for one in ids
    }
    return tokens, [(int(ticket_id), int(user_id)) for ticket_id, user_id in rows]


def _phase(stage: Stage, load: str, rate: float, seconds: int) -> tuple[list[Figures], Mapping[str, float]]:
    """So many changes, each of a ticket of its own; then wait until all that follows has come, or long enough."""
    chosen = [next(stage.tickets) for _ in range(int(rate * seconds))]
    began, used = time.time(), _used(stage)
    wish = {"rate": rate, "changes": [(ticket_id, stage.tokens[user_id]) for ticket_id, user_id in chosen]}
    if refused := json.loads(stage.changes.told(json.dumps(wish))):
        last = (stage.folder / LOG).read_text(encoding="utf-8", errors="replace")[-1500:]
        raise LoadFailed(f"changes were refused: {refused}\n{last}")
    wall = time.time() - began
    shares = {name: (now - used[name]) / wall / (os.cpu_count() or 1) for name, now in _used(stage).items()}
    commits = _commits(stage.urls, began)
    mails = _settled(stage.urls, began, len(chosen) * RECIPIENTS)
    heard = _read(stage, stage.ears, "heard")
    came = _read(stage, stage.mailbox, "came")
    return [_signals(load, commits, heard), _mailed(load, commits, mails, came, len(chosen))], shares


def _signals(load: str, commits: Mapping[int, tuple[int, float]], heard: Sequence[tuple[int, float]]) -> Figures:
    """Each ticket at each socket that heard of it, once; everybody of its property hears."""
    of_ticket = dict(commits.values())
    found = [(at - of_ticket[ticket_id]) * 1000 for ticket_id, at in heard if ticket_id in of_ticket]
    least = len(of_ticket) * _listeners_each()
    return _figures("signal", load, found, least)


def _mailed(
    load: str,
    commits: Mapping[int, tuple[int, float]],
    mails: Mapping[str, int],
    came: Sequence[tuple[str, float]],
    changes: int,
) -> Figures:
    found = [(at - commits[mails[name]][1]) * 1000 for name, at in came if mails.get(name) in commits]
    twice = [name for name, number in Counter(name for name, _ in came).items() if number > 1]
    if twice:
        raise LoadFailed(f"{len(twice)} mails came twice")
    return _figures("mail", load, found, changes * RECIPIENTS)


def _listeners_each() -> int:
    """Sockets that hear of a ticket without being its guest's: those of staff, managers and the super admin."""
    return shape.STAFF_EACH * 2 + shape.MANAGERS_EACH * 5 + 10


def _figures(what: str, load: str, found: list[float], expected: int) -> Figures:
    ordered = sorted(found) or [float("inf")]

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    return Figures(what, load, len(found), expected, at(0.5), at(0.95), at(0.99))


def _commits(urls: Urls, began: float) -> Mapping[int, tuple[int, float]]:
    """Event → its ticket, and when its transaction committed, in seconds."""
    with psycopg.connect(urls.superuser) as connection:
        rows = connection.execute(
            "SELECT id, ticket_id, extract(epoch FROM pg_xact_commit_timestamp(xid::xid))"
            " FROM history WHERE class = 'ticket' AND action = 'ticket.commented' AND at >= to_timestamp(%s)",
            [began],
        ).fetchall()
    return {int(event): (int(ticket), float(at)) for event, ticket, at in rows}


def _settled(urls: Urls, began: float, expected: int) -> Mapping[str, int]:
    """Message-ID → event of every mail of the phase, once as many are sent as must be, or it took too long."""
    statement = (
        "SELECT d.message_id, split_part(n.cause, ':', 2)::bigint FROM deliveries d"
        " JOIN notifications n ON n.id = d.notification_id"
        " WHERE d.channel = 'email' AND d.state = 'sent' AND n.cause LIKE 'event:%%'"
        " AND n.created_at >= to_timestamp(%s)"
    )
    deadline = time.monotonic() + SETTLE_SECONDS
    while True:
        with psycopg.connect(urls.superuser) as connection:
            rows = connection.execute(statement, [began]).fetchall()
        if len(rows) >= expected or time.monotonic() > deadline:
            return {str(name): int(event) for name, event in rows}
        time.sleep(0.2)


def _read(stage: Stage, helper: Helper, name: str) -> list[tuple[Any, float]]:
    path = stage.folder / name
    helper.told(str(path))
    return [(what, at) for what, at in json.loads(path.read_text(encoding="utf-8"))]


def _used(stage: Stage) -> dict[str, float]:
    """Seconds of processor time by now."""
    return {name: sum(sum(one.cpu_times()[:2]) for one in processes) for name, processes in stage.processes.items()}


def _children(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children()


@contextmanager
def _helper(module: str, *arguments: str, ready: bool = True) -> Generator[Helper]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{BACKEND}"}
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(  # noqa: S603 -- our own words only
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    helper = Helper(module, process)
    try:
        if ready and helper.answer() != "ready":
            raise LoadFailed(f"{module} doesn't start")
        yield helper
    finally:
        process.kill()
        process.wait()


@contextmanager
def _worker(environment: Mapping[str, str], log: Path) -> Generator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "flask", "--app", "app.commands", "worker"]
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 -- our own words only
            command, cwd=BACKEND, env=dict(environment) | servers.base(), stdout=output, stderr=output
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def _text(pairs: Sequence[tuple[Figures, Figures]], verdicts: Sequence[str], shares: Mapping[str, float]) -> str:
    head = ("commit →", "load", "measured", "p50 ms", "p95 ms", "p99 ms", "target", "")
    rows: list[Sequence[str]] = []
    for (idle, busy), verdict in zip(pairs, verdicts, strict=True):
        quantile, most = TARGETS[busy.what]
        rows.append((f"{busy.what} at the client" if busy.what == "signal" else "handed to SMTP", *_row(idle), "", ""))
        rows.append(("", *_row(busy), f"{quantile} < {most:.0f}", verdict))
    used = ", ".join(f"{name} {share:.0%}" for name, share in shares.items())
    return f"{table.drawn(head, rows)}\n\nShare of the machine's processors while 20 a second change: {used}."


def _row(one: Figures) -> tuple[str, ...]:
    measured = f"{one.count:,} of {one.expected:,}" if one.count < one.expected else f"{one.count:,}"
    return one.load, measured, f"{one.p50:.0f}", f"{one.p95:.0f}", f"{one.p99:.0f}"
