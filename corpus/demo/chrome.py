"""What stands around every page of the demo newspaper: header, menu, newest stories, footer."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from corpus.demo.articles import SECTIONS, DemoArticle

NAME = "Báo Mẫu Đồng Khởi"

OTHER_HOSTS = (
    ("https://bao-tinh-ban.example/tin-hoat-dong-cua-tinh-ban-10032021-a11111.html", "Báo tỉnh bạn"),
    ("https://co-quan-dang.example/xay-dung-dang/", "Trang tin cơ quan Đảng"),
    ("https://mang-xa-hoi.example/baomau", "Mạng xã hội"),
)
"""Links that leave the site; the hosts are reserved names that never resolve (RFC 2606)."""


def page(*, title: str, head: str, content: str, newest: Sequence[DemoArticle], menu_at: str = "") -> str:
    """A whole page: ``head`` and ``content`` are markup, the rest is text."""
    menu = "".join(
        f'<li class="{"active" if slug == menu_at else "muc"}"><a href="/{slug}/">{escape(name)}</a></li>'
        for slug, name in SECTIONS.items()
    )
    links = "".join(f'<li><a href="{article.listed_path}">{escape(article.title)}</a></li>' for article in newest)
    away = " | ".join(f'<a href="{url}" rel="nofollow">{name}</a>' for url, name in OTHER_HOSTS)
    return f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="alternate" type="application/rss+xml" title="{NAME}" href="/rss/tin-moi.rss">
{head}<style>
body{{font-family:sans-serif;max-width:60rem;margin:auto}}
#menu li,.paging a{{display:inline;margin-right:1em}}
</style>
<script>var dangKy = function () {{ return "Mời bạn đọc đăng ký nhận tin qua thư điện tử mỗi sáng"; }};</script>
</head>
<body>
<div id="header"><a class="logo" href="/"><img src="/image/anh-mau.svg" alt="{NAME}" width="80"></a>
<p class="slogan">Tờ báo mẫu, in ra cho máy đọc</p>
<form action="/tim-kiem/" method="get"><input name="q" placeholder="Tìm tin bài"><button>Tìm</button></form></div>
<ul id="menu"><li><a href="/">Trang chủ</a></li>{menu}</ul>
<div id="main">
{content}</div>
<div id="sidebar"><h3>Tin mới</h3><ul class="tin-moi">{links}</ul>
<div class="quang-cao">Quảng cáo: liên hệ phòng bạn đọc</div></div>
<div id="footer"><p>{NAME} - Cơ quan không có thật, dựng để thử phần mềm. Tổng biên tập: Nguyễn Văn Mẫu</p>
<p>Tòa soạn: số 00 đường Bờ Dừa, thành phố Bến Tre. Mọi việc và người trong tin bài đều là hư cấu.</p>
<p>Liên kết: {away}</p></div>
</body>
</html>
"""
