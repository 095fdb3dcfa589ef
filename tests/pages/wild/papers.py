# ruff: noqa: E501
"""Pages laid out as those of big newsrooms, 2014 to 2026."""

from __future__ import annotations

from pages.wild.sheet import Sheet


def express(s: Sheet) -> str:
    """Lead in a paragraph outside the body, a byline right in the body's end, comments, a long list of latest news."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<title>Ấp cù lao đổi đò thành cầu, chuyện chưa kể hết - Báo Sông Nước</title>
<meta name="description" content="Tin nhanh">
<meta property="og:title" content="{s.title}"><meta property="og:site_name" content="Báo Sông Nước">
<meta name="its_publication" content="{s.published}"><meta itemprop="datePublished" content="{s.published}"></head>
<body data-source="Detail-ThoiSu" id="dark_theme"><section class="section top-header"><div class="container">
<a class="logo" href="/" title="Báo"><img src="/l.svg" alt=""></a><span class="time-now">Thứ ba, 24/11/2026</span>
</div></section><section class="section wrap-main-nav" id="wrap-main-nav"><nav class="main-nav">
<ul class="parent">{s.menu(16)}</ul></nav></section>
<section class="section page-detail top-detail"><div class="container"><div class="sidebar-1">
<div class="header-content width_common"><ul class="breadcrumb"><li><a href="/thoi-su" title="Thời sự">Thời sự</a></li>
<li><a href="/thoi-su/dan-sinh">Dân sinh</a></li></ul><span class="date">Thứ sáu, 3/9/2021, 06:15 (GMT+7)</span></div>
<h1 class="title-detail">{s.title}</h1>
<p class="description"><span class="location-stamp">Bến Tre</span>{s.lead()}</p>
<article class="fck_detail ">
{s.many(2, '<p class="Normal">')}<figure data-size="true" itemprop="associatedMedia image" class="tplCaption">
<div class="fig-picture"><picture><source data-srcset="/a.webp 1x"><img itemprop="contentUrl" class="lazy"
 src="data:image/gif;base64,R0lGODlhAQAB" data-src="/a.jpg" alt="{s.caption()}"></picture></div>
<figcaption itemprop="description"><p class="Image">{s.caption()}. Ảnh: <em>Hoàng Tâm</em></p></figcaption></figure>
<p class="Normal">{s.short()}</p>{s.many(3, '<p class="Normal">')}
<div class="box-tinlienquanv2 "><article class="item-news"><h4 class="title-news">{s.link()}</h4>
<p class="description">{s.teaser()}</p></article></div>
<p class="subtitle">{s.h()}</p>{s.many(3, '<p class="Normal">')}
<ul class="list-news" id="list-news" data-campaign="Box-Related">{s.links(3)}</ul>
<p class="Normal" style="text-align:right;"><strong>Hoàng Tâm</strong></p></article>
<div id="box_comment_vne" class="box_comment_vne"><div class="ykien_vne"><strong>Ý kiến</strong></div>
<div class="main_show_comment">{
        "".join(
            f'''<div class="comment_item"><div class="content-comment">
<p class="full_content"><span class="txt-name"><a class="nickname">Bạn đọc {n}</a></span>{s.comment()}</p></div>
<p class="block_like_web">Thích <span>{n}</span> Trả lời <span class="time-com">{n}h trước</span></p></div>'''
            for n in range(1, 9)
        )
    }</div></div></div>
<div class="sidebar-2"><div class="box-category">{
        "".join(
            f'''<article class="item-news"><h3>{s.link()}</h3>
<p class="description">{s.teaser()}</p></article>'''
            for _ in range(7)
        )
    }</div></div></div></section>
<section class="section"><div class="container">{
        "".join(
            f'''<article class="item-news item-news-common">
<h3 class="title-news">{s.link()}</h3><p class="description"><a href="#">{s.teaser()}</a></p></article>'''
            for _ in range(14)
        )
    }</div></section>
<footer class="footer"><div class="copyright">{s.site()}</div></footer></body></html>"""


def young(s: Sheet) -> str:
    """VCCorp's layout: h2 sapo, boxes sortable in preview, related news inside the body, pop-ups after it."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{s.title} - Báo Cù Lao Online</title>
<meta property="og:title" content="{s.title}"><meta property="article:published_time" content="{s.published}"></head>
<body class="pagewaiting"><div id="admWrapsite"><div class="header"><div class="header__nav"><ul class="menu-nav">
{s.menu(14)}</ul></div></div><div class="main" id="content"><div class="detail__section"><div class="detail__flex">
<div class="detail__sticky"><div class="detail-social"><a>Chia sẻ</a><span class="txt">Lưu bài</span></div></div>
<div class="detail__main"><div class="detail__cmain" id="main-detail"><div class="detail-top"><div class="detail-cate">
<a href="/thoi-su.htm">Thời sự</a></div><div class="detail-time"><div data-role="publishdate">
09/05/2022 07:42 GMT+7</div></div></div><h1 class="detail-title article-title" data-role="title">{s.title}</h1>
<div class="detail-info"><div class="author-info"><a class="name" href="/tac-gia.htm">Mậu Nhiên</a>
<div class="detail-author-bot">{s.no("Phóng viên thường trú khu vực, chuyên viết về đời sống sông nước")}</div></div>
<div class="voice-box"><span>Nghe đọc bài</span><select><option>Giọng nữ miền Nam</option></select></div></div>
<h2 class="detail-sapo" data-role="sapo"><span class="VCSapo">BT -</span> {s.lead()}</h2>
<div class="detail-cmain clearfix"><div class="detail-content afcbc-body" data-role="content" itemprop="articleBody">
<div class="VCSortableInPreviewMode" type="Photo"><div><img src="/x.jpg" alt=""></div>
<div class="PhotoCMS_Caption"><p data-placeholder="Nhập chú thích ảnh">{s.caption()} - Ảnh: MẬU NHIÊN</p></div></div>
{s.many(3)}<div class="VCSortableInPreviewMode" type="RelatedOneNews"><a class="VCCTitle" href="/b.htm">{s.headline()}
</a><span class="VCObjectBoxRelatedNewsItemSapo">{s.teaser()}</span><a class="VCReadmore">ĐỌC NGAY</a></div>
<h3>{s.h()}</h3>{s.many(2)}
<p><b>{s.p("* Thưa ông, dân đóng góp như thế nào, có ai phản đối không?")}</b></p><p>{s.p()}</p><p>{s.short()}</p>
<div class="VCSortableInPreviewMode alignCenter" type="wrapnote"><div class="content"><p><b>{s.h()}</b></p>
<p>{s.p()}</p></div></div>{s.many(2)}
<div class="VCSortableInPreviewMode" type="VideoStream"><div class="VideoCMS_Caption"><p>{s.caption()}</p></div></div>
<p>{s.p()}</p></div></div>
<div class="detail-author-news"><b class="authorname">Mậu Nhiên</b></div>
<div class="box-vote-reaction"><div class="reaction">Tặng sao <span>Chọn số sao muốn tặng cho tác giả bài này</span>
</div></div><div class="detail-tab"><ul>{s.links(4)}</ul></div>
<section class="comment-wrapper">{
        "".join(f'<div class="item-comment"><span>{s.comment()}</span></div>' for _ in range(20))
    }</section></div>
<div class="detail__same-category"><h3>Tin cùng chuyên mục</h3>{
        "".join(
            f'''<div class="box-category-item">
<h3 class="box-title-text">{s.link()}</h3><p class="box-category-sapo" data-type="sapo">{s.teaser()}</p></div>'''
            for _ in range(8)
        )
    }</div></div></div></div></div>
<div class="wrapPopup" id="ObjectDetailPopup"><div class="content-detail"><p>Bình luận của bạn sẽ được xét duyệt</p>
<p>Thông tin này không xuất hiện trên báo, chỉ dùng để liên lạc khi tòa soạn cần</p></div></div>
<div class="footer">{s.site('<p class="text">')}</div></div></body></html>"""


def people_daily(s: Sheet) -> str:
    """Utility-class layout: hashed names, an h2 lead with the paper's mark, many article elements on the page."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{s.title} | Báo Xóm Dừa</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"{s.title}","datePublished":"{s.published}","dateModified":"2023-02-16T10:10:10+07:00",
"author":{{"@type":"Person","name":"Khả Vân"}}}}</script></head>
<body><header class="header container bg-wrap"><ol class="menu-wrap-v3">{s.menu(15)}</ol></header>
<main class="body container"><div class="dt-grid dt-grid-cols-[48px_minmax(0,_1fr)_300px] dt-gap-[50px]">
<div class="dt-sticky"><button>Chia sẻ</button></div><div class="dt-flex dt-flex-col dt-gap-6">
<ul class="dt-text-MineShaft dt-flex"><li><a href="/xa-hoi.htm">Xã hội</a></li><li><a href="/m.htm">Chính trị</a></li></ul>
<div class="dt-flex dt-flex-col"><article class="dt-flex dt-flex-col dt-gap-6">
<h1 class="dt-font-inter dt-font-semibold dt-text-4xl">{s.title}</h1>
<div class="dt-flex dt-items-center"><a href="/tac-gia/1.htm">Khả Vân</a>
<time datetime="2023-02-15 09:31">Thứ tư, 15/02/2023 - 09:31</time></div>
<h2 class="dt-font-arial dt-text-lg dt-leading-160">(Xóm Dừa) - {s.lead()}</h2>
<div class="dt-font-arial dt-text-black-mine dt-text-lg" id="desktop-in-article">
{s.many(2)}<figure class="image align-center"><img data-src="/1.jpg" src="/blank.gif" alt=""><figcaption>
<p>{s.caption()} (Ảnh: Khả Vân).</p></figcaption></figure>{s.many(3)}
<p><a href="/khac.htm"><strong>>> {s.headline()}</strong></a></p>
<h3>{s.h()}</h3>{s.many(2)}<div class="dt-my-8 dt-relative"><div data-desktop="related"><a href="/k.htm">
{s.headline()}</a></div></div>{s.many(2)}</div></article></div>
<div class="dt-flex dt-flex-col dt-gap-3"><div class="dt-p-6 dt-bg-common-background">
{
        "".join(
            f'''<article class="dt-flex dt-gap-5"><div><h3>{s.link()}</h3><a class="dt-text-sm">{s.teaser()}</a></div>
</article>'''
            for _ in range(4)
        )
    }</div><ul class="dt-flex dt-flex-wrap"><li><a href="/tag/a">cù lao</a></li>
<li><a href="/tag/b">Bến Tre</a></li></ul></div></div>
<div><article>{"".join(f'<article class="dt-py-5"><h3 class="dt-flex-1">{s.link()}</h3></article>' for _ in range(8))}
</article></div></div></main><footer class="footer bg-wrap"><ul class="footer-list">{s.site("<li>", "</li>")}</ul>
</footer></body></html>"""


def net(s: Sheet) -> str:
    """Title beside a breadcrumb with the time, sapo in h2, tables for photos, an author card with a biography."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title}</title>
<meta property="og:title" content="{s.title}"><meta name="pubdate" content="{s.published}"></head><body>
<div class="header"><ul class="nav">{s.menu(13)}</ul></div><div class="main__content"><div class="container__left">
<div class="bread-crumb-detail"><ul><li><a href="/">Trang chủ</a></li><li><a href="/chinh-tri">Chính trị</a></li></ul>
<div class="bread-crumb-detail__time">Thứ Hai, 21/03/2022 - 15:08</div></div>
<h1 class="content-detail-title">{s.title}</h1>
<div class="content-detail"><h2 class="content-detail-sapo sm-sapo-mb-0">{s.lead()}</h2>
<div class="article-detail-author-wrapper"><p class="article-detail-author__info"><span class="name">
<a href="/tac-gia/x">Thục Quyên</a></span></p></div>
<div class="maincontent main-content" id="maincontent">{s.many(2)}
<figure class="image vnn-content-image"><picture><img src="/i.gif" data-srcset="/i.jpg"></picture>
<figcaption>{s.caption()}. Ảnh: TQ</figcaption></figure>{s.many(2)}
<div class="insert-wiki-content" data-type="article"><div class="article-content"><h3>{s.link()}</h3>
<p>{s.teaser()}</p></div></div><h3>{s.h()}</h3>{s.many(2)}<table class="image"><tbody><tr><td><img src="/j.jpg"></td>
</tr><tr><td class="image_desc">{s.caption()}</td></tr></tbody></table>{s.many(2)}
<div class="vnn-template-noneditable template-quote"><blockquote><p>{s.p()}</p></blockquote></div><p>{s.p()}</p>
<p style="text-align:right;"><strong>Thục Quyên</strong></p></div>
<div class="article-author-multiple"><p class="bio">{
        s.no(
            "Thục Quyên có mười hai năm viết về nông thôn, hai lần đoạt giải báo chí của tỉnh; bạn đọc gửi thư về hộp thư tòa soạn."
        )
    }</p></div>
<div class="tag-cotnent"><h3>Chủ đề:</h3><ul><li><a>Mặt trận</a></li><li><a>Bến Tre</a></li></ul></div>
<div class="insert-link-tin"><ul>{s.links(5)}</ul></div>
<div class="article-relate"><div class="title">Nổi bật</div>{
        "".join(
            f'''<div class="horizontalPost"><h3>{s.link()}</h3>
<p>{s.teaser()}</p></div>'''
            for _ in range(6)
        )
    }</div></div></div>
<div class="container__right">{"".join(f'<div class="verticalPost"><h3>{s.link()}</h3></div>' for _ in range(9))}</div>
</div><div class="footer">{s.site()}</div></body></html>"""


def zing(s: Sheet) -> str:
    """The lead after the header, tables named picture, an interview with bold questions, a credit list."""
    questions = (
        "- Điều gì khiến bà quyết định trở về xứ cù lao sau hai mươi năm làm việc ở thành phố?",
        "- Dân phản ứng ra sao khi bà đề nghị bỏ phân hóa học?",
        "- Bà có lúc nào muốn bỏ cuộc không?",
        "- Người trẻ ở quê cần gì nhất?",
    )
    talk = "".join(
        f"<h3><strong>{s.p(question)}</strong></h3><p>{s.p()}</p>\n<p>{s.short()}</p><p>{s.p()}</p>"
        for question in questions
    )
    sheet_lead = s.lead()
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title} - Dòng Nước Ngọt</title>
<meta property="og:title" content="{s.title} - Dòng Nước Ngọt"/>
<meta property="article:published_time" content="{s.published}"></head>
<body id="page-article" class="type-text"><header id="zingheader"><nav><ul>{s.menu(12)}</ul></nav></header>
<div id="wrapper" class="container"><div id="site-content" class="page-wrapper"><article article-id="1" class="the-article type-text">
<header class="the-article-header"><p class="the-article-category"><a class="parent_cate">Đời sống</a></p>
<h1 class="the-article-title">{
        s.title
    }</h1><ul class="the-article-meta"><li class="the-article-author"><a>Vy Thảo</a></li>
<li class="the-article-publish">Thứ bảy, 12/10/2019 06:30 (GMT+7)</li><li class="the-article-views">1.204 lượt xem</li>
</ul></header><section class="main"><p class="the-article-summary">{sheet_lead}</p>
<div class="the-article-body">{talk}<table class="picture" align="center"><tbody><tr><td class="pic"><img src="/p.jpg">
</td></tr><tr><td class="pCaption caption">{s.caption()}. <em>Ảnh: Vy Thảo.</em></td></tr></tbody></table>
<p>{s.p()}</p><div class="inner-article"><a href="/bai.html"><h2 class="title">{s.headline()}</h2>
<p class="summary">{s.teaser()}</p></a></div><p>{s.p()}</p></div>
<div class="the-article-credit"><p class="author">Vy Thảo</p><p class="source">Theo <a>Tạp chí Tri Thức Mẫu</a></p></div>
<p class="the-article-tags">trở về quê <span>nông nghiệp sạch</span></p></section>
<section class="sidebar"><section id="article-related"><h2>Bài liên quan</h2><div class="article-list">
{
        "".join(
            f'''<article class="article-item"><header><p class="article-title">{s.link()}</p>
<p class="article-summary">{s.teaser()}</p></header></article>'''
            for _ in range(10)
        )
    }</div></section></section>
</article></div></div><footer><div class="wrapper">{s.site()}</div></footer></body></html>"""


def television(s: Sheet) -> str:
    """A broadcaster: a video first, the lead in bold with the station's mark, the body in div#entry-body, tags in p."""
    return f"""<html><head><meta charset="utf-8"><title>{s.title} | ĐÀI SÓNG MẪU</title>
<meta property="og:title" content="{s.title} | ĐÀI SÓNG MẪU"></head><body><form method="post" id="form1">
<div class="top"><ul class="menu-main">{s.menu(11)}</ul></div><div class="noidung"><div class="leftcol">
<p class="chuyenmuc"><a href="/trong-nuoc.htm">TRONG NƯỚC</a></p><h1 class="title_detail">{s.title}</h1>
<p class="news-info"><span class="author">Ban Thời sự</span>-<span class="time">Cập nhật 19:35 ngày 28/11/2018</span></p>
<div class="video-box"><video src="/v.mp4"></video><p class="note">{s.no("Trình duyệt của bạn không hỗ trợ phát video, vui lòng cập nhật")}</p></div>
<h2 class="sapo">ĐSM.vn - {s.lead()}</h2><div class="ta-justify" id="entry-body">{s.many(3)}
<div type="RelatedNews"><ul>{s.links(2)}</ul></div>{s.many(2)}
<p><em>{s.no("Mời quý độc giả theo dõi các chương trình đã phát sóng của Đài trên ứng dụng di động và kênh trực tuyến!")}</em></p></div>
<div class="news_keyword"><p class="tit-key">Từ khóa:</p><a>cống ngăn mặn</a>, <a>nước ngọt</a></div>
<div class="tinkhac"><h3>TIN MỚI</h3><ul>{"".join(f"<li><h4>{s.link()}</h4><p>{s.teaser()}</p></li>" for _ in range(5))}</ul>
</div></div><div class="rightcol"><ul>{s.links(15)}</ul></div></div><div class="footer">{s.site()}</div></form></body></html>"""


def voice(s: Sheet) -> str:
    """A Drupal of a radio station: field names, a sapo field, a long body, a box of the same subject in every third."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"/><title>{s.title} | Sóng Xứ Dừa</title>
<meta property="og:title" content="{s.title}"/></head><body class="page-node-type-article">
<div class="dialog-off-canvas-main-canvas"><nav role="navigation" class="block block-menu"><ul class="menu">{
        s.menu(14)
    }</ul>
</nav><main role="main"><div class="layout-content"><div class="region region-content">
<div class="block block-system block-system-main-block"><article role="article" class="node node--type-article">
<div class="node__content"><div class="row article-top"><h1 class="article-title mb-3"><span class="field field--name-title">
{s.title}</span></h1><div class="col-md-4 mb-2">Thứ Năm, 10:21, 30/04/2020</div></div>
<div class="article-summary"><div class="field field--name-field-sapo field__item">VOX.VN - {s.lead()}</div></div>
<div class="text-long"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary">
<div class="field__item"><p>{s.p()}</p><figure role="group" class="caption caption-img align-center">
<img alt="" data-entity-type="file" src="/f.jpg"><figcaption>{s.caption()}</figcaption></figure>{s.many(3)}
<div class="embedded-entity"><article class="media media--type-audio"><div class="audio-title">{
        s.headline()
    }</div></article>
</div><p><strong>{s.h()}</strong></p>{s.many(3)}<p><strong>{s.h()}</strong></p>{s.many(3)}</div></div></div>
<div class="article-author"><a href="/author">Thanh Trà/VOX-ĐBSCL</a></div>
<div class="field field--name-field-tags field__items"><span>Tag:</span><a>hạn mặn</a><a>cù lao</a></div></div></article>
</div><div class="views-element-container block"><h2>Tin liên quan</h2><div class="view-content">
{
        "".join(
            f'''<div class="views-row"><h3>{s.link()}</h3><div class="sapo"><p>{s.teaser()}</p></div></div>'''
            for _ in range(6)
        )
    }</div></div></div></div></main><footer>{s.site()}</footer></div></body></html>"""


def agency(s: Sheet) -> str:
    """ASP.NET agency: the date line inside the first paragraph's neighbour, classes t1, t2, div for paragraphs."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title} | baothongtan.example.vn</title></head>
<body><div class="main-menu"><ul>{s.menu(13)}</ul></div><div class="detail-left"><div class="cate-path"><a>Chính trị</a>
</div><h1 class="detail-title">{s.title}</h1><div class="date">Thứ Tư, 30/06/2021 20:53 | <a href="/in">In trang này</a></div>
<h2 class="sapo">{s.lead()}</h2><div class="contents"><div id="divContents">
<div class="boxdetail"><table><tr><td><img src="/t.jpg"></td></tr><tr><td><em>{s.caption()}. Ảnh: Chương Đài - TTM</em>
</td></tr></table></div>{s.many(5, "<div>", "</div>")}<div><strong>{s.h()}</strong></div>{s.many(3, "<div>", "</div>")}
</div></div><div class="author"><strong>Chương Đài (TTM)</strong></div>
<div class="like-share"><span>Chia sẻ:</span></div>
<div class="other-news"><ul>{"".join(f"<li>{s.link()}<p>{s.teaser()}</p></li>" for _ in range(5))}</ul></div>
<div class="keyword"><span>Từ khóa:</span><a>HĐND tỉnh</a></div></div>
<div class="detail-right">{"".join(f'<div class="item"><a href="#">{s.headline()}</a></div>' for _ in range(12))}</div>
<div class="footer">{s.site()}</div></body></html>"""


def labour(s: Sheet) -> str:
    """Hemera layout: article__body, zce-content-body, related boxes of class article__story between paragraphs."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{s.title} - Báo Thợ Thuyền</title>
<meta property="og:title" content="{s.title}"><meta property="article:published_time" content="2024-08-06T04:15:00Z">
</head><body class="detail-page"><div id="banner_top"></div><header class="site-header"><ul>{s.menu(16)}</ul></header>
<div class="site-body"><div class="container"><div class="col"><div class="content-col"><div class="article">
<div class="article__breadcrumb"><a href="/xa-hoi/">Xã hội</a></div><h1 class="article__title cms-title ">{s.title}</h1>
<div class="article__meta"><time class="time" datetime="2024-08-06T11:15:00+0700" data-time="1722917700">06/08/2024 11:15
</time><a class="author">CẨM TÚ</a></div><div class="article__sapo cms-desc">{s.lead()}</div>
<div class="article__body zce-content-body cms-body" itemprop="articleBody"><p class="body-image"><img src="/a.jpg">
<em>{s.caption()}. Ảnh: CẨM TÚ</em></p>{s.many(3)}<div class="article-story"><h3>{s.link()}</h3></div>
<h2>{s.h()}</h2>{s.many(3)}<div class="ads_middle"><div id="adsWeb_AdsArticleMiddle" class="banner"></div></div>
<div class="notebox ncenter"><p>{s.p()}</p></div><h2>{s.h()}</h2>{s.many(2)}</div>
<div class="article__author">CẨM TÚ</div>
<div class="article__tag"><a>công đoàn</a><a>nhà trọ</a></div>
<div class="article__comment"><div class="comment-list">{
        "".join(f'<div class="content"><p>{s.comment()}</p></div>' for _ in range(12))
    }</div></div></div></div></div><div class="timeline">{
        "".join(
            f'''<article class="story">
<h2 class="story__heading">{s.link()}</h2><div class="story__summary"><p>{s.teaser()}</p></div></article>'''
            for _ in range(20)
        )
    }</div></div></div><footer>{s.site()}</footer></body></html>"""


def vanguard(s: Sheet) -> str:
    """The author's block stands before the text, the body opens with a caption in a table and has links at its end."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title}</title></head><body>
<header><nav class="nav"><ul>{s.menu(12)}</ul></nav><div class="date-now">Thứ Ba, 24/11/2026, 19:02</div></header>
<main><div class="article-wrap"><section class="article"><h1 class="article__title">{s.title}</h1>
<div class="article__author"><img src="/av.jpg"><strong>Lam Phong</strong><p class="jobtitle">Phóng viên</p></div>
<p class="article__date"><time>14/12/2020 | 08:05</time></p><p class="article__sapo">PO - {s.lead()}</p>
<div class="article__body"><table class="picBox" style="width:100%"><tbody><tr><td><img src="/1.jpg"/></td></tr>
<tr><td class="desc"><p>{s.caption()} Ảnh: LP</p></td></tr></tbody></table>{s.many(4, '<p style="text-align: justify;">')}
<p style="text-align: center;"><img src="/2.jpg"><br><em>{s.caption()}</em></p>
{s.many(3, '<p style="text-align: justify;">')}<p><strong>Bài liên quan:</strong></p><p>- {s.link()}</p><p>- {s.link()}</p>
</div></section><aside><ul>{s.links(10)}</ul></aside></div></main><footer>{s.site()}</footer></body></html>"""


def liberation(s: Sheet) -> str:
    """No class says body: nested tables and a bold lead, the title in a td; utf-8 with a lowercase doctype; 2011."""
    return f"""<!doctype html public "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Báo Phù Sa Online</title></head><body>
<table width="1000" align="center"><tr><td colspan="3"><img src="/banner.gif"></td></tr><tr><td colspan="3">
<table><tr>{s.menu(10, "<td>", "</td>")}</tr></table></td></tr><tr><td width="160" valign="top"><table>
{s.links(12, "<tr><td>", "</td></tr>")}</table></td><td width="600" valign="top"><table width="100%"><tr>
<td class="TitleDetail">{s.title}</td></tr><tr><td class="DateDetail">Thứ năm, 17/03/2011, 23:40 (GMT+7)</td></tr><tr><td>
<div align="justify"><b>{s.lead()}</b></div></td></tr><tr><td><table align="right" width="250"><tr><td><img src="/i.jpg">
</td></tr><tr><td align="center"><i>{s.caption()}. Ảnh: Cao Minh</i></td></tr></table><div align="justify">
{s.many(6, "<p>", "</p>")}</div><p align="right"><b>CAO MINH</b></p></td></tr><tr><td>
<b>Các tin, bài viết khác</b><ul>{s.links(10)}</ul></td></tr></table></td><td valign="top" width="240">
<table><tr><td>Tỷ giá USD 20.890 - Vàng SJC 37,42</td></tr>{s.links(6, "<tr><td>", "</td></tr>")}</table></td></tr>
<tr><td colspan="3">{s.site("", "<br>")}</td></tr></table></body></html>"""


def worker(s: Sheet) -> str:
    """A very short item among very long neighbours."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title} - Báo Lao Xao</title>
<meta property="og:title" content="{s.title}"></head><body><div class="menu"><ul>{s.menu(12)}</ul></div>
<div class="content-detail"><div class="breadcrumb"><a>Thời sự</a></div><h1 class="title-content">{s.title}</h1>
<div class="dateandcat"><span class="pdate">23-10-2017 - 09:12 AM</span></div><h2 class="sapo-detail">(LX)- {
        s.lead()
    }</h2>
<div class="contentdetail" id="divNewsContent"><p>{s.p()}</p><p>{s.short()}</p></div>
<div class="author">H.Vy</div></div>
<div class="comments">{
        "".join(f'<div class="cm"><b>Độc giả {n}</b><p>{s.comment()} {s.comment()}</p></div>' for n in range(40))
    }</div><div class="box">{
        "".join(f'<div class="news"><h3>{s.link()}</h3><p>{s.teaser()}</p></div>' for _ in range(25))
    }</div><div class="footer">{s.site()}</div></body></html>"""


def law(s: Sheet) -> str:
    """The title and time stand under the photo; paragraphs parted by two breaks inside one div; a paywall teaser."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title} | Luật Quê</title>
<meta property="article:published_time" content="{s.published}"></head><body><div class="cookie-consent" role="dialog"><p>
{s.no("Trang này dùng cookie để ghi nhớ lựa chọn của bạn và thống kê lượt đọc. Bạn đồng ý chứ?")}</p><button>Đồng ý</button>
</div><ul class="nav">{s.menu(9)}</ul><div class="post"><div class="featured"><img src="/f.jpg"><span class="thumb-note">
{s.caption()}</span></div><h1 class="post-title">{s.title}</h1><div class="post-meta"><span class="post-author">Hải Đường</span>
<span class="post-date">Ngày 19 tháng 07 năm 2019 - 16:27</span></div><div class="post-sapo">{s.lead()}</div>
<div class="post-content">{s.p()}<br><br>{s.p()}<br /><br />{s.p()}<br><br><b>{s.h()}</b><br><br>{s.p()}<br><br>{s.p()}
<div class="readmore-inline"><span>Đọc thêm</span> {s.link()}</div>{s.p()}<br><br>{s.p()}<br><br><b>Hải Đường</b></div>
<div class="paywall"><h3>{s.no("Đăng ký thuê bao để đọc trọn số báo in")}</h3>
<p>{s.no("Gói tháng 49.000 đồng, gói năm 490.000 đồng, hủy lúc nào cũng được.")}</p></div>
<div class="rating">Đánh giá: <span>4.5</span>/5 (12 lượt)</div></div><div class="sb"><ul>{s.links(9)}</ul></div>
<div id="footer">{s.site()}</div></body></html>"""


def finance(s: Sheet) -> str:
    """Figures in tables with rows of numbers, price boards in the side, a sapo h2 and a source line."""
    rows = (
        ("Xã", "Số hộ", "Diện tích (ha)", "Thu nhập bình quân (triệu đồng)"),
        ("Sơn Phú", "1.204", "312,5", "61,2"),
        ("Long Thới", "988", "276,0", "66,8"),
        ("Hòa Nghĩa", "1.530", "401,7", "58,4"),
    )
    table = "".join("<tr>" + "".join(f"<td><p>{s.code(cell)}</p></td>" for cell in row) + "</tr>" for row in rows)
    head = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{s.title}</title>
<meta property="og:title" content="{s.title}"></head><body><div class="chisochungkhoan">VN-Index 1.211,20 +3,4 (0,28%)</div>
<ul class="menucategory">{s.menu(12)}</ul><div class="left_cate totalcontentdetail"><h1 class="title">{s.title}</h1>
<p class="dateandcat"><span class="pdate">06-11-2023 - 14:05 PM</span><a class="category-page__name cat">Vĩ mô</a></p>
<div class="link-source-full"><span>Link bài gốc</span></div><h2 class="sapo">{s.lead()}</h2>
<div class="contentdetail"><div class="detail-content afcbc-body"><div id="mainContent">{s.many(2)}
<div id="listNewsInContent"><div class="tinmoi">TIN MỚI</div><ul>{s.links(3)}</ul></div><p>{s.p()}</p>"""
    for row in rows:
        s.body.append(" | ".join(row))
    return (
        head
        + f"""<table border="1"><tbody>{table}</tbody></table>
<p>{s.p()}</p><h3>{s.h()}</h3>{s.many(2)}</div></div><p class="author">Theo Mỹ Anh</p><p class="source">Nhịp Chợ Mẫu</p>
</div><div class="tindnd"><h3>Tin khác</h3><ul>{s.links(8)}</ul></div></div><div class="right"><table class="price">
{"".join(f"<tr><td>DVA{n}</td><td>{n},5</td><td>+0,{n}</td></tr>" for n in range(20))}</table></div>
<div class="footer">{s.site()}</div></body></html>"""
    )


def weekly(s: Sheet) -> str:
    """Newspaper theme of WordPress: td-post-content, a bold opening paragraph as the lead, boxes of the theme within."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="UTF-8"/><title>{
        s.title
    } - Tạp chí Kinh tế Vàm</title>
<meta property="og:title" content="{s.title} - Tạp chí Kinh tế Vàm"/>
<meta property="article:published_time" content="2025-01-08T01:20:00+00:00"/></head>
<body class="post-template-default single"><div class="td-header-menu-wrap"><ul class="sf-menu">{s.menu(10)}</ul></div>
<div class="td-main-content-wrap"><div class="td-container"><div class="td-crumb-container"><a>Home</a> <a>Nông sản</a></div>
<article class="post type-post td-post-template-2" itemscope><div class="td-post-header"><header class="td-post-title">
<h1 class="entry-title">{s.title}</h1><div class="td-module-meta-info"><div class="td-post-author-name">
<div class="td-author-by">By</div> <a>Minh Lý</a></div><span class="td-post-date"><time class="entry-date updated
 td-module-date" datetime="2025-01-08T08:20:00+07:00">8/1/2025 8:20</time></span></div></header></div>
<div class="td-post-sharing">Facebook Zalo</div><div class="td-post-content tagdiv-type">
<p><strong>(KTV) – {s.lead()}</strong></p>{
        s.many(3)
    }<div class="wp-block-image"><figure class="aligncenter"><img src="/w.jpg">
<figcaption class="wp-element-caption">{s.caption()}</figcaption></figure></div>{s.many(2)}
<ul><li><em>Mời xem thêm: </em>{s.link()}</li></ul><h3 class="wp-block-heading">{s.h()}</h3>{s.many(3)}
<blockquote class="wp-block-quote"><p>{s.p()}</p></blockquote>{s.many(1)}</div>
<footer><div class="td-post-source-tags"><ul class="td-tags"><li><span>TAGS</span></li><li><a>dừa</a></li></ul></div>
<div class="td-author-box"><div class="td-author-name"><a>Minh Lý</a></div><div class="td-author-description">
{
        s.no("Cây bút kinh tế nông nghiệp, từng có nhiều năm làm ở hợp tác xã trước khi cầm bút.")
    }</div></div></footer></article>
<div class="td_block_related_posts">{
        "".join(f'<div class="td_module"><h3>{s.link()}</h3></div>' for _ in range(6))
    }</div>
<div class="comments" id="comments"><ol class="comment-list">{
        "".join(
            f'''<li class="comment"><article>
<footer><cite>Độc giả</cite></footer><div class="comment-content"><p>{s.comment()}</p></div></article></li>'''
            for _ in range(6)
        )
    }</ol></div></div></div><div class="td-footer-wrapper">{s.site()}</div></body></html>"""
