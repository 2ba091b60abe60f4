"""Several processes are one to those who listen; what is killed is noticed, and what was missed is read again."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest
import requests

from app import db, realtime
from app.events import signals
from app.events.signals import Signal
from tests import factories
from tests.drills.serving import SECRET, Web
from tests.factories import Cast, Person
from tests.processes import eventually
from tests.realtime.calling import Caller
from tests.realtime.conftest import application
from tests.realtime.hearing import Ear
from tests.servers import Addresses

BOTH = 2


@pytest.fixture
def publishing(module_database: Addresses) -> Iterator[None]:
    """This process publishes as the worker does: it has no sockets of its own."""
    realtime.connect(module_database.redis, SECRET, module_database.application, write_only=True).begin()
    yield
    signals.configure(None)


def worker_of(web: Web, ear: Ear) -> int:
    """The process that holds this socket's other end."""
    connection = ear.client.eio.ws.sock
    local = connection.getsockname()[1] if connection else None
    for pid in web.workers():
        if any(one.raddr and one.raddr.port == local for one in psutil.Process(pid).net_connections("tcp")):
            return pid
    raise LookupError(local)


def at_both(web: Web, who: Person, opened: ExitStack) -> tuple[Ear, Ear]:
    """Two sockets of somebody, one at each web process."""
    found: dict[int, Ear] = {}
    while len(found) < BOTH:
        ear = opened.enter_context(Ear.of(web.url, who))
        found.setdefault(worker_of(web, ear), ear)
    first, second = found.values()
    return first, second


def test_a_change_at_one_process_is_heard_at_both(web: Web, cast: Cast) -> None:
    api = Caller(web.url)
    with ExitStack() as opened:
        ears = at_both(web, cast.a.manager, opened)
        for _ in range(4):  # whichever process answers
            ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
            api.post(cast.a.guest, f"/tickets/{ticket_id}/comments", {"body": "Still."})
            for ear in ears:
                ear.wait("ticket", ticket_id)


def test_signals_of_the_worker_reach_open_pages_and_each_person_hears_of_their_own(
    web: Web, cast: Cast, publishing: None
) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    with ExitStack() as opened:
        guest, staff = (opened.enter_context(Ear.of(web.url, one)) for one in (cast.a.guest, cast.a.staff))
        with db.unit_of_work() as unit:
            signals.tell(unit, Signal("notification", 77, user_id=cast.a.guest.id))
            signals.tell(unit, Signal("notification", 78, user_id=cast.a.manager.id))
        assert guest.wait("notification") == {"type": "notification", "id": 77, "seq": 77}
        with db.unit_of_work() as unit:
            signals.tell(unit, Signal("ticket", ticket_id))
        for ear in (guest, staff):
            assert ear.wait("ticket", ticket_id) == {"type": "ticket", "id": ticket_id, "seq": 1}
        assert staff.all("notification") == []
        assert guest.ids("notification") == {77}


def test_what_a_unit_takes_back_is_not_told(web: Web, cast: Cast, publishing: None) -> None:
    taken_back, kept = (factories.ticket(cast.a.id, cast.a.guest.id) for _ in range(2))
    with Ear.of(web.url, cast.a.manager) as ear:
        with pytest.raises(ZeroDivisionError):
            _tell_and_fail(Signal("ticket", taken_back))
        with db.unit_of_work() as unit:
            signals.tell(unit, Signal("ticket", kept))
        ear.wait("ticket", kept)
        assert ear.ids() == {kept}


def _tell_and_fail(told: Signal) -> None:
    with db.unit_of_work() as unit:
        signals.tell(unit, told)
        raise ZeroDivisionError


def test_somebody_in_two_tabs_at_two_processes_is_one(web: Web, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    manager, staff = cast.a.manager, cast.a.staff
    with ExitStack() as opened:
        tabs = at_both(web, manager, opened)
        other, guest = opened.enter_context(Ear.of(web.url, staff)), opened.enter_context(Ear.of(web.url, cast.a.guest))
        for ear in (*tabs, other, guest):
            assert ear.say("look", {"ticket_id": ticket_id}) == {"ok": True}
        both = {manager.id: "looks", staff.id: "looks"}
        other.wait_for(lambda _: other.users_of(ticket_id) == both, "presence")
        tabs[0].say("write", {"ticket_id": ticket_id, "writing": True})
        other.wait_for(lambda _: other.users_of(ticket_id) == both | {manager.id: "writes"}, "presence")
        tabs[0].say("leave", {"ticket_id": ticket_id})
        other.wait_for(lambda _: other.users_of(ticket_id) == both, "presence")
        tabs[1].client.disconnect()
        other.wait_for(lambda _: other.users_of(ticket_id) == {staff.id: "looks"}, "presence")
        assert other.names_at(ticket_id) == {staff.name}
        Caller(web.url).post(staff, f"/tickets/{ticket_id}/comments", {"body": "We are on it."})
        guest.wait("ticket", ticket_id)
        assert guest.all("presence") == []


def test_the_people_of_a_killed_process_vanish(web: Web, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    with ExitStack() as opened:
        _, stays = at_both(web, cast.a.staff, opened)
        dies = next(ear for ear in at_both(web, cast.a.manager, opened) if worker_of(web, ear) != worker_of(web, stays))
        for ear in (stays, dies):
            ear.say("look", {"ticket_id": ticket_id})
        stays.wait_for(lambda _: len(stays.users_of(ticket_id)) == BOTH, "presence")
        os.kill(worker_of(web, dies), signal.SIGKILL)
        dies.wait_end()
        eventually(lambda: set(stays.users_of(ticket_id)) == {cast.a.staff.id}, seconds=30)
    eventually(lambda: len(web.workers()) == BOTH)


def test_metrics_count_sockets_of_processes_that_live(web: Web, cast: Cast) -> None:
    def sockets() -> float:
        lines = Caller(web.url).get(cast.admin, "/metrics").text.splitlines()
        return float(next(line.split()[1] for line in lines if line.startswith("realtime_sockets ")))

    eventually(lambda: sockets() == 0)
    with ExitStack() as opened:
        ears = at_both(web, cast.a.manager, opened)
        opened.enter_context(Ear.of(web.url, cast.a.staff))
        eventually(lambda: sockets() >= BOTH + 1)
        killed = worker_of(web, ears[0])
        os.kill(killed, signal.SIGKILL)
        ears[0].wait_end()
        eventually(lambda: killed not in web.workers())
    eventually(lambda: sockets() == 0)


def test_stopping_the_server_does_not_wait_for_open_pages(server_addresses: Addresses, tmp_path: Path) -> None:
    addresses = server_addresses.create("realtime_stopping")
    web = Web(addresses, tmp_path)
    web.start()
    who = factories.person(application(addresses, tmp_path), "super_admin")
    assert web.master
    with ExitStack() as opened:
        pages = [opened.enter_context(Ear.of(web.url, who)) for _ in range(6)]
        kept = opened.enter_context(requests.Session())
        assert kept.get(f"{web.url}/health/live", timeout=5).ok  # its connection stays open, as a browser's does
        web.master.terminate()
        web.master.wait(10)  # gunicorn itself would wait 15 s for its last connection
        for page in pages:
            page.wait_end()
    db.dispose()
    server_addresses.drop("realtime_stopping")
