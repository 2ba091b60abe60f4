"""What is used of py-vapid, which ships no annotations."""

class Vapid02:
    @classmethod
    def verify(cls, auth: str) -> bool: ...
