"""An article as a page: the old design until 2021-06-30, the new one after it, and an AMP twin."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from html import escape
from html.entities import codepoint2name

from corpus.demo.articles import REDESIGN, SECTIONS, DemoArticle, Piece
from corpus.demo.chrome import NAME, page

_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_TONES = tuple(str.maketrans("aey", marked) for marked in ("àèỳ", "áéý", "ảẻỷ", "ãẽỹ", "ạẹỵ"))
_OLD_SPELLING = {
    first[place] + second: plain + second.translate(mark)
    for first, plain in (("òóỏõọ", "o"), ("ÒÓỎÕỌ", "O"), ("ùúủũụ", "u"), ("ÙÚỦŨỤ", "U"))
    for second in ("ae" if plain in "oO" else "y")
    for place, mark in enumerate(_TONES)
}
"""Spellings of today and the older ones with the tone mark on the second vowel: hòa and hoà, ủy and uỷ."""

_IMAGE = "/image/anh-mau.svg"


def article_page(
    article: DemoArticle, *, base_url: str, newest: Sequence[DemoArticle], related: Sequence[DemoArticle]
) -> str:
    """The page of an article in the design of its day, odd in the way its twist says."""
    new = article.published.date() >= REDESIGN
    head, content = (_new if new else _old)(article, base_url, related)
    html = page(title=f"{article.title} | {NAME}", head=head, content=content, newest=newest, menu_at=article.section)
    return unicodedata.normalize("NFD", html) if article.twist == "nfd" else html


def amp_page(article: DemoArticle, *, base_url: str) -> str:
    """The AMP twin of an article: the same text, and the address of its page as the canonical one."""
    body = "".join(_piece(piece, article, number) for number, piece in enumerate(article.body))
    return f"""<!doctype html>
<html amp lang="vi">
<head>
<meta charset="utf-8">
<title>{escape(article.title)}</title>
<link rel="canonical" href="{base_url}{article.path}">
<meta name="viewport" content="width=device-width">
{_linked_data(article, base_url)}</head>
<body><article><h1 class="detail-title">{escape(article.title)}</h1>
<div class="detail-time">{_stamp(article.published)}</div>
<div class="detail-desc"><p>{_lead(article)}</p></div>
<div id="newscontents">{body}<p class="author">{escape(article.author)}</p></div></article></body>
</html>
"""


def broken_page(article: DemoArticle) -> str:
    """A page cut off in its head, as a server that dies while writing leaves it."""
    head = '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
    return f"{head}<title>{escape(article.title)}</title>\n<lin"


def _old(article: DemoArticle, base_url: str, related: Sequence[DemoArticle]) -> tuple[str, str]:
    kicker = f'<p class="subtitle">{_text(article.kicker, article)}</p>\n' if article.kicker else ""
    updated = (
        f'<span class="updated">Cập nhật: {article.modified:%d/%m/%Y - %H:%M}</span>\n' if article.modified else ""
    )
    photo = again = ""
    if article.photo is not None:
        caption = _text(article.photo.caption, article)
        line = f"{caption.rstrip('.')}. Ảnh: {_text(article.photo.credit, article)}"
        photo = (
            f'<table class="image" align="center"><tr><td><img src="{_IMAGE}?{article.id}" alt="{caption}"></td></tr>'
            f"<tr><td><em>{line}</em></td></tr></table>\n"
        )
        again = f"<p>{line}</p>\n" if _number(article) % 3 else ""
    author = f'<p style="text-align: right;"><strong>{escape(article.author)}</strong></p>\n' if article.author else ""
    content = f"""<div class="detail-page">
<h2 class="catename-h1"><a href="/{article.section}/">{SECTIONS[article.section]}</a></h2>
{kicker}<h1 class="title">{_text(article.title, article)}</h1>
<span class="date">{article.published:%d/%m/%Y - %H:%M}</span>
{updated}<div class="detail-desc"><p><strong>{_lead(article)}</strong></p></div>
<div class="content-fck">
{photo}{again}{_body(article)}{author}</div>
{_after(article, related)}</div>
"""
    head = f'<meta name="description" content="{escape(article.lead)}">\n{_addresses(article, base_url)}'
    return head, content


def _new(article: DemoArticle, base_url: str, related: Sequence[DemoArticle]) -> tuple[str, str]:
    kicker = f'<div class="detail-kicker">{_text(article.kicker, article)}</div>\n' if article.kicker else ""
    updated = f'<div class="detail-updated">Cập nhật: {_stamp(article.modified)}</div>\n' if article.modified else ""
    figure = ""
    if article.photo is not None:
        caption = _text(article.photo.caption, article)
        figure = (
            f'<figure><img src="{_IMAGE}?{article.id}" alt="{caption}">'
            f"<figcaption>{caption} (Ảnh: {_text(article.photo.credit, article)})</figcaption></figure>\n"
        )
    author = f'<p class="author">{escape(article.author)}</p>\n' if article.author else ""
    content = f"""<input type="hidden" id="txtnewscate" value="{SECTIONS[article.section]}">
<div class="detail">
{kicker}<h1 class="detail-title">{_text(article.title, article)}</h1>
<div class="detail-time">{_stamp(article.published)}</div>
{updated}<div class="detail-desc"><p>{_lead(article)}</p></div>
<div id="newscontents">
{figure}{_body(article)}{author}</div>
{_after(article, related)}</div>
"""
    modified = (
        f'<meta property="article:modified_time" content="{article.modified.isoformat()}">\n'
        if article.modified
        else ""
    )
    head = (
        f'<meta property="og:type" content="article">\n<meta property="og:title" content="{escape(article.title)}">\n'
        f'<meta property="og:description" content="{escape(article.lead)}">\n'
        f'<meta property="article:published_time" content="{article.published.isoformat()}">\n{modified}'
        f"{_addresses(article, base_url)}{_linked_data(article, base_url)}"
    )
    return head, content


def _addresses(article: DemoArticle, base_url: str) -> str:
    if article.republishes:
        return ""
    amp = f'<link rel="amphtml" href="{base_url}{article.amp_path}">\n' if article.twist == "amp" else ""
    return f'<link rel="canonical" href="{base_url}{article.path}">\n{amp}'


def _linked_data(article: DemoArticle, base_url: str) -> str:
    said = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.published.isoformat(),
        "dateModified": article.changed.isoformat(),
        "articleSection": SECTIONS[article.section],
        "publisher": {"@type": "NewsMediaOrganization", "name": NAME},
    }
    if article.author:
        said["author"] = {"@type": "Person", "name": article.author}
    if not article.republishes:
        said["mainEntityOfPage"] = base_url + article.path
    text = json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>\n'


def _lead(article: DemoArticle) -> str:
    return (f"{article.dateline} - " if article.dateline else "") + _text(article.lead, article)


def _body(article: DemoArticle) -> str:
    if article.twist == "br":
        texts = (
            _worn(piece.text, article, number) if piece.kind == "paragraph" else _piece(piece, article, number)
            for number, piece in enumerate(article.body)
        )
        return "<div>" + "<br><br>\n".join(texts) + "</div>\n"
    return "\n".join(_piece(piece, article, number) for number, piece in enumerate(article.body)) + "\n"


def _piece(piece: Piece, article: DemoArticle, number: int) -> str:
    if piece.kind == "heading":
        return (
            f"<p><strong>{_text(piece.text, article)}</strong></p>"
            if _is_old(article)
            else f"<h3>{_text(piece.text, article)}</h3>"
        )
    if piece.kind == "list":
        return "<ul>" + "".join(f"<li>{_text(item, article)}</li>" for item in piece.items) + "</ul>"
    if piece.kind == "table":
        rows = ("<tr>" + "".join(f"<td>{_text(cell, article)}</td>" for cell in row) + "</tr>" for row in piece.rows)
        return '<table border="1">' + "".join(rows) + "</table>"
    return f"<p>{_worn(piece.text, article, number)}</p>"


def _after(article: DemoArticle, related: Sequence[DemoArticle]) -> str:
    links = "".join(f'<li><a href="{other.listed_path}">{escape(other.title)}</a></li>' for other in related)
    return f"""<div class="share">Chia sẻ bài viết <a href="/in/{article.id}.html" rel="nofollow">In bài</a></div>
<div class="comment"><h3>BÌNH LUẬN</h3><p>Bạn đọc gửi ý kiến về bài viết, tòa soạn duyệt trước khi đăng.</p></div>
<div class="related"><h3>Tin liên quan</h3><ul>{links}</ul></div>
"""


def _worn(text: str, article: DemoArticle, number: int) -> str:
    """A paragraph as an editor's paste leaves it: here and there a no-break space or a doubled one."""
    wear = _number(article) + number
    if wear % 4 == 0:
        text = text.replace(" ", "\u00a0", 1)
    if wear % 5 == 0:
        text = text.replace(", ", ",  ", 1)
    return _text(text, article)


def _text(text: str, article: DemoArticle) -> str:
    """Text as markup, in the spelling and with the characters that the article's twist gives it."""
    if article.twist == "old-spelling":
        text = _old_spelling(text)
    if article.twist == "zero-width":
        text = text.replace(" ", " \u200b", 1) + "\u200b"
    text = escape(text).replace("\u00a0", "&nbsp;")
    if article.twist == "entities":
        text = "".join(
            f"&{codepoint2name[ord(one)]};" if ord(one) > 160 and ord(one) in codepoint2name else one for one in text
        )
    return text


def _old_spelling(text: str) -> str:
    """The same text with tone marks where the older spelling has them."""
    for new, old in _OLD_SPELLING.items():
        text = text.replace(new, old)
    return text


def _stamp(moment: datetime) -> str:
    return f"{_WEEKDAYS[moment.weekday()]}, {moment:%d/%m/%Y, %H:%M} (GMT+7)"


def _number(article: DemoArticle) -> int:
    return int(article.id[1:])


def _is_old(article: DemoArticle) -> bool:
    return article.published.date() < REDESIGN
