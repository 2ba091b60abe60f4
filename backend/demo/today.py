"""The tickets of today at the first property: what the demo's manager sees first."""

import datetime as dt
from collections.abc import Callable

from app.models import Priority, Task, TicketStatus

from .cast import Member, Place
from .content import Said, Scene
from .life import Life
from .telling import Claim, Telling, access, service

PLACE = "BARH"


def tell(telling: Telling, scene: Scene) -> None:
    """One scene from its report to now."""
    place = telling.cast.place(PLACE)
    at = minutes_ago(telling, scene.age)
    life = _open(telling, scene, place, at)
    manager = _manager(telling, scene, life)
    _pictures(telling, scene, life, at)
    if scene.handed_back:
        life.unassign(telling.cast.named("Osei Okafor").id, at + dt.timedelta(minutes=3), scene.handed_back)
    for moment, act in sorted(_acts(telling, scene, life, manager), key=lambda one: one[0]):
        act(moment)
    telling.close(life)


def minutes_ago(telling: Telling, minutes: int) -> dt.datetime:
    """That many minutes before now."""
    return telling.now - dt.timedelta(minutes=minutes)


Act = Callable[[dt.datetime], object]
At = Callable[[float, Act], None]


def _open(telling: Telling, scene: Scene, place: Place, at: dt.datetime) -> Life:
    topic, priority = telling.topics[scene.category], Priority[scene.priority.upper()]
    named = [one for one in telling.cast.members if one.row.name == scene.reporter]
    reporter = named[0].row if named else telling.cast.contact(scene.reporter, at)
    claim = Claim(
        at=at,
        place=place,
        room=place.rooms[scene.room],
        topic=topic,
        title=scene.title,
        text=scene.text,
        reporter_id=reporter.id,
        reporter_name=reporter.name,
        by_guest=not named or named[0].about.role == "guest",
        kind="service_request" if scene.quantity else "request",
        entered_by_id=telling.cast.named(scene.entered_by).id if scene.entered_by else None,
        priority=None if priority == (topic.row.default_priority or Priority.MEDIUM) else priority,
        service=service(scene.title, scene.quantity),
        access=access(may_enter=True, note=scene.may_enter) if scene.may_enter else None,
    )
    life, _ = telling.open(claim)
    return life


def _manager(telling: Telling, scene: Scene, life: Life) -> Member:
    if scene.manager:
        return telling.cast.named(scene.manager)
    return next(one for one in telling.cast.members if one.id == life.ticket.assignee_id)


def _pictures(telling: Telling, scene: Scene, life: Life, at: dt.datetime) -> None:
    names = [name for name in (scene.picture, scene.second_picture) if name]
    if names:
        photos = {f"{name}.jpg": telling.pictures[name] for name in names}
        life.attach(life.ticket.entered_by_id or life.ticket.reporter_id, at + dt.timedelta(seconds=1), photos)


def _acts(telling: Telling, scene: Scene, life: Life, manager: Member) -> list[tuple[dt.datetime, Act]]:
    """What people did after the report, each with its moment."""
    acts: list[tuple[dt.datetime, Act]] = []

    def at(minutes: float, act: Act) -> None:
        acts.append((telling.now - dt.timedelta(minutes=minutes), act))

    if scene.due is not None:
        due = telling.now + dt.timedelta(minutes=scene.due)
        at(scene.age - 0.5, lambda when: life.edit(manager.id, when, {"due_at": due, "due_by_person": True}))
    if scene.worker:
        _work(telling, scene, life, manager, at)
    elif scene.resolved is not None:
        at(scene.resolved + 5, lambda when: life.move(manager.id, when, TicketStatus.IN_PROGRESS))
        at(scene.resolved, lambda when: life.move(manager.id, when, TicketStatus.RESOLVED))
    for said in scene.said:
        at(said[1], _speech(telling, life, said))
    return acts


def _speech(telling: Telling, life: Life, said: Said) -> Act:
    speaker = telling.cast.named(said[0])
    return lambda when: life.comment(speaker.id, when, said[2], internal=len(said) > 3)


def _work(
    telling: Telling,
    scene: Scene,
    life: Life,
    manager: Member,
    at: At,
) -> None:
    worker = telling.cast.named(scene.worker or "")

    def task() -> Task:
        return life.tasks[0]

    given = scene.age - 1 if scene.begun is None else min(scene.age - 1, scene.begun + 7)
    at(given, lambda when: life.give_task(manager.id, when, worker, scene.task or scene.title))
    if scene.begun is not None:
        at(scene.begun, lambda when: life.start(task(), when))
    if scene.hold is not None:
        hold = scene.hold
        until = _morning(telling, hold.days)
        at(hold.at, lambda when: life.move(worker.id, when, TicketStatus.ON_HOLD, why=hold.reason, until=until))
        at(hold.at - 1, lambda when: life.edit(manager.id, when, {"due_at": until, "due_by_person": True}))
    if scene.resolved is not None:
        at(scene.resolved + 1, lambda when: life.complete(task(), when, 20, 1450))
        at(scene.resolved, lambda when: life.move(worker.id, when, TicketStatus.RESOLVED))


def _morning(telling: Telling, days: int) -> dt.datetime:
    zone = telling.cast.place(PLACE).zone
    local = (telling.now + dt.timedelta(days=days)).astimezone(zone)
    return local.replace(hour=9, minute=0, second=0, microsecond=0).astimezone(dt.UTC)
