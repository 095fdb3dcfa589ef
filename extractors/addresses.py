"""Addresses as identities: one article, one address, whatever was hung on it on the way.

The address asked for is kept as it is elsewhere; what :func:`canonical` gives is for telling articles apart, and
leaves the syntax-based normalisation of RFC 3986 (6.2.2) to ``url-normalize`` and ``w3lib``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote_plus, urlsplit, urlunsplit

from url_normalize import url_normalize
from w3lib.url import canonicalize_url

from corpus.errors import BadInput

LENGTH = 2083
REPEATS = 3

_TRACKING = frozenset(
    {
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "li_fat_id",
        "mc_cid",
        "mc_eid",
        "_ga",
        "_gl",
        "_hsenc",
        "_hsmi",
        "mkt_tok",
        "ref_src",
        "ref_url",
        "zarsrc",
        "zclid",
        "gidzl",
        "zlink",
        "zalo_source",
        "vn_source",
        "vn_medium",
        "vn_campaign",
        "vn_term",
        "vn_thumb",
        "vn_zone",
        "vn_topic",
        "cmpid",
        "ocid",
        "s_cid",
        "spm",
        "wt_mc",
    }
)
_TRACKING_FAMILIES = ("utm_", "itm_", "pk_", "mtm_", "aspsessionid")
_SESSION = frozenset(
    {"phpsessid", "jsessionid", "sessionid", "session_id", "cfid", "cftoken", "aspxautodetectcookiesupport"}
)
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid)=[^/?#;]*|/\((?:S|F|A|X)\([0-9a-z]+\)\)(?=/)", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_ROUNDS = 5
_SETTLED = re.compile(
    r"https?://(?![^/]*--)(?:[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,3}[a-z]{2,24}"
    r"(?:/|(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+/?)"
)
"""Addresses on which nothing hangs: most of a newspaper's. They are what normalisation would make of them."""


def canonical(url: str, *, keep: frozenset[str] | None = None) -> str:
    """Give the address that stands for all spellings of this one.

    Host in lower case and ASCII, no default port, no user, no fragment, no dot segments or doubled slashes, escapes
    in one form, no tracking or session parameters, the other parameters sorted. ``http`` stays ``http``: only the
    publisher can say that both are one. Addresses of other schemes (``file:``) are returned as they are.

    Args:
        keep: names of the only query parameters that matter for this source; None keeps all that do not track.

    Raises:
        BadInput: no absolute web address.
    """
    text = url.strip()
    if _SETTLED.fullmatch(text):
        return text
    scheme = text.partition(":")[0].lower()
    if scheme not in ("http", "https"):
        if scheme in ("", text.lower()) or "/" in scheme:
            raise BadInput("not an absolute address", where=url)
        return text
    return _settled(text, keep)


@lru_cache(maxsize=65_536)
def _settled(text: str, keep: frozenset[str] | None) -> str:
    """Normalise until nothing changes. Remembered: a listing's addresses are asked for again by whoever keeps them."""
    first = text
    for _ in range(_ROUNDS):
        try:
            once = _once(text, keep)
        except (ValueError, KeyError, IndexError) as error:
            raise BadInput(f"not an address: {error}", where=first) from error
        if once == text:
            return text
        text = once
    raise BadInput("an address that never comes to rest", where=first)


def trap(url: str) -> str | None:
    """Say in words why following this address may never end, or None: calendars and circles make endless sites."""
    if len(url) > LENGTH:
        return f"longer than {LENGTH} characters"
    try:
        segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    except ValueError:
        return "not an address"
    repeated = max(map(segments.count, segments), default=0)
    return f"a part of the path {repeated} times" if repeated > REPEATS else None


def _once(url: str, keep: frozenset[str] | None) -> str:
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError("no host")
    netloc = parts.netloc.rpartition("@")[2]
    query = "&".join(pair for pair in parts.query.split("&") if pair and _matters(pair, keep))
    bare = urlunsplit((parts.scheme, netloc, _SESSION_IN_PATH.sub("", parts.path) or "/", query, ""))
    tidy = urlsplit(canonicalize_url(url_normalize(bare) or bare))
    return urlunsplit(tidy._replace(path=_SLASHES.sub("/", tidy.path) or "/"))


def _matters(pair: str, keep: frozenset[str] | None) -> bool:
    name = unquote_plus(pair.partition("=")[0])
    if keep is not None:
        return name in keep
    name = name.lower()
    return name not in _TRACKING and name not in _SESSION and not name.startswith(_TRACKING_FAMILIES)
