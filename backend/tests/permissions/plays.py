"""Every event of a ticket or a task, played through the API, and who is told of it: through every channel the same.

In brackets: what is special. Whom a line doesn't name is told nothing; whoever did it never is.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from app import db
from app.models import Ticket
from tests import factories
from tests.permissions.ears import House

MARK: Final = "Zinnoberrot"
"""A word that stands in what staff write among themselves, and nowhere else."""

Told = Mapping[str, str]
Act = Callable[[House], object]


@dataclass(frozen=True, slots=True)
class Play:
    """What happens, and who is told of it as what. `before`: what must have happened already. `in_app`: who finds it
    in the app only: what was taken back before it went out to them is not taken back there."""

    act: Act
    told: Told = field(default_factory=dict[str, str])
    before: Act | None = None
    in_app: Told = field(default_factory=dict[str, str])


def _everybody(kind: str, *but: str) -> Told:
    """All whom a ticket concerns, but for these."""
    return {name: kind for name in ("guest", "manager", "worker", "watcher", "executive") if name not in but}


def _report(who: str, **body: object) -> Act:
    def act(house: House) -> None:
        content = {"title": "The tap drips", "property_id": house.property_id, **body}
        house.client.post("/tickets", as_=house[who], json=content).ok(201)

    return act


def _report_for_guest(house: House) -> None:
    _report("bystander", on_behalf_of={"user_id": house["guest"].id})(house)


def _patch(who: str, **body: object) -> Act:
    return lambda house: house.client.patch(house.path, as_=house[who], json=body).ok()


def _give_to(name: str) -> Act:
    return lambda house: house.client.patch(house.path, as_=house["boss"], json={"assignee_id": house[name].id}).ok()


def _undo(house: House) -> None:
    house.client.post(f"{house.path}/undo", as_=house["worker"]).ok()


def _in_status(status: str) -> Act:
    def act(house: House) -> None:
        with db.unit_of_work() as session:
            session.get_one(Ticket, house.ticket_id).status = status

    return act


def _say(body: str, *mentioned: str, internal: bool = False) -> Act:
    def act(house: House) -> None:
        _written(house, body, *mentioned, internal=internal)

    return act


def _written(house: House, body: str, *mentioned: str, internal: bool = False) -> Any:
    said = {"body": f"{body} {_names(house, *mentioned)}", "internal": internal}
    return house.client.post(f"{house.path}/comments", as_=house["worker"], json=said).ok(201)


def _names(house: House, *mentioned: str) -> str:
    return " ".join(f"@[{house[name].name}](user:{house[name].id})" for name in mentioned)


def _comment(house: House) -> str:
    """The path of the latest comment."""
    listed = house.client.get(f"{house.path}/comments", as_=house["worker"]).ok()["items"]
    return f"/comments/{listed[-1]['id']}"


def _reword(body: str, *mentioned: str) -> Act:
    def act(house: House) -> None:
        said = {"body": f"{body} {_names(house, *mentioned)}"}
        house.client.patch(_comment(house), as_=house["worker"], json=said).ok()

    return act


def _take_back(house: House) -> None:
    house.client.delete(_comment(house), as_=house["worker"]).ok(204)


def _attach(*, internal: bool = False) -> Act:
    def act(house: House) -> None:
        said: dict[str, object] = {"file": (io.BytesIO(MARK.encode()), f"{MARK if internal else 'seal'}.txt")}
        if internal:
            said["comment_id"] = _comment(house).rsplit("/", 1)[1]
        house.client.post(f"{house.path}/attachments", as_=house["worker"], form=said).ok(201)

    return act


def _remove_file(*, internal: bool = False) -> Act:
    def act(house: House) -> None:
        file_id = factories.attachment(house.ticket_id, house["worker"].id, internal=internal)
        house.client.delete(f"/attachments/{file_id}", as_=house["boss"]).ok(204)

    return act


def _make_task(*names: str) -> Act:
    def act(house: House) -> None:
        people = [house[name].id for name in names]
        body = {"title": MARK, "ticket_id": house.ticket_id, "user_ids": people}
        house.client.post("/tasks", as_=house["boss"], json=body).ok(201)

    return act


def _make_task_alone(house: House) -> None:
    body = {"title": MARK, "property_id": house.property_id, "user_ids": [house["bystander"].id]}
    house.client.post("/tasks", as_=house["boss"], json=body).ok(201)


def _task(who: str, act: str, **body: object) -> Act:
    return lambda house: house.client.post(f"/tasks/{house.task_id}/{act}", as_=house[who], json=body)


def _edit_task(who: str, **body: object) -> Act:
    return lambda house: house.client.patch(f"/tasks/{house.task_id}", as_=house[who], json=body).ok()


def _all(*acts: Act) -> Act:
    def act(house: House) -> None:
        for one in acts:
            one(house)

    return act


_NOTE: Final = _say(MARK, internal=True)
_BEGUN: Final = _in_status("in_progress")
_STAFF: Final = ("guest", "worker")
_AROUND: Final = ("manager", "boss", "watcher", "executive")


def _around(kind: str, *but: str) -> Told:
    """Who answers for the ticket, who made the task, who watches."""
    return {name: kind for name in _AROUND if name not in but}


PLAYS: Final[Mapping[str, Play]] = {
    "ticket.created": Play(_report("guest"), {"manager": "ticket_assigned"}),
    "ticket.created (for a guest)": Play(_report_for_guest, {"guest": "ticket_created", "manager": "ticket_assigned"}),
    "ticket.created (critical)": Play(
        _report("bystander", priority="critical"),
        {"manager": "ticket_assigned", "boss": "ticket_critical"},
    ),
    "ticket.assigned": Play(
        _give_to("boss"), {"manager": "ticket_edited", "watcher": "ticket_edited", "executive": "ticket_edited"}
    ),
    "ticket.moved": Play(_patch("worker", status="in_progress"), _everybody("ticket_moved", "worker")),
    "ticket.moved (taken back)": Play(
        _undo,
        _everybody("ticket_moved", *_STAFF),
        before=_patch("worker", status="resolved"),
        in_app={"guest": "ticket_moved"},
    ),
    "ticket.edited": Play(_patch("boss", title="It runs"), _everybody("ticket_edited", "guest")),
    "ticket.edited (critical)": Play(
        _patch("boss", priority="critical"),
        {**_everybody("ticket_edited", "guest"), "manager": "ticket_critical", "worker": "ticket_critical"},
    ),
    "ticket.commented": Play(_say("It is the seal."), _everybody("ticket_commented", "worker")),
    "ticket.commented (mentions)": Play(
        _say("Look,", "bystander", "neighbour", "former", "stranger", "outsider", "guest"),
        {**_everybody("ticket_commented", *_STAFF), "bystander": "mentioned", "guest": "mentioned"},
    ),
    "ticket.commented (internal)": Play(_NOTE, _everybody("ticket_commented", *_STAFF)),
    "ticket.commented (internal, mentions)": Play(
        _say(MARK, "bystander", "neighbour", "former", "stranger", "outsider", "guest", internal=True),
        {**_everybody("ticket_commented", *_STAFF), "bystander": "mentioned"},
    ),
    "comment.edited": Play(
        _reword("It is the tap,", "bystander", "neighbour", "outsider"), {"bystander": "mentioned"}, _say("Seal.")
    ),
    "comment.edited (internal)": Play(
        _reword(MARK, "bystander", "guest", "neighbour", "outsider"), {"bystander": "mentioned"}, _NOTE
    ),
    "comment.deleted": Play(_take_back, before=_say("It is the seal.")),
    "comment.deleted (internal)": Play(_take_back, before=_NOTE),
    "ticket.attached": Play(_attach(), _everybody("ticket_attached", *_STAFF)),
    # What comes with a comment is told with the comment.
    "ticket.attached (internal)": Play(_attach(internal=True), before=_NOTE),
    "attachment.deleted": Play(_remove_file()),
    "attachment.deleted (internal)": Play(_remove_file(internal=True)),
    "ticket.rated": Play(_patch("guest", rating=5), _everybody("ticket_rated", "guest"), _in_status("resolved")),
    "task.created": Play(_make_task()),
    "task.assigned": Play(_make_task("bystander"), {"bystander": "task_assigned"}),
    "task.assigned (without a ticket)": Play(_make_task_alone, {"bystander": "task_assigned"}),
    "task.started": Play(_task("worker", "start"), _around("task_started"), _BEGUN),
    "task.completed": Play(
        _task("worker", "complete", minutes=5, note=MARK),
        _around("task_completed"),
        _all(_BEGUN, _task("worker", "start")),
    ),
    "task.moved": Play(
        _edit_task("boss", status="cancelled"), {**_around("task_moved", "boss"), "worker": "task_moved"}
    ),
    "task.declined": Play(_task("worker", "decline", reason=MARK), _around("task_declined")),
    "task.edited": Play(_edit_task("boss", title=MARK)),
}
