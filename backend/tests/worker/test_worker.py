"""The worker's process: prompt, stopped without loss, alive after a lost connection, patient with what fails."""

import asyncio
import datetime as dt
import os
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from itertools import pairwise
from typing import Any
from unittest.mock import AsyncMock

import psycopg
import pytest
from procrastinate import App
from procrastinate.exceptions import ConnectorException

from app import db
from app.events.types import TicketCreated
from app.jobs import DEFAULT, SWEEP, Job, chore, defer, defer_once, sending
from app.models import Channel, RoomStatus
from app.reactions import GaveUp, Postponed
from app.services.job_errors import TRIES
from app.services.rows import now
from app.worker import runner
from app.worker.queue import CONCURRENCY, queue
from app.worker.rescue import DIED, STALLED_SECONDS, Rescue
from app.worker.retries import Retries, keep_errors
from app.worker.tasks import register
from tests.processes import background, eventually
from tests.reactions import house as scene
from tests.reactions.house import House
from tests.servers import Addresses


@pytest.fixture(name="house")
def a_house(fresh_database: Addresses) -> Iterator[House]:
    """One house with one room; the database is this test's alone."""
    db.configure(fresh_database.application)
    yield scene.build()
    db.dispose()


def report(house: House) -> None:
    """A ticket that puts the room into maintenance, once its job has run."""
    ticket_id = scene.ticket(house)
    scene.happens(TicketCreated(ticket_id, ticket_id))


def put_in(task: str, **args: object) -> None:
    """Put one job into the queue."""
    db.repeat(lambda unit: defer(unit.connection(), [Job(task, args)]))


def jobs(column: str) -> object:
    """A column of every job, by id."""
    return scene.scalar(f"SELECT array_agg({column} ORDER BY id) FROM procrastinate_jobs")


def seconds_to_wait() -> int:
    """Until the only job is due, rounded."""
    return int(str(scene.scalar("SELECT extract(epoch FROM scheduled_at - now())::int FROM procrastinate_jobs")))


def work_off(addresses: Addresses, add: Callable[[App], object] = register) -> None:
    """Run what is due, here and now."""

    async def run() -> None:
        app = queue(addresses.application)
        add(app)
        async with app.open_async():
            await app.run_worker_async(
                wait=False, task_middleware=[keep_errors], install_signal_handlers=False, listen_notify=False
            )

    asyncio.run(run())


def look(addresses: Addresses) -> None:
    """What each worker does every five seconds."""

    async def once() -> None:
        app = queue(addresses.application)
        async with app.open_async():
            await Rescue(app).look(0)

    asyncio.run(once())


def test_a_job_runs_at_once_and_a_stop_ends_the_worker_cleanly(house: House, fresh_database: Addresses) -> None:
    with background("worker", fresh_database) as process:
        eventually(lambda: scene.scalar("SELECT count(*) FROM procrastinate_workers") == len(CONCURRENCY))
        report(house)
        eventually(lambda: scene.room_status(house) is RoomStatus.MAINTENANCE, 3)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert scene.scalar("SELECT status::text FROM procrastinate_jobs ORDER BY id LIMIT 1") == "succeeded"
    assert scene.scalar("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'") == 0
    assert scene.scalar("SELECT count(*) FROM procrastinate_workers") == 0


def test_a_worker_goes_on_when_its_connections_are_cut(house: House, fresh_database: Addresses) -> None:
    with background("worker", fresh_database) as process:
        eventually(lambda: scene.scalar("SELECT count(*) FROM procrastinate_workers") == len(CONCURRENCY))
        db.dispose()
        with psycopg.connect(fresh_database.superuser) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        db.configure(fresh_database.application)
        report(house)
        eventually(lambda: scene.room_status(house) is RoomStatus.MAINTENANCE)
        assert process.poll() is None


@contextmanager
def stopped_after(look: Callable[[], None]) -> Generator[None]:
    """While the worker runs here, look at it from a thread beside; then it is told to stop."""

    def beside() -> None:
        try:
            look()
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(beside)
        yield
        looking.result()


def test_no_queue_waits_for_the_servers_of_another(house: House, fresh_database: Addresses) -> None:
    gate, passed = threading.Event(), threading.Event()
    app = queue(fresh_database.application)
    app.task(name="wait")(partial(gate.wait, 30))
    app.task(name="pass")(passed.set)
    others = [name for name in CONCURRENCY if name != DEFAULT]
    waiting = [Job("wait", {}, queue=name) for name in others for _ in range(CONCURRENCY[name])]
    db.repeat(lambda unit: defer(unit.connection(), waiting))

    def look() -> None:
        try:
            statement = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
            eventually(lambda: scene.scalar(statement) == len(waiting))
            put_in("pass")
            assert passed.wait(10), "it waits for a thread"
        finally:
            gate.set()

    with stopped_after(look):
        runner.run(app)


@pytest.fixture
def ends_once(fresh_database: Addresses, monkeypatch: pytest.MonkeyPatch) -> App:
    """A queue's application whose first worker of the usual queue ends by itself after a second."""
    app = queue(fresh_database.application)
    run, begun = app.run_worker_async, list[str]()

    async def run_worker(**options: Any) -> None:
        begun.append(options["name"])
        if options["name"] == DEFAULT and begun.count(DEFAULT) == 1:
            await asyncio.sleep(1)
        else:
            await run(**options)

    monkeypatch.setattr(app, "run_worker_async", run_worker)
    return app


@pytest.mark.parametrize("patience", [runner.GIVE_UP_SECONDS, 0.5], ids=["begun just now", "after a long time"])
def test_a_queue_whose_worker_ends_by_itself_is_served_again(
    house: House, ends_once: App, patience: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "GIVE_UP_SECONDS", patience)
    monkeypatch.setattr(runner, "SETTLED_SECONDS", patience)
    register(ends_once)

    def look() -> None:
        report(house)
        eventually(lambda: scene.room_status(house) is RoomStatus.MAINTENANCE)

    with stopped_after(look):
        runner.run(ends_once)


def test_a_queue_that_is_served_again_does_not_wait_for_what_another_one_runs(house: House, ends_once: App) -> None:
    gate, passed = threading.Event(), threading.Event()
    ends_once.task(name="wait")(partial(gate.wait, 30))
    ends_once.task(name="pass")(passed.set)
    job = Job("wait", {}, queue=sending(Channel.EMAIL))
    db.repeat(lambda unit: defer(unit.connection(), [job]))

    def look() -> None:
        try:
            eventually(lambda: scene.scalar("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'") == 1)
            put_in("pass")
            assert passed.wait(20), "it waits for the other queue's job"
        finally:
            gate.set()

    with stopped_after(look):
        runner.run(ends_once)


def test_a_worker_gives_up_when_postgresql_stays_away(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    assert house
    monkeypatch.setattr(runner, "GIVE_UP_SECONDS", 0)
    app = queue("host=127.0.0.1 port=1 dbname=nobody connect_timeout=1")
    monkeypatch.setattr(app, "open_async", failing := AsyncMock(side_effect=ConnectorException("refused")))
    with pytest.raises(SystemExit, match="stays away"):
        runner.run(app)
    assert failing.await_count == 1


def test_the_job_of_a_worker_that_died_is_done_by_another(house: House, fresh_database: Addresses) -> None:
    report(house)
    scene.execute(
        "WITH dead AS ("
        " INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id)"
        " UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM dead)"
    )

    look(fresh_database)
    assert jobs("status::text") == ["todo"]
    assert scene.scalar("SELECT error FROM job_errors") == DIED
    work_off(fresh_database)
    assert scene.room_status(house) is RoomStatus.MAINTENANCE


def test_a_job_that_runs_is_not_put_back_though_its_worker_is_silent(house: House, fresh_database: Addresses) -> None:
    gate = threading.Event()

    async def story() -> list[object]:
        app, other = queue(fresh_database.application), queue(fresh_database.application)
        app.task(name="wait")(partial(gate.wait, 30))
        put_in("wait")
        seen: list[object] = []
        rescue = Rescue(app)
        async with app.open_async(), other.open_async():
            working = asyncio.create_task(
                app.run_worker_async(worker_middleware=[rescue.around], install_signal_handlers=False)
            )
            while jobs("status::text") != ["doing"]:
                await asyncio.sleep(0.02)
            await asyncio.sleep(0.2)
            silent = "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'"
            for looks in ([rescue, Rescue(other)], [rescue]):
                scene.execute(silent)
                for one in looks:
                    await one.look(0)
                seen.append(jobs("status::text"))
                silent = "DELETE FROM procrastinate_workers"
            gate.set()
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
        return seen

    assert asyncio.run(story()) == [["doing"], ["doing"]]


def test_after_an_outage_nobody_is_taken_for_dead_before_they_could_say_that_they_live(
    house: House, fresh_database: Addresses
) -> None:
    report(house)
    scene.execute("UPDATE procrastinate_jobs SET status = 'doing'")

    async def story() -> list[object]:
        app = queue(fresh_database.application)
        async with app.open_async():
            rescue = Rescue(app)
            with suppress(TimeoutError):
                await asyncio.wait_for(rescue.watch(), 1)
            first = jobs("status::text")
            await rescue.look(time.monotonic() + STALLED_SECONDS)
        return [first, jobs("status::text")]

    assert asyncio.run(story()) == [["doing"], ["todo"]]


def test_a_job_that_kills_its_workers_fails_in_the_end(house: House, fresh_database: Addresses) -> None:
    report(house)
    scene.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = :tries", tries=TRIES - 1)

    look(fresh_database)
    assert jobs("status::text") == ["failed"]


def test_a_task_that_fails_is_tried_again_ever_later_and_then_stays_as_failed(
    house: House, fresh_database: Addresses
) -> None:
    def break_down() -> None:
        raise ConnectionError("the printer is on fire")

    pauses: list[int] = []
    put_in("break_down")
    for _ in range(TRIES):
        work_off(fresh_database, lambda app: app.task(name="break_down", retry=Retries())(break_down))
        pauses.append(seconds_to_wait())
        scene.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")
    assert jobs("status::text") == ["failed"]
    assert all(2 * earlier - 5 < later for earlier, later in pairwise(pauses[: TRIES - 1]))
    assert 0 < pauses[0] <= 4
    assert scene.scalar("SELECT array_agg(attempt ORDER BY id) FROM job_errors") == list(range(1, TRIES + 1))
    assert scene.scalar("SELECT bool_and(error LIKE '%the printer is on fire%') FROM job_errors")


@pytest.mark.parametrize(
    ("end", "status"), [(Postponed(now() + dt.timedelta(hours=1)), "todo"), (GaveUp([1]), "failed")]
)
def test_reactions_say_themselves_whether_they_come_back(
    house: House, fresh_database: Addresses, end: Exception, status: str
) -> None:
    def stop_here() -> None:
        raise end

    put_in("stop_here")
    scene.execute("UPDATE procrastinate_jobs SET attempts = 100")
    work_off(fresh_database, lambda app: app.task(name="stop_here", retry=Retries())(stop_here))
    assert jobs("status::text") == [status]
    assert scene.scalar("SELECT count(*) FROM job_errors") == 0


def test_a_job_whose_end_could_not_be_told_is_done_again_by_the_same_worker(
    house: House, fresh_database: Addresses
) -> None:
    async def story() -> list[object]:
        app = queue(fresh_database.application)
        register(app)
        rescue = Rescue(app)
        seen: list[object] = []
        async with app.open_async():
            working = asyncio.create_task(
                app.run_worker_async(worker_middleware=[rescue.around], install_signal_handlers=False)
            )
            report(house)
            while jobs("status::text") != ["succeeded", "succeeded"]:
                await asyncio.sleep(0.02)
            scene.execute(
                "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM procrastinate_workers)"
            )
            for at in (0, STALLED_SECONDS - 1, STALLED_SECONDS + 1):
                seen.append(scene.scalar("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"))
                await rescue.look(at)
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
        return seen

    assert asyncio.run(story()) == [2, 2, 2]
    assert scene.scalar("SELECT count(*) FROM job_errors WHERE error = :died", died=DIED) == 2


def test_a_chore_that_fails_is_left_to_the_schedule(house: House, fresh_database: Addresses) -> None:
    def break_down(chore: str) -> None:
        raise ConnectionError(chore)

    db.repeat(lambda unit: defer_once(unit.connection(), chore("any")))
    work_off(fresh_database, lambda app: app.task(name=SWEEP, retry=Retries())(break_down))
    assert jobs("status::text") == ["failed"]
    assert scene.scalar("SELECT count(*) FROM job_errors") == 1
    assert db.repeat(lambda unit: defer_once(unit.connection(), chore("any")))
    assert not db.repeat(lambda unit: defer_once(unit.connection(), chore("any")))
