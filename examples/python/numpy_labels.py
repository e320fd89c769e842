"""Several labels a row in NumPy: ReLU layers, a sigmoid for each label, the mean over rows of their summed cross-entropies.

npm run compare -- --network 'python3 examples/python/numpy_labels.py' --data venn --output sigmoids --hidden 32
"""
import numpy as np
from mlp_compare import serve


class Network:
    def __init__(self, model, initial):
        if model['output']['kind'] != 'sigmoids' or any(layer['activation'] != 'relu' for layer in model['hidden']):
            raise ValueError('this network has ReLU layers and a sigmoid for each label: --output sigmoids --activation relu')
        self.set_weights(initial)

    def forward(self, X):
        A = [X]  # A[0] = X, A[l + 1] = relu(A[l] W + b); the last are the logits
        for l, (W, b) in enumerate(self.layers):
            Z = A[-1] @ W + b
            A.append(Z if l == len(self.layers) - 1 else np.maximum(0, Z))
        return A

    def step(self, X, T, learning_rate):
        A = self.forward(X.astype(np.float64))
        Z = A.pop()
        loss = (np.maximum(Z, 0) - Z * T + np.log1p(np.exp(-np.abs(Z)))).sum() / len(X)
        dZ = (1 / (1 + np.exp(-Z)) - T) / len(X)
        for l, a in reversed(list(enumerate(A))):
            W, b = self.layers[l]
            dA = dZ @ W.T  # before W is moved
            self.layers[l] = (W - learning_rate * a.T @ dZ, b - learning_rate * dZ.sum(axis=0, keepdims=True))
            dZ = dA * (a > 0)
        return loss

    def predict(self, X):
        return self.forward(X)[-1]

    def weights(self):
        return self.layers

    def set_weights(self, weights):
        self.layers = [(W.astype(np.float64), b.astype(np.float64)) for W, b in weights]


serve(Network)
