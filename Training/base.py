"""The base model as it is in its GGUF file: weights as arrays, and its tokenizer."""
import numpy as np
from gguf import GGMLQuantizationType, GGUFReader, quants
from tokenizers import AddedToken, Tokenizer
from tokenizers.decoders import ByteLevel as ByteLevelDecoder
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel, Digits, Sequence

START, END = "<|im_start|>", "<|im_end|>"


class Base:
    """SmolLM2 from a GGUF file of any quantisation."""

    def __init__(self, path):
        reader = GGUFReader(path)
        fields = {name: field.contents() for name, field in reader.fields.items() if name.startswith(("llama.", "tokenizer."))}
        self.layers = fields["llama.block_count"]
        self.heads = fields["llama.attention.head_count"]
        self.kv_heads = fields["llama.attention.head_count_kv"]
        self.width = fields["llama.embedding_length"]
        self.rope_base = fields["llama.rope.freq_base"]
        self.epsilon = fields["llama.attention.layer_norm_rms_epsilon"]
        self.weights = {t.name: quants.dequantize(t.data, t.tensor_type).astype(np.float32) for t in reader.tensors}
        self.tokenizer = self._tokenizer(fields)

    @staticmethod
    def _tokenizer(fields):
        tokens = fields["tokenizer.ggml.tokens"]
        merges = [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"]]
        tokenizer = Tokenizer(BPE(vocab={token: i for i, token in enumerate(tokens)}, merges=merges))
        # The model reads digits one by one.
        tokenizer.pre_tokenizer = Sequence([Digits(individual_digits=True), ByteLevel(add_prefix_space=False)])
        tokenizer.decoder = ByteLevelDecoder()
        control = [t for t, kind in zip(tokens, fields["tokenizer.ggml.token_type"]) if kind == 3]
        tokenizer.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in control])
        return tokenizer

    def requantized(self, name):
        """A weight as it is after quantising to Q4_0, in which the product runs."""
        q4 = quants.quantize(self.weights[name], GGMLQuantizationType.Q4_0)
        return quants.dequantize(q4, GGMLQuantizationType.Q4_0).astype(np.float32)

    def encode(self, example, longest):
        """Tokens of a dialogue in ChatML, and which of them are the agent's own."""
        ids, own = [], []

        def put(text, is_own):
            tokens = self.tokenizer.encode(text, add_special_tokens=False).ids
            ids.extend(tokens)
            own.extend([is_own] * len(tokens))

        put(f"{START}system\n{example['system']}{END}\n", False)
        for role, text in example["turns"]:
            put(f"{START}{role}\n", False)
            put(text + END, role == "assistant")
            put("\n", False)
        return ids[:longest], own[:longest]
