"""The scheduler that runs in threads of its own."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

class BackgroundScheduler:
    def __init__(self, *, timezone: dt.tzinfo, job_defaults: Mapping[str, object]) -> None: ...
    def add_job(
        self,
        func: Callable[..., object],
        trigger: Literal["interval"],
        args: Sequence[object],
        *,
        seconds: float,
        next_run_time: dt.datetime,
    ) -> object: ...
    def start(self) -> None: ...
    def shutdown(self, wait: bool = True) -> None: ...
