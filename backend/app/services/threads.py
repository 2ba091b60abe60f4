"""Work that would stall every socket of a gevent worker runs in a few real threads of its own."""

from collections.abc import Callable
from functools import cache
from typing import Final, ParamSpec, TypeVar

from gevent import monkey
from gevent.threadpool import ThreadPool

P = ParamSpec("P")
Result = TypeVar("Result")

# Such work keeps a core busy; more at once would be no faster on few cores, and takes more memory.
AT_ONCE: Final = 2


def beside_the_loop(function: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
    """Call `function` in a thread and wait; at once where nothing is patched (tests, commands)."""
    if not monkey.is_module_patched("socket"):
        return function(*args, **kwargs)
    return _pool().apply(function, args, kwargs)


@cache
def _pool() -> ThreadPool:
    return ThreadPool(AT_ONCE)
