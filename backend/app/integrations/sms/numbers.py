"""Phone numbers in international form (E.164), the only one that SMS are sent to."""

import re
from typing import Final

_BESIDE: Final = re.compile(r"[^+0-9]")


def e164(text: str | None) -> str | None:
    """`+43 660 1234567` as `+436601234567`; None for what can't be a number, and for one without its country: guessed,
    it would be somebody else's. The digits stay as they were typed, so that the database compares them as they are."""
    bare = _BESIDE.sub("", text or "")
    if not bare.startswith("+"):
        return None
    import phonenumbers  # heavy: the world's numbering plans

    try:
        number = phonenumbers.parse(bare)
    except phonenumbers.NumberParseException:
        return None
    is_whole = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == bare
    return bare if is_whole and phonenumbers.is_valid_number(number) else None
