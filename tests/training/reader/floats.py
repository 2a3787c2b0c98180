"""Turns an exported int8 reader back into weights that training can begin from.

    python -m tests.training.reader.floats claimtrack/link/reader/model OUT_DIR

What ships is all that is kept of a training run; rounding to int8 is soon trained away.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from tests.training.reader.corpus import LABELS
from tests.training.reader.train import base_model


def weights_of(path: Path) -> dict[str, Any]:
    """The parameters of an int8 graph made by export.py, as float32 arrays by the names that the model gives them."""
    graph = onnx.load(str(path)).graph
    held = {each.name: numpy_helper.to_array(each) for each in graph.initializer}

    def plain(name: str) -> Any:
        stem = name.removesuffix("_quantized")
        shifted = held[name].astype(np.float32) - held[f"{stem}_zero_point"].astype(np.float32)
        return shifted * held[f"{stem}_scale"]

    found = {
        name.removesuffix("_quantized"): plain(name) for name in held if name.endswith("embeddings.weight_quantized")
    }
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            module = node.name.strip("/").rsplit("/", 1)[0].replace("/", ".")
            found[f"{module}.weight"] = plain(node.input[1]).T
    return found | {name: value for name, value in held.items() if name.endswith((".bias", "LayerNorm.weight"))}


def main() -> None:
    """Writes one folder for `train --begin`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exported", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    names = dict(enumerate(LABELS))
    model = AutoModelForSequenceClassification.from_pretrained(base_model(), num_labels=len(LABELS), id2label=names)
    found = weights_of(options.exported / "model.onnx")
    wanted = dict(model.named_parameters())
    if missing := sorted(wanted.keys() - found.keys()):
        raise SystemExit(f"{options.exported} is not what export.py writes: it lacks {', '.join(missing)}")
    with torch.no_grad():
        for name, weight in wanted.items():
            weight.copy_(torch.from_numpy(np.array(found[name])))
    model.save_pretrained(options.out)
    AutoTokenizer.from_pretrained(base_model()).save_pretrained(options.out)


if __name__ == "__main__":
    main()
