# ruff: noqa: E501
"""Write the pages of this folder: ``PYTHONPATH=.:tests python -m pages.wild.make``; the same names give the same pages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from html import entities
from pathlib import Path

from pages.wild import awkward, heldout, offices, papers, provinces
from pages.wild.sheet import Sheet, _plain

HERE = Path(__file__).parent


def _entities(text: str) -> str:
    return "".join(
        letter
        if ord(letter) < 128
        else f"&{entities.codepoint2name[ord(letter)]};"
        if ord(letter) in entities.codepoint2name
        else f"&#{ord(letter)};"
        for letter in _plain(text)
    )


PAGES: tuple[tuple[Callable[[Sheet], str], str, str, str], ...] = (
    (papers.express, "cau-moi-4351877.html", "Cầu mới nối hai bờ cù lao sau bốn năm chờ", "2021-09-03T06:15:00+07:00"),
    (
        papers.young,
        "gop-dat-20220509074201.htm",
        "Góp đất làm đường, ai cũng thấy phần mình",
        "2022-05-09T07:42:00+07:00",
    ),
    (papers.people_daily, "xom-dua-20230215.htm", "Xóm dừa lấy lại nguồn nước ngọt", "2023-02-15T09:31:00+07:00"),
    (papers.net, "mat-tran-lang-nghe-2001.html", "Mặt trận lắng nghe, dân nói thẳng", "2022-03-21T15:08:00+07:00"),
    (papers.zing, "tro-ve-post1001.html", "Người đàn bà trở về với vườn cây cũ", "2019-10-12T06:30:00+07:00"),
    (papers.television, "cong-ngan-man-20181128.htm", "Vận hành cống ngăn mặn đúng lịch", "2018-11-28T19:35:00+07:00"),
    (papers.voice, "han-man-1042.vov", "Ứng phó hạn mặn: Giữ nước từ trong từng mái nhà", "2020-04-30T10:21:00+07:00"),
    (papers.agency, "khai-mac-2021063.htm", "Khai mạc kỳ họp thứ nhất HĐND tỉnh khóa X", "2021-06-30T20:53:00+07:00"),
    (
        papers.labour,
        "nha-tro-cong-nhan-1376.ldo",
        "Nhà trọ công nhân giảm giá, chia lửa lúc khó",
        "2024-08-06T11:15:00+07:00",
    ),
    (papers.vanguard, "hoc-nghi-quyet-1762.tpo", "Học nghị quyết bằng việc làm hằng ngày", "2020-12-14T08:05:00+07:00"),
    (papers.liberation, "2011/3/252.html", "Đưa điện ra cồn trước mùa mưa", "2011-03-17T23:40:00+07:00"),
    (papers.worker, "ngan-2017102309.htm", "Hỗ trợ gia đình bị sạt lở bờ sông", "2017-10-23T09:12:00+07:00"),
    (papers.law, "hoa-giai-o-ap-88.html", "Hòa giải ở ấp: không ai phải thua", "2019-07-19T16:27:00+07:00"),
    (
        papers.finance,
        "thu-nhap-188231.chn",
        "Thu nhập nhà vườn ba xã cù lao vượt 60 triệu đồng",
        "2023-11-06T14:05:00+07:00",
    ),
    (
        papers.weekly,
        "don-hang-dua-kin-quy/",
        "Đơn hàng dừa kín quý, nhà máy vẫn lo nguyên liệu",
        "2025-01-08T08:20:00+07:00",
    ),
    (provinces.can_tho, "a147002.html", "Chuyển biến từ những kỳ họp chi bộ ngắn", "2022-06-15T19:48:00+07:00"),
    (
        provinces.ap_bac,
        "xay-dung-dang/201601/4410/",
        "Đảng viên phụ trách hộ: sát mà không phiền",
        "2016-01-04T09:55:00+07:00",
    ),
    (provinces.tra_vinh, "kinh-te/tom-lua-29811.html", "Tôm lúa bám trụ vùng nước lợ", "2023-07-05T13:30:00+07:00"),
    (
        provinces.long_an,
        "duong-hoa-a186001.html",
        "Những con đường hoa không tốn tiền ngân sách",
        "2024-11-14T05:50:00+07:00",
    ),
    (provinces.an_giang, "tin-tuc/chi-tiet-9921.aspx", "Giữ nghề bánh phồng qua ba đời", "2013-05-18T07:25:00+07:00"),
    (
        provinces.tasks_of_party,
        "thoi-su/viec-2021-80001.html",
        "Ba nhóm việc phải xong trong năm đầu nhiệm kỳ",
        "2021-02-02T12:54:00+07:00",
    ),
    (
        provinces.photo_story,
        "anh/cho-phien-123.html",
        "Một buổi sáng ở chợ phiên ven biển",
        "2022-12-25T16:00:00+07:00",
    ),
    (provinces.live, "truc-tiep/bau-cu-77.html", "Cử tri xứ dừa đi bầu từ sáng sớm", "2021-05-23T07:00:00+07:00"),
    (provinces.amp, "amp/san-xuat-88211.html", "Sản xuất theo nhật ký, bán theo hợp đồng", "2022-08-11T10:10:00+07:00"),
    (provinces.printed, "in-bai.aspx?id=5120", "Khép kín đê bao vùng cây ăn trái", "2010-09-27T15:22:00+07:00"),
    (
        offices.sharepoint,
        "Pages/ChiTiet.aspx?ID=881",
        "Sở kiểm tra tiến độ cấp nước vùng hạn",
        "2020-07-21T09:05:00+07:00",
    ),
    (
        offices.liferay,
        "web/huyen/-/asset_publisher/x/content/hop-dan",
        "Họp dân bàn chuyện nước sạch",
        "2019-08-16T13:02:00+07:00",
    ),
    (
        offices.igate,
        "Default.aspx?tabid=12&ItemID=4410",
        "Huyện giao việc cho từng xã trước mùa khô",
        "2022-11-25T16:44:00+07:00",
    ),
    (
        offices.nukeviet,
        "news/tin/hoi-nghi-501.html",
        "Hội nghị báo cáo viên quý IV bàn chuyện tiền dân góp",
        "2024-10-09T14:18:00+07:00",
    ),
    (
        offices.joomla,
        "index.php?option=com_content&id=31",
        "Khai giảng lớp trung cấp lý luận khóa 58",
        "2016-03-28T08:00:00+07:00",
    ),
    (offices.wordpress, "?p=11", "Phản biện xã hội bắt đầu từ câu hỏi của dân", "2012-10-17T21:06:11+07:00"),
    (offices.blogspot, "2013/03/ra-quan.html", "Ra quân khơi thông dòng kinh", "2013-03-26T09:14:00+07:00"),
    (
        offices.building_party,
        "Home/nghien-cuu/2009/1211/",
        "Đổi mới sinh hoạt chi bộ ở vùng cù lao",
        "2009-05-12T09:40:00+07:00",
    ),
    (offices.central, "tin-tong-hop/577001.html", "Đồng bằng chuẩn bị cho nhiệm kỳ mới", "2021-03-31T18:45:00+07:00"),
    (
        offices.propaganda,
        "NewsDetail.aspx?id=77",
        "Tuyên truyền miệng: nói ít, nghe nhiều",
        "2014-11-08T10:30:00+07:00",
    ),
    (
        offices.government,
        "chi-dao-102221202.htm",
        "Tháo gỡ vướng mắc giải ngân vốn đầu tư công",
        "2022-12-02T18:06:00+07:00",
    ),
    (
        offices.assembly,
        "tintuc/chitiet.aspx?id=9",
        "Chất vấn đến cùng về nước sạch nông thôn",
        "2019-12-11T17:20:00+07:00",
    ),
    (offices.front, "dai-hoi-mat-tran-xa/", "Đại hội Mặt trận xã: chọn người dân tin", "2025-07-18T08:45:00+07:00"),
    (offices.drupal, "node/77", "Nông dân góp giống, góp công", "2014-06-06T15:37:00+07:00"),
    (offices.report, "bao-cao/tong-ket-2020", "Báo cáo tổng kết phong trào năm 2020", "2020-12-30T16:00:00+07:00"),
    (awkward.linked_title, "tin-tuc/921.aspx", "Dạy nghề cho lao động nữ vùng cù lao", "2018-03-05T00:00:00+07:00"),
    (awkward.span_label, "tin.aspx?id=12", "Dân vận khéo ở một xã ba sông", "2012-03-05T17:45:00+07:00"),
    (awkward.two_articles, "a/1.html", "Xã mới sau sáp nhập: việc đầu tiên là gần dân", "2025-06-09T08:12:00+07:00"),
    (awkward.longform, "emagazine/dat-lanh.html", "Đất lành trên cồn nổi", "2023-08-20T08:00:00+07:00"),
    (awkward.bare_cell, "chitiet.php?id=91", "Đảng ủy xã học cách làm kinh tế của dân", "2009-10-19T14:20:00+07:00"),
    (awkward.hashed, "xuong-say-chuoi-kdhw2", "Xưởng sấy chuối và chín người làm", "2024-10-02T05:30:00+07:00"),
    (awkward.decree, "van-ban/chi-thi-04", "Chỉ thị về quản lý đất công", "2023-04-14T09:00:00+07:00"),
    (awkward.auto_links, "kinh-te/dua-88.html", "Dừa khô vào vụ treo trái, giá nhích lên", "2017-01-13T06:00:00+07:00"),
    (awkward.same_names, "tin/7781.html", "Tuần tra đêm giữ bình yên xóm biển", "2021-09-11T10:40:00+07:00"),
    (awkward.briefs, "tin-van-191222.html", "Tin vắn trong tỉnh ngày 22-12", "2019-12-22T17:05:00+07:00"),
    (awkward.answers, "hoi-dap/501", "Hồ sơ chuyển mục đích đất vườn", "2020-07-29T08:30:00+07:00"),
    (awkward.plain_comments, "xa/bai-9", "Mùa vớt lục bình ở kinh Chín", "2015-02-01T19:00:00+07:00"),
    (awkward.kicker, "dai-hoi/2020/6/77.html", "Chi bộ nhỏ chuẩn bị đại hội lớn", "2020-06-18T07:05:00+07:00"),
    (awkward.video, "video/881.html", "Khơi thông dòng kinh trước mùa mưa", "2024-02-12T20:00:00+07:00"),
    (awkward.collapsed, "doi-song/55.html", "Nhà máy bánh phồng của những bà má", "2022-05-04T13:20:00+07:00"),
    (awkward.side_first, "chi-tiet/tin/2203", "Triển khai bảy việc trước mùa hạn", "2017-09-14T10:15:42+07:00"),
    (heldout.tabbed, "xem-tin?id=311", "Rà soát hộ nghèo theo chuẩn mới", "2024-07-12T08:10:22+07:00"),
    (heldout.draft_blocks, "p/9f2", "Lớp học đêm ở mé sông", "2023-09-25T21:30:00+07:00"),
    (heldout.unclosed, "doc.asp?so=81", "Bưởi da xanh tìm đường ra chợ lớn", "2008-08-22T16:05:00+07:00"),
    (heldout.thirty_summaries, "xa-hoi/9917.html", "Đường dây nóng của ông trưởng ấp", "2024-03-19T14:02:00+07:00"),
    (heldout.station, "tin/880.html", "Nạo vét kinh nội đồng trước mùa mưa", "2019-04-10T18:30:00+07:00"),
    (heldout.mobile, "m/xa-hoi/31.html", "Tiêm vắc-xin theo khung giờ, không ai phải chờ", "2021-11-16T07:55:00+07:00"),
)
"""Layout, path, title and time of publication of each page."""


def write(layout: Callable[[Sheet], str], path: str, title: str, published: str) -> None:
    """Write a page and what it says."""
    name = layout.__name__.replace("_", "-")
    code = _entities if layout is provinces.an_giang else _plain
    sheet = Sheet(name, f"https://{name}.example.vn/{path}", title, published, code)
    html = layout(sheet)
    (HERE / f"{name}.html").write_text(html + "\n", encoding="utf-8")
    (HERE / f"{name}.toml").write_text(sheet.toml(), encoding="utf-8")


if __name__ == "__main__":
    for page in PAGES:
        write(*page)
    sys.exit()
