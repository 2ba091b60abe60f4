"""Who was given a ticket at a moment of the past, by the rule that assigns every ticket."""

import datetime as dt
import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.models import Json, ManagerLoad
from app.services.assignment import FALLBACKS, Choice, Named

from .cast import Cast, Member


@dataclass(slots=True)
class Desk:
    """The managers' loads as time goes by. Ask in the order of time."""

    cast: Cast
    loads: dict[int, int] = field(default_factory=dict[int, int])
    last: dict[int, dt.datetime] = field(default_factory=dict[int, dt.datetime])
    _ends: list[tuple[dt.datetime, int]] = field(default_factory=list[tuple[dt.datetime, int]])

    def choose(self, property_id: int, department: Named, at: dt.datetime) -> Choice:
        """The least loaded manager of the first rule that finds somebody, and what history keeps about it."""
        self._pass_time(at)
        managers = [one for one in self.cast.working("manager", property_id) if not one.is_away(at)]
        rule, candidates = self._candidates(managers, department.id)
        considered = [{"id": one.id, "name": one.row.name, "load": self.loads.get(one.id, 0)} for one in candidates]
        reason: dict[str, Json] = {
            "rule": rule,
            "department": {"id": department.id, "name": department.name},
            "candidates": considered,
        }
        if not candidates:
            return Choice(None, reason)
        never = dt.datetime.min.replace(tzinfo=dt.UTC)
        chosen = min(candidates, key=lambda one: (self.loads.get(one.id, 0), self.last.get(one.id, never), one.id))
        return Choice(chosen.id, reason | {"chosen": chosen.id})

    def take(self, user_id: int, at: dt.datetime, until: dt.datetime | None) -> None:
        """They have one ticket more from `at` until it is resolved (None: it still isn't)."""
        self.loads[user_id] = self.loads.get(user_id, 0) + 1
        self.last[user_id] = at
        if until is not None:
            heapq.heappush(self._ends, (until, user_id))

    def rows(self, now: dt.datetime) -> list[ManagerLoad]:
        """The loads of every manager, as they are now."""
        self._pass_time(now)
        managers = (member for member in self.cast.members if member.about.role == "manager")
        return [
            ManagerLoad(user_id=one.id, load=self.loads.get(one.id, 0), last_assigned_at=self.last.get(one.id))
            for one in managers
        ]

    def _pass_time(self, at: dt.datetime) -> None:
        while self._ends and self._ends[0][0] <= at:
            _, user_id = heapq.heappop(self._ends)
            self.loads[user_id] -= 1

    def _candidates(self, managers: Sequence[Member], department_id: int) -> tuple[str, Sequence[Member]]:
        keys = {identity: key for key, identity in self.cast.seeds.departments.items()}
        tiers: dict[str, Sequence[Member]] = {
            "department": [one for one in managers if one.row.department_id == department_id],
            "management": [one for one in managers if keys.get(one.row.department_id or 0) in FALLBACKS],
            "property": managers,
        }
        return next(((rule, found) for rule, found in tiers.items() if found), ("nobody", ()))
