"""One run of wrk against one server, and what it measured."""

import json
import os
import shutil
import subprocess
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 16
THREADS = 1
LARGEST_CLIENT_SHARE = 0.25
SCRIPT = Path(__file__).with_name("load.lua")


class LoadFailed(RuntimeError):
    """wrk is missing, or its run says nothing: requests were refused or broke off."""


@dataclass(frozen=True, slots=True)
class Target:
    """A server under load, and what its caller needs."""

    name: str
    port: int
    token: str
    ids: Path
    category_id: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Requests a second, latencies in milliseconds, and the client's share of the machine's processors (0 to 1)."""

    per_second: float
    p50: float
    p95: float
    p99: float
    client: float


def wrk() -> str:
    """The program; `LoadFailed` says how to get it."""
    found = shutil.which("wrk")
    if found is None:
        raise LoadFailed("wrk is not on the PATH: install it (Debian: apt install wrk, macOS: brew install wrk)")
    return found


def run(target: Target, operation: str, seconds: int) -> Measured:
    """Load one operation with 16 connections. `LoadFailed` unless every request got its 2xx."""
    command = [
        wrk(),
        "--latency",
        "--timeout",
        "10s",
        f"-t{THREADS}",
        f"-c{CONNECTIONS}",
        f"-d{seconds}s",
        "-s",
        str(SCRIPT),
    ]
    command += [f"http://127.0.0.1:{target.port}", "--", *_arguments(target, operation)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 -- our own words only
    output = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    result = _result(output)
    if process.returncode or result["refused"] or result["broken"]:
        raise LoadFailed(f"{operation} on {target.name}: {output}")
    wall = result["microseconds"] / 1e6
    share = (used.ru_utime + used.ru_stime) / (wall * (os.cpu_count() or 1))
    return Measured(
        result["requests"] / wall,
        result["p50"] / 1e3,
        result["p95"] / 1e3,
        result["p99"] / 1e3,
        share,
    )


def _arguments(target: Target, operation: str) -> list[str]:
    if operation == "detail":
        return [operation, target.token, str(target.ids)]
    return [operation, target.token, str(target.category_id), uuid.uuid4().hex[:8]]


def _result(output: str) -> dict[str, int]:
    for line in output.splitlines():
        if line.startswith("RESULT "):
            return json.loads(line.removeprefix("RESULT "))
    raise LoadFailed(f"wrk printed no result: {output}")


def median(runs: Sequence[Measured]) -> Measured:
    """The run in the middle, by requests a second; the largest share of the client."""
    ordered = sorted(runs, key=lambda one: one.per_second)
    middle = ordered[len(ordered) // 2]
    return Measured(
        middle.per_second,
        middle.p50,
        middle.p95,
        middle.p99,
        max(one.client for one in runs),
    )
