"""The demo newspaper: what it holds, how it is marked up, and how its server behaves."""

from __future__ import annotations

import gzip
import html
import http.client
import json
import re
import time
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from corpus.demo.articles import REDESIGN, SECTIONS, TWISTS, DemoArticle, article_of, load_articles, twisted
from corpus.demo.listings import NOT_FOR_ROBOTS, PER_PAGE
from corpus.demo.server import DemoServer, main
from corpus.demo.site import build_site
from corpus.errors import BadInput

GOLD = Path(__file__).resolve().parents[2] / "corpus" / "gold"
BASE = "http://127.0.0.1:1"
RUN = 14


class Answer:
    """A response read to its end, redirects not followed."""

    def __init__(self, server: DemoServer, path: str, *, method: str = "GET", **headers: str) -> None:
        connection = http.client.HTTPConnection(urlsplit(server.base_url).netloc, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=named)
        response = connection.getresponse()
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()
        connection.close()

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@pytest.fixture(scope="module")
def articles() -> tuple[DemoArticle, ...]:
    return load_articles()


@pytest.fixture(scope="module")
def still(articles: tuple[DemoArticle, ...]) -> Iterator[DemoServer]:
    """A server that no test changes."""
    with DemoServer(articles=articles, slow_seconds=0.3) as server:
        yield server


@pytest.fixture
def server(articles: tuple[DemoArticle, ...]) -> Iterator[DemoServer]:
    with DemoServer(articles=articles[:10], slow_seconds=0.0) as server:
        yield server


def plain(text: str) -> str:
    """Words of markup: no tags, entities resolved, composed letters, no width-less characters, single spaces."""
    shown = unicodedata.normalize("NFC", html.unescape(re.sub(r"<[^>]*>", " ", text))).replace("\u200b", "")
    return " ".join(shown.split())


def runs(text: str) -> set[tuple[str, ...]]:
    syllables = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return {tuple(syllables[at : at + RUN]) for at in range(len(syllables) - RUN + 1)}


def texts(article: DemoArticle) -> list[str]:
    return [article.title, article.lead, *(text for piece in article.body for text in (piece.text, *piece.items))]


def written(articles: tuple[DemoArticle, ...]) -> list[DemoArticle]:
    return [article for article in articles if not article.republishes]


def test_more_than_sixty_different_articles_spread_over_the_year(articles: tuple[DemoArticle, ...]) -> None:
    own = written(articles)
    assert len(own) >= 62
    assert len({article.id for article in articles}) == len(articles)
    assert {article.published.month for article in own} == set(range(1, 13))
    assert {article.published.year for article in own} == {2021}
    assert {article.section for article in own} == set(SECTIONS)


def test_every_article_has_a_body_of_four_to_eight_paragraphs(articles: tuple[DemoArticle, ...]) -> None:
    counts = {article.id: sum(piece.kind == "paragraph" for piece in article.body) for article in articles}
    assert {key: count for key, count in counts.items() if not 4 <= count <= 8} == {}


def test_every_district_is_reported_on_more_than_twice(articles: tuple[DemoArticle, ...]) -> None:
    districts = "Ba Tri|Bình Đại|Châu Thành|Chợ Lách|Giồng Trôm|Mỏ Cày Bắc|Mỏ Cày Nam|Thạnh Phú|Thành phố Bến Tre"
    joined = [" ".join(texts(article)).lower() for article in written(articles)]
    for district in districts.split("|"):
        assert sum(district.lower() in text for text in joined) > 2, district


def test_every_twist_is_there(articles: tuple[DemoArticle, ...]) -> None:
    assert {article.twist for article in articles if article.twist} == TWISTS


def test_no_two_articles_share_a_run_of_syllables(articles: tuple[DemoArticle, ...]) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for article in written(articles):
        for text in texts(article):
            for run in runs(text):
                assert seen.setdefault(run, article.id) == article.id


def test_no_run_of_syllables_comes_from_the_article_that_sets_the_tasks(
    articles: tuple[DemoArticle, ...], seed_text: str
) -> None:
    seed = runs(seed_text)
    assert {run for article in articles for text in texts(article) for run in runs(text)} & seed == set()


def test_no_run_of_syllables_is_in_the_training_passages(articles: tuple[DemoArticle, ...]) -> None:
    own = {run for article in articles for text in texts(article) for run in runs(text)}
    for path in sorted(GOLD.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert own & runs(json.loads(line)["text"]) == set(), path.name


def test_articles_are_written_composed_and_in_the_spelling_of_the_house(articles: tuple[DemoArticle, ...]) -> None:
    for article in articles:
        for text in texts(article):
            assert unicodedata.is_normalized("NFC", text), article.id
            assert not re.search(r"uỷ|(?:hoà|khoá|toà)(?![ni])|\u00a0|\u200b|  ", text), article.id


def test_the_site_is_a_pure_function_of_its_articles(articles: tuple[DemoArticle, ...]) -> None:
    assert build_site(BASE, articles=articles) == build_site(BASE, articles=articles)


def test_the_feed_holds_the_newest_thirty_in_order(still: DemoServer) -> None:
    answer = Answer(still, "/rss/tin-moi.rss")
    items = ElementTree.fromstring(answer.body).findall("./channel/item")
    newest = still.articles[:30]
    assert [item.findtext("link") for item in items] == [still.base_url + article.listed_path for article in newest]
    assert [item.findtext("title") for item in items] == [article.title for article in newest]


def test_the_sitemaps_list_every_article_once_with_its_last_change(still: DemoServer) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    index = ElementTree.fromstring(Answer(still, "/sitemap.xml").body)
    months = [str(each.text) for each in index.iter(f"{space}loc")]
    assert months == [f"{still.base_url}/sitemap-2021-{month:02}.xml" for month in range(1, 13)]
    listed: dict[str, str] = {}
    for address in months:
        for url in ElementTree.fromstring(Answer(still, urlsplit(address).path).body):
            location, changed = str(url.findtext(f"{space}loc")), str(url.findtext(f"{space}lastmod"))
            assert location not in listed
            listed[location] = changed
    expected = {still.base_url + article.listed_path: article.changed.isoformat() for article in still.articles}
    assert listed == expected


def test_a_section_lists_all_its_articles_over_its_pages(still: DemoServer) -> None:
    own = [article.listed_path for article in still.articles if article.section == "chinh-tri"]
    found: list[str] = []
    path: str | None = "/chinh-tri/"
    while path:
        text = Answer(still, path).text
        listing = text[text.index('class="danh-sach"') : text.index('class="paging"')]
        shown = [link for link in re.findall(r'href="([^"]+)"', listing) if link in own]
        assert len(shown) <= PER_PAGE
        found += shown
        following = re.search(r'rel="next" href="([^"]+)"', text)
        path = following[1] if following else None
    assert found == own
    assert Answer(still, "/chinh-tri/?trang=99").status == 404


def test_every_article_is_served_as_its_twist_says(still: DemoServer) -> None:
    expected = {"missing": 404, "gone": 410, "moved": 301}
    for article in still.articles:
        assert Answer(still, article.listed_path).status == expected.get(article.twist, 200), article.id


def test_a_page_that_moved_leads_to_its_canonical_address(still: DemoServer) -> None:
    article = twisted(still.articles, "moved")
    answer = Answer(still, article.listed_path)
    assert answer.headers["Location"] == still.base_url + article.path
    assert article.title in Answer(still, article.path).text


def test_the_broken_page_ends_before_its_body(still: DemoServer) -> None:
    answer = Answer(still, twisted(still.articles, "broken").path)
    assert answer.status == 200
    assert "<body" not in answer.text
    assert "</html>" not in answer.text


def test_the_slow_page_waits(still: DemoServer) -> None:
    started = time.monotonic()
    assert Answer(still, twisted(still.articles, "slow").path).status == 200
    assert time.monotonic() - started >= 0.3


def test_undated_addresses_drop_the_crossed_d(still: DemoServer) -> None:
    paths = [article.path for article in still.articles if article.twist == "undated-address"]
    assert "/ong-khoi-moi-o-mo-cay-nam-ra-quan-ngay-ngay-lam-viec-au-nam--a83696.html" in paths


def test_the_design_changes_on_the_first_of_july(still: DemoServer) -> None:
    for article in still.articles:
        if article.twist in ("missing", "gone", "broken"):
            continue
        text = Answer(still, article.path).text
        new = article.published.date() >= REDESIGN
        assert ('id="newscontents"' in text) == new, article.id
        assert ('class="content-fck"' in text) != new, article.id
        assert ("article:published_time" in text) == new, article.id


def test_every_served_article_shows_all_its_words(still: DemoServer) -> None:
    for article in still.articles:
        if article.twist in ("missing", "gone", "broken", "old-spelling"):
            continue
        shown = plain(Answer(still, article.path).text)
        for text in texts(article):
            assert " ".join(text.split()) in shown, article.id


def test_twists_of_characters_are_in_the_bytes(still: DemoServer) -> None:
    assert not unicodedata.is_normalized("NFC", Answer(still, twisted(still.articles, "nfd").path).text)
    assert "&agrave;" in Answer(still, twisted(still.articles, "entities").path).text
    assert "\u200b" in Answer(still, twisted(still.articles, "zero-width").path).text
    old = Answer(still, twisted(still.articles, "old-spelling").path).text
    assert "Uỷ ban Kiểm tra Tỉnh uỷ" in old
    assert "quý I" in old
    assert "<br><br>" in Answer(still, twisted(still.articles, "br").path).text


def test_the_amp_twin_and_its_page_name_each_other(still: DemoServer) -> None:
    article = twisted(still.articles, "amp")
    page, twin = Answer(still, article.path).text, Answer(still, article.amp_path).text
    assert f'<link rel="amphtml" href="{still.base_url}{article.amp_path}">' in page
    assert f'<link rel="canonical" href="{still.base_url}{article.path}">' in twin


def test_a_republished_copy_repeats_the_text_and_names_no_canonical_address(still: DemoServer) -> None:
    copy = twisted(still.articles, "republished")
    original = next(article for article in still.articles if article.id == copy.republishes)
    assert (copy.body, copy.lead) == (original.body, original.lead)
    assert copy.id != original.id
    assert copy.title.endswith(original.title)
    assert 'rel="canonical"' not in Answer(still, copy.path).text
    assert 'rel="canonical"' in Answer(still, original.path).text


def test_the_updated_article_says_when(still: DemoServer) -> None:
    article = twisted(still.articles, "updated")
    text = Answer(still, article.path).text
    assert "Cập nhật: Thứ Tư, 21/07/2021, 09:40 (GMT+7)" in text
    assert '"article:modified_time" content="2021-07-21T09:40:00+07:00"' in text


def test_robots_disallow_a_linked_page_that_looks_like_an_article(still: DemoServer) -> None:
    rules = Answer(still, "/robots.txt").text
    assert "Disallow: /in/" in rules
    assert any(NOT_FOR_ROBOTS.startswith(rule) for rule in re.findall(r"Disallow: (\S+)", rules))
    assert NOT_FOR_ROBOTS in Answer(still, "/chinh-tri/").text
    assert f"Sitemap: {still.base_url}/sitemap.xml" in rules


def test_links_leave_the_site_only_for_names_that_never_resolve(still: DemoServer) -> None:
    hosts = set(re.findall(r'href="https?://([^/"]+)', Answer(still, "/").text)) - {urlsplit(still.base_url).netloc}
    assert hosts
    assert all(host.endswith(".example") for host in hosts)


def test_an_unchanged_page_answers_304_to_its_tag_and_to_its_date(still: DemoServer) -> None:
    path = still.articles[0].path
    first = Answer(still, path)
    by_tag = Answer(still, path, If_None_Match=first.headers["ETag"])
    by_date = Answer(still, path, If_Modified_Since=first.headers["Last-Modified"])
    assert (by_tag.status, by_tag.body) == (304, b"")
    assert (by_date.status, by_date.body) == (304, b"")
    assert Answer(still, path, If_None_Match='"another"').status == 200
    assert Answer(still, path, If_Modified_Since="Fri, 01 Jan 2021 00:00:00 GMT").status == 200
    assert Answer(still, path, If_Modified_Since="yesterday").status == 200


def test_a_tag_decides_over_a_date(still: DemoServer) -> None:
    path = still.articles[0].path
    date = Answer(still, path).headers["Last-Modified"]
    assert Answer(still, path, If_None_Match='"another"', If_Modified_Since=date).status == 200


def test_gzip_comes_only_when_asked_for_and_holds_the_same_page(still: DemoServer) -> None:
    path = still.articles[0].path
    raw, zipped = Answer(still, path), Answer(still, path, Accept_Encoding="gzip, deflate")
    assert raw.headers["Content-Encoding"] is None
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.body) == raw.body
    assert Answer(still, path, If_None_Match=zipped.headers["ETag"], Accept_Encoding="gzip").status == 304


def test_head_answers_as_get_does_without_a_body(still: DemoServer) -> None:
    path = still.articles[0].path
    get, head = Answer(still, path), Answer(still, path, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type"):
        assert head.headers[name] == get.headers[name]


def test_an_edited_article_is_new_to_those_who_have_the_old_one_and_to_nobody_else(server: DemoServer) -> None:
    edited, other = server.articles[0], server.articles[1]
    tags = {article.id: Answer(server, article.path).headers["ETag"] for article in (edited, other)}
    server.update_article(
        edited.id, body=["Đoạn văn đã sửa lại hoàn toàn."], modified=datetime(2021, 12, 31, 8, 0, tzinfo=UTC)
    )
    answer = Answer(server, edited.path, If_None_Match=tags[edited.id])
    assert answer.status == 200
    assert "Đoạn văn đã sửa lại hoàn toàn." in answer.text
    assert Answer(server, other.path, If_None_Match=tags[other.id]).status == 304
    assert "2021-12-31T08:00:00+00:00" in Answer(server, "/sitemap-2021-12.xml").text


def test_an_edit_without_a_time_is_a_day_later(server: DemoServer) -> None:
    before = server.articles[0]
    assert (server.update_article(before.id, body=["Sửa."]).changed - before.changed).days == 1
    with pytest.raises(BadInput, match="a1"):
        server.update_article("a1", body=[])


def test_a_path_can_be_busy_twice_and_then_well(server: DemoServer) -> None:
    path = server.articles[0].path
    server.set_status(path, 503, {"Retry-After": "1"}, times=2)
    answers = [Answer(server, path) for _ in range(3)]
    assert [answer.status for answer in answers] == [503, 503, 200]
    assert answers[0].headers["Retry-After"] == "1"


def test_a_path_made_to_fail_can_be_restored(server: DemoServer) -> None:
    server.set_status("/", 500)
    assert Answer(server, "/").status == 500
    server.restore("/")
    assert Answer(server, "/").status == 200


def test_the_log_says_who_asked_for_what(server: DemoServer) -> None:
    tag = Answer(server, "/robots.txt", User_Agent="thu/1").headers["ETag"]
    Answer(server, "/robots.txt", User_Agent="thu/1", If_None_Match=tag)
    Answer(server, "/khong-co/", method="HEAD")
    assert [entry[1:] for entry in server.log] == [
        ("GET", "/robots.txt", 200, "thu/1", False),
        ("GET", "/robots.txt", 304, "thu/1", True),
        ("HEAD", "/khong-co/", 404, "", False),
    ]
    assert [entry.at for entry in server.log] == sorted(entry.at for entry in server.log)


def test_a_connection_kept_alive_ends_with_the_server(articles: tuple[DemoArticle, ...]) -> None:
    with DemoServer(articles=articles[:1]) as server:
        connection = http.client.HTTPConnection(urlsplit(server.base_url).netloc, timeout=5)
        connection.request("GET", "/robots.txt")
        connection.getresponse().read()
    with pytest.raises((OSError, http.client.HTTPException)):
        connection.request("GET", "/robots.txt")
        connection.getresponse()
    connection.close()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(server.base_url, timeout=2)


def test_the_command_prints_where_it_serves(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    assert main(["--port", "0"], wait=interrupted) == 0
    assert re.search(r"http://127\.0\.0\.1:\d+/", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("key", "value"),
    [("colour", "red"), ("section", "tin-vit"), ("twist", "upside-down"), ("published", "hôm qua"), ("body", [1])],
)
def test_a_file_that_says_what_cannot_be_meant_is_refused_by_name(key: str, value: object) -> None:
    table = {
        "id": "a80201",
        "title": "Tin",
        "section": "chinh-tri",
        "published": datetime(2021, 1, 1, tzinfo=UTC),
        "lead": "Mở đầu.",
        "body": ["Một đoạn."],
    }
    assert article_of(table, where="a80201.toml").id == "a80201"
    with pytest.raises(BadInput, match=r"a80201\.toml"):
        article_of(table | {key: value}, where="a80201.toml")
