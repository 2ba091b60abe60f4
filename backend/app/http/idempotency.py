"""`Idempotency-Key`: the same POST twice happens once. The key is a row of the unit of work itself.

The row is inserted first: a twin that comes while the first runs waits for it in PostgreSQL, at most `lock_timeout`.
Kept are status and resource id of a success, and the answer is rendered anew; an answer that is no resource is kept
as it was. An error keeps nothing: the rollback takes the key along.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import request
from psycopg import errors as pg
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.errors import Conflict, FieldProblem, Invalid
from app.http.parsing import Parsed
from app.models import IdempotencyKey

HEADER = "Idempotency-Key"
POINTER = f"/header/{HEADER}"

_KEY = re.compile(r"[\x21-\x7e]{1,200}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One POST under a key."""

    caller: str
    route: str
    key: str
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a POST that was answered before."""

    status: int
    resource_id: int | None
    answer: Mapping[str, object] | None


def attempt(caller: str, parsed: Parsed) -> Attempt | None:
    """The key of this request by a signed-in caller; None where the client sent none."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not _KEY.fullmatch(key):
        raise _refused("1 to 200 visible ASCII characters")
    return Attempt(caller, f"{request.method} {request.path}", key, _fingerprint(parsed))


def guest_attempt(token: str, parsed: Parsed) -> Attempt | None:
    """The same for a room's or follow token. The token itself is not stored, neither as the caller nor in the path."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not _is_uuid(key):
        raise _refused("a UUID")
    path = "/".join("-" if part == token else part for part in request.path.split("/"))
    return Attempt(guest(token), f"{request.method} {path}", key, _fingerprint(parsed))


def guest(token: str) -> str:
    """How the holder of a room's or follow token is called where the token must not be read."""
    return f"token:{hashlib.sha256(token.encode()).hexdigest()}"


def _refused(kind: str) -> Invalid:
    return Invalid.field(POINTER, "idempotency_key", f"An idempotency key is {kind}.")


def _is_uuid(key: str) -> bool:
    try:
        return str(UUID(key)) == key.lower()
    except ValueError:
        return False


def _fingerprint(parsed: Parsed) -> bytes:
    """Canonical JSON, or a form's parts by name, file name and SHA-256; and the query."""
    content = {
        "query": sorted(request.args.items(multi=True)),
        "json": json.loads(parsed.json) if parsed.json else None,
        "fields": sorted((name, values) for name, values in (parsed.fields or {}).items()),
        "files": sorted((file.name, file.filename, file.digest().hex()) for file in parsed.files),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).digest()


def claim(unit: Session, wanted: Attempt) -> Kept | None:
    """Take the key for this unit of work; or what was kept, when it was answered before."""
    statement = (
        insert(IdempotencyKey)
        .values(caller=wanted.caller, route=wanted.route, key=wanted.key, fingerprint=wanted.fingerprint)
        .on_conflict_do_nothing()
        .returning(IdempotencyKey.key)
    )
    try:
        taken = unit.connection().execute(statement).first()
    except OperationalError as error:
        if isinstance(error.orig, pg.LockNotAvailable):
            raise _in_progress() from error
        raise
    return None if taken else _kept(unit, wanted)


def _kept(unit: Session, wanted: Attempt) -> Kept:
    table = IdempotencyKey
    row = (
        unit.connection()
        .execute(
            select(table.fingerprint, table.status, table.resource_id, table.answer).where(
                table.caller == wanted.caller, table.route == wanted.route, table.key == wanted.key
            )
        )
        .one_or_none()
    )
    if row is None or row.status is None:
        raise _in_progress()
    if bytes(row.fingerprint) != wanted.fingerprint:
        problem = FieldProblem(POINTER, "idempotency_key_reused", "This key belongs to another request.")
        raise Invalid("This idempotency key was used for another request.", problem.code, errors=[problem])
    return Kept(row.status, row.resource_id, row.answer)


def keep(unit: Session, wanted: Attempt, kept: Kept) -> None:
    """Remember the success, in the transaction that makes it one."""
    table = IdempotencyKey
    unit.connection().execute(
        update(table)
        .where(table.caller == wanted.caller, table.route == wanted.route, table.key == wanted.key)
        .values(status=kept.status, resource_id=kept.resource_id, answer=kept.answer)
    )


def _in_progress() -> Conflict:
    return Conflict("The first request under this key is still running.", "in_progress", headers={"Retry-After": "1"})
