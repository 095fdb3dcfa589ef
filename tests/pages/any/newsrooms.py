# ruff: noqa: E501  (markup stands as sites write it)
"""Structures of newspapers' own systems, each as its kind of page is built; the class names are of the kind, not ours."""

from __future__ import annotations

import json
from html import escape
from itertools import groupby

from pages.any.chrome import Chrome, Story


def grouped(story: Story, *, paragraph: str = "<p>{}</p>", heading: str = "<h3>{}</h3>") -> list[str]:
    """The body's blocks as markup: runs of items as a list, runs of rows as a table."""
    blocks: list[str] = []
    for kind, run in groupby(story.pieces(), key=lambda piece: piece[0]):
        texts = [text for _, text in run]
        if kind == "i":
            blocks.append("<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>")
        elif kind == "r":
            rows = ["".join(f"<td>{cell.strip()}</td>" for cell in text.split("|")) for text in texts]
            blocks.append('<table border="1">' + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            blocks += [(heading if kind == "h" else paragraph).format(text) for text in texts]
    return blocks


def linked(story: Story, site: str, *, kind: str = "NewsArticle") -> str:
    """JSON-LD of an article."""
    said: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": story.title,
        "description": story.lead,
        "datePublished": story.published.isoformat(),
        "publisher": {"@type": "Organization", "name": site},
    }
    if story.author:
        said["author"] = {"@type": "Person", "name": story.author}
    return f'<script type="application/ld+json">{json.dumps(said, ensure_ascii=False)}</script>\n'


def graph(story: Story, site: str) -> str:
    """OpenGraph of an article."""
    return (
        f'<meta property="og:title" content="{escape(story.title)}">\n<meta property="og:type" content="article">\n'
        f'<meta property="og:site_name" content="{site}">\n'
        f'<meta property="og:description" content="{escape(story.lead or story.body[0][:150])}">\n'
    )


def express(story: Story, chrome: Chrome) -> str:
    """Breadcrumb and date over the title, the lead apart, figures, a box of related titles inside, comments."""
    site = "Tin Nhanh"
    blocks = grouped(story, paragraph='<p class="Normal">{}</p>', heading='<p class="Normal"><strong>{}</strong></p>')
    figure = (
        '<figure class="tplCaption action_thumb_added"><div class="fig-picture"><picture>'
        f'<img src="a.jpg" alt="{chrome.caption(0)}"></picture></div>'
        f'<figcaption><p class="Image">{chrome.caption(0)}. {chrome.credit(0)}</p></figcaption></figure>'
    )
    related = f'<ul class="list-news" data-campaign="Box-Related"><li>{chrome.link()}</li><li>{chrome.link()}</li></ul>'
    body = "\n".join([blocks[0], figure, *blocks[1:4], related, *blocks[4:]])
    comments = "".join(
        f'<div class="comment_item"><p class="full_content"><span class="txt-name">Bạn đọc {n}</span>'
        f"{chrome.comment()}</p></div>"
        for n in range(4)
    )
    stamp = f"{story.weekday}, {story.published:%-d/%-m/%Y, %H:%M} (GMT+7)"
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{story.title} - Báo {site}</title>
{graph(story, site)}<meta name="pubdate" content="{story.published.isoformat()}">
{chrome.style(120)}{chrome.script(14)}</head><body>
<header><h2 class="logo">{chrome.note("Báo tiếng Việt nhiều người xem trong tỉnh")}</h2>{chrome.menu()}</header>
<section class="section page-detail top-detail"><div class="container"><div class="sidebar-1">
<div class="header-content width_common"><ul class="breadcrumb"><li><a href="/x">{story.section}</a></li></ul>
<span class="date">{stamp}</span></div>
<h1 class="title-detail">{story.title}</h1>
<p class="description"><span class="location-stamp">Bến Tre</span>{escape(story.lead)}</p>
<article class="fck_detail">{body}
<p class="Normal" style="text-align:right;"><strong>{story.author}</strong></p></article>
<div class="footer-content width_common"><a class="social_pin">Trở lại {story.section}</a></div>
<div id="box_comment"><h3>Ý kiến</h3>{comments}</div></div>
<div class="sidebar-2">{chrome.teasers(8)}</div></div></section>
<section class="section-bottom">{chrome.teasers(14)}</section><footer>{chrome.footer(site)}</footer></body></html>"""


def youth(story: Story, chrome: Chrome) -> str:
    """Objects of an editor that sorts them: photos, one related article, a box, the author before the tags."""
    site = "Báo Trẻ"
    blocks = grouped(story, paragraph="<p>{}</p>", heading="<h2>{}</h2>")
    photo = (
        '<figure class="VCSortableInPreviewMode" type="Photo"><div><img src="a.jpg" alt=""></div>'
        f'<figcaption class="PhotoCMS_Caption"><p data-placeholder="[nhập chú thích]">{chrome.caption(1)} - '
        f"{chrome.credit(1)}</p></figcaption></figure>"
    )
    one = (
        '<div class="VCSortableInPreviewMode" type="RelatedOneNews"><div class="kbwscwlr-text">'
        f'{chrome.link(names=" class=VCObjectBoxRelatedNewsItemTitle")}<p class="VCObjectBoxRelatedNewsItemSapo">'
        f"TTM - {chrome.teaser()}</p></div></div>"
    )
    body = "\n".join([blocks[0], photo, *blocks[1:5], one, *blocks[5:]])
    comments = "".join(
        f'<li class="item-comment"><div class="contentcomment">{chrome.comment()}</div></li>' for _ in range(5)
    )
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{story.title}</title>
{graph(story, site)}<meta property="article:published_time" content="{story.published.isoformat()}">
{linked(story, site)}{chrome.style(200)}{chrome.script(20)}</head><body>
<div class="header__top">{chrome.menu()}</div>
<div class="detail__main"><div class="detail-top"><div class="detail-cate"><a>{story.section}</a></div>
<div class="detail-time"><div data-role="publishdate">{story.published:%d/%m/%Y %H:%M} GMT+7</div></div></div>
<h1 class="detail-title article-title" data-role="title">{story.title}</h1>
<div class="detail-author"><div class="author-info"><a class="name">{story.author}</a></div></div>
<h2 class="detail-sapo" data-role="sapo">{escape(story.lead)}</h2>
<div class="detail-cmain"><div class="detail-content afcbc-body" data-role="content">{body}</div>
<div class="detail-more"><a>Đọc tiếp</a><span>{chrome.note("Về trang chủ đề này của chuyên mục")}</span></div>
<div class="detail-tab"><ul class="detail-tags"><li><a>Mỏ Cày Nam</a></li><li><a>nhà tạm</a></li></ul></div>
<div class="detail-comment"><h4>Bình luận (5)</h4><p class="note">{chrome.note("Tối đa 1500 ký tự, vui lòng gõ có dấu")}</p>
<ul>{comments}</ul></div></div></div>
<div class="detail__related"><h3>Tin cùng chuyên mục</h3>{chrome.teasers(12, names=' class="box-category-item"')}</div>
<div class="footer">{chrome.footer(site)}</div></body></html>"""


def epi(story: Story, chrome: Chrome) -> str:
    """A provincial paper: the photo in a table, a related article in the middle, tags and a rating at the end."""
    site = "Báo Tỉnh"
    blocks = grouped(story, heading="<p><strong>{}</strong></p>")
    table = (
        '<table class="picture" align="center"><tbody><tr><td class="pic"><img src="a.jpg"></td></tr>'
        f'<tr><td class="caption">{chrome.caption(2)}. {chrome.credit(2)}</td></tr></tbody></table>'
    )
    body = "\n".join([table, *blocks[:3], f"<p><em>Xem thêm: {chrome.link()}</em></p>", *blocks[3:]])
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{story.title} | {site} điện tử</title>
<meta name="description" content="{escape(story.lead)}">
{chrome.style(90)}{chrome.script(9)}</head><body>
<div class="l-header"><p class="slogan">{chrome.note("Cơ quan của Đảng bộ tỉnh, tiếng nói của nhân dân các dân tộc")}</p>
<span class="today">{chrome.note("Thứ Ba, 24/11/2026 19:30")}</span>{chrome.menu()}</div>
<div class="l-content"><div class="breadcrumb"><a>Chính trị</a> <a>{story.section}</a></div>
<article class="article"><header><h1 class="article__title cms-title">{story.title}</h1>
<div class="article__meta"><time class="time">{story.published:%H:%M, %d/%m/%Y}</time>
<div class="fb-like">Chia sẻ</div></div></header>
<div class="article__sapo cms-desc">{escape(story.lead)}</div>
<div class="article__body cms-body">{body}
<p style="text-align:right"><strong>Bài, ảnh: {story.author.upper()}</strong></p></div>
<div class="article__tag"><h3>Từ khóa:</h3><ul><li><a>chi bộ ấp</a></li><li><a>dân vận</a></li></ul></div>
<div class="rating">{chrome.note("Đánh giá bài viết này: chưa có lượt nào")}</div>
<div class="article__comment"><textarea></textarea><p>{chrome.note("Bình luận được duyệt trước khi đăng lên trang")}</p></div>
</article>
<div class="uk-box"><h2>Tin liên quan</h2>{chrome.links(6)}</div><div class="uk-box"><h2>Tin mới</h2>{chrome.teasers(9)}</div>
</div><div class="l-footer">{chrome.footer(site)}</div></body></html>"""


def hashed(story: Story, chrome: Chrome) -> str:
    """A web application: class names without meaning, no paragraph elements, the time only in JSON-LD."""
    site = "Tin Mới App"
    blocks = grouped(
        story, paragraph='<div class="css-9f1 e1k">{}</div>', heading='<div class="css-77b"><b>{}</b></div>'
    )
    promo = (
        f'<div class="css-p0x"><span>{chrome.note("Tải ứng dụng Tin Mới để nhận bản tin sáng mỗi ngày")}</span></div>'
    )
    shown = f'<div class="css-im"><img src="x.webp"><div class="css-cap1">{chrome.caption(3)} ({chrome.credit(3)})</div></div>'
    inside = "\n".join([*blocks[:2], shown, *blocks[2:5], promo, *blocks[5:]])
    cards = "".join(
        f'<a class="css-card" href="/post/{n}"><div class="css-t1">{chrome.headline()}</div>'
        f'<div class="css-t2">{chrome.teaser()}</div></a>'
        for n in range(14)
    )
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{story.title} · {site}</title>
{linked(story, site)}{chrome.style(260)}</head><body><div id="__next"><div class="css-h0"><div class="css-lg">{site}</div>
{chrome.menu()}</div><div class="css-w1"><div class="css-a1"><div class="css-k3">{story.section}</div>
<h1 class="css-z9">{story.title}</h1>
<div class="css-by"><span>{story.author}</span><span>3 phút đọc</span></div>
<div class="css-sp">{escape(story.lead)}</div><div class="css-bd">{inside}</div>
<div class="css-fb"><button>Thích</button><span>{chrome.note("128 người đã đọc xong bài này")}</span></div></div>
<div class="css-rl"><div class="css-hd">Đọc thêm</div>{cards}</div></div>
<div class="css-ft">{chrome.footer(site)}</div></div>{chrome.script(26)}</body></html>"""


def amp(story: Story, chrome: Chrome) -> str:
    """An AMP page with its components, advertisements in the text and a carousel of other articles."""
    site = "Báo Địa Phương"
    blocks = grouped(story)
    advert = '<amp-ad width="300" height="250" type="doubleclick"><div placeholder>Quảng cáo</div></amp-ad>'
    photo = (
        '<figure class="photo"><amp-img src="a.jpg" width="640" height="400" layout="responsive"></amp-img>'
        f"<figcaption>{chrome.caption(0)}. {chrome.credit(1)}</figcaption></figure>"
    )
    body = "\n".join([blocks[0], photo, *blocks[1:3], advert, *blocks[3:6], advert, *blocks[6:]])
    slides = "".join(f'<div class="slide">{chrome.link()}</div>' for _ in range(12))
    return f"""<!doctype html><html amp lang="vi"><head><meta charset="utf-8"><title>{story.title}</title>
<link rel="canonical" href="{story.url.replace("amp.", "")}">{linked(story, site)}
<style amp-custom>{chrome.style(70)[7:-9]}</style></head><body>
<amp-sidebar id="sb" layout="nodisplay">{chrome.menu()}</amp-sidebar>
<header class="ampstart-headerbar"><a class="logo">{site}</a></header>
<main><article><header><p class="cate">{story.section}</p><h1>{story.title}</h1>
<p class="meta"><span class="author">{story.author}</span> - <time>{story.published:%d/%m/%Y - %H:%M}</time></p></header>
<p class="sapo"><strong>{escape(story.lead)}</strong></p>
<div class="content">{body}</div>
<amp-social-share type="facebook"></amp-social-share></article>
<section class="more"><h2>Có thể bạn quan tâm</h2><amp-carousel>{slides}</amp-carousel></section>
<section>{chrome.teasers(10)}</section></main>
<footer>{chrome.footer(site)}</footer></body></html>"""


def agency(story: Story, chrome: Chrome) -> str:
    """A news agency: date under the title, related titles between paragraphs, the author with the agency's name."""
    site = "Tin Thông Tấn"
    blocks = grouped(story)
    inside = f'<div class="box-news-inbody"><ul><li>{chrome.link()}</li></ul></div>'
    clip = (
        '<div class="video-wrapper"><video src="v.mp4"></video>'
        f'<p class="video-caption">Video: {chrome.caption(1)}</p></div>'
    )
    photo = (
        f'<p><img src="a.jpg"></p>\n<p style="text-align:center"><em>{chrome.caption(2)}. Ảnh: Hoàng Nhị/TTM</em></p>'
    )
    body = "\n".join(
        [
            photo,
            *blocks[:2],
            f"<p><strong>&gt;&gt; {chrome.link()}</strong></p>",
            *blocks[2:4],
            inside,
            clip,
            *blocks[4:],
        ]
    )
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{story.title} | {site}</title>
{graph(story, site)}<meta property="article:published_time" content="{story.published.isoformat()}">
{chrome.style(100)}{chrome.script(12)}</head><body><div class="top">{chrome.menu()}</div>
<div class="detail-page"><div class="cat-name">{story.section}</div>
<h1 class="detail-title">{story.title}</h1>
<div class="date"><span class="txt">{story.weekday}, {story.published:%d/%m/%Y %H:%M}</span></div>
<h2 class="sapo">{escape(story.lead)}</h2>
<div class="contents">{body}
<div class="author"><strong>{story.author} (TTM)</strong></div></div>
<div class="share"><span>Chia sẻ:</span><a>Facebook</a> <a>Zalo</a></div>
<div class="keyword"><a>Bến Tre</a>, <a>giải ngân vốn đầu tư công</a></div>
<div class="list-news">{chrome.teasers(11)}</div></div>
<div class="register"><p>{chrome.note("Đăng ký nhận bản tin của chúng tôi qua thư điện tử, miễn phí và hủy lúc nào cũng được.")}</p></div>
<footer>{chrome.footer(site)}</footer></body></html>"""


def radio(story: Story, chrome: Chrome) -> str:
    """A broadcaster: audio of the text, related titles as bold lines, a table and a list within."""
    site = "Đài Phát Thanh"
    blocks = grouped(story, heading="<h2>{}</h2>")
    more = f"<p><strong>>> Xem thêm: {chrome.link()}</strong></p>"
    photo = (
        '<div class="expNoEdit"><img src="a.jpg"></div>'
        f'<div class="article-photo-desc">{chrome.caption(3)} ({chrome.credit(0)})</div>'
    )
    body = "\n".join([blocks[0], photo, *blocks[1:4], more, *blocks[4:]])
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{story.title}</title>
<meta name="title" content="{escape(story.title)}"><meta property="og:title" content="{escape(story.title)}">
{chrome.style(80)}{chrome.script(8)}</head><body><nav>{chrome.menu()}</nav>
<main><section class="row article-detail"><div class="col-md-9"><div class="row article-path"><a>{story.section}</a></div>
<h1 class="article-title mb-0">{story.title}</h1>
<div class="article-date"><i class="fa"></i> {story.weekday}, {story.published:%H:%M, %d/%m/%Y}</div>
<div class="audio-box"><audio src="a.mp3"></audio><span>{chrome.note("Nghe bài viết này, giọng miền Nam, 4 phút")}</span></div>
<div class="article-summary"><strong>{escape(story.lead)}</strong></div>
<div class="text-long">{body}</div>
<div class="article-author">{story.author}/Đài Phát Thanh</div>
<div class="article-tags"><span>Tag:</span> <a>sắp xếp bộ máy</a> <a>tinh gọn</a></div>
<p class="mail">{chrome.note("Mời quý vị gửi ý kiến về bài viết qua hộp thư bạn nghe đài, chúng tôi sẽ trả lời trên sóng.")}</p></div>
<div class="col-md-3"><h4>Tin mới nhận</h4>{chrome.links(10)}</div></section>
<section class="related">{chrome.teasers(8)}</section></main><footer>{chrome.footer(site)}</footer></body></html>"""
