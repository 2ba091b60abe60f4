"""What ends a start early; each carries the one line that the reader needs."""


class LaunchError(Exception):
    """The start cannot go on; its text is the line to print."""


class AlreadyRunning(Exception):
    """Another launcher holds this installation; `address` is where it serves."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class StopRequested(Exception):
    """A signal, or the end of the parent process, asks for the end of everything."""
