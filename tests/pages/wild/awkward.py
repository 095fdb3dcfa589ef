# ruff: noqa: E501
"""Pages whose layout gives no help: nameless, misleading, split, or shared with what is no article."""

from __future__ import annotations

from pages.wild.sheet import Sheet


def linked_title(s: Sheet) -> str:
    """A short item of an office: the title is a link, the date a day, the side columns say far more."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Sở Lao Động Mẫu &gt; Tin tức</title></head><body>
<form><div class="clock">Hôm nay: Thứ ba, 24/11/2026</div><marquee>{
        s.no("Chào mừng bạn đến với trang thông tin điện tử của Sở")
    }</marquee>
<div class="menu"><ul>{s.menu(8)}</ul></div><table><tr><td class="left">{
        "".join(
            f'''<div class="gt"><b>{s.headline()}</b><br>
{s.teaser()} {s.teaser()}</div>'''
            for _ in range(6)
        )
    }</td><td class="mid"><div class="list-item"><h3><a class="ttl" href="{s.url}">
{s.title}</a></h3><div class="inf">Ngày đăng: 05/03/2018 - Lượt xem: 1.208</div><p>{s.p()}</p><p>{s.p()}</p></div>
<div class="old"><b>Tin đã đăng</b>{"".join(f"<div>{s.link()} (0{n}/03/2018)</div>" for n in range(1, 5))}</div></td>
<td class="right">{
        "".join(f'<div class="vb"><a href="/vb">Văn bản {n}/UBND-VX</a><br>{s.teaser()}</div>' for n in range(8))
    }
</td></tr></table>{s.site()}</form></body></html>"""


def span_label(s: Sheet) -> str:
    """Server labels: a span holds the title, another the paragraphs; all of it in one td among other tables."""
    return f"""<html><head><meta charset="utf-8"><title>Trang tin Ban Dân vận</title></head><body><form><table width="980"><tr><td>
{s.menu(7, "", " | ")}</td></tr><tr><td><table><tr><td valign="top"><span id="lblChuyenMuc">Tin hoạt động</span><br>
<span id="lblTitle" style="font-size:16px;font-weight:bold">{s.title}</span><br><span id="lblDate">(Cập nhật: 17:45 05/03/2012)
</span><br><br><span id="lblSapo"><b>{s.lead()}</b></span><br><span id="lblContent"><p>{s.p()}</p><p>{s.p()}</p>
<p align="center"><img src="/a.jpg"></p><p align="center"><i>{s.caption()}</i></p>{s.many(3)}<p align="right"><b>Hồ Bình</b></p></span>
<br><span id="lblOther"><b>Tin khác:</b><br>{s.links(7, "• ", "<br>")}</span></td><td valign="top" width="200">
{s.links(9, "<p>", "</p>")}</td></tr></table></td></tr></table>{s.site("", "<br>")}</form></body></html>"""


def two_articles(s: Sheet) -> str:
    """The next article is already loaded below the first, whole."""
    first = f"""<article class="content" data-id="1"><h1 class="t">{s.title}</h1><time>08:12 09/06/2025</time><p class="s">
{s.lead()}</p><div class="b">{s.many(6)}<p class="a">Vũ Nga</p></div></article>"""
    second = "".join(
        f"<p>{s.no(text)}</p>"
        for text in (
            "Con đường dẫn vào làng chiếu vẫn yên ắng như mấy chục năm trước, chỉ khác là hai bên không còn ai phơi lác.",
            "Nghệ nhân cuối cùng của làng năm nay đã tám mươi, mắt kém, tay vẫn nhớ từng thớ sợi nhuộm đỏ, nhuộm vàng.",
            "Bà nói nghề nuôi bà lớn, bà không nỡ bỏ, nhưng con cháu đi làm công ty thì bà cũng không nỡ giữ chân.",
            "Phòng Văn hóa huyện dự tính mở lớp dạy dệt vào mùa hè, mỗi lớp mười em, học xong được tặng một khung nhỏ.",
            "Nếu đủ người học, huyện sẽ xin tỉnh công nhận làng nghề trước cuối năm sau để có kinh phí giữ nghề.",
        )
    )
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{s.title}</title>
<meta property="og:title" content="{s.title}"><meta property="article:published_time" content="{s.published}"></head><body>
<nav><ul>{s.menu(10)}</ul></nav><main>{first}<div class="next-load"><article class="content" data-id="2">
<h2 class="t">{s.no("Chuyện làng chiếu và người thợ cuối cùng")}</h2><time>07:00 09/06/2025</time><div class="b">{second}</div></article>
</div></main><footer>{s.site()}</footer></body></html>"""


def longform(s: Sheet) -> str:
    """An e-magazine: each paragraph in its own row and column, wide captions, drop capitals in a span."""

    def row(inside: str) -> str:
        return f'<div class="row"><div class="col-lg-8 mx-auto"><div class="emz-block">{inside}</div></div></div>\n'

    opening = s.p()
    rows = row(f'<p><span class="dropcap">{opening[0]}</span>{opening[1:]}</p>')
    for n in range(3):
        rows += row(f"<h2>{s.h()}</h2>") + "".join(row(f"<p>{s.p()}</p>") for _ in range(4))
        rows += row(f'<figure class="wide"><img src="/{n}.jpg"><figcaption>{s.caption()}</figcaption></figure>')
        rows += row(f'<blockquote class="pull"><p>{s.p()}</p></blockquote>')
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>[E-Magazine] {s.title}</title>
<meta property="og:title" content="{s.title}"><meta property="article:published_time" content="{s.published}"></head><body class="emz">
<div class="emz-top"><a>Trang chủ</a></div><section class="cover"><img src="/c.jpg"><h1>{s.title}</h1><p class="emz-sapo">{s.lead()}</p>
</section><section class="emz-body">{rows}</section><section class="emz-credit"><p><b>Nội dung:</b> Trúc Ly</p>
<p><b>Trình bày:</b> Anh Kha</p><p>08:00 20/08/2023</p></section><section class="more">{s.links(6, '<div class="c">', "</div>")}</section>
<footer>{s.site()}</footer></body></html>"""


def bare_cell(s: Sheet) -> str:
    """One td: title, date, text with breaks, author, other news; only breaks and bold part them."""
    return f"""<html><head><meta charset="utf-8"><title>Thông tin Huyện ủy Mẫu</title></head><body><table align="center" width="900">
<tr><td><img src="/b.jpg"></td></tr><tr><td>{s.menu(6, " :: ", "")}</td></tr><tr><td><b><font size="4" color="red">{s.title}</font></b>
<br><i>Thứ Hai, 19-10-2009 | 14h20</i><br><br>&nbsp;&nbsp;&nbsp; {s.p()}<br>&nbsp;&nbsp;&nbsp; {s.p()}<br>&nbsp;&nbsp;&nbsp; {s.p()}<br>
&nbsp;&nbsp;&nbsp; {s.p()}<br>&nbsp;&nbsp;&nbsp; {s.p()}<br><b>Minh Luân</b><br><br><u>Các tin khác:</u><br>{s.links(6, "- ", "<br>")}
</td></tr><tr><td align="center">{s.site("", "<br>")}</td></tr></table></body></html>"""


def hashed(s: Sheet) -> str:
    """Styled components: every name is a hash, no paragraph elements, related links between the blocks."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{s.title}</title></head><body><div id="__next">
<div class="sc-bdVaJa kYtWqf"><div class="sc-bwzfXH">{s.menu(10, '<div class="sc-x1">', "</div>")}</div></div><div class="sc-htpNat dKzWqU">
<div class="sc-bxivhb"><h1 class="sc-ifAKCX">{s.title}</h1><div class="sc-EHOje">05:30, 02/10/2024</div><div class="sc-bZQynM">{s.lead()}
</div><div class="sc-gzVnrw">{"".join(f'<div class="sc-htoDjs">{s.p()}</div>' for _ in range(3))}
<div class="sc-dnqmqq"><a href="/k.html">{s.headline()}</a></div>{"".join(f'<div class="sc-htoDjs">{s.p()}</div>' for _ in range(4))}
<div class="sc-iwsKbI"><img src="/z.jpg"><div class="sc-gZMcBi">{s.caption()}</div></div>
{"".join(f'<div class="sc-htoDjs">{s.p()}</div>' for _ in range(2))}</div></div>
<div class="sc-gqjmRU">{"".join(f'<div class="sc-VigVT"><a href="/v">{s.headline()}</a><div>{s.teaser()}</div></div>' for _ in range(12))}
</div></div><div class="sc-jzJRlG">{s.site("<div>", "</div>")}</div></div>
<script id="__NEXT_DATA__" type="application/json">{{"props":{{"pageProps":{{"publishedAt":"{s.published}"}}}}}}</script></body></html>"""


def decree(s: Sheet) -> str:
    """A document on a portal: articles and clauses, recipients and a file to load."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title}</title></head><body><div class="nav"><ul>{s.menu(8)}</ul>
</div><div class="vb-detail"><h1>{s.title}</h1><p class="date">Ngày đăng 14/04/2023 09:00</p><div class="vb-body"><p align="center"><b>
{s.p("CHỈ THỊ")}</b></p><p align="center"><b>{s.p("Về việc tăng cường quản lý đất công trên địa bàn huyện")}</b></p>{s.many(2)}
<p><b>{s.p("Điều 1. Các cơ quan, đơn vị thực hiện những việc sau:")}</b></p>{s.tasks(5, "<p>", "</p>")}
<p><b>{s.p("Điều 2. Tổ chức thực hiện")}</b></p>{s.many(2)}</div><div class="files"><a href="/chi-thi.pdf">{s.no("Tải văn bản gốc dạng PDF, 1,2 MB")}</a>
</div><div class="same"><h3>Văn bản cùng loại</h3><ul>{s.links(8)}</ul></div></div>
<div class="footer">{s.site()}</div></body></html>"""


def auto_links(s: Sheet) -> str:
    """Every paragraph is strewn with links of subjects; a box of a poll and prices inside the text."""

    def strewn(text: str) -> str:
        words = text.split(" ")
        return "".join(
            f'<a href="/chu-de/{n}">{word}</a> ' if n % 6 in (1, 2) else f"{word} " for n, word in enumerate(words)
        ).strip()

    part = "".join(f"<p>{strewn(s.p())}</p>\n" for _ in range(4))
    rest = "".join(f"<p>{strewn(s.p())}</p>\n" for _ in range(3))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title} - Báo Nhịp Chợ</title>
<meta property="og:title" content="{s.title}"><meta property="article:published_time" content="{s.published}"></head><body>
<ul id="nav">{s.menu(10)}</ul><div id="detail"><h1>{s.title}</h1><div class="tm">13/01/2017 06:00</div><h2>{s.lead()}</h2>
<div id="abody">{part}<div class="gold"><table><tr><th>Loại</th><th>Mua</th><th>Bán</th></tr><tr><td>Vàng SJC</td><td>36,20</td><td>36,50
</td></tr></table></div><div class="poll"><p>{s.no("Theo bạn, giá dừa có giữ được đến Tết không?")}</p><label>Có</label><label>Không</label>
</div>{rest}</div></div><div id="side">{s.links(14, "<p>", "</p>")}</div><div id="foot">{s.site()}</div></body></html>"""


def same_names(s: Sheet) -> str:
    """The sidebar and the popup use the very names of the body; the popup of terms is longer than the article."""
    terms = "".join(
        f'<p class="Normal">{s.no(text)}</p>'
        for text in (
            "Khi gửi bình luận, bạn đọc chịu trách nhiệm về nội dung mình viết và đồng ý để tòa soạn biên tập cho gọn.",
            "Tòa soạn không cung cấp thông tin tài khoản cho bên thứ ba, trừ khi cơ quan có thẩm quyền yêu cầu bằng văn bản.",
            "Bình luận có lời lẽ xúc phạm, quảng cáo hoặc không dấu sẽ không được duyệt và không được báo lại lý do.",
            "Bạn có thể yêu cầu gỡ bình luận của mình trong vòng bảy ngày bằng cách gửi thư cho bộ phận bạn đọc.",
            "Tài khoản không đăng nhập suốt hai năm sẽ tự khóa, dữ liệu được giữ thêm sáu tháng rồi xóa hẳn.",
        )
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title}</title><meta property="og:title" content="{s.title}">
</head><body><div class="menu">{s.menu(10, "<span>", "</span>")}</div><div class="modal fade" id="terms"><div class="content">{terms}{terms}</div>
</div><div class="grid"><div class="cell"><div class="content"><h1>{s.title}</h1><p class="date">Thứ Bảy, 11/09/2021 10:40</p>
<p class="Normal"><b>{s.lead()}</b></p>{s.many(5, '<p class="Normal">')}</div></div><div class="cell"><div class="content">
{"".join(f'<p class="Normal"><a href="/s">{s.headline()}</a></p><p class="Normal">{s.teaser()}</p>' for _ in range(8))}</div></div></div>
<div class="footer">{s.site('<p class="Normal">')}</div></body></html>"""


def briefs(s: Sheet) -> str:
    """Short items on one page, each with a bold title and an author's mark."""
    items = "".join(
        f'<p><strong>* {s.p(head)}</strong></p><p>{s.p()}</p><p class="mark" style="text-align:right"><em>{who}</em></p>'
        for head, who in (
            ("Tặng quà gia đình chính sách", "H.A"),
            ("Ra mắt tổ tự quản bến đò", "T.Quân"),
            ("Tập huấn chữa cháy cho tiểu thương", "P.L"),
            ("Hội thi nấu bánh xèo hến", "K.D"),
        )
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title} - Báo Ngọn Đước</title></head><body><header>
<ul>{s.menu(11)}</ul></header><div class="dt"><h1 class="h">{s.title}</h1><div class="d">17:05 - 22/12/2019</div><div class="c">{items}</div>
</div><div class="rel"><ul>{s.links(9)}</ul></div><footer>{s.site()}</footer></body></html>"""


def answers(s: Sheet) -> str:
    """Questions of readers with answers; question in a box, answer below, the office's address at the end of the page."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Hỏi đáp: {s.title}</title></head><body><ul class="mn">{s.menu(9)}</ul>
<div class="qa"><h2 class="qa-title">{s.title}</h2><div class="qa-meta">Người gửi: Lê Thị X. <span>29/07/2020 08:30</span></div>
<div class="question"><p><b>Hỏi:</b> {s.p()}</p></div><div class="answer"><p><b>Trả lời:</b> {s.p()}</p>{s.many(4)}
<p>{s.p("Theo đó, trường hợp của bà được giải quyết như sau:")}</p>{s.tasks(3, "<p>+ ", "</p>")}</div>
<div class="qa-other"><h3>Câu hỏi khác</h3><ul>{s.links(10)}</ul></div></div><div class="footer">{s.site()}</div></body></html>"""


def plain_comments(s: Sheet) -> str:
    """Readers' words follow the text in the same div in paragraphs without names."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title} | Trang Xã Mẫu</title></head><body><div>{s.menu(6, "<b>", "</b>")}
</div><div class="w"><h1>{s.title}</h1><p><small>Đăng ngày 01-02-2015 lúc 19:00</small></p>{s.many(6)}<h4>Bình luận (9)</h4>
{"".join(f"<p><b>Bạn đọc {n}</b> (0{n}-02-2015): {s.comment()}</p>" for n in range(2, 9))}<h4>Viết bình luận</h4>
<p>{s.no("Địa chỉ thư của bạn sẽ không hiện ra. Ô có dấu sao phải điền.")}</p></div><div>{s.site()}</div></body></html>"""


def kicker(s: Sheet) -> str:
    """A line above the title inside the same heading block, the h1 in capitals by style, lead in a list of two points."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title} | BÁO CỬA ĐẠI</title>
<meta property="og:title" content="{s.title} | BÁO CỬA ĐẠI"></head><body><div id="mmenu"><ul>{s.menu(12)}</ul></div><div id="content">
<div class="news-head"><p class="kicker">{s.no("HƯỚNG TỚI ĐẠI HỘI ĐẢNG BỘ HUYỆN")}</p><h1 style="text-transform:uppercase">{s.title}</h1>
<p class="when">Thứ năm, ngày 18 tháng 06 năm 2020 cập nhật lúc 07:05</p></div><div class="news-lead">{s.lead()}</div>
<div class="news-body"><p>{s.p()}</p><p>{s.p()}</p><div class="ads-mid"><a href="/qc"><img src="/q.gif"></a></div><p>{s.p()}</p>
<h2>{s.h()}</h2><p>{s.p()}</p><p>{s.p()}</p><p><a href="/x">{s.headline()}</a></p><h2>{s.h()}</h2><p>{s.p()}</p></div>
<p class="sign">BÍCH LIỄU</p><div class="box-xemthem"><h3>Xem thêm</h3><ul>{s.links(6)}</ul></div></div><div id="r">
{s.links(10, "<div>", "</div>")}</div><div id="f">{s.site()}</div></body></html>"""


def video(s: Sheet) -> str:
    """A video with eighty words of text under it, and a list of videos with leads."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Video: {s.title}</title><meta property="og:title" content="{s.title}">
<meta property="article:published_time" content="{s.published}"></head><body><ul class="m">{s.menu(12)}</ul><div class="video-page">
<div class="player"><div class="vjs-error">{s.no("Không tải được video, vui lòng kiểm tra đường truyền rồi thử lại")}</div></div>
<h1>{s.title}</h1><span class="vtime">12/02/2024 20:00</span><div class="vdesc"><p>{s.p()}</p><p>{s.p()}</p></div>
<div class="vlist">{"".join(f'<div class="vi"><h3>{s.link()}</h3><p>{s.teaser()}</p><span>0{n}:10</span></div>' for n in range(9))}</div></div>
<footer>{s.site()}</footer></body></html>"""


def collapsed(s: Sheet) -> str:
    """Half of the text waits behind a button, parted from the first by an advertisement and a box of related news."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title}</title><meta name="title" content="{s.title}"></head><body>
<nav>{s.menu(10, "<a>", "</a>")}</nav><div class="page"><h1>{s.title}</h1><div class="info"><span>Thanh Đồng</span> <span>04/05/2022</span>
<span>13:20</span></div><div class="intro"><strong>{s.lead()}</strong></div><div class="txt part-one">{s.many(3)}</div>
<div class="adbox"><span>Quảng cáo</span></div><div class="reco"><ul>{s.links(3)}</ul></div><div class="txt part-two">{s.many(4)}</div>
<button>Thu gọn</button><div class="sig">Thanh Đồng</div></div><div class="lst">{s.links(10, "<p>", "</p>")}</div>
<div class="btm">{s.site()}</div></body></html>"""


def side_first(s: Sheet) -> str:
    """The column of featured stories with whole leads stands before the article, all in one div of rows."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Cổng thông tin huyện Mẫu - {
        s.title
    }</title></head><body>
<div class="hd"><h1>Cổng thông tin điện tử huyện Mẫu</h1></div><div class="row"><div class="c3"><h4>Tiêu điểm</h4>{
        "".join(
            f'''<div class="td">
<a href="/td">{s.headline()}</a><p>{s.teaser()} {s.teaser()}</p></div>'''
            for _ in range(9)
        )
    }</div><div class="c9"><h2 class="tt">{s.title}</h2>
<p class="ng">Đăng ngày: 2017-09-14 10:15:42</p>{s.many(2, '<p style="text-indent:30px">')}<ul>{s.tasks(4)}</ul>
{
        s.many(2, '<p style="text-indent:30px">')
    }<p style="text-align:right">Nguồn: Đài Truyền thanh huyện</p><table><tr><td>Lượt xem: 300</td></tr></table>
</div></div><div class="ft">{s.site()}</div></body></html>"""
