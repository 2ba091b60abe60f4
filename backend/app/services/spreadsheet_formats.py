"""The two forms of an uploaded table, CSV (RFC 4180 and what Excel makes of it) and XLSX, as numbered lines."""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

MAX_UNPACKED = 32 << 20
_MAX_MEMBERS = 2_000
_MAX_COLUMNS = 256
_MAX_LINES = 1_048_576  # Excel's own limit
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong in one line: its number in the file (from 1), perhaps the column, a sentence, a stable code."""

    line: int
    column: str | None
    message: str
    code: str

    def about(self, filename: str) -> "LineProblem":
        """The same, with the file's name before the sentence."""
        return replace(self, message=f"{filename}: {self.message}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of cells, where it starts in the file, and what could not be read in it."""

    number: int
    cells: list[str]
    problems: tuple[LineProblem, ...] = ()


class Unreadable(ValueError):
    """From this line on, nothing in the file can be read."""

    def __init__(self, line: int, message: str, code: str) -> None:
        super().__init__(message)
        self.problem = LineProblem(line, None, message, code)


def is_xlsx(data: bytes) -> bool:
    """Whether the bytes are a ZIP container, as XLSX is."""
    return data.startswith(b"PK\x03\x04")


def csv_lines(data: bytes, columns: Sequence[str]) -> Iterator[Line]:
    """The lines of a CSV. `Unreadable` at the first one whose quoting is broken, and where it is no text at all."""
    text = _decoded(data)
    separator = _SEPARATOR_LINE.match(text)
    delimiter = separator[1] if separator else _delimiter(text, columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    if separator:
        next(reader)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _csv_problem(number, error) from error
        yield Line(number, cells)


def _csv_problem(number: int, error: csv.Error) -> Unreadable:
    if "field limit" in str(error):
        message = f"A cell is longer than {csv.field_size_limit()} characters; perhaps a closing quote is missing."
        return Unreadable(number, message, "cell_too_long")
    return Unreadable(number, "The quotes in this line don't match; nothing after it was read.", "quoting")


def _decoded(data: bytes) -> str:
    if data.startswith(_OLD_EXCEL):
        raise Unreadable(1, "This is an old or locked Excel file. Please save it as .xlsx or CSV.", "not_a_table")
    marked = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(1, "The text is neither UTF-8 nor Windows-1252. Please save it as UTF-8.", "encoding")


def _delimiter(text: str, columns: Sequence[str]) -> str:
    """The separator that makes most cells of the first line with something in it into known columns."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    known = {column.casefold() for column in columns}

    def found(delimiter: str) -> tuple[int, int]:
        cells = [cell.strip().strip('"').casefold() for cell in first.split(delimiter)]
        return len(known.intersection(cells)), len(cells)

    return max(",;\t", key=found)


def xlsx_lines(data: bytes) -> Iterator[Line]:
    """The lines of the first sheet. `Unreadable` where it is no workbook, or unpacks to more than 32 MB."""
    _require_bounded(data)
    try:
        yield from _sheet_lines(data)
    except Unreadable:
        raise
    except Exception as error:
        # The library raises nearly everything on a workbook that is not well-formed.
        raise Unreadable(1, "The workbook can't be read. Please save it again, or as CSV.", "not_a_table") from error


def _require_bounded(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(1, "The workbook is damaged.", "not_a_table") from error
    # zipfile never unpacks more of a member than is declared, so what is declared is a bound.
    if len(members) > _MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise Unreadable(1, f"The workbook unpacks to more than {MAX_UNPACKED >> 20} MB.", "too_large")


def _sheet_lines(data: bytes) -> Iterator[Line]:
    from openpyxl import load_workbook  # heavy: only imports need it

    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheet = workbook.worksheets[0]
    sheet.reset_dimensions()  # what the file declares may be too small, and would hide lines
    for number, cells in enumerate(sheet.iter_rows(max_col=_MAX_COLUMNS, values_only=True), 1):
        if number > _MAX_LINES:
            raise Unreadable(number, "The sheet has more lines than Excel allows.", "too_large")
        if cells.count(None) == len(cells):
            continue
        texts = [_text(cell) for cell in cells]
        problems = [
            LineProblem(number, None, f"A formula gives {text}.", "formula_error") for text in texts if text in _ERRORS
        ]
        yield Line(number, texts, tuple(problems))


_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


def _text(value: object) -> str:
    """A cell as a person reads it: 101.0 is 101, a date is a date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)
