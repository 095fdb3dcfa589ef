"""The columns of every data frame for researchers: name, type, unit and meaning, in order; see docs/research.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Dtype = Literal["str", "int64", "Int64", "float64", "bool", "datetime64[us, UTC]", "object"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. What is undefined is NaN, in ``Int64`` ``<NA>``; never 0."""

    name: str
    dtype: Dtype
    unit: str
    about: str


def _interval(name: str, unit: str, about: str) -> tuple[Column, ...]:
    return (
        Column(name, "float64", unit, about),
        Column(f"{name}_low", "float64", unit, f"lower end of the 95 % interval of `{name}`"),
        Column(f"{name}_high", "float64", unit, f"upper end of the 95 % interval of `{name}`"),
    )


_PASSAGE = Column("passage", "str", "id", "16 hexadecimal digits of document, revision, offsets and cutting rules")
_DOCUMENT = Column("document", "str", "id", "source and the publisher's own number, or a digest of the address")
_AREA = Column("area", "str", "code", "area of the codebook, `1` to `7`")
_STAGE = Column("stage", "str", "code", "stage, one of nine codes of `corpus.label.Stage`; none where it is not known")
_MODALITY = Column("modality", "str", "code", "`directive`, `reported`, `planned` or `none`; none where not known")
_MODEL = Column("model", "str", "id", "model that judged")
_TAXONOMY = Column("taxonomy", "str", "id version", "codebook that was judged by")

FRAMES: Mapping[str, tuple[Column, ...]] = {
    "passages": (
        _PASSAGE,
        _DOCUMENT,
        Column("revision", "str", "id", "digest of the document's meaningful text"),
        Column("source", "str", "slug", "publisher, or `import/…` of files"),
        Column("url", "str", "address", "of the document; none where it has none"),
        Column("title", "str", "text", "of the document"),
        Column("published", "str", "ISO 8601, +07:00", "when the document was published; none where it does not say"),
        Column("month", "str", "YYYY-MM", "month of `published`"),
        Column("kind", "str", "code", "`lead`, `paragraph`, `item` or `table`"),
        Column("start", "int64", "characters", "offset of the first character in the document's text"),
        Column("end", "int64", "characters", "offset after the last one"),
        Column("text", "str", "text", "the passage, exactly that slice"),
        Column("areas", "str", "codes, by comma", "areas over their thresholds, the likeliest first; empty for none"),
        _STAGE,
        _MODALITY,
        Column("time_scope", "str", "code", "`current`, `former_term`, `future`, `historical` or `unknown`"),
        Column("strength", "int64", "E0 to E4", "evidence strength"),
        Column("reach", "str", "code", "`inside` or `outside` the province, or `unclear`"),
        Column("documents_named", "str", "numbers, by semicolon", "document numbers the passage names"),
        Column("places", "str", "ids, by semicolon", "places the passage names"),
        _MODEL,
        _TAXONOMY,
    ),
    "predictions": (
        _PASSAGE,
        _DOCUMENT,
        _AREA,
        Column("probability", "float64", "0 to 1", "calibrated probability that the passage is about the area"),
        Column("chosen", "bool", "yes or no", "whether it reached the area's threshold"),
        _MODEL,
        _TAXONOMY,
    ),
    "judgements": (
        Column("event", "str", "id", "event of the append-only log"),
        _PASSAGE,
        _DOCUMENT,
        _AREA,
        Column("verdict", "str", "code", "`yes`, `no` or `unsure`"),
        Column("person", "str", "name", "who judged"),
        Column("standing", "str", "code", "`coder` or `lead`"),
        _STAGE,
        _MODALITY,
        Column("at", "datetime64[us, UTC]", "UTC", "when"),
        _TAXONOMY,
        Column("queue", "str", "name", "why the passage was shown"),
        Column("inclusion", "float64", "0 to 1", "probability that it was drawn; none where nothing was drawn"),
        Column("note", "str", "text", "what the person added"),
    ),
    "labelled": (
        Column("key", "str", "id", "of the passage in the labelled set"),
        Column("part", "str", "code", "`train`, `test`, or `apart` (newer relatives of what is trained on)"),
        Column("origin", "str", "code", "`written`, `file` or `judged`"),
        Column("source", "str", "slug or file", "where it is from"),
        Column("group", "str", "id", "what is never split between train and test, and is drawn whole for intervals"),
        Column("published", "str", "YYYY-MM-DD", "day of publication; none where it is not known"),
        Column("title", "str", "text", "of its document"),
        Column("text", "str", "text", "of the passage"),
        Column("areas", "str", "codes, by comma", "areas people gave; empty for none"),
        Column("unsure", "str", "codes, by comma", "areas they were unsure of or do not agree on; left out of scores"),
        _STAGE,
        _MODALITY,
        Column("weight", "float64", "passages", "what it counts for: one over its inclusion probability, or 1"),
    ),
    "coverage": (
        _AREA,
        Column("area_name", "str", "text", "its name"),
        Column("month", "str", "YYYY-MM", "month of publication; none for undated documents"),
        Column("state", "str", "code", "`evidence`, `silent` (enough was read) or `unobserved` (it was not)"),
        Column("passages", "int64", "passages", "those on the area, within the province and the term"),
        Column("of_passages", "int64", "passages", "those read: the denominator"),
        Column("share", "float64", "0 to 1", "`passages` over `of_passages`; none where nothing was read"),
        Column("documents", "int64", "documents", "those with such a passage"),
        Column("of_documents", "int64", "documents", "those read: the denominator"),
        *_interval(
            "document_share", "0 to 1", "`documents` over `of_documents`, with Wilson's interval as if they were drawn"
        ),
        Column("evidence", "int64", "passages", "of `passages`, work told as done with strength E2 or more"),
        Column("directive", "int64", "passages", "of `passages`, asked for only"),
        Column("planned", "int64", "passages", "of `passages`, announced only"),
    ),
    "agreement": (
        _AREA,
        *_interval("alpha", "-1 to 1", "Krippendorff's alpha, nominal; none where everyone said the same"),
        Column("passages", "int64", "passages", "those that two people or more were sure of: the denominator"),
        Column("people", "int64", "people", "who were sure of any"),
        Column("unsure", "int64", "verdicts", "left out because a person was unsure"),
    ),
    "metrics": (
        Column("level", "str", "code", "`area`; `any` area or none; `micro` over pairs; `macro`, mean of areas"),
        Column("area", "str", "code", "the area; none on the other levels"),
        *_interval("precision", "0 to 1", "share of what was said that is so"),
        *_interval("recall", "0 to 1", "share of what is so that was said"),
        *_interval("f1", "0 to 1", "harmonic mean of both; on the level `macro` the mean of the areas' F1"),
        Column("positives", "Int64", "pairs", "what is so, unweighted: the denominator of recall"),
        Column("said", "Int64", "pairs", "what was said, unweighted: the denominator of precision"),
        Column("pairs", "Int64", "pairs", "pairs of passage and area that readers were sure of (`any`: passages)"),
        *_interval("ece", "0 to 1", "expected calibration error, ten bins; its interval leans upward"),
        *_interval("brier", "0 to 1", "mean squared distance of probabilities from what is so"),
    ),
    "strata": (
        Column("by", "str", "code", "`stage`, `source`, `year`, `length` or `origin` (authored or real)"),
        Column("name", "str", "text", "the stratum"),
        Column("area", "str", "code", "one area; none for all pairs of the stratum"),
        *_interval("f1", "0 to 1", "F1 over the pairs"),
        Column("passages", "int64", "passages", "in the stratum"),
        Column("positives", "int64", "pairs", "that are so: the denominator"),
        Column("worst", "bool", "yes or no", "the weakest stratum with enough positives"),
    ),
    "comparison": (
        Column("measure", "str", "code", "`f1` of an area, or `macro_f1` over the areas with enough positives"),
        Column("area", "str", "code", "the area; none for `macro_f1`"),
        *_interval("new", "0 to 1", "the new judge"),
        *_interval("old", "0 to 1", "the old judge"),
        *_interval("difference", "-1 to 1", "new minus old, documents drawn for both at once"),
        Column("positives", "int64", "passages", "about the area (all measured areas): the denominator"),
        Column("gained", "int64", "passages", "of them, found by the new judge only"),
        Column("lost", "int64", "passages", "of them, found by the old judge only"),
    ),
    "reliability": (
        Column("area", "str", "code", "the area; none for all together"),
        Column("bin", "int64", "0 to 9", "tenth of the probabilities"),
        Column("lower", "float64", "0 to 1", "where the bin begins"),
        Column("upper", "float64", "0 to 1", "where it ends"),
        Column("said", "float64", "0 to 1", "mean probability in it: across the diagram"),
        *_interval("so", "0 to 1", "share of its pairs that are so: up the diagram"),
        Column("pairs", "int64", "pairs", "of passage and area in it: the denominator"),
        Column("weight", "float64", "pairs", "what they count for, by inclusion probability"),
    ),
    "learning_curve": (
        Column("passages", "int64", "passages", "trained on"),
        *_interval("macro_f1", "0 to 1", "on the held-out passages"),
        Column("held_out", "int64", "passages", "measured on: the denominator"),
    ),
    "suspects": (
        Column("key", "str", "id", "of the passage in the labelled set"),
        _AREA,
        Column("labelled", "bool", "yes or no", "what people said"),
        Column("chance", "float64", "0 to 1", "probability by models that never saw the passage"),
        Column("text", "str", "text", "of the passage"),
    ),
    "explanation": (
        _AREA,
        Column("kind", "str", "code", "`intercept`, `term`, `cue`, `verdict` or `limit`; see `models.explain`"),
        Column("part", "str", "code", "`text` or `title`; none for the intercept"),
        Column("name", "str", "name", "of the feature"),
        Column("phrase", "str", "text", "what stands there"),
        Column("log_odds", "float64", "log-odds", "what it adds to the score; the rows of an area sum to its score"),
        Column("value", "float64", "feature units", "value of the feature in this passage"),
        Column("spans", "object", "characters", "tuple of (start, end) offsets into the part"),
    ),
}
"""Columns by frame. A test holds docs/research.md to them."""


def table(name: str) -> tuple[str, ...]:
    """The lines of a frame's table in docs/research.md."""
    rows = (f"| `{each.name}` | {each.dtype} | {each.unit} | {each.about} |" for each in FRAMES[name])
    return ("| column | type | unit | is |", "|---|---|---|---|", *rows)
