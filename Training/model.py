"""SmolLM2's forward pass in JAX, with low-rank adapters on all linear layers.

Tensors keep the names, shapes and row order of the GGUF file, so that an adapter can be written without rearranging: llama
files have the rotary pairs side by side.
"""
import jax
import jax.numpy as jnp

LINEAR = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
SCALE = 2.0  # alpha / rank


def new_adapter(base, rank, key):
    """Zero at the start: A is random, B is zero."""
    adapter = {}
    for layer in range(base.layers):
        for name in LINEAR:
            rows, columns = base.weights[f"blk.{layer}.{name}.weight"].shape
            key, use = jax.random.split(key)
            bound = columns**-0.5
            adapter[f"blk.{layer}.{name}"] = dict(
                a=jax.random.uniform(use, (rank, columns), minval=-bound, maxval=bound), b=jnp.zeros((rows, rank)))
    return adapter


def rms(x, weight, epsilon):
    x32 = x.astype(jnp.float32)
    return (x32 * jax.lax.rsqrt(jnp.mean(x32 * x32, -1, keepdims=True) + epsilon) * weight).astype(x.dtype)


def rotate(x, cos, sin):
    even, odd = x[..., 0::2], x[..., 1::2]
    return jnp.stack([even * cos - odd * sin, even * sin + odd * cos], -1).reshape(x.shape).astype(x.dtype)


def hidden(base, weights, adapter, ids):
    """The last hidden states of a batch of token rows, [rows, tokens, width]."""

    def linear(x, layer, name):
        low = adapter[f"blk.{layer}.{name}"]
        plain = x @ weights[f"blk.{layer}.{name}.weight"].T.astype(x.dtype)
        return plain + (x @ low["a"].T.astype(x.dtype)) @ low["b"].T.astype(x.dtype) * SCALE

    def heads(x, count):
        return x.reshape(x.shape[0], x.shape[1], count, -1).transpose(0, 2, 1, 3)

    size = base.width // base.heads
    angle = jnp.outer(jnp.arange(ids.shape[1]), base.rope_base ** (-jnp.arange(0, size, 2) / size))
    cos, sin = jnp.cos(angle), jnp.sin(angle)
    causal = jnp.tril(jnp.ones((ids.shape[1], ids.shape[1]), bool))
    x = weights["token_embd.weight"][ids].astype(jnp.bfloat16)
    for layer in range(base.layers):
        h = rms(x, weights[f"blk.{layer}.attn_norm.weight"], base.epsilon)
        q = rotate(heads(linear(h, layer, "attn_q"), base.heads), cos, sin)
        k = rotate(heads(linear(h, layer, "attn_k"), base.kv_heads), cos, sin)
        v = heads(linear(h, layer, "attn_v"), base.kv_heads)
        k, v = (jnp.repeat(t, base.heads // base.kv_heads, 1) for t in (k, v))
        scores = (q @ k.transpose(0, 1, 3, 2)).astype(jnp.float32) * size**-0.5
        shares = jax.nn.softmax(jnp.where(causal, scores, -jnp.inf), -1).astype(x.dtype)
        x = x + linear((shares @ v).transpose(0, 2, 1, 3).reshape(x.shape), layer, "attn_output")
        h = rms(x, weights[f"blk.{layer}.ffn_norm.weight"], base.epsilon)
        x = x + linear(jax.nn.silu(linear(h, layer, "ffn_gate")) * linear(h, layer, "ffn_up"), layer, "ffn_down")
    return rms(x, weights["output_norm.weight"], base.epsilon)


def loss(adapter, base, weights, ids, own):
    """Mean cross entropy over the agent's own tokens: `own` marks them."""
    x = hidden(base, weights, adapter, ids)[:, :-1]
    logits = (x @ weights["token_embd.weight"].T.astype(x.dtype)).astype(jnp.float32)
    chosen = jnp.take_along_axis(jax.nn.log_softmax(logits), ids[:, 1:, None], -1)[..., 0]
    return -jnp.sum(chosen * own[:, 1:]) / jnp.maximum(1, jnp.sum(own))
