"""Batch normalisation and dropout, held against a trace that has both ($TRACES is its folder)."""
import os

import numpy as np
import pytest
from mlp_compare import assert_trains_like_the_reference

TRACE = os.path.join(os.environ['TRACES'], 'normalised.json')


class Right:
    """Z = A·W + b, N = γ·(Z − μ)/√(σ² + ε) + β, A = relu(N) ⊙ mask; softmax cross-entropy, SGD."""

    def __init__(self, model, initial):
        self.set_weights(initial)
        self.running = [len(layer) == 4 and {'mean': np.zeros_like(layer[1]), 'variance': np.ones_like(layer[1])} or None for layer in initial]

    def set_weights(self, weights):
        self.layers = [[M.copy() for M in layer] for layer in weights]

    def weights(self):
        return [tuple(M.copy() for M in layer) for layer in self.layers]

    def set_state(self, state):
        self.running = state['running']

    def predict(self, X):
        A = X
        for (W, b, gamma, beta), kept in zip(self.layers[:-1], self.running):
            A = np.maximum(gamma * (A @ W + b - kept['mean']) / np.sqrt(kept['variance'] + 1e-5) + beta, 0)
        return A @ self.layers[-1][0] + self.layers[-1][1]

    def unbiased(self, variance, rows):
        return variance * rows / (rows - 1)

    def dropped(self, dA, mask):
        return dA * mask

    def step(self, X, y, rate, masks):
        passed, A = [], X
        for l, ((W, b, gamma, beta), mask) in enumerate(zip(self.layers[:-1], masks)):
            Z = A @ W + b
            mean, variance = Z.mean(0, keepdims=True), Z.var(0, keepdims=True)
            unit = (Z - mean) / np.sqrt(variance + 1e-5)
            N = gamma * unit + beta
            passed.append((A, unit, variance, N, mask))
            kept = self.running[l]
            self.running[l] = {'mean': 0.9 * kept['mean'] + 0.1 * mean, 'variance': 0.9 * kept['variance'] + 0.1 * self.unbiased(variance, len(X))}
            A = np.maximum(N, 0) * mask
        W, b = self.layers[-1]
        Z = A @ W + b
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        P = E / E.sum(axis=1, keepdims=True)
        dZ = (P - np.eye(P.shape[1])[y]) / len(y)
        self.last = [(A.T @ dZ, dZ.sum(0, keepdims=True))]
        dA = dZ @ W.T
        for (W, b, gamma, beta), (A, unit, variance, N, mask) in zip(self.layers[-2::-1], passed[::-1]):
            dN = self.dropped(dA, mask) * (N > 0)
            dU = dN * gamma
            dZ = (dU - dU.mean(0) - unit * (dU * unit).mean(0)) / np.sqrt(variance + 1e-5)
            self.last.insert(0, (A.T @ dZ, dZ.sum(0, keepdims=True), (dN * unit).sum(0, keepdims=True), dN.sum(0, keepdims=True)))
            dA = dZ @ W.T
        for layer, gradients in zip(self.layers, self.last):
            for M, g in zip(layer, gradients):
                M -= rate * g
        return -np.mean(np.log(P[np.arange(len(y)), y]))

    def gradients(self):
        return self.last


class MaskForgotten(Right):
    def dropped(self, dA, mask):
        return dA


class BiasedVariance(Right):
    def unbiased(self, variance, rows):
        return variance


def test_a_right_network_passes():
    assert_trains_like_the_reference(Right, TRACE, diagnose=False)


@pytest.mark.parametrize(
    'network, said',
    [
        (MaskForgotten, 'dW2 is wrong, the first tensor that is (step 1, 8 rows): '),
        (BiasedVariance, 'what it predicts after the step is wrong, the first tensor that is (step 1, 8 rows): off by '),
    ],
)
def test_a_wrong_one_is_told_the_first_wrong_tensor(network, said):
    with pytest.raises(AssertionError) as fault:
        assert_trains_like_the_reference(network, TRACE, diagnose=False)
    assert said in str(fault.value)
