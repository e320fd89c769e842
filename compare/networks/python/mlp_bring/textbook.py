"""What a right network answers, in float64: with it a file's conventions are told apart. Rows are samples, W is (in, out)."""
import numpy as np

def _expit(Z):
    E = np.exp(-np.abs(Z))
    return np.where(Z >= 0, 1 / (1 + E), E / (1 + E))


ACTIVATIONS = {
    'relu': (lambda Z: np.maximum(Z, 0), lambda Z: (Z > 0) * 1.0),
    'tanh': (np.tanh, lambda Z: 1 - np.tanh(Z) ** 2),
    'sigmoid': (_expit, lambda Z: _expit(Z) * (1 - _expit(Z))),
    'leaky-relu(0.01)': (lambda Z: np.where(Z > 0, Z, 0.01 * Z), lambda Z: np.where(Z > 0, 1.0, 0.01)),
    'leaky-relu(0.1)': (lambda Z: np.where(Z > 0, Z, 0.1 * Z), lambda Z: np.where(Z > 0, 1.0, 0.1)),
    'leaky-relu(0.2)': (lambda Z: np.where(Z > 0, Z, 0.2 * Z), lambda Z: np.where(Z > 0, 1.0, 0.2)),
    'elu': (lambda Z: np.where(Z > 0, Z, np.expm1(np.minimum(Z, 0))), lambda Z: np.where(Z > 0, 1.0, np.exp(np.minimum(Z, 0)))),
    'softplus': (lambda Z: np.logaddexp(0, Z), _expit),
    'linear': (lambda Z: Z, lambda Z: np.ones_like(Z)),
}
ACTIVATIONS['leaky-relu'] = ACTIVATIONS['leaky-relu(0.01)']


def softmax(Z):
    E = np.exp(Z - Z.max(1, keepdims=True))
    return E / E.sum(1, keepdims=True)


def outputs(Z, kind):
    """Probabilities for softmax and sigmoids, the numbers themselves for values."""
    return softmax(Z) if kind == 'softmax' else _expit(Z) if kind in ('sigmoid', 'sigmoids') else np.tanh(Z) if kind == 'tanh' else Z


def forward(layers, X, activations):
    """[A0, A1, …] and Z of the last layer, the logits. @param activations a name for each hidden layer"""
    A = [np.asarray(X, np.float64)]
    for (W, b), name in zip(layers[:-1], activations):
        A.append(ACTIVATIONS[name][0](A[-1] @ W + b))
    W, b = layers[-1]
    return A, A[-1] @ W + b


def gradients(layers, X, T, activations, kind, quadratic=False):
    """(dW, db), first layer first: of the mean cross-entropy, T (B, K) one-hot or the label of a sigmoid; of half the squared error where the outputs are values, or where it is asked for."""
    A, Z = forward(layers, X, activations)
    P = outputs(Z, kind)
    slope = 1 - P ** 2 if kind == 'tanh' else P * (1 - P) if quadratic else 1
    dZ = (P - T) / len(X) * slope
    found = []
    for l in range(len(layers) - 1, -1, -1):
        found.insert(0, (A[l].T @ dZ, dZ.sum(0, keepdims=True)))
        if l:
            W, b = layers[l - 1]
            dZ = dZ @ layers[l][0].T * ACTIVATIONS[activations[l - 1]][1](A[l - 1] @ W + b)
    return found
