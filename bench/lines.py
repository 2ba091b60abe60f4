"""The generated rows as COPY reads them: tab-separated, `\\N` for null, no character that needs escaping."""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence

import orjson

from app.events import canonical
from app.models import Priority
from app.services.holding import Holding, OpenTask, Standing, holding

from . import shape
from .shape import Facts

NULL = "\\N"
TITLES = (
    "Tap in the bathroom drips",
    "Radiator stays cold",
    "Light over the mirror flickers",
    "Wardrobe door off its rail",
    "Wi-Fi drops every few minutes during calls",
    "Rollladen klemmt auf halber Höhe",
    "Shower drain is slow",
    "Door card not read",
)
TEXT = "It began yesterday evening and has got worse since. Please knock before you come in; we are out until six."

TICKET_COLUMNS = (
    "id", "number", "kind", "title", "description", "search", "status", "priority", "category_id", "property_id",
    "room_id", "reporter_id", "assignee_id", "holder_id", "next", "guest_reported", "due_at", "first_response_due_at",
    "first_response_at", "on_hold_until", "on_hold_reason", "comment_count", "public_comment_count",
    "attachment_count", "public_attachment_count", "created_at", "updated_at", "public_updated_at", "resolved_at",
    "closed_at", "version", "seq", "public_seq",
)  # fmt: skip
COMMENT_COLUMNS = ("ticket_id", "author_id", "body", "internal", "created_at")
ATTACHMENT_COLUMNS = (
    "ticket_id", "uploaded_by_id", "state", "name", "content_type", "size", "sha256", "storage_key",
    "thumbnail_key", "width", "height", "created_at",
)  # fmt: skip
TASK_COLUMNS = (
    "id", "ticket_id", "property_id", "room_id", "title", "status", "priority", "created_by_id", "due_at",
    "minutes_spent", "started_at", "completed_at", "created_at", "updated_at",
)  # fmt: skip
ASSIGNMENT_COLUMNS = ("task_id", "user_id", "assigned_by_id", "assigned_at")
HISTORY_COLUMNS = (
    "class", "at", "id", "actor_id", "entity_type", "entity_id", "ticket_id", "property_id", "action", "changes",
    "reason", "salts", "digests", "hash",
)  # fmt: skip
CURSOR_COLUMNS = ("ticket_id", "handled_id")

Tickets = Iterator[Facts]
HOUR = dt.timedelta(hours=1)


def ticket(category_ids: tuple[int, ...]) -> Callable[[Facts], str]:
    """A ticket's line, with one of the categories."""

    def line(facts: Facts) -> str:
        title = TITLES[facts.mix % len(TITLES)]
        created = facts.created_at
        response, solution = shape.HOURS[facts.priority]
        answered = created + HOUR * response * 0.5 if not facts.is_active or facts.status != "open" else None
        solved = created + HOUR * solution * 0.7 if facts.status == "closed" else None
        held = _holding(facts)
        updated = solved or answered or created
        values = (
            facts.id,
            facts.number,
            "request",
            title,
            TEXT,
            f"{facts.number} {title} {facts.room_id} guest {facts.reporter_id} {TEXT}".lower(),
            facts.status,
            facts.priority,
            category_ids[facts.mix % len(category_ids)],
            facts.property_id,
            facts.room_id,
            facts.reporter_id,
            facts.manager_id,
            held.holder_id,
            held.next,
            "t",
            created + HOUR * solution,
            created + HOUR * response,
            answered,
            created + HOUR * 48 if facts.status == "on_hold" else None,
            "Part on order" if facts.status == "on_hold" else None,
            facts.comments,
            min(facts.comments, 1),
            int(facts.has_attachment),
            int(facts.has_attachment),
            created,
            updated,
            updated,
            solved,
            solved,
            3,
            5,
            4,
        )
        return _joined(values)

    return line


def _holding(facts: Facts) -> Holding:
    tasks = [OpenTask(_task_status(facts), facts.worker_id)] if facts.has_task and facts.is_active else []
    return holding(
        Standing(
            facts.status,
            facts.manager_id,
            facts.reporter_id,
            guest_reported=True,
            tasks=tasks,
        )
    )


def _task_status(facts: Facts) -> str:
    if not facts.is_active:
        return "cancelled" if facts.status == "cancelled" else "completed"
    return "pending" if facts.status == "open" else "in_progress"


def comments(tickets: Tickets) -> Iterator[str]:
    """One public, perhaps one internal."""
    for facts in tickets:
        if facts.comments:
            yield _joined(
                (
                    facts.id,
                    facts.manager_id,
                    "We are on our way.",
                    "f",
                    facts.created_at + HOUR,
                )
            )
        if facts.comments > 1:
            yield _joined(
                (
                    facts.id,
                    facts.worker_id,
                    "Part is in the store.",
                    "t",
                    facts.created_at + HOUR * 1.5,
                )
            )


def attachments(tickets: Tickets) -> Iterator[str]:
    """A photo; only its row, nobody asks for the bytes here."""
    digest = "\\\\x" + hashlib.sha256(b"photo").hexdigest()
    for facts in tickets:
        if facts.has_attachment:
            key = f"bench-{facts.id}"
            values = (
                facts.id,
                facts.reporter_id,
                "clean",
                "photo.jpg",
                "image/jpeg",
                182_044,
                digest,
            )
            yield _joined((*values, f"{key}.file", f"{key}.thumb", 1600, 1200, facts.created_at))


def tasks(tickets: Tickets) -> Iterator[str]:
    """A task with its ticket's id as its own."""
    for facts in tickets:
        if facts.has_task:
            begun = facts.created_at + HOUR
            status = _task_status(facts)
            title = TITLES[facts.mix % len(TITLES)]
            values = (
                facts.id,
                facts.id,
                facts.property_id,
                facts.room_id,
                title,
                status,
                facts.priority,
            )
            yield _joined(
                (
                    *values,
                    facts.manager_id,
                    facts.created_at + HOUR * 8,
                    25 if status == "completed" else 0,
                    begun if status in ("in_progress", "completed") else None,
                    begun + HOUR if status == "completed" else None,
                    facts.created_at,
                    begun,
                )
            )


def assignments(tickets: Tickets) -> Iterator[str]:
    """Who works on it."""
    for facts in tickets:
        if facts.has_task:
            yield _joined((facts.id, facts.worker_id, facts.manager_id, facts.created_at))


def cursors(tickets: Tickets) -> Iterator[str]:
    """Every event is handled."""
    for facts in tickets:
        yield f"{facts.id}\t{facts.id * 2}\n"


def history(department: tuple[int, str]) -> Callable[[Tickets], Iterator[str]]:
    """The two rows of each report, with true digests and hashes; equal values share a salt."""
    sealer = _Sealer()

    def lines(tickets: Tickets) -> Iterator[str]:
        for facts in tickets:
            created = {
                "number": [None, facts.number],
                "status": [None, "open"],
                "priority": [None, Priority(facts.priority).word],
            }
            considered = [
                {"id": one, "name": f"Manager {one}", "load": 12} for one in shape.managers_of(facts.property_id)
            ]
            reason = {
                "rule": "department",
                "department": {"id": department[0], "name": department[1]},
                "candidates": considered,
                "chosen": facts.manager_id,
            }
            assigned = {"assignee_id": [None, facts.manager_id]}
            yield sealer.line(facts, facts.id * 2 - 1, "ticket.created", created, None)
            yield sealer.line(facts, facts.id * 2, "ticket.assigned", assigned, reason)

    return lines


class _Sealer:
    """Rows of history in the canonical form; digests of values that come again are computed once."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[str, bytes]] = {}
        self._salt = os.urandom(canonical.SALT_SIZE)

    def line(
        self,
        facts: Facts,
        identity: int,
        action: str,
        changes: Mapping[str, Sequence[object]],
        reason: object,
    ) -> str:
        named = {f"changes.{name}": orjson.dumps(value) for name, value in changes.items()}
        if reason is not None:
            named["reason"] = orjson.dumps(reason, option=orjson.OPT_SORT_KEYS)
        sealed = {name: self._digest(value) for name, value in named.items()}
        digests = {name: digest for name, (_, digest) in sealed.items()}
        header = (
            f'{{"action":"{action}","actor_id":{facts.reporter_id},"at":"{_zulu(facts.created_at)}","class":"ticket",'
            f'"entity_id":{facts.id},"entity_type":"ticket","id":{identity},"internal":false,'
            f'"property_id":{facts.property_id},"schema_version":1,"ticket_id":{facts.id}}}'
        )
        return _joined(
            (
                "ticket",
                facts.created_at,
                identity,
                facts.reporter_id,
                "ticket",
                facts.id,
                facts.id,
                facts.property_id,
                action,
                orjson.dumps(changes).decode(),
                None if reason is None else orjson.dumps(reason).decode(),
                orjson.dumps({name: salt for name, (salt, _) in sealed.items()}).decode(),
                orjson.dumps({name: digest.hex() for name, digest in digests.items()}).decode(),
                "\\\\x" + _row_hash(header.encode(), digests).hex(),
            )
        )

    def _digest(self, value: bytes) -> tuple[str, bytes]:
        known = self._known.get(value)
        if known is None:
            known = self._salt.hex(), hashlib.sha256(self._salt + value).digest()
            if len(self._known) < 10_000:
                self._known[value] = known
        return known


def _row_hash(header: bytes, digests: dict[str, bytes]) -> bytes:
    frames = [canonical.FORM, header]
    for name in sorted(digests):
        frames += (name.encode(), digests[name])
    return hashlib.sha256(b"".join(len(frame).to_bytes(4, "big") + frame for frame in frames)).digest()


def _zulu(at: dt.datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _joined(values: tuple[object, ...]) -> str:
    return "\t".join([NULL if value is None else str(value) for value in values]) + "\n"
