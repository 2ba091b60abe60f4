"""Roles over HTTP."""

from collections.abc import Mapping

from app import db
from app.http import Api, caller
from app.schemas.roles import RolePage, RoleQuery
from app.services import roles

api = Api("roles", tag="People")


@api.get("/roles", returns=RolePage)
def list_roles(query: RoleQuery) -> Mapping[str, object]:
    """The roles with their permissions, and which of them the caller may give to somebody."""
    with db.reads() as connection:
        return roles.listing(connection, caller(), query.page())
