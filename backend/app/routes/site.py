"""What routes need to know of this installation; create_app hands it down."""

from dataclasses import dataclass

from flask import Flask, current_app

EXTENSION = "site"


@dataclass(frozen=True, slots=True)
class Site:
    """`public_url`: the address that links begin with, without a slash at its end. `is_open`: anybody may register."""

    public_url: str = "http://127.0.0.1:8000"
    is_open: bool = True


def install(app: Flask, known: Site) -> None:
    """Let the routes of this application know."""
    app.extensions[EXTENSION] = known


def site() -> Site:
    """The installation that this request came to."""
    known = current_app.extensions[EXTENSION]
    if not isinstance(known, Site):
        raise TypeError("create_app says what the site is")
    return known
