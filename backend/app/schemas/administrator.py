"""What `flask admin create` is given: the same rules as for everybody else's address, name and password."""

from typing import Annotated

from pydantic import Field

from app.schemas.base import Email, Line, Model


class Administrator(Model):
    """Somebody who will run the installation."""

    email: Email
    name: Annotated[str, Line(200)]
    password: Annotated[str, Field(min_length=10, max_length=128)]
