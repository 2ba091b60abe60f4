"""Reads a table that somebody uploads, CSV or XLSX, into rows of texts; every bad line is named, none is guessed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.models.text import clean
from app.services.spreadsheet_formats import Line, LineProblem, Unreadable, csv_lines, is_xlsx, xlsx_lines


@dataclass(frozen=True, slots=True)
class Row:
    """One line with something in it. Each asked-for column has a text, perhaps an empty one."""

    line: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that could be read, in the file's order, and what was wrong with the others. Lines count from 1."""

    rows: list[Row]
    problems: list[LineProblem]


def read_table(data: bytes, filename: str, columns: Sequence[str], required: Sequence[str], max_rows: int) -> Table:
    """The rows of an uploaded table; what it is shows in its bytes, `filename` only names it in messages.

    CSV: UTF-8 with or without a byte order mark, UTF-16 with one, else Windows-1252; between cells `,`, `;` or tab,
    whichever makes most of the first line into known columns. XLSX: the first sheet, formulas as last calculated.
    The first line names the columns, in any order and case. Empty lines are skipped. Blocks: call it in a thread.

    Problems by code. The file: `empty_file`, `not_a_table`, `encoding`, `too_large`. Its first line: `unknown_column`,
    `missing_column`, `duplicate_column`. A line: `too_many_cells`, `too_many_rows`, `quoting`, `cell_too_long`. A cell:
    `required`, `control_characters`, `formula_error`.
    """
    reading = _Reading(columns, required, max_rows)
    try:
        reading.read(xlsx_lines(data) if is_xlsx(data) else csv_lines(data, columns))
    except Unreadable as error:
        reading.problems.append(error.problem.about(filename))
    return Table(reading.rows, reading.problems)


class _Reading:
    def __init__(self, columns: Sequence[str], required: Sequence[str], max_rows: int) -> None:
        self.rows: list[Row] = []
        self.problems: list[LineProblem] = []
        self._columns, self._required, self._max_rows = columns, required, max_rows

    def read(self, lines: Iterator[Line]) -> None:
        filled = (line for line in lines if any(cell.strip() for cell in line.cells))
        header = next(filled, None)
        if header is None:
            self.problems.append(LineProblem(1, None, "The file is empty.", "empty_file"))
            return
        names = [cell.strip().casefold() for cell in header.cells]
        self.problems += _header_problems(header.number, names, self._columns, self._required)
        if not self.problems:
            self._read_rows(filled, names)

    def _read_rows(self, lines: Iterable[Line], names: Sequence[str]) -> None:
        for count, line in enumerate(lines, 1):
            if count > self._max_rows:
                message = f"There are more than {self._max_rows} lines. Please split the file."
                self.problems.append(LineProblem(line.number, None, message, "too_many_rows"))
                return
            self._read_row(line, names)

    def _read_row(self, line: Line, names: Sequence[str]) -> None:
        cells = dict(zip(names, line.cells, strict=False))
        nameless = [cell for name, cell in zip(names, line.cells, strict=False) if not name]
        problems = list(line.problems)
        if any(cell.strip() for cell in [*line.cells[len(names) :], *nameless]):
            problems.append(LineProblem(line.number, None, "There are more cells than columns.", "too_many_cells"))
        values, wrong = _values(line.number, cells, self._columns)
        problems += wrong
        problems += [
            LineProblem(line.number, name, f"{name} is missing.", "required")
            for name in self._required
            if not values[name]
        ]
        if problems:
            self.problems += problems
        else:
            self.rows.append(Row(line.number, values))


def _values(number: int, cells: Mapping[str, str], columns: Sequence[str]) -> tuple[dict[str, str], list[LineProblem]]:
    values: dict[str, str] = {}
    problems: list[LineProblem] = []
    for name in columns:
        raw = cells.get(name.casefold(), "")
        try:
            values[name] = clean(raw).strip()
        except ValueError:
            values[name] = raw
            message = f"{name} holds a control character."
            problems.append(LineProblem(number, name, message, "control_characters"))
    return values, problems


def _header_problems(
    number: int, names: Sequence[str], columns: Sequence[str], required: Sequence[str]
) -> Iterator[LineProblem]:
    known = {column.casefold() for column in columns}
    choice = ", ".join(columns)
    for place, name in enumerate(names):
        if name and name in names[:place]:
            yield LineProblem(number, name, f"The column {name!r} is there twice.", "duplicate_column")
        elif name and name not in known:
            message = f"The column {name!r} is not known. Columns are: {choice}."
            yield LineProblem(number, name, message, "unknown_column")
    for column in required:
        if column.casefold() not in names:
            yield LineProblem(
                number, column, f"The column {column!r} is missing. Columns are: {choice}.", "missing_column"
            )
