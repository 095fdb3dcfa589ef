"""Group: find documents that carry one story, sign what is new or revised, compare, and write who carries what."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from corpus.document import Document
from corpus.events.carriers import Standing
from corpus.events.likenesses import Head, Likenesses, Signed, components
from corpus.run import Accounting
from corpus.store import Store
from extractors.comparing import worth_comparing_among
from extractors.likeness import METHOD, SHORTEST, Signature, keys, signature, unpack, valid_percent
from extractors.sameness import Match, match
from extractors.tongue import flags_of, is_foreign
from extractors.wording import Wording, read_text_of, wording
from flows.runs.faults import reason_of
from flows.runs.progress import Progress

BATCH = 200
"""Documents signed, and documents grouped, in one transaction."""

WORDINGS = 1_000
"""Wordings held at a time, of some 20 kB each."""

SIGNATURES = 20_000
"""Signatures held at a time, of some kB each."""

ALONE, SHARED, SHORT = "chuyện riêng", "cùng chuyện với bài khác", "quá ngắn để so, xếp riêng"


def group(store: Store, *, progress: Progress) -> tuple[Accounting, dict[str, str]]:
    """Sign and group what is new or revised; killed, the next call goes on with what is left.

    Returns:
        The accounting, and the reason for each document that failed.
    """
    likenesses = Likenesses(store.engine)
    accounting = Accounting("group")
    accounting.enter(store.count_documents())
    failures = sign_new(store, likenesses, progress=progress)
    waiting = [document for document in likenesses.waiting(METHOD) if document not in failures]
    settled = accounting.taken - len(failures) - len(waiting)
    for reason in failures.values():
        accounting.leave("failed", reason)
    if settled:
        accounting.leave("skipped", "đã xếp vào chuyện, không đổi", settled)
    progress.begin("group", len(waiting))
    readings = Readings(store)
    for batch in _batches(waiting):
        standings, faults = place(batch, likenesses, readings)
        likenesses.put_standings(standings, method=METHOD)
        failures.update(faults)
        shares = {each.story for each in standings if each.kind != "first"}
        signatures = likenesses.signatures(batch)
        stories = {each.document: each.story for each in standings}
        for document in batch:
            if document in faults:
                accounting.leave("failed", faults[document])
            elif stories[document] in shares:
                accounting.leave("ok", SHARED)
            else:
                accounting.leave("ok", SHORT if unpack(signatures[document]).syllables < SHORTEST else ALONE)
        progress.advance("group", len(batch))
    return accounting, failures


def sign_new(store: Store, likenesses: Likenesses, *, progress: Progress) -> dict[str, str]:
    """Sign documents whose current revision is not signed. Gives the reason for each that could not be."""
    failures: dict[str, str] = {}
    unsigned = likenesses.unsigned(METHOD)
    progress.begin("sign", len(unsigned))
    for batch in _batches(unsigned):
        signed = []
        for document in store.documents(batch):
            try:
                signed.append(_sign(document))
            except Exception as error:  # noqa: BLE001 - the item boundary: a fault of ours must cost one item, in writing
                failures[document.id] = reason_of(error)
        likenesses.put_signed(signed, method=METHOD)
        progress.advance("sign", len(batch))
    return failures


def place(batch: Sequence[str], likenesses: Likenesses, readings: Readings) -> tuple[list[Standing], dict[str, str]]:
    """Places of a batch of documents and of all that share a story with them, and what failed with its reason."""
    met = likenesses.meetings(batch, method=METHOD)
    concerned = {*batch, *(each for pair in met for each in pair)}
    signatures = readings.signatures(concerned, likenesses)
    likely = worth_comparing_among(met, signatures)
    readings.foresee({each for pair in likely for each in pair})
    faults: dict[str, str] = {}
    alike: list[tuple[str, str]] = []
    for one, two in likely:
        try:
            if readings.match(one, two) is not None:
                alike.append((one, two))
        except Exception as error:  # noqa: BLE001 - the item boundary
            faults[one] = reason_of(error)
    alike = [pair for pair in alike if not faults.keys() & set(pair)]
    kept = {each.document: each for each in likenesses.standings({two for _, two in alike} - set(batch))}
    members = {*kept, *batch} - faults.keys()
    links = [*alike, *((each.story, each.document) for each in kept.values())]
    heads = {head.document: head for head in likenesses.heads(members)}
    ranks = {document: rank for rank, document in enumerate(heads)}
    signatures |= readings.signatures(members - signatures.keys(), likenesses)
    standings: list[Standing] = []
    for documents in components(members, links):
        ordered = sorted(documents, key=ranks.__getitem__)
        standings += _story(documents[0], [heads[each] for each in ordered], kept, signatures, readings)
    return standings, faults


def _story(
    story: str,
    heads: Sequence[Head],
    kept: dict[str, Standing],
    signatures: dict[str, Signature],
    readings: Readings,
) -> Iterator[Standing]:
    """Places of the documents of one story, given in order: each is described beside the earliest that it is like."""
    first = heads[0].document
    for head in heads:
        document = head.document
        signed = signatures[document]
        flags = flags_of(url=head.url, valid=signed.valid, marked=signed.marked)
        before = kept.get(document)
        if document == first:
            yield Standing(document, story, "first", flags=flags)
        elif before is not None and before.to_document == first:
            yield Standing(document, story, before.kind, before.likeness, first, before.flags)
        else:
            other, found = readings.earliest(document, [each.document for each in heads])
            yield Standing(document, story, found.kind, found.likeness, other, (*found.flags, *flags))


class Readings:
    """Wordings and signatures of the store's documents, read when asked for, those used last held."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._held: OrderedDict[str, tuple[Wording, bool]] = OrderedDict()
        self._signed: OrderedDict[str, Signature] = OrderedDict()

    def signatures(self, documents: Collection[str], likenesses: Likenesses) -> dict[str, Signature]:
        """Signatures of these documents; they do not change while documents are grouped."""
        found = {each: self._signed[each] for each in documents if each in self._signed}
        for each, packed in likenesses.signatures(set(documents) - found.keys()).items():
            found[each] = unpack(packed)
        for each in found:
            self._signed[each] = found[each]
            self._signed.move_to_end(each)
        while len(self._signed) > SIGNATURES:
            self._signed.popitem(last=False)
        return found

    def foresee(self, documents: Collection[str]) -> None:
        """Read those of these documents that are not held, as many as can be held, in one go."""
        missing = sorted(set(documents) - self._held.keys())
        for document in self.store.documents(missing[: WORDINGS // 2]):
            self._hold(document)

    def match(self, one: str, two: str) -> Match | None:
        """How the second document carries the first one's story, or None."""
        first, first_foreign = self._of(one)
        second, second_foreign = self._of(two)
        return match(first, second, foreign=(first_foreign, second_foreign))

    def earliest(self, document: str, ordered: Sequence[str]) -> tuple[str, Match]:
        """The first of these documents in order that this one is like, and how; one of them must be."""
        for other in ordered:
            found = None if other == document else self.match(other, document)
            if found is not None:
                return other, found
        raise LookupError(f"{document} is like none of the documents of its story")

    def _of(self, document: str) -> tuple[Wording, bool]:
        if document not in self._held:
            self._hold(self.store.documents([document])[0])
        self._held.move_to_end(document)
        return self._held[document]

    def _hold(self, document: Document) -> None:
        text = read_text_of(document)
        self._held[document.id] = wording(text), is_foreign(valid_percent(text))
        while len(self._held) > WORDINGS:
            self._held.popitem(last=False)


def _sign(document: Document) -> Signed:
    signed = signature(document)
    return Signed(document.id, document.revision, signed.pack(), signed.syllables, keys(signed))


def _batches(ids: Sequence[str]) -> Iterator[list[str]]:
    left = iter(ids)
    while part := list(islice(left, BATCH)):
        yield part
