"""Permissions: the vocabulary, who acts, the policy, and who sees which rows."""

from .actor import SYSTEM, Actor
from .policy import TicketFacts, allowed, forbidden, require, require_at, require_everywhere
from .vocabulary import Permission, Scope

__all__ = [
    "SYSTEM",
    "Actor",
    "Permission",
    "Scope",
    "TicketFacts",
    "allowed",
    "forbidden",
    "require",
    "require_at",
    "require_everywhere",
]
