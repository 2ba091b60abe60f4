"""What came of a test message, in JSON."""

from app.schemas.base import Model


class TestResult(Model):
    """Whether the other side took it."""

    ok: bool
    words: str
    """The other side's own words, or why nothing was sent."""
    seconds: float
    """How long that took."""
