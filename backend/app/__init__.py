"""Modern Management: the application."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from config import Settings


def create_app(settings: "Settings | None" = None, *, check_answers: bool = False) -> "Flask":
    """The web application; without settings, those of the environment. Tests check every answer's shape."""
    # Heavy: migrations, worker and scheduler import `app.models` and `app.services` without Flask and every route.
    import config
    from app.application import compose

    return compose(settings or config.load(), check_answers=check_answers)
