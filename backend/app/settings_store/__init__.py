"""What an administrator edits live: rows of settings, with their secrets encrypted."""

from .store import Stored, configure, current, load, read, secrets, write

__all__ = ["Stored", "configure", "current", "load", "read", "secrets", "write"]
