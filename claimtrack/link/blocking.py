"""Which texts are near each other, in time that grows with their number and not with its square.

TF-IDF vectors of words and neighbouring words, each text against all others by a sparse product that keeps the
best few (Cohen 2000, "Data integration using similarity joins"; the product is sparse_dot_topn's). A term that
stands in very many claims proposes nothing that a rarer one would not, so terms above a fixed number of claims
are left out: that bounds the work for one claim, whatever the size of the case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

TOP = 20
"""Neighbours kept for each text."""
MIN_SIMILARITY = 0.04
"""Cosine, in [0, 1], under which two texts share nothing but a common word."""
COMMON_TERM_CLAIMS = 600
"""A term in more claims than this proposes no pairs."""
CHUNK = 2048
"""Rows multiplied at a time, which bounds memory."""
SPARE = 8
"""Neighbours fetched beyond those kept, so that equals at the edge are cut by their texts and not by their order."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SUFFIXES = (
    ("ies", "y"), ("sses", "ss"), ("ing", ""), ("edly", ""), ("ed", ""), ("ly", ""), ("es", ""), ("s", ""),
)  # fmt: skip
_STOP = frozenset(
    "a an and are as at be been but by can could did do does for from had has have he her him his i if in into is "
    "it its me my no nor not of on or our she so than that the their them then there these they this those to up us "
    "was we were what when which who whom will with would you your".split()
)

Floats = NDArray[np.float64]
Indexes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Pairs as indexes into the given texts: `first[k] < second[k]`, each pair once, in ascending order."""

    first: Indexes
    second: Indexes
    similarity: Floats
    """Cosine in [0, 1]."""

    def __len__(self) -> int:
        return len(self.first)


class TextIndex:
    """The texts of a case as rows of unit length, to be asked who is near whom."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._size = len(texts)
        self._rank = np.empty(len(texts), dtype=np.int64)
        self._rank[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(texts))
        self._rows = _vectors(texts)
        self._columns = self._rows.T.tocsr()

    def neighbours(self, *, top: int = TOP, only: Collection[int] | None = None) -> Neighbours:
        """Each text's `top` most similar others; with `only`, pairs that hold at least one of these indexes.

        The result depends on the set of texts, not on their order.
        """
        rows = np.arange(self._size) if only is None else np.array(sorted(only), dtype=np.int64)
        parts = [self._best(rows[begin : begin + CHUNK], top) for begin in range(0, len(rows), CHUNK)]
        if not parts:
            return Neighbours(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float64))
        left, right, value = (np.concatenate(column) for column in zip(*parts, strict=True))
        first, second = np.minimum(left, right), np.maximum(left, right)
        _, index = np.unique(first * self._size + second, return_index=True)
        return Neighbours(first[index], second[index], value[index])

    def similarity(self, left: Sequence[int], right: Sequence[int]) -> Floats:
        """Cosines in [0, 1], one row for each of `left`, one column for each of `right`."""
        product: Any = self._rows[np.array(left, np.int64)] @ self._rows[np.array(right, np.int64)].T
        cosines: Floats = np.asarray(product.toarray(), dtype=np.float64)
        return cosines

    def pairwise(self, left: Sequence[int], right: Sequence[int]) -> Floats:
        """The cosine in [0, 1] of each `left[k]` with `right[k]`."""
        rows = self._rows[np.array(left, np.int64)].multiply(self._rows[np.array(right, np.int64)])
        cosines: Floats = np.asarray(rows.sum(axis=1), dtype=np.float64).ravel().clip(0, 1).round(5)
        return cosines

    def _best(self, rows: Indexes, top: int) -> tuple[Indexes, Indexes, Floats]:
        """The best `top` of each row, the row itself left out."""
        from sparse_dot_topn import sp_matmul_topn

        product = sp_matmul_topn(
            self._rows[rows], self._columns, top_n=top + 1 + SPARE, threshold=MIN_SIMILARITY, n_threads=1
        ).tocsr()
        left = np.repeat(rows, np.diff(product.indptr))
        right = product.indices.astype(np.int64)
        value = np.round(np.clip(product.data.astype(np.float64), 0, 1), 5)
        others = left != right
        left, right, value = left[others], right[others], value[others]
        order = np.lexsort((self._rank[right], -value, left))
        left, right, value = left[order], right[order], value[order]
        _, begins = np.unique(left, return_index=True)
        place = np.arange(len(left)) - np.repeat(begins, np.diff(np.append(begins, len(left))))
        kept = place < top
        return left[kept], right[kept], value[kept]


def terms(text: str) -> list[str]:
    """Stems of the words that carry meaning, and pairs of such stems that stand side by side."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = [_stem(word) for word in _WORD.findall(folded) if word not in _STOP]
    return words + [f"{left} {right}" for left, right in pairwise(words)]


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    if word.isdigit():
        return word
    for suffix, ending in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)] + ending
    return word


def _vectors(texts: Sequence[str]) -> Any:
    """A sparse matrix, one row a text; a term of one text alone weighs in the length and proposes nothing."""
    vocabulary: dict[str, int] = {}
    columns: list[int] = []
    counts: list[int] = []
    starts = [0]
    for text in texts:
        row: dict[int, int] = {}
        for term in terms(text):
            column = vocabulary.setdefault(term, len(vocabulary))
            row[column] = row.get(column, 0) + 1
        columns.extend(row)
        counts.extend(row.values())
        starts.append(len(columns))
    index = np.array(columns, dtype=np.int32)
    weight = np.log1p(np.array(counts, dtype=np.float32))
    shape = (len(texts), max(1, len(vocabulary)))
    full = csr_matrix((weight, index, np.array(starts, dtype=np.int64)), shape=shape)
    claims = np.bincount(index, minlength=shape[1])
    rarity = (np.log((1 + len(texts)) / (1 + claims)) + 1).astype(np.float32)
    norms = np.sqrt(np.asarray(full.power(2) @ rarity**2).ravel())
    norms[norms == 0] = 1
    proposing = np.where((claims < 2) | (claims > COMMON_TERM_CLAIMS), 0, rarity).astype(np.float32)
    kept = (diags(1 / norms).astype(np.float32) @ full @ diags(proposing).astype(np.float32)).tocsr()
    kept.eliminate_zeros()
    return kept
