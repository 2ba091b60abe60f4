"""Properties over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, Version, caller
from app.schemas.properties import Property, PropertyNew, PropertyPage, PropertyPatch, PropertyPath, PropertyQuery
from app.services import properties

api = Api("properties", tag="Properties and rooms")


@api.get("/properties", returns=PropertyPage)
def list_properties(query: PropertyQuery) -> Mapping[str, object]:
    """The properties that the caller manages, belongs to or stays at."""
    with db.reads() as connection:
        return properties.listing(connection, caller(), query.page())


@api.post("/properties", returns=Property, status=201, renders=properties.shown, etag=True, location="/properties/{id}")
def create_property(unit: Session, body: PropertyNew) -> int:
    """Make a property. For super admins."""
    return properties.create(unit, caller(), body.model_dump())


@api.get("/properties/<int:property_id>", returns=Property, etag=True)
def get_property(path: PropertyPath) -> Mapping[str, object]:
    """One property."""
    with db.reads() as connection:
        return properties.shown(connection, caller(), path.property_id)


@api.patch("/properties/<int:property_id>", returns=Property, renders=properties.shown, etag=True)
def edit_property(unit: Session, path: PropertyPath, body: PropertyPatch, if_match: Version | None) -> int:
    """Change a property."""
    return properties.edit(unit, caller(), path.property_id, body.changes(), if_match)


@api.delete("/properties/<int:property_id>")
def archive_property(unit: Session, path: PropertyPath, if_match: Version | None) -> None:
    """Archive a property; 409 while it has active tickets. For super admins."""
    properties.archive(unit, caller(), path.property_id, if_match)
