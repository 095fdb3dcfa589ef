"""What stands around an article: menus, boxes of headlines, comments, footers, scripts. Each line it says is noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from random import Random
from typing import Any

from corpus.demo.articles import load_articles

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
SECTIONS = (
    "Trang chủ",
    "Thời sự",
    "Chính trị",
    "Kinh tế",
    "Xã hội",
    "Pháp luật",
    "Văn hóa",
    "Giáo dục",
    "Y tế",
    "Đọc báo in",
)

_COMMENTS = (
    "Tôi ở gần đó, thấy đúng như bài viết, mong nơi khác cũng làm để bà con đỡ khổ.",
    "Cảm ơn nhà báo. Cho hỏi xã tôi có được tham gia đợt này không vậy?",
    "Nói thì hay nhưng phải xem cuối năm ra sao, chờ thêm vài tháng nữa cho chắc.",
    "Đề nghị báo theo tiếp chuyện này, đừng để chìm luôn như mấy lần trước.",
)
_CAPTIONS = (
    "Quang cảnh buổi làm việc với các hộ dân tại nhà văn hóa ấp",
    "Cán bộ xã ghi ý kiến của người dân vào sổ theo dõi",
    "Một góc công trình đang được khẩn trương thi công",
    "Đại biểu trao đổi bên lề với người dân dự họp",
)
_CREDITS = ("Ảnh: Hữu Lộc", "Ảnh: CTV", "Ảnh: Thanh Lam/BT", "Ảnh: Minh Đức")


@dataclass(frozen=True)
class Story:
    """An article as its TOML file tells it; ``kinds`` has a letter for each entry of ``body``: p, h, i or r (row)."""

    name: str
    url: str
    title: str
    section: str
    published: datetime
    author: str
    lead: str
    kinds: str
    body: tuple[str, ...]

    def pieces(self) -> Iterable[tuple[str, str]]:
        """Kind and text as markup."""
        return zip(self.kinds, (escape(text, quote=False) for text in self.body), strict=True)

    @property
    def weekday(self) -> str:
        """Name of the day of publication."""
        return WEEKDAYS[self.published.weekday()]


def story_of(name: str, told: dict[str, Any]) -> Story:
    """The story of a TOML file."""
    return Story(
        name=name,
        url=told["url"],
        title=told["title"],
        section=told.get("section", "Tin tức"),
        published=told["published"],
        author=told.get("author", ""),
        lead=told.get("lead", ""),
        kinds=told["kinds"],
        body=tuple(told["body"]),
    )


@dataclass
class Chrome:
    """Lines of a site in an order that the page's name decides; ``said`` holds those an article must not hold."""

    random: Random
    said: list[str] = field(default_factory=list)

    def note(self, text: str) -> str:
        """Markup of a line that is no part of the article."""
        self.said.append(text)
        return escape(text, quote=False)

    def headline(self) -> str:
        """Title of another article."""
        return self.note(self.random.choice(load_articles()).title)

    def teaser(self) -> str:
        """Lead of another article."""
        return self.note(self.random.choice(load_articles()).lead)

    def comment(self) -> str:
        """What a reader wrote."""
        return self.note(self.random.choice(_COMMENTS))

    def caption(self, number: int) -> str:
        """A caption without its credit; the same number gives the same one."""
        return self.note(_CAPTIONS[number % len(_CAPTIONS)])

    def credit(self, number: int) -> str:
        """Whose photo it is."""
        return _CREDITS[number % len(_CREDITS)]

    def link(self, text: str | None = None, *, names: str = "") -> str:
        """A link to another article."""
        number = self.random.randrange(10_000, 99_999)
        return f'<a{names} href="/bai-khac-{number}.html" title="Xem bài">{text or self.headline()}</a>'

    def links(self, count: int, *, outer: str = "ul", inner: str = "li", names: str = "") -> str:
        """A box of headlines."""
        inside = "".join(f"<{inner}>{self.link()}</{inner}>" for _ in range(count))
        return f"<{outer}{names}>{inside}</{outer}>"

    def teasers(self, count: int, *, names: str = ' class="item-news"') -> str:
        """Boxes of a headline with its lead, as lists of newer articles have them."""
        return "".join(
            f'<div{names}><div class="thumb"><img src="/t/{number}.jpg" alt=""></div>'
            f"<h3>{self.link()}</h3><p>{self.teaser()}</p></div>\n"
            for number in range(count)
        )

    def menu(self, *, outer: str = '<ul class="menu">', closing: str = "</ul>") -> str:
        """The sections of the site."""
        return outer + "".join(f'<li><a href="/muc-{n}/">{name}</a></li>' for n, name in enumerate(SECTIONS)) + closing

    def script(self, kilobytes: int) -> str:
        """A script with settings and lines of text in it, about this long."""
        rows = ",".join(
            f'{{"id":{self.random.randrange(10**6)},"t":"Tin nhanh số {self.random.randrange(1000)} của tòa soạn",'
            f'"w":{self.random.random():.6f}}}'
            for _ in range(kilobytes * 1000 // 80)
        )
        return f"<script>window.__cau_hinh=[{rows}];function mo(x){{return x<3&&x>1}}</script>\n"

    def style(self, rules: int) -> str:
        """A style sheet of this many rules."""
        lines = "".join(
            f".k{number}{{margin:{self.random.randrange(40)}px;color:#{self.random.randrange(4096):03x}}}\n"
            for number in range(rules)
        )
        return f"<style>{lines}</style>\n"

    def footer(self, name: str) -> str:
        """Who runs the site, as its last lines say."""
        lines = (
            f"{name} - Cơ quan không có thật, dựng để thử phần mềm đọc trang",
            "Giấy phép hoạt động số 00/GP-MAU do cơ quan quản lý cấp ngày 01/01/2009",
            "Chịu trách nhiệm nội dung: Nguyễn Văn Mẫu, Trưởng ban biên tập",
            "Ghi rõ nguồn khi phát hành lại thông tin từ trang này",
        )
        return "".join(f"<p>{self.note(line)}</p>" for line in lines)
