"""The tagger decoded by us: the same tags as underthesea's own, and underthesea itself where that is not sure."""

from __future__ import annotations

import gzip
import itertools
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.errors import BadInput
from models import crf
from models.canonical import canonical
from models.crf import Decoder, Unsupported
from models.crfsuite import Weights, read_weights
from models.gold import load_gold
from models.segment import load_underthesea, older_placement, token_spans
from models.sentences import sentences
from models.tagger import Tagger, decoder_of


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_underthesea()[2]


@pytest.fixture(scope="module")
def folder(tagger: Tagger) -> Path:
    assert tagger.folder is not None, "underthesea's files lie elsewhere: the slow way is taken"
    return tagger.folder


@pytest.fixture(scope="module")
def decoder(tagger: Tagger, folder: Path) -> Decoder:
    found = decoder_of(tagger.model, folder)
    assert found is not None, "underthesea's tagger is another: the slow way is taken"
    return found


def tokens_of(text: str) -> Iterator[list[str]]:
    """The tokens of each sentence, as they are fed to the tagger."""
    pattern = load_underthesea()[1]
    found = canonical(text).text
    for start, end in sentences(found):
        fed = older_placement(found[start:end])
        yield [fed[first:last] for first, last in token_spans(fed, pattern)]


def asked(tagger: Tagger, tokens: Sequence[str]) -> list[bool]:
    return [tag == "I-W" for tag in tagger.model.predict([[each] for each in tokens])]


def differing(decoder: Decoder, tagger: Tagger, texts: Iterable[str], most: int) -> tuple[int, int, int]:
    """Sentences looked at, those tagged otherwise, and those left to underthesea."""
    looked, other, left = 0, 0, 0
    for tokens in itertools.islice((each for text in texts for each in tokens_of(text)), most):
        ours = decoder.inside(tokens)
        looked += 1
        left += ours is None
        other += ours is not None and ours != asked(tagger, tokens)
    return looked, other, left


def real_texts(real: Path) -> Iterator[str]:
    for name in ("fragments_2025", "politics_2013_2019", "general_2016_2017"):
        with gzip.open(real / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] or "" for line in lines)


def test_the_tags_of_the_gold_text_are_underthesea_s(decoder: Decoder, tagger: Tagger) -> None:
    looked, other, left = differing(decoder, tagger, (each.text for each in load_gold()), 400)
    assert looked == 400
    assert other == 0
    assert left < 3


def test_the_tags_of_real_news_are_underthesea_s(decoder: Decoder, tagger: Tagger, real: Path) -> None:
    looked, other, _ = differing(decoder, tagger, real_texts(real), 200)
    assert (looked, other) == (200, 0)


@pytest.mark.slow
def test_the_tags_of_twenty_thousand_real_sentences_are_underthesea_s(
    decoder: Decoder, tagger: Tagger, real: Path
) -> None:
    looked, other, left = differing(decoder, tagger, real_texts(real), 20_000)
    assert (looked, other) == (20_000, 0)
    assert left < 20


WORDS = (
    "Ủy",
    "ban",
    "nhân",
    "dân",
    "BOS",
    "EOS",
    "1",
    "12,5",
    "ủy",
    "Đ",
    "“",
    ",",
    "TP",
    "học",
    "sinh",
    "ß",
    "ΑΣ",
    "ǅ",
)


@given(st.lists(st.sampled_from(WORDS) | st.text(min_size=1, max_size=4), max_size=9))
@example(["học sinh"])
@example(["học\u00a0sinh", "học"])
@example(["0\x85"])
@example(["0\u00a0"])
def test_whatever_the_tokens_the_tags_are_underthesea_s(decoder: Decoder, tagger: Tagger, tokens: list[str]) -> None:
    tokens = [each.encode("utf-8", "replace").decode() for each in tokens]
    ours = decoder.inside(tokens)
    if any(" " in each or len(each.split()) != 1 for each in tokens):
        assert ours is None
    elif ours is not None:
        assert ours == asked(tagger, tokens)


@pytest.mark.parametrize("length", range(1, 7))
def test_chances_agree_at_the_ends_of_a_sentence_too(decoder: Decoder, tagger: Tagger, length: int) -> None:
    """Not only the tags: the scores they come from, to ten digits, also where a feature reaches over an end."""
    words = ("Hội", "nghị", "Ủy", "ban", "nhân", "dân", "xã", "An", "Hiệp", "học", "tập", "2021", ".", "cho")
    for first in range(len(words) - length + 1):
        tokens = words[first : first + length]
        features = tagger.model.featurizer.process([[[each] for each in tokens]])[0]
        theirs = tagger.model.estimator.marginals(features)  # type: ignore[attr-defined]
        for ours, (_, on) in zip(chances(decoder, tokens), theirs, strict=True):
            assert ours == pytest.approx(on, abs=1e-10)


def chances(decoder: Decoder, tokens: Sequence[str]) -> list[float]:
    """Probability of going on, for each token: the sum over all paths."""
    scores = decoder.scores(tokens)
    assert scores is not None
    weights, whole = [0.0] * len(tokens), 0.0
    for path in itertools.product((0, 1), repeat=len(tokens)):
        steps = sum(decoder.transitions[a][b] for a, b in itertools.pairwise(path))
        weight = math.exp(steps + sum(score for score, on in zip(scores, path, strict=True) if on))
        whole += weight
        weights = [before + weight * on for before, on in zip(weights, path, strict=True)]
    return [each / whole for each in weights]


def test_forgetting_pairs_changes_nothing(
    decoder: Decoder, tagger: Tagger, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgetful = decoder_of(tagger.model, folder)
    assert forgetful is not None
    monkeypatch.setattr(crf, "REMEMBERED", 50)
    texts = [each.text for each in load_gold()][:30]
    for tokens in (each for text in texts for each in tokens_of(text)):
        assert forgetful.inside(tokens) == decoder.inside(tokens)
    assert forgetful.remembered < 50 + 200


def test_a_close_decision_is_left_to_underthesea(decoder: Decoder, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = ["Hội", "nghị", "tổng", "kết"]
    assert decoder.inside(tokens) is not None
    monkeypatch.setattr(crf, "CLOSE", 1e6)
    assert decoder.inside(tokens) is None


def test_other_tags_and_other_features_are_not_decoded(folder: Path, tagger: Tagger) -> None:
    transitions = ((0.0, 0.0), (0.0, 0.0))
    featurizer = tagger.model.featurizer
    with pytest.raises(Unsupported, match="tags"):
        Decoder(Weights(("B", "I"), {}, transitions), templates=[], dictionary=[], featurizer=featurizer)
    with pytest.raises(Unsupported, match="feature"):
        Decoder(
            Weights(("B-W", "I-W"), {}, transitions), templates=["T[0].shape"], dictionary=[], featurizer=featurizer
        )


def test_a_file_that_is_no_model_is_refused_by_its_name(tmp_path: Path, folder: Path, tagger: Tagger) -> None:
    whole = (folder / "models.bin").read_bytes()
    for data in (b"", b"lCRF", b"PK" + whole[2:], whole[: len(whole) // 2]):
        with pytest.raises(BadInput, match=r"models\.bin"):
            read_weights(data, where="models.bin")
    (tmp_path / "models.bin").write_bytes(whole[:1000])
    for name in ("features.bin", "dictionary.bin"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    assert decoder_of(tagger.model, tmp_path) is None


def test_the_weights_are_read_as_crfsuite_itself_reads_them(folder: Path) -> None:
    read = read_weights((folder / "models.bin").read_bytes(), where="models.bin")
    model = import_module("underthesea_core").CRFModel.load(str(folder / "models.bin"))
    assert model.get_labels() == list(read.labels)
    assert model.num_attributes == len(read.states)
    kept = [weight for row in read.states.values() for weight in row if abs(weight) > 1e-10]
    steps = [weight for row in read.transitions for weight in row]
    assert math.fsum(map(abs, (*kept, *steps))) == pytest.approx(model.l1_norm(), rel=1e-9)


def test_the_tagger_decodes_only_once_it_has_paid(tagger: Tagger, folder: Path) -> None:
    fresh = Tagger(tagger.model, folder, worthwhile=3)
    tokens = ["Hội", "nghị", "tổng", "kết"]
    said = [(fresh.decoder is None, list(fresh.inside(tokens))) for _ in range(4)]
    assert [early for early, _ in said] == [True, True, True, False]
    assert {tuple(tags) for _, tags in said} == {tuple(asked(tagger, tokens))}


def test_a_tagger_prepared_decodes_at_once(tagger: Tagger, folder: Path) -> None:
    fresh = Tagger(tagger.model, folder)
    fresh.prepare()
    tokens = ["Hội", "nghị", "tổng", "kết"]
    assert fresh.decoder is not None
    assert list(fresh.inside(tokens)) == list(asked(tagger, tokens))
