"""Exports a trained reader as the int8 ONNX folder that ships in claimtrack/link/reader/model.

python -m tests.training.reader.export TRAINED_DIR OUT_DIR [--temperature 1.3]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModelForSequenceClassification

from tests.training.reader.corpus import LABELS
from tests.training.reader.train import MAX_TOKENS, base_model

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def to_onnx(model: Any, path: Path) -> None:
    """Writes the float32 graph with free batch and length."""
    shape = (2, 16)
    example = {
        "input_ids": torch.randint(5, 1000, shape),
        "attention_mask": torch.ones(shape, dtype=torch.long),
        "token_type_ids": torch.zeros(shape, dtype=torch.long),
    }
    torch.onnx.export(
        model,
        tuple(example[name] for name in INPUTS),
        str(path),
        input_names=list(INPUTS),
        output_names=["logits"],
        dynamic_axes={"logits": {0: "pairs"}} | {name: {0: "pairs", 1: "tokens"} for name in INPUTS},
        opset_version=17,
        dynamo=False,
    )


def quantised(path: Path, out: Path, reduce_range: bool) -> None:
    """Weights of matrix products and embedding tables as int8, a scale a channel."""
    quantize_dynamic(
        path,
        out,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        per_channel=True,
        reduce_range=reduce_range,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )


def main() -> None:
    """Exports one trained folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--temperature", type=float, default=1.0, help="logits are divided by it")
    parser.add_argument("--reduce-range", type=int, default=1, help="7-bit weights, exact on CPUs without VNNI")
    options = parser.parse_args()
    model = AutoModelForSequenceClassification.from_pretrained(options.trained, attn_implementation="eager").eval()
    with torch.no_grad():
        for weight in (model.classifier.weight, model.classifier.bias):
            weight.div_(options.temperature)
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        to_onnx(model, full)
        quantised(full, options.out / "model.onnx", bool(options.reduce_range))
    onnx.checker.check_model(str(options.out / "model.onnx"))
    (options.out / "tokenizer.json").write_bytes((base_model() / "tokenizer.json").read_bytes())
    digests = {
        name: hashlib.sha256((options.out / name).read_bytes()).hexdigest() for name in ("model.onnx", "tokenizer.json")
    }
    config = {
        "model_type": "bert",
        "max_position_embeddings": 512,
        "id2label": {str(i): label for i, label in enumerate(LABELS)},
        "claimtrack": {"speakers": True, "max_tokens": MAX_TOKENS, "sha256": digests},
    }
    (options.out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    print(f"{options.out}: model.onnx {(options.out / 'model.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
