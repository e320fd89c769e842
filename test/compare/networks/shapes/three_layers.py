# Three numbered layers in small letters, two hidden sizes, cross-entropy of one sigmoid, a train loop.
import numpy as np


class PredictiveNN:
    def __init__(self, input_size, hidden_size, hidden2_size, output_size, learning_rate=0.01):
        self.w1 = np.random.randn(input_size, hidden_size)
        self.b1 = np.zeros((1, hidden_size))
        self.w2 = np.random.randn(hidden_size, hidden2_size)
        self.b2 = np.zeros((1, hidden2_size))
        self.w3 = np.random.randn(hidden2_size, output_size)
        self.b3 = np.zeros((1, output_size))
        self.learning_rate = learning_rate
        self.training_loss = []

    def sigmoid(self, z):
        return 1 / (1 + np.exp(-z))

    def forward(self, X):
        self.z1 = np.dot(X, self.w1) + self.b1
        self.a1 = self.sigmoid(self.z1)
        self.z2 = np.dot(self.a1, self.w2) + self.b2
        self.a2 = self.sigmoid(self.z2)
        self.z3 = np.dot(self.a2, self.w3) + self.b3
        self.a3 = self.sigmoid(self.z3)
        return self.a3

    def backward(self, X, y, output):
        m = len(X)
        d3 = (output - y) / m
        d2 = d3.dot(self.w3.T) * self.a2 * (1 - self.a2)
        d1 = d2.dot(self.w2.T) * self.a1 * (1 - self.a1)
        self.w3 -= self.learning_rate * self.a2.T.dot(d3)
        self.b3 -= self.learning_rate * np.sum(d3, axis=0, keepdims=True)
        self.w2 -= self.learning_rate * self.a1.T.dot(d2)
        self.b2 -= self.learning_rate * np.sum(d2, axis=0, keepdims=True)
        self.w1 -= self.learning_rate * X.T.dot(d1)
        self.b1 -= self.learning_rate * np.sum(d1, axis=0, keepdims=True)

    def train(self, X, y, epochs=15000):
        for epoch in range(epochs):
            output = self.forward(X)
            self.backward(X, y, output)
            self.training_loss.append(np.mean((y - output) ** 2))
