# A course's skeleton: layers with W (out, in) and dLdW, a loss whose backward() takes nothing, an optimiser that is given the model.
import numpy as np


class Linear:
    def __init__(self, in_features, out_features, debug=False):
        self.W = np.zeros((out_features, in_features))
        self.b = np.zeros((out_features, 1))
        self.debug = debug

    def forward(self, A):
        """A (N, C0) -> Z (N, C1)"""
        self.A = A
        self.N = A.shape[0]
        self.Ones = np.ones((self.N, 1))
        Z = A @ self.W.T + self.Ones @ self.b.T
        return Z

    def backward(self, dLdZ):
        dLdA = dLdZ @ self.W
        self.dLdW = dLdZ.T @ self.A
        self.dLdb = dLdZ.T @ self.Ones
        if self.debug:
            self.dLdA = dLdA
        return dLdA


class ReLU:
    def forward(self, Z):
        self.A = np.maximum(0, Z)
        return self.A

    def backward(self, dLdA):
        return dLdA * (self.A > 0)


class CrossEntropyLoss:
    def forward(self, A, Y):
        """A: model output (N, C); Y: one-hot (N, C)"""
        self.A, self.Y = A, Y
        N = A.shape[0]
        E = np.exp(A - A.max(axis=1, keepdims=True))
        self.softmax = E / E.sum(axis=1, keepdims=True)
        crossentropy = -np.sum(Y * np.log(self.softmax), axis=1)
        return np.sum(crossentropy) / N

    def backward(self):
        N = self.A.shape[0]
        return (self.softmax - self.Y) / N


class MLP1:
    def __init__(self, debug=False):
        self.layers = [Linear(2, 3), ReLU(), Linear(3, 2)]
        self.debug = debug

    def forward(self, A0):
        Z0 = self.layers[0].forward(A0)
        A1 = self.layers[1].forward(Z0)
        return self.layers[2].forward(A1)

    def backward(self, dLdA2):
        dLdA1 = self.layers[2].backward(dLdA2)
        dLdZ0 = self.layers[1].backward(dLdA1)
        return self.layers[0].backward(dLdZ0)


class SGD:
    def __init__(self, model, lr=0.1, momentum=0):
        self.l = [layer for layer in model.layers if hasattr(layer, 'W')]
        self.L = len(self.l)
        self.lr = lr
        self.mu = momentum
        self.v_W = [np.zeros(layer.W.shape) for layer in self.l]
        self.v_b = [np.zeros(layer.b.shape) for layer in self.l]

    def step(self):
        for i in range(self.L):
            if self.mu == 0:
                self.l[i].W = self.l[i].W - self.lr * self.l[i].dLdW
                self.l[i].b = self.l[i].b - self.lr * self.l[i].dLdb
            else:
                self.v_W[i] = self.mu * self.v_W[i] + self.l[i].dLdW
                self.v_b[i] = self.mu * self.v_b[i] + self.l[i].dLdb
                self.l[i].W = self.l[i].W - self.lr * self.v_W[i]
                self.l[i].b = self.l[i].b - self.lr * self.v_b[i]
