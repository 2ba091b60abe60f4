"""From a commit to open pages: signals are taken in, given their audience, and put on the bus between the processes.

`app.sockets` holds the sockets themselves. The web server and the worker both publish.
"""

from .bus import Alone, Bus, Emitter, channel
from .publisher import Publisher
from .realtime import EXTENSION, Realtime, connect, realtime_of

__all__ = ["EXTENSION", "Alone", "Bus", "Emitter", "Publisher", "Realtime", "channel", "connect", "realtime_of"]
