"""A multi-layer perceptron by hand, as many a course teaches it. It does not learn as it should. Can you see why?"""
import numpy as np
from mlp_compare import layers_of, serve


class Linear:
    def __init__(self, W, b):
        self.W, self.b = W.astype(np.float64), b.astype(np.float64)

    def forward(self, X):
        self.X = X
        return X @ self.W + self.b

    def backward(self, dZ):
        batch_size = self.X.shape[0]
        self.dW = self.X.T @ dZ / batch_size
        self.db = np.sum(dZ, axis=0, keepdims=True) / batch_size
        return dZ @ self.W.T

    def update(self, learning_rate):
        self.W -= learning_rate * self.dW
        self.b -= learning_rate * self.db


class ReLU:
    def forward(self, Z):
        self.Z = Z
        return np.maximum(0, Z)

    def backward(self, dA):
        return dA * (self.Z > 0)


class SoftmaxCrossEntropy:
    def forward(self, Z, y):
        exponentials = np.exp(Z - np.max(Z, axis=1, keepdims=True))
        self.P = exponentials / np.sum(exponentials, axis=1, keepdims=True)
        self.y = y
        return -np.mean(np.log(self.P[np.arange(len(y)), y] + 1e-15))

    def backward(self):
        batch_size = len(self.y)
        dZ = self.P.copy()
        dZ[np.arange(batch_size), self.y] -= 1
        return dZ / batch_size


class Network:
    def __init__(self, model, initial):
        activations = [activation for _, _, activation in layers_of(model)]
        if model['output']['kind'] != 'softmax' or set(activations) - {'relu', 'linear'}:
            raise ValueError('this network knows ReLU and a softmax output only')
        self.linear = [Linear(W, b) for W, b in initial]
        self.layers = [self.linear[0]]
        for linear in self.linear[1:]:
            self.layers += [ReLU(), linear]
        self.loss = SoftmaxCrossEntropy()

    def predict(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        return X

    def step(self, X, y, learning_rate):
        loss = self.loss.forward(self.predict(X), y)
        gradient = self.loss.backward()
        for layer in reversed(self.layers):
            gradient = layer.backward(gradient)
        for linear in self.linear:
            linear.update(learning_rate)
        return loss

    def weights(self):
        return [(linear.W, linear.b) for linear in self.linear]

    def set_weights(self, weights):
        for linear, (W, b) in zip(self.linear, weights):
            linear.W[:], linear.b[:] = W, b


serve(Network, 'float64')
