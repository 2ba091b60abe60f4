"""A file is what its bytes say; what could run, hide or surprise is refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage.content import JPEG, MOV, PDF, PLAIN, Content, ContentRefused, detect, download_name

from .samples import ODT, archive, document, film, picture, types, workbook

OFFICE = "application/vnd.openxmlformats-officedocument."
TABLE = "name;floor\n101;1\n102;1\n"


@pytest.mark.parametrize(
    ("data", "content_type", "extension"),
    [
        (picture("JPEG"), "image/jpeg", ".jpg"),
        (picture("PNG"), "image/png", ".png"),
        (picture("GIF"), "image/gif", ".gif"),
        (picture("WEBP"), "image/webp", ".webp"),
        (picture("HEIF"), "image/heic", ".heic"),
        (picture("AVIF"), "image/avif", ".avif"),
        (picture("PDF"), "application/pdf", ".pdf"),
        (film(b"isom"), "video/mp4", ".mp4"),
        (film(b"qt  "), "video/quicktime", ".mov"),
        (document(), f"{OFFICE}wordprocessingml.document", ".docx"),
        (workbook(), f"{OFFICE}spreadsheetml.sheet", ".xlsx"),
        (archive({"mimetype": ODT, "content.xml": "<x/>"}), ODT, ".odt"),
        (TABLE.encode(), "text/csv", ".csv"),
        (TABLE.replace("name", "Größe").encode("cp1252"), "text/csv", ".csv"),
        (TABLE.replace(";", "\t").encode("utf-16"), "text/csv", ".csv"),
        (b"The tap drips, badly.\nSince Monday.", "text/plain", ".txt"),
        ("\ufeffHahn tropft, „gestern“\r\n".encode(), "text/plain", ".txt"),
        (b"MZ is the postcode, Rem the guest", "text/plain", ".txt"),
        (b"a < b, and 2 <3", "text/plain", ".txt"),
    ],
)
def test_what_hotels_attach_is_recognised(data: bytes, content_type: str, extension: str) -> None:
    content = detect(data)
    assert (content.content_type, content.extension) == (content_type, extension)
    assert content.is_image == content_type.startswith("image/")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"<!DOCTYPE html><p>hello", "active_content"),
        (b" \n<p onclick=alert(1)>", "active_content"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "active_content"),
        ("<svg onload='alert(1)'/>".encode("utf-16"), "active_content"),
        (b"notes\n" * 1000 + b"<script>alert(1)</script>", "active_content"),
        (b"GIF89a/*" + b"<script>alert(1)</script>", "active_content"),
        (b"\xff\xd8\xff\xe0<html><body>", "active_content"),
        (b"%PDF-1.7\n<script>", "active_content"),
        (b"MZ\x90\0" + b"\0" * 60, "program"),
        (b"\x7fELF\2\1\1", "program"),
        (b"\xca\xfe\xba\xbe\0\0\0\x34", "program"),
        (b"#!/bin/sh\nrm -rf /", "program"),
        (b"@echo off\r\n", "program"),
        (b"<?php system($_GET[0]);", "program"),
        (archive({"a.txt": "hi"}), "archive"),
        (archive({"META-INF/MANIFEST.MF": "Main-Class: X", "X.class": "x"}), "archive"),
        (archive({"[Content_Types].xml": types("application/x-unknown.main+xml")}), "archive"),
        (document(**{"word/vbaProject.bin": "x"}), "macros"),
        (archive({"[Content_Types].xml": types("application/vnd.ms-word.document.macroEnabled.main+xml")}), "macros"),
        (archive({"mimetype": ODT, "Basic/Standard/Module1.xml": "Sub"}), "macros"),
        (document()[:-30], "broken_file"),
        (archive({"[Content_Types].xml": "<Types"}), "broken_file"),
        (archive({"[Content_Types].xml": " " * (2 << 20)}), "broken_file"),
        (archive({"mimetype": "é"}), "broken_file"),
        (film(b"M4A "), "unknown_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "unknown_type"),
        (b"text with a \0 in it", "unknown_type"),
        (b"BM" + b"\x01\x02\x03" * 20, "unknown_type"),
    ],
)
def test_what_could_harm_or_is_unknown_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ContentRefused) as caught:
        detect(data)
    assert (caught.value.code, caught.value.errors[0].code) == (code, code)


@given(st.binary(), st.sampled_from([b"", b"PK\x03\x04", b"\0\0\0\x18ftyp", b"RIFF\0\0\0\0WEBP", b"\xff\xfe"]))
def test_any_bytes_are_taken_or_refused(data: bytes, start: bytes) -> None:
    try:
        content = detect(start + data)
    except ContentRefused:
        return
    assert content.extension.startswith(".")


def test_entities_that_multiply_are_refused() -> None:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "ha"}">' for i in range(12))
    bomb = f"<!DOCTYPE t [{entities}]><Types>&e11;</Types>"
    with pytest.raises(ContentRefused):
        detect(archive({"[Content_Types].xml": bomb}))


@pytest.mark.parametrize(
    ("name", "content", "saved_as"),
    [
        ("bath.jpeg", JPEG, "bath.jpeg"),
        ("IMG_1.JPG", JPEG, "IMG_1.JPG"),
        ("invoice.pdf.exe", PDF, "invoice.pdf.exe.pdf"),
        ("setup.bat", PLAIN, "setup.bat.txt"),
        ("../../etc/passwd", PLAIN, "passwd.txt"),
        ("C:\\fakepath\\tap.mov", MOV, "tap.mov"),
        ("photo\u202egpj.exe", JPEG, "photogpj.exe.jpg"),
        ("a\r\nSet-Cookie: x", PDF, "a Set-Cookie_ x.pdf"),
        ("\u200b", JPEG, "file.jpg"),
        ("...", JPEG, "file.jpg"),
        ("x" * 500 + ".pdf", PDF, "x" * 146 + ".pdf"),
    ],
)
def test_a_file_is_saved_under_a_name_that_tells_the_truth(name: str, content: Content, saved_as: str) -> None:
    assert download_name(name, content) == saved_as
