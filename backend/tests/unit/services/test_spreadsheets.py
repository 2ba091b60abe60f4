"""An uploaded table is read as people write tables, and what can't be read is named with its line."""

import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.spreadsheets import Table, read_table

COLUMNS = ("name", "floor", "type")


def read(data: bytes | str, max_rows: int = 100) -> Table:
    return read_table(data.encode() if isinstance(data, str) else data, "rooms.csv", COLUMNS, ("name",), max_rows)


def rows(table: Table) -> list[tuple[int, str, str, str]]:
    return [(row.line, row.values["name"], row.values["floor"], row.values["type"]) for row in table.rows]


def problems(table: Table) -> list[tuple[int, str | None, str]]:
    return [(problem.line, problem.column, problem.code) for problem in table.problems]


Cell = str | float | bool | dt.date | None


def workbook(*lines: tuple[Cell, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line in lines:
        sheet.append([*line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, **members: bytes) -> bytes:
    """The workbook with the named parts of `xl/worksheets` replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = name.rpartition("/")[2].removesuffix(".xml")
            new.writestr(name, members.get(part, old.read(name)))
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_spreadsheet_program_is_understood(delimiter: str, newline: str, encoding: str) -> None:
    lines = [["Name", "TYPE ", "floor"], ["101", "Zimmer für zwei", "1"], ["102", "", "-1"]]
    text = newline.join(delimiter.join(line) for line in lines)
    assert rows(read(text.encode(encoding))) == [(2, "101", "1", "Zimmer für zwei"), (3, "102", "-1", "")]


def test_columns_may_be_left_out_and_lines_may_end_early() -> None:
    table = read("floor,name\n1,101\n2\n,103,,\n")
    assert rows(table) == [(2, "101", "1", ""), (4, "103", "", "")]
    assert problems(table) == [(3, "name", "required")]


def test_line_numbers_are_the_files_own() -> None:
    table = read('\n\nname,type\n\n101,"two\nlines"\n , \n102,suite\n,nameless\n')
    assert rows(table) == [(5, "101", "", "two\nlines"), (8, "102", "", "suite")]
    assert problems(table) == [(9, "name", "required")]


def test_excels_separator_line_is_obeyed() -> None:
    assert rows(read("sep=|\r\nname|floor\r\n101|1\r\n")) == [(3, "101", "1", "")]


def test_quotes_and_separators_within_cells_stay() -> None:
    assert rows(read('name;type\n"1;01";"a ""big"" room"\n')) == [(2, "1;01", "", 'a "big" room')]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [(1, None, "empty_file")]),
        (" \n,,\n", [(1, None, "empty_file")]),
        ("name,colour\n101,red\n", [(1, "colour", "unknown_column")]),
        ("floor\n1\n", [(1, "name", "missing_column")]),
        ("name,floor,Name\n", [(1, "name", "duplicate_column")]),
        ("name,floor\n101,1,suite\n102\n", [(2, None, "too_many_cells")]),
        ("name,,floor\n101,x,1\n", [(2, None, "too_many_cells")]),
        ("name,floor\n1\0,1\n102,\x1b\n", [(2, "name", "control_characters"), (3, "floor", "control_characters")]),
        ('name,type\n101,a\n102,"b"c\n103,d\n', [(3, None, "quoting")]),
        ('name,type\n101,a\n102,"b\n103,c\n', [(3, None, "quoting")]),
        ('name,type\n101,"' + "x" * 200_000, [(2, None, "cell_too_long")]),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, found: list[tuple[int, str | None, str]]) -> None:
    assert problems(read(text)) == found


def test_good_lines_are_read_beside_bad_ones() -> None:
    table = read("name,floor\n101,1\n,2\n103,3,4\n104,4\n")
    assert rows(table) == [(2, "101", "1", ""), (5, "104", "4", "")]
    assert problems(table) == [(3, "name", "required"), (4, None, "too_many_cells")]


def test_too_many_lines_are_not_read() -> None:
    table = read("name\n" + "101\n" * 101)
    assert len(table.rows) == 100
    assert problems(table) == [(102, None, "too_many_rows")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"name\n\x81\x8d", "encoding"),
        (b"\xff\xfen\0a", "encoding"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "not_a_table"),
        (b"PK\x03\x04rest", "not_a_table"),
    ],
)
def test_what_is_no_table_is_named_with_its_file(data: bytes, code: str) -> None:
    table = read(data)
    assert problems(table) == [(1, None, code)]
    assert table.problems[0].message.startswith("rooms.csv: ")


def test_a_workbook_reads_as_people_see_it() -> None:
    table = read(
        workbook(
            (),
            ("Name", "Floor", "Type"),
            (101.0, 1, True),
            (),
            ("102", 1.5, dt.date(2026, 11, 21)),
            ("103", None, " suite "),
        )
    )
    assert rows(table) == [(3, "101", "1", "true"), (5, "102", "1.5", "2026-11-21"), (6, "103", "", "suite")]
    assert problems(table) == []


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'


def sheet(data: str, dimension: str = "A1:C9") -> bytes:
    return repacked(
        workbook(("x",)), sheet1=SHEET.format(f'<dimension ref="{dimension}"/><sheetData>{data}</sheetData>').encode()
    )


HEADER = '<row r="1"><c r="A1" t="str"><v>name</v></c><c r="B1" t="str"><v>floor</v></c></row>'


def test_a_formula_counts_as_its_value_and_its_error_is_named() -> None:
    data = HEADER + (
        '<row r="2"><c r="A2"><f>100+1</f><v>101</v></c></row>'
        '<row r="3"><c r="A3" t="str"><v>102</v></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    table = read(sheet(data))
    assert rows(table) == [(2, "101", "", "")]
    assert problems(table) == [(3, None, "formula_error")]


def test_a_workbook_that_declares_too_little_hides_nothing() -> None:
    assert rows(read(sheet(HEADER + '<row r="7"><c r="A7"><v>7</v></c></row>', "A1:A1"))) == [(7, "7", "", "")]


def test_a_line_far_beyond_the_last_one_ends_the_reading() -> None:
    table = read(sheet(HEADER + '<row r="999999999999"><c r="A999999999999"><v>7</v></c></row>'))
    assert problems(table) == [(1_048_577, None, "too_large")]


def test_entities_that_multiply_end_the_reading() -> None:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "ha" * 50}">' for i in range(12))
    bomb = f"<!DOCTYPE worksheet [{entities}]>" + SHEET.format(
        "<sheetData><row><c t='str'><v>&e11;</v></c></row></sheetData>"
    )
    assert problems(read(repacked(workbook(("x",)), sheet1=bomb.encode()))) == [(1, None, "not_a_table")]


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked() -> None:
    assert problems(read(repacked(workbook(("x",)), sheet1=b" " * (33 << 20)))) == [(1, None, "too_large")]


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=5)] * 3), max_size=5
    )
)
def test_what_python_writes_is_read_back(lines: list[tuple[str, str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *lines])
    table = read(out.getvalue())
    assert len(table.rows) + len(table.problems) == sum(any(line) for line in lines)


@given(st.binary(), st.sampled_from([b"", b"name,floor\n", b"PK\x03\x04", b"\xff\xfe"]))
def test_any_bytes_are_read_or_named(data: bytes, start: bytes) -> None:
    table = read(start + data)
    assert all(problem.message and problem.line >= 1 for problem in table.problems)
