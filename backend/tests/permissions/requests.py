"""How each route of the table is asked: the smallest good request, for the thing that the cell is about."""

import datetime as dt
import io
import secrets
from collections.abc import Callable, Mapping
from typing import Final

from app.models import LinkPurpose
from app.services.rows import now
from tests import factories
from tests.factories import PASSWORD
from tests.permissions.asking import Ask, File
from tests.permissions.channels import CHANNELS
from tests.permissions.mail import MAIL
from tests.permissions.messages import MESSAGES
from tests.permissions.stage import Stage, Whose

Asking = Callable[[Stage], Ask]
NEW_PASSWORD: Final = "another harbour"


def _unused() -> str:
    return secrets.token_hex(6)


def _file() -> Mapping[str, File]:
    return {"file": (io.BytesIO(b"The seal is worn.\n"), "note.txt")}


def _table() -> Mapping[str, File]:
    return {"file": (io.BytesIO(f"name\n{_unused()}\n".encode()), "rooms.csv")}


def _soon() -> str:
    return (now() + dt.timedelta(days=2)).isoformat()


def _plain(path: str, json: object = None) -> Asking:
    return lambda _stage: Ask(path, json)


def _page(path: str) -> Asking:
    return lambda _stage: Ask(path, page=True)


# Tickets


def _tickets(path: str, *, counted: bool) -> Asking:
    def ask(stage: Stage) -> Ask:
        word = _unused()
        ticket_id = stage.ticket(search=word)
        return Ask(path, query={"q": word}, counted=counted, listed=None if counted else ticket_id)

    return ask


def _report(stage: Stage) -> Ask:
    return Ask("/tickets", {"title": "The tap drips", "property_id": stage.place.id, "room_id": stage.room})


def _report_for(stage: Stage) -> Ask:
    body = {"title": "A caller's tap drips", "property_id": stage.place.id, "on_behalf_of": {"name": "Ada"}}
    return Ask("/tickets", body)


def _ticket(path: str = "", json: object = None, **columns: object) -> Asking:
    return lambda stage: Ask(f"/tickets/{stage.ticket(**columns)}{path}", json)


def _done(status: str, json: object) -> Asking:
    def ask(stage: Stage) -> Ask:
        closed = now() if status == "closed" else None
        return Ask(f"/tickets/{stage.ticket(status=status, resolved_at=now(), closed_at=closed)}", json)

    return ask


def _attach(stage: Stage) -> Ask:
    return Ask(f"/tickets/{stage.ticket()}/attachments", form=_file())


def _follow(path: str = "", json: object = None, *, files: bool = False) -> Asking:
    return lambda stage: Ask(f"/f/{stage.link()}{path}", json, form=_file() if files else None)


TICKETS: Final[Mapping[str, Asking]] = {
    "GET /tickets": _tickets("/tickets", counted=False),
    "GET /tickets/counts": _tickets("/tickets/counts", counted=True),
    "POST /tickets": _report,
    "POST /tickets (on behalf of a caller)": _report_for,
    "GET /tickets/{ticket_id}": _ticket(),
    "PATCH /tickets/{ticket_id} (title)": _ticket(json={"title": "It runs"}),
    "PATCH /tickets/{ticket_id} (title, once begun)": _ticket(json={"title": "It runs"}, status="in_progress"),
    "PATCH /tickets/{ticket_id} (priority)": _ticket(json={"priority": "high"}),
    "PATCH /tickets/{ticket_id} (room)": lambda stage: Ask(
        f"/tickets/{stage.ticket(room_id=None)}", {"room_id": stage.place.room}
    ),
    "PATCH /tickets/{ticket_id} (assignee)": lambda stage: Ask(
        f"/tickets/{stage.ticket()}", {"assignee_id": stage.head.id}
    ),
    "PATCH /tickets/{ticket_id} (due time)": lambda stage: Ask(f"/tickets/{stage.ticket()}", {"due_at": _soon()}),
    "PATCH /tickets/{ticket_id} (begin)": _ticket(json={"status": "in_progress"}),
    "PATCH /tickets/{ticket_id} (resolve)": _ticket(json={"status": "resolved"}),
    "PATCH /tickets/{ticket_id} (resolve, once begun)": _ticket(json={"status": "resolved"}, status="in_progress"),
    "PATCH /tickets/{ticket_id} (cancel)": _ticket(json={"status": "cancelled"}),
    "PATCH /tickets/{ticket_id} (confirm)": _done("resolved", {"status": "closed"}),
    "PATCH /tickets/{ticket_id} (reopen)": _done("closed", {"status": "open"}),
    "PATCH /tickets/{ticket_id} (revive)": _ticket(json={"status": "open"}, status="cancelled"),
    "PATCH /tickets/{ticket_id} (rate)": _done("resolved", {"rating": 5}),
    "POST /tickets/{ticket_id}/undo": lambda stage: Ask(f"/tickets/{stage.ticket_moved()}/undo"),
    "POST /tickets/bulk": lambda stage: Ask(
        "/tickets/bulk", {"ids": [stage.ticket()], "patch": {"title": "It runs"}}, bulk=True
    ),
    "GET /tickets/{ticket_id}/history": _ticket("/history"),
    "GET /tickets/{ticket_id}/comments": _ticket("/comments"),
    "POST /tickets/{ticket_id}/comments": _ticket("/comments", {"body": "It still drips."}),
    "POST /tickets/{ticket_id}/comments (internal)": _ticket("/comments", {"body": "A worn seal.", "internal": True}),
    "PATCH /comments/{comment_id}": lambda stage: Ask(f"/comments/{stage.comment()}", {"body": "It runs."}),
    "PATCH /comments/{comment_id} (by another)": lambda stage: Ask(
        f"/comments/{stage.comment_of_another()}", {"body": "It runs."}
    ),
    "PATCH /comments/{comment_id} (internal, by another)": lambda stage: Ask(
        f"/comments/{stage.comment_of_another(internal=True)}", {"body": "It runs."}
    ),
    "DELETE /comments/{comment_id}": lambda stage: Ask(f"/comments/{stage.comment()}"),
    "DELETE /comments/{comment_id} (internal, by another)": lambda stage: Ask(
        f"/comments/{stage.comment_of_another(internal=True)}"
    ),
    "GET /tickets/{ticket_id}/attachments": _ticket("/attachments"),
    "POST /tickets/{ticket_id}/attachments": _attach,
    "GET /attachments/{attachment_id}": lambda stage: Ask(f"/attachments/{stage.attachment()}"),
    "GET /attachments/{attachment_id} (internal)": lambda stage: Ask(
        f"/attachments/{stage.attachment_of_another(internal=True)}"
    ),
    "DELETE /attachments/{attachment_id}": lambda stage: Ask(f"/attachments/{stage.attachment()}"),
    "DELETE /attachments/{attachment_id} (by another)": lambda stage: Ask(
        f"/attachments/{stage.attachment_of_another()}"
    ),
    "DELETE /attachments/{attachment_id} (internal)": lambda stage: Ask(
        f"/attachments/{stage.attachment_of_another(internal=True)}"
    ),
    "GET /files/{token}": lambda stage: Ask(f"/files/{stage.file()}"),
}

# Without an account

GUESTS: Final[Mapping[str, Asking]] = {
    "GET /q/{room_token}": lambda stage: Ask(f"/q/{stage.code()}"),
    "POST /q/{room_token}/tickets": lambda stage: Ask(f"/q/{stage.code()}/tickets", {"title": "The tap drips"}),
    "GET /f/{follow_token}": _follow(),
    "PATCH /f/{follow_token}": _follow(json={"status": "cancelled"}),
    "POST /f/{follow_token}/undo": lambda stage: Ask(f"/f/{stage.link(moved=True)}/undo"),
    "POST /f/{follow_token}/comments": _follow("/comments", {"body": "It still drips."}),
    "POST /f/{follow_token}/attachments": _follow("/attachments", files=True),
}

# Tasks


def _task(path: str = "", json: object = None, **columns: object) -> Asking:
    return lambda stage: Ask(f"/tasks/{stage.task(**columns)}{path}", json)


def _tasks(whose: str) -> Asking:
    return lambda stage: Ask("/tasks", query={"scope": whose, "property_id": stage.place.id}, listed=stage.task())


def _give(stage: Stage) -> Ask:
    _ = stage.caller
    ticket_id = factories.ticket(stage.place.id, stage.neighbour.id)
    return Ask("/assign-task", {"ticket_id": ticket_id, "user_id": stage.worker.id})


def _make_task(stage: Stage) -> Ask:
    _ = stage.caller
    return Ask("/tasks", {"title": "Check", "property_id": stage.place.id, "user_ids": [stage.worker.id]})


TASKS: Final[Mapping[str, Asking]] = {
    "POST /assign-task": _give,
    "GET /tasks": _tasks("mine"),
    "GET /tasks (managed)": _tasks("managed"),
    "POST /tasks": _make_task,
    "GET /tasks/{task_id}": _task(),
    "PATCH /tasks/{task_id} (title)": _task(json={"title": "Change it"}),
    "PATCH /tasks/{task_id} (begin)": _task(json={"status": "in_progress"}),
    "PATCH /tasks/{task_id} (cancel)": _task(json={"status": "cancelled"}),
    "PATCH /tasks/{task_id} (people)": lambda stage: Ask(f"/tasks/{stage.task()}", {"user_ids": [stage.head.id]}),
    "PATCH /tasks/{task_id} (minutes)": _task(json={"minutes_spent": 5}),
    "DELETE /tasks/{task_id}": _task(),
    "POST /tasks/{task_id}/start": _task("/start"),
    "POST /tasks/{task_id}/complete": _task("/complete", {"minutes": 5}),
    "POST /tasks/{task_id}/decline": _task("/decline", {"reason": "No key"}),
}

# Properties, rooms, and who belongs there


def _property(path: str = "", json: object = None) -> Asking:
    return lambda stage: Ask(f"{stage.property.path}{path}", json)


def _room(path: str = "", json: object = None) -> Asking:
    def ask(stage: Stage) -> Ask:
        _ = stage.caller
        return Ask(f"{stage.place.path}/rooms/{stage.room}{path}", json)

    return ask


def _manager(stage: Stage) -> int:
    return stage.caller.id if stage.whose is Whose.OWN else stage.head.id


def _new_manager(stage: Stage) -> int:
    """The caller, or a manager who so far merely belongs there."""
    if stage.whose is Whose.OWN:
        return stage.caller.id
    return factories.person(stage.app, "manager", belongs=[stage.place.id]).id


PLACES: Final[Mapping[str, Asking]] = {
    "GET /properties": lambda stage: Ask("/properties", query={"limit": 100}, listed=_with(stage, stage.property.id)),
    "POST /properties": lambda _stage: Ask("/properties", {"name": _unused(), "code": _unused()[:8].upper()}),
    "GET /properties/{property_id}": _property(),
    "PATCH /properties/{property_id}": _property(json={"address": "1 Quay"}),
    "DELETE /properties/{property_id}": _property(),
    "GET /properties/{property_id}/rooms": lambda stage: Ask(
        f"{stage.place.path}/rooms", listed=_with(stage, stage.room)
    ),
    "POST /properties/{property_id}/rooms": lambda stage: Ask(f"{stage.property.path}/rooms", {"name": _unused()}),
    "POST /properties/{property_id}/rooms/import": lambda stage: Ask(
        f"{stage.property.path}/rooms/import", form=_table()
    ),
    "GET /properties/{property_id}/rooms/{room_id}": _room(),
    "PUT /properties/{property_id}/rooms/{room_id}": _room(json={"name": "201"}),
    "PATCH /properties/{property_id}/rooms/{room_id}": _room(json={"name": "201"}),
    "PATCH /properties/{property_id}/rooms/{room_id} (status)": _room(json={"status": "cleaning"}),
    "DELETE /properties/{property_id}/rooms/{room_id}": _room(),
    "GET /properties/{property_id}/rooms/{room_id}/qr": _room("/qr"),
    "POST /properties/{property_id}/rooms/{room_id}/qr/rotate": _room("/qr/rotate"),
    "GET /properties/{property_id}/managers/{user_id}": lambda stage: Ask(
        f"{stage.place.path}/managers/{_manager(stage)}"
    ),
    "PUT /properties/{property_id}/managers/{user_id}": lambda stage: Ask(
        f"{stage.place.path}/managers/{_new_manager(stage)}"
    ),
    "DELETE /properties/{property_id}/managers/{user_id}": lambda stage: Ask(
        f"{stage.place.path}/managers/{_manager(stage)}"
    ),
    "GET /properties/{property_id}/users/{user_id}": lambda stage: Ask(f"{stage.place.path}/users/{stage.somebody.id}"),
    "PUT /properties/{property_id}/users/{user_id}": lambda stage: Ask(
        f"{stage.place.path}/users/{stage.somebody.id}", {"room_id": stage.place.room}
    ),
    "DELETE /properties/{property_id}/users/{user_id}": lambda stage: Ask(
        f"{stage.place.path}/users/{stage.somebody.id}"
    ),
}


def _with(stage: Stage, identity: int) -> int:
    """The id, once there is a caller too."""
    _ = stage.caller
    return identity


# People and settings


def _user(json: object = None) -> Asking:
    return lambda stage: Ask(f"/users/{_with(stage, stage.somebody.id)}", json)


def _users(stage: Stage) -> Ask:
    identity = _with(stage, stage.somebody.id)
    return Ask("/users", query={"q": stage.somebody.email}, listed=identity)


def _add(role: str) -> Asking:
    def ask(stage: Stage) -> Ask:
        belongs = {"property_id": _with(stage, stage.property.id), "relation": "member"}
        return Ask(
            "/users", {"email": f"{_unused()}@example.com", "name": "Ivo", "role": role, "properties": [belongs]}
        )

    return ask


def _department(path: str = "", json: object = None) -> Asking:
    return lambda _stage: Ask(f"/departments/{factories.department()}{path}", json)


def _category(path: str = "", json: object = None) -> Asking:
    return lambda _stage: Ask(f"/categories/{factories.category()}{path}", json)


PEOPLE: Final[Mapping[str, Asking]] = {
    "GET /users": _users,
    "POST /users (staff)": _add("staff"),
    "POST /users (super admin)": _add("super_admin"),
    "GET /users/{user_id}": _user(),
    "PATCH /users/{user_id} (name)": _user({"name": "Ivo"}),
    "PATCH /users/{user_id} (department)": lambda stage: Ask(
        f"/users/{_with(stage, stage.somebody.id)}", {"department_id": factories.department()}
    ),
    "PATCH /users/{user_id} (password)": _user({"password": NEW_PASSWORD}),
    "PATCH /users/{user_id} (activity)": _user({"is_active": False}),
    "PATCH /users/{user_id} (super admin)": _user({"role": "super_admin"}),
    "DELETE /users/{user_id}": _user(),
    "GET /roles": _plain("/roles"),
    "GET /departments": _plain("/departments"),
    "POST /departments": lambda _stage: Ask("/departments", {"name": _unused()}),
    "PATCH /departments/{department_id}": lambda _stage: Ask(
        f"/departments/{factories.department()}", {"name": _unused()}
    ),
    "DELETE /departments/{department_id}": _department(),
    "GET /categories": _plain("/categories"),
    "POST /categories": lambda _stage: Ask("/categories", {"name": _unused(), "department_id": factories.department()}),
    "PATCH /categories/{category_id}": _category(json={"room_status": "cleaning"}),
    "DELETE /categories/{category_id}": _category(),
    "GET /history": _plain("/history"),
}

# Signing in

SIGNING_IN: Final[Mapping[str, Asking]] = {
    "POST /register": lambda _stage: Ask(
        "/register", {"email": f"{_unused()}@example.com", "password": PASSWORD, "name": "Ada"}
    ),
    "POST /login": lambda stage: Ask("/login", {"email": stage.caller.email, "password": PASSWORD}),
    "POST /token/refresh": lambda stage: Ask("/token/refresh", bearer=stage.refresh_token()),
    "POST /logout": _plain("/logout"),
    "GET /verify-token": _plain("/verify-token"),
    "POST /me/email-verification": _plain("/me/email-verification"),
    "POST /me/password": _plain("/me/password", {"current": PASSWORD, "new": NEW_PASSWORD}),
    "POST /invitations/{token}": lambda stage: Ask(
        f"/invitations/{stage.one_time_link(LinkPurpose.INVITATION)}", {"password": NEW_PASSWORD}
    ),
    "POST /email-verifications/{token}": lambda stage: Ask(
        f"/email-verifications/{stage.one_time_link(LinkPurpose.VERIFY_EMAIL)}"
    ),
}

# Pages, and what machines ask

PAGES: Final[Mapping[str, Asking]] = {
    "GET /": _page("/"),
    "GET /app/": _page("/app/"),
    "GET /app/{path}": _page("/app/tickets"),
    "GET /openapi.json": _page("/openapi.json"),
    "GET /docs": _page("/docs"),
    "GET /docs/assets/own/{name}": _page("/docs/assets/own/start.js"),
    "GET /docs/assets/{path}": _page("/docs/assets/css/swagger-ui.css"),
    "GET /health/live": _page("/health/live"),
    "GET /health/ready": _page("/health/ready"),
    "GET /metrics": _page("/metrics"),
}

REQUESTS: Final[Mapping[str, Asking]] = {
    **TICKETS, **GUESTS, **TASKS, **PLACES, **PEOPLE, **MESSAGES, **CHANNELS, **MAIL, **SIGNING_IN, **PAGES,
}  # fmt: skip
