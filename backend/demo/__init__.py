"""The demo: three properties with a year of tickets, to look around in. `content/` holds what it tells."""

from .loading import ACCOUNTS, PASSWORD, NotEmpty, RefusedInProduction, Summary, load

__all__ = ["ACCOUNTS", "PASSWORD", "NotEmpty", "RefusedInProduction", "Summary", "load"]
