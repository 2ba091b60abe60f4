"""Everyone who must be told is told exactly once, whatever is killed meanwhile.

Who must be told is worked out by the drill's own model (`house`), never read from the ledger. At the end each of them
has one notification, and of those who get mail one delivery that is sent, or folded beyond a guard into a digest that
is sent; and the SMTP server holds each of these letters, none twice but for one at most for every kill.
"""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app import create_app, db
from config import Settings
from tests.drills.acting import Acting, Done
from tests.drills.house import House
from tests.drills.mailhost import MailHost
from tests.drills.outages import Machine, Worker, seconds_since
from tests.drills.report import note
from tests.drills.serving import SECRET, Web, until

pytestmark = pytest.mark.drill

GUARD = 10
SETTLED_SECONDS = 900


@pytest.fixture
def machine() -> Iterator[Machine]:
    """Servers that nobody else uses."""
    servers = Machine()
    yield servers
    db.dispose()
    servers.stop()


@pytest.fixture
def mail() -> Iterator[MailHost]:
    """A mail server."""
    host = MailHost()
    host.start()
    yield host
    host.stop()


@pytest.fixture
def web(machine: Machine, mail: MailHost, tmp_path: Path) -> Iterator[Web]:
    """A running gunicorn that sends its mail there."""
    server = Web(machine.addresses.create("drill"), tmp_path)
    server.environment = {
        "SMTP_SERVER": "127.0.0.1",
        "SMTP_PORT": str(mail.port),
        "SMTP_SECURITY": "none",
        "SENDER_EMAIL": "house@example.com",
    }
    server.start()
    yield server
    server.stop()


@pytest.fixture
def worker(web: Web, tmp_path: Path) -> Iterator[Worker]:
    """A running worker."""
    process = Worker(web, tmp_path / "worker.log")
    process.start()
    yield process
    process.stop()


@pytest.fixture
def house(web: Web, tmp_path: Path, is_full: bool) -> House:
    """The people and the tickets. The guard over the whole installation is out of the way: there is one on tickets."""
    app = create_app(
        Settings(
            database_url=web.addresses.application,
            redis_url=web.addresses.redis,
            secret_key=SECRET,
            jwt_secret_key=SECRET[::-1],
            data_dir=tmp_path,
            log_level="ERROR",
        )
    )
    _execute("""INSERT INTO settings (key, value) VALUES ('notifications', '{"per_hour": 1000000}')""")
    return House.build(app, 2_000 if is_full else 100)


def test_everyone_is_told_exactly_once(
    machine: Machine, mail: MailHost, web: Web, worker: Worker, house: House, is_full: bool
) -> None:
    chance = random.Random(20260504)
    acts = house.acts(10_000 if is_full else 500, chance)
    load, start = Acting(web.url), time.monotonic()
    shares = load.begin(acts)
    faults = _faults(machine, mail, web, worker, rounds=6 if is_full else 1)
    chance.shuffle(faults)
    for number, fault in enumerate(faults, 1):
        until(lambda number=number: len(load.done) >= len(acts) * number // (len(faults) + 1), "the load goes on", 300)
        fault()
        worker.revive()
    for share in shares:
        share.result()
    _settle(worker)
    kills = len(faults)
    told = _require_all_are_told(load.done)
    sent, folded = _require_all_is_delivered(load.done)
    _require_the_mail_host_has_it(mail, kills)
    if is_full:
        note(
            "nothing-lost",
            f"{len(load.done)} events over {len(house.spots)} tickets, {kills} kills, restarts and outages, "
            f"{load.again} requests repeated: {told} notifications, {sent} mails sent, {folded} folded into digests, "
            f"none missing, {mail.doubles} taken twice by the mail server; {seconds_since(start)} s",
        )


def _faults(machine: Machine, mail: MailHost, web: Web, worker: Worker, rounds: int) -> list[Callable[[], None]]:
    """Everything is killed or goes away, the worker twice as often as the rest."""

    def mail_is_down() -> None:
        before = sum(mail.taken.values())
        mail.stop()
        assert _eventually_waits(), "nothing noticed that the mail server was away"
        mail.start()
        until(lambda: sum(mail.taken.values()) > before, "mail goes out again")

    def postgres_restarts() -> None:
        machine.restart_postgres()
        db.dispose()  # it was restarted: no connection is any good
        db.configure(web.addresses.application)

    return [
        worker.kill,
        worker.kill,
        web.kill_worker,
        web.kill_master,
        machine.kill_valkey,
        postgres_restarts,
        mail_is_down,
    ] * rounds


def _eventually_waits() -> bool:
    until(lambda: _count("state = 'waiting' AND attempts > 0") > 0, "a delivery waits for its next try")
    return True


def _settle(worker: Worker) -> None:
    """Wait until nothing is on its way. What waits for its hour (a retry, a digest, a guest's fifteen seconds) need not
    wait for it here."""
    until(
        lambda: (
            _scalar(
                "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'reactions.react'"
                " AND status IN ('todo', 'doing')"
            )
            == 0
        ),
        "every event is worked off",
        SETTLED_SECONDS,
    )

    def is_settled() -> bool:
        worker.revive()
        _execute("UPDATE deliveries SET next_at = now() WHERE state = 'waiting' AND next_at > now()")
        return _count("state IN ('waiting', 'queued', 'sending')") == 0

    until(is_settled, "everything is delivered", SETTLED_SECONDS)


def _require_all_are_told(done: Sequence[Done]) -> int:
    """Who the model says must be told is told of each thing once, as what it says; and nobody else is."""
    expected = Counter(
        (one.comment_id, one.act.spot.id, user_id, kind) for one in done for user_id, kind in one.act.told.items()
    )
    rows = _rows("SELECT comment_id, ticket_id, user_id, kind FROM notifications WHERE kind <> 'digest'")
    assert Counter(tuple(row) for row in rows) == expected
    return expected.total()


def _require_all_is_delivered(done: Sequence[Done]) -> tuple[int, int]:
    """Each mail is sent, or beyond a guard folded into a digest that is sent; how many of either."""
    expected = Counter((one.act.spot.id, user_id) for one in done for user_id in one.act.mailed)
    states: defaultdict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    rows = _rows("""
        SELECT delivery.ticket_id, delivery.user_id,
            CASE WHEN delivery.state = 'folded' THEN delivery.reason || ' ' || digest.state ELSE delivery.state END
        FROM deliveries AS delivery
        LEFT JOIN deliveries AS digest ON digest.id = delivery.folded_into_id
        WHERE delivery.channel = 'email' AND delivery.ticket_id IS NOT NULL
    """)
    for ticket_id, user_id, state in rows:
        states[ticket_id, user_id][state] += 1
    assert {key: counts.total() for key, counts in states.items()} == dict(expected)
    for key, counts in states.items():
        assert counts.keys() <= {"sent", "guard_ticket_10m sent", "guard_ticket_1h sent"}, (key, counts)
        assert counts["sent"] >= min(GUARD, expected[key]), (key, counts)
    sent = sum(counts["sent"] for counts in states.values())
    folded = expected.total() - sent
    assert folded > 0, "no guard held anything: the drill proves less than it should"
    assert _count("state NOT IN ('sent', 'folded')") == 0
    return sent, folded


def _require_the_mail_host_has_it(mail: MailHost, kills: int) -> None:
    rows = _rows("SELECT message_id, address FROM deliveries WHERE channel = 'email' AND state = 'sent'")
    assert {row[0]: row[1] for row in rows} == mail.recipients
    assert mail.doubles <= kills, f"{mail.doubles} letters too many"


def _rows(statement: str) -> list[tuple[Any, ...]]:
    with db.reads() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def _scalar(statement: str) -> object:
    return _rows(statement)[0][0]


def _count(condition: str) -> int:
    return int(str(_scalar(f"SELECT count(*) FROM deliveries WHERE {condition}")))


def _execute(statement: str) -> None:
    with db.unit_of_work() as session:
        session.execute(text(statement))
