"""Passwords: what is kept of them, and where the work is done."""

import subprocess
import sys

from app.services.authentication import passwords


def test_a_password_is_recognised_and_its_hash_is_another_each_time() -> None:
    first, second = passwords.hashed("a quiet harbour"), passwords.hashed("a quiet harbour")
    assert first != second
    assert passwords.matches(first, "a quiet harbour")
    assert not passwords.matches(first, "a quiet harbor")
    assert not passwords.is_outdated(first)


def test_nobody_has_a_password() -> None:
    assert not passwords.matches(None, "the password of nobody")


def test_passwords_are_argon2id_with_the_parameters_of_rfc_9106() -> None:
    assert passwords.hashed("x" * 128).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_letters_beyond_ascii_are_compared_as_they_are_read() -> None:
    assert passwords.matches(passwords.hashed("caf\u00e9 \U0001f511"), "cafe\u0301 \U0001f511")


BESIDE_THE_LOOP = """
from gevent import monkey
monkey.patch_all()
import time
import gevent
from app.services.authentication import passwords

waits = []

def tick():
    while True:
        begin = time.perf_counter()
        gevent.sleep(0.001)
        waits.append(time.perf_counter() - begin)

ticking = gevent.spawn(tick)
begin = time.perf_counter()
hashes = [gevent.spawn(passwords.hashed, "a quiet harbour") for _ in range(4)]
gevent.joinall(hashes, raise_error=True)
duration = time.perf_counter() - begin
ticking.kill()
assert len({one.value for one in hashes}) == 4
print(len(waits), duration)
"""


def test_other_requests_go_on_while_passwords_are_hashed() -> None:
    done = subprocess.run([sys.executable, "-c", BESIDE_THE_LOOP], capture_output=True, text=True, check=True)
    ticks, seconds = done.stdout.split()
    # On the loop itself there would be one tick between two hashes, four in all.
    assert int(ticks) > 10, f"{ticks} ticks in {seconds} s"
