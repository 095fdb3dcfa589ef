"""What a body is, by its bytes."""

from __future__ import annotations

import gzip
import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.contents import NAMES, Kind, hazard, sniff


def packed(*names: str) -> bytes:
    """A zip file with these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("body", "said", "kind"),
    [
        (b"<!DOCTYPE html><p>x", "application/pdf", "html"),
        (b"\xef\xbb\xbf\n  <HTML lang=vi>", None, "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "text/xml", "html"),
        ("<p>Bến Tre</p>".encode(), "text/plain", "html"),
        ("Bến Tre".encode(), "text/html; charset=utf-8", "html"),
        ("<html>Bến Tre".encode("utf-16"), None, "html"),
        ("<html>Bến Tre".encode("utf-16-le"), None, "html"),
        (b"<rss version='2.0'>", "text/html", "xml"),
        (b"<?xml version='1.0'?><urlset>", None, "xml"),
        (b"<svg xmlns='x'>", "image/svg+xml", "xml"),
        (gzip.compress(b"<?xml version='1.0'?><urlset>"), "text/html", "xml"),
        (gzip.compress(b"<html>"), "text/html", "binary"),
        (b"\x1f\x8b\x00", "text/html", "binary"),
        (b"%PDF-1.7\n\x00", "text/html", "pdf"),
        (b"\r\n\r\n%PDF-1.4", None, "pdf"),
        (b"<p>%PDF-1.4</p>", None, "html"),
        (packed("[Content_Types].xml", "word/document.xml"), "text/html", "office"),
        (packed("bai.txt"), "text/html", "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "application/msword", "office"),
        (b"{\\rtf1 Ben Tre}", "application/msword", "office"),
        (b"<html>doc</html>", "application/msword", "html"),
        (b"\x89PNG\r\n\x1a\n", "text/html", "image"),
        (b"\xff\xd8\xff\xe0", "text/html", "image"),
        (b"RIFF1234WEBPVP8 ", None, "image"),
        (b"BMW chay qua cau Rach Mieu", "text/plain", "text"),
        ("Báo cáo".encode(), None, "text"),
        ("Đông".encode("cp1258"), None, "text"),
        (b"", "text/html", "html"),
        (b"", None, "text"),
        (bytes(range(256)) * 20, "text/html", "binary"),
        (b"<html>" + bytes(range(256)) * 90, "text/html", "binary"),
        (b"<p>mot\x00hai</p>" + b"chu " * 99, None, "html"),
        (b'{"a": 1}', "application/json", "text"),
    ],
)
def test_a_body_is_what_its_bytes_are(body: bytes, said: str | None, kind: Kind) -> None:
    assert sniff(body, said) == kind


@given(st.binary(max_size=200), st.none() | st.text(max_size=20))
def test_any_bytes_have_a_kind(body: bytes, said: str | None) -> None:
    assert sniff(body, said) in NAMES
    assert hazard(body) is None


@pytest.mark.parametrize(
    "inside",
    [
        "<p " + " ".join(f"a{number}=b" for number in range(900)) + ">",
        "<p " + " ".join(f"<a{number}" for number in range(900)),
        "<img alt='" + "chữ " * 900 + "' " + "b c " * 900 + ">",
    ],
)
def test_a_tag_with_too_many_attributes_is_a_hazard(inside: str) -> None:
    assert hazard(f"<html><body>{inside}</body>".encode()) is not None


@pytest.mark.parametrize(
    "inside",
    [
        "<img src='data:image/png;base64," + "A" * 90_000 + "'>",
        "<div data-page='" + "một hai " * 2000 + "'>",
        "<script>if (a <b " + "x = 1; " * 3000 + "</script>",
        "chữ " * 9000,
    ],
)
def test_what_is_merely_long_is_none(inside: str) -> None:
    assert hazard(f"<html><body>{inside}</body>".encode()) is None


@pytest.mark.parametrize("piece", [b"<a ", b">", b"<script>", b"<!--", b"\"'", b"<a b>"])
def test_looking_for_hazards_takes_time_by_length_alone(piece: bytes) -> None:
    start = time.process_time()
    hazard(b"<p " + piece * (3_000_000 // len(piece)))
    assert time.process_time() - start < 3
