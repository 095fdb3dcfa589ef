# ruff: noqa: E501
"""Pages that were written after the reading had been mended on the others, to see how it fares on what it never met."""

from __future__ import annotations

from pages.wild.sheet import Sheet


def tabbed(s: Sheet) -> str:
    """An office's page of tabs: the text in one pane of three, a small heading for a title, a table of documents below."""
    documents = "".join(
        f"<tr><td>{n}</td><td>0{n}/BC-UBND</td><td>{s.teaser()}</td><td>1{n}/06/2024</td></tr>" for n in range(1, 7)
    )
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Trang thông tin - Xem tin</title></head><body>
<div class="topbar"><span>Thứ Ba, ngày 24 tháng 11 năm 2026</span></div><ul class="nav nav-pills">{s.menu(7)}</ul><div class="tab-content">
<div class="tab-pane active" id="t1"><div class="card"><div class="card-body"><h5 class="card-title">{s.title}</h5>
<p class="card-text"><small class="text-muted">Ngày cập nhật: 12/07/2024 08:10:22 | Người đăng: vp</small></p><p class="font-weight-bold">
{s.lead()}</p><div>{s.many(4)}<ol>{s.tasks(5)}</ol>{s.many(1)}</div></div></div></div><div class="tab-pane" id="t2"><table class="table"><tr>
<th>STT</th><th>Số hiệu</th><th>Trích yếu</th><th>Ngày</th></tr>{documents}</table></div><div class="tab-pane" id="t3"><ul>
{s.links(9)}</ul></div></div><div class="chan-trang">{s.site()}</div></body></html>"""


def draft_blocks(s: Sheet) -> str:
    """An editor of blocks: a paragraph is three boxes deep, a heading is a box with a bold span, photos are siblings."""

    def block(inside: str) -> str:
        return f'<div data-block="true" data-offset="1"><div class="_1mf"><span><span data-text="true">{inside}</span></span></div></div>'

    part = "".join(block(s.p()) for _ in range(3))
    part += block(f"<b>{s.h()}</b>") + "".join(block(s.p()) for _ in range(3))
    part += f'<figure contenteditable="false"><div><img src="/q.jpg"></div><div class="cap"><span>{s.caption()}</span></div></figure>'
    part += "".join(block(s.p()) for _ in range(3)) + block(s.short())
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{s.title} • Trạm Tin Xứ Dừa</title>
<meta property="og:title" content="{s.title}"></head><body><div id="app"><div class="bar">{s.menu(9, "<a>", "</a>")}</div><div class="col-a">
<div class="h">{s.title}</div><div class="by"><img src="/u.png"><span>Trâm Anh</span><span>25/09/2023</span><span>21:30</span></div>
<div class="lead-in">{s.lead()}</div><div class="editor">{part}</div><div class="emo">Vui Buồn Ngạc nhiên</div><div class="cmt">
{"".join(f'<div class="c"><b>nguoidoc{n}</b><div>{s.comment()} {s.comment()}</div><i>Trả lời</i></div>' for n in range(15))}</div></div>
<div class="col-b">{"".join(f'<div class="k"><a href="/k">{s.headline()}</a><span>{s.teaser()}</span></div>' for _ in range(10))}</div></div>
<div class="end">{s.site("<span>", "</span><br>")}</div></body></html>"""


def unclosed(s: Sheet) -> str:
    """Markup of 2008: upper case, no quotes, paragraphs never closed, a font in each, the date under the text."""
    body = "".join(f"<P align=justify><FONT size=2 face=Arial>{s.p()}</FONT>\n" for _ in range(3))
    middle = f"<P align=center><IMG src=/a.gif border=0><BR><FONT size=1><I>{s.caption()}</I></FONT>\n"
    rest = "".join(f"<P align=justify><FONT size=2 face=Arial>{s.p()}</FONT>\n" for _ in range(3))
    return f"""<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=utf-8"><TITLE>{s.title}</TITLE></HEAD>
<BODY bgColor=#ffffff><CENTER><TABLE width=780 border=0><TR><TD colSpan=2><IMG src=/top.gif><TR><TD width=150 vAlign=top>
{s.links(10, "<P><FONT size=1>", "</FONT>")}<TD vAlign=top><H3><FONT color=#800000>{s.title}</FONT></H3><P align=justify>
<FONT size=2 face=Arial><B>{s.lead()}</B></FONT>{body}{middle}{rest}<P align=right><FONT size=2><B>Phan Lữ</B></FONT>
<P align=right><FONT size=1>Cập nhật 16h05 ngày 22/8/2008</FONT><HR><P><FONT size=1><B>Tin cũ hơn</B></FONT>
{s.links(6, "<BR>+ ", "")}</TABLE><P><FONT size=1>{s.site("", "<BR>")}</FONT></CENTER></BODY></HTML>"""


def thirty_summaries(s: Sheet) -> str:
    """Thirty stories with long summaries that are no links follow in the same column; the time is told as so long ago."""
    stories = "".join(
        f'<div class="st"><a href="/st{n}" class="sl">{s.headline()}</a><div class="sm">{s.teaser()} {s.teaser()} {s.teaser()}</div></div>'
        for n in range(30)
    )
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{s.title} | Tin Bờ Kè</title>
<meta property="og:title" content="{s.title} | Tin Bờ Kè"><script type="application/ld+json">{{"@context":"https://schema.org",
"@graph":[{{"@type":"WebSite","name":"Tin Bờ Kè"}},{{"@type":"NewsArticle","headline":"{s.title}","datePublished":"{s.published}"}}]}}
</script></head><body><div class="hdr">{s.menu(12, "<a>", "</a>")}</div><div class="wrap"><div class="main"><h1><span>{s.title}</span></h1>
<div class="inf">Hoài Thu <span>3 giờ trước</span></div><div class="sp"><b>{s.lead()}</b></div><div class="ct">{s.many(2)}<p>{s.short()}</p>
{s.many(3)}<p><strong>{s.h()}</strong><br>{s.p()}</p>{s.many(1)}</div><div class="stories">{stories}</div></div></div>
<div class="ftr">{s.site("<div>", "</div>")}</div></body></html>"""


def station(s: Sheet) -> str:
    """A provincial station: a film, text with breaks in one p, and the day's programme in a long table right after it."""
    rows = "".join(
        f"<tr><td>{5 + n}:{n % 6}0</td><td>{s.no(name)}</td></tr>"
        for n, name in enumerate(
            (
                "Thể dục buổi sáng",
                "Chào ngày mới quê hương",
                "Phim truyện: Con nước lớn",
                "Nông dân thời nay, số phát lại",
            )
            * 4
        )
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Đài PT-TH Mẫu - {s.title}</title>
<meta property="og:title" content="Đài PT-TH Mẫu"></head><body><div id="mn"><ul>{s.menu(8)}</ul></div><div class="single-news">
<h2 class="entry">{s.title}</h2><span class="ngay">Thứ 4, 10/04/2019 | 18:30:00</span><iframe src="/film"></iframe><div class="noi-dung">
<p>{s.p()}<br>{s.p()}<br>{s.p()}<br>{s.p()}</p><p><em>Thực hiện: Kim Ngân - Hữu Tài</em></p></div><div class="lich"><h3>Lịch phát sóng</h3>
<table>{rows}</table></div></div><div class="sb2"><ul>{s.links(8)}</ul></div><div class="ft">{s.site()}</div></body></html>"""


def mobile(s: Sheet) -> str:
    """A page for telephones: a ticker of whole leads before the title, advertisements and boxes of stories in the text."""
    ticker = "".join(f'<div class="slide"><p>{s.teaser()} {s.teaser()}</p></div>' for _ in range(6))
    box = f"""<table class="tbl-rel"><tr><td><a href="/r1"><img src="/r.jpg"></a></td><td><a href="/r1">{s.headline()}</a></td></tr>
<tr><td><a href="/r2"><img src="/r.jpg"></a></td><td><a href="/r2">{s.headline()}</a></td></tr></table>"""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{s.title}</title>
<meta property="article:published_time" content="{s.published}"></head><body class="m"><header><a>Báo Bến Đò</a></header>
<div class="ticker">{ticker}</div><section class="detail"><p class="sec"><a href="/xh">Xã hội</a></p><h1>{s.title}</h1><p class="t">07:55 16/11/2021</p>
<div class="fontsize"><span>A-</span><span>A+</span></div><p class="sum">{s.lead()}</p><div class="content-news"><div>{s.many(2)}
<div class="ad"><small>Quảng cáo</small></div>{s.many(2)}{box}{s.many(2)}<div class="ad"><small>Quảng cáo</small></div><p>{s.p()}</p>
<p>(Theo Tạp chí Sông Nước)</p></div></div></section><section class="list">{s.links(10, '<div class="li">', "</div>")}</section>
<footer>{s.site()}</footer></body></html>"""
