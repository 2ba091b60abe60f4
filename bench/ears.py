"""`python -m bench.ears PORT TOKENS`: holds a socket for each token, and notes when it hears of which ticket.

Engine.IO 4 and Socket.IO 5 spoken by hand over aiohttp, as little as that takes: the listeners shall not be what is
measured. Prints `ready`; a path on standard input has what was heard since written there as `[ticket, seconds]`.
"""

import asyncio
import gc
import json
import sys
import time
from pathlib import Path

import aiohttp

AT_ONCE = 25
TICKET = '42["ticket",'

Heard = list[tuple[int, float]]


async def listen(
    session: aiohttp.ClientSession, url: str, token: str, heard: Heard, opened: asyncio.Queue[bool]
) -> None:
    """Connect, answer pings, note each ticket when it is heard of first: a run changes none twice."""
    async with session.ws_connect(url, compress=0, max_msg_size=0) as socket:
        await socket.receive_str()
        await socket.send_str("40" + json.dumps({"token": token}))
        while not (answer := await socket.receive_str()).startswith(("40", "44")):
            pass  # a signal to everybody, of the moment before
        await opened.put(answer.startswith("40"))
        known: set[int] = set()
        async for message in socket:
            now = time.time()
            if message.data == "2":
                await socket.send_str("3")
            elif message.data.startswith(TICKET):
                ticket_id = json.loads(message.data[2:])[1]["id"]
                if ticket_id not in known:
                    known.add(ticket_id)
                    heard.append((ticket_id, now))


async def main(port: str, tokens: list[str]) -> None:
    """Connect them all, then write down what is asked for."""
    heard: Heard = []
    opened: asyncio.Queue[bool] = asyncio.Queue()
    url = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        listening = set[asyncio.Task[None]]()
        for first in range(0, len(tokens), AT_ONCE):
            some = tokens[first : first + AT_ONCE]
            listening |= {asyncio.create_task(listen(session, url, token, heard, opened)) for token in some}
            if not all([await opened.get() for _ in some]):
                raise SystemExit("a socket was refused")
        gc.collect()
        gc.freeze()
        _say("ready")
        while path := (await lines.readline()).decode().strip():
            Path(path).write_text(json.dumps(heard), encoding="ascii")
            heard.clear()
            _say("written")
        for one in listening:
            one.cancel()


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]).read_text(encoding="ascii").split()))
