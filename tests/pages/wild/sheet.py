"""A page in the making: whatever is put on it is noted as text of the article or as text of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from random import Random

from pages.wild.words import (
    CAPTIONS,
    COMMENTS,
    DISTRICTS,
    HEADINGS,
    HEADLINES,
    PARAGRAPHS,
    PEOPLE,
    PLACES,
    SECTIONS,
    SHORT,
    SITE,
    TASKS,
    TEASERS,
)  # fmt: skip


def _plain(text: str) -> str:
    return escape(text, quote=False)


@dataclass
class Sheet:
    """One page; ``body`` in reading order, ``must_not`` what belongs to the site. The name decides every choice."""

    name: str
    url: str
    title: str
    published: str
    code: Callable[[str], str] = _plain
    lead_text: str = ""
    body: list[str] = field(default_factory=list)
    must_not: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = Random(self.name)
        self._stock = {
            key: iter(self.random.sample(bank, len(bank)))
            for key, bank in (("p", PARAGRAPHS), ("s", SHORT), ("h", HEADINGS), ("i", TASKS))
        }

    def _next(self, key: str) -> str:
        text = next(self._stock[key])
        return text.format(
            x=self.random.choice(PLACES),
            h=self.random.choice(DISTRICTS),
            t=self.random.choice(PEOPLE),
            n=self.random.randrange(60, 990),
            m=self.random.randrange(3, 48),
        )

    def lead(self, text: str | None = None) -> str:
        """The lead; it is part of what must be read."""
        self.lead_text = text or self._next("p")
        return self.code(self.lead_text)

    def p(self, text: str | None = None) -> str:
        """Text of a paragraph."""
        self.body.append(text or self._next("p"))
        return self.code(self.body[-1])

    def short(self) -> str:
        """Text of a paragraph of a few words."""
        return self.p(self._next("s"))

    def h(self, text: str | None = None) -> str:
        """Text of a heading."""
        return self.p(text or self._next("h"))

    def i(self) -> str:
        """Text of a task in a list."""
        return self.p(self._next("i"))

    def many(self, count: int, before: str = "<p>", after: str = "</p>\n") -> str:
        """Paragraphs, each between the same marks."""
        return "".join(f"{before}{self.p()}{after}" for _ in range(count))

    def tasks(self, count: int, before: str = "<li>", after: str = "</li>\n") -> str:
        """Tasks, each between the same marks."""
        return "".join(f"{before}{self.i()}{after}" for _ in range(count))

    def no(self, text: str) -> str:
        """A line of the site."""
        if text not in self.must_not:
            self.must_not.append(text)
        return self.code(text)

    def headline(self) -> str:
        """Title of another article."""
        return self.no(self.random.choice(HEADLINES))

    def link(self, names: str = "") -> str:
        """A link to another article."""
        return f'<a{names} href="/tin/{self.random.randrange(10**5)}.html">{self.headline()}</a>'

    def links(self, count: int, before: str = "<li>", after: str = "</li>\n") -> str:
        """Links, each between the same marks."""
        return "".join(f"{before}{self.link()}{after}" for _ in range(count))

    def teaser(self) -> str:
        """Lead of another article."""
        return self.no(self.random.choice(TEASERS))

    def comment(self) -> str:
        """What a reader wrote."""
        return self.no(self.random.choice(COMMENTS))

    def caption(self) -> str:
        """A caption of a photo."""
        return self.no(self.random.choice(CAPTIONS))

    def site(self, before: str = "<p>", after: str = "</p>\n") -> str:
        """Who runs the site."""
        return "".join(f"{before}{self.no(line)}{after}" for line in SITE)

    def menu(self, count: int = 12, before: str = "<li>", after: str = "</li>") -> str:
        """Sections of the site."""
        return "".join(f'{before}<a href="/muc-{n}">{self.code(SECTIONS[n])}</a>{after}' for n in range(count))

    def toml(self) -> str:
        """What the page says, in the format of the pages of this project."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield f"url = {_quoted(self.url)}"
        yield f"title = {_quoted(self.title)}"
        yield f"published = {self.published}"
        if self.lead_text:
            yield f"lead = {_quoted(self.lead_text)}"
        yield "body = ["
        yield from (f"  {_quoted(text)}," for text in self.body)
        yield "]"
        yield "must_not = ["
        yield from (f"  {_quoted(text)}," for text in sorted(self.must_not))
        yield "]"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
