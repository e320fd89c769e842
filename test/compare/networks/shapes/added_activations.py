# A model that layers and activations are added to; no loss but its gradient, in fit().
import numpy as np


def relu(x):
    return np.maximum(0, x)


def relu_derivative(x):
    return (x > 0).astype(float)


def softmax(x):
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


class Dense:
    def __init__(self, input_dim, output_dim):
        self.weights = np.random.randn(input_dim, output_dim) * np.sqrt(2.0 / input_dim)
        self.biases = np.zeros((1, output_dim))

    def forward(self, inputs):
        self.inputs = inputs
        self.z = inputs @ self.weights + self.biases
        return self.z

    def backward(self, delta, learning_rate):
        grad = delta @ self.weights.T
        self.weights -= learning_rate * self.inputs.T @ delta
        self.biases -= learning_rate * np.sum(delta, axis=0, keepdims=True)
        return grad


class ReLU:
    def forward(self, z):
        self.z = z
        return relu(z)

    def backward(self, delta, learning_rate):
        return delta * relu_derivative(self.z)


class Softmax:
    def forward(self, z):
        return softmax(z)

    def backward(self, delta, learning_rate):
        return delta


class Sequential:
    def __init__(self):
        self.layers = []

    def add(self, layer):
        self.layers.append(layer)

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def fit(self, x, y, epochs=10, batch_size=32, learning_rate=0.01):
        for epoch in range(epochs):
            for i in range(0, len(x), batch_size):
                xb, yb = x[i:i + batch_size], y[i:i + batch_size]
                delta = (self.forward(xb) - yb) / len(xb)
                for layer in reversed(self.layers):
                    delta = layer.backward(delta, learning_rate)


model = Sequential()
model.add(Dense(784, 128))
model.add(ReLU())
model.add(Dense(128, 10))
model.add(Softmax())
