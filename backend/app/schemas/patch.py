"""The body of a PATCH: a field that is left out stays as it is, and null is a value of its own."""

from pydantic import ConfigDict
from pydantic.config import JsonDict

from app.schemas.base import Model


def _without_defaults(schema: JsonDict) -> None:
    """What is left out has no default: the document must not promise one."""
    properties = schema.get("properties")
    for field in properties.values() if isinstance(properties, dict) else ():
        if isinstance(field, dict):
            field.pop("default", None)


class Patch(Model):
    """Subclass it with a default for each field; which one doesn't matter, it is never used."""

    model_config = ConfigDict(json_schema_extra=_without_defaults)

    def changes(self) -> dict[str, object]:
        """The fields that were sent, as JSON values."""
        return self.model_dump(mode="json", exclude_unset=True)
