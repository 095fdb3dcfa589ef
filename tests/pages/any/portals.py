# ruff: noqa: E501  (markup stands as sites write it)
"""Structures of portals and small sites: content systems that offices use, old table layouts, print views."""

from __future__ import annotations

from html import escape

from pages.any.chrome import Chrome, Story
from pages.any.newsrooms import grouped, linked


def sharepoint(story: Story, chrome: Chrome) -> str:
    """One form around everything, ribbon commands, web parts in tables, paragraphs as divs under a rich text field."""
    blocks = grouped(story, paragraph="<div>\u200b{}</div><div><br></div>")
    rows = "".join(
        f'<tr><td class="ms-vb2"><a href="?ID={n}">{chrome.headline()}</a> <span>(1{n % 10}/04/2021)</span></td></tr>'
        for n in range(12)
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="vi-VN"><head><meta name="GENERATOR" content="Microsoft SharePoint" />
<meta charset="utf-8" /><title>Tin tức sự kiện - Cổng thông tin điện tử tỉnh</title>{chrome.style(150)}</head><body>
<form method="post" action="TinTucSuKien.aspx" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="{"/wEPDwUK" * 900}" />
{chrome.script(10)}
<div id="s4-ribbonrow"><span class="ms-hide"><a href="#x">{chrome.note("Skip Ribbon Commands")}</a></span>
<span><a href="#y">{chrome.note("Skip to main content")}</a></span></div>
<div id="s4-workspace"><div class="banner"><div class="ten">{chrome.note("Cổng thông tin điện tử tỉnh - Trang thông tin tổng hợp")}</div></div>
<div class="menu">{chrome.menu()}</div>
<table width="100%"><tr><td valign="top" class="left"><table class="ms-webpart-chrome"><tr><td>{chrome.note("Liên kết website các sở, ban, ngành")}</td></tr></table></td>
<td valign="top"><div class="ms-WPBody"><div class="news-detail"><div class="news-title">{story.title}</div>
<div class="news-date">Đăng ngày {story.published:%d/%m/%Y %I:%M %p} - Lượt xem: 1.284</div>
<div class="ms-rtestate-field">{"".join(blocks)}</div>
<div style="text-align:right"><b>Văn phòng Sở</b></div>
<div class="ms-other"><b>Tin cùng chuyên mục</b><table>{rows}</table></div></div></div></td></tr></table></div>
<div id="footer">{chrome.footer("Cổng thông tin")}</div></form></body></html>"""


def liferay(story: Story, chrome: Chrome) -> str:
    """Portlets: the title as a heading of the third order, the time in a row of metadata, links at the end."""
    blocks = grouped(story)
    return f"""<!DOCTYPE html><html class="ltr" dir="ltr" lang="vi-VN"><head><title>{story.title} - Mặt trận Tổ quốc</title>
<meta charset="utf-8">{chrome.style(110)}{chrome.script(12)}</head><body class="signed-out site">
<div class="container-fluid" id="wrapper"><header id="banner"><h1 class="site-title"><a class="logo">Ủy ban Mặt trận Tổ quốc</a></h1>
{chrome.menu()}</header>
<section id="content"><div class="columns-2"><div class="portlet-boundary" id="p_p_id_101_"><section class="portlet">
<div class="portlet-content-container"><div class="portlet-body"><div class="asset-full-content">
<h3 class="header-title"><span>{story.title}</span></h3>
<div class="lfr-meta-actions"><span class="metadata-entry metadata-publish-date">{story.published:%d/%m/%Y} {story.published:%H:%M}</span>
<span class="metadata-entry metadata-view-count">Lượt xem: 312</span></div>
<div class="asset-content"><div class="journal-content-article"><p class="summary"><strong>{escape(story.lead)}</strong></p>
<div class="image-content" style="text-align:center"><img src="a.jpg"><p><em>{chrome.caption(2)}</em></p></div>
{"".join(blocks)}<p style="text-align: right;"><strong>Ban Phong trào</strong></p></div></div>
<div class="taglib-ratings">{chrome.note("Trung bình (0 phiếu) Đánh giá của bạn về bài viết")}</div>
<div class="asset-links"><h2>Tin liên quan</h2>{chrome.links(7)}</div></div></div></div></section></div>
<div class="portlet-column-last"><h3>Văn bản mới</h3>{chrome.links(8)}</div></div></section>
<footer id="footer">{chrome.footer("Mặt trận Tổ quốc")}</footer></div></body></html>"""


def dnn(story: Story, chrome: Chrome) -> str:
    """Panes in tables, spans with generated ids, the text in one cell, other news as rows of links with dates."""
    blocks = grouped(
        story,
        paragraph='<p class="MsoNormal" style="text-align:justify"><span style="font-size:12pt">{}<o:p></o:p></span></p>',
    )
    rows = "".join(
        f'<tr><td>- </td><td><a class="Normal" href="javascript:xem({n})">{chrome.headline()}</a> (0{n % 9 + 1}/06/2021)</td></tr>'
        for n in range(10)
    )
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><html lang="vi-VN"><head id="Head">
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Sở Nông nghiệp và Phát triển nông thôn &gt; Tin tức</title>
{chrome.style(130)}</head><body id="Body"><form id="Form"><input type="hidden" value="{"dDwtMTk" * 700}">{chrome.script(7)}
<table class="pagemaster" width="980" align="center"><tr><td id="dnn_TopPane">{chrome.menu(outer="<table><tr><td><ul>", closing="</ul></td></tr></table>")}</td></tr>
<tr><td><table width="100%"><tr><td id="dnn_LeftPane" valign="top"><div class="DnnModule"><span class="Head">Chuyên mục</span>{chrome.links(9, outer="div", inner="div")}</div></td>
<td id="dnn_ContentPane" valign="top"><a name="412"></a><div class="DnnModule"><table width="100%"><tr><td>
<span id="dnn_ctr412_View_lblTitle" class="Head">{story.title}</span></td></tr>
<tr><td><span id="dnn_ctr412_View_lblDate" class="NormalDate">({story.published:%d/%m/%Y %H:%M})</span></td></tr>
<tr><td><span id="dnn_ctr412_View_lblLead" class="NormalBold"><b>{escape(story.lead)}</b></span></td></tr>
<tr><td class="Normal"><div id="dnn_ctr412_View_lblContent">{"".join(blocks)}</div></td></tr>
<tr><td align="right"><span class="Normal"><i>Nguồn: Chi cục Kiểm lâm</i></span></td></tr>
<tr><td><span class="SubHead">Các tin khác</span><table>{rows}</table></td></tr></table></div></td></tr></table></td></tr>
<tr><td id="dnn_BottomPane">{chrome.footer("Sở Nông nghiệp")}</td></tr></table></form></body></html>"""


def nukeviet(story: Story, chrome: Chrome) -> str:
    """NukeViet: weekday and time in one line, the lead in hometext, the body in bodytext, source and newer articles."""
    blocks = grouped(story, paragraph='<p style="text-align: justify;">{}</p>')
    photo = f'<div style="text-align:center"><figure class="image"><img src="a.jpg"><figcaption>{chrome.caption(0)}</figcaption></figure></div>'
    newer = "".join(
        f'<li><i class="fa fa-angle-right"></i> {chrome.link()} <em>(1{n}/04/2021)</em></li>' for n in range(6)
    )
    return f"""<!DOCTYPE html><html lang="vi" prefix="og: http://ogp.me/ns#"><head><title>{story.title}</title><meta charset="utf-8">
<meta name="generator" content="NukeViet v4.5"><meta property="og:title" content="{escape(story.title)}"><meta property="og:type" content="website">
{chrome.style(90)}{chrome.script(8)}</head><body><div class="site-banner"><span class="site_name">{chrome.note("Trang tin công đoàn tỉnh")}</span></div>
<nav>{chrome.menu()}</nav><div class="row"><div class="col-md-18"><div class="news_column panel panel-default"><div class="panel-body">
<h1 class="title margin-bottom-lg">{story.title}</h1>
<div class="row margin-bottom-lg"><div class="col-md-12"><span class="h5">{story.weekday} - {story.published:%d/%m/%Y %H:%M}</span></div>
<div class="col-md-12"><ul class="list-inline text-right"><li>{chrome.note("In ra để đọc sau")}</li></ul></div></div>
<div class="clearfix"><div class="hometext m-bottom">{escape(story.lead)}</div></div>
<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{photo}{"".join(blocks)}</div>
<div class="margin-bottom-lg"><p class="h5 text-right"><strong>Tác giả: </strong>Ban Biên tập</p>
<p class="h5 text-right"><strong>Nguồn tin: </strong>Liên đoàn Lao động tỉnh</p></div></div></div>
<div class="panel-body"><p>{chrome.note("Tổng số điểm của bài viết là: 5 trong 1 đánh giá")}</p><p>{chrome.note("Click để đánh giá bài viết")}</p></div>
<div class="panel-body other-news"><p class="h3"><strong>Những tin mới hơn</strong></p><ul>{newer}</ul>
<p class="h3"><strong>Những tin cũ hơn</strong></p>{chrome.links(6)}</div></div>
<div class="col-md-6">{chrome.links(8)}</div></div><footer>{chrome.footer("Công đoàn tỉnh")}</footer></body></html>"""


def joomla(story: Story, chrome: Chrome) -> str:
    """Joomla: a heading of the second order, article-info with category, author and date, previous and next."""
    blocks = grouped(
        story, paragraph='<p style="text-align:justify"><span style="font-family:times new roman">{}</span></p>'
    )
    stamp = f"{story.weekday}, {story.published:%d} Tháng {story.published.month} {story.published:%Y %H:%M}"
    return f"""<!DOCTYPE html><html xml:lang="vi-vn" lang="vi-vn"><head><base href="https://truong.example.vn/index.php">
<meta charset="utf-8"><meta name="generator" content="Joomla! - Open Source Content Management"><title>{story.title}</title>
{chrome.style(60)}{chrome.script(6)}</head><body class="site com_content view-article"><div class="body"><header class="header">
<a class="brand"><span class="site-title">{chrome.note("Trường Chính trị tỉnh - Đoàn kết, kỷ cương, sáng tạo")}</span></a></header>
<nav>{chrome.menu(outer='<ul class="nav menu">')}</nav><div class="row-fluid"><main id="content" class="span9">
<div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="vi-VN">
<div class="page-header"><h2 itemprop="headline">{story.title}</h2></div>
<dl class="article-info muted"><dt class="article-info-term">Chi tiết</dt><dd class="createdby">Viết bởi <span itemprop="name">{story.author}</span></dd>
<dd class="category-name">Chuyên mục: <a>{story.section}</a></dd><dd class="published"><span class="icon-calendar"></span>
Được đăng: {stamp}</dd><dd class="hits">Lượt xem: 221</dd></dl>
<div itemprop="articleBody"><p style="text-align:center"><img src="a.jpg" alt=""></p>
<p style="text-align:center"><em>{chrome.caption(1)} ({chrome.credit(1)})</em></p>{"".join(blocks)}
<p style="text-align:right"><strong>Tin: {story.author}</strong></p></div>
<ul class="pager pagenav"><li class="previous"><a>Trước</a></li><li class="next"><a>Tiếp</a></li></ul></div></main>
<div class="span3"><h3>Bài mới</h3>{chrome.links(7)}</div></div></div><footer>{chrome.footer("Trường Chính trị")}</footer></body></html>"""


def wordpress(story: Story, chrome: Chrome) -> str:
    """WordPress: entry-title and entry-content, blocks, share buttons within the content, related posts, comments."""
    blocks = grouped(story, heading='<h2 class="wp-block-heading">{}</h2>')
    photo = f'<figure class="wp-block-image size-large"><img src="a.jpg" alt=""/><figcaption>{chrome.caption(3)}</figcaption></figure>'
    comments = "".join(
        f'<li class="comment"><article><footer class="comment-meta"><b class="fn">ban_doc_{n}</b></footer>'
        f'<div class="comment-content"><p>{chrome.comment()}</p></div></article></li>'
        for n in range(4)
    )
    return f"""<!doctype html><html lang="vi"><head><meta charset="UTF-8"><title>{story.title} &#8211; Tuổi trẻ xứ dừa</title>
<meta name="generator" content="WordPress 5.8"><link rel="canonical" href="{story.url}">{linked(story, "Tuổi trẻ xứ dừa", kind="Article")}
{chrome.style(180)}{chrome.script(10)}</head><body class="post-template-default single single-post">
<header id="masthead"><p class="site-title"><a>Tuổi trẻ xứ dừa</a></p><p class="site-description">{chrome.note("Diễn đàn của thanh niên trong tỉnh từ năm 2010")}</p>
{chrome.menu()}</header><div id="primary"><main><article class="post type-post hentry"><header class="entry-header">
<span class="cat-links"><a>{story.section}</a></span><h1 class="entry-title">{story.title}</h1><div class="entry-meta">
<span class="posted-on"><time class="entry-date published" datetime="{story.published.isoformat()}">{story.published.day} Tháng Mười, 2021</time></span>
<span class="byline">bởi <a>{story.author}</a></span></div></header>
<div class="entry-content">{blocks[0]}{photo}{"".join(blocks[1:])}
<div class="sharedaddy"><h3 class="sd-title">Chia sẻ:</h3><ul><li>Facebook</li><li>Twitter</li></ul></div>
<div id="jp-relatedposts"><h3>Có liên quan</h3><p>{chrome.link()}</p><p>{chrome.teaser()}</p></div></div>
<footer class="entry-footer"><span class="tags-links">Thẻ: <a>bản đồ số</a>, <a>tình nguyện</a></span></footer></article>
<nav class="post-navigation"><h2>Điều hướng bài viết</h2>{chrome.link()}</nav>
<div id="comments"><h2 class="comments-title">4 bình luận</h2><ol>{comments}</ol><div id="respond"><h3>Để lại một bình luận</h3>
<p class="comment-notes">{chrome.note("Email của bạn sẽ không được hiển thị công khai. Các trường bắt buộc được đánh dấu *")}</p></div></div></main></div>
<aside id="secondary">{chrome.links(9)}</aside><footer>{chrome.footer("Tuổi trẻ xứ dừa")}</footer></body></html>"""


def tables(story: Story, chrome: Chrome) -> str:
    """A page of 2008: fonts, nested tables, upper case element names, bare text with line breaks."""
    text = "<br><br>\n".join(text for _, text in story.pieces())
    other = "".join(
        f'<TR><TD><FONT SIZE=2>&#9679; <A HREF="xem.asp?id={n}">{chrome.headline()}</A></FONT></TD></TR>'
        for n in range(11)
    )
    return f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=utf-8"><TITLE>Bản tin tỉnh</TITLE>{chrome.style(140)}</HEAD>
<BODY BGCOLOR=#FFFFFF TOPMARGIN=0>{chrome.script(8)}<TABLE WIDTH=760 ALIGN=center CELLPADDING=0><TR><TD COLSPAN=3 BACKGROUND=nen.gif>
<FONT COLOR=red SIZE=5><B>{chrome.note("BẢN TIN NỘI BỘ CỦA TỈNH PHÁT HÀNH TRÊN MẠNG")}</B></FONT></TD></TR>
<TR><TD COLSPAN=3><A HREF=#>Trang chủ</A> | <A HREF=#>Tin nội chính</A> | <A HREF=#>Văn bản</A> | <A HREF=#>Liên hệ</A></TD></TR>
<TR><TD WIDTH=150 VALIGN=top><TABLE><TR><TD><B>Chuyên mục</B></TD></TR><TR><TD>{chrome.links(6, outer="P", inner="DIV")}</TD></TR></TABLE></TD>
<TD VALIGN=top><TABLE WIDTH=460><TR><TD><FONT SIZE=4 COLOR=#003399><B>{story.title}</B></FONT></TD></TR>
<TR><TD ALIGN=right><FONT SIZE=1>Ngày {story.published:%d/%m/%Y - %H:%M}</FONT></TD></TR>
<TR><TD ALIGN=justify><TABLE ALIGN=left WIDTH=200><TR><TD><IMG SRC=anh.jpg></TD></TR><TR><TD><I>{chrome.caption(0)}</I></TD></TR></TABLE>
<B>{escape(story.lead)}</B><BR><BR>
<FONT SIZE=2>{text}</FONT></TD></TR>
<TR><TD ALIGN=right><B>(Theo bản tin Văn phòng)</B></TD></TR>
<TR><TD><HR><B>Các tin đã đưa</B><TABLE>{other}</TABLE></TD></TR></TABLE></TD>
<TD WIDTH=150 VALIGN=top>{chrome.links(6, outer="P", inner="DIV")}</TD></TR>
<TR><TD COLSPAN=3 ALIGN=center><FONT SIZE=1>{chrome.footer("Bản tin tỉnh")}</FONT></TD></TR></TABLE></BODY></HTML>"""


def print_view(story: Story, chrome: Chrome) -> str:
    """A print view: the title in bold, the date in words, text with line breaks directly in the page."""
    text = "<br />\n<br />\n".join(text for _, text in story.pieces())
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8" /><title>{story.title}</title>{chrome.style(230)}</head>
<body onload="window.print()"><div id="print"><div id="hd_print"><h2>{chrome.note("TRANG THÔNG TIN ĐIỆN TỬ HUYỆN")}</h2>
<p><a href="/">http://huyen.example.vn</a></p></div><hr />
<b class="tieude">{story.title}</b><br />
<i>{story.weekday}, {story.published:%d/%m/%Y - %H:%M}</i><br /><br />
{text}<br /><br />
<div align="right"><b>Phòng Văn hóa - Thông tin</b></div><hr />
<p>{chrome.note("Bản in lấy từ trang thông tin điện tử huyện, mọi trích dẫn xin ghi rõ nguồn")}</p>
<p><a href="javascript:window.close()">Đóng cửa sổ</a></p></div></body></html>"""


def microdata(story: Story, chrome: Chrome) -> str:
    """Only microdata tell what is what: a time in a meta element, the body under articleBody."""
    blocks = grouped(story)
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{story.title}</title>{chrome.style(100)}</head><body>
<div class="hd"><div class="bn">{chrome.note("Sở Khoa học và Công nghệ - Kết nối tri thức với sản xuất")}</div>{chrome.menu()}</div>
<div class="bx" itemscope itemtype="https://schema.org/NewsArticle"><div class="t1" itemprop="headline">{story.title}</div>
<meta itemprop="datePublished" content="{story.published.isoformat()}"><span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{story.author}</span></span>
<div class="t2" itemprop="description">{escape(story.lead)}</div>
<div class="t3" itemprop="articleBody">{blocks[0]}<div class="ph"><img src="a.jpg" alt="{chrome.caption(1)}"><div class="pc">{chrome.caption(1)}. {chrome.credit(2)}</div></div>
{"".join(blocks[1:])}<div class="sh">Chia sẻ: <a>Facebook</a></div></div></div>
<div class="ot"><div class="t4">Tin cùng loại</div>{chrome.links(9)}</div><div class="ft">{chrome.footer("Sở Khoa học và Công nghệ")}</div>{chrome.script(16)}</body></html>"""
