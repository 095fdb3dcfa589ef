"""The raw count: the share of passages the model said yes to. Shown beside the rest, never the answer.

Its expectation is p Se + (1 - p)(1 - Sp), not the share p (Rogan and Gladen 1978): at 3 % with a specificity of .97 as
many false alarms as hits are counted, and no interval of sampling error can cover that.
"""

from __future__ import annotations

from models.quantify.cell import Cell
from models.quantify.share import NOTHING_READ, Check, Share, Words, abstain

METHOD = "raw"


def raw(cell: Cell) -> Share:
    """The counted share. It has no interval: its error is not one of sampling."""
    if not cell.size:
        return abstain(METHOD, NOTHING_READ, **cell.counts())
    flawless = None
    if cell.labelled:
        flawless = bool((cell.said[cell.audited] == cell.truth).all())
    return Share(
        method=METHOD,
        value=float(cell.said.mean()),
        low=None,
        high=None,
        why=Words("số đếm thô của mô hình, chỉ để đối chiếu", "the model's raw count, for comparison only"),
        checks=(
            Check(
                "flawless model",
                flawless,
                Words(
                    "số đếm thô chỉ đúng khi mô hình không sai trên đoạn nào",
                    "a raw count is right only where the model errs on no passage",
                ),
            ),
        ),
        **cell.counts(),
    )
