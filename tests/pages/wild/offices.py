# ruff: noqa: E501
"""Pages laid out as those of party and state offices, fronts and unions, 2008 to 2025."""

from __future__ import annotations

from pages.wild.sheet import Sheet


def sharepoint(s: Sheet) -> str:
    """SharePoint 2013: everything in web parts, the title in a span of a td, the text in ms-rtestate-field."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>
	Trang chủ - Cổng thông tin điện tử
</title></head><body><form name="aspnetForm" method="post" action="/Pages/ChiTiet.aspx"><input type="hidden" name="__VIEWSTATE"
 value="abc"><div id="s4-workspace"><div class="menu-ngang"><ul class="static">{s.menu(9)}</ul></div>
<table class="ms-webpartPage-root"><tr><td class="ms-WPBody" id="MSOZoneCell_WebPartWPQ2"><div class="tin-lienquan-left">
{s.links(8, "<div>", "</div>")}</div></td><td id="MSOZoneCell_WebPartWPQ3"><div class="ms-WPBody"><div class="ct-header">
<span class="ct-title">{s.title}</span></div><div class="ct-date">[21/07/2020 9:05:00 SA]</div><div class="ct-gioithieu">
{s.lead()}</div><div class="ct-noidung"><div class="ExternalClass9F2C"><div class="ms-rtestate-field">
{s.many(5, '<p style="text-align&#58;justify;"><span style="font-family&#58;Arial;">', "</span></p>")}
<p style="text-align&#58;justify;">​</p>{s.many(2, '<p style="text-align&#58;justify;"><span>', "</span></p>")}</div></div></div>
<div class="ct-tacgia">Văn phòng Sở</div><div class="ct-luottruycap">Lượt xem: 1.024</div>
<div class="ct-tinkhac"><span>Các tin khác</span><ul>{s.links(10)}</ul></div></div></td></tr></table></div>
<div class="footer">{s.site("<div>", "</div>")}</div></form></body></html>"""


def liferay(s: Sheet) -> str:
    """Liferay: asset publisher within portlets, a title in h3.header-title, the lead in em, meta in divs after."""
    return f"""<!DOCTYPE html><html class="aui ltr" lang="vi-VN"><head><meta charset="utf-8"><title>Tin tức - UBND huyện Mẫu</title>
</head><body class="yui3-skin-sam signed-out"><div id="wrapper"><header id="banner"><h1 class="site-title"><a>Trang thông tin
 điện tử</a></h1></header><nav id="navigation"><ul>{s.menu(10)}</ul></nav><div id="content"><div class="columns-2">
<div class="portlet-layout"><div class="portlet-column portlet-column-first"><div class="portlet-boundary">
<section class="portlet"><h2 class="portlet-title-text">Văn bản mới</h2><div class="portlet-content"><ul>{
        s.links(6)
    }</ul></div>
</section></div></div><div class="portlet-column portlet-column-last"><section class="portlet"><div class="portlet-body">
<div class="asset-full-content show-asset-title"><h3 class="header-title"><span>{s.title}</span></h3>
<div class="asset-content"><div class="journal-content-article"><div class="ngay-dang">13:02 | 16/08/2019</div>
<p><em><strong>{s.lead()}</strong></em></p>{s.many(4, '<p style="text-align: justify;">')}
<p style="text-align:center"><img src="/documents/1/x.jpg"/></p><p style="text-align:center"><em>{s.caption()}</em></p>
{s.many(3, '<p style="text-align: justify;">')}<p style="text-align: right;"><strong>Ngọc Trăm</strong></p></div></div>
<div class="asset-metadata"><span class="view-count">86 lượt xem</span></div></div></div></section>
<section class="portlet"><header><h2>Tin tức khác</h2></header><div class="portlet-content">{
        "".join(
            f'''<div class="asset-abstract">
<h3>{s.link()}</h3><div class="asset-summary">{s.teaser()} <a>Xem thêm</a></div></div>'''
            for _ in range(8)
        )
    }</div></section>
</div></div></div></div><footer id="footer">{s.site()}</footer></div></body></html>"""


def igate(s: Sheet) -> str:
    """DNN of a provincial portal: Word markup in the body, date after the title in brackets, related in a table."""
    mso = '<p class="MsoNormal" style="text-align:justify;text-indent:.5in"><span style="font-size:14.0pt;mso-ansi-language:VI">'
    return f"""<!DOCTYPE html><html><head id="Head"><meta charset="utf-8"><title>Chi tiết tin</title></head><body id="Body">
<form id="Form"><div class="mainMenu"><ul>{s.menu(9)}</ul></div><div id="dnn_ContentPane"><div class="DnnModule-4521">
<div class="Normal"><div class="article"><div class="bread">Trang chủ › Tin trong tỉnh</div><div class="tieude_tin">{s.title}
</div><div class="ngaydang">(Thứ sáu, 25/11/2022, 16:44)</div><div class="trichdan">{s.lead()}</div>
<div class="noidungtin"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style>/* Style Definitions */ table.MsoNormalTable {{mso-style-name:"Table Normal";}}</style>
{s.many(3, mso, "<o:p></o:p></span></p>")}<p class="MsoNormal" align="center"><b><span>{s.h()}<o:p></o:p></span></b></p>
{s.tasks(4, '<p class="MsoListParagraph"><span>- ', "</span></p>")}{s.many(2, mso, "<o:p></o:p></span></p>")}</div>
<div class="tacgia">Tin, ảnh: Thùy Trinh</div><div class="tlq"><table>{s.links(8, "<tr><td>", "</td></tr>")}</table></div>
</div></div></div></div><div id="dnn_RightPane">{s.links(12, '<div class="lk">', "</div>")}</div>
<div id="dnn_Footer">{s.site()}</div></form></body></html>"""


def nukeviet(s: Sheet) -> str:
    """NukeViet 4: h1 title, a list with the date, hometext, bodytext, stars, newer and older news."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{s.title}</title>
<meta property="og:title" content="{s.title}"><meta property="og:type" content="article"></head><body><div class="body-bg"><nav>
<ul class="nav navbar-nav">{s.menu(8)}</ul></nav><section><div class="container" id="body"><ol class="breadcrumb"><li>Tin tức</li>
</ol><div class="news_column panel panel-default" itemscope itemtype="http://schema.org/NewsArticle"><div class="panel-body">
<h1 class="title margin-bottom-lg" itemprop="headline">{s.title}</h1><div class="hidden hide d-none" itemprop="author"><span>
<a>Ban Tuyên giáo</a></span></div><span class="hidden hide d-none" itemprop="datePublished">{s.published}</span>
<div class="row margin-bottom-lg"><div class="col-md-12"><span class="h5">Thứ tư - 09/10/2024 14:18</span></div><div>
<ul class="list-inline text-right"><li><a title="Gửi bài viết qua email">&nbsp;</a></li><li><a title="In ra">&nbsp;</a></li></ul>
</div></div><div class="clearfix"><div class="hometext m-bottom" itemprop="description">{s.lead()}</div>
<figure class="article center"><img src="/u.jpg"><figcaption>{s.caption()}</figcaption></figure></div>
<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{s.many(6, '<div style="text-align: justify;">', "</div>")}
<br />{s.many(1, '<div style="text-align: justify;">', "</div>")}</div><div class="margin-bottom-lg"><p class="h5 text-right">
<strong>Tác giả bài viết: </strong>Lữ Thành</p></div></div></div><div class="news_column panel panel-default">
<div class="panel-body"><form id="form3B"><div class="h5">Tổng số điểm của bài viết là: 5 trong 1 đánh giá</div>
<div id="click_rating">Click để đánh giá bài viết</div></form></div></div><div class="news_column"><p class="h3">
<strong>Những tin mới hơn</strong></p><ul class="related">{s.links(5)}</ul><p class="h3"><strong>Những tin cũ hơn</strong></p>
<ul class="related">{s.links(6)}</ul></div><div class="col-md-6"><div class="panel">Thống kê: Đang truy cập 14
</div></div></div></section><footer>{s.site()}</footer></div></body></html>"""


def joomla(s: Sheet) -> str:
    """Joomla: item-page with h2, dl of article-info, the text straight in div itemprop, pager at the end."""
    return f"""<!DOCTYPE html><html lang="vi-vn"><head><meta charset="utf-8"><title>{s.title} - Trường Chính trị Mẫu</title></head>
<body class="site com_content view-article"><nav><ul class="nav menu">{s.menu(8)}</ul></nav><div class="row-fluid">
<div id="aside" class="span3"><div class="well"><h3 class="page-header">Bài mới</h3><ul class="latestnews">{s.links(8)}</ul></div>
</div><main id="content" role="main" class="span9"><div id="system-message-container"></div><div class="item-page" itemscope>
<meta itemprop="inLanguage" content="vi-VN"/><div class="page-header"><h2 itemprop="headline">{s.title}</h2></div>
<div class="icons"><ul class="dropdown-menu"><li class="print-icon"><a>In</a></li><li class="email-icon"><a>Email</a></li></ul></div>
<dl class="article-info muted"><dt class="article-info-term">Chi tiết</dt><dd class="createdby">Viết bởi Ban biên tập</dd>
<dd class="category-name">Chuyên mục: <a>Tin hoạt động</a></dd><dd class="published"><time datetime="2016-03-28T08:00:00+07:00">
Được đăng: Thứ hai, 28 Tháng 3 2016 08:00</time></dd><dd class="hits">Lượt xem: 512</dd></dl>
<div itemprop="articleBody">{s.many(7, '<p style="text-align: justify;">')}<p style="text-align: right;"><em>Hồng Thắm</em></p>
</div><ul class="pager pagenav"><li class="previous"><a rel="prev">Trang trước</a></li><li class="next"><a>Trang sau</a></li></ul>
</div></main></div><footer class="footer">{s.site()}</footer></body></html>"""


def wordpress(s: Sheet) -> str:
    """WordPress of 2012: classic editor, captions of wp-caption, sharing buttons, a list of comments longer than all."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="UTF-8"/><title>{
        s.title
    } | Mặt trận huyện Mẫu</title></head>
<body class="single single-post"><div id="page"><header><h1 id="site-title"><a href="/">Mặt trận huyện Mẫu</a></h1>
<h2 id="site-description">Trang thông tin của Ủy ban Mặt trận</h2></header><nav><ul>{
        s.menu(7)
    }</ul></nav><div id="primary">
<div id="content" role="main"><article id="post-11" class="post-11 post hentry"><header class="entry-header">
<h1 class="entry-title">{s.title}</h1><div class="entry-meta"><span class="sep">Posted on </span><a href="/11"><time
 class="entry-date" datetime="2012-10-17T21:06:11+07:00">17/10/2012</time></a> by <a>quantri</a></div></header>
<div class="entry-content">{s.many(2)}<div class="wp-caption aligncenter"><img src="/c.jpg"><p class="wp-caption-text">
{s.caption()}</p></div>{
        s.many(4)
    }<div class="sharedaddy"><h3 class="sd-title">Chia sẻ:</h3><ul><li>Twitter</li></ul></div>
<div id="jp-post-flair"><h3>Thích bài này:</h3><span>Đang tải...</span></div></div>
<footer class="entry-meta">This entry was posted in <a>Tin tức</a> by <a>quantri</a>. Bookmark the permalink.</footer></article>
<div id="comments"><h2>120 thoughts on &ldquo;{s.title}&rdquo;</h2><ol class="commentlist">{
        "".join(
            f'''<li class="comment">
<article class="comment"><div class="comment-author vcard"><span class="fn">bandoc{n}</span> on <time>18/10/2012 at 09:{n % 50 + 10}
</time> said:</div><div class="comment-content"><p>{s.comment()}</p><p>{s.comment()}</p></div></article></li>'''
            for n in range(120)
        )
    }
</ol></div></div></div><div id="secondary"><aside><h3>Bài mới</h3><ul>{s.links(6)}</ul></aside></div>
<footer>{s.site()}</footer></div></body></html>"""


def blogspot(s: Sheet) -> str:
    """Blogspot: h2 date-header, h3 post-title, text parted by breaks straight in the post's body."""
    return f"""<!DOCTYPE html><html xmlns:b="x"><head><meta charset="UTF-8"/><title>Đoàn xã Mẫu: {s.title}</title>
<meta content="{s.title}" property="og:title"/></head><body><div class="header-inner"><h1 class="title">Đoàn xã Mẫu</h1></div>
<div class="tabs"><ul>{s.menu(5)}</ul></div><div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header">
<span>Thứ Ba, 26 tháng 3, 2013</span></h2><div class="post hentry"><h3 class="post-title entry-title">{s.title}</h3>
<div class="post-body entry-content" id="post-body-1"><div dir="ltr" style="text-align: left;">{s.p()}<br />
<div class="separator" style="clear: both;"><a href="/big.jpg"><img src="/s.jpg"></a></div><br />{s.p()}<br /><br />{s.p()}<br />
<br />{s.p()}<br /><a name='more'></a><br />{s.p()}</div><div style="clear: both;"></div></div>
<div class="post-footer"><span class="post-author vcard">Người đăng: <span class="fn">doanxa</span></span>
<span class="post-timestamp">vào lúc <abbr class="published" title="{s.published}">09:14</abbr></span>
<span class="post-labels">Nhãn: <a>Tháng thanh niên</a></span></div></div></div></div><div class="sidebar"><h2>Lưu trữ Blog</h2><ul>
{s.links(10)}</ul></div><footer>{s.site()}</footer></body></html>"""


def building_party(s: Sheet) -> str:
    """A party review: td classes only, the lead in td.Lead, the text in td.Content, long; title in td.Title."""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Tạp chí Dựng Nhà</title></head>
<body><table id="tblMain"><tr><td class="menu"><table><tr>{s.menu(8, "<td>", "</td>")}</tr></table></td></tr><tr>
<td class="bodyArea"><table><tr><td class="Cat">Nghiên cứu - Trao đổi</td></tr><tr><td class="Title">{s.title}</td></tr>
<tr><td class="Date">9:40' 12/5/2009</td></tr><tr><td class="Lead">{s.lead()}</td></tr><tr><td class="Content">
<P align=justify>{s.p()}</P><P align=justify>{s.p()}</P><P align=justify><STRONG><EM>{s.h()}</EM></STRONG></P>
{s.many(6, "<P align=justify>", "</P>")}<P align=justify><STRONG><EM>{s.h()}</EM></STRONG></P>
{s.many(6, "<P align=justify>", "</P>")}<P align=right><STRONG>Đoàn Minh Huấn Mẫu</STRONG></P>
<P align=right><EM>Phó trưởng khoa, Trường Chính trị tỉnh</EM></P></td></tr><tr><td class="Feedback">Phản hồi (0)</td></tr>
<tr><td class="Others"><b>Các tin khác:</b><br>{s.links(10, "&bull; ", "<br>")}</td></tr></table></td></tr>
<tr><td class="footer">{s.site("", "<br>")}</td></tr></table></body></html>"""


def central(s: Sheet) -> str:
    """A party's central site: post-content, the lead in h2, source line below, a very long list of related links."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{s.title}</title>
<meta property="og:title" content="{s.title}"><meta property="og:site_name" content="Trang Đảng Mẫu"></head><body>
<div class="nav-main"><ul>{s.menu(12)}</ul></div><div class="detail-post"><div class="box-title-detail"><a>Tin tổng hợp</a></div>
<div class="post-title"><h1>{s.title}</h1></div><div class="post-sub"><span class="lbPublishedDate">Thứ tư, 31/3/2021 18:45'(GMT+7)
</span></div><div class="post-summary"><h2>(TĐM) - {s.lead()}</h2></div><div class="post-content __MASTERCMS_CONTENT">
<div class="imgcenter" style="text-align:center"><img src="/d.jpg"><p>{s.caption()}. (Ảnh: HT)</p></div>
{s.many(5, '<p style="text-align: justify;">')}<p><strong>{s.h()}</strong></p>{s.many(4, '<p style="text-align: justify;">')}</div>
<div class="post-author">Hiền Thục</div><div class="post-share">Bản in | Email</div>
<div class="post-related"><ul>{s.links(80)}</ul></div></div><div class="footer">{s.site()}</div></body></html>"""


def propaganda(s: Sheet) -> str:
    """A propaganda department's: font tags, a lead in font of a colour, br between, title in a div by style only."""
    return f"""<html><head><meta charset="utf-8"><title>Ban Tuyên huấn Mẫu - Chi tiết</title></head><body>
<div id="top-menu">{s.menu(9, "<span>", "</span>")}</div><div id="center"><div style="font:bold 20px Arial;color:#b00">{s.title}</div>
<div style="color:#777">08/11/2014 10:30:00 SA</div><div style="padding:5px"><font color="#333333"><b>{s.lead()}</b></font></div>
<div style="padding:5px"><font face="Arial" size="3">{s.p()}<br><br>{s.p()}<br><br>{s.p()}<br><br>{s.p()}<br><br>{s.p()}</font>
</div><div style="text-align:right"><b>Tuyết Nga</b></div><hr><b>Tin liên quan</b><br>{s.links(8, "- ", "<br>")}</div>
<div id="bottom">{s.site("", "<br>")}</div></body></html>"""


def government(s: Sheet) -> str:
    """A government paper: sapo in its own h2, the body with a chapô caption and a long decree in quoted indents."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{s.title}</title>
<meta property="og:title" content="{
        s.title
    }"><meta property="article:published_time" content="2022-12-02T18:06:00"></head>
<body><div class="header"><ul>{
        s.menu(12)
    }</ul></div><div class="detail-container"><div class="detail-breadcrumb"><a>Chỉ đạo</a></div>
<h1 class="detail-title" data-role="title">{
        s.title
    }</h1><div class="detail-time" data-role="publishdate">02/12/2022 18:06</div>
<h2 class="detail-sapo" data-role="sapo">(Chinhphu.mau) - {
        s.lead()
    }</h2><div class="detail-content clearfix" data-role="content">
<figure class="VCSortableInPreviewMode" type="Photo"><div><img src="/h.jpg"></div><figcaption class="PhotoCMS_Caption"><p>
{s.caption()}- Ảnh 1.</p></figcaption></figure><p><b>{s.h()}</b></p>{s.many(2)}
<p><i>{s.p("1. Yêu cầu các sở, ngành và địa phương:")}</i></p>
{s.tasks(3, '<p class="" style="margin-left: 40px;">a) ', "</p>")}{s.many(2)}<table class="table-note"><tbody><tr><td>
<p>{s.p()}</p></td></tr></tbody></table>{s.many(2)}<p style="text-align: right;"><b>Gia Huy</b></p></div>
<div class="detail-same"><div class="title-box">Tham khảo thêm</div>{
        "".join(
            f'''<div class="box-item"><a href="#">{s.headline()}</a>
<p class="box-sapo">{s.teaser()}</p></div>'''
            for _ in range(5)
        )
    }</div></div><div class="footer">{s.site()}</div></body></html>"""


def assembly(s: Sheet) -> str:
    """An assembly's portal: an id per server control, date in a span of another column, related above the text."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>HĐND tỉnh - {s.title}</title></head><body><form>
<div class="menu">{s.menu(9, "<div>", "</div>")}</div><div class="col-xs-8"><span id="ctl00_lblNgay" class="pull-right">
11/12/2019 17:20</span><h4 id="ctl00_lblTieuDe" class="tieude">{s.title}</h4>
<div class="tin-lien-quan-tren"><ul>{s.links(3)}</ul></div><div id="ctl00_lblTomTat" class="tomtat"><b>{s.lead()}</b></div>
<div id="ctl00_divNoiDung"><div><div>{s.many(2, "<div>", "</div>")}<div>&nbsp;</div>{s.many(2, "<div>", "</div>")}
<div style="text-align:center"><img src="/q.jpg"></div><div style="text-align:center"><em>{s.caption()}</em></div>
{s.many(3, "<div>", "</div>")}</div></div></div><div id="ctl00_lblNguon">Nguồn: Văn phòng Đoàn ĐBQH</div>
<div class="binhluan"><h4>Ý kiến bạn đọc</h4><table><tr><td>Họ và tên</td><td><input></td></tr><tr><td>Nội dung</td><td><textarea>
</textarea></td></tr></table></div></div><div class="col-xs-4">{s.links(12, "<p>", "</p>")}</div>{s.site()}</form></body></html>"""


def front(s: Sheet) -> str:
    """A front's site on Elementor: widgets named by hashes, the title in a heading widget, text in two editors."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="UTF-8"><title>{s.title} - MTTQ Mẫu</title>
<meta property="article:published_time" content="{s.published}"></head><body class="elementor-page"><header>
<div class="elementor-widget-nav-menu"><ul class="elementor-nav-menu">{s.menu(9)}</ul></div></header>
<div class="elementor elementor-88 post-501 post type-post"><section class="elementor-section"><div class="elementor-widget-heading">
<h1 class="elementor-heading-title elementor-size-default">{s.title}</h1></div><div class="elementor-widget-post-info">
<ul><li><span class="elementor-icon-list-text">Tháng Bảy 18, 2025</span></li><li><span>8:45 sáng</span></li></ul></div>
<div class="elementor-element elementor-element-7aa elementor-widget elementor-widget-theme-post-content">{s.many(2)}
<figure class="wp-block-gallery"><figure class="wp-block-image"><img src="/1.jpg"><figcaption>{
        s.caption()
    }</figcaption></figure>
<figure class="wp-block-image"><img src="/2.jpg"></figure></figure>{s.many(2)}<ul class="wp-block-list">{
        s.tasks(3)
    }</ul>
<h2 class="wp-block-heading">{s.h()}</h2>{
        s.many(2)
    }</div></section><section class="elementor-section"><div class="elementor-posts">
{
        "".join(
            f'''<article class="elementor-post"><h3 class="elementor-post__title">{s.link()}</h3><div class="elementor-post__excerpt">
<p>{s.teaser()}</p></div></article>'''
            for _ in range(6)
        )
    }</div></section></div><footer>{s.site()}</footer></body></html>"""


def drupal(s: Sheet) -> str:
    """Drupal 7: field-item even, submitted line, a sidebar that is longer than the article."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"/><title>{
        s.title
    } | Hội Nông dân Mẫu</title></head>
<body class="html not-front page-node node-type-tin-tuc"><div id="page"><div id="main-menu"><ul class="links">{
        s.menu(8)
    }</ul></div>
<div id="content"><h1 class="title" id="page-title">{
        s.title
    }</h1><div class="tabs"></div><div class="region region-content">
<div id="node-77" class="node node-tin-tuc clearfix"><div class="submitted">Được viết bởi <span class="username">admin</span> vào
 T6, 06/06/2014 - 15:37</div><div class="content clearfix"><div class="field field-name-field-tom-tat"><div class="field-items">
<div class="field-item even">{
        s.lead()
    }</div></div></div><div class="field field-name-body field-type-text-with-summary">
<div class="field-items"><div class="field-item even" property="content:encoded">{s.many(4, '<p class="rtejustify">')}
<p class="rteright"><strong>Bích Chi</strong></p></div></div></div></div><div class="links"><ul><li>78 lượt xem</li></ul></div></div>
</div></div><div id="sidebar-second">{
        "".join(
            f'''<div class="block"><h2>{s.headline()}</h2><div class="content"><p>{s.teaser()}
 {s.teaser()}</p><p>{s.teaser()}</p></div></div>'''
            for _ in range(12)
        )
    }</div><div id="footer">{s.site()}</div></div></body></html>"""


def report(s: Sheet) -> str:
    """A report of 2,500 words: parts in Roman numerals, justified paragraphs, signature and recipients below."""
    parts = "".join(
        f"<p><strong>{s.h(f'{roman}. Tình hình và kết quả phần {n}')}</strong></p>{s.many(10)}"
        for n, roman in enumerate(("I", "II", "III", "IV"), start=1)
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title}</title></head><body><header><ul>{s.menu(8)}</ul>
</header><div class="page-body"><h1>{s.title}</h1><p class="time">Đăng lúc: 30/12/2020 16:00 (GMT+7)</p>
<div class="text">{parts}{s.many(5)}</div><ul class="tags"><li><a>báo cáo</a></li></ul><div class="relate">
{s.links(10, "<p>", "</p>")}</div></div><footer>{s.site()}</footer></body></html>"""
