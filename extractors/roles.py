"""What a line of a Vietnamese newspaper is, told from its words: caption, byline, date line, share line or paragraph.

Markup says more than words where it says anything, so :func:`settle` only changes plain paragraphs and items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.document import Role
from extractors.dateline import is_date_line

Part = tuple[Role, str]

BYLINE_REACH = 3
"""A byline stands on one of the last three lines; a bare name earlier is text."""

CAPTION_WORDS = 90
"""Longer than this, a line that ends in a photo credit is a paragraph with a caption glued to it."""

STORY_WORDS = 20
"""A caption at least this long tells more than what the photo shows."""

_CREDIT = re.compile(
    r"(?:^|[\s(.\-–—|])\(?\s*(?:[ẢA]nh|ẢNH|Nguồn ảnh|Đồ họa|Đồ hoạ|Minh họa|Video|Clip|Infographics?)"
    r"(?:\s+(?:minh họa|minh hoạ|tư liệu|chụp màn hình|cắt từ clip))?\s*:\s*(?P<who>[^\n:]{1,60})$"
)
_BARE_CREDIT = re.compile(
    r"(?:^|[.\s(–-])\(?\s*(?:[ẢA]nh|ẢNH) (?:minh họa|minh hoạ|tư liệu|chụp màn hình|TL|ST|CTV)\s*\)?\.?$", re.IGNORECASE
)
_LABELLED_BYLINE = re.compile(
    r"^(?:tin(?:\s*(?:,|và|-|–)\s*(?:bài|ảnh|clip|video))+|bài(?:\s*(?:,|và|-|–)\s*(?:ảnh|clip|video))+|"
    r"ảnh(?:\s*(?:,|và|-|–)\s*(?:tin|bài|clip|video))+|"
    r"tin|bài|thực hiện|tác giả|ghi chép của|người viết)\s*:\s*\S.{0,60}$",
    re.IGNORECASE,
)
_ORIGIN = re.compile(r"^\(?\s*(?:nguồn(?! ảnh)(?:\s+tin)?)\s*:\s*.{1,80}$", re.IGNORECASE)
_AFTER = re.compile(r"^\(?\s*theo\s+[^.!?]{2,60}\)?$", re.IGNORECASE)
_POST = re.compile(
    r"(?:bí thư|chủ tịch|giám đốc|trưởng|phó|ủy viên|uỷ viên|tiến sĩ|thạc sĩ|chánh|chi cục|"
    r"thường trực|đại biểu|nguyên|cộng tác viên)",
    re.IGNORECASE,
)
_NOTICES = re.compile(
    r"^\W*(?:"
    r"(?:chia sẻ|share|in)(?: bài viết| bài| tin)?(?: này| qua facebook)?|"
    r"(?:gửi |viết |ý kiến )?bình luận(?: bài viết| của bạn)?(?:\s*\(?\d+\)?)?|ý kiến bạn đọc|ý kiến(?: của bạn)?|"
    r"(?:các )?(?:tin|bài)(?: viết)? (?:liên quan|cùng chuyên mục|cùng chủ đề|khác|"
    r"mới(?: nhất)?|cũ hơn|đọc nhiều|nổi bật)|"
    r"có thể bạn quan tâm|đọc nhiều(?: nhất)?|tham khảo thêm|xem thêm|đọc thêm|đọc tiếp|xem tiếp|"
    r"mời xem thêm|chủ đề liên quan|"
    r"quay lại|trở lại(?: đầu trang| trang chủ)?|về trang chủ|về đầu trang|lên đầu trang|copy link|"
    r"link bài gốc|sao chép liên kết|"
    r"lưu (?:tin|bài)|báo lỗi|thích|gửi|từ khóa|từ khoá|tags?|tin mới|quảng cáo"
    r")\W*$",
    re.IGNORECASE,
)
_NOTICE_STARTS = re.compile(
    r"^(?:>>+|»|(?:xem thêm|đọc thêm|mời xem thêm|tham khảo thêm|xem tiếp|(?:tin|bài) liên quan|"
    r"có thể bạn quan tâm|từ khóa|từ khoá|tags?)\s*:)"
    r"|^(?:tải ứng dụng|đăng ký nhận|quét mã|bấm vào đây|nhấn vào đây|theo dõi (?:báo|trang|kênh|chúng tôi))\b[^.]*$"
    r"|^(?:mời (?:quý |độc giả |quý độc giả |bạn đọc |các bạn )+(?:xem|đọc|theo dõi|đón xem))",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"^\W*(?:(?:gửi|viết) )?(?:bình luận|ý kiến)\b", re.IGNORECASE)
_SITE_LINES = re.compile(
    r"^\W*(?:giấy phép|bản quyền|copyright|©|®|chịu trách nhiệm|tổng biên tập|cơ quan chủ quản|"
    r"tòa soạn|toà soạn|trụ sở|địa chỉ|điện thoại|hotline|email|ghi rõ nguồn|đăng ký nhận|tải ứng dụng)\b|"
    r"ghi rõ nguồn\b|\bphát hành lại\b|https?://\S+$",
    re.IGNORECASE,
)
_DATELINES = (
    (re.compile(r"^\(?BĐK(?:\.VN)?\)?\s*[-–—.]|^\(?BDK(?:\.VN)?\)?\s*[-–—.]"), "dong-khoi"),
    (re.compile(r"^\(?BVL(?:O|\.VN)?\)?\s*[-–—.]"), "vinh-long"),
    (re.compile(r"^\(Chinhphu\.vn\)\s*[-–—.]", re.IGNORECASE), "chinh-phu"),
)
_SENTENCE_END = (".", "!", "?", ":", ";", ",", "…")


def is_caption(text: str) -> bool:
    """True for a line that ends in a photo credit."""
    if len(text.split()) > CAPTION_WORDS or _LABELLED_BYLINE.match(text):
        return False
    credit = _CREDIT.search(text)
    if credit is not None:
        return len(credit["who"].split()) <= 9
    return _BARE_CREDIT.search(text) is not None


def is_byline(text: str) -> bool:
    """True for an author line: labelled, a bare name, names, "name - post", or the source of a reprint.

    Ask it only of the last lines of a text; a bare name elsewhere may be anything.
    """
    if _LABELLED_BYLINE.match(text) or _ORIGIN.match(text):
        return True
    if len(text) > 110 or text.endswith(("!", "?", ":", ";", ",", "…")):
        return False
    if _AFTER.match(text) and len(text.split()) <= 10:
        return True
    plain = re.sub(r"\s*\(\s*[^()]{2,40}\)\s*$", "", text)
    if plain and all(_is_name(name) for name in re.split(r"\s+[-–—]\s+|\s*[,&/;]\s*|\s+và\s+", plain)):
        return True
    name, dash, post = re.sub(r"\s+[–—]\s+", " - ", text).partition(" - ")
    if not dash or not _is_name(name) or len(name.split()) < 2 or text.endswith("."):
        return False
    return len(post.split()) <= 16 and (post[:1].isupper() or _POST.search(post) is not None)


def is_notice(text: str) -> bool:
    """True for share lines, comment headings, links to other articles and tag lines."""
    if _NOTICES.match(text):
        return True
    return len(text.split()) <= 45 and _NOTICE_STARTS.match(text) is not None


def opens_comments(text: str) -> bool:
    """True for the line over what readers wrote. Ask it only of lines that are notices."""
    return _COMMENTS.match(text) is not None


def is_site_line(text: str) -> bool:
    """True for what a site says of itself under an article: licence, office, copyright. Ask it only of last lines."""
    return len(text.split()) <= 40 and _SITE_LINES.search(text) is not None


def source_of_dateline(text: str) -> str | None:
    """Slug of the publisher whose mark opens the text ("BDK -"), or None."""
    return next((slug for pattern, slug in _DATELINES if pattern.match(text)), None)


def author_of(parts: Sequence[Part]) -> str | None:
    """The author named by the last byline, without its label."""
    for role, text in reversed(parts):
        if role is not Role.BYLINE or _ORIGIN.match(text):
            continue
        named = re.sub(r"^[^:]{1,30}:\s*", "", text) if _LABELLED_BYLINE.match(text) else text
        named = re.sub(r"\s*\(\s*(?:tổng hợp|lược dịch|t/h|th|ghi)[^()]*\)\s*$", "", named, flags=re.IGNORECASE)
        if named.strip():
            return named.strip()
    return None


def same(text: str) -> str:
    """Key under which two lines are the same line: case, blanks and closing marks do not count."""
    return " ".join(text.casefold().split()).strip(" .…\"'“”‘’")


def settle(parts: Iterable[Part], *, captions: Iterable[str] = ()) -> list[Part]:
    """Give paragraphs and items the role their words show; other roles stay as the markup set them.

    Args:
        captions: texts known to be captions, such as alternative texts of images on the same page.
    """
    found = [(role, text) for role, text in parts if text]
    known = {same(text) for role, text in found if role is Role.CAPTION}
    known |= {same(text) for text in captions if len(text.split()) >= 4}
    settled: list[Part] = []
    for index, (role, text) in enumerate(found):
        if role in (Role.PARAGRAPH, Role.ITEM, Role.HEADING):
            role = _first_look(role, text, known=known)
            if role is Role.PARAGRAPH and _repeated_next_to(found, index):
                role = Role.CAPTION
        if role is Role.CAPTION:
            known.add(same(text))
        settled.append((role, text))
    return _close(settled)


def photo_story(parts: Sequence[Part]) -> list[Part]:
    """Parts where long captions are paragraphs: in a photo story the text stands under the photos.

    Only for a body whose captions hold more words than the rest. A caption with a credit has to be longer to
    count as a story.
    """
    return [
        (Role.PARAGRAPH, text)
        if role is Role.CAPTION and len(text.split()) >= STORY_WORDS * (2 if is_caption(text) else 1)
        else (role, text)
        for role, text in parts
    ]


def _first_look(role: Role, text: str, *, known: set[str]) -> Role:
    if is_notice(text) or not any(character.isalnum() for character in text):
        return Role.NOTICE
    if is_caption(text) or (same(text) in known and role is not Role.HEADING):
        return Role.CAPTION
    if is_date_line(text):
        return Role.DATE
    if _LABELLED_BYLINE.match(text) and len(text.split()) <= 14:
        return Role.BYLINE
    if role is Role.PARAGRAPH and _ORIGIN.match(text) and len(text.split()) <= 14:
        return Role.NOTICE
    return role


def _repeated_next_to(parts: Sequence[Part], index: int) -> bool:
    """A short line printed twice running is a caption: once for the photo, once for its text."""
    text = parts[index][1]
    if len(text.split()) > CAPTION_WORDS or len(text.split()) < 3:
        return False
    near = [parts[place][1] for place in (index - 1, index + 1) if 0 <= place < len(parts)]
    return any(same(text) == same(other) for other in near)


def _close(parts: list[Part]) -> list[Part]:
    """Look for bylines on the last lines that are not share lines, captions or dates."""
    seen = 0
    for index in range(len(parts) - 1, 0, -1):
        role, text = parts[index]
        if role in (Role.CAPTION, Role.DATE) or (role is Role.NOTICE and not _ORIGIN.match(text)):
            continue
        seen += 1
        if seen > BYLINE_REACH:
            break
        if role in (Role.PARAGRAPH, Role.HEADING, Role.NOTICE) and is_byline(text):
            parts[index] = (Role.BYLINE, text)
        elif role is Role.HEADING and not any(
            kind in (Role.PARAGRAPH, Role.ITEM, Role.TABLE) for kind, _ in parts[index:]
        ):
            parts[index] = (Role.PARAGRAPH, text)
    return parts


def _is_name(text: str) -> bool:
    """One to five words that each begin with a capital, or a pen name of initials."""
    words = text.split()
    if not 1 <= len(words) <= 5 or any(character.isdigit() for character in text):
        return False
    if len(words) == 1 and (len(text) > 16 or (text.endswith(".") and len(text) > 6)):
        return False
    if text.endswith(".") and len(words[-1]) > 4:
        return False
    return all(word[0].isupper() and not word.endswith(_SENTENCE_END[1:]) for word in words)
