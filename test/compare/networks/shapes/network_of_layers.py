# A network that holds layer objects, made from a list of sizes; backward from the labels, then update.
import numpy as np


def relu(z):
    return np.maximum(0, z)


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


class Layer:
    def __init__(self, n_in, n_out):
        self.weights = np.random.randn(n_in, n_out) * np.sqrt(2 / n_in)
        self.biases = np.zeros((1, n_out))

    def forward(self, X):
        self.X = X
        self.z = X @ self.weights + self.biases
        return self.z

    def backward(self, dz):
        self.d_weights = self.X.T @ dz
        self.d_biases = dz.sum(axis=0, keepdims=True)
        return dz @ self.weights.T

    def update_weights(self, learning_rate):
        self.weights -= learning_rate * self.d_weights
        self.biases -= learning_rate * self.d_biases


class MLP:
    def __init__(self, layer_sizes):
        self.layers = [Layer(n, m) for n, m in zip(layer_sizes[:-1], layer_sizes[1:])]

    def forward(self, X):
        for layer in self.layers[:-1]:
            X = relu(layer.forward(X))
        return softmax(self.layers[-1].forward(X))

    def compute_loss(self, y_pred, y):
        return -np.mean(np.log(y_pred[np.arange(len(y)), y]))

    def backward(self, y_pred, y):
        dz = y_pred.copy()
        dz[np.arange(len(y)), y] -= 1
        dz /= len(y)
        for i in reversed(range(len(self.layers))):
            da = self.layers[i].backward(dz)
            if i > 0:
                dz = da * (self.layers[i - 1].z > 0)

    def update(self, learning_rate):
        for layer in self.layers:
            layer.update_weights(learning_rate)

    def train(self, X, y, num_epochs, learning_rate):
        for epoch in range(num_epochs):
            y_pred = self.forward(X)
            self.backward(y_pred, y)
            self.update(learning_rate)
