"""Phone numbers in international form (E.164), the only one that SMS are sent to."""

import re
from typing import Final

_INTERNATIONAL: Final = re.compile(r"\s*(?:\+|00)")


def e164(text: str | None) -> str | None:
    """`+43 660 1234567` and `0043 660 1234567` as `+436601234567`; None for a number that can't exist, and for one
    without its country: guessed, it would be somebody else's."""
    if text is None or not _INTERNATIONAL.match(text):
        return None
    import phonenumbers  # heavy: the world's numbering plans

    try:
        number = phonenumbers.parse(_INTERNATIONAL.sub("+", text, count=1))
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
