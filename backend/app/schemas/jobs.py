"""Jobs of the queue in JSON."""

from typing import Annotated

from pydantic import Field, StringConstraints

from app.schemas.base import Id, Instant, ListQuery, Model, Page, Path
from app.services.job_queue import JobFilters, JobStatus

Many = Field(default=[], max_length=100)
Word = Annotated[str, StringConstraints(max_length=100, pattern=r"^[a-z_.]+$")]


class JobError(Model):
    """What went wrong at one try."""

    attempt: int
    at: Instant
    error: str


class Job(Model):
    """One thing that the worker is to do, or did."""

    id: Id
    task: str
    """Such as `deliveries.send`."""
    status: JobStatus
    attempts: int
    """How often it was tried before."""
    scheduled_at: Instant | None
    """Not before this moment; null: at once."""
    created_at: Instant | None
    args: dict[str, object]
    """What it is about: ids, and words such as a chore's name."""
    error: JobError | None
    """The latest."""


class JobInFull(Job):
    """A job with all its errors."""

    errors: list[JobError]


class JobPage(Page[Job]):
    """One page of jobs, the newest first."""


class JobCounts(Model):
    """How many there are. What is finished goes after a day; what failed stays."""

    by_status: dict[JobStatus, int]
    waiting_since: Instant | None
    """Since when the oldest job that could run has been waiting."""


class JobPath(Path):
    """Which job."""

    job_id: Id


class JobQuery(ListQuery):
    """Which of them; the lists may be repeated."""

    status: list[JobStatus] = Many
    task: list[Word] = Many

    def filters(self) -> JobFilters:
        """As the service takes them."""
        return JobFilters(self.status, self.task)
