"""Reads what `mlp-compare record --out trace.json` wrote: a training, every number of it, step by step. Shapes are as NumPy has them."""
import json
from types import SimpleNamespace

import numpy as np


def read_trace(path):
    """A trace: name, model, training (dictionaries), learning_rate, initial ([(W, b), ...]; W (in, out), b (1, out)) and steps.

    A step has the batch: X (B, D) and y, B class indices or values (B, K); what is computed from it BEFORE its update, by layer: Z, A
    (hidden layers), P (what the output answers), loss, dZ, gradients ([(dW, db), ...]); and what is there AFTER it: weights, and
    state ({'m': [(W, b), ...], ...}, what the optimiser remembers).
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
        X=np.array(step['X']),
        y=np.array(step['y']) if 'y' in step else np.array(step['values']),
        loss=step['loss'],
        P=np.array(step['P']),
        **{name: [np.array(of) for of in step[name]] for name in ('Z', 'A', 'dZ')},
        gradients=_layers(step['gradients']),
        weights=_layers(step['weights']),
        state={name: _layers(of) for name, of in step['state'].items()},
    )


def _layers(layers):
    return [(np.array(layer['W']), np.array(layer['b'])) for layer in layers]
