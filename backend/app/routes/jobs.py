"""The job queue over HTTP. For super admins."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, caller
from app.schemas.jobs import JobCounts, JobInFull, JobPage, JobPath, JobQuery
from app.services import job_queue

api = Api("jobs", tag="Deliveries and jobs")


@api.get("/jobs", returns=JobPage)
def list_jobs(query: JobQuery) -> Mapping[str, object]:
    """What the worker is to do and did, the newest first."""
    with db.reads() as connection:
        return job_queue.listing(connection, caller(), query.filters(), query.page())


@api.get("/jobs/counts", returns=JobCounts)
def count_jobs() -> Mapping[str, object]:
    """How many jobs there are, by status."""
    with db.reads() as connection:
        return job_queue.counts(connection, caller())


@api.get("/jobs/<int:job_id>", returns=JobInFull)
def get_job(path: JobPath) -> Mapping[str, object]:
    """One job with the error of every try."""
    with db.reads() as connection:
        return job_queue.shown(connection, caller(), path.job_id)


@api.post("/jobs/<int:job_id>/retry", returns=JobInFull, renders=job_queue.shown)
def retry_job(unit: Session, path: JobPath) -> int:
    """Let a job that failed run once more; 409 for any other."""
    return job_queue.retry(unit, caller(), path.job_id)
