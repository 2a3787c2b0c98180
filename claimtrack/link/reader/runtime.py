"""Loading a cross-encoder and reading pairs with it.

Each pair is run by itself, one thread a core: int8 activations are scaled by the tensor they stand in, so that in a
padded batch the score of a pair would hang on its neighbours, and links on the order in which documents were added.
"""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from claimtrack.errors import ReaderError, ReaderUnavailable
from claimtrack.link.reader.config import ReaderConfig, read_config

BUILTIN: Final = Path(__file__).parent / "model"

FILES: Final = ("model.onnx", "tokenizer.json", "config.json")

SECOND_LOOK: Final = 0.2
"""Pairs whose first order reads below this are not read in the other: reading all pairs twice would double the cost."""

CHUNK: Final = 2048
"""Pairs tokenized at a time: token lists of a whole case would fill the memory."""

MAX_CHARACTERS: Final = 4000
"""More of one claim than any model's token limit lets through is not worth tokenizing."""


MAX_SPEAKER: Final = 80
QUOTES: Final = "\"'“”‘’ \t\n"


@dataclass(frozen=True, slots=True)
class Passage:
    """One claim to be read; `speaker` and `date` (ISO) are empty where not known."""

    text: str
    speaker: str = ""
    date: str = ""
    denied: bool = False
    """The speaker denies what the text says."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How sure the reader is of each relation, in [0, 1] and summing to 1.

    A model of two classes leaves `entailment` at 0.
    """

    contradiction: float
    entailment: float
    neutral: float


Run = Callable[[Sequence[int], Sequence[int]], Sequence[float]]
"""Token ids and segment ids of one pair to its logits."""


class Reader:
    """A loaded cross-encoder; made by `load`."""

    def __init__(self, config: ReaderConfig, tokenizer: Any, run: Run, threads: int) -> None:
        self._config = config
        self._tokenizer = tokenizer
        self._run = run
        self._threads = threads

    def read(self, pairs: Sequence[tuple[Passage, Passage]]) -> list[Reading]:
        """One reading a pair, in their order; the order of the two within a pair changes nothing.

        The text that sorts first is read first; where that finds some contradiction, the mean of both orders counts.
        """
        ordered = [self._ordered(a, b) for a, b in pairs]
        wanted = dict.fromkeys(ordered)
        first = self._forward(list(wanted))
        doubtful = [p for p, reading in first.items() if reading.contradiction >= SECOND_LOOK]
        second = self._forward([(b, a) for a, b in doubtful])
        found = dict(first)
        for a, b in doubtful:
            found[a, b] = _mean(first[a, b], second[b, a])
        return [found[p] for p in ordered]

    def _ordered(self, a: Passage, b: Passage) -> tuple[str, str]:
        one, two = sorted((self._render(a), self._render(b)))
        return one, two

    def _render(self, passage: Passage) -> str:
        text = _clean(passage.text[:MAX_CHARACTERS]).strip(QUOTES)
        if passage.denied:
            text = f"denied that {text}"
        if not self._config.speakers:
            return text
        speaker, date = _clean(passage.speaker[:MAX_SPEAKER]), _clean(passage.date[:MAX_SPEAKER])
        who = f"{speaker} ({date})" if speaker and date else speaker or date
        return f"{who}: {text}" if who else text

    def _forward(self, pairs: list[tuple[str, str]]) -> dict[tuple[str, str], Reading]:
        pool = ThreadPoolExecutor(self._threads)
        found: dict[tuple[str, str], Reading] = {}
        try:
            for start in range(0, len(pairs), CHUNK):
                chunk = pairs[start : start + CHUNK]
                encoded = self._tokenizer.encode_batch(chunk)
                found.update(zip(chunk, pool.map(self._one, encoded), strict=True))
        finally:
            pool.shutdown(cancel_futures=True)
        return found

    def _one(self, encoded: Any) -> Reading:
        return self._reading(self._run(encoded.ids, encoded.type_ids))

    def _reading(self, logits: Sequence[float]) -> Reading:
        config = self._config
        if len(logits) != config.classes:
            raise ReaderError(
                f"{config.folder}: the model gives {len(logits)} classes, config.json names {config.classes}"
            )
        if not all(map(math.isfinite, logits)):
            raise ReaderError(f"{config.folder}: the model gives values that are no numbers; export it again")
        top = max(logits)
        weights = [math.exp(x - top) for x in logits]
        share = [w / sum(weights) for w in weights]
        contradiction = share[config.contradiction]
        entailment = share[config.entailment] if config.entailment is not None else 0.0
        return Reading(contradiction, entailment, max(0.0, 1.0 - contradiction - entailment))


def _clean(text: str) -> str:
    """The text without what UTF-8 cannot hold (half a surrogate pair), which the tokenizer would choke on."""
    return text.encode("utf-8", "replace").decode("utf-8").strip()


def _mean(a: Reading, b: Reading) -> Reading:
    return Reading(
        (a.contradiction + b.contradiction) / 2,
        (a.entailment + b.entailment) / 2,
        (a.neutral + b.neutral) / 2,
    )


def load(where: Literal["builtin"] | Path = "builtin", threads: int | None = None) -> Reader:
    """The reader that ships with claimtrack, or the one in a folder of the user's.

    The folder holds model.onnx, tokenizer.json and config.json with `id2label`; `threads` None means one a core.
    Raises ReaderUnavailable where onnxruntime or tokenizers is not installed, ReaderError where a file is missing or
    wrong.
    """
    folder = BUILTIN if where == "builtin" else Path(where)
    for name in FILES:
        if not (folder / name).is_file():
            raise ReaderError(f"{folder / name} is missing: a reader is a folder with {', '.join(FILES)}")
    config = read_config(folder)
    try:
        import numpy
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ReaderUnavailable(
            f"{error.name} is not installed: pip install onnxruntime tokenizers, or link with --reader none"
        ) from error
    for name, digest in config.sha256.items():
        _check(folder / name, digest)
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(config.max_tokens, strategy="longest_first")
        tokenizer.no_padding()
        tokenizer.encode_special_tokens = True  # "[SEP]" in an article is five letters, not the end of the claim
    except Exception as error:  # tokenizers raises bare Exception for any fault of the file
        raise ReaderError(f"{folder / 'tokenizer.json'} is no tokenizer: {_line(error)}") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors share no base of their own
        raise ReaderError(f"{folder / 'model.onnx'} cannot be loaded: {_line(error)}") from error
    names = {i.name for i in session.get_inputs()}
    if "input_ids" not in names or names - {"input_ids", "attention_mask", "token_type_ids"}:
        raise ReaderError(
            f"{folder / 'model.onnx'} is no cross-encoder: it takes {', '.join(sorted(names))}, "
            "not input_ids, attention_mask and token_type_ids"
        )
    output = session.get_outputs()[0].name

    def run(ids: Sequence[int], segments: Sequence[int]) -> Sequence[float]:
        row = numpy.array([ids], dtype=numpy.int64)
        given = {
            "input_ids": row,
            "attention_mask": numpy.ones_like(row),
            "token_type_ids": numpy.array([segments], dtype=numpy.int64),
        }
        try:
            found = session.run([output], {k: v for k, v in given.items() if k in names})[0]
        except Exception as error:  # see above
            raise ReaderError(f"{folder / 'model.onnx'} failed on a pair: {_line(error)}") from error
        return [float(x) for x in numpy.ravel(found)]

    return Reader(config, tokenizer, run, threads or _cores())


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _check(path: Path, digest: str) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != digest:
        raise ReaderError(f"{path} is damaged or was changed (SHA-256 {found[:12]}…): install claimtrack again")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
