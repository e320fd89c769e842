"""Tests of the package: networks written here, sharing nothing with it, against traces that `mlp-compare record` wrote (made by the
Vitest test that runs this file; $TRACES is their folder)."""
import os
import subprocess
import sys

import numpy as np
import pytest
from mlp_compare import assert_trains_like_the_reference, read_trace

TRACES = os.environ['TRACES']


class Right:
    """relu, softmax cross-entropy, SGD."""

    dtype = np.float64

    def __init__(self, model, initial):
        self.set_weights(initial)

    def set_weights(self, weights):
        self.layers = [[np.array(M, dtype=self.dtype) for M in layer] for layer in weights]

    def weights(self):
        return [tuple(M.copy() for M in layer) for layer in self.layers]

    def forward(self, X):
        A = [X.astype(self.dtype)]
        for l, (W, b) in enumerate(self.layers):
            Z = A[-1] @ W + b
            A.append(np.maximum(Z, 0) if l < len(self.layers) - 1 else Z)
        return A

    def predict(self, X):
        return self.forward(X)[-1]

    def activations(self, X):
        return self.forward(X)[1:-1]

    def delta(self, P, y):
        return (P - np.eye(P.shape[1], dtype=self.dtype)[y]) / len(y)

    def mask(self, A):
        return A > 0

    def step(self, X, y, rate):
        A = self.forward(X)
        E = np.exp(A[-1] - A[-1].max(axis=1, keepdims=True))
        P = E / E.sum(axis=1, keepdims=True)
        dZ, self.last = self.delta(P, y), []
        for (W, b), inputs in zip(self.layers[::-1], A[-2::-1]):
            self.last.insert(0, (inputs.T @ dZ, dZ.sum(axis=0, keepdims=True)))
            dZ = (dZ @ W.T) * self.mask(inputs)
        for (W, b), (dW, db) in zip(self.layers, self.last):
            self.update(W, dW, rate)
            self.update(b, db, rate)
        return -np.mean(np.log(P[np.arange(len(y)), y]))

    def update(self, W, dW, rate):
        W -= rate * dW

    def gradients(self):
        return self.last


class Float32(Right):
    dtype = np.float32


class WithoutExtras(Right):
    gradients = activations = property(lambda self: getattr(self, 'nothing'))  # hasattr() is False


class MeanTwice(Right):
    def delta(self, P, y):
        return super().delta(P, y) / len(y)


class NoMask(Right):
    def mask(self, A):
        return 1


class RateTwice(Right):
    def update(self, W, dW, rate):
        W -= 2 * rate * dW


class ByTheLogits(Right):
    def predict(self, X):
        return super().predict(X) + 0.01


class Nan(Right):
    def delta(self, P, y):
        return super().delta(P, y) * np.nan


class GradientsAlone(Right):
    step = property(lambda self: getattr(self, 'nothing'))

    def loss_and_gradients(self, X, y):
        kept = self.weights()
        loss = Right.step(self, X, y, 0.1)
        self.set_weights(kept)
        return loss, self.last


def trace(name='relu'):
    return os.path.join(TRACES, f'{name}.json')


@pytest.mark.parametrize('network', [Right, Float32, WithoutExtras, GradientsAlone])
def test_a_right_network_passes(network):
    assert_trains_like_the_reference(network, trace())


@pytest.mark.parametrize(
    'network, said',
    [
        (MeanTwice, 'dW3 is wrong, the first tensor that is (step 1, 8 rows): it is the reference × 0.125.\nRight before it: logits, A1, A2, loss.'),
        (NoMask, 'dW2 is wrong, the first tensor that is (step 1, 8 rows): off by '),
        (RateTwice, 'the change of W3 is wrong, the first tensor that is (step 1, 8 rows): it is the reference × 2.'),
        (ByTheLogits, 'logits is wrong, the first tensor that is (step 1, 8 rows): off by '),
        (Nan, 'dW3 is wrong, the first tensor that is (step 1, 8 rows): 18 of 18 numbers are not finite.'),
    ],
)
def test_a_wrong_one_is_told_the_first_wrong_tensor(network, said):
    with pytest.raises(AssertionError) as fault:
        assert_trains_like_the_reference(network, trace(), diagnose=False)
    assert said in str(fault.value)


class Momentum(Right):
    """v = 0.9·v + g; W = W − η·v."""

    factor = 0.9

    def __init__(self, model, initial):
        super().__init__(model, initial)
        self.velocity = [[np.zeros_like(M) for M in layer] for layer in self.layers]

    def step(self, X, y, rate):
        loss = super().step(X, y, 0.0)
        for layer, velocity, gradient in zip(self.layers, self.velocity, self.last):
            for W, v, g in zip(layer, velocity, gradient):
                v *= self.factor
                v += g
                W -= rate * v
        return loss


class SettableMomentum(Momentum):
    def state(self):
        return {'steps': 0, 'tensors': {'v': self.velocity}}

    def set_state(self, state):
        self.velocity = [[M.copy() for M in layer] for layer in state['tensors']['v']]


class Forgetful(SettableMomentum):
    factor = 0.5


@pytest.mark.parametrize('network', [Momentum, SettableMomentum])
def test_what_an_optimiser_remembers(network):
    assert_trains_like_the_reference(network, trace('momentum'))


def test_a_momentum_of_its_own_shows_from_the_second_step_on():
    with pytest.raises(AssertionError, match=r'the change of W3 is wrong, the first tensor that is \(step 2, 8 rows\)'):
        assert_trains_like_the_reference(Forgetful, trace('momentum'), diagnose=False)


def test_every_product_of_a_trace_is_what_numpy_makes_of_its_factors():
    read = read_trace(trace())
    weights = read.initial
    for step in read.steps:
        inputs = [step.X, *step.A]
        for (W, b), A, Z, dZ, (dW, db) in zip(weights, inputs, step.Z, step.dZ, step.gradients):
            np.testing.assert_allclose(A @ W + b, Z, atol=1e-12)
            np.testing.assert_allclose(A.T @ dZ, dW, atol=1e-12)
            np.testing.assert_allclose(dZ.sum(axis=0, keepdims=True), db, atol=1e-12)
        np.testing.assert_allclose(-np.mean(np.log(step.P[np.arange(len(step.y)), step.y])), step.loss, atol=1e-12)
        for (W, b), (dW, db), (after, _) in zip(weights, step.gradients, step.weights):
            np.testing.assert_allclose(W - read.learning_rate * dW, after, atol=1e-12)
        weights = step.weights


def test_the_fixture_and_its_option_are_found_by_pytest(trains_like_the_reference, request):
    assert request.config.getoption('--mlp-trace') == trace()
    trains_like_the_reference(Right)


def test_importing_it_leaves_standard_output_alone():
    program = 'import mlp_compare; from mlp_compare import layers_of; print("here")'
    assert subprocess.run([sys.executable, '-c', program], capture_output=True, encoding='utf-8').stdout == 'here\n'


@pytest.mark.skipif('MLP_COMPARE' not in os.environ, reason='how mlp-compare is run is not said ($MLP_COMPARE)')
def test_where_mlp_compare_is_there_the_mistake_is_named():
    with pytest.raises(AssertionError, match='The mean over the batch is taken twice'):
        assert_trains_like_the_reference(MeanTwice, trace())
