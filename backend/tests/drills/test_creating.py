"""Creates at the same moment spread evenly; creates under `kill -9` are neither lost nor doubled."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, text

from app import db
from tests.drills.creating import Reporting
from tests.drills.report import note
from tests.drills.serving import Web, until
from tests.factories import Person

pytestmark = pytest.mark.drill


def test_a_hundred_at_once_spread_over_four_equal_managers(
    web: Web, property_id: int, managers: list[Person], is_full: bool
) -> None:
    loads: dict[int, int] = {}
    for round_ in range(1, 6 if is_full else 2):
        load = Reporting(web.url, managers[0].token, property_id, clients=20)
        load.run(100)
        assert load.refused == []
        with db.reads() as connection:
            loads = dict(connection.execute(text("SELECT user_id, load FROM manager_loads")).all())
        assert all(abs(loads[one.id] - 25 * round_) <= 1 for one in managers), loads
    if is_full:
        note("spread", f"100 simultaneous creates by 20 clients over 4 managers, 5 rounds: {sorted(loads.values())}")


@pytest.mark.parametrize("victim", ["worker", "master"])
def test_creates_survive_kills(web: Web, property_id: int, managers: list[Person], is_full: bool, victim: str) -> None:
    count, kills = (1000, 5) if is_full else (150, 2)
    load = Reporting(web.url, managers[0].token, property_id, clients=64)
    kill = web.kill_worker if victim == "worker" else web.kill_master
    killer = threading.Thread(target=_kill_at_intervals, args=(load, kill, count, kills))
    killer.start()
    load.run(count)
    killer.join()
    lost = len(load.unanswered)
    while lost < 100 and is_full:
        lost = _once_more(load, kill)
    load.repeat_unanswered()
    assert load.refused == []
    assert lost > 0, "no request was cut off: the drill proves nothing"
    with db.reads() as connection:
        _nothing_lost_nothing_double(connection, load)
    if is_full:
        note(
            f"kill-{victim}",
            f"{len(load.answered)} creates, kill -9 of the {victim}, {lost} requests unanswered, "
            "each exists once with its history and jobs",
        )


def _kill_at_intervals(load: Reporting, kill: Callable[[], None], count: int, kills: int) -> None:
    for number in range(1, kills + 1):
        until(lambda number=number: load.tried >= count * number // (kills + 1), f"kill {number}")
        kill()


def _once_more(load: Reporting, kill: Callable[[], None]) -> int:
    killer = threading.Thread(target=_kill_at_intervals, args=(load, kill, load.tried + 100, 1))
    killer.start()
    load.run(200)
    killer.join()
    return len(load.unanswered)


def _nothing_lost_nothing_double(connection: Connection, load: Reporting) -> None:
    titles = Counter(connection.scalars(text("SELECT title FROM tickets")).all())
    assert titles == Counter(f"Drill {key}" for key in load.answered)
    rows = connection.execute(
        text("""
        SELECT ticket.id, count(DISTINCT event.id) AS events, count(job.id) AS jobs
        FROM tickets AS ticket
        LEFT JOIN history AS event ON event.ticket_id = ticket.id AND event.action = 'ticket.created'
        LEFT JOIN procrastinate_jobs AS job ON (job.args ->> 'id')::bigint = event.id
        GROUP BY ticket.id
        """)
    ).all()
    assert {row.id for row in rows} == set(load.answered.values())
    assert all((row.events, row.jobs) == (1, 1) for row in rows)
    loads = connection.scalar(text("SELECT sum(load) FROM manager_loads"))
    assert loads == len(load.answered)
