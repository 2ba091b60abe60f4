"""`python -m bench.changes PORT`: comments on tickets, so many a second, whether or not the last ones are answered.

A line of standard input is `{"rate": 20, "changes": [[ticket, token], …]}`; once all are answered, prints how often
which status other than 201 came.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from typing import Any

import aiohttp

BODY = {"body": "The part has come; somebody will be with you this afternoon."}


async def change(session: aiohttp.ClientSession, ticket_id: int, token: str) -> int:
    """One comment that everybody may read; the status of its answer."""
    headers = {"Authorization": f"Bearer {token}"}
    async with session.post(f"/tickets/{ticket_id}/comments", json=BODY, headers=headers) as answer:
        await answer.read()
        return answer.status


async def load(session: aiohttp.ClientSession, rate: float, changes: list[tuple[int, str]]) -> Counter[int]:
    """All of them at their times; returns how often which status came."""
    began = time.monotonic()
    sent: list[asyncio.Task[int]] = []
    for number, (ticket_id, token) in enumerate(changes):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        sent.append(asyncio.create_task(change(session, ticket_id, token)))
    return Counter(await asyncio.gather(*sent))


async def main(port: str) -> None:
    """Serve standard input."""
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        while line := await asyncio.to_thread(sys.stdin.readline):
            wish: dict[str, Any] = json.loads(line)
            statuses = await load(session, wish["rate"], wish["changes"])
            del statuses[201]
            sys.stdout.write(f"{json.dumps(statuses)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
