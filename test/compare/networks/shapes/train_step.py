# L layers in params by f-strings, columns, one-hot labels, everything kept on self, a train_step.
import numpy as np


class NeuralNetwork:
    def __init__(self, layer_sizes, learning_rate=0.01):
        self.L = len(layer_sizes) - 1
        self.lr = learning_rate
        self.params = {}
        self.cache = {}
        self.grads = {}
        for l in range(1, self.L + 1):
            self.params[f'W{l}'] = np.random.randn(layer_sizes[l], layer_sizes[l - 1]) * np.sqrt(2 / layer_sizes[l - 1])
            self.params[f'b{l}'] = np.zeros((layer_sizes[l], 1))

    def softmax(self, Z):
        E = np.exp(Z - Z.max(axis=0, keepdims=True))
        return E / E.sum(axis=0, keepdims=True)

    def forward(self, X):
        self.cache['A0'] = X
        A = X
        for l in range(1, self.L + 1):
            Z = self.params[f'W{l}'] @ A + self.params[f'b{l}']
            A = self.softmax(Z) if l == self.L else np.maximum(0, Z)
            self.cache[f'Z{l}'] = Z
            self.cache[f'A{l}'] = A
        return A

    def compute_loss(self, Y_hat, Y):
        return -np.sum(Y * np.log(Y_hat + 1e-8)) / Y.shape[1]

    def backward(self, Y):
        m = Y.shape[1]
        dZ = self.cache[f'A{self.L}'] - Y
        for l in range(self.L, 0, -1):
            self.grads[f'dW{l}'] = (1 / m) * dZ @ self.cache[f'A{l-1}'].T
            self.grads[f'db{l}'] = (1 / m) * np.sum(dZ, axis=1, keepdims=True)
            if l > 1:
                dZ = self.params[f'W{l}'].T @ dZ * (self.cache[f'Z{l-1}'] > 0)

    def update_parameters(self):
        for l in range(1, self.L + 1):
            self.params[f'W{l}'] -= self.lr * self.grads[f'dW{l}']
            self.params[f'b{l}'] -= self.lr * self.grads[f'db{l}']

    def train_step(self, X, Y):
        Y_hat = self.forward(X)
        loss = self.compute_loss(Y_hat, Y)
        self.backward(Y)
        self.update_parameters()
        return loss

    def predict(self, X):
        return np.argmax(self.forward(X), axis=0)
