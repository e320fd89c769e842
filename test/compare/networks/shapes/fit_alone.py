# A class whose fit() holds the whole step, over as many epochs as it is told when it is made.
import numpy as np


class MLP:
    def __init__(self, input_size, hidden_size, output_size, learning_rate=0.01, epochs=1000):
        self.W1 = np.random.randn(input_size, hidden_size) * 0.01
        self.b1 = np.zeros((1, hidden_size))
        self.W2 = np.random.randn(hidden_size, output_size) * 0.01
        self.b2 = np.zeros((1, output_size))
        self.learning_rate = learning_rate
        self.epochs = epochs

    def _softmax(self, z):
        e = np.exp(z - np.max(z, axis=1, keepdims=True))
        return e / np.sum(e, axis=1, keepdims=True)

    def fit(self, X, y):
        n_samples = X.shape[0]
        y_onehot = np.eye(self.W2.shape[1])[y]
        self.losses = []
        for epoch in range(self.epochs):
            z1 = X @ self.W1 + self.b1
            a1 = np.maximum(0, z1)
            probs = self._softmax(a1 @ self.W2 + self.b2)
            self.losses.append(-np.mean(np.sum(y_onehot * np.log(probs + 1e-8), axis=1)))
            dz2 = (probs - y_onehot) / n_samples
            dW2 = a1.T @ dz2
            db2 = np.sum(dz2, axis=0, keepdims=True)
            dz1 = (dz2 @ self.W2.T) * (z1 > 0)
            dW1 = X.T @ dz1
            db1 = np.sum(dz1, axis=0, keepdims=True)
            self.W2 -= self.learning_rate * dW2
            self.b2 -= self.learning_rate * db2
            self.W1 -= self.learning_rate * dW1
            self.b1 -= self.learning_rate * db1
        return self

    def predict_proba(self, X):
        a1 = np.maximum(0, X @ self.W1 + self.b1)
        return self._softmax(a1 @ self.W2 + self.b2)

    def predict(self, X):
        return np.argmax(self.predict_proba(X), axis=1)
