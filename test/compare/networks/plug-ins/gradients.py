"""A network that has its gradients and no step: mlp-compare takes the step."""
import numpy as np
from mlp_compare import layers_of, serve

F = {'relu': lambda Z: np.maximum(0, Z), 'tanh': np.tanh, 'sigmoid': lambda Z: 1 / (1 + np.exp(-Z)), 'linear': lambda Z: Z}
SLOPE = {'relu': lambda A: A > 0, 'tanh': lambda A: 1 - A * A, 'sigmoid': lambda A: A * (1 - A), 'linear': np.ones_like}


class Network:
    def __init__(self, model, initial, training):
        assert training['optimiser']['name'] == 'sgd'
        self.f = [activation for _, _, activation in layers_of(model)]
        self.softmax = model['output']['kind'] == 'softmax'
        self.set_weights(initial)

    def set_weights(self, weights):
        self.layers = [(W.astype(np.float64), b.astype(np.float64)) for W, b in weights]

    def weights(self):
        return self.layers

    def forward(self, X):
        A = [X]
        for (W, b), f in zip(self.layers, self.f):
            A.append(F[f](A[-1] @ W + b))
        return A

    def predict(self, X):
        return self.forward(X)[-1]

    def loss_and_gradients(self, X, y):
        A = self.forward(X)
        Z = A[-1]
        if self.softmax:
            logP = Z - Z.max(1, keepdims=True)
            logP -= np.log(np.exp(logP).sum(1, keepdims=True))
            Y, P, loss = np.eye(Z.shape[1])[y], np.exp(logP), -logP[np.arange(len(y)), y].mean()
        else:
            Y, P = y[:, None], F['sigmoid'](Z)
            loss = (np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(-abs(Z)))).mean()
        dZ, gradients = (P - Y) / len(y), []
        for l in reversed(range(len(self.layers))):
            gradients.insert(0, (A[l].T @ dZ, dZ.sum(0)))
            if l > 0:
                dZ = dZ @ self.layers[l][0].T * SLOPE[self.f[l - 1]](A[l])
        return loss, gradients


serve(Network)
