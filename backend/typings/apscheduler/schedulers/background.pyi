"""The scheduler that runs in threads of its own."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, overload

from apscheduler.triggers.base import BaseTrigger

class Job:
    next_run_time: dt.datetime

class BackgroundScheduler:
    def __init__(self, *, timezone: dt.tzinfo, job_defaults: Mapping[str, object]) -> None: ...
    @overload
    def add_job(
        self,
        func: Callable[..., object],
        trigger: Literal["interval"],
        args: Sequence[object],
        *,
        seconds: float,
        next_run_time: dt.datetime,
    ) -> object: ...
    @overload
    def add_job(
        self, func: Callable[[], object], trigger: BaseTrigger, *, id: str, replace_existing: bool
    ) -> object: ...
    def get_job(self, job_id: str) -> Job | None: ...
    def remove_job(self, job_id: str) -> None: ...
    def start(self) -> None: ...
    def shutdown(self, wait: bool = True) -> None: ...
