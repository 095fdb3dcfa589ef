# ruff: noqa: E501  (markup stands as sites write it)
"""Structures written after the reading was tuned, to see what it makes of pages it was not made for."""

from __future__ import annotations

import json
from html import escape

from pages.any.chrome import Chrome, Story
from pages.any.newsrooms import graph, grouped


def singular(story: Story, chrome: Chrome) -> str:
    """A large newspaper: byline and time over the lead, figures, a related article by its picture, more of the topic."""
    blocks = grouped(story, heading="<h2><strong>{}</strong></h2>")
    figure = (
        f'<figure class="image align-center"><img title="{chrome.caption(2)}" data-src="a.jpg" alt="{chrome.caption(2)}">'
        f"<figcaption><p>{chrome.caption(2)} ({chrome.credit(2)}).</p></figcaption></figure>"
    )
    related = (
        '<article class="related-inline"><div class="article-thumb"><a href="/x.htm"><img src="b.jpg"></a></div>'
        f'<div class="article-content"><h3 class="article-title">{chrome.link()}</h3>'
        f'<div class="article-excerpt">{chrome.teaser()}</div></div></article>'
    )
    body = "\n".join([blocks[0], figure, *blocks[1:4], related, *blocks[4:]])
    items = "".join(
        f'<article class="article-item"><div class="article-content"><h3 class="article-title">{chrome.link()}</h3>'
        f'<div class="article-excerpt"><a href="/y.htm">{chrome.teaser()}</a></div></div></article>'
        for _ in range(12)
    )
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{story.title} | Dân Báo</title>
{graph(story, "Dân Báo")}{chrome.style(160)}{chrome.script(18)}</head><body class="dark-mode"><header class="header">{chrome.menu()}</header>
<main class="body container"><div class="grid-container"><article class="singular-container">
<ul class="dt-breadcrumb"><li><a href="/xa-hoi.htm">{story.section}</a></li></ul><h1 class="title-page detail">{story.title}</h1>
<div class="author-meta"><div class="author-wrap"><div class="author-name"><a href="/tac-gia"><b>{story.author}</b></a></div>
<time class="author-time" datetime="{story.published:%Y-%m-%d %H:%M}">{story.weekday}, {story.published:%d/%m/%Y - %H:%M}</time></div></div>
<h2 class="singular-sapo">{escape(story.lead)}</h2><div class="singular-content">{body}</div>
<div class="singular-source"></div><ul class="tags-wrap"><li>Từ khóa:</li><li><a href="/t">đơn thư</a></li><li><a href="/t">tiếp công dân</a></li></ul></article>
<aside class="sidebar"><h3>{chrome.note("Đang được quan tâm nhiều trong 24 giờ qua")}</h3>{chrome.links(9)}</aside></div>
<section class="article-related"><h3>Tin liên quan</h3>{items}</section></main><footer>{chrome.footer("Dân Báo")}</footer></body></html>"""


def finance(story: Story, chrome: Chrome) -> str:
    """A finance site: share column within the text, "Theo ..." with a copy link, a table of figures, boxes of events."""
    blocks = grouped(story)
    source = (
        f'<div class="link-source-wrapper"><a class="link-source" href="#"><span class="link-source-name">Theo {story.author}</span></a>'
        f'<div class="link-source-full">{chrome.note("https://ca-tin.example.vn/duong-dan-goc-cua-bai-188230915071522784.chn")}</div>'
        f'<span class="btn-copy-link-source">{chrome.note("Copy link bài gốc vào bộ nhớ")}</span></div>'
    )
    inside = f'<div class="VCSortableInPreviewMode link-content-footer" type="RelatedNews"><p>{chrome.link()}</p><p>{chrome.link()}</p></div>'
    note = f'<p style="text-align:center"><i>{chrome.caption(1)} - {chrome.credit(1)}</i></p>'
    body = "\n".join(
        [
            blocks[0],
            '<div class="VCSortableInPreviewMode" type="Photo"><img src="a.jpg"></div>',
            note,
            *blocks[1:5],
            inside,
            *blocks[5:],
        ]
    )
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{story.title}</title>{graph(story, "Cá Tin")}
{chrome.style(210)}{chrome.script(25)}</head><body><form id="aspnetForm"><div id="header">{chrome.menu()}<div class="ticker">{chrome.note("VN-Index 1.227,03 tăng 4,22 điểm, giá trị giao dịch 21.400 tỷ đồng.")}</div></div>
<div class="content_cate"><div class="left_cate"><p class="dateandcat"><a class="category-page__name" href="/k.chn">{story.section}</a>
<span class="pdate" data-role="publishdate">{story.published:%d-%m-%Y - %H:%M %p}</span></p>
<h1 class="title" data-role="title">{story.title}</h1><div class="w640"><div class="tlsub"><a href="#">Chia sẻ</a><a href="#">Aa</a></div>
<h2 class="sapo" data-role="sapo">{escape(story.lead)}</h2><div class="contentdetail"><span id="mainContent">
<div class="detail-content afcbc-body" data-role="content">{body}</div></span>{source}</div>
<div class="tagdetail"><div class="row2"><b>Từ khóa:</b><a href="#">tín chỉ carbon</a></div></div></div>
<div class="event-box"><p class="title-box">{chrome.note("Dòng sự kiện: Nông nghiệp xanh ở đồng bằng")}</p>{chrome.teasers(7, names=' class="tlitem"')}</div></div>
<div class="right_cate">{chrome.links(12)}</div></div><div class="footer">{chrome.footer("Cá Tin")}</div></form></body></html>"""


def office(story: Story, chrome: Chrome) -> str:
    """A portal of a district: heading of the fourth order, tools for size and voice, spans within divs, dated links."""
    blocks = grouped(
        story,
        paragraph='<div style="text-align:justify;"><span style="font-size:14pt;"><span style="font-family:Times New Roman">{}</span></span></div>',
    )
    others = "".join(
        f'<li><a href="/tin-tuc/chi-tiet?id={n}">{chrome.headline()}</a><span class="date"> (1{n}/06/2023)</span></li>'
        for n in range(9)
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Huyện ủy - Cổng thông tin điện tử</title>{chrome.style(70)}{chrome.script(9)}</head><body>
<div class="wrapper"><div class="banner"><p class="tenbanner">{chrome.note("ĐẢNG CỘNG SẢN VIỆT NAM")}</p><p>{chrome.note("TRANG THÔNG TIN ĐIỆN TỬ HUYỆN ỦY")}</p></div>
<div class="navbar">{chrome.menu()}</div><div class="row main-content"><div class="col-md-9"><div class="box-detail">
<div class="path"><a href="/">Trang chủ</a> / <a href="/c">{story.section}</a></div><h4 class="title-detail">{story.title}</h4>
<div class="tools"><span class="date-post"><i class="icon-clock"></i> {story.published:%H:%M} {story.published:%d/%m/%Y}</span>
<span>Xem với cỡ chữ</span> <a href="#">A-</a> <a href="#">A</a> <a href="#">A+</a> <span>Đọc bài viết</span> <span>In trang</span> <span>Lượt xem: 410</span></div>
<div class="summary-detail"><strong>{escape(story.lead)}</strong></div>
<div class="noidung-detail"><div style="text-align:center"><img src="a.jpg"></div><div style="text-align:center"><em>{chrome.caption(0)}</em></div>{"".join(blocks)}
<div style="text-align:right"><strong>Thanh Tùng - Ủy ban Kiểm tra Huyện ủy</strong></div></div>
<div class="box-rate">{chrome.note("Bạn hãy chấm điểm nội dung này từ 1 đến 5")}</div>
<div class="box-other"><div class="title-other">Bài viết khác</div><ul>{others}</ul></div></div></div>
<div class="col-md-3"><div class="box-right"><div class="title-box">Thông báo</div>{chrome.links(8)}</div>
<div class="counter"><p>Đang truy cập: 14</p><p>{chrome.note("Tổng lượt truy cập từ khi mở trang: 1.204.331")}</p></div></div></div>
<div class="footer-bottom">{chrome.footer("Huyện ủy")}</div></div></body></html>"""


def split(story: Story, chrome: Chrome) -> str:
    """A body in several boxes with advertisements and a letter to subscribe between them; classes of a utility kit."""
    blocks = grouped(
        story,
        paragraph='<p class="mb-4 text-lg leading-8">{}</p>',
        heading='<h2 class="mt-8 text-2xl font-bold">{}</h2>',
    )
    advert = '<div class="my-6 flex justify-center bg-gray-100"><span class="text-xs">Quảng cáo</span><div id="ad-1"></div></div>'
    letter = (
        f'<div class="rounded border p-4"><h4 class="font-bold">{chrome.note("Nhận bài hay mỗi tuần")}</h4>'
        f'<p class="text-sm">{chrome.note("Để lại địa chỉ thư điện tử, chúng tôi gửi năm bài đáng đọc vào sáng thứ bảy, không gửi gì thêm.")}</p>'
        '<form><input type="email"><button>Gửi</button></form></div>'
    )
    thirds = [blocks[:3], blocks[3:7], blocks[7:]]
    body = advert.join('<div class="prose max-w-none">' + "\n".join(third) + "</div>" for third in thirds[:2])
    body += letter + '<div class="prose max-w-none">' + "\n".join(thirds[2]) + "</div>"
    cards = "".join(
        f'<a class="group block" href="/bai-viet/{n}"><span class="text-base font-semibold">{chrome.headline()}</span>'
        f'<span class="line-clamp-2 block">{chrome.teaser()}</span></a>'
        for n in range(9)
    )
    said = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage"},
            {
                "@type": ["Article"],
                "headline": story.title,
                "datePublished": story.published.isoformat(),
                "author": [{"@type": "Person", "name": story.author}],
            },
        ],
    }
    return f"""<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{story.title}</title>
<script type="application/ld+json">{json.dumps(said, ensure_ascii=False)}</script>{chrome.style(300)}{chrome.script(30)}</head><body class="bg-white">
<header class="sticky top-0"><div class="flex">{chrome.menu(outer='<ul class="flex gap-4">')}</div></header>
<main class="container mx-auto"><div class="grid grid-cols-12"><div class="col-span-8"><span class="text-red-600">{story.section}</span>
<h1 class="text-4xl font-extrabold">{story.title}</h1><div class="flex text-sm text-gray-500"><span>{story.author}</span><span class="mx-2">•</span><span>{story.published:%H:%M} | {story.published:%d/%m/%Y}</span></div>
<p class="my-4 text-xl font-medium">{escape(story.lead)}</p><figure class="my-4"><img src="a.jpg"><figcaption class="text-sm italic">{chrome.caption(3)}</figcaption></figure>
{body}<div class="mt-6 flex flex-wrap gap-2"><a href="#">#sạt lở</a><a href="#">#Chợ Lách</a></div></div>
<div class="col-span-4"><h3 class="text-lg">Đọc nhiều</h3>{cards}</div></div></main><footer class="bg-gray-800">{chrome.footer("Sống Trẻ")}</footer></body></html>"""


def photos(story: Story, chrome: Chrome) -> str:
    """A report in pictures: each photo with a caption of its own in a paragraph, the text between them."""
    blocks = grouped(story, paragraph='<div class="ptxt">{}</div>')
    body = "".join(
        f'{block}<div class="pimg"><img src="{n}.jpg" alt=""></div><div class="pimg-note"><i>{chrome.caption(n)}</i></div>'
        for n, block in enumerate(blocks)
    )
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{story.title} - Ảnh và Đời</title>{chrome.style(80)}{chrome.script(7)}</head><body>
<div id="top">{chrome.menu()}</div><div id="wrap"><div id="story"><p class="cat"><a href="/phong-su-anh">{story.section}</a></p><h1>{story.title}</h1>
<p class="stamp">{story.published:%d/%m/%Y %H:%M}</p><p class="intro">{escape(story.lead)}</p>{body}
<p class="by">Ảnh và bài: {story.author}</p></div>
<div id="cmt"><h3>Bình luận</h3><div class="c1"><b>Hai Lúa</b> <span>2 giờ trước</span><p>{chrome.comment()}</p></div><div class="c1"><b>Út Mười</b> <span>3 giờ trước</span><p>{chrome.comment()}</p></div>
<div class="c1"><b>Khách</b> <span>5 giờ trước</span><p>{chrome.comment()}</p></div></div>
<div id="next"><h3>Phóng sự khác</h3>{chrome.teasers(6, names=' class="nx"')}</div></div><div id="bottom">{chrome.footer("Ảnh và Đời")}</div></body></html>"""


def interview(story: Story, chrome: Chrome) -> str:
    """An interview: questions in bold, a box about the person, a box of related titles in a table, no first heading."""
    lines = []
    for number, (_, text) in enumerate(story.pieces()):
        lines.append(f"<p><strong>{text}</strong></p>" if number % 2 == 0 else f"<p>{text}</p>")
    box = (
        '<table class="tin-kem" align="right" width="200"><tbody><tr><td><b>Cùng chủ đề</b></td></tr>'
        f'<tr><td><a href="index.php?id=1">{chrome.headline()}</a></td></tr><tr><td><a href="index.php?id=2">{chrome.headline()}</a></td></tr></tbody></table>'
    )
    body = "\n".join([*lines[:4], box, *lines[4:]])
    return f"""<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Tạp chí - {escape(story.title)}</title>{chrome.style(120)}</head><body>
<div class="page"><div class="masthead"><span class="ten">{chrome.note("Tạp chí nghiên cứu và trao đổi về công tác Đảng")}</span></div>{chrome.menu()}
<div class="center"><div class="post"><div class="post-title"><h2>{escape(story.title)}</h2></div><div class="post-info">Đăng lúc {story.published:%H:%M} ngày {story.published:%d/%m/%Y} bởi {story.author}</div>
<div class="post-body"><p class="sapo"><em>{escape(story.lead)}</em></p>{body}
<p align="right"><em><strong>{story.author}</strong> (thực hiện)</em></p></div><div class="post-foot"><a href="#">Gửi cho bạn bè</a> | <a href="#">Bản in</a> | <a href="#">Lên đầu trang</a></div></div>
<div class="newer"><b>Bài mới đăng</b>{chrome.links(6)}</div><div class="older"><b>Bài đã đăng</b>{chrome.links(6)}</div></div>
<div class="right">{chrome.links(7)}</div><div class="base">{chrome.footer("Tạp chí")}</div></div>{chrome.script(6)}</body></html>"""


def central(story: Story, chrome: Chrome) -> str:
    """A paper of the capital: header of the article apart, a related box at the side of the text, a note of the editors."""
    blocks = grouped(story, heading="<p><b>{}</b></p>")
    aside = f'<div class="article-relate"><div class="relate-head">Có thể bạn quan tâm</div>{chrome.links(3, outer="div", inner="article")}</div>'
    photo = f'<table class="picture"><tbody><tr><td class="pic"><img src="a.jpg"></td></tr><tr><td class="caption"><div>{chrome.caption(1)}.</div></td></tr></tbody></table>'
    body = "\n".join([photo, blocks[0], aside, *blocks[1:]])
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{story.title} | Báo Trung Ương</title>{graph(story, "Báo Trung Ương")}
<meta property="article:section" content="{story.section}"><meta property="article:published_time" content="{story.published:%Y-%m-%dT%H:%M:%S}+0700">{chrome.style(140)}{chrome.script(15)}</head>
<body class="detail-normal"><div class="site-header"><p class="motto">{chrome.note("Cơ quan trung ương, diễn đàn vì sự nghiệp đổi mới")}</p>{chrome.menu()}</div>
<div class="site-body"><div class="container"><div class="col"><div class="main-col content-col"><div class="article">
<div class="article__header"><h1 class="article__title">{story.title}</h1><div class="article__meta"><time class="time" datetime="{story.published:%Y-%m-%dT%H:%M:%S}+0700">{story.weekday}, ngày {story.published:%d/%m/%Y - %H:%M}</time></div></div>
<div class="article__sapo">{escape(story.lead)}</div><div class="article__social"><a href="#">Theo dõi trên mạng xã hội</a></div>
<div class="article__body zce-content-body">{body}</div><div class="article__author"><a href="#">{story.author.upper()}</a></div>
<div class="article__tag"><a href="#">Bến Tre</a> <a href="#">doanh nghiệp</a></div><div id="comment_{len(body)}"><h4>Bình luận</h4><p>{chrome.note("Ý kiến của bạn sẽ được biên tập trước khi đăng, xin vui lòng gõ tiếng Việt có dấu.")}</p></div></div></div>
<div class="sub-col sidebar-right">{chrome.teasers(5)}</div></div><div class="multi-pack"><h2>Tin cùng chuyên mục</h2>{chrome.teasers(10, names=' class="story story--split"')}</div></div></div>
<div class="site-footer">{chrome.footer("Báo Trung Ương")}</div></body></html>"""


def justified(story: Story, chrome: Chrome) -> str:
    """An office in 2019: centred boxes, text of a word processor, empty paragraphs, one time and that of an update."""
    blocks = grouped(
        story,
        paragraph='<p class="MsoNormal" align="justify"><span lang="VI" style="font-size:13.0pt;mso-ansi-language:VI">&nbsp;&nbsp;&nbsp;{}</span></p><p class="MsoNormal">&nbsp;</p>',
    )
    rows = "".join(
        f'<div class="dong"><img src="mui-ten.gif"> <a href="/tabid/1012/newsid/{n}/Default.aspx">{chrome.headline()}</a> <i>({n % 9 + 1}/8/2019)</i></div>'
        for n in range(8)
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" ""><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><title>
	Sở Lao động &gt; Tin tức &gt; Tin hoạt động
</title>{chrome.style(90)}</head><body><center><form name="Form" method="post"><input type="hidden" name="__VIEWSTATE" value="{"gAEAAAD/" * 600}" />
<div id="dau"><marquee>{chrome.note("Nhiệt liệt chào mừng quý vị đến với trang thông tin của ngành lao động tỉnh")}</marquee></div><div id="ngang">{chrome.menu()}</div>
<div class="cot-trai">{chrome.links(8)}</div><div class="cot-giua"><center><div class="tieude-muc">{story.section}</div><div align="justify" class="baiviet">
<div class="tieude"><strong>{story.title}</strong></div><div class="ngay">Cập nhật ngày: {story.published:%d/%m/%Y %H:%M:%S}</div>
<div class="noidung">{"".join(blocks)}<p class="MsoNormal" align="right"><b>Phòng Việc làm - An toàn lao động</b></p></div></div>
<div class="khac"><b>CÁC TIN KHÁC:</b>{rows}</div></center></div><div class="cot-phai"><p>{chrome.note("Thống kê truy cập trong ngày: 318 lượt")}</p>{chrome.links(5)}</div>
<div id="cuoi">{chrome.footer("Sở Lao động")}</div></form></center>{chrome.script(7)}</body></html>"""
