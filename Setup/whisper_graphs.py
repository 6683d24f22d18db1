#!/usr/bin/env python3
"""Writes Whisper as two int8 ONNX graphs, from a folder of CTranslate2 weights.

    whisper_graphs.py CT2_FOLDER OUT_FOLDER --name whisper-base

OUT_FOLDER receives, through a temporary folder beside it and one rename:

  encoder.int8.onnx   mel f32[1,80,F] -> key_i f32[1,H,D,T], value_i f32[1,H,T,D] for each decoder layer i: the
                      cross-attention projections, so that a decoder step starts from them; bias f32[1,1,1,T], added
                      to attention scores. T = ceil(F/2) and the sparse silence described below. F is at least 10,
                      and its last 10 frames are silence.
  decoder.int8.onnx   ids i64[1,N], positions i64[N], mask f32[1,1,N,P+N], rows i64[R], per layer the past
                      (past_key_i f32[1,H,D,P], past_value_i f32[1,H,P,D]), and the encoder's outputs
                      -> logits f32[R,V] at the rows asked for, and per layer next_key_i, next_value_i.
                      rows = [N-1] for a plain step, all of 0..<N to check a draft in one batch.
  config.json         sizes, special tokens and suppressed tokens.
  tokenizer.json      {"tokens": [...]}: the byte-level pieces of the ordinary vocabulary, by id.

H heads of D; keys are kept transposed so that no step has to. Only numpy and onnx are needed, and the output
depends on the weights alone: no clock, no random number, no name of this machine.

Whisper was trained on 30 s with silence after the speech, and given less it starts over at the end: half of the
recordings came out twice. The full 30 s cost ten times the work. So the encoder is given the audio and, for the time
from its end to 30 s, one position in every SILENCE_STEP, each with the position it stands for, and with log(SILENCE_STEP)
added to its attention scores, so that it weighs as much as all those left out. Silence is alike all along, so little is
lost. Measured on 108 recordings under 20 s, base: loops 39 -> 0, word errors 2.4 % -> 1.9 %, below those of
the full 30 s. A step of 64 is too coarse with half a second of true silence before it (5 to 8 %).

Weights have 8 bits and one scale an output channel; activations are quantised at run time, one scale a call.
Three choices below were measured against the float32 weights (rms error of centred logits, base, 7 recordings):
 * No product may saturate on a CPU without VNNI, where 8-bit by signed 8-bit sums overflow 16 bits (error 3.4).
   The encoder, bound by arithmetic, takes signed 7-bit weights, exact and fast everywhere; the decoder, bound by
   memory, takes unsigned 8-bit weights, exact everywhere and finer. So results do not depend on the CPU.
 * The input of each feed-forward block's second product is first divided by its row's maximum: a few positions,
   the first token above all, are hundreds of times louder than the rest and would take the whole scale
   (decoder 0.35 -> 0.17 on a batch, encoder 0.19 -> 0.09).
 * The token embedding is the output projection's own matrix, gathered by column: storing it once saves 80 to
   106 MB and costs nothing measurable, as a token's embedding is a whole channel with its own scale.
"""

import argparse
import json
import os
import shutil
import struct
import sys
import tempfile

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# One silent position kept in as many. The format number changes with the graphs' inputs, outputs and meaning.
SILENCE_STEP = 16
FORMAT = 2
DTYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}


class Weights:
    """A CTranslate2 model.bin (binary version 6), by tensor name."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        self.offset = 0
        version = self._number("I")
        if version != 6:
            raise ValueError(f"{path} has binary version {version}; this reads version 6")
        self.kind = self._text()
        self._number("I")  # The specification's revision: the tensor names below are the check.
        self.tensors = {}
        for _ in range(self._number("I")):
            name = self._text()
            shape = [self._number("I") for _ in range(self._number("B"))]
            dtype = np.dtype(DTYPES[self._number("B")])
            size = self._number("I")
            if self.offset + size > len(self.data):
                raise ValueError(f"{path} ends inside the tensor {name}")
            flat = np.frombuffer(self.data, dtype, size // dtype.itemsize, self.offset)
            self.tensors[name] = flat.reshape(shape)
            self.offset += size
        for _ in range(self._number("I")):
            alias, name = self._text(), self._text()
            self.tensors[alias] = self.tensors[name]
        if self.offset != len(self.data):
            raise ValueError(f"{path} has {len(self.data) - self.offset} bytes after its end")

    def _number(self, code):
        (value,) = struct.unpack_from("<" + code, self.data, self.offset)
        self.offset += struct.calcsize("<" + code)
        return value

    def _text(self):
        length = self._number("H")
        raw = self.data[self.offset : self.offset + length]
        self.offset += length
        return raw.rstrip(b"\0").decode()

    def __getitem__(self, name):
        return self.tensors[name].astype(np.float32)

    def layers(self, side):
        return len({n.split("/")[1] for n in self.tensors if n.startswith(f"{side}/layer_") and n.count("/") > 2})


class Graph:
    """Collects nodes and constants; each method adds one idea and returns the name of its result."""

    def __init__(self, name, size, fine):
        self.name, self.heads, self.head_width, self.fine = name, size["heads"], size["headWidth"], fine
        self.nodes, self.constants, self.inputs, self.outputs = [], [], [], []
        self.kept = {}

    def constant(self, array, name=None):
        array = np.ascontiguousarray(array)
        key = (array.dtype.str, array.shape, array.tobytes()) if array.size < 64 else None
        if key in self.kept:
            return self.kept[key]
        name = name or f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(array, name))
        if key:
            self.kept[key] = name
        return name

    def node(self, kind, inputs, outputs=1, domain="", **attributes):
        if isinstance(outputs, int):
            outputs = [f"{kind}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **attributes))
        return outputs[0] if len(outputs) == 1 else outputs

    def input(self, name, shape, kind=TensorProto.FLOAT):
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, name, shape):
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        return name

    def quantised(self, weight, name):
        """The matrix [in, out] of a weight [out, in], its scale for each output, and its zero point."""
        limit = 127 if self.fine else 64
        scale = (np.maximum(np.abs(weight).max(axis=1), 1e-8) / limit).astype(np.float32)
        matrix = np.clip(np.rint(weight / scale[:, None]), -limit, limit).T
        matrix = (matrix + 128).astype(np.uint8) if self.fine else matrix.astype(np.int8)
        zero = self.constant(np.array(128, np.uint8)) if self.fine else ""
        return self.constant(matrix, name), self.constant(scale, name + "_scale"), zero

    def product(self, x, quantised, bias="", outputs=1):
        inputs = [x, *quantised] + ([bias] if bias else [])
        return self.node("DynamicQuantizeMatMul", inputs, outputs, domain="com.microsoft")

    def linear(self, x, weight, bias, name):
        return self.product(x, self.quantised(weight, name), self.constant(bias, name + "_bias"))

    def linear_by_row(self, x, weight, bias, name):
        """A linear layer after a GELU, whose rows differ too much in size for one scale. GELU is never under -0.17,
        so a row's maximum alone, kept from vanishing, bounds it."""
        last = self.constant(np.array([-1], np.int64))
        largest = self.node("ReduceMax", [x, last], keepdims=1)
        largest = self.node("Max", [largest, self.constant(np.array(0.25, np.float32))])
        y = self.product(self.node("Mul", [x, self.node("Reciprocal", [largest])]), self.quantised(weight, name))
        return self.node("Add", [self.node("Mul", [y, largest]), self.constant(bias, name + "_bias")])

    def norm(self, x, weights, path):
        gamma, beta = self.constant(weights[path + "/gamma"]), self.constant(weights[path + "/beta"])
        return self.node("LayerNormalization", [x, gamma, beta], axis=-1, epsilon=1e-5)

    def split_heads(self, x, transposed=False, outputs=1):
        """[1,N,H*D] to [1,H,N,D], or to [1,H,D,N]."""
        shape = self.constant(np.array([0, -1, self.heads, self.head_width], np.int64))
        parts = self.node("Reshape", [x, shape])
        return self.node("Transpose", [parts], outputs, perm=[0, 2, 3, 1] if transposed else [0, 2, 1, 3])

    def attention(self, query, key, value, mask=None):
        scores = self.node("MatMul", [query, key])
        if mask:
            scores = self.node("Add", [scores, mask])
        mixed = self.node("MatMul", [self.node("Softmax", [scores], axis=-1), value])
        shape = self.constant(np.array([0, -1, self.heads * self.head_width], np.int64))
        return self.node("Reshape", [self.node("Transpose", [mixed], perm=[0, 2, 1, 3]), shape])

    def feed_forward(self, x, weights, path):
        y = self.norm(x, weights, path + "/layer_norm")
        y = self.linear(y, weights[path + "/linear_0/weight"], weights[path + "/linear_0/bias"], path + "/in")
        y = self.node("Gelu", [y])
        y = self.linear_by_row(y, weights[path + "/linear_1/weight"], weights[path + "/linear_1/bias"], path + "/out")
        return self.node("Add", [x, y])

    def save(self, path):
        graph = helper.make_graph(self.nodes, self.name, self.inputs, self.outputs, self.constants)
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="repartee")
        with open(path, "wb") as file:
            file.write(model.SerializeToString(deterministic=True))


def query_scaled(weight, bias, rows, factor):
    """Folds the attention's 1/sqrt(D) into the projection of the query: its first `rows` rows."""
    weight, bias = weight.copy(), bias.copy()
    weight[:rows] *= factor
    bias[:rows] *= factor
    return weight, bias


def add_positions(graph, x, weights, size):
    """Appends the sparse silence, adds each position's encoding, and makes the output `bias`."""
    def one(value, kind=np.int64):
        return graph.constant(np.array([value], kind))

    def scalar(value):
        return graph.constant(np.array(value, np.int64))

    count = graph.node("Shape", [x], start=1, end=2)
    first = graph.node("Add", [graph.node("Squeeze", [count]), scalar(SILENCE_STEP // 2)])
    places = graph.node("Range", [first, scalar(size["audioPositions"]), scalar(SILENCE_STEP)])
    sparse = graph.node("Shape", [places])
    # Silence after the convolutions: two positions before the end, where the edge is not felt.
    quiet = graph.node("Gather", [x, graph.node("Sub", [count, one(3)])], axis=1)
    quiet = graph.node("Expand", [quiet, graph.node("Concat", [one(1), sparse, one(size["width"])], axis=0)])
    encodings = graph.constant(weights["encoder/position_encodings/encodings"])
    dense = graph.node("Slice", [encodings, one(0), count, one(0)])
    encodings = graph.node("Concat", [dense, graph.node("Gather", [encodings, places])], axis=0)
    bias = graph.node("Concat", [graph.node("Expand", [one(0, np.float32), count]),
                                 graph.node("Expand", [one(np.log(SILENCE_STEP), np.float32), sparse])], axis=0)
    axes = graph.constant(np.array([0, 1, 2], np.int64))
    graph.node("Unsqueeze", [bias, axes], [graph.output("bias", [1, 1, 1, "audio"])])
    return graph.node("Add", [graph.node("Concat", [x, quiet], axis=1), encodings])


def encoder(weights, size, path):
    graph = Graph("encoder", size, fine=False)
    width = size["width"]
    x = graph.input("mel", [1, size["mels"], "frames"])
    for index, stride in ((1, 1), (2, 2)):
        kernel = graph.constant(weights[f"encoder/conv{index}/weight"])
        bias = graph.constant(weights[f"encoder/conv{index}/bias"])
        x = graph.node("Conv", [x, kernel, bias], kernel_shape=[3], pads=[1, 1], strides=[stride])
        x = graph.node("Gelu", [x])
    x = graph.node("Transpose", [x], perm=[0, 2, 1])
    x = add_positions(graph, x, weights, size)
    for layer in range(size["encoderLayers"]):
        here = f"encoder/layer_{layer}"
        y = graph.norm(x, weights, here + "/self_attention/layer_norm")
        weight, bias = weights[here + "/self_attention/linear_0/weight"], weights[here + "/self_attention/linear_0/bias"]
        y = graph.linear(y, *query_scaled(weight, bias, width, size["headWidth"] ** -0.5), here + "/qkv")
        query, key, value = graph.node("Split", [y], 3, axis=2, num_outputs=3)
        y = graph.attention(graph.split_heads(query), graph.split_heads(key, True), graph.split_heads(value), "bias")
        y = graph.linear(y, weights[here + "/self_attention/linear_1/weight"],
                         weights[here + "/self_attention/linear_1/bias"], here + "/mix")
        x = graph.feed_forward(graph.node("Add", [x, y]), weights, here + "/ffn")
    x = graph.norm(x, weights, "encoder/layer_norm")
    for layer in range(size["decoderLayers"]):
        here = f"decoder/layer_{layer}/attention"
        y = graph.linear(x, weights[here + "/linear_1/weight"], weights[here + "/linear_1/bias"], here + "/kv")
        key, value = graph.node("Split", [y], 2, axis=2, num_outputs=2)
        graph.split_heads(key, True, [graph.output(f"key_{layer}", [1, size["heads"], size["headWidth"], "audio"])])
        graph.split_heads(value, False, [graph.output(f"value_{layer}", [1, size["heads"], "audio", size["headWidth"]])])
    graph.save(path)


def decoder(weights, size, path):
    graph = Graph("decoder", size, fine=True)
    width, heads, head = size["width"], size["heads"], size["headWidth"]
    ids = graph.input("ids", [1, "count"], TensorProto.INT64)
    positions = graph.input("positions", ["count"], TensorProto.INT64)
    mask = graph.input("mask", [1, 1, "count", "total"])
    rows = graph.input("rows", ["asked"], TensorProto.INT64)
    weight_of_audio = graph.input("bias", [1, 1, 1, "audio"])
    logits = graph.output("logits", ["asked", size["vocabulary"]])
    vocabulary = graph.quantised(weights["decoder/embeddings/weight"], "vocabulary")
    matrix, scale, _ = vocabulary
    columns = graph.node("Transpose", [graph.node("Gather", [matrix, ids], axis=1)], perm=[1, 2, 0])
    scales = graph.node("Unsqueeze", [graph.node("Gather", [scale, ids]), graph.constant(np.array([2], np.int64))])
    centred = graph.node("Sub", [graph.node("Cast", [columns], to=TensorProto.FLOAT), graph.constant(np.array(128, np.float32))])
    x = graph.node("Mul", [centred, scales])
    places = graph.constant(weights["decoder/position_encodings/encodings"])
    x = graph.node("Add", [x, graph.node("Gather", [places, positions])])
    for layer in range(size["decoderLayers"]):
        here = f"decoder/layer_{layer}"
        y = graph.norm(x, weights, here + "/self_attention/layer_norm")
        weight, bias = weights[here + "/self_attention/linear_0/weight"], weights[here + "/self_attention/linear_0/bias"]
        y = graph.linear(y, *query_scaled(weight, bias, width, head**-0.5), here + "/qkv")
        query, key, value = graph.node("Split", [y], 3, axis=2, num_outputs=3)
        past_key = graph.input(f"past_key_{layer}", [1, heads, head, "past"])
        past_value = graph.input(f"past_value_{layer}", [1, heads, "past", head])
        next_key = graph.output(f"next_key_{layer}", [1, heads, head, "total"])
        next_value = graph.output(f"next_value_{layer}", [1, heads, "total", head])
        graph.node("Concat", [past_key, graph.split_heads(key, True)], [next_key], axis=3)
        graph.node("Concat", [past_value, graph.split_heads(value)], [next_value], axis=2)
        y = graph.attention(graph.split_heads(query), next_key, next_value, mask)
        y = graph.linear(y, weights[here + "/self_attention/linear_1/weight"],
                         weights[here + "/self_attention/linear_1/bias"], here + "/mix")
        x = graph.node("Add", [x, y])
        y = graph.norm(x, weights, here + "/attention/layer_norm")
        weight, bias = weights[here + "/attention/linear_0/weight"], weights[here + "/attention/linear_0/bias"]
        query = graph.linear(y, *query_scaled(weight, bias, width, head**-0.5), here + "/cross_query")
        key = graph.input(f"key_{layer}", [1, heads, head, "audio"])
        value = graph.input(f"value_{layer}", [1, heads, "audio", head])
        y = graph.attention(graph.split_heads(query), key, value, weight_of_audio)
        y = graph.linear(y, weights[here + "/attention/linear_2/weight"],
                         weights[here + "/attention/linear_2/bias"], here + "/cross_mix")
        x = graph.feed_forward(graph.node("Add", [x, y]), weights, here + "/ffn")
    x = graph.norm(x, weights, "decoder/layer_norm")
    flat = graph.node("Reshape", [x, graph.constant(np.array([-1, width], np.int64))])
    graph.product(graph.node("Gather", [flat, rows]), vocabulary, outputs=[logits])
    graph.save(path)


def sizes(weights):
    width = weights.tensors["encoder/conv1/weight"].shape[0]
    heads = int(weights.tensors["encoder/num_heads"].reshape(-1)[0])
    return {
        "width": int(width),
        "heads": heads,
        "headWidth": int(width // heads),
        "mels": int(weights.tensors["encoder/conv1/weight"].shape[1]),
        "encoderLayers": weights.layers("encoder"),
        "decoderLayers": weights.layers("decoder"),
        "audioPositions": int(weights.tensors["encoder/position_encodings/encodings"].shape[0]),
        "textPositions": int(weights.tensors["decoder/position_encodings/encodings"].shape[0]),
        "vocabulary": int(weights.tensors["decoder/embeddings/weight"].shape[0]),
    }


def special_tokens(tokenizer, source):
    """The ids that steer decoding, by the contents both Whisper vocabularies share."""
    ids = {entry["content"]: entry["id"] for entry in tokenizer["added_tokens"]}
    names = {
        "end": ["<|endoftext|>"], "start": ["<|startoftranscript|>"], "transcribe": ["<|transcribe|>"],
        "noSpeech": ["<|nospeech|>", "<|nocaptions|>"], "noTimestamps": ["<|notimestamps|>"],
    }
    found = {name: next(ids[c] for c in contents if c in ids) for name, contents in names.items()}
    languages = {c[2:-2]: ids[c] for c in sorted(ids) if ids[c] in source.get("lang_ids", []) and c.startswith("<|")}
    return found, languages


def describe(folder, name, size, source_folder):
    with open(os.path.join(source_folder, "tokenizer.json"), encoding="utf-8") as file:
        tokenizer = json.load(file)
    with open(os.path.join(source_folder, "config.json"), encoding="utf-8") as file:
        source = json.load(file)
    special, languages = special_tokens(tokenizer, source)
    pieces = {number: piece for piece, number in tokenizer["model"]["vocab"].items() if number < special["end"]}
    if sorted(pieces) != list(range(special["end"])):
        raise ValueError(f"{source_folder}/tokenizer.json leaves out ids below {special['end']}")
    config = {
        "format": FORMAT, "name": name, "sizes": size, "special": special,
        # An English-only model takes neither a language nor a task.
        "multilingual": size["vocabulary"] == 51865, "languages": languages,
        "suppressed": sorted(t for t in source["suppress_ids"] if 0 <= t < size["vocabulary"]),
        "suppressedFirst": sorted(source["suppress_ids_begin"]),
    }
    for file_name, value in (("config.json", config), ("tokenizer.json", {"tokens": [pieces[i] for i in sorted(pieces)]})):
        with open(os.path.join(folder, file_name), "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=True, separators=(",", ":"))
            file.write("\n")


def main():
    parser = argparse.ArgumentParser(description="Write Whisper's ONNX graphs from CTranslate2 weights.")
    parser.add_argument("source", help="folder with model.bin, config.json and tokenizer.json")
    parser.add_argument("output", help="folder to make; replaced when it is there")
    parser.add_argument("--name", required=True, help="for example whisper-base")
    options = parser.parse_args()
    weights = Weights(os.path.join(options.source, "model.bin"))
    if weights.kind != "WhisperSpec":
        raise ValueError(f"{options.source}/model.bin is a {weights.kind}, not a WhisperSpec")
    size = sizes(weights)
    output = os.path.abspath(options.output)
    os.makedirs(os.path.dirname(output), exist_ok=True)
    work = tempfile.mkdtemp(prefix=".making-", dir=os.path.dirname(output))
    try:
        encoder(weights, size, os.path.join(work, "encoder.int8.onnx"))
        decoder(weights, size, os.path.join(work, "decoder.int8.onnx"))
        describe(work, options.name, size, options.source)
        os.chmod(work, 0o755)
        shutil.rmtree(output, ignore_errors=True)
        os.rename(work, output)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    try:
        main()
    except (OSError, ValueError, KeyError, StopIteration, struct.error) as error:
        sys.exit(f"whisper_graphs: cannot convert: {error!r}; run ./repartee setup again to fetch the weights anew")
