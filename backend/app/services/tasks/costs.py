"""What a task cost, in the currency of its property."""

from dataclasses import dataclass

from sqlalchemy import select

from app.errors import Invalid
from app.models import Json, Property, Task

from .loading import Work


@dataclass(frozen=True, slots=True)
class Cost:
    """Money: `amount` in minor units of the currency."""

    amount: int
    currency: str


def add_cost(work: Work, cost: Cost) -> dict[str, Json]:
    """Add to what it cost so far (in the same currency). Returns what changed."""
    task = work.task
    so_far = task.cost_amount or 0 if task.cost_currency == cost.currency else 0
    return set_cost(work, Cost(so_far + cost.amount, cost.currency))


def set_cost(work: Work, cost: Cost | None) -> dict[str, Json]:
    """Say what it cost, or that it cost nothing; 422 in another currency than the property's. Returns what changed."""
    task = work.task
    if cost is not None:
        _require_currency(work, cost.currency)
    before = _money(task)
    task.cost_amount = None if cost is None else cost.amount
    task.cost_currency = None if cost is None else cost.currency
    after = _money(task)
    return {} if before == after else {"cost": [before, after]}


def _require_currency(work: Work, currency: str) -> None:
    wanted = work.session.scalar(select(Property.currency).where(Property.id == work.task.property_id))
    if currency != wanted:
        raise Invalid.field("/cost/currency", "other_currency", f"This property counts in {wanted}.")


def _money(task: Task) -> Json:
    return None if task.cost_amount is None else {"amount": task.cost_amount, "currency": task.cost_currency}
