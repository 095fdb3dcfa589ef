"""Hostile text through titles, bodies, notes, names of sources, queues and filters: it stays text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from corpus_samples import article, judged
from review_samples import MODEL, Office
from xss_payloads import payloads

pytestmark = pytest.mark.slow

URLS = ("src", "href", "action", "formaction", "data", "srcdoc", "xlink:href", "background")


class Skeleton(HTMLParser):
    """Counts elements with their attributes' names, and what runs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: Counter[str] = Counter()
        self.runs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count a start tag."""
        self.elements[tag] += 1
        for name, value in attrs:
            low = (value or "").strip().lower()
            if name.startswith(("on", "hx-on", "data-hx-on", "style")) or (
                name in URLS and low.startswith("javascript")
            ):
                self.runs.append(f"{tag} {name}={value}")
            if tag == "script" and (name != "src" or not low.startswith("/tinh/")) and name != "defer":
                self.runs.append(f"script {name}={value}")


def skeleton(page: str) -> Skeleton:
    """The elements of a page."""
    found = Skeleton()
    found.feed(page)
    found.close()
    return found


def portions(size: int = 41) -> Iterator[list[str]]:
    """The payloads in portions, so that a few pages show them all."""
    texts = payloads()
    for begin in range(0, len(texts), size):
        yield texts[begin : begin + size]


def test_there_are_as_many_as_promised() -> None:
    assert len(set(payloads())) >= 120


def test_titles_bodies_neighbours_and_notes_stay_text(office: Office) -> None:
    lan, minh = office.person("lan"), office.person("minh")
    for number, part in enumerate(portions(), start=1):
        hostile, tame = (
            replace(article(100 + number + shift, *bodies), title=title)
            for shift, bodies, title in (
                (0, [" ".join(part).replace("\n", " ")] * 3, part[0]),
                (50, [" ".join("a" for _ in part)] * 3, "b"),
            )
        )
        office.store.put_documents([(hostile, None), (tame, None)])
        shown = []
        for document in (hostile, tame):
            made = judged(document, model=MODEL, areas=("3",))
            office.store.put_judged([made])
            path = f"/duyet/uncertain/{made.passages[1].id}"
            note = part[-1][:400] if document is hostile else "c"
            assert minh.send(path, {"area": ["3"], "note": note}).status_code == 303
            shown.append(skeleton(lan.get(path).text))
        assert shown[0].runs == [] and shown[0].elements == shown[1].elements


def test_filters_queues_and_addresses_stay_text(office: Office) -> None:
    lan, stranger = office.person("lan"), office.stranger()
    for number, payload in enumerate(payloads()):
        forms = ({"q": payload[:200]}, {"q": f"zzz {payload}"[:200]}, {"lang": payload}, {"sau": payload[:40]})
        path = f"/duyet/{('search', 'search', 'uncertain', 'uncertain')[number % 4]}?{urlencode(forms[number % 4])}"
        for asked, who in ((path, lan), (f"/vao?{urlencode({'ve': payload, 'ma': payload})}", stranger)):
            answer = who.get(asked, follow_redirects=False)
            assert answer.status_code in (200, 303, 422), asked
            assert skeleton(answer.text).runs == []


@pytest.mark.parametrize("field", ["note", "stage", "area", "seen", "mine", "none", "unsure"])
def test_fields_of_a_refused_form_stay_text(office: Office, field: str) -> None:
    lan = office.person("lan")
    for payload in payloads()[::6]:
        fields: dict[str, object] = {"note": "x", field: payload}
        answer = lan.send(f"/duyet/uncertain/{office.passages[0]}", fields)
        if answer.status_code == 303:
            lan.send("/duyet/hoan-tac")
        else:
            assert answer.status_code in (409, 422)
            assert skeleton(answer.text).runs == []


def test_a_persons_name_and_a_source_stay_text(office: Office) -> None:
    document = article(300, "Một đoạn.", source="<img src=x onerror=window.__ran=1>")
    office.store.put_documents([(document, None)])
    made = judged(document, model=MODEL)
    office.store.put_judged([made])
    page = office.person("lan").get(f"/duyet/uncertain/{made.passages[0].id}").text
    assert skeleton(page).runs == [] and "&lt;img src=x" in page
