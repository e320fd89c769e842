import numpy as np


class MLPClassifier:
    def __init__(self, hidden_layer_sizes=(100,), learning_rate_init=0.01, max_iter=200, batch_size=32, random_state=None):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.batch_size = batch_size
        self.random_state = random_state

    def _initialize(self, n_features, n_classes):
        rng = np.random.RandomState(self.random_state)
        sizes = [n_features, *self.hidden_layer_sizes, n_classes]
        self.coefs_ = [rng.normal(0, np.sqrt(2 / n), (n, m)) for n, m in zip(sizes, sizes[1:])]
        self.intercepts_ = [np.zeros(m) for m in sizes[1:]]

    def _forward(self, X):
        activations = [X]
        for W, b in zip(self.coefs_[:-1], self.intercepts_[:-1]):
            activations.append(np.tanh(activations[-1] @ W + b))
        z = activations[-1] @ self.coefs_[-1] + self.intercepts_[-1]
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return activations, e / e.sum(axis=1, keepdims=True)

    def fit(self, X, y):
        self.classes_, encoded = np.unique(y, return_inverse=True)
        self._initialize(X.shape[1], len(self.classes_))
        for _ in range(self.max_iter):
            for start in range(0, len(X), self.batch_size):
                self._step(X[start:start + self.batch_size], encoded[start:start + self.batch_size])
        return self

    def _step(self, X, y):
        activations, p = self._forward(X)
        delta = p.copy()
        delta[np.arange(len(y)), y] -= 1
        delta /= len(y)
        for l in range(len(self.coefs_) - 1, -1, -1):
            dW = activations[l].T @ delta
            db = delta.sum(axis=0)
            if l > 0:
                delta = (delta @ self.coefs_[l].T) * (1 - activations[l] ** 2)
            self.coefs_[l] -= self.learning_rate_init * dW
            self.intercepts_[l] -= self.learning_rate_init * db

    def predict_proba(self, X):
        return self._forward(X)[1]

    def predict(self, X):
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
