"""What a person chose on the page, as the verdicts that are kept, and back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import BadInput
from corpus.label import Judgement, Stage, Verdict

LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen: areas, or explicitly none of them; ``unsure`` says so of what is chosen, or of all."""

    areas: frozenset[str] = frozenset()
    none: bool = False
    unsure: bool = False
    stage: Stage | None = None
    note: str = ""

    @property
    def made(self) -> bool:
        """Whether anything was chosen: nothing at all is no verdict."""
        return bool(self.areas) or self.none or self.unsure

    def verdicts(self, codes: Sequence[str]) -> Mapping[str, Verdict]:
        """A verdict for every area: what is chosen is yes (or unsure), the rest no; unsure of nothing, unsure of all.

        Raises:
            BadInput: nothing was chosen, an area that is not there, or areas and none of them.
        """
        if not self.made:
            raise BadInput("chưa chọn mảng nào và chưa chọn “không mảng nào” (nothing chosen)", where="area")
        unknown = sorted(self.areas - set(codes))
        if unknown:
            raise BadInput(f"không có mảng {', '.join(unknown)[:40]} (unknown area)", where="area")
        if self.none and self.areas:
            raise BadInput("vừa chọn mảng vừa chọn “không mảng nào” (areas and none)", where="area")
        if self.unsure and not self.areas and not self.none:
            return {code: "unsure" for code in codes}
        chosen: Verdict = "unsure" if self.unsure else "yes"
        rest: Verdict = "unsure" if self.unsure and self.none else "no"
        return {code: chosen if code in self.areas else rest for code in codes}


def choice_of(*, areas: Collection[str], none: bool, unsure: bool, stage: str, note: str) -> Choice:
    """A choice from the fields of a form.

    Raises:
        BadInput: an unknown stage, or a note that is too long or holds a NUL character.
    """
    try:
        said = Stage(stage) if stage else None
    except ValueError as error:
        raise BadInput(f"không có giai đoạn {stage[:40]!r} (unknown stage)", where="stage") from error
    if len(note) > LONGEST_NOTE:
        raise BadInput(f"ghi chú dài quá {LONGEST_NOTE} ký tự (note too long)", where="note")
    if "\0" in note:
        raise BadInput("có ký tự NUL (a NUL character)", where="note")
    return Choice(frozenset(areas), none, unsure, said, note.strip())


def chosen_in(judgement: Judgement) -> Choice:
    """What a person had chosen, from the verdicts that were kept; "not this area" alone is not "none of them"."""
    yes = frozenset(area for area, verdict in judgement.verdicts.items() if verdict == "yes")
    unsure = frozenset(area for area, verdict in judgement.verdicts.items() if verdict == "unsure")
    all_unsure = bool(unsure) and len(unsure) == len(judgement.verdicts)
    return Choice(
        areas=frozenset() if all_unsure else yes | unsure,
        none=len(judgement.verdicts) > 1 and not yes and not unsure,
        unsure=bool(unsure),
        stage=judgement.stage,
        note=judgement.note,
    )
