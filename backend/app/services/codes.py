"""QR codes of the rooms' links, as ISO/IEC 18004 has them: error correction M or better, a quiet zone of 4 modules."""

import io

import segno

QUIET_ZONE = 4


def svg(url: str) -> str:
    """The code as an SVG document that scales to whatever holds it, black on white."""
    out = io.BytesIO()
    _code(url).save(
        out,
        kind="svg",
        border=QUIET_ZONE,
        dark="#000",
        light="#fff",
        xmldecl=False,
        omitsize=True,
        svgclass=None,
        nl=False,
    )
    return out.getvalue().decode()


def png(url: str, scale: int = 8) -> bytes:
    """The code as a PNG, `scale` pixels a module, black on white."""
    out = io.BytesIO()
    _code(url).save(out, kind="png", border=QUIET_ZONE, scale=scale, dark="#000", light="#fff")
    return out.getvalue()


def _code(url: str) -> segno.QRCode:
    # segno raises the level above M where that costs no further module.
    return segno.make_qr(url, error="m")
