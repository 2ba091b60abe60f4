"""Work that keeps a core busy leaves a gevent worker's loop free."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.services.threads import beside_the_loop

BACKEND = Path(__file__).parents[3]

# The work ends only when the loop has gone round meanwhile; its event belongs to real threads.
SCRIPT = """
from gevent import monkey
monkey.patch_all()
import gevent
from app.services.threads import beside_the_loop

goes_round = monkey.get_original("threading", "Event")()
gevent.spawn(goes_round.set)
print(beside_the_loop(goes_round.wait, timeout=20))
"""


def test_the_loop_goes_round_while_the_work_is_done() -> None:
    command = [sys.executable, "-c", SCRIPT]
    run = subprocess.run(command, cwd=BACKEND, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "True"


def test_without_a_loop_the_work_is_simply_done() -> None:
    assert beside_the_loop(max, 2, 3) == 3


def test_what_the_work_raises_reaches_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        beside_the_loop(divmod, 1, 0)
