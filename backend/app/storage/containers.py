"""What a ZIP container holds: an Office Open XML or OpenDocument file, or neither. Nothing else of it is unpacked."""

import io
import zipfile
import zlib
from xml.etree import ElementTree

_TYPES = "[Content_Types].xml"
_UNPACKED = 1 << 20
_MEMBERS = 20_000


class Broken(ValueError):
    """Not a ZIP container, or one that lies about itself."""


class HasMacros(ValueError):
    """A document with code in it."""


def document_type(data: bytes) -> str | None:
    """The document's media type; None for any other archive. `Broken`, `HasMacros`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > _MEMBERS:
                raise Broken("too many members")
            return _office(archive) if _TYPES in archive.namelist() else _open_document(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, KeyError) as error:
        raise Broken(str(error)) from error
    except (ElementTree.ParseError, UnicodeDecodeError) as error:
        raise Broken(str(error)) from error


def _office(archive: zipfile.ZipFile) -> str | None:
    types = ElementTree.fromstring(_bounded(archive, _TYPES))  # noqa: S314 (1 MB at most; expat bounds entities)
    parts = [part.get("ContentType", "") for part in types.iter() if part.tag.endswith(("}Override", "}Default"))]
    names = [name.lower() for name in archive.namelist()]
    if any("macroenabled" in part.lower() or "vba" in part.lower() for part in parts):
        raise HasMacros
    if any(name.endswith("vbaproject.bin") or "/activex/" in name for name in names):
        raise HasMacros
    main = [part.removesuffix(".main+xml") for part in parts if part.endswith(".main+xml")]
    return main[0] if len(main) == 1 else None


def _open_document(archive: zipfile.ZipFile) -> str | None:
    names = archive.namelist()
    if "mimetype" not in names:
        return None
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise HasMacros
    return _bounded(archive, "mimetype").decode("ascii").strip()


def _bounded(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _UNPACKED:
        raise Broken(f"{name} is too large")
    with archive.open(name) as member:
        return member.read(_UNPACKED + 1)
