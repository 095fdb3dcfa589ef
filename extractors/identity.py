"""Which document a text is: its canonical address, its id and its source."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

from corpus.errors import BadInput
from extractors.addresses import canonical
from extractors.facts import Given
from extractors.publishers import PUBLISHERS, Publisher
from extractors.roles import same


def identify(
    url: str | None, *, stated: str | None, publisher: Publisher | None, given: Given, text: str
) -> tuple[str | None, str, str]:
    """Canonical address, document id and source of a document.

    The id is the publisher's own number where its address shows one, else made of the canonical address, else of the
    text.

    Args:
        stated: the address the page calls canonical; believed only on the same host.
    """
    known = publisher.identity(url) if publisher is not None and url is not None else None
    if publisher is not None and known is not None:
        return known[1], known[0], publisher.slug
    address = address_of(url)
    if publisher is not None and url is not None:
        return address, f"{publisher.slug}:{digest(address or text)}", publisher.slug
    own = address_of(stated)
    if address and own and urlsplit(own).netloc == urlsplit(address).netloc and urlsplit(own).path.strip("/"):
        address = own
    host = (urlsplit(address or "").hostname or "").removeprefix("www.")
    source = slug_of(given.source or "") or slug_of(host) or "unknown"
    return address, f"{source}:{digest(address or text)}", source


def address_of(url: str | None) -> str | None:
    """The canonical address, or None where what is given is no address of the web."""
    if not url or not url.strip().lower().startswith(("http://", "https://")):
        return None
    try:
        return canonical(url)
    except BadInput:
        return None


def digest(text: str) -> str:
    """16 hexadecimal digits of a text's sha256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def slug_of(name: str) -> str:
    """A publisher's name as a slug: marks dropped, Đ as d, dashes between words; a declared publisher's own slug."""
    for publisher in PUBLISHERS:
        if same(name) in (same(publisher.source.name), publisher.slug):
            return publisher.slug
    plain = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode("ascii")).strip("-")
