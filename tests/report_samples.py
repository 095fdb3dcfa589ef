"""Administrative documents of our own as layouts, each beside the head that must be read from it.

They follow the two layouts in the ways files bring them: lines with boxes (PDF, scans), rows of a table without lines
(DOCX), paragraphs in which both columns run into one (antiword), and lines read through a scan's noise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from corpus.document import Header
from extractors.reports.layout import Box, Kind, Layout, Piece

WIDTH = 595.0
LEFT, RIGHT, INDENT, STEP = 85.0, 539.0, 36.0, 18.0
LETTER = 6.0
TOP, BOTTOM = 60.0, 760.0
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


@dataclass(slots=True)
class Press:
    """Sets lines on pages as a word processor would, from the top down."""

    pieces: list[Piece] = field(default_factory=list)
    page: int = 1
    top: float = TOP

    def line(self, text: str, left: float, right: float, *, bold: bool = False, centred: bool = False) -> None:
        """One line where the press stands."""
        box = Box(left, self.top, right, self.top + 14)
        self.pieces.append(Piece(Kind.LINE, text, page=self.page, box=box, size=14, bold=bold, centred=centred))

    def beside(self, left: Iterable[str], right: Iterable[str]) -> None:
        """The two columns of a head or of a closing, the left one read first."""
        start = self.top
        lowest = start
        for texts, middle in ((left, 170.0), (right, 420.0)):
            self.top = start
            for text in texts:
                half = len(text) * LETTER / 2
                if text:
                    self.line(text, middle - half, middle + half)
                self.top += STEP
            lowest = max(lowest, self.top)
        self.top = lowest + STEP

    def centred(self, *texts: str, bold: bool = True) -> None:
        """Lines in the middle of the page."""
        for text in texts:
            half = len(text) * LETTER / 2
            self.line(text, 312 - half, 312 + half, bold=bold, centred=True)
            self.top += STEP

    def paragraph(self, text: str, *, indent: float = INDENT, bold: bool = False) -> None:
        """Running text wrapped at the right margin; full lines reach it, as justified text does."""
        words = text.split()
        left = LEFT + indent
        while words:
            room = int((RIGHT - left) / LETTER)
            taken = [words.pop(0)]
            while words and len(" ".join(taken)) + 1 + len(words[0]) <= room:
                taken.append(words.pop(0))
            line = " ".join(taken)
            self.turn_when_full()
            self.line(line, left, RIGHT if words else left + len(line) * LETTER, bold=bold)
            self.top += STEP
            left = LEFT
        self.top += 4

    def turn_when_full(self) -> None:
        """Go to the next page at the foot of this one."""
        if self.top > BOTTOM:
            self.turn()

    def turn(self) -> None:
        """Go to the next page."""
        self.page += 1
        self.top = TOP

    def layout(self, how: str = "pdf text") -> Layout:
        """What was set."""
        return Layout(tuple(self.pieces), how, pages=self.page, width=WIDTH)


def rows(*rows_of_cells: tuple[str, ...], table: int = 0) -> list[Piece]:
    """Rows of one table."""
    return [Piece(Kind.ROW, " | ".join(cells).replace("\n", " "), cells=cells, table=table) for cells in rows_of_cells]


def paragraphs(*texts: str, centred: bool = False, bold: bool = False) -> list[Piece]:
    """Paragraphs of a format that has them."""
    return [Piece(Kind.PARAGRAPH, text, centred=centred, bold=bold) for text in texts]


def written(*pieces: list[Piece], how: str = "docx") -> Layout:
    """A layout without pages or boxes."""
    return Layout(tuple(piece for group in pieces for piece in group), how)


BODY = (
    "Thực hiện chương trình công tác năm, cơ quan đã triển khai các nhiệm vụ được giao và đạt một số kết quả sau đây.",
    "I. KẾT QUẢ THỰC HIỆN",
    "1. Công tác tuyên truyền",
    "Đã mở 12 lớp học tập cho 640 cán bộ, đảng viên ở 9 huyện, thành phố; tỷ lệ tham gia bình quân là 97 phần trăm.",
    "- Phối hợp với các địa phương sơ kết mô hình tổ tự quản ở 24 ấp, khu phố.",
    "- Kiểm tra 5 đơn vị về việc công khai thủ tục; nhắc nhở 2 đơn vị chậm cập nhật.",
    "II. NHIỆM VỤ THỜI GIAN TỚI",
    "Tiếp tục theo dõi, đôn đốc các đơn vị thực hiện những việc còn chậm và báo cáo kết quả trước ngày 20 hằng tháng.",
)


def _state_lines() -> Layout:
    press = Press()
    press.beside(
        ["ỦY BAN NHÂN DÂN", "TỈNH BẾN TRE", "SỞ NỘI VỤ", "Số: 214/BC-SNV"],
        [NATION, MOTTO, "Bến Tre, ngày 05 tháng 3 năm 2021"],
    )
    press.centred("BÁO CÁO", "Tình hình thực hiện sắp xếp tổ chức bộ máy", "quý I năm 2021")
    press.top += STEP
    for text in BODY:
        press.paragraph(text, bold=text[:2] in ("I.", "II", "1."))
    press.beside(
        ["Nơi nhận:", "- UBND tỉnh;", "- Ban Tổ chức Tỉnh ủy;", "- Lưu: VT, TCBC."],
        ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", "", "Lê Thị Minh Tâm"],
    )
    return press.layout()


def _state_rows() -> Layout:
    return written(
        rows(
            ("UBND TỈNH BẾN TRE\nSỞ TƯ PHÁP\n-------", f"{NATION}\n{MOTTO}\n---------------"),
            ("Số: 77/KH-STP", "Bến Tre, ngày 9 tháng 02 năm 2022"),
        ),
        paragraphs("KẾ HOẠCH", "Tuyên truyền, phổ biến pháp luật năm 2022", centred=True, bold=True),
        paragraphs("_______"),
        paragraphs(*BODY),
        rows(
            ("Nơi nhận:\n- Bộ Tư pháp;\n- UBND tỉnh;\n- Lưu: VT.", "GIÁM ĐỐC\n\n(Đã ký)\n\nTrần Văn Phúc"),
            table=1,
        ),
    )


def _run_together() -> Layout:
    return written(
        paragraphs(
            f"ỦY BAN NHÂN DÂN {NATION}",
            f"HUYỆN GIỒNG TRÔM {MOTTO}",
            "Số: 08/CT-UBND Giồng Trôm, ngày 14 tháng 6 năm 2019",
            "CHỈ THỊ",
            "Về việc tăng cường phòng, chống sạt lở bờ sông",
            *BODY,
            "Nơi nhận: TM. ỦY BAN NHÂN DÂN",
            "- UBND tỉnh; CHỦ TỊCH",
            "- Các xã, thị trấn; (Đã ký)",
            "- Lưu: VT. Phạm Quốc Hùng",
        ),
        how="antiword",
    )


def _one_line_cells() -> Layout:
    return written(
        rows(
            (
                "SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH BẾN TRE TRƯỜNG THPT LẠC LONG QUÂN ------- Số: 31/HD-THPT",
                f"{NATION} {MOTTO} ------------- Bến Tre, ngày 21 tháng 9 năm 2023",
            )
        ),
        paragraphs("HƯỚNG DẪN Tổ chức đại hội chi đoàn năm học 2023 - 2024"),
        paragraphs(*BODY),
        rows(("Nơi nhận: - Sở GDĐT; - Lưu: VT.", "KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG Võ Thị Kim Loan"), table=1),
    )


def _party_lines() -> Layout:
    press = Press()
    press.beside(
        ["ĐẢNG BỘ TỈNH BẾN TRE", "BAN THƯỜNG VỤ TỈNH ỦY", "*", "Số 112-BC/TU"],
        [PARTY, "_______________", "Bến Tre, ngày 18 tháng 10 năm 2022"],
    )
    press.centred("BÁO CÁO", "kết quả thực hiện phong trào thi đua Đồng khởi mới", "-----")
    for text in BODY:
        press.paragraph(text)
    press.beside(
        ["Nơi nhận:", "- Văn phòng Trung ương Đảng,", "- Các huyện ủy, thành ủy,", "- Lưu Văn phòng Tỉnh ủy."],
        ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "", "", "Hồ Thị Hoàng Yến"],
    )
    return press.layout()


def _party_rows() -> Layout:
    return written(
        rows(("TỈNH ỦY BẾN TRE\n*\nSố 05-CT/TU", f"{PARTY}\nBến Tre, ngày 02 tháng 4 năm 2021")),
        paragraphs("CHỈ THỊ", "về nâng cao trách nhiệm nêu gương của người đứng đầu", centred=True, bold=True),
        paragraphs("*", *BODY),
        rows(("Nơi nhận:\n- Ban Bí thư,\n- Lưu.", "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nPhan Văn Bảo"), table=1),
    )


def _party_board() -> Layout:
    return written(
        paragraphs(
            "TỈNH ỦY BẾN TRE",
            "BAN TUYÊN GIÁO",
            "*",
            "Số 64-KH/BTGTU",
            PARTY,
            "Bến Tre, ngày 11 tháng 01 năm 2023",
            "KẾ HOẠCH",
            "Tổ chức cuộc thi tìm hiểu truyền thống quê hương",
            "----",
            *BODY,
            "Nơi nhận:",
            "- Thường trực Tỉnh ủy (báo cáo),",
            "- Lưu VP.",
            "K/T TRƯỞNG BAN",
            "PHÓ TRƯỞNG BAN",
            "Nguyễn Thị Bé Mười",
        ),
        how="rtf",
    )


def _front() -> Layout:
    return written(
        rows(
            (
                "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM\nTỈNH BẾN TRE\nBAN THƯỜNG TRỰC\nSố: 245/BC-MTTQ-BTT",
                f"{NATION}\n{MOTTO}\nBến Tre, ngày 30 tháng 11 năm 2020",
            )
        ),
        paragraphs("BÁO CÁO", "Kết quả giám sát việc thực hiện quy chế dân chủ ở cơ sở", centred=True),
        paragraphs(*BODY),
        rows(("Nơi nhận:\n- Tỉnh ủy;\n- Lưu: VT.", "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\nNguyễn Văn Dũng"), table=1),
    )


def _youth() -> Layout:
    press = Press()
    press.beside(
        ["BCH ĐOÀN TỈNH BẾN TRE", "BAN THƯỜNG VỤ", "***", "Số: 39-CTr/TĐTN"],
        ["ĐOÀN TNCS HỒ CHÍ MINH", "Bến Tre, ngày 26 tháng 3 năm 2024"],
    )
    press.centred("CHƯƠNG TRÌNH", "Thanh niên tình nguyện hè năm 2024")
    press.top += STEP
    for text in BODY:
        press.paragraph(text)
    press.beside(["Nơi nhận:", "- Trung ương Đoàn;", "- Lưu VP."], ["TM. BAN THƯỜNG VỤ", "BÍ THƯ", "", "Đặng Hoài Nam"])
    return press.layout()


def _letter() -> Layout:
    press = Press()
    press.beside(
        [
            "UBND TỈNH BẾN TRE",
            "SỞ XÂY DỰNG",
            "Số: 1482/SXD-QLN",
            "V/v báo cáo tiến độ xóa",
            "nhà tạm trên địa bàn tỉnh",
        ],
        [NATION, MOTTO, "Bến Tre, ngày 12 tháng 8 năm 2024"],
    )
    press.line("Kính gửi:", 170, 224)
    press.top += STEP
    for text in ("- Ủy ban nhân dân các huyện, thành phố;", "- Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh."):
        press.line(text, 230, 230 + len(text) * LETTER)
        press.top += STEP
    press.top += STEP
    for text in BODY:
        press.paragraph(text)
    press.beside(
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT, QLN."], ["TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG", "", "Bùi Đức Thắng"]
    )
    return press.layout()


def _noisy_letter() -> Layout:
    press = Press()
    press.beside(
        ["UBND TINH BẾN TRE", "SỞ Y TÉ", "Sô: 9l6/SYT-NVY", "V/v triển khai khám sức khỏe", "người cao tuổi"],
        ["CỘNG HOÀ XÃ HỌI CHỦ NGHĨA VIỆT NAM", "Độc lâp - Tự do - Hanh phúc", "Bến Tre, ngàv 1 9 tháng 4 nãm 2022"],
    )
    press.line("Kinh gửi: Trung tâm Y tế các huyện, thành phố", 150, 420)
    press.top += 2 * STEP
    for text in BODY:
        press.paragraph(text)
    press.beside(["Noi nhận:", "- Như trên;", "- Lưu: VT."], ["KT. GIÁM ĐÓC", "PHÓ GIÁM ĐÓC", "", "Ngô Thị Thu Hà"])
    return press.layout("ocr vie")


def _decision() -> Layout:
    return written(
        rows(
            ("ỦY BAN NHÂN DÂN\nTỈNH BẾN TRE\n-------", f"{NATION}\n{MOTTO}"),
            ("Số: 17/2020/QĐ-UBND", "Bến Tre, ngày 15 tháng 5 năm 2020"),
        ),
        paragraphs("QUYẾT ĐỊNH", "BAN HÀNH QUY CHẾ PHỐI HỢP QUẢN LÝ BẾN THỦY NỘI ĐỊA"),
        paragraphs(
            "ỦY BAN NHÂN DÂN TỈNH BẾN TRE",
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
            "Theo đề nghị của Giám đốc Sở Giao thông vận tải,",
            "QUYẾT ĐỊNH:",
            "Điều 1. Ban hành kèm theo Quyết định này Quy chế phối hợp quản lý bến thủy nội địa trên địa bàn tỉnh.",
            "Điều 2. Hiệu lực thi hành",
            "Quyết định này có hiệu lực từ ngày 01 tháng 6 năm 2020.",
        ),
        rows(
            ("Nơi nhận:\n- Bộ GTVT;\n- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Hữu Lập"),
            table=1,
        ),
        rows(("ỦY BAN NHÂN DÂN\nTỈNH BẾN TRE", f"{NATION}\n{MOTTO}"), table=2),
        paragraphs(
            "QUY CHẾ",
            "Phối hợp quản lý bến thủy nội địa",
            "Chương I",
            "QUY ĐỊNH CHUNG",
            "Điều 1. Phạm vi điều chỉnh",
            "Quy chế này quy định việc phối hợp giữa các cơ quan trong quản lý bến thủy nội địa.",
        ),
    )


def _resolution() -> Layout:
    return written(
        paragraphs(
            "HỘI ĐỒNG NHÂN DÂN",
            "TỈNH BẾN TRE",
            "________",
            "Số: 24/NQ-HĐND",
            NATION,
            MOTTO,
            "________",
            "Bến Tre, ngày 08 tháng 12 năm 2021",
            "NGHỊ QUYẾT",
            "Về kế hoạch phát triển kinh tế - xã hội 5 năm 2021-2025",
            "________",
            "HỘI ĐỒNG NHÂN DÂN TỈNH BẾN TRE",
            "KHÓA X, KỲ HỌP THỨ 4",
            "Căn cứ Luật Tổ chức chính quyền địa phương;",
            "QUYẾT NGHỊ:",
            *BODY,
            "CHỦ TỊCH",
            "Trần Ngọc Sương",
        ),
        how="html",
    )


def _submission() -> Layout:
    return written(
        rows(
            ("UBND HUYỆN BA TRI\nPHÒNG NỘI VỤ\nSố: 63/TTr-PNV", f"{NATION}\n{MOTTO}\nBa Tri, ngày 3 tháng 7 năm 2023")
        ),
        paragraphs("TỜ TRÌNH", "Về việc kiện toàn Ban Chỉ đạo cải cách hành chính huyện", centred=True, bold=True),
        paragraphs("Kính gửi: Ủy ban nhân dân huyện."),
        paragraphs(*BODY),
        rows(("Nơi nhận:\n- Như trên;\n- Lưu.", "TRƯỞNG PHÒNG\nCao Văn Tùng"), table=1),
    )


def _blanks() -> Layout:
    return written(
        rows(
            (
                "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH\nCHI BỘ VĂN PHÒNG\n*\nSố …-NQ/CB",
                f"{PARTY}\nBến Tre, ngày … tháng 6 năm 2021",
            ),
        ),
        paragraphs("NGHỊ QUYẾT", "lãnh đạo thực hiện nhiệm vụ tháng 6 năm 2021"),
        paragraphs(*BODY),
    )


def _from_the_future() -> Layout:
    return written(
        rows(("THANH TRA TỈNH BẾN TRE\nSố: 12/TB-TTr", f"{NATION}\n{MOTTO}\nBến Tre, ngày 5 tháng 3 năm 2091")),
        paragraphs("THÔNG BÁO", "Kết luận thanh tra công tác quản lý tài chính", centred=True),
        paragraphs(*BODY),
        rows(("Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.", "CHÁNH THANH TRA\nHuỳnh Văn Út"), table=1),
    )


@dataclass(frozen=True, slots=True)
class Sample:
    """A layout, the head it must give and the title made of it."""

    name: str
    layout: Layout
    header: Header
    title: str


SAMPLES = (
    Sample(
        "a state report in lines",
        _state_lines(),
        Header(
            form="state",
            parent="ỦY BAN NHÂN DÂN TỈNH BẾN TRE",
            issuer="SỞ NỘI VỤ",
            number="214/BC-SNV",
            kind="Báo cáo",
            place="Bến Tre",
            day=date(2021, 3, 5),
            abstract="Tình hình thực hiện sắp xếp tổ chức bộ máy quý I năm 2021",
            recipients=("UBND tỉnh", "Ban Tổ chức Tỉnh ủy", "Lưu: VT, TCBC"),
            signer="Lê Thị Minh Tâm",
            post="PHÓ GIÁM ĐỐC",
        ),
        "Báo cáo tình hình thực hiện sắp xếp tổ chức bộ máy quý I năm 2021",
    ),
    Sample(
        "a state plan in rows",
        _state_rows(),
        Header(
            form="state",
            parent="UBND TỈNH BẾN TRE",
            issuer="SỞ TƯ PHÁP",
            number="77/KH-STP",
            kind="Kế hoạch",
            place="Bến Tre",
            day=date(2022, 2, 9),
            abstract="Tuyên truyền, phổ biến pháp luật năm 2022",
            recipients=("Bộ Tư pháp", "UBND tỉnh", "Lưu: VT"),
            signer="Trần Văn Phúc",
            post="GIÁM ĐỐC",
        ),
        "Kế hoạch tuyên truyền, phổ biến pháp luật năm 2022",
    ),
    Sample(
        "a directive whose columns run into one",
        _run_together(),
        Header(
            form="state",
            issuer="ỦY BAN NHÂN DÂN HUYỆN GIỒNG TRÔM",
            number="08/CT-UBND",
            kind="Chỉ thị",
            place="Giồng Trôm",
            day=date(2019, 6, 14),
            abstract="Về việc tăng cường phòng, chống sạt lở bờ sông",
            recipients=("UBND tỉnh", "Các xã, thị trấn", "Lưu: VT"),
            signer="Phạm Quốc Hùng",
            post="CHỦ TỊCH",
        ),
        "Chỉ thị về việc tăng cường phòng, chống sạt lở bờ sông",
    ),
    Sample(
        "guidance in cells of one line",
        _one_line_cells(),
        Header(
            form="state",
            parent="SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH BẾN TRE",
            issuer="TRƯỜNG THPT LẠC LONG QUÂN",
            number="31/HD-THPT",
            kind="Hướng dẫn",
            place="Bến Tre",
            day=date(2023, 9, 21),
            abstract="Tổ chức đại hội chi đoàn năm học 2023 - 2024",
            recipients=("Sở GDĐT", "Lưu: VT"),
            signer="Võ Thị Kim Loan",
            post="PHÓ HIỆU TRƯỞNG",
        ),
        "Hướng dẫn tổ chức đại hội chi đoàn năm học 2023 - 2024",
    ),
    Sample(
        "a Party report in lines",
        _party_lines(),
        Header(
            form="party",
            parent="ĐẢNG BỘ TỈNH BẾN TRE",
            issuer="BAN THƯỜNG VỤ TỈNH ỦY",
            number="112-BC/TU",
            kind="Báo cáo",
            place="Bến Tre",
            day=date(2022, 10, 18),
            abstract="kết quả thực hiện phong trào thi đua Đồng khởi mới",
            recipients=("Văn phòng Trung ương Đảng", "Các huyện ủy, thành ủy", "Lưu Văn phòng Tỉnh ủy"),
            signer="Hồ Thị Hoàng Yến",
            post="PHÓ BÍ THƯ",
        ),
        "Báo cáo kết quả thực hiện phong trào thi đua Đồng khởi mới",
    ),
    Sample(
        "a Party directive in rows",
        _party_rows(),
        Header(
            form="party",
            issuer="TỈNH ỦY BẾN TRE",
            number="05-CT/TU",
            kind="Chỉ thị",
            place="Bến Tre",
            day=date(2021, 4, 2),
            abstract="về nâng cao trách nhiệm nêu gương của người đứng đầu",
            recipients=("Ban Bí thư", "Lưu"),
            signer="Phan Văn Bảo",
            post="BÍ THƯ",
        ),
        "Chỉ thị về nâng cao trách nhiệm nêu gương của người đứng đầu",
    ),
    Sample(
        "a plan of a Party board, left column first",
        _party_board(),
        Header(
            form="party",
            parent="TỈNH ỦY BẾN TRE",
            issuer="BAN TUYÊN GIÁO",
            number="64-KH/BTGTU",
            kind="Kế hoạch",
            place="Bến Tre",
            day=date(2023, 1, 11),
            abstract="Tổ chức cuộc thi tìm hiểu truyền thống quê hương",
            recipients=("Thường trực Tỉnh ủy (báo cáo)", "Lưu VP"),
            signer="Nguyễn Thị Bé Mười",
            post="PHÓ TRƯỞNG BAN",
        ),
        "Kế hoạch tổ chức cuộc thi tìm hiểu truyền thống quê hương",
    ),
    Sample(
        "a report of the Fatherland Front",
        _front(),
        Header(
            form="state",
            parent="ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH BẾN TRE",
            issuer="BAN THƯỜNG TRỰC",
            number="245/BC-MTTQ-BTT",
            kind="Báo cáo",
            place="Bến Tre",
            day=date(2020, 11, 30),
            abstract="Kết quả giám sát việc thực hiện quy chế dân chủ ở cơ sở",
            recipients=("Tỉnh ủy", "Lưu: VT"),
            signer="Nguyễn Văn Dũng",
            post="CHỦ TỊCH",
        ),
        "Báo cáo kết quả giám sát việc thực hiện quy chế dân chủ ở cơ sở",
    ),
    Sample(
        "a programme of the Youth Union",
        _youth(),
        Header(
            form="party",
            parent="BCH ĐOÀN TỈNH BẾN TRE",
            issuer="BAN THƯỜNG VỤ",
            number="39-CTr/TĐTN",
            kind="Chương trình",
            place="Bến Tre",
            day=date(2024, 3, 26),
            abstract="Thanh niên tình nguyện hè năm 2024",
            recipients=("Trung ương Đoàn", "Lưu VP"),
            signer="Đặng Hoài Nam",
            post="BÍ THƯ",
        ),
        "Chương trình thanh niên tình nguyện hè năm 2024",
    ),
    Sample(
        "a letter",
        _letter(),
        Header(
            form="state",
            parent="UBND TỈNH BẾN TRE",
            issuer="SỞ XÂY DỰNG",
            number="1482/SXD-QLN",
            kind="Công văn",
            place="Bến Tre",
            day=date(2024, 8, 12),
            abstract="báo cáo tiến độ xóa nhà tạm trên địa bàn tỉnh",
            recipients=(
                "Ủy ban nhân dân các huyện, thành phố",
                "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
                "Như trên",
                "Lưu: VT, QLN",
            ),
            signer="Bùi Đức Thắng",
            post="CHÁNH VĂN PHÒNG",
        ),
        "Công văn về việc báo cáo tiến độ xóa nhà tạm trên địa bàn tỉnh",
    ),
    Sample(
        "a letter through a scan's noise",
        _noisy_letter(),
        Header(
            form="state",
            parent="UBND TINH BẾN TRE",
            issuer="SỞ Y TÉ",
            number="916/SYT-NVY",
            kind="Công văn",
            place="Bến Tre",
            day=date(2022, 4, 19),
            abstract="triển khai khám sức khỏe người cao tuổi",
            recipients=("Trung tâm Y tế các huyện, thành phố", "Như trên", "Lưu: VT"),
            signer="Ngô Thị Thu Hà",
            post="PHÓ GIÁM ĐÓC",
        ),
        "Công văn về việc triển khai khám sức khỏe người cao tuổi",
    ),
    Sample(
        "a decision with the regulation it issues",
        _decision(),
        Header(
            form="state",
            issuer="ỦY BAN NHÂN DÂN TỈNH BẾN TRE",
            number="17/2020/QĐ-UBND",
            kind="Quyết định",
            place="Bến Tre",
            day=date(2020, 5, 15),
            abstract="BAN HÀNH QUY CHẾ PHỐI HỢP QUẢN LÝ BẾN THỦY NỘI ĐỊA",
            recipients=("Bộ GTVT", "Lưu: VT"),
            signer="Nguyễn Hữu Lập",
            post="PHÓ CHỦ TỊCH",
        ),
        "Quyết định ban hành Quy chế phối hợp quản lý bến thủy nội địa",
    ),
    Sample(
        "a resolution without a list of recipients",
        _resolution(),
        Header(
            form="state",
            issuer="HỘI ĐỒNG NHÂN DÂN TỈNH BẾN TRE",
            number="24/NQ-HĐND",
            kind="Nghị quyết",
            place="Bến Tre",
            day=date(2021, 12, 8),
            abstract="Về kế hoạch phát triển kinh tế - xã hội 5 năm 2021-2025",
            signer="Trần Ngọc Sương",
            post="CHỦ TỊCH",
        ),
        "Nghị quyết về kế hoạch phát triển kinh tế - xã hội 5 năm 2021-2025",
    ),
    Sample(
        "a submission",
        _submission(),
        Header(
            form="state",
            parent="UBND HUYỆN BA TRI",
            issuer="PHÒNG NỘI VỤ",
            number="63/TTr-PNV",
            kind="Tờ trình",
            place="Ba Tri",
            day=date(2023, 7, 3),
            abstract="Về việc kiện toàn Ban Chỉ đạo cải cách hành chính huyện",
            recipients=("Ủy ban nhân dân huyện", "Như trên", "Lưu"),
            signer="Cao Văn Tùng",
            post="TRƯỞNG PHÒNG",
        ),
        "Tờ trình về việc kiện toàn Ban Chỉ đạo cải cách hành chính huyện",
    ),
    Sample(
        "a resolution with blanks for the clerk",
        _blanks(),
        Header(
            form="party",
            parent="ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH",
            issuer="CHI BỘ VĂN PHÒNG",
            number=None,
            kind="Nghị quyết",
            place="Bến Tre",
            day=None,
            abstract="lãnh đạo thực hiện nhiệm vụ tháng 6 năm 2021",
        ),
        "Nghị quyết lãnh đạo thực hiện nhiệm vụ tháng 6 năm 2021",
    ),
    Sample(
        "a notice dated in the future",
        _from_the_future(),
        Header(
            form="state",
            issuer="THANH TRA TỈNH BẾN TRE",
            number="12/TB-TTr",
            kind="Thông báo",
            place="Bến Tre",
            day=None,
            abstract="Kết luận thanh tra công tác quản lý tài chính",
            recipients=("UBND tỉnh", "Lưu: VT"),
            signer="Huỳnh Văn Út",
            post="CHÁNH THANH TRA",
        ),
        "Thông báo kết luận thanh tra công tác quản lý tài chính",
    ),
)
"""Sixteen documents over both layouts and the orders their columns come in."""
