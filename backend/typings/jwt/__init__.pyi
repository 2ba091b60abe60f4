"""What is used of PyJWT, whose own annotations name a package that it needs for other algorithms only."""

from collections.abc import Mapping, Sequence

from jwt.types import Options

class InvalidTokenError(Exception): ...

def encode(payload: Mapping[str, object], key: str, algorithm: str | None = "HS256") -> str: ...
def decode(
    jwt: str, key: str = "", algorithms: Sequence[str] | None = None, options: Options | None = None
) -> dict[str, int | str]: ...
