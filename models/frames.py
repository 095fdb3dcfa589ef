"""Data frames for researchers: what is stored, what was measured and why a passage scored as it did, as pandas.

Every frame has the columns of :data:`models.columns.FRAMES`, in that order and those types, rows in a stable order, and
``attrs`` that say what made it: ``frame``, ``versions``, and as it applies ``model``, ``taxonomy`` and totals. Pandas
is an extra (``pip install '.[research]'``) and imported when a frame is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from corpus.codebook.taxonomy import Taxonomy
from corpus.coverage.by_area import as_rows, tally
from corpus.errors import BadInput
from corpus.label import Judgement
from corpus.people.judgements import Judgements
from corpus.predictions.export import judged_passages
from corpus.store import Store
from models import agreement as agreeing
from models.columns import FRAMES
from models.explain import Explanation
from models.resample import wilson
from models.split import Split

if TYPE_CHECKING:
    from pandas import DataFrame

VERSIONED = ("bamsat", "pandas", "scikit-learn", "underthesea")


def frame(name: str, rows: Iterable[Mapping[str, Any]], **about: object) -> DataFrame:
    """Rows as the frame of that name; keys that are no column of it are left out, a missing key is None.

    Raises:
        BadInput: pandas is not installed; names the extra.
        KeyError: there is no such frame.
    """
    try:
        import pandas
    except ModuleNotFoundError as error:
        raise BadInput(
            "cần pandas: trong thư mục dự án chạy pip install '.[research]' (pandas is an optional extra)",
            where="models.frames",
        ) from error
    columns = FRAMES[name]
    held = list(rows)
    found = pandas.DataFrame(
        {each.name: pandas.Series([row.get(each.name) for row in held], dtype=each.dtype) for each in columns}
    )
    found.attrs.update({"frame": name, "versions": {each: version(each) for each in VERSIONED}, **about})
    return found


def passages(store: Store, taxonomy: Taxonomy, *, model: str | None = None) -> DataFrame:
    """One row a judged passage of a current revision, by document and offset; by default of the model that judged most.

    What it has not judged is not there: ``attrs["documents_stored"]`` counts all documents of the store.
    """
    chosen = model or store.latest_model()
    rows = judged_passages(store.engine, taxonomy, model=chosen)
    return frame(
        "passages",
        ({**row, "month": (row["published"] or "")[:7] or None} for row in rows),
        model=chosen,
        taxonomy=_named(taxonomy),
        documents_stored=store.count_documents(),
    )


def predictions(store: Store, taxonomy: Taxonomy, *, model: str | None = None) -> DataFrame:
    """One row a judged passage and area, the negatives too, by document, offset and area.

    Wide: ``found.pivot(index="passage", columns="area", values="probability")``.
    """
    chosen = model or store.latest_model()
    return frame(
        "predictions",
        (
            {**row, "area": code, "probability": row[f"p{code}"], "chosen": code in row["areas"].split(",")}
            for row in judged_passages(store.engine, taxonomy, model=chosen)
            for code in taxonomy.codes
        ),
        model=chosen,
        taxonomy=_named(taxonomy),
    )


def judgements(store: Store) -> DataFrame:
    """One row a verdict that stands on a passage and area, in the order given; edits and undone ones are not there.

    ``attrs["chain"]`` is the head of the log: number of events and the hash of the last.
    """
    log = Judgements(store.engine)
    head = log.head()
    return frame(
        "judgements",
        (
            {
                "event": each.id,
                "passage": each.passage,
                "document": None if each.snapshot is None else each.snapshot.document,
                "area": area,
                "verdict": verdict,
                "person": each.person,
                "standing": each.standing,
                "stage": each.stage,
                "modality": each.modality,
                "at": each.at,
                "taxonomy": each.taxonomy,
                "queue": each.shown_because,
                "inclusion": each.inclusion,
                "note": each.note,
            }
            for each in log.for_training()
            for area, verdict in sorted(each.verdicts.items())
        ),
        chain=(head.count, head.chain),
    )


def labelled(parts: Split) -> DataFrame:
    """One row a labelled passage with the part of the split it is in, training first."""
    parted = {"train": parts.training, "test": parts.held_out, "apart": parts.left_out}
    return frame(
        "labelled",
        (
            {
                "key": each.passage.key,
                "part": part,
                "origin": each.origin,
                "source": each.source,
                "group": each.passage.group,
                "published": None if each.published is None else each.published.isoformat(),
                "title": each.passage.title,
                "text": each.passage.text,
                "areas": ",".join(sorted(each.passage.areas)),
                "unsure": ",".join(sorted(each.passage.maybe)),
                "stage": each.passage.stage,
                "modality": each.passage.modality,
                "weight": each.weight,
            }
            for part, examples in parted.items()
            for each in examples
        ),
        trained_until=None if parts.until is None else parts.until.isoformat(),
    )


def coverage(
    store: Store,
    taxonomy: Taxonomy,
    *,
    model: str | None = None,
    since: str | None = None,
    until: str | None = None,
    everywhere: bool = False,
) -> DataFrame:
    """One row an area and month with its denominators, undated last; see :mod:`corpus.coverage.by_area`.

    Raw counts of the machine, not corrected by an audit sample; silence is not absence of work.
    """
    chosen = model or store.latest_model()
    found = tally(store.engine, taxonomy, model=chosen, since=since, until=until, everywhere=everywhere)
    return frame(
        "coverage",
        ({**row, **_share(row)} for row in as_rows(found, taxonomy)),
        model=chosen,
        taxonomy=_named(taxonomy),
        documents_read=found.documents_read,
        passages_read=found.passages_read,
        passages_in_scope=found.passages_in_scope,
    )


def _share(row: Mapping[str, Any]) -> dict[str, float | None]:
    hits, of = row["documents"], row["of_documents"]
    low, high = wilson(hits, of)
    return {"document_share": hits / of if of else None, "document_share_low": low, "document_share_high": high}


def agreement(said: Store | Sequence[Judgement], taxonomy: Taxonomy, *, seed: int = 0) -> DataFrame:
    """One row an area: Krippendorff's alpha over what stands in a store, or over judgements given."""
    events = Judgements(said.engine).for_training() if isinstance(said, Store) else said
    return frame(
        "agreement",
        (
            {
                "area": each.area,
                "alpha": each.alpha.value,
                "alpha_low": each.alpha.low,
                "alpha_high": each.alpha.high,
                "passages": each.alpha.over,
                "people": each.people,
                "unsure": each.unsure,
            }
            for each in agreeing.agreement(events, taxonomy.codes, seed=seed)
        ),
        taxonomy=_named(taxonomy),
        seed=seed,
    )


def explanation(found: Sequence[Explanation]) -> DataFrame:
    """One row a contribution, the intercept of each area first; an area's rows sum to its score.

    ``attrs["scores"]`` holds by area what calibration makes of it: score, slope, offset, log_odds, probability,
    threshold, chosen.
    """
    rows: list[dict[str, Any]] = []
    for each in found:
        rows.append({"area": each.area, "kind": "intercept", "log_odds": each.intercept, "value": 1.0, "spans": ()})
        for part in each.contributions:
            rows.append({"area": each.area, **{name: getattr(part, name) for name in part.__slots__}})
    scores = {
        each.area: {
            "score": each.score,
            "slope": each.slope,
            "offset": each.offset,
            "log_odds": each.log_odds,
            "probability": each.probability,
            "threshold": each.threshold,
            "chosen": each.chosen,
        }
        for each in found
    }
    about = {"model": found[0].model, "taxonomy": found[0].taxonomy} if found else {}
    return frame("explanation", rows, scores=scores, **about)


def _named(taxonomy: Taxonomy) -> str:
    return f"{taxonomy.id} {taxonomy.version}"
