"""What an uploaded file is, found in its bytes alone: neither its name nor the client's header is believed.

Only the types of this table are taken. What passes is still served with `nosniff` and as an attachment; pictures and
videos then go through `storage.pictures` and `storage.videos`, which drop whatever is not picture or film.
"""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from app.errors import FieldProblem, Invalid
from app.models.text import clean_line
from app.storage import containers


@dataclass(frozen=True, slots=True)
class Content:
    """A type that is taken: media type, the extension its name gets, whether it is a picture."""

    content_type: str
    extension: str
    is_image: bool = False


class ContentRefused(Invalid):
    """422: a file of a type that is not taken. `code` says why, `detail` in a sentence."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail, code, errors=[FieldProblem("/file", code, detail)])


JPEG = Content("image/jpeg", ".jpg", is_image=True)
PNG = Content("image/png", ".png", is_image=True)
GIF = Content("image/gif", ".gif", is_image=True)
WEBP = Content("image/webp", ".webp", is_image=True)
HEIC = Content("image/heic", ".heic", is_image=True)
AVIF = Content("image/avif", ".avif", is_image=True)
MP4 = Content("video/mp4", ".mp4")
MOV = Content("video/quicktime", ".mov")
PDF = Content("application/pdf", ".pdf")
PLAIN = Content("text/plain", ".txt")
CSV = Content("text/csv", ".csv")

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_DOCUMENTS = {
    document.content_type: document
    for document in (
        Content(f"{_OOXML}wordprocessingml.document", ".docx"),
        Content(f"{_OOXML}spreadsheetml.sheet", ".xlsx"),
        Content(f"{_OOXML}presentationml.presentation", ".pptx"),
        Content(f"{_ODF}text", ".odt"),
        Content(f"{_ODF}spreadsheet", ".ods"),
        Content(f"{_ODF}presentation", ".odp"),
    )
}

_SIGNATURES = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"%PDF-", PDF),
)
# ISO/IEC 14496-12 brands; `mif1` and `msf1` leave the codec to the compatible brands, which are looked at too.
_BRANDS = (
    ({b"avif", b"avis"}, AVIF),
    ({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}, HEIC),
    ({b"qt  "}, MOV),
    ({b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"M4VP", b"mmp4"}, MP4),
)
_PROGRAM = re.compile(
    rb"MZ[^\0]{0,60}\0|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|#!|dex\n|!<arch>|\s*(?:<\?php|<%|@echo\s)",
    re.IGNORECASE,
)
# What a browser might run, were it ever to sniff (https://mimesniff.spec.whatwg.org).
_MARKUP_START = re.compile(r"\s*<(?:[a-z!?/])", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg|object|embed)[\s>/:]", re.IGNORECASE)
_SNIFFED = 1024
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CSV_SAMPLE = 65_536


def detect(data: bytes) -> Content:
    """The type of the file.

    `ContentRefused`: `empty_file`, `active_content`, `program`, `macros`, `archive`, `broken_file` or `unknown_type`.
    """
    if not data:
        raise ContentRefused("empty_file", "The file is empty.")
    if _PROGRAM.match(data):
        raise ContentRefused("program", "Programs and scripts are not accepted.")
    if _MARKUP.search(data, 0, _SNIFFED):
        raise ContentRefused("active_content", "Web pages, SVG drawings and scripts are not accepted.")
    return _by_signature(data) or _text(data)


def download_name(name: str, content: Content) -> str:
    """A name to save the file under: no folders, nothing invisible or reordering, its content's extension."""
    base = clean_line(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", re.split(r"[/\\]", name)[-1]))
    printable = re.sub(r'[<>:"|?*]', "_", base).strip(". ") or "file"
    fits = PurePosixPath(printable).suffix.lower() in _extensions(content)
    stem, suffix = (printable, "") if not fits else (PurePosixPath(printable).stem, PurePosixPath(printable).suffix)
    return stem[: 150 - len(content.extension)] + (suffix or content.extension)


def _extensions(content: Content) -> set[str]:
    others = {JPEG: {".jpeg", ".jpe", ".jfif"}, HEIC: {".heif"}, MOV: {".qt"}, MP4: {".m4v"}, PLAIN: {".log", ".md"}}
    return {content.extension} | others.get(content, set())


def _by_signature(data: bytes) -> Content | None:
    for signature, content in _SIGNATURES:
        if data.startswith(signature):
            return content
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp":
        return _by_brand(data)
    if data.startswith(b"PK\x03\x04"):
        return _document(data)
    return None


def _by_brand(data: bytes) -> Content:
    size = int.from_bytes(data[:4], "big")
    if size >= 16:
        major, compatible = data[8:12], data[16 : min(size, 256)]
        brands = [major, *(compatible[i : i + 4] for i in range(0, len(compatible), 4))]
        for brand in brands:
            for known, content in _BRANDS:
                if brand in known:
                    return content
    raise ContentRefused("unknown_type", "This kind of film or picture is not accepted.")


def _document(data: bytes) -> Content:
    try:
        content_type = containers.document_type(data)
    except containers.HasMacros as error:
        raise ContentRefused("macros", "Documents with macros are not accepted.") from error
    except containers.Broken as error:
        raise ContentRefused("broken_file", "The document is damaged.") from error
    if content_type not in _DOCUMENTS:
        raise ContentRefused("archive", "Archives are not accepted; please attach the files themselves.")
    return _DOCUMENTS[content_type]


def _text(data: bytes) -> Content:
    text = _decoded(data)
    if text is None or _BINARY.search(text):
        raise ContentRefused("unknown_type", "This type of file is not accepted.")
    if _MARKUP_START.match(text) or _MARKUP.search(text.encode()):
        raise ContentRefused("active_content", "Web pages, SVG drawings and scripts are not accepted.")
    return CSV if _is_table(text[:_CSV_SAMPLE]) else PLAIN


def _decoded(data: bytes) -> str | None:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _is_table(sample: str) -> bool:
    """Whether the first lines have the same number of cells, at least two, and the first ones of them a name each."""
    lines = io.StringIO(sample, newline="")
    delimiter = max(",;\t", key=sample.partition("\n")[0].count)
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter, strict=True) if row][:20]
    except csv.Error:
        return False
    widths = {len(row) for row in (rows[:-1] if len(sample) == _CSV_SAMPLE else rows)}
    return len(rows) >= 2 and len(widths) == 1 and widths != {1} and all(cell.strip() for cell in rows[0])
