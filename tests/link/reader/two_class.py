"""Writes two_class.onnx, a tiny cross-encoder: it contradicts where exactly one "not" stands in the pair.

python tests/link/reader/two_class.py      (needs onnx, from the extra `train`)
"""

from __future__ import annotations

from pathlib import Path

import onnx
from onnx import TensorProto, helper, numpy_helper

NOT_TOKEN = 2025
"""The id of "not" in the vocabulary of the built-in tokenizer."""


def model() -> onnx.ModelProto:
    """Logits (0, 2) for one "not", (0, -2) for none or two."""
    import numpy

    def constant(name: str, value: float | list[int], kind: str) -> onnx.TensorProto:
        return numpy_helper.from_array(numpy.array(value, dtype=kind), name)

    nodes = [
        helper.make_node("Equal", ["input_ids", "not"], ["is_not"]),
        helper.make_node("Cast", ["is_not"], ["counted"], to=TensorProto.FLOAT),
        helper.make_node("ReduceSum", ["counted", "axis"], ["total"], keepdims=1),
        helper.make_node("Sub", ["total", "one"], ["off"]),
        helper.make_node("Abs", ["off"], ["distance"]),
        helper.make_node("Mul", ["distance", "slope"], ["scaled"]),
        helper.make_node("Add", ["scaled", "two"], ["high"]),
        helper.make_node("Mul", ["total", "zero"], ["low"]),
        helper.make_node("Concat", ["low", "high"], ["logits"], axis=1),
    ]
    constants = [
        constant("not", NOT_TOKEN, "int64"),
        constant("axis", [1], "int64"),
        constant("one", 1.0, "float32"),
        constant("slope", -4.0, "float32"),
        constant("two", 2.0, "float32"),
        constant("zero", 0.0, "float32"),
    ]
    inputs = [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["pairs", "tokens"])]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["pairs", 2])]
    graph = helper.make_graph(nodes, "two_class", inputs, outputs, constants)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


if __name__ == "__main__":
    onnx.save(model(), Path(__file__).parent / "two_class.onnx")
