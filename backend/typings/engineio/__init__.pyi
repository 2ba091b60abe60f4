"""What is used of python-engineio, which has no annotations of its own."""

from collections.abc import Mapping

class Server:
    sockets: Mapping[str, object]
