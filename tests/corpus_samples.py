"""Small articles and what judging made of them, for tests of the store and of what stands on it."""

from __future__ import annotations

from datetime import UTC, datetime

from corpus.document import Document, Moment, Role, lay_out
from corpus.label import Evidence, Modality, Prediction, Stage, TimeScope
from corpus.passage import Analysis, Cue, Entity, EntityKind, Passage, PassageKind
from corpus.store import JudgedDocument

NOW = TimeScope("current")
NOON = datetime(2021, 3, 5, 5, 0, tzinfo=UTC)


def article(
    number: int = 1, *paragraphs: str, published: datetime | None = NOON, source: str = "dong-khoi"
) -> Document:
    """A small article whose paragraphs are given."""
    body = paragraphs or ("Sáng 5-3, Huyện ủy Ba Tri ban hành kế hoạch.",)
    written, blocks = lay_out([(Role.TITLE, f"Bài số {number}"), *((Role.PARAGRAPH, each) for each in body)])
    return Document(
        id=f"{source}:a{number}",
        source=source,
        url=f"https://bao.example/bai-a{number}.html",
        text=written,
        blocks=blocks,
        title=f"Bài số {number}",
        author=None,
        section="Chính trị",
        published=None if published is None else Moment(published),
        modified=None,
        fetched=NOON,
        reading="test/1",
        signals={"published": "test"},
    )


def judged(
    document: Document,
    *,
    areas: tuple[str, ...] = ("3",),
    modality: Modality = Modality.REPORTED,
    strength: int = 2,
    scope: TimeScope = NOW,
    reach: str = "inside",
    model: str = "m-1",
) -> JudgedDocument:
    """What judging made of an article: every paragraph a passage with the same labels."""
    passages, analyses, predictions = [], [], []
    read = [block for block in document.blocks if block.role is Role.PARAGRAPH]
    for ordinal, block in enumerate(read):
        passage = Passage(
            document=document.id,
            revision=document.revision,
            ordinal=ordinal,
            start=block.start,
            end=block.end,
            kind=PassageKind.PARAGRAPH,
            text=document.block_text(block),
            title=document.title or "",
            before="" if ordinal == 0 else document.block_text(read[ordinal - 1]),
            after="" if ordinal + 1 == len(read) else document.block_text(read[ordinal + 1]),
            cutting="1",
        )
        cue = Cue(f"area:{areas[0] if areas else 3}", "strong", block.start, block.start + 4, "sáng")
        entity = Entity(EntityKind.DATE, block.start, block.start + 8, "2021-03-05")
        passages.append(passage)
        words = ((block.start, block.start + 4), (block.start + 5, block.start + 8))
        analyses.append(Analysis(passage.id, "a-1", words, ((block.start, block.end),), (entity,), (cue,)))
        predictions.append(
            Prediction(
                passage=passage.id,
                model=model,
                taxonomy="2021.1",
                probabilities={code: (0.9 if code in areas else 0.1) for code in "1234567"},
                areas=areas,
                stage=Stage.BAN_HANH,
                stages=(Stage.BAN_HANH,),
                modality=modality,
                time_scope=scope,
                evidence=Evidence(strength, actors=("Huyện ủy Ba Tri",), places=("ben-tre/ba-tri",)),
                cues=(cue,),
            )
        )
    return JudgedDocument(
        document=document.id,
        revision=document.revision,
        model=model,
        analysis_version="a-1",
        passages=tuple(passages),
        analyses=tuple(analyses),
        predictions=tuple(predictions),
        reaches=(reach,) * len(passages),
        places=(("ben-tre/ba-tri",),) * len(passages),
    )
