"""Rows of what people were told, of deliveries and of jobs, as they lie in the tables."""

import itertools

from sqlalchemy import text

from app import db
from app.jobs import Job, defer
from app.models import Delivery, DeliveryAttempt, JobError, Notification
from app.services.rows import now

_numbers = itertools.count(1)


def notification(user_id: int, ticket_id: int | None = None, **columns: object) -> int:
    """Something that somebody was told in the app; its id."""
    values: dict[str, object] = {"kind": "ticket_moved", "cause": f"test:{next(_numbers)}", "shown": True, **columns}
    with db.unit_of_work() as session:
        row = Notification(user_id=user_id, ticket_id=ticket_id, **values)
        session.add(row)
        session.flush()
        return row.id


def delivery(user_id: int, ticket_id: int | None = None, state: str = "dead", **columns: object) -> int:
    """A notification's delivery by e-mail, dead after one try unless said otherwise; its id."""
    given: dict[str, object] = {"channel": "email", "address": "jonas@example.com", "attempts": 1, **columns}
    if state in ("waiting", "queued", "sending"):
        given = {"next_at": now(), **given}
    if state == "dead":
        given = {"reason": "550 There is no such mailbox.", **given}
    told = notification(user_id, ticket_id, shown=False)
    with db.unit_of_work() as session:
        row = Delivery(notification_id=told, user_id=user_id, ticket_id=ticket_id, state=state, **given)
        session.add(row)
        session.flush()
        outcome = {"number": 1, "ended_at": now(), "outcome": "permanent", "error": "550 There is no such mailbox."}
        session.add(DeliveryAttempt(delivery_id=row.id, **outcome))
        return row.id


def job(task: str = "deliveries.send", status: str = "failed", **args: object) -> int:
    """A job that failed, with its error; its id."""
    with db.unit_of_work() as session:
        defer(session.connection(), [Job(task, args)])
        job_id: int = session.execute(text("SELECT max(id) FROM procrastinate_jobs")).scalar_one()
        statement = text(
            "UPDATE procrastinate_jobs SET status = CAST(:status AS procrastinate_job_status) WHERE id = :id"
        )
        session.execute(statement, {"status": status, "id": job_id})
        session.add(JobError(job_id=job_id, task=task, attempt=1, error="ConnectionError: the printer is on fire"))
        return job_id
