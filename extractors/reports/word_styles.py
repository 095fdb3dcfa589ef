"""Styles and lists of a DOCX: what a paragraph inherits, and which number Word shows before it.

ECMA-376 part 1, §17.7 (styles) and §17.9 (numbering).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

Element = etree._Element
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LEVELS = 9
_DEPTH = 20


def name_of(element: Element) -> str:
    """Local name of an element, empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """Follow local names down, first match at each step."""
    for name in path:
        if element is None:
            return None
        element = next((below for below in element if name_of(below) == name), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its local name."""
    if element is None:
        return None
    return next((str(found) for key, found in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def is_on(element: Element | None) -> bool | None:
    """A toggle such as bold: None where it is not said."""
    return None if element is None else value(element) not in ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Look:
    """How text is set; None where nothing says."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    font: str | None = None
    raised: bool | None = None
    align: str | None = None
    outline: int | None = None
    list_id: str | None = None
    level: int | None = None

    def over(self, base: Look) -> Look:
        """This look where it says something, else the base's."""
        said = {name: got for name in self.__slots__ if (got := getattr(self, name)) is not None}
        return replace(base, **said)


def run_look(properties: Element | None) -> Look:
    """Look of a ``w:rPr``."""
    if properties is None:
        return Look()
    size = value(child(properties, "sz"))
    fonts = child(properties, "rFonts")
    vertical = value(child(properties, "vertAlign"))
    return Look(
        bold=is_on(child(properties, "b")),
        italic=is_on(child(properties, "i")),
        caps=is_on(child(properties, "caps")),
        hidden=is_on(child(properties, "vanish")),
        size=float(size) / 2 if size is not None and size.isdigit() else None,
        font=value(fonts, "ascii") or value(fonts, "hAnsi"),
        raised=None if vertical is None else vertical == "superscript",
    )


def paragraph_look(properties: Element | None) -> Look:
    """Look of a ``w:pPr``, without the run properties of its mark."""
    if properties is None:
        return Look()
    outline = value(child(properties, "outlineLvl"))
    level = value(child(properties, "numPr", "ilvl"))
    return Look(
        align=value(child(properties, "jc")),
        outline=int(outline) if outline is not None and outline.isdigit() else None,
        list_id=value(child(properties, "numPr", "numId")),
        level=int(level) if level is not None and level.isdigit() else None,
    )


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None) -> None:
        self._based: dict[str, str | None] = {}
        self._own: dict[str, Look] = {}
        self._names: dict[str, str] = {}
        self._whole: dict[str, Look] = {}
        self.default: str | None = None
        self._base = Look()
        if root is None:
            return
        self._base = run_look(child(root, "docDefaults", "rPrDefault", "rPr"))
        for style in root:
            identity = value(style, "styleId")
            if name_of(style) != "style" or identity is None:
                continue
            self._based[identity] = value(child(style, "basedOn"))
            look = paragraph_look(child(style, "pPr")).over(run_look(child(style, "rPr")))
            self._own[identity] = look
            self._names[identity] = (value(child(style, "name")) or "").casefold()
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                self.default = identity

    def look(self, identity: str | None) -> Look:
        """What a style and the ones it is based on say together, over the document's defaults."""
        if identity is None or identity not in self._own:
            return self._base
        if identity not in self._whole:
            chain: list[Look] = []
            at: str | None = identity
            while at in self._own and len(chain) < _DEPTH:
                chain.append(self._own[at])
                at = self._based[at]
            look = self._base
            for own in reversed(chain):
                look = own.over(look)
            self._whole[identity] = look
        return self._whole[identity]

    def own(self, identity: str | None) -> Look:
        """What a character style says by itself."""
        return self._own.get(identity or "", Look())

    def is_heading(self, identity: str | None) -> bool:
        """Say whether a paragraph style is one of Word's headings or its title."""
        name = self._names.get(identity or "", "")
        return name.startswith("heading ") or name in ("title", "subtitle")


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    linked: str | None = None


class Numbering:
    """The lists of one document; it counts, so ask once for each paragraph in order."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, str] = {}
        self._seen: set[str] = set()
        if root is None:
            return
        by_style: dict[str, str] = {}
        for element in root:
            if name_of(element) == "abstractNum":
                identity = value(element, "abstractNumId") or ""
                self._lists[identity] = _read_list(element)
                own_style = value(child(element, "styleLink"))
                if own_style:
                    by_style[own_style] = identity
            elif name_of(element) == "num":
                self._number(element)
        for number, abstract in self._abstract.items():
            linked = self._lists[abstract].linked if abstract in self._lists else None
            self._abstract[number] = by_style.get(linked or "", abstract)

    def mark(self, list_id: str, level: int) -> str:
        """The number or bullet Word shows before the next paragraph of a list, empty where it shows none."""
        found = self._lists.get(self._abstract.get(list_id, ""))
        if found is None or not 0 <= level < _LEVELS:
            return ""
        if list_id not in self._seen:
            self._seen.add(list_id)
            for place, start in self._starts.get(list_id, {}).items():
                found.counts[place] = start - 1
        own = found.levels.get(level, _Level())
        found.counts[level] = found.counts.get(level, own.start - 1) + 1
        for deeper in [place for place in found.counts if place > level]:
            del found.counts[deeper]
        if own.form == "bullet":
            return own.text if own.text in ("-", "–", "+", "*") else "•"
        if own.form == "none":
            return ""
        return _written(own.text, found, level)

    def _number(self, element: Element) -> None:
        number = value(element, "numId") or ""
        self._abstract[number] = value(child(element, "abstractNumId")) or ""
        for override in element:
            start = value(child(override, "startOverride"))
            level = value(override, "ilvl")
            if name_of(override) == "lvlOverride" and start and start.isdigit() and level and level.isdigit():
                self._starts.setdefault(number, {})[int(level)] = int(start)


def _read_list(element: Element) -> _List:
    found = _List(linked=value(child(element, "numStyleLink")))
    for level in element:
        place = value(level, "ilvl")
        if name_of(level) != "lvl" or place is None or not place.isdigit():
            continue
        start = value(child(level, "start")) or "1"
        found.levels[int(place)] = _Level(
            form=value(child(level, "numFmt")) or "decimal",
            text=value(child(level, "lvlText")) or "",
            start=int(start) if start.isdigit() else 1,
        )
    return found


def _written(text: str, found: _List, level: int) -> str:
    for place in range(level + 1):
        shape = found.levels.get(place, _Level())
        text = text.replace(f"%{place + 1}", _figure(found.counts.get(place, shape.start), shape.form))
    return text.strip()


def _figure(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26 * 9:
        letter = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 1 <= number <= 399:
        roman, left = "", number
        for worth, sign in _ROMAN:
            roman += sign * (left // worth)
            left %= worth
        return roman if form == "lowerRoman" else roman.upper()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def parse(content: bytes) -> Element:
    """Parse XML that declares nothing of its own: no DTD, no entities, nothing fetched.

    Raises:
        lxml.etree.XMLSyntaxError: it is not well formed or is larger than the parser's own bounds.
        DeclaresEntities: it has a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise DeclaresEntities("a document type inside a DOCX")
    return root


class DeclaresEntities(ValueError):
    """The XML has a document type, which no writer of DOCX puts there."""
