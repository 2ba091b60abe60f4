"""Who manages a property and who belongs to it, over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, caller
from app.schemas.property_people import Management, Membership, PersonPath, Stay
from app.services import property_people

api = Api("property_people", tag="Properties and rooms")

MANAGER = "/properties/<int:property_id>/managers/<int:user_id>"
MEMBER = "/properties/<int:property_id>/users/<int:user_id>"


@api.get(MANAGER, returns=Management)
def get_manager(path: PersonPath) -> Mapping[str, object]:
    """Whether somebody manages the property; 404 where they don't."""
    with db.reads() as connection:
        return property_people.manager(connection, caller(), path.property_id, path.user_id)


@api.put(MANAGER, returns=Management)
def put_manager(unit: Session, path: PersonPath) -> Mapping[str, object]:
    """Let somebody manage the property."""
    property_people.make_manager(unit, caller(), path.property_id, path.user_id)
    return property_people.manager(unit.connection(), caller(), path.property_id, path.user_id)


@api.delete(MANAGER)
def delete_manager(unit: Session, path: PersonPath) -> None:
    """Somebody no longer manages the property; their open tickets of it are handed on."""
    property_people.remove_manager(unit, caller(), path.property_id, path.user_id)


@api.get(MEMBER, returns=Membership)
def get_member(path: PersonPath) -> Mapping[str, object]:
    """Whether somebody belongs to the property, with their latest stay; 404 where they don't."""
    with db.reads() as connection:
        return property_people.member(connection, caller(), path.property_id, path.user_id)


@api.put(MEMBER, returns=Membership)
def put_member(unit: Session, path: PersonPath, body: Stay) -> Mapping[str, object]:
    """Let somebody belong to the property, with this stay in place of earlier ones there."""
    stay = property_people.Stay(body.room_id, body.stay_from, body.stay_until)
    property_people.set_member(unit, caller(), path.property_id, path.user_id, stay)
    return property_people.member(unit.connection(), caller(), path.property_id, path.user_id)


@api.delete(MEMBER)
def delete_member(unit: Session, path: PersonPath) -> None:
    """Somebody no longer belongs to the property."""
    property_people.remove_member(unit, caller(), path.property_id, path.user_id)
