"""Addresses as identities."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import BadInput
from extractors import addresses
from extractors.addresses import canonical, trap

SAME = [
    ("https://bao.vn", "https://bao.vn/"),
    ("  https://bao.vn/ \n", "https://bao.vn/"),
    ("HTTPS://BAO.VN/Tin.html", "https://bao.vn/Tin.html"),
    ("http://bao.vn:80/tin", "http://bao.vn/tin"),
    ("https://bao.vn:443/tin", "https://bao.vn/tin"),
    ("https://bao.vn:8443/tin", "https://bao.vn:8443/tin"),
    ("http://bao.vn:443/tin", "http://bao.vn:443/tin"),
    ("https://u:p@bao.vn/tin", "https://bao.vn/tin"),
    ("https://bao.vn./tin", "https://bao.vn/tin"),
    ("https://bao.vn/tin#binh-luan", "https://bao.vn/tin"),
    ("https://bao.vn/tin?", "https://bao.vn/tin"),
    ("https://bao.vn/tin?#x", "https://bao.vn/tin"),
    ("https://bao.vn/a/./b/../c", "https://bao.vn/a/c"),
    ("https://bao.vn/../../c", "https://bao.vn/c"),
    ("https://bao.vn//a///b", "https://bao.vn/a/b"),
    ("https://bao.vn/a/", "https://bao.vn/a/"),
    ("https://bao.vn/%7Etin/%e1%ba%bf", "https://bao.vn/~tin/%E1%BA%BF"),
    ("https://bao.vn/tin tức", "https://bao.vn/tin%20t%E1%BB%A9c"),
    ("https://bao.vn/e\u0302\u0301", "https://bao.vn/%E1%BA%BF"),
    ("https://bao.vn/a%2Fb", "https://bao.vn/a%2Fb"),
    ("https://báo.vn/tin", "https://xn--bo-mia.vn/tin"),
    ("https://XN--BO-MIA.vn/tin", "https://xn--bo-mia.vn/tin"),
    ("https://bao.vn/tin?b=2&a=1", "https://bao.vn/tin?a=1&b=2"),
    ("https://bao.vn/tin?a=2&a=1", "https://bao.vn/tin?a=1&a=2"),
    ("https://bao.vn/tin?a", "https://bao.vn/tin?a="),
    ("https://bao.vn/tin?&&a=1&", "https://bao.vn/tin?a=1"),
    ("https://bao.vn/tin?q=m%e1%bb%8f c%C3%A0y", "https://bao.vn/tin?q=m%E1%BB%8F+c%C3%A0y"),
    ("https://bao.vn/tin?utm_source=zalo&utm_medium=x", "https://bao.vn/tin"),
    ("https://bao.vn/tin?UTM_Source=zalo&id=7", "https://bao.vn/tin?id=7"),
    ("https://bao.vn/tin?fbclid=IwAR0", "https://bao.vn/tin"),
    ("https://bao.vn/tin?gclid=a&gbraid=b&wbraid=c&msclkid=d", "https://bao.vn/tin"),
    ("https://bao.vn/tin?zarsrc=31&gidzl=x", "https://bao.vn/tin"),
    ("https://bao.vn/tin?vn_source=home&vn_medium=x&vn_campaign=y", "https://bao.vn/tin"),
    ("https://bao.vn/tin?_ga=1.2&_gl=3", "https://bao.vn/tin"),
    ("https://bao.vn/tin?PHPSESSID=abc&id=1", "https://bao.vn/tin?id=1"),
    ("https://bao.vn/tin;jsessionid=0A1B", "https://bao.vn/tin"),
    ("https://bao.vn/tin;JSESSIONID=0A1B?id=1", "https://bao.vn/tin?id=1"),
    ("https://bao.vn/(S(lit3py55t21z5v55vlm25s55))/tin.aspx", "https://bao.vn/tin.aspx"),
    ("https://bao.vn/tin?ASPSESSIONIDQQ=AB", "https://bao.vn/tin"),
    ("https://bao.vn/tin?utm%5Fsource=x", "https://bao.vn/tin"),
    ("https://bao.vn/tin?ref=trang-chu", "https://bao.vn/tin?ref=trang-chu"),
    ("https://bao.vn/tin?page=2", "https://bao.vn/tin?page=2"),
    ("http://gov.vn/Pages/T.aspx?CategoryId=Tin+t%25u1ee9c&PageIndex=4", None),
    ("https://bao.vn/tin;a=1", None),
    ("http://bao.vn/tin", None),
    ("https://www.bao.vn/tin", None),
    ("http://127.0.0.1:8123/tin", None),
    ("http://[2405:4800::1]/tin", None),
    ("https://bao.vn/202510/tin-32930da/", None),
    ("https://bao.vn/tin-DDMMYYYY-a81702.html", None),
    ("file:///kho/Báo cáo.pdf", None),
]


@pytest.mark.parametrize(("url", "stands"), SAME)
def test_spellings_of_one_address_have_one_form(url: str, stands: str | None) -> None:
    assert canonical(url) == (stands or url)
    assert canonical(canonical(url)) == canonical(url)


@pytest.mark.parametrize(
    "url",
    ["", "bao.vn/tin", "//bao.vn/tin", "/tin", "https://", "https:///tin", "http://[::1/", "http://a:99999/", "x"],
)
def test_what_is_no_absolute_address_is_refused_by_name(url: str) -> None:
    with pytest.raises(BadInput) as refused:
        canonical(url)
    assert refused.value.where == url


def test_a_source_may_name_the_only_parameters_that_matter() -> None:
    url = "https://bao.vn/tin?id=7&mau=toi&utm_source=x"
    assert canonical(url, keep=frozenset({"id"})) == "https://bao.vn/tin?id=7"
    assert canonical(url, keep=frozenset()) == "https://bao.vn/tin"


pieces = st.text("abAB/.%;?&=#+ ~é:@[]\\ếÊ_-$!'()*,%2f%41\u0301\x00\t<>\"|{}^`ßİ。", max_size=14)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["http", "https", "HTTP"]),
    st.sampled_from(["bao.vn", "BAO.vn:80", "bao.vn:443", "a.b:8080", "báo.vn", "[::1]:80", "127.0.0.1"]),
    pieces,
    pieces,
)
def test_the_form_of_a_form_is_itself(scheme: str, host: str, path: str, query: str) -> None:
    try:
        once = canonical(f"{scheme}://{host}/{path}?{query}")
    except BadInput:
        return
    assert canonical(once) == once
    assert once.isascii()
    assert "#" not in once


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        canonical(text)
    except BadInput:
        return


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://bao.vn/" + "a" * 2083, "longer than"),
        ("https://bao.vn/lich/2026/lich/2026/lich/2026/lich", "4 times"),
        ("http://[::1/", "not an address"),
    ],
)
def test_an_address_that_leads_in_circles_is_a_trap(url: str, reason: str) -> None:
    assert reason in (trap(url) or "")


def test_an_ordinary_address_is_no_trap() -> None:
    assert trap("https://bao.vn/tin/tin/tin/bai-viet-a1.html") is None
    assert trap("https://bao.vn/") is None


def test_a_year_of_real_feed_items_keeps_its_articles_apart(real: Path) -> None:
    with gzip.open(real / "feeds" / "rss_items_2025_2026.jsonl.gz", "rt", encoding="utf-8") as file:
        urls = {json.loads(line)["link"] for _, line in zip(range(2000), file, strict=False)}
    forms = {url: canonical(url) for url in urls}
    assert len(set(forms.values())) == len(urls)
    assert all(canonical(form) == form for form in forms.values())


@settings(max_examples=60)
@given(st.from_regex(addresses._SETTLED, fullmatch=True))
def test_an_address_on_which_nothing_hangs_is_what_normalisation_makes_of_it(url: str) -> None:
    assert canonical(url) == url == addresses._settled(url, None)
