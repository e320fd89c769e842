"""Reads what `mlp-compare record --out trace.json` wrote: a training, every number of it, step by step. Shapes are as NumPy has them."""
import json
from types import SimpleNamespace

import numpy as np


def read_trace(path):
    """A trace: name, model, training (dictionaries), learning_rate, initial ([(W, b), ...]; W (in, out), b (1, out)) and steps.

    A layer that is normalised has (W, b, gamma, beta). A step has the batch: X (B, D), y, B class indices or values (B, K), and masks,
    for each hidden layer what its activations are multiplied by, or None, where the model has dropout; what is computed from it BEFORE its update, by layer: Z, N
    (normalised, or None), A (hidden layers), P (what the output answers), loss, dZ, gradients ([(dW, db), ...]); and what is there AFTER it: weights, and
    state ({'m': [(W, b), ...], ...}, what the optimiser remembers); where a prediction goes another way than a step, running ({'mean',
    'variance'} by layer, or None) and predicted, what it then answers to X.
    """
    with open(path, encoding='utf-8') as file:
        trace = json.load(file)
    return SimpleNamespace(
        name=trace['name'],
        model=trace['task']['model'],
        training=trace['task']['training'],
        learning_rate=trace['learningRate'],
        initial=_layers(trace['initial']),
        steps=[_step(step) for step in trace['steps']],
    )


def _step(step):
    return SimpleNamespace(
        X=_numbers(step['X']),
        y=np.array(step['y']) if 'y' in step else _numbers(step['values']),
        loss=step['loss'],
        P=_numbers(step['P']),
        **{name: [_numbers(of) for of in step[name]] for name in ('Z', 'A', 'dZ')},
        **{name: [None if of is None else _numbers(of) for of in step[name]] if name in step else None for name in ('N', 'masks')},
        predicted=_numbers(step['predicted']) if 'predicted' in step else None,
        running=[of and {name: _numbers(of[name]) for name in of} for of in step['running']] if 'running' in step else None,
        gradients=_layers(step['gradients']),
        weights=_layers(step['weights']),
        state={name: _layers(of) for name, of in step['state'].items()},
    )


def _numbers(values):
    return np.array(values, dtype=np.float64)  # ones and zeros alone would be whole numbers


def _layers(layers):
    return [tuple(_numbers(layer[name]) for name in ('W', 'b', 'gamma', 'beta') if name in layer) for layer in layers]
