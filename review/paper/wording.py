"""The sentences of the periodic report: all of them, each with places for numbers. Nothing else is ever said.

A sentence tells what was reported, never that something was or was not carried out: many passages on a task are
attention to it, and a silent press is no sign of idleness.
"""

from __future__ import annotations

from collections.abc import Mapping

from corpus.label import Stage
from review.numbers import NBSP, period

SUBJECT = "Tình hình thực hiện bảy nhiệm vụ đổi mới phương thức lãnh đạo, {when}, theo tin, bài và báo cáo đã thu thập"
OPENING = (
    "Báo cáo này tổng hợp những gì được nêu trong tin, bài và báo cáo đã thu thập về bảy nhiệm vụ ({taxonomy}), "
    "{when}, từ {first} đến {last}; số liệu biết đến hết ngày {as_of}."
)
AS_REPORTED = (
    "Mọi số liệu dưới đây là theo tin, bài và báo cáo đã thu thập. Số đoạn nhắc đến một nhiệm vụ cho biết mức độ được "
    "quan tâm, không cho biết nhiệm vụ đã được thực hiện đến đâu; không thấy đưa tin không có nghĩa là không làm. "
    "Chỗ chưa đủ dữ liệu được ghi rõ là chưa đủ dữ liệu, không ghi thành số không."
)

COLLECTED = "Phạm vi thu thập"
READ = "Đã đọc {passages} đoạn thuộc phạm vi của tỉnh, trong {documents} bài, tin và báo cáo đăng {when}"
READ_FROM = "Số đoạn theo nguồn: {sources}."
NOTHING_READ = "Chưa đọc được đoạn nào đăng {when}; báo cáo kỳ này chưa đủ dữ liệu để nêu bất cứ nhận định nào."
UNDATED = "Ngoài ra có {passages} đoạn không rõ ngày đăng, không xếp vào kỳ nào."
DOWN = "Nguồn không có bài nào trong kỳ dù trước đó vẫn có: {sources}."
NO_DOWN = "Không nguồn nào đang theo dõi bị ngắt trong kỳ."
AUDITED = (
    "Tỷ trọng có khoảng tin cậy 95{nbsp}% lấy từ mẫu kiểm định rút ngẫu nhiên: người đọc đã chấm {labelled} trong "
    "{drawn} đoạn được rút."
)
NOT_AUDITED = (
    "Trong kỳ chưa có mẫu kiểm định nào được chấm, nên báo cáo không nêu tỷ trọng; các số đếm dưới đây do máy phân "
    "loại, chưa hiệu chỉnh."
)

COVERAGE = "Mức độ phản ánh bảy nhiệm vụ"
COVERAGE_TABLE = "Số đoạn nói tới và số đoạn kể việc đã làm theo từng nhiệm vụ, {when}"
SIGNS = (
    "Dấu (-): đã đọc đủ nhưng không thấy. Dấu (…): chưa đủ dữ liệu. Đoạn có dẫn chứng: kể việc đã làm, có chủ thể và "
    "nơi hoặc thời điểm."
)
SHARES = " Tỷ trọng: phần đoạn nói tới nhiệm vụ trong mọi đoạn đã đọc, ước lượng từ mẫu kiểm định."
WITH_EVIDENCE = (
    "{name}: có {evidence} đoạn kể việc đã làm, có dẫn chứng, trong {count} đoạn nói tới nhiệm vụ{apart}. Mới nhất: "
)
DIRECTIVE = "{count} đoạn chỉ nêu yêu cầu"
PLANNED = "{count} đoạn nêu việc sắp làm"
APART = "; {parts} không tính là đã làm"
NEWEST = "“{title}” ({source}, {day})"
SILENT = (
    "{name}: đã đọc {of} đoạn mà không thấy đoạn nào kể việc đã làm có dẫn chứng; {spoken} nói tới nhiệm vụ. "
    "Điều này không có nghĩa là không làm."
)
SPOKEN, NOT_SPOKEN = "{count} đoạn", "không đoạn nào"
UNOBSERVED = "{name}: chưa đủ dữ liệu ({why})."
WHY: Mapping[str, str] = {
    "little": "số đoạn đọc được trong kỳ còn quá ít",
    "down": "nguồn thường có phần lớn tin bị ngắt trong kỳ",
    "": "số đoạn đọc được trong kỳ còn quá ít",
}

STAGES = "Các khâu được phản ánh"
STAGES_INTRO = (
    "Bảng sau xếp các đoạn nói tới từng nhiệm vụ theo khâu mà đoạn đó kể. Các khâu không phải bậc thang: văn bản có "
    "thể ra sau việc làm thử, và một đoạn chỉ được xếp vào một khâu."
)
STAGES_TABLE = "Số đoạn theo khâu, {when}"
SHORT_SIGNS = "Dấu (-): không thấy. Dấu (…): chưa đủ dữ liệu."
STAGES_BELOW = SHORT_SIGNS + (
    " Khác: đoạn nói tới nhiệm vụ mà không rõ khâu. Cột “Cộng” là số đoạn nói tới của bảng trước, có chú thích ở đó."
)
TALK_ACTION = "{name}: {talk} đoạn ở khâu chỉ đạo, ban hành, quán triệt; {action} đoạn ở khâu tổ chức, kết quả."

PLACES = "Địa bàn"
PLACES_INTRO = "Có {places} được kể việc đã làm kèm dẫn chứng, trong {units} {level} của địa bàn theo dõi."
PLACES_NO_UNITS = (
    "Có {places} được kể việc đã làm kèm dẫn chứng. Đơn vị hành chính thay đổi trong kỳ nên không nêu mẫu số."
)
PLACES_NONE = "Không đoạn có dẫn chứng nào nêu đích danh một {level}."
PLACES_TABLE = "Số đoạn có dẫn chứng theo địa bàn và nhiệm vụ, {when}"
PLACES_BELOW = (
    "Xếp theo tên, không phải xếp hạng. Chỉ nêu nơi có ít nhất một đoạn có dẫn chứng. Một đoạn nêu hai nơi được tính ở "
    "cả hai. Dấu (-): không thấy. Dấu (…): đọc chưa đủ để nói."
)
LEVELS: Mapping[str, str] = {"district": "đơn vị cấp huyện", "commune": "đơn vị cấp xã"}

BLANKS = "Khoảng trống cần xem thêm"
BLANKS_INTRO = (
    "Bảng sau tách ba trường hợp không thấy dẫn chứng: đã đọc đủ mà không thấy, đọc chưa đủ để nói, và chưa thu thập "
    "được đoạn nào về nơi đó. Chỉ trường hợp thứ nhất đáng để hỏi lại cơ sở."
)
BLANKS_TABLE = "Số {level} chưa thấy dẫn chứng theo nhiệm vụ, {when}"
BLANKS_SILENT = "{name}: nơi đã đọc đủ mà không thấy dẫn chứng: {places}."
BLANKS_MORE = " và {more} nơi khác"

CHANGES = "Thay đổi so với kỳ trước"
CHANGES_TABLE = "Số đoạn có dẫn chứng: {when} so với {before}"
CHANGES_BELOW = (
    "Kỳ trước đọc {before}, kỳ này đọc {now} đoạn. Số của kỳ trước tính lại theo những gì biết đến ngày {as_of}. Chênh "
    "lệch số đoạn phụ thuộc lượng tin đọc được, không phải mức tăng hay giảm của công việc."
)
RESTATED = "So với số liệu biết đến ngày {since}, số của các tháng đã khóa sau đây được tính lại: {months}."
RESTATED_MONTH = "{month} ({reasons})"
NOT_RESTATED = "So với số liệu biết đến ngày {since}, số của các tháng đã khóa không đổi."
REASONS: Mapping[str, str] = {
    "late": "{count} bài về muộn",
    "revised": "{count} bài được nguồn sửa",
    "reread": "{count} bài được đọc lại",
    "model": "{count} bài được mô hình mới phân loại",
    "judged": "{count} lượt người đọc chấm thêm",
}

LEFT_OUT = "Phần không tính và lý do"
LEFT_OUT_INTRO = "Các đoạn sau nói tới nhiệm vụ nhưng không tính vào số liệu của kỳ, mỗi đoạn theo lý do đầu tiên gặp."
LEFT_OUT_TABLE = "Số đoạn không tính theo lý do, {when}"
LEFT_OUT_REASONS: Mapping[str, str] = {
    "outside": "Ngoài tỉnh",
    "unclear": "Không rõ nơi",
    "former_term": "Nhiệm kỳ trước",
    "historical": "Chuyện lịch sử",
}
LEFT_OUT_BELOW = (
    "Cột “Chỉ yêu cầu” là đoạn trong phạm vi nhưng chỉ nêu chỉ đạo, yêu cầu; vẫn có trong số đoạn nói tới, không bao "
    "giờ tính là dẫn chứng."
)

CLOSING = (
    "Trên đây là tổng hợp những gì tin, bài và báo cáo đã thu thập nêu về bảy nhiệm vụ trong kỳ; các nhận định về mức "
    "độ thực hiện cần đối chiếu với báo cáo của đơn vị và thực tế ở cơ sở"
)

METHOD = "Cách làm, bộ lọc và phiên bản"
METHOD_LINES = (
    "Đơn vị đếm là đoạn văn. Máy phân loại gán nhiệm vụ, khâu và cách nói cho từng đoạn theo sổ mã; người đọc kiểm lại "
    "bằng mẫu rút ngẫu nhiên. Một đoạn có thể thuộc nhiều nhiệm vụ, nên tổng các dòng có thể lớn hơn tổng số đoạn.",
    "Một đoạn được coi là dẫn chứng khi kể việc đã làm, nêu chủ thể và nơi hoặc thời điểm. Lời yêu cầu, kế hoạch và "
    "chuyện của nhiệm kỳ trước không phải là dẫn chứng.",
    "Khi đọc dưới {minimum} đoạn trong kỳ mà không thấy dẫn chứng, báo cáo ghi chưa đủ dữ liệu.",
    "Câu chữ theo mẫu cố định, số liệu điền tự động; từng con số có chú thích dẫn tới đoạn làm căn cứ.",
)
EVIDENCE_LIST = "Danh mục dẫn chứng"
EVIDENCE_ALL = "Dưới đây là toàn bộ {listed} đoạn có dẫn chứng của kỳ, mới nhất trước."
EVIDENCE_SOME = "Dưới đây là {listed} đoạn mới nhất trong {total} đoạn có dẫn chứng của kỳ."
EVIDENCE_TABLE = "Đoạn có dẫn chứng, {when}"

NOTE_READ = "Máy đếm theo ngày đăng; số của từng nguồn nêu ngay sau đây."
NOTE_EVIDENCE = "Đoạn có dẫn chứng về nhiệm vụ {code}: "
NOTE_COUNT = "Đoạn nói tới nhiệm vụ {code}, mới nhất: "
NOTE_LISTED = "Số {number} trong danh mục dẫn chứng."
NOTE_PLACE = "Đoạn có dẫn chứng nêu {place}: "
NOTE_SHARE = (
    "{labelled} đoạn của mẫu kiểm định có người chấm, trong {of} đoạn đã đọc; khoảng tin cậy 95{nbsp}%: {interval}."
)
NOTE_NO_SHARE = "Không nêu tỷ trọng: {why}."
NOTE_BEFORE = "Đoạn có dẫn chứng về nhiệm vụ {code} trong {before}: "
NOTE_OUT = "Đếm theo cùng mô hình và cùng ngày số liệu với bảng đầu; các đoạn này không có trong danh mục dẫn chứng."
NOTE_MORE = "và {more} đoạn khác"
NOTE_FIRST = "Số trong ngoặc vuông là số thứ tự trong danh mục dẫn chứng ở cuối báo cáo, nơi ghi đủ địa chỉ. "
NO_LINK = "không có đường dẫn"
NO_TITLE = "không có tựa"
NO_DAY = "không rõ ngày"

STAGE_HEADS: Mapping[Stage, str] = {
    Stage.CHI_DAO: "Chỉ đạo",
    Stage.BAN_HANH: "Ban hành",
    Stage.QUAN_TRIET: "Quán triệt",
    Stage.TO_CHUC: "Tổ chức",
    Stage.KET_QUA: "Kết quả",
    Stage.KIEM_TRA: "Kiểm tra",
    Stage.SO_KET: "Sơ kết",
    Stage.HAN_CHE: "Hạn chế",
    Stage.KHONG: "Khác",
}

NONE, UNKNOWN = "-", "…"
TOO_LITTLE = "quá ít đoạn"


def when(name: str) -> str:
    """A period as reports write it: “tháng 10/2026”, “quý III/2026”, “6 tháng đầu năm 2026”."""
    if "-H" in name:
        return f"6 tháng {('đầu', 'cuối')[int(name[-1]) - 1]} năm {name[:4]}"
    return period(name).replace(" ", NBSP)
