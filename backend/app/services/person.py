"""The columns of a person that follow from name, e-mail and phone."""

import re

from app.models import User
from app.models.text import fold, natural_key

_NOT_A_DIGIT = re.compile(r"\D+")


def follow(user: User) -> None:
    """Bring sort key and searched text into step with what the person is called and how they are reached."""
    phone = user.phone or ""
    digits = _NOT_A_DIGIT.sub("", phone)
    user.sort_key = natural_key(user.name)
    user.search = fold(" ".join((user.name, user.email or "", phone, digits)))
