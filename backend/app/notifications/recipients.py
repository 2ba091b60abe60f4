"""Who is told of what: the one rule set. Pure functions from an event and the rows around it to people and kinds.

Told are the reporter, the assigned manager, the people on unfinished tasks, those who are mentioned, those who watch,
and all managers of the property when the ticket is critical; never whoever did it. What somebody may not see they are
not told of, which `planning` asks of their permissions; so the sets here may be wider.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import TypeAdapter

from app.events import types

from .kinds import Kind, rank
from .scene import Scene

MENTIONED_AT_MOST: Final = 20
_MENTION: Final = re.compile(r"@\[[^\]\n]*\]\(user:([1-9][0-9]{0,17})\)")

Told = dict[int, Kind]
Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, as far as it matters to those who are told of it. `changes`: field → [old, new]."""

    id: int
    action: str
    actor_id: int | None
    internal: bool = False
    changes: Mapping[str, object] = field(default_factory=dict[str, object])
    reason: Mapping[str, object] | None = None

    def change(self, name: str) -> tuple[object, object]:
        """The old and the new value of a field; nothing and nothing where it did not change."""
        both = _listed(self.changes.get(name))
        return (both[0], both[1]) if len(both) == 2 else (None, None)

    def gone_and_come(self, name: str) -> tuple[frozenset[int], frozenset[int]]:
        """The ids that a field with a list of them lost and got."""
        old, new = (frozenset(_ids(value)) for value in self.change(name))
        return old - new, new - old


Rule = Callable[[Happening, Scene], Told]


def of(happening: Happening, scene: Scene) -> Told:
    """Everybody whom the event concerns → as what they are told of it, the most personal kind first."""
    rule = _RULES.get(happening.action)
    told = {} if rule is None else rule(happening, scene)
    return {user_id: kind for user_id, kind in told.items() if user_id != happening.actor_id}


def new_value(changes: Mapping[str, object], name: str) -> object:
    """What a field became; None where it did not change."""
    return Happening(0, "", None, changes=changes).change(name)[1]


def mentioned(body: str) -> list[int]:
    """The ids of those whom a comment mentions (`@[Name](user:12)`), each once, at most twenty."""
    found = dict.fromkeys(int(one) for one in _MENTION.findall(body))
    return list(found)[:MENTIONED_AT_MOST]


def parties(scene: Scene) -> frozenset[int]:
    """Whom everything about a ticket concerns."""
    close = {scene.reporter_id, scene.assignee_id} - {None}
    return frozenset(one for one in close if one is not None) | scene.workers | scene.watchers | scene.managers


def _created(_happening: Happening, scene: Scene) -> Told:
    """The assigned manager learns that it is theirs, from the event that assigns it."""
    told = _all(parties(scene), Kind.TICKET_CREATED)
    told |= _all(scene.managers, Kind.TICKET_CRITICAL)
    if scene.reporter_id is not None:
        told[scene.reporter_id] = Kind.TICKET_CREATED
    return {user_id: kind for user_id, kind in told.items() if user_id != scene.assignee_id}


def _assigned(happening: Happening, scene: Scene) -> Told:
    before, after = happening.change("assignee_id")
    told = _all(scene.watchers, Kind.TICKET_EDITED)
    if isinstance(before, int):
        told[before] = Kind.TICKET_EDITED
    if isinstance(after, int):
        told[after] = Kind.TICKET_ASSIGNED
    return told


def _edited(happening: Happening, scene: Scene) -> Told:
    told = _all(parties(scene), Kind.TICKET_EDITED)
    if happening.change("priority")[1] == "critical":
        close = scene.workers | scene.managers | _some(scene.assignee_id)
        told = _most_personal(told, _all(close, Kind.TICKET_CRITICAL))
    return told


def _commented(_happening: Happening, scene: Scene) -> Told:
    if scene.comment_id is None:
        return {}
    told = _all(parties(scene), Kind.TICKET_COMMENTED)
    return _most_personal(told, _all(mentioned(scene.comment_body), Kind.MENTIONED))


def _comment_edited(_happening: Happening, scene: Scene) -> Told:
    """Those who were told of the comment already are not told again; whom it now mentions they are."""
    return _all(mentioned(scene.comment_body), Kind.MENTIONED)


def _everybody(kind: Kind) -> Rule:
    return lambda _happening, scene: _all(parties(scene), kind)


def _rated(_happening: Happening, scene: Scene) -> Told:
    """Whose work it was, finished or not, hears what it was worth."""
    return _all(parties(scene) | scene.involved, Kind.TICKET_RATED)


def _task_assigned(happening: Happening, _scene: Scene) -> Told:
    gone, come = happening.gone_and_come("user_ids")
    return _most_personal(_all(gone, Kind.TASK_MOVED), _all(come, Kind.TASK_ASSIGNED))


def _task(kind: Kind) -> Rule:
    """The manager, whoever made the task, those who share it, those who watch; not the reporter."""

    def rule(_happening: Happening, scene: Scene) -> Told:
        around = scene.task_people | scene.watchers | _some(scene.assignee_id) | _some(scene.task_maker)
        return _all(around | scene.managers, kind)

    return rule


_RULES: Final[Mapping[str, Rule]] = {
    types.TicketCreated.action: _created,
    types.TicketAssigned.action: _assigned,
    types.TicketMoved.action: _everybody(Kind.TICKET_MOVED),
    types.TicketEdited.action: _edited,
    types.TicketCommented.action: _commented,
    types.CommentEdited.action: _comment_edited,
    types.TicketAttached.action: _everybody(Kind.TICKET_ATTACHED),
    types.TicketRated.action: _rated,
    types.TaskAssigned.action: _task_assigned,
    types.TaskStarted.action: _task(Kind.TASK_STARTED),
    types.TaskCompleted.action: _task(Kind.TASK_COMPLETED),
    types.TaskDeclined.action: _task(Kind.TASK_DECLINED),
    types.TaskMoved.action: _task(Kind.TASK_MOVED),
}
ACTIONS: Final = frozenset(_RULES)
"""Everything that somebody may be told of."""


def _all(user_ids: Iterable[int], kind: Kind) -> Told:
    return dict.fromkeys(user_ids, kind)


def _some(user_id: int | None) -> frozenset[int]:
    return frozenset() if user_id is None else frozenset({user_id})


def _most_personal(*tellings: Told) -> Told:
    told: Told = {}
    for telling in tellings:
        for user_id, kind in telling.items():
            if user_id not in told or rank(kind) < rank(told[user_id]):
                told[user_id] = kind
    return told


def _ids(value: object) -> list[int]:
    return [one for one in _listed(value) if isinstance(one, int)]


def _listed(value: object) -> list[object]:
    return _LIST.validate_python(value) if isinstance(value, list) else []


_LIST: Final = TypeAdapter(list[object])
