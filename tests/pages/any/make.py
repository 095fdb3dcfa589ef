"""Write each page beside its story: ``PYTHONPATH=.:tests python -m pages.any.make``.

The same story gives the same page.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from pages.any import later, newsrooms, portals
from pages.any.chrome import Chrome, Story, story_of

HERE = Path(__file__).parent
STRUCTURES: Mapping[str, Callable[[Story, Chrome], str]] = {
    "express": newsrooms.express,
    "youth": newsrooms.youth,
    "epi": newsrooms.epi,
    "hashed": newsrooms.hashed,
    "amp": newsrooms.amp,
    "agency": newsrooms.agency,
    "radio": newsrooms.radio,
    "sharepoint": portals.sharepoint,
    "liferay": portals.liferay,
    "dnn": portals.dnn,
    "nukeviet": portals.nukeviet,
    "joomla": portals.joomla,
    "wordpress": portals.wordpress,
    "tables": portals.tables,
    "print": portals.print_view,
    "microdata": portals.microdata,
    "singular": later.singular,
    "finance": later.finance,
    "office": later.office,
    "split": later.split,
    "photos": later.photos,
    "interview": later.interview,
    "central": later.central,
    "justified": later.justified,
}


def write(path: Path) -> None:
    """Write a story's page, and into the story what the page says beside the article."""
    source = path.read_text(encoding="utf-8")
    told = tomllib.loads(source)
    chrome = Chrome(Random(path.stem))
    path.with_suffix(".html").write_text(
        STRUCTURES[told["structure"]](story_of(path.stem, told), chrome) + "\n", encoding="utf-8"
    )
    lines = sorted(set(chrome.said))
    listed = "".join('  "{}",\n'.format(line.replace("\\", "\\\\").replace('"', '\\"')) for line in lines)
    kept = re.sub(r"\nmust_not = \[.*?\n\]\n", "\n", source, flags=re.DOTALL)
    path.write_text(f"{kept}must_not = [\n{listed}]\n", encoding="utf-8")


if __name__ == "__main__":
    for story in sorted(HERE.glob("*.toml")):
        write(story)
    sys.exit()
