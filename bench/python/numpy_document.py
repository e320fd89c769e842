"""The document's hand-written program: a class for each layer, float64, new arrays at every operation.

Its second division by the batch size is left out, so that it learns what the other rows learn."""
import sys
import numpy as np
from bench_row import Task, serve


class Linear:
    def __init__(self, W, b):
        self.W, self.b = W.astype(np.float64), b.astype(np.float64).reshape(1, -1)

    def forward(self, X):
        self.X = X
        return X @ self.W + self.b

    def backward(self, dZ):
        self.dW = self.X.T @ dZ
        self.db = np.sum(dZ, axis=0, keepdims=True)
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
        dZ = self.P.copy()
        dZ[np.arange(len(self.y)), self.y] -= 1
        return dZ / len(self.y)


def steps(task):
    linear = [Linear(W, b) for W, b in task.initial]
    layers = [linear[0]]
    for layer in linear[1:]:
        layers += [ReLU(), layer]
    loss = SoftmaxCrossEntropy()
    X, y = task.X.astype(np.float64), task.y
    random = np.random.default_rng(1)
    while True:
        order = random.permutation(task.rows)
        X_shuffled, y_shuffled = X[order], y[order]
        for start in range(0, task.rows, task.batch_size):
            A = X_shuffled[start:start + task.batch_size]
            labels = y_shuffled[start:start + task.batch_size]
            for layer in layers:
                A = layer.forward(A)
            value = loss.forward(A, labels)
            gradient = loss.backward()
            for layer in reversed(layers):
                gradient = layer.backward(gradient)
            for layer in linear:
                layer.update(task.learning_rate)
            yield len(labels), value


task = Task(sys.argv[1])
serve(f'NumPy {np.__version__}, float64', steps(task), task.steps_per_epoch)
