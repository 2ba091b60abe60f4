"""A plugin of pytest: the garbage collector rests while modules load, and leaves alone what they made."""

import gc

gc.disable()


def pytest_collection_finish() -> None:
    """The tests begin: from here on there is garbage, but none of it among the modules."""
    gc.freeze()
    gc.enable()
