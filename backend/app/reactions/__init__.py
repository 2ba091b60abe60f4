"""What follows from what happened: one table from event to reactions, and the order in which they are worked off."""

from .occurrence import Happening, Occurrence, Reaction
from .react import GaveUp, Postponed, react

__all__ = ["GaveUp", "Happening", "Occurrence", "Postponed", "Reaction", "react"]
