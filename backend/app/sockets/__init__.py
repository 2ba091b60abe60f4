"""Socket.IO: who may connect, which rooms a socket is in, who looks at a ticket. `app.realtime` is what they hear."""

from .setup import Options, install

__all__ = ["Options", "install"]
