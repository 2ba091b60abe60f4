"""What is used of PyJWT's types."""

from typing import TypedDict

class Options(TypedDict, total=False):
    verify_signature: bool
    verify_exp: bool
    require: list[str]
