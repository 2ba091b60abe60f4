"""What a trigger is."""

import datetime as dt
from abc import ABC, abstractmethod

class BaseTrigger(ABC):
    @abstractmethod
    def get_next_fire_time(self, previous_fire_time: dt.datetime | None, now: dt.datetime) -> dt.datetime | None: ...
