"""Rooms from an uploaded table, over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.http import Api, Upload, Uploads, caller
from app.routes.rooms import ROOMS
from app.schemas.properties import PropertyPath
from app.schemas.room_import import COLUMNS, REQUIRED, ImportOptions, ImportResult, Read, RoomImport, rooms_of
from app.services import room_import
from app.services.spreadsheets import read_table
from app.services.threads import beside_the_loop

api = Api("room_import", tag="Properties and rooms")


@api.post(f"{ROOMS}/import", returns=ImportResult)
def import_rooms(
    unit: Session, path: PropertyPath, query: ImportOptions, form: RoomImport, files: Uploads
) -> Mapping[str, object]:
    """Make the rooms of a CSV or XLSX file (field `file`), all or none; 200 with `errors` where lines are wrong.

    Columns, named in the first line: `name`, `floor`, `kind`, `type`, `status`, `capacity`, `amenities`.
    """
    read = beside_the_loop(_read, _only(files))
    dry_run = query.dry_run or form.dry_run
    return room_import.bring_in(unit, caller(), path.property_id, read.rooms, read.problems, dry_run=dry_run)


def _only(files: Uploads) -> Upload:
    if len(files) != 1:
        raise Invalid.field("/file", "one_file", "Send one CSV or XLSX file in the field `file`.")
    return files[0]


def _read(file: Upload) -> Read:
    file.stream.seek(0)  # a unit of work may be repeated
    return rooms_of(read_table(file.stream.read(), file.filename, COLUMNS, REQUIRED, room_import.MAX_ROWS))
