"""Copies of the demo newspaper's articles as other papers might carry them, and look-alikes that are other stories."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

from corpus.demo.articles import DemoArticle, load_articles
from corpus.document import Document, Moment, Role, lay_out
from corpus.fold import folded

SYNONYMS = dict(
    pair.split("=")
    for pair in """
    kiểm tra=rà soát|tổ chức=mở|giám sát=theo sát|kết quả=thành quả|đăng ký=ghi danh|hồ sơ=giấy tờ|trả lời=hồi đáp
    báo cáo=bản trình|người dân=bà con|công trình=hạng mục|hội nghị=cuộc họp|đề nghị=yêu cầu|kiến nghị=đề xuất
    đơn vị=cơ sở|cho biết=chia sẻ|so với=nếu đặt cạnh|lãnh đạo=người đứng đầu|chương trình=kế hoạch|trường hợp=vụ việc
    chỉ tiêu=mục tiêu|yêu cầu=đòi hỏi|quy định=điều khoản|thời gian=quãng ngày|hoàn thành=làm xong|phân công=giao việc
    theo dõi=dõi theo|doanh nghiệp=công ty|hỗ trợ=giúp đỡ|làm việc=công tác|ý kiến=góp lời|phát hiện=tìm ra
    kết luận=chốt lại|mô hình=cách làm|phụ trách=đảm nhận|quản lý=điều hành|kế hoạch=dự định|bổ sung=thêm vào
    trách nhiệm=bổn phận|vi phạm=sai phạm|nội dung=phần việc|danh sách=bản kê|câu hỏi=thắc mắc|giải quyết=xử lý
    cho thấy=chứng tỏ|góp ý=nêu nhận xét|công khai=công bố|quyết định=ra văn bản|thực hiện=triển khai|bắt đầu=khởi động
    có=sở hữu|được=nhận|việc=chuyện|cho=dành để|không=chẳng|trong=ở trong|ở=nằm tại|làm=thực thi|lại=trở lại|đã=từng
    là=chính là|từ=bắt nguồn từ|phải=buộc|để=nhằm|đến=tới|chỉ=vỏn vẹn|theo=căn cứ|về=quanh|mới=vừa mới|mỗi=từng
    với=cùng với|các=những|sau=tiếp sau|cách=lối|tại=ngay tại|còn=vẫn còn|khi=lúc|nơi=chốn|chưa=chưa hề|vì=bởi
    bằng=nhờ|bị=chịu|do=bởi vì|những=các|qua=thông qua|trên=phía trên|chọn=lựa|hơn=vượt|nhất=hàng đầu|này=ấy|thì=liền
    nhiều=không ít|nào=gì|nêu=trình bày|cùng=chung|họp=nhóm họp|gửi=chuyển|nói=phát biểu|cần=nên|thấy=nhận ra
    thay=đổi|thêm=bổ sung|nhưng=song|xem=coi|mở=khai trương|giữ=bảo lưu|lên=tăng lên|sẽ=sắp|khó=gian nan|và=cùng
    """.replace("\n", "|").split("|")
    for pair in [pair.strip()]
    if pair
)
"""A spinner's table, written for these tests."""

_SYNONYM = re.compile(r"\b(" + "|".join(sorted(map(re.escape, SYNONYMS), key=len, reverse=True)) + r")\b")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐ])")
_FILLERS = (
    "Buổi làm việc khép lại khi phố đã lên đèn.",
    "Mưa trái mùa khiến đường vào ấp trơn hơn mọi năm.",
    "Nhiều bà con nán lại hỏi thêm sau giờ bế mạc.",
    "Ai nấy mong lần tới được nghe sớm hơn.",
)
_HOUSE_RULES = (
    "Quý độc giả gửi tin và ảnh về tòa soạn theo hộp thư cuối trang.",
    "Bạn đọc quét mã bên dưới để nhận bản tin sáng của chúng tôi.",
    "Tòa soạn giữ bản quyền, xin ghi rõ nguồn khi dẫn lại bài này.",
)
_WORDS = ("sông", "đồng", "ruộng", "cầu", "nắng", "phà", "chuối", "xoài", "trâu", "bò", "gió", "bến", "thuyền", "lưới")

Parts = list[tuple[Role, str]]


@cache
def originals() -> tuple[Document, ...]:
    """The demo newspaper's articles as documents, those that repeat another left out."""
    return tuple(original(article) for article in load_articles() if not article.republishes)


def original(article: DemoArticle) -> Document:
    """One article as its own paper carries it."""
    parts: Parts = [(Role.TITLE, article.title), (Role.LEAD, article.lead)]
    for piece in article.body:
        if piece.kind == "heading":
            parts.append((Role.HEADING, piece.text))
        elif piece.text:
            parts.append((Role.PARAGRAPH, piece.text))
        parts += [(Role.ITEM, item) for item in piece.items]
        parts += [(Role.TABLE, " ".join(row)) for row in piece.rows]
    text, blocks = lay_out(parts)
    return Document(
        id=f"dong-khoi:{article.id}",
        source="dong-khoi",
        url=f"https://bao.example/{article.id}.html",
        text=text,
        blocks=blocks,
        title=article.title,
        author=None,
        section=None,
        published=Moment(article.published),
        modified=None,
        fetched=article.published,
        reading="test/1",
    )


def parts_of(document: Document) -> Parts:
    """A document as (role, text) parts."""
    return [(block.role, document.block_text(block)) for block in document.blocks]


def carried(document: Document, parts: Parts, *, by: str, hours: int = 5) -> Document:
    """The same story carried by another paper some hours later."""
    text, blocks = lay_out(parts)
    assert document.published is not None
    return replace(
        document,
        id=f"{by}:{document.id.split(':')[1]}",
        source=by,
        url=f"https://{by}.example/{document.id.split(':')[1]}.html",
        text=text,
        blocks=blocks,
        title=next((said for role, said in parts if role is Role.TITLE), None),
        published=Moment(document.published.at + timedelta(hours=hours)),
    )


def reprinted(document: Document, chance: random.Random) -> Document:
    """Word for word, under another house's header and footer."""
    parts = parts_of(document)
    head = (Role.PARAGRAPH, f"{chance.choice(_FILLERS)[:-1]}, theo tin từ tỉnh nhà.")
    foot = [(Role.PARAGRAPH, chance.choice(_HOUSE_RULES)), (Role.NOTICE, "Chia sẻ | In bài | Bình luận")]
    return carried(document, [parts[0], head, *parts[1:], *foot], by="in-lai")


def unmarked(document: Document, chance: random.Random) -> Document:
    """Typed without marks."""
    return carried(document, [(role, folded(said)) for role, said in parts_of(document)], by="khong-dau")


def edited(document: Document, chance: random.Random) -> Document:
    """A tenth edited as a desk edits: a sentence dropped, one added, some words changed."""
    parts = [(role, _reword(said, chance, share=0.04)) for role, said in parts_of(document)]
    place = chance.randrange(2, len(parts))
    sentences = _SENTENCE.split(parts[place][1])
    if len(sentences) > 1:
        del sentences[chance.randrange(len(sentences))]
    sentences.insert(chance.randrange(len(sentences) + 1), chance.choice(_FILLERS))
    parts[place] = (parts[place][0], " ".join(sentences))
    return carried(document, parts, by="bien-tap")


def scattered(document: Document, chance: random.Random) -> Document:
    """Every tenth word another, anywhere: the hardest a tenth of changes can be."""
    return carried(document, [(role, _reword(said, chance, share=0.1)) for role, said in parts_of(document)], by="rai")


def halved(document: Document, chance: random.Random) -> Document:
    """One half of the body, either one, under the same title."""
    title, *body = parts_of(document)
    sentences = [(role, each) for role, said in body for each in _SENTENCE.split(said)]
    half = len(sentences) // 2
    kept = sentences[: half + 1] if chance.random() < 0.5 else sentences[half:]
    return carried(document, [title, *kept], by="trich")


def retitled(document: Document, chance: random.Random) -> Document:
    """Another title and another lead over the same body."""
    body = [each for each in parts_of(document) if each[0] not in (Role.TITLE, Role.LEAD)]
    title = f"Chuyện ở quê dừa: {chance.choice(_FILLERS)[:-1].lower()}"
    lead = f"Phóng viên trở lại vùng đất ba dải cù lao. {chance.choice(_FILLERS)}"
    return carried(document, [(Role.TITLE, title), (Role.LEAD, lead), *body], by="doi-tua")


def syndicated(document: Document, chance: random.Random) -> Document:
    """An agency's prefix before the lead and its mark at the end."""
    parts = parts_of(document)
    first = next(place for place, (role, _) in enumerate(parts) if role is not Role.TITLE)
    parts[first] = (parts[first][0], f"(TTX) Theo Báo Đồng Khởi, {parts[first][1]}")
    return carried(document, [*parts, (Role.PARAGRAPH, "Theo TTX/Báo Tin tức")], by="thong-tan")


def spun(document: Document, chance: random.Random) -> Document:
    """Words swapped for others by a table, all else left alone."""
    swapped = [
        (role, _SYNONYM.sub(lambda found: SYNONYMS[found[0]] if chance.random() < 0.85 else found[0], said))
        for role, said in parts_of(document)
    ]
    return carried(document, swapped, by="xao")


def translated(document: Document, chance: random.Random) -> Document:
    """Turned into a language of nonsense that keeps figures and names without marks, as a machine would."""
    made: dict[str, str] = {}

    def foreign(found: re.Match[str]) -> str:
        word = found[0]
        if word[0].isupper():
            return folded(word).capitalize()
        return made.setdefault(word, "".join(chance.choice(("str", "blo", "wev", "fjo", "zing")) for _ in "ab"))

    turned = [(role, re.sub(r"[^\W\d_]+", foreign, said)) for role, said in parts_of(document)]
    return carried(document, turned, by="dich")


def refilled(document: Document, chance: random.Random) -> Document:
    """The same form on another day: every sentence stands, figures and days are others."""

    def other(found: re.Match[str]) -> str:
        digits = found[0]
        for _ in range(20):
            made = (
                str(chance.randrange(1, 29))
                if int(digits) < 29
                else "".join(chance.choice("123456789") for _ in digits)
            )
            if made != digits:
                return made
        return digits

    return carried(document, [(role, re.sub(r"\d+", other, said)) for role, said in parts_of(document)], by="mau")


COPIES: dict[str, Callable[[Document, random.Random], Document]] = {
    "reprinted": reprinted,
    "unmarked": unmarked,
    "edited": edited,
    "scattered": scattered,
    "halved": halved,
    "retitled": retitled,
    "syndicated": syndicated,
    "spun": spun,
    "translated": translated,
}
"""Copies of a story by what was done to it."""


def _reword(said: str, chance: random.Random, *, share: float) -> str:
    words = said.split(" ")
    return " ".join(
        chance.choice(_WORDS) if word.islower() and word.isalpha() and chance.random() < share else word
        for word in words
    )


def shuffled(documents: Sequence[Document], seed: int) -> list[Document]:
    """The same documents in another order."""
    order = list(documents)
    random.Random(seed).shuffle(order)
    return order
