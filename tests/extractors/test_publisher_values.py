"""Declarations as values: addresses, hosts, days, pages of sections, succession, and what is only assumed."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta, timezone

import pytest
import soupsieve

from corpus.source import Source, SourceClass
from extractors.publishers import (
    CHINH_PHU,
    DONG_KHOI,
    FRONT,
    NHAN_DAN,
    PORTAL,
    PUBLISHERS,
    SCIENCE,
    UNSEEN,
    VINH_LONG,
    YOUTH,
    Publisher,
    Reading,
    forebears_of,
    heir_of,
    publisher_for,
    successor_of,
)
from extractors.publishers.base import unescaped

MERGER = date(2025, 6, 30)
AFTER = MERGER + timedelta(days=1)


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.slug)
def test_what_is_assumed_names_the_fields_it_is_about(publisher: Publisher) -> None:
    assert publisher.assumed
    own = {one.name for one in fields(Publisher)} | {f"source.{one.name}" for one in fields(Source)}
    for value, known in ((publisher, own), *((one, {x.name for x in fields(Reading)}) for one in publisher.readings)):
        for fact in value.assumed:
            named, colon, words = fact.partition(": ")
            assert colon and words
            assert {one.strip() for one in named.split(",")} <= known, fact
            assert all(value.assumes(one.strip()) for one in named.split(","))
    assert publisher.assumes("feeds") or publisher.feeds
    assert publisher.assumes("pagination") or publisher.pagination


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.slug)
def test_readings_follow_each_other_and_name_selectors_that_parse(publisher: Publisher) -> None:
    assert publisher.readings[-1].until is None, "the last reading is the present one"
    stated = [reading.until for reading in publisher.readings[:-1]]
    assert None not in stated and stated == sorted(stated, key=str)
    for reading in publisher.readings:
        for name in ("title", "kicker", "lead", "body", "date", "author", "section", "drop", "caption"):
            for selector in getattr(reading, name):
                soupsieve.compile(selector)


def test_slugs_and_hosts_belong_to_one_publisher_each() -> None:
    hosts = [host for publisher in PUBLISHERS for host in publisher.hosts]
    assert len(hosts) == len(set(hosts))
    assert len({publisher.slug for publisher in PUBLISHERS}) == len(PUBLISHERS)
    assert all(tenure.host in publisher.hosts for publisher in PUBLISHERS for tenure in publisher.tenures)
    assert all(one.source.successor in {None, *(each.slug for each in PUBLISHERS)} for one in PUBLISHERS)


@pytest.mark.parametrize(
    "url",
    [
        "https://baodongkhoi.vn/thi-dua-ong-khoi-moi-05022021-a81702.html",
        "http://www.baodongkhoi.vn/thi-dua-ong-khoi-moi-05022021-a81702.html",
        "https://amp.baodongkhoi.vn/thi-dua-ong-khoi-moi-05022021-a81702.html",
        "https://dongkhoi.baovinhlong.vn/thi-dua-ong-khoi-moi-05022021-a81702.html?zarsrc=30",
        "https://baodongkhoi.vn/amp/thi-dua-ong-khoi-moi-05022021-a81702.html",
        "https://BAODONGKHOI.vn:443/thi-dua-ong-khoi-moi-05022021-a81702.html#b",
    ],
)
def test_the_hosts_of_bao_dong_khoi_share_one_identity(url: str) -> None:
    assert DONG_KHOI.identity(url) == (
        "dong-khoi:a81702",
        "https://baodongkhoi.vn/thi-dua-ong-khoi-moi-05022021-a81702.html",
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://baodongkhoi.vn/thi-dua-ong-khoi-moi--a81702.html", "dong-khoi:a81702"),
        ("https://baodongkhoi.vn/thi-dua-ong-khoi-moi-a81702.html", "dong-khoi:a81702"),
        ("https://baodongkhoi.vn/chinh-tri/", None),
        ("https://baodongkhoi.vn/https/baodongkhoi.vn/x-02022021-a1.html", None),
        ("https://baodongkhoi.vn.example.com/x-02022021-a1.html", None),
        ("https://baodongkhoi.vn@example.com/x-02022021-a1.html", None),
        ("https://baodongkhoi.vn:8443/x-02022021-a1.html", None),
        ("ftp://baodongkhoi.vn/x-02022021-a1.html", None),
        ("https://[baodongkhoi.vn/x-02022021-a1.html", None),
        ("https://baovinhlong.com.vn/thoi-su/202401/tin-trong-tinh-3180733/", "vinh-long:3180733"),
        ("https://baovinhlong.com.vn/chinh-tri/xay-dung-dang/202510/tin-moi-32930da/", "vinh-long:32930da"),
        ("https://baovinhlong.com.vn/thoi-su/202413/tin-trong-tinh-3180733/", None),
        ("https://xaydungchinhsach.chinhphu.vn/x-119260611164121523.htm", "chinh-phu:119260611164121523"),
        ("https://baochinhphu.vn/x-10225071117022894.htm", "chinh-phu:10225071117022894"),
        ("https://baochinhphu.vn/chinh-tri.htm", None),
        ("https://bentre.gov.vn/Pages/TinTucSuKien.aspx?ItemID=7", "ben-tre-gov:tintucsukien-7"),
        ("https://bentre.gov.vn/pages/tintucsukien.aspx?CategoryId=a&itemid=7&x=1", "ben-tre-gov:tintucsukien-7"),
        ("https://bentre.gov.vn/Lists/TinTucSuKien/DispForm.aspx?ID=7", "ben-tre-gov:tintucsukien-7"),
        ("https://bentre.gov.vn/Pages/ThongBao.aspx?ItemID=7", "ben-tre-gov:thongbao-7"),
        ("https://bentre.gov.vn/Pages/TinTucSuKien.aspx?CategoryId=%25u1ec7&PageIndex=4", None),
        ("https://bentre.gov.vn/Pages/TinTucSuKien.aspx?CategoryID=4", None),
        ("https://tinbai.bentre.gov.vn/MediaUploader/2024/a.pdf", None),
        ("https://mttq.bentre.gov.vn/noi-dung/giam-sat.html", "mttq-ben-tre:giam-sat"),
        ("https://mttq.bentre.gov.vn/gioi-thieu/giam-sat.html", None),
        ("https://nhandan.vn/ben-tre-lam-duong-post864210.html", "nhan-dan:864210"),
        ("https://nhandan.vn/dia-phuong/ben-tre/9.html", None),
        ("https://tuoitrexudua.vn/noi-dung/ngay-hoi", "tuoi-tre-xu-dua:ngay-hoi"),
        ("https://dost-bentre.gov.vn/tin-tuc/4512/nghiem-thu", "so-khcn-ben-tre:4512"),
        ("https://dost-bentre.gov.vn/chuyen-muc/12/tin-hoat-dong", None),
    ],
)
def test_only_article_addresses_have_an_identity(url: str, expected: str | None) -> None:
    publisher = publisher_for(url)
    found = publisher.identity(url) if publisher is not None else None
    assert (found[0] if found is not None else None) == expected


def test_the_section_in_an_address_is_read_through_both_its_escapes() -> None:
    url = "https://bentre.gov.vn/Pages/TinTucSuKien.aspx?ItemID=7&CategoryId=Tin%20t%25u1ee9c%20s%25u1ef1%20ki%25u1ec7n"
    assert PORTAL.section_of(url) == "Tin tức sự kiện"
    assert PORTAL.section_of("https://bentre.gov.vn/Pages/TinTucSuKien.aspx?ItemID=7") is None
    assert DONG_KHOI.section_of("https://baodongkhoi.vn/x-02022021-a1.html") is None


@pytest.mark.parametrize(
    ("escaped", "plain"),
    [
        ("Th%25u1eddi%2520s%25u1ef1", "Thời sự"),
        ("Ch%C3%ADnh%20tr%E1%BB%8B", "Chính trị"),
        ("Ch%EDnh", "Chính"),
        ("%ud83c%udf34", "\N{PALM TREE}"),
        ("%ud83c", "\N{REPLACEMENT CHARACTER}"),
        ("đạt 100% và hơn", "đạt 100% và hơn"),
        ("", ""),
    ],
)
def test_escapes_of_scripts_and_of_servers_are_undone(escaped: str, plain: str) -> None:
    assert unescaped(escaped) == plain


def test_the_day_in_an_address_picks_the_reading() -> None:
    assert DONG_KHOI.reading_on(date(2021, 6, 30)).name == "2020"
    assert DONG_KHOI.reading_on(date(2021, 7, 1)).name == "2021"
    assert DONG_KHOI.day_of("https://baodongkhoi.vn/x-31022021-a1.html") is None
    assert DONG_KHOI.day_of("https://baodongkhoi.vn/x--a1.html") is None


def test_a_number_that_carries_a_time_gives_it_to_the_second() -> None:
    url = "https://xaydungchinhsach.chinhphu.vn/x-119260611164121523.htm"
    assert CHINH_PHU.made_at(url) == datetime(2026, 6, 11, 16, 41, 21, tzinfo=timezone(timedelta(hours=7)))
    assert CHINH_PHU.day_of(url) == date(2026, 6, 11)
    assert CHINH_PHU.made_at("https://baochinhphu.vn/x-102261311164121523.htm") is None
    assert DONG_KHOI.made_at("https://baodongkhoi.vn/x-02022021-a1.html") is None


def test_a_section_pages_as_its_publisher_does() -> None:
    section = PORTAL.sections[0]
    assert PORTAL.page_of(section, 1) == "https://bentre.gov.vn/Pages/TinTucSuKien.aspx"
    assert PORTAL.page_of(section, 4) == "https://bentre.gov.vn/Pages/TinTucSuKien.aspx?PageIndex=4"
    assert (
        PORTAL.page_of("/Pages/A.aspx?CategoryId=b", 4) == "https://bentre.gov.vn/Pages/A.aspx?CategoryId=b&PageIndex=4"
    )
    assert PORTAL.page_of(section, 0) is None
    paged = replace(DONG_KHOI, pagination="/trang-{page}.html", first_page=0)
    assert paged.page_of("/chinh-tri/", 0) == "https://baodongkhoi.vn/chinh-tri/"
    assert paged.page_of("/chinh-tri/", 2) == "https://baodongkhoi.vn/chinh-tri/trang-2.html"


def test_where_paging_is_not_known_only_the_first_page_has_an_address() -> None:
    assert DONG_KHOI.page_of("/chinh-tri/", 1) == "https://baodongkhoi.vn/chinh-tri/"
    assert DONG_KHOI.page_of("/chinh-tri/", 2) is None


def test_an_archive_names_the_pages_of_one_day() -> None:
    kept = replace(DONG_KHOI, archives=("/luu-tru/{year}/{month}/{day}/", "/theo-ngay?d={day}-{month}-{year}"))
    assert kept.archive_pages(date(2021, 2, 5)) == (
        "https://baodongkhoi.vn/luu-tru/2021/02/05/",
        "https://baodongkhoi.vn/theo-ngay?d=05-02-2021",
    )
    assert DONG_KHOI.archive_pages(date(2021, 2, 5)) == ()


def test_listings_are_asked_on_the_host_of_the_day_and_identities_do_not_move() -> None:
    assert DONG_KHOI.home_on(MERGER) == "https://baodongkhoi.vn"
    assert DONG_KHOI.home_on(AFTER) == "https://dongkhoi.baovinhlong.vn"
    assert DONG_KHOI.page_of("/chinh-tri/", 1, day=AFTER) == "https://dongkhoi.baovinhlong.vn/chinh-tri/"
    found = DONG_KHOI.identity("https://dongkhoi.baovinhlong.vn/x-02022021-a1.html")
    assert found == ("dong-khoi:a1", "https://baodongkhoi.vn/x-02022021-a1.html")
    assert VINH_LONG.home_on(MERGER) == VINH_LONG.home_on(AFTER) == VINH_LONG.home


def test_a_source_ends_on_its_last_day_and_its_heir_takes_over_on_the_next() -> None:
    assert DONG_KHOI.active_on(MERGER) and not DONG_KHOI.active_on(AFTER)
    assert successor_of("dong-khoi") is VINH_LONG
    assert heir_of("dong-khoi", day=MERGER) is DONG_KHOI
    assert heir_of("dong-khoi", day=AFTER) is VINH_LONG
    assert heir_of("ben-tre-gov", day=AFTER) is VINH_LONG
    assert heir_of("mttq-ben-tre", day=AFTER) is None
    assert successor_of("vinh-long") is None and successor_of("unknown") is None
    assert forebears_of("vinh-long") == (DONG_KHOI, PORTAL)
    assert publisher_for("https://baodongkhoi.vn/x-02022021-a1.html") is DONG_KHOI, "an ended source is still read"


def test_succession_goes_as_far_as_the_day_asks_and_ends_in_a_circle() -> None:
    def named(slug: str, until: date | None, heir: str | None) -> Publisher:
        source = Source(slug, slug, SourceClass.SELF_REPORT, active_until=until, successor=heir)
        return replace(DONG_KHOI, source=source)

    line = (named("a", date(2010, 1, 1), "b"), named("b", date(2020, 1, 1), "c"), named("c", None, None))
    for year, heir in ((2010, "a"), (2015, "b"), (2021, "c")):
        found = heir_of("a", day=date(year, 1, 1), publishers=line)
        assert found is not None and found.slug == heir
    assert [one.slug for one in forebears_of("c", publishers=line)] == ["a", "b"]
    circle = (named("a", date(2010, 1, 1), "b"), named("b", date(2010, 1, 1), "a"))
    assert heir_of("a", day=date(2021, 1, 1), publishers=circle) is None
    assert [one.slug for one in forebears_of("a", publishers=circle)] == ["b"]


def test_who_speaks_is_declared_for_every_publisher() -> None:
    kinds = {publisher.slug: publisher.source.kind for publisher in PUBLISHERS}
    own = (DONG_KHOI, VINH_LONG, PORTAL, YOUTH, SCIENCE)
    assert {kinds[one.slug] for one in own} == {SourceClass.SELF_REPORT}
    assert kinds[FRONT.slug] is SourceClass.FRONT_SUPERVISION
    assert kinds[NHAN_DAN.slug] is kinds[CHINH_PHU.slug] is SourceClass.CENTRAL_PRESS
    assert all(one.source.province == "ben-tre" for one in (DONG_KHOI, PORTAL, FRONT, YOUTH, SCIENCE))
    assert NHAN_DAN.source.province is CHINH_PHU.source.province is None


def test_only_the_local_list_of_nhan_dan_is_asked() -> None:
    assert NHAN_DAN.sections == ("/dia-phuong/ben-tre/9.html",)
    assert NHAN_DAN.feeds == NHAN_DAN.sitemaps == ()


def test_a_publisher_whose_pages_were_not_seen_names_no_element() -> None:
    assert not any(getattr(UNSEEN, name) for name in ("title", "lead", "body", "date", "author", "section", "drop"))
    assert all(UNSEEN.assumes(name) for name in ("title", "lead", "body", "date", "author", "section"))
    assert FRONT.readings == YOUTH.readings == SCIENCE.readings == (UNSEEN,)
