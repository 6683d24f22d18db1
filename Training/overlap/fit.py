"""Logistic regression with an elastic net, by FISTA. numpy only, and the same result each time."""
import numpy as np


class Rows:
    """Rows of feature numbers; equal rows with equal labels are one row with a weight."""

    def __init__(self, names_of_rows, labels, weights, minimum):
        counted = {}
        for names, label, weight in zip(names_of_rows, labels, weights):
            key = (tuple(names), label)
            counted[key] = counted.get(key, 0.0) + weight
        support = {}
        for (names, _), weight in counted.items():
            for name in names:
                support[name] = support.get(name, 0.0) + weight
        self.names = sorted(n for n, w in support.items() if w >= minimum)
        number = {name: i for i, name in enumerate(self.names)}
        columns, row_of, self.labels, self.weights = [], [], [], []
        for row, ((names, label), weight) in enumerate(counted.items()):
            known = [number[n] for n in names if n in number]
            columns += known
            row_of += [row] * len(known)
            self.labels.append(label)
            self.weights.append(weight)
        self.columns, self.row_of = np.array(columns), np.array(row_of)
        self.labels = np.array(self.labels, float)
        self.weights = np.array(self.weights) / sum(self.weights)

    def logits(self, w):
        return np.bincount(self.row_of, w[self.columns], len(self.labels))

    def gradient(self, w):
        p = 1 / (1 + np.exp(-self.logits(w)))
        residue = self.weights * (p - self.labels)
        return np.bincount(self.columns, residue[self.row_of], len(self.names))


def fit(rows, l1, l2, iterations=1500):
    """Weights by name, zeros left out. The intercept ("1") is not penalised."""
    total = np.bincount(rows.row_of, minlength=len(rows.labels))
    # A bound of the curvature: 1/4 of the largest eigenvalue of XᵀDX, by power iteration.
    v = np.ones(len(rows.names))
    for _ in range(50):
        z = np.bincount(rows.row_of, v[rows.columns], len(total)) * rows.weights
        v = np.bincount(rows.columns, z[rows.row_of], len(rows.names))
        size = np.linalg.norm(v)
        v /= size
    step = 1 / (0.25 * size * 1.05 + l2)
    penalised = np.array([name != "1" for name in rows.names], float)
    w = y = np.zeros(len(rows.names))
    t = 1.0
    for _ in range(iterations):
        g = rows.gradient(y) + l2 * penalised * y
        moved = y - step * g
        new = np.sign(moved) * np.maximum(np.abs(moved) - step * l1 * penalised, 0)
        if np.dot(y - new, new - w) > 0:  # overshot: begin the momentum anew
            t = 1.0
        t_new = (1 + np.sqrt(1 + 4 * t * t)) / 2
        y = new + (t - 1) / t_new * (new - w)
        w, t = new, t_new
    return {name: float(x) for name, x in zip(rows.names, w) if x != 0}
