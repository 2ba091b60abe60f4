"""What is used of flask-jwt-extended, whose own annotations leave these open."""

from flask import Flask

class JWTManager:
    def __init__(self, app: Flask) -> None: ...

def create_access_token(identity: str, *, additional_claims: dict[str, str]) -> str: ...
