"""A multi-layer perceptron by hand, as short as NumPy allows. It is right: each page of docs/mistakes changes a line or two of it."""
import numpy as np
from mlp_compare import layers_of, serve


def sigmoid(Z):
    E = np.exp(-np.abs(Z))
    return np.where(Z >= 0, 1 / (1 + E), E / (1 + E))


ACTIVATION = {
    'relu': lambda Z: np.maximum(0, Z),
    'tanh': lambda Z: np.tanh(Z),
    'sigmoid': lambda Z: sigmoid(Z),
    'linear': lambda Z: Z,
}

# f'(Z), with A = f(Z)
SLOPE = {
    'relu': lambda Z, A: np.where(Z > 0, 1, 0),
    'tanh': lambda Z, A: 1 - A ** 2,
    'sigmoid': lambda Z, A: A * (1 - A),
    'linear': lambda Z, A: np.ones_like(Z),
}


def softmax(Z):
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)


def outputs(Z):
    return softmax(Z) if Z.shape[1] > 1 else sigmoid(Z)


def targets(y, K):
    return np.eye(K)[y] if K > 1 else y.reshape(-1, 1)


def softmax_loss(Z, Y):
    Z = Z - np.max(Z, axis=1, keepdims=True)
    log_p = Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))
    return -np.sum(Y * log_p) / len(Y)


def sigmoid_loss(Z, Y):
    return np.sum(np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(-np.abs(Z)))) / len(Y)


class Layer:
    def __init__(self, W, b, activation):
        self.W = np.array(W, float)  # (in, out)
        self.b = np.array(b, float)  # (1, out)
        self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
        self.activation = activation


class Network:
    def __init__(self, model, initial):
        activations = [activation for _, _, activation in layers_of(model)]
        self.layers = [Layer(W, b, f) for (W, b), f in zip(initial, activations)]

    def forward(self, X):
        A = X
        for layer in self.layers:
            layer.X = A
            layer.Z = A @ layer.W + layer.b
            layer.A = A = ACTIVATION[layer.activation](layer.Z)
        return A

    def backward(self, dA):
        for layer in reversed(self.layers):
            dZ = dA * SLOPE[layer.activation](layer.Z, layer.A)
            layer.dW = layer.X.T @ dZ
            layer.db = np.sum(dZ, axis=0, keepdims=True)
            dA = dZ @ layer.W.T

    def update(self, learning_rate):
        for layer in self.layers:
            layer.W -= learning_rate * layer.dW
            layer.b -= learning_rate * layer.db

    def step(self, X, y, learning_rate):
        Z = self.forward(X)
        P = outputs(Z)
        Y = targets(y, Z.shape[1])
        loss = softmax_loss(Z, Y) if Z.shape[1] > 1 else sigmoid_loss(Z, Y)
        dZ = (P - Y) / len(X)
        self.backward(dZ)
        self.update(learning_rate)
        return loss

    def predict(self, X):
        return self.forward(X)

    def weights(self):
        return [(layer.W.copy(), layer.b.copy()) for layer in self.layers]

    def set_weights(self, weights):
        for layer, (W, b) in zip(self.layers, weights):
            layer.W = np.array(W, float)
            layer.b = np.array(b, float)


serve(Network, 'float64')
