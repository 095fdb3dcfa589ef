# ruff: noqa: E501
"""Pages laid out as those of provincial papers, 2008 to 2025."""

from __future__ import annotations

from pages.wild.sheet import Sheet


def can_tho(s: Sheet) -> str:
    """ePi: the time in a row under the title, the lead in a paragraph of the body in bold, td captions in em."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{s.title} - Báo Vàm Sông Online</title></head><body>
<div id="page"><div class="top-date">24-11-2026 | Thứ ba</div><ul class="main-menu">{s.menu(13)}</ul>
<div class="post-content detail"><div class="cate-title"><a>Chính trị</a></div><div class="date-time">15/06/2022 - 19:48</div>
<h1 class="tieu-de">{s.title}</h1><div class="noidung content-fck" id="newscontents">
<p style="text-align: justify;"><strong>(VS)- {s.lead()}</strong></p>
<table align="center" class="image center" width="600"><tbody><tr><td><img src="/1.jpg"></td></tr><tr>
<td class="image_desc"><em>{s.caption()}. Ảnh: Kim Xuyến</em></td></tr></tbody></table>
{s.many(5, '<p style="text-align: justify;">')}<p style="text-align: justify;"><strong>{s.h()}</strong></p>
{s.many(3, '<p style="text-align: justify;">')}<p style="text-align: right;"><strong>Bài, ảnh: Kim Xuyến</strong></p></div>
<div class="share">Chia sẻ bài viết</div><div class="tin-lq"><div class="tit">TIN LIÊN QUAN</div><ul>{s.links(7)}</ul></div>
</div><div class="right-col">{"".join(f'<div class="it"><h4>{s.link()}</h4></div>' for _ in range(12))}
<div class="thoitiet"><b>Thời tiết</b> Nhiệt độ 27-33 độ, mưa rào vài nơi</div></div>
<div id="footer">{s.site()}</div></div></body></html>"""


def ap_bac(s: Sheet) -> str:
    """ePi by columns of divs: the lead in td, byline after, title in a div of class title; h1 is the paper's name."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{s.title} - Tin Rạch Giữa</title>
<meta property="og:title" content="{s.title}"/></head><body><div class="header"><h1 class="logo">
<a href="/">Báo Rạch Giữa điện tử</a></h1></div><div class="menu"><ul>{
        s.menu(12)
    }</ul></div><div class="wrap"><div class="L">
<div class="breadcrumb"><a>Xây dựng Đảng</a></div><div class="Title">{s.title}</div>
<div class="DateTime">Cập nhật: 09:55, 04/01/2016 (GMT+7)</div><div class="toolbar"><a>Bản in</a> <a>Gửi bạn bè</a></div>
<div class="content"><p class="pHead">{
        s.lead()
    }</p><p class="pBody"></p><table class="tplImg"><tr><td><img src="/a.jpg"></td>
</tr><tr><td class="pCaption">{s.caption()}.</td></tr></table>{s.many(4, '<p class="pBody">')}
<p class="pSubTitle">{s.h()}</p>{s.many(4, '<p class="pBody">')}<p class="pAuthor">P. MAI</p></div>
<div class="rate">Bạn thấy bài này thế nào? <span>★★★★★</span></div>
<div class="others"><h3>.: Tin đã đưa</h3><ul>{
        "".join(f"<li>{s.link()} <span>(0{n}/01/2016)</span></li>" for n in range(1, 4))
    }</ul></div></div><div class="R">{
        "".join(f"<h4>{s.link()}</h4><p>{s.teaser()}</p>" for _ in range(10))
    }</div></div><div class="ft">{s.site()}</div></body></html>"""


def tra_vinh(s: Sheet) -> str:
    """MasterCMS: section and time in one line, sapo in strong in a div, everything else paragraphs of spans."""
    return f"""<html lang="vi"><head><meta charset="utf-8"><title>{s.title} - Báo Giồng Cát</title></head><body>
<div class="master-head"><ul>{s.menu(14)}</ul><span id="clock">Thứ ba 24/11/2026 20:11</span></div>
<div class="c-detail"><div class="c-detail-head"><h1 class="c-detail-head__title">{s.title}</h1>
<div class="c-detail-head__row"><span class="c-detail-head__cat">Kinh tế</span><span class="c-detail-head__time">
05/07/2023 13:30 (GMT+7)</span></div></div><h2 class="desc">{s.lead()}</h2>
<div class="b-maincontent"><div class="expNoEdit"><figure class="expNoEdit"><img class="lazyload" data-src="/g.jpg">
<figcaption><h2>{s.caption()}</h2></figcaption></figure></div>{
        s.many(3, '<p style="text-align:justify"><span>', "</span></p>")
    }
<div class="c-box"><div class="c-box__title"><div class="c-box__title__name">Có thể bạn quan tâm</div></div>
<div class="c-box__content"><div class="c-news-link"><ul>{s.links(4)}</ul></div></div></div>
{s.many(3, '<p style="text-align:justify"><span>', "</span></p>")}
<p style="text-align:justify"><strong><span>{s.h()}</span></strong></p>
{s.many(2, '<p style="text-align:justify"><span>', "</span></p>")}
<p style="text-align:right"><strong>Bài, ảnh: <em>SƠN TUYỀN</em></strong></p></div>
<div class="c-share-detail"><span>Chia sẻ</span></div><div class="c-comment"><p>{
        s.no("Ý kiến bạn đọc sẽ hiển thị sau khi ban biên tập kiểm duyệt.")
    }</p></div></div>
<div class="c-template-list">{
        "".join(
            f'''<div class="b-grid"><div class="b-grid__title"><h3>{s.link()}</h3></div>
<div class="b-grid__desc">{s.teaser()}</div></div>'''
            for _ in range(12)
        )
    }</div><div class="l-footer">{s.site()}</div></body></html>"""


def long_an(s: Sheet) -> str:
    """ONECMS: detail__body, notes in a table with a coloured ground, headings h2 of one line in capitals."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{s.title} | Báo Vàm Cỏ online</title>
<meta property="og:title" content="{s.title}"><script type="application/ld+json">[{{"@type":"BreadcrumbList"}},
{{"@type":"NewsArticle","headline":"{s.title}","datePublished":"{s.published}"}}]</script></head><body>
<div class="onecms__head"><ul>{s.menu(15)}</ul></div><div class="onecms__section"><div class="detail-wrap">
<div class="detail__header"><h1 class="detail__title">{s.title}</h1><div class="detail__info"><span class="date">
14/11/2024 - 05:50</span><span class="voice">Nghe bài viết</span></div></div>
<div class="detail__summary">{s.lead()}</div><div class="detail__content"><div class="detail__body">
{s.many(2, '<p style="text-align:justify">')}<div class="pic"><img src="/o.jpg"></div><div class="dsc"><p>{s.caption()}</p></div>
<h2><span style="color:#c0392b">{s.h()}</span></h2>{s.many(3, '<p style="text-align:justify">')}
<table style="background:#fdf5e6;width:100%"><tbody><tr><td><p><strong>{s.h()}</strong></p>{s.many(2)}</td></tr></tbody></table>
<h2><span style="color:#c0392b">{s.h()}</span></h2>{s.many(3, '<p style="text-align:justify">')}<p>{s.short()}</p>
<p style="text-align:right"><strong>Ngân Giang</strong></p></div></div>
<div class="detail__same"><h3>Cùng chuyên mục</h3><ul>{s.links(8)}</ul></div></div></div>
<div class="onecms__foot">{s.site("<div>", "</div>")}</div></body></html>"""


def an_giang(s: Sheet) -> str:
    """Entities for every letter with a mark, the body in bare text of a div with breaks, a bold lead first."""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>{s.code(s.title)}</title></head><body><div id="menu"><ul>{s.menu(10)}</ul></div><div id="main"><div class="box-detail">
<div class="article-title">{s.code(s.title)}</div><div class="article-date">18/05/2013 07:25</div>
<div class="article-body"><strong>{s.lead()}</strong><br /><br />{"<br /><br />".join(s.p() for _ in range(4))}<br /><br />
<strong>{s.h()}</strong><br /><br />{"<br /><br />".join(s.p() for _ in range(3))}<br /><br />
<div style="text-align: right"><strong>{s.code("HỮU PHƯỚC")}</strong></div></div>
<div class="news-older"><b>{s.code("Các tin đã đưa")}</b>{s.links(9, "<div>&raquo; ", "</div>")}</div></div>
<div id="right">{s.links(10, "<p>", "</p>")}</div></div><div id="bottom">{s.site()}</div></body></html>"""


def tasks_of_party(s: Sheet) -> str:
    """A long report of a party paper with numbered parts, bold lead-ins, dashes for items, no classes in the body."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title}</title></head><body><div class="wrapper">
<div class="navbar"><ul>{s.menu(11)}</ul></div><div class="main"><div class="left"><div class="news-detail">
<h2 class="news-title">{s.title}</h2><div class="news-date">Thứ ba, 02/02/2021 | 12:54 GMT+7</div>
<div class="news-intro">{s.lead()}</div><div class="news-text">{s.many(2)}
<p><strong>{s.h("1. Về công tác xây dựng Đảng")}</strong></p>{s.tasks(3, "<p>- ", "</p>")}
<p><strong>{s.h("2. Về phát triển kinh tế")}</strong></p><p><em>{s.p("Một là,")}</em></p>
<p><em>{s.p()}</em></p><ol>{s.tasks(4)}</ol><p><strong>{s.h("3. Về văn hóa - xã hội")}</strong></p>{s.many(2)}
<ul>{s.tasks(3)}</ul>{s.many(3)}<p style="text-align:right"><strong>T. Lập</strong></p></div>
<div class="news-tool"><a>In bài</a> | <a>Gửi bài</a> | <a>Về đầu trang</a></div></div><div class="news-other">
<h3>Các tin khác</h3><ul>{s.links(12)}</ul></div></div><div class="right">{s.links(14, '<div class="n">', "</div>")}</div>
</div><div class="foot">{s.site()}</div></div></body></html>"""


def photo_story(s: Sheet) -> str:
    """Twelve photos, a caption under each, short paragraphs between."""
    body = "".join(
        f"""<div class="item-photo"><img class="lazy" data-original="/{n}.jpg" src="/gray.gif"></div>
<div class="item-photo-desc"><i>{s.caption()}</i></div>{f"<p>{s.p()}</p>" if n % 2 else f"<p>{s.short()}</p>"}"""
        for n in range(1, 9)
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title} - Ảnh - Báo Bãi Bồi</title>
<meta property="og:title" content="{s.title}"><meta property="article:published_time" content="{
        s.published
    }"></head><body>
<ul class="menu">{s.menu(12)}</ul><div class="photo-detail"><h1>{
        s.title
    }</h1><div class="sub"><time>16:00, 25/12/2022</time>
<span>Quỳnh Hương</span></div><div class="lead">{s.lead()}</div><div class="photo-body">{body}</div></div>
<div class="more">{
        "".join(
            f'<figure><a href="/a"><img src="/t.jpg"></a><figcaption>{s.link()}</figcaption></figure>' for _ in range(8)
        )
    }</div><div class="footer">{s.site()}</div></body></html>"""


def live(s: Sheet) -> str:
    """A live report: each entry has its time, a bold headline and text."""
    entries = "".join(
        f"""<div class="live-item" data-time="2021052{n}"><span class="live-time">{7 + n}:{n}5</span>
<div class="live-content"><h3>{s.h()}</h3>{s.many(2)}</div></div>"""
        for n in range(1, 6)
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Trực tiếp: {s.title}</title>
<meta property="og:title" content="{s.title}"><meta property="article:published_time" content="{s.published}"></head><body>
<nav><ul>{s.menu(12)}</ul></nav><article><h1>{s.title}</h1><div class="meta"><span>23/05/2021 07:00</span></div>
<p class="lead">{s.lead()}</p><div class="live-list">{entries}</div><button>Xem tiếp</button></article>
<aside>{"".join(f"<div><h4>{s.link()}</h4><p>{s.teaser()}</p></div>" for _ in range(10))}</aside>
<footer>{s.site()}</footer></body></html>"""


def amp(s: Sheet) -> str:
    """An AMP page: everything straight under article, amp-img, a list of more below the text in the same article."""
    return f"""<!doctype html><html amp lang="vi"><head><meta charset="utf-8"><title>{s.title}</title>
<script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle","headline":"{s.title}",
"datePublished":"{s.published}"}}</script></head><body><amp-sidebar id="sidebar"><ul>{s.menu(14)}</ul></amp-sidebar>
<header>Báo Mé Sông</header><article><h1>{s.title}</h1><time>{"11/08/2022 10:10"}</time><p><b>{s.lead()}</b></p>
<amp-img src="/a.jpg" width="600" height="400"></amp-img><p class="cap"><i>{s.caption()}</i></p>{s.many(3)}
<amp-ad width="300" height="250"></amp-ad>{s.many(3)}<p><b>{s.h()}</b></p>{s.many(2)}<p class="au">Yên Khuê</p>
<h4>Xem nhiều</h4>{s.links(6, '<div class="rl">', "</div>")}</article><footer>{s.site()}</footer></body></html>"""


def printed(s: Sheet) -> str:
    """A view for printing: the logo, the address and the article, and the address again."""
    return f"""<html><head><meta charset="utf-8"><title>Bản in</title></head><body onload="window.print()"><div style="width:650px">
<div><img src="/logo.png"></div><hr><div style="font-size:11px">{s.url}</div><h2>{s.title}</h2>
<div><i>Ngày đăng: 27/09/2010 15:22</i></div><p><b>{s.lead()}</b></p>{s.many(6)}<p align="right"><b>Xuân Quy</b></p><hr>
<div>{s.no("Bản quyền thuộc Báo Cồn Ốc, bản in từ trang báo điện tử")}</div><a href="javascript:window.print()">In bài này</a>
</div></body></html>"""
