"""CSS selectors on lxml's tree, with the meaning they have on BeautifulSoup's.

cssselect translates a selector to XPath 1.0; where soupsieve, which BeautifulSoup asks, understands HTML otherwise, it
is taught to.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from cssselect import ExpressionError, HTMLTranslator, SelectorSyntaxError
from cssselect.parser import Attrib
from cssselect.xpath import XPathExpr
from lxml import etree

_UPPER, _LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"


class _Translator(HTMLTranslator):
    """HTML's own rule that values of ``type`` are compared without case (HTML, "Case-sensitivity of selectors")."""

    def xpath_attrib(self, selector: Attrib) -> XPathExpr:
        """Translate an attribute selector."""
        if selector.attrib.lower() != "type" or selector.value is None or selector.value.value is None:
            return super().xpath_attrib(selector)
        operator = self.attribute_operator_mapping[selector.operator]
        compare = getattr(self, f"xpath_attrib_{operator}")
        folded = f"translate(@type, '{_UPPER}', '{_LOWER}')"
        return cast(XPathExpr, compare(self.xpath(selector.selector), folded, selector.value.value.lower()))


def selected(root: etree._Element, selectors: Sequence[str]) -> list[etree._Element] | None:
    """Elements that any of the selectors finds, in page order, the root among them; None where one is not understood.

    Args:
        root: top of the tree.
    """
    path = _path(", ".join(selectors)) if selectors else None
    if path is None:
        return None if selectors else []
    return cast("list[etree._Element]", path(root))


@lru_cache(maxsize=1024)
def _path(selectors: str) -> etree.XPath | None:
    try:
        return etree.XPath(_Translator().css_to_xpath(selectors))
    except (ExpressionError, SelectorSyntaxError):
        return None
