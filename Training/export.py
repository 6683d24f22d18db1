"""Writes a trained adapter as a GGUF LoRA that llama.cpp loads at scale 1.

    python export.py adapter.npz adapter.gguf
"""
import sys

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter, quants

from model import SCALE


def main(source, target):
    weights = np.load(source)
    rank = next(weights[name].shape[0] for name in weights.files if name.endswith(".a"))
    writer = GGUFWriter(target, "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", SCALE * rank)
    writer.add_name("SmolLM2-135M-Instruct receptionist")
    writer.add_license("apache-2.0")
    for name in weights.files:
        layer, part = name.rsplit(".", 1)
        # Q8_0 needs rows of whole blocks; all widths and the rank are multiples of 32.
        packed = quants.quantize(weights[name].astype(np.float32), GGMLQuantizationType.Q8_0)
        writer.add_tensor(f"{layer}.weight.lora_{part}", packed, raw_dtype=GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
