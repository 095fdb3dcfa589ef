"""Pages to measure reading on: our own inside the furniture of a large newsroom, and real ones where present."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from corpus.page import Page

SIZES = (60_000, 120_000, 250_000, 500_000)
"""Bytes of an enlarged page, in turn."""

_SCRIPTED = 0.7
_REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "html_vi"
_WORDS = (
    *("huyện", "tỉnh", "chi bộ", "đảng viên", "hội nghị", "kiểm tra", "giám sát", "nông thôn", "cầu đường", "bến chợ"),
    *("lúa", "dừa", "tôm", "trường học", "thanh niên", "cán bộ", "nghị quyết", "kế hoạch", "mùa khô", "nước ngọt"),
)


def enlarged(pages: Sequence[Page]) -> list[Page]:
    """The pages with scripts, styles, menus and lists of other articles around their own text, 60 to 500 kB each.

    Those that are no whole page in UTF-8 are left out.
    """
    made: list[Page] = []
    for page in pages:
        html = page.body.decode("utf-8", "replace")
        if "<body" not in html or "</head>" not in html:
            continue
        number = len(made)
        size = SIZES[number % len(SIZES)] - len(page.body)
        chance = Random(number)
        scripts = _scripts(int(size * _SCRIPTED), chance)
        above, below = _lists(int(size * 0.08), chance, name="menu"), _lists(int(size * 0.22), chance, name="tin-khac")
        html = html.replace("</head>", f"{scripts}</head>", 1)
        opening = html.index(">", html.index("<body")) + 1
        html = html[:opening] + above + html[opening:].replace("</body>", f"{below}</body>", 1)
        made.append(replace(page, body=html.encode()))
    return made


def real_pages() -> list[Page]:
    """The whole pages in shared/real beside the project, at their own addresses; none where it is not."""
    if not _REAL.is_dir():
        return []
    stated = {one["html"]: one["url"] for one in json.loads((_REAL / "gold.json").read_text(encoding="utf-8"))}
    now = datetime.now(UTC)
    return [
        Page(url, url, 200, (), path.read_bytes(), now)
        for path in sorted(_REAL.glob("*.html"))
        for url in [stated.get(path.name, f"https://trang-that.example/{path.stem}.html")]
    ]


def _scripts(size: int, chance: Random) -> str:
    """Inline scripts and styles, about half of them one long line as a bundler writes them."""
    pieces: list[str] = []
    while size > 0:
        name = f"m{chance.randrange(10**6)}"
        lines = [f"{name}.k{n}=function(a,b){{return a<b?{chance.random()}:'<p>'+b}};" for n in range(80)]
        text = ("" if chance.random() < 0.5 else "\n").join(lines)
        kind = "style" if chance.random() < 0.1 else "script"
        pieces.append(f"<{kind}>{text}</{kind}>\n")
        size -= len(pieces[-1].encode())
    return "".join(pieces)


def _lists(size: int, chance: Random, *, name: str) -> str:
    """Menus or teasers of other articles, as nested boxes."""
    pieces: list[str] = []
    while size > 0:
        title = " ".join(chance.choices(_WORDS, k=10)).capitalize()
        told = " ".join(chance.choices(_WORDS, k=28)).capitalize()
        address = f"/tin-{chance.randrange(10**6)}-01022021-a{chance.randrange(10**5)}.html"
        teaser = f'<p class="trich">{told}.</p>' if name != "menu" else ""
        pieces.append(
            f'<div class="{name} khung-{chance.randrange(9)}" data-id="{chance.randrange(10**8)}"><h3 class="tieu-de">'
            f'<a href="{address}" title="{title}">{title}</a></h3>{teaser}</div>\n'
        )
        size -= len(pieces[-1].encode())
    return f'<div class="cum-{name}">{"".join(pieces)}</div>'
