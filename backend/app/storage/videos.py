"""Films as they are kept: the place where they were taken is gone."""

from app.errors import FieldProblem, Invalid
from app.storage import metadata
from app.storage.metadata.broken import MetadataBroken


class VideoBroken(Invalid):
    """422: a film whose parts can't be told apart, so nobody could say that no place is in it."""

    def __init__(self) -> None:
        detail = "The film is damaged or cut off."
        super().__init__(detail, "video_broken", errors=[FieldProblem("/file", "video_broken", detail)])


def without_location(data: bytes, content_type: str) -> bytes:
    """An MP4 or MOV without user data, tags and metadata tracks; picture and sound are untouched. `VideoBroken`.

    Blocks: call it in a thread.
    """
    try:
        return metadata.strip(data, content_type)
    except MetadataBroken as error:
        raise VideoBroken from error
