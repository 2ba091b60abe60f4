"""Bytes that no attachment refers to: a process that was killed, or a commit that failed, left them behind."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from sqlalchemy import ARRAY, Connection, Text, bindparam, text

from app.services.files import files

DAY_SECONDS: Final = 24 * 3600.0
"""Younger bytes may belong to a request that has not committed yet."""
BATCH: Final = 5_000

_KNOWN: Final = text("""
SELECT key FROM attachments CROSS JOIN LATERAL (VALUES (storage_key), (thumbnail_key), (rendition_key)) AS kept (key)
WHERE key = ANY(:keys)
""").bindparams(bindparam("keys", type_=ARRAY(Text)))


def batches() -> Iterator[Sequence[str]]:
    """The keys of everything that has lain in the storage for a day, some at a time."""
    keys = files().storage.keys(DAY_SECONDS)
    while batch := list(islice(keys, BATCH)):
        yield batch


def discard(connection: Connection, keys: Sequence[str]) -> int:
    """Delete those of these bytes that no row refers to; how many."""
    known = set(connection.scalars(_KNOWN, {"keys": list(keys)}))
    orphans = [key for key in keys if key not in known]
    for key in orphans:
        files().storage.delete(key)
    return len(orphans)
