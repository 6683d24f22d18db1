"""Trains the adapter.

    python train.py BASE.gguf adapter.npz --steps 2000

The base is SmolLM2-135M-Instruct in the quantisation it was published in. Every other step runs on its Q4_0 weights, which
the product uses, so that the adapter fits both. Loss is taken on the agent's words only.
"""
import argparse
import functools

import jax
import jax.numpy as jnp
import numpy as np
import optax

from base import Base
from dialogues import generate
from model import LINEAR, loss, new_adapter


def batches(base, examples, tokens, lengths):
    """Rows of like length together, padded to a length of `lengths`, about `tokens` tokens a batch."""
    waiting = {length: [] for length in lengths}
    for example in examples:
        ids, own = base.encode(example, lengths[-1])
        length = next(length for length in lengths if len(ids) <= length)
        waiting[length].append((ids, own))
        if len(waiting[length]) == max(1, tokens // length):
            rows, waiting[length] = waiting[length], []
            yield (np.array([ids + [0] * (length - len(ids)) for ids, _ in rows]),
                   np.array([own + [False] * (length - len(own)) for _, own in rows], dtype=np.float32))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base")
    parser.add_argument("out")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--tokens", type=int, default=32768, help="tokens a step")
    parser.add_argument("--lengths", type=int, nargs="+", default=[320, 512, 1536])
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--init", help="an adapter to go on from")
    options = parser.parse_args()

    base = Base(options.base)
    published = {name: jnp.asarray(w) for name, w in base.weights.items()}
    linear = [f"blk.{layer}.{name}.weight" for layer in range(base.layers) for name in LINEAR]
    product = {**published, **{name: jnp.asarray(base.requantized(name)) for name in linear}}

    adapter = new_adapter(base, options.rank, jax.random.key(options.seed))
    if options.init:
        kept = np.load(options.init)
        adapter = {name: {part: jnp.asarray(kept[f"{name}.{part}"], jnp.float32) for part in "ab"} for name in adapter}
    rate = optax.warmup_cosine_decay_schedule(0, options.rate, max(1, min(80, options.steps // 4)), options.steps, 0.03 * options.rate)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adam(rate, 0.9, 0.98))
    state = optimizer.init(adapter)

    @functools.partial(jax.jit, donate_argnums=(0, 1))
    def step(adapter, state, weights, ids, own):
        value, gradient = jax.value_and_grad(loss)(adapter, base, weights, ids, own)
        updates, state = optimizer.update(gradient, state)
        return optax.apply_updates(adapter, updates), state, value

    rows = generate(10**9, options.seed)
    for number, (ids, own) in zip(range(options.steps), batches(base, rows, options.tokens, options.lengths)):
        adapter, state, value = step(adapter, state, product if number % 2 else published, ids, own)
        if number % 50 == 0 or number + 1 == options.steps:
            print(f"step {number}: loss {float(value):.4f}", flush=True)
    np.savez(options.out, **{f"{name}.{part}": np.asarray(value) for name, low in adapter.items() for part, value in low.items()})


if __name__ == "__main__":
    main()
