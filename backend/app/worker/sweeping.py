"""Every second: deliveries whose time has come, and those that a process left behind, are queued (again)."""

import asyncio
import logging
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from app import db
from app.notifications import ledger

log = logging.getLogger(__name__)

EVERY_SECONDS: Final = 1.0


async def sweep() -> None:
    """Look until cancelled. A PostgreSQL that is away is looked for again the next second."""
    while True:
        try:
            await asyncio.to_thread(take_due)
        except SQLAlchemyError as error:
            log.warning("Due deliveries could not be queued: %s", error)
        await asyncio.sleep(EVERY_SECONDS)


def take_due() -> None:
    """Queue all that is due, batch by batch."""
    while db.repeat(ledger.take_due) == ledger.AT_ONCE:
        pass
