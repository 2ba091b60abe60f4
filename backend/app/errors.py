"""The errors that services raise by name; `app.http` renders each as one problem document (RFC 9457)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one value: JSON pointer of the value, a stable code, a sentence."""

    pointer: str
    code: str
    message: str


class Problem(Exception):
    """An error that the caller can understand. `status` is HTTP's, `code` is stable and meant for translation."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"

    def __init__(
        self,
        detail: str,
        code: str,
        *,
        params: Mapping[str, object] | None = None,
        errors: Sequence[FieldProblem] = (),
        extra: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code
        self.params = dict(params or {})
        self.errors = tuple(errors)
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})


class Malformed(Problem):
    """400: the bytes are not what their type says."""

    status = 400
    title = "The request can't be read"


class Unauthenticated(Problem):
    """401: nobody is signed in, or the session has ended."""

    status = 401
    title = "Please sign in"


class Forbidden(Problem):
    """403: the row may be seen, the act is not allowed."""

    status = 403
    title = "Not allowed"


class NotFound(Problem):
    """404: not there, or not the caller's to see; the two can't be told apart."""

    status = 404
    title = "Not found"

    def __init__(self, noun: str) -> None:
        super().__init__(f"There is no such {noun}, or you may not see it.", "not_found", params={"noun": noun})


class Conflict(Problem):
    """409: the state of the row stands in the way; the detail names what would be legal."""

    status = 409
    title = "That is not possible now"


class VersionConflict(Problem):
    """412: somebody changed the row since it was read. Carries the row as the caller may see it, and what differs."""

    status = 412
    title = "Somebody else changed this meanwhile"

    def __init__(self, current: Mapping[str, object], differing: Sequence[str]) -> None:
        super().__init__(
            "This was changed since you opened it. Nothing of yours has been saved yet.",
            "version_conflict",
            extra={"current": current, "differing": list(differing)},
        )


class TooLarge(Problem):
    """413: more bytes than this place takes."""

    status = 413
    title = "Too large"


class UnsupportedType(Problem):
    """415: a media type that this place doesn't take."""

    status = 415
    title = "This type is not accepted"


class Invalid(Problem):
    """422: the request can be read, and one or more of its values can't be accepted."""

    status = 422
    title = "Some values can't be accepted"

    @classmethod
    def field(cls, pointer: str, code: str, message: str) -> "Invalid":
        """One wrong value. `pointer` is a JSON pointer into the body, for example `/room_id`."""
        return cls(message, "invalid", errors=[FieldProblem(pointer, code, message)])


class TooMany(Problem):
    """429: more often than allowed; `Retry-After` says when again."""

    status = 429
    title = "Too many requests"
