"""What a network is asked to be known by: small weights, rows and labels; and what it answered."""
import numpy as np

ROWS, INPUTS, CLASSES = 8, 5, 3


class Known:
    """Weights, rows and labels, small enough that nothing saturates; every width another, so that shapes tell what is what."""

    def __init__(self, depth, K, rows=ROWS):
        random = np.random.RandomState(8)
        self.widths = [INPUTS, *range(7, 7 + 2 * (depth - 1), 2), K]
        self.layers = [(random.randn(n, m) * np.sqrt(1.5 / n), random.uniform(-0.5, 0.5, (1, m))) for n, m in zip(self.widths, self.widths[1:])]
        self.X = random.randn(rows, INPUTS)
        self.y = np.arange(rows) % max(2, K)
        self.y[:3] = [1, 1, 0]
        self.T = random.uniform(-0.9, 0.9, (rows, K))
        self.K, self.rows, self.depth = K, rows, depth

    def held(self, convention):
        """The layers as a network has them that keeps them so: without biases, where it has none."""
        return [(W, np.zeros_like(b)) for W, b in self.layers] if convention.bias == 'none' else self.layers


class Answered:
    """What a network answered in one convention, and how near a right one that is."""

    def __init__(self, recipe, convention, known):
        self.recipe, self.convention, self.known = recipe, convention, known
        self.P = self.Z = self.kind = self.activations = None
        self.apart = np.inf  # of the outputs, from those of a right network
        self.turn = np.inf  # 1 − cos of the change, against the right one
        self.loss = self.gradient_only = None
        self.values, self.squared = False, None  # whether it learns values; (its squared error, over outputs), of classes too
