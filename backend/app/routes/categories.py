"""Categories over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, Version, caller
from app.schemas.categories import Category, CategoryNew, CategoryPage, CategoryPatch, CategoryPath, CategoryQuery
from app.services import categories

api = Api("categories", tag="Departments and categories")

ONE = "/categories/<int:category_id>"


@api.get("/categories", returns=CategoryPage)
def list_categories(query: CategoryQuery) -> Mapping[str, object]:
    """The categories, in the order in which they are offered."""
    with db.reads() as connection:
        return categories.listing(connection, caller(), query.page())


@api.post("/categories", returns=Category, status=201, renders=categories.shown, etag=True)
def create_category(unit: Session, body: CategoryNew) -> int:
    """Make a category. For super admins."""
    return categories.create(unit, caller(), body.values())


@api.patch(ONE, returns=Category, renders=categories.shown, etag=True)
def edit_category(unit: Session, path: CategoryPath, body: CategoryPatch, if_match: Version | None) -> int:
    """Change a category. For super admins."""
    return categories.edit(unit, caller(), path.category_id, body.values(), if_match)


@api.delete(ONE)
def archive_category(unit: Session, path: CategoryPath, if_match: Version | None) -> None:
    """Archive a category; 409 names what needs it. For super admins."""
    categories.archive(unit, caller(), path.category_id, if_match)
