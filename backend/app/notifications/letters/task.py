"""Letters about a task to those who do it, gave it, or watch its ticket."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.models import UNFINISHED

from . import parts
from .letter import Letter, Link, Voice, framed, ways_out
from .plate import plate
from .reading import TaskFacts


@dataclass(frozen=True, slots=True)
class TaskNews:
    """What happened to which task, and who did it (None: the system)."""

    kind: str
    task: TaskFacts
    by: str | None = None
    ticket_number: str | None = None
    facts: Mapping[str, object] | None = None


def letter(voice: Voice, news: TaskNews) -> Letter:
    """The letter."""
    task = news.task
    reason = (news.facts or {}).get("reason")
    words = {
        "actor": news.by or voice.say("system"),
        "status": voice.say(f"status.{task.status}").lower(),
        "due": voice.clock.moment(task.due_at) if task.due_at else "",
        "reason": reason,
    }
    is_given = news.kind == "task_assigned" and task.due_at is not None
    is_explained = news.kind == "task_declined" and isinstance(reason, str) and bool(reason)
    short = voice.say(f"task.{news.kind}.news_due" if is_given else f"task.{news.kind}.news", **words)
    sentence = voice.say(f"task.{news.kind}.sentence_reason" if is_explained else f"task.{news.kind}.sentence", **words)
    subject = voice.say("subject.task", place=task.place.short, title=task.title, news=short)
    url = voice.addresses.app(f"/tasks/{task.id}")
    footer = voice.say("footer.staff", property=task.place.house, why=voice.say(f"task.{news.kind}.why"))
    content = {
        "plate": plate(voice.texts, task.place),
        "place": parts.where(voice, task.place),
        "kicker": voice.say("kicker.task", news=short),
        "heading": task.title,
        "lead": sentence,
        "quote": _note(voice, news),
        "rows": list(_rows(voice, news)),
        "button": Link(voice.say("button.task"), url).as_value(),
        "notes": [],
        "task": {"title": task.title, "status": voice.say(f"status.{task.status}")},
    }
    frame = framed(voice, subject, sentence, footer, ways_out(voice, news.kind), content)
    title = voice.say("short.staff", place=task.place.short, title=task.title)
    return Letter("task", frame, title, sentence, url, news.ticket_number, news.kind)


def _note(voice: Voice, news: TaskNews) -> parts.Value | None:
    """What is to be done, for whoever is to do it."""
    if news.kind != "task_assigned" or not news.task.description.strip():
        return None
    return parts.quoted(news.task.description, news.by or voice.say("system"))


def _rows(voice: Voice, news: TaskNews) -> Iterator[parts.Value]:
    task = news.task
    if task.due_at is not None and task.status in UNFINISHED:
        yield parts.due_row(voice, "do_by", task.due_at)
    yield parts.row(voice, "priority", parts.priority(voice, task.priority))
    yield parts.row(voice, "status", voice.say(f"status.{task.status}"))
    if news.ticket_number is not None:
        yield parts.row(voice, "ticket", news.ticket_number)
