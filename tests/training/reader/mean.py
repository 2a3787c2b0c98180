"""Writes the mean of several trained readers' weights: runs that began from the same weights agree enough for that.

python -m tests.training.reader.mean OUT_DIR TRAINED_DIR …
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer


def main() -> None:
    """Saves a model with the mean weights, and the tokenizer of the first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("trained", type=Path, nargs="+")
    options = parser.parse_args()
    models = [AutoModelForSequenceClassification.from_pretrained(folder) for folder in options.trained]
    weights = [dict(model.named_parameters()) for model in models]
    with torch.no_grad():
        for name, weight in weights[0].items():
            weight.copy_(torch.stack([w[name] for w in weights]).mean(0))
    models[0].save_pretrained(options.out)
    AutoTokenizer.from_pretrained(options.trained[0]).save_pretrained(options.out)


if __name__ == "__main__":
    main()
