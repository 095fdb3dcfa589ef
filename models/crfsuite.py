"""Weights of a linear-chain conditional random field from CRFsuite's model file.

The format is that of CRFsuite (Okazaki 2007, ``lib/crf/src/crf1d_model.c``): a header, the features with their
weights, and two constant databases (CQDB) that lead the labels and the attributes to their numbers. All numbers are
little-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.errors import BadInput

_HEADER = struct.Struct("<4sI4sIIIIIIIII")
_CHUNK = struct.Struct("<4sII")
_FEATURE = struct.Struct("<IIId")
_DATABASE = struct.Struct("<4sIIIII")
_KEY = struct.Struct("<II")
_STATE, _TRANSITION = 0, 1


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of a model: ``states[attribute][label]`` and ``transitions[before][after]``, labels by their number."""

    labels: tuple[str, ...]
    states: Mapping[str, tuple[float, ...]]
    transitions: tuple[tuple[float, ...], ...]


def read_weights(data: bytes, *, where: str) -> Weights:
    """The weights of a model file.

    Raises:
        BadInput: it is no CRFsuite model of first order.
    """
    try:
        return _read(data)
    except (struct.error, UnicodeDecodeError, IndexError, ValueError) as error:
        raise BadInput(f"không phải tệp mô hình CRFsuite ({error})", where=where) from error


def _read(data: bytes) -> Weights:
    magic, _, kind, _, _, labels_count, attributes_count, features_at, labels_at, attributes_at, *_ = (
        _HEADER.unpack_from(data)
    )
    if magic != b"lCRF" or kind != b"FOMC":
        raise ValueError("another kind of file")
    labels = _names(data, labels_at)
    attributes = _names(data, attributes_at)
    if len(labels) != labels_count or len(attributes) != attributes_count:
        raise ValueError("labels or attributes are missing")
    states = [[0.0] * len(labels) for _ in attributes]
    transitions = [[0.0] * len(labels) for _ in labels]
    chunk, _, features = _CHUNK.unpack_from(data, features_at)
    if chunk != b"FEAT":
        raise ValueError("no features")
    first = features_at + _CHUNK.size
    for of, source, label, weight in _FEATURE.iter_unpack(data[first : first + features * _FEATURE.size]):
        if of not in (_STATE, _TRANSITION):
            raise ValueError("features of a kind that is not known")
        (states if of == _STATE else transitions)[source][label] = weight
    return Weights(
        labels,
        {name: tuple(row) for name, row in zip(attributes, states, strict=True)},
        tuple(tuple(row) for row in transitions),
    )


def _names(data: bytes, at: int) -> tuple[str, ...]:
    """The strings of a constant database by their numbers."""
    magic, _, _, _, count, backwards_at = _DATABASE.unpack_from(data, at)
    if magic != b"CQDB":
        raise ValueError("no database of names")
    names = []
    for number, (offset,) in enumerate(struct.iter_unpack("<I", data[at + backwards_at :][: 4 * count])):
        said, size = _KEY.unpack_from(data, at + offset)
        if said != number:
            raise ValueError("names out of order")
        first = at + offset + _KEY.size
        names.append(data[first : first + size].rstrip(b"\0").decode("utf-8"))
    return tuple(names)
