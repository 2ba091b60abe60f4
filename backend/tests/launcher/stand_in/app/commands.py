"""The commands, at the place where the real application has them."""

from wsgi import app

__all__ = ["app"]
