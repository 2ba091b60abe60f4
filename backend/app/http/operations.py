"""One operation of the API: what is checked before its handler runs, and how its answer leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeGuard

from flask import Response, current_app
from limits import RateLimitItem
from pydantic import BaseModel
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import db
from app.http import idempotency, limits
from app.http.authentication import authenticate, caller, welcome
from app.http.etags import etag
from app.http.parsing import Handler, Inputs, Parsed, parse
from app.http.rendering import json_response, next_link
from app.permissions import Actor

Answer = Mapping[str, object]

CHECK_ANSWERS = "check_answers"


class Render(Protocol):
    """How a resource is shown to a caller; the very function for a first answer and for a replay."""

    def __call__(self, connection: Connection, caller: Actor, resource_id: int, /) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Created:
    """What a handler with `renders` returns to add something to the first answer only (a link shown once)."""

    resource_id: int
    once: Answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What leaves a unit of work: the status, and the answer where there is one."""

    status: int
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Rules:
    """What a route declares about itself; see `Api`."""

    endpoint: str
    returns: type[BaseModel] | None
    status: int
    renders: Render | None
    etag: bool
    private: bool
    location: str | None
    public: bool
    guest_token: str | None
    idempotent: bool
    limits: Sequence[RateLimitItem] | None
    token_limits: Sequence[RateLimitItem]
    problems: tuple[int, ...]
    content_types: tuple[str, ...]


class WrongAnswer(AssertionError):
    """A handler returned something else than its route declares. A bug of ours."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A handler with its inputs and rules; calling it answers one request."""

    handler: Handler
    inputs: Inputs
    rules: Rules

    def __call__(self, path: Mapping[str, object]) -> Response:
        """Check in API.md's order, run the handler, render."""
        self._admit(path)
        parsed = parse(self.inputs, path)
        if self.inputs.unit:
            attempt = self._attempt(parsed, path)
            return self._response(db.repeat(lambda unit: self._perform(unit, parsed, attempt)), path)
        result = self.handler(**parsed.values)
        if isinstance(result, Response):
            return result
        return self._response(Outcome(self.rules.status, _answer(self.rules, result)), path)

    def _admit(self, path: Mapping[str, object]) -> None:
        """401, then 429."""
        rules = self.rules
        counted = limits.default_limits() if rules.limits is None else rules.limits
        who = welcome().ip or "" if rules.public else f"user:{authenticate().user_id}"
        limits.enforce(counted, who, rules.endpoint)
        if rules.token_limits and rules.guest_token:
            limits.enforce(rules.token_limits, idempotency.guest(str(path[rules.guest_token])), rules.endpoint)

    def _attempt(self, parsed: Parsed, path: Mapping[str, object]) -> idempotency.Attempt | None:
        rules = self.rules
        if not rules.idempotent:
            return None
        if rules.guest_token:
            return idempotency.guest_attempt(str(path[rules.guest_token]), parsed)
        return idempotency.attempt(f"user:{caller().user_id}", parsed)

    def _perform(self, unit: Session, parsed: Parsed, attempt: idempotency.Attempt | None) -> Outcome:
        known = idempotency.claim(unit, attempt) if attempt else None
        if known:
            return Outcome(known.status, self._again(unit, known))
        result = self.handler(unit=unit, **parsed.values)
        unit.flush()
        if self.rules.renders is None:
            return self._plain(unit, _answer(self.rules, result), attempt)
        resource_id, once = _resource(self.rules, result)
        if attempt:
            idempotency.keep(unit, attempt, idempotency.Kept(self.rules.status, resource_id, None))
        return Outcome(self.rules.status, {**self._rendered(unit, resource_id), **once})

    def _plain(self, unit: Session, answer: Answer | None, attempt: idempotency.Attempt | None) -> Outcome:
        if attempt:
            idempotency.keep(unit, attempt, idempotency.Kept(self.rules.status, None, answer))
        return Outcome(self.rules.status, answer)

    def _again(self, unit: Session, known: idempotency.Kept) -> Answer | None:
        return known.answer if known.resource_id is None else self._rendered(unit, known.resource_id)

    def _rendered(self, unit: Session, resource_id: int) -> Answer:
        if self.rules.renders is None:
            raise WrongAnswer(f"{self.rules.endpoint}: an id needs `renders`")
        return self.rules.renders(unit.connection(), caller(), resource_id)

    def _response(self, outcome: Outcome, path: Mapping[str, object]) -> Response:
        answer, rules = outcome.answer, self.rules
        if answer is None:
            return Response(status=outcome.status, headers={"Cache-Control": "no-store"})
        headers: dict[str, str] = next_link(answer.get("next_cursor"))
        if rules.private:
            headers["Cache-Control"] = "private, no-store"
        if rules.etag:
            headers["ETag"] = etag(answer["version"])
        if rules.location:
            headers["Location"] = rules.location.format_map({**path, **answer})
        response = json_response(answer, outcome.status, headers)
        if rules.returns and current_app.extensions[CHECK_ANSWERS]:
            rules.returns.model_validate_json(response.get_data())
        return response


def _resource(rules: Rules, result: object) -> tuple[int, Answer]:
    if isinstance(result, Created):
        return result.resource_id, result.once
    if isinstance(result, int):
        return result, {}
    raise WrongAnswer(f"{rules.endpoint}: a route with `renders` returns the id of its resource")


def _answer(rules: Rules, result: object) -> Answer | None:
    if result is None or _is_answer(result):
        return result
    raise WrongAnswer(f"{rules.endpoint}: {type(result).__name__} is no answer")


def _is_answer(value: object) -> TypeGuard[Answer]:
    return isinstance(value, Mapping)
