# Attributes of fixed widths, passes that hand Z and A on, an update that is given the gradients one by one.
import numpy as np
from matplotlib import pyplot as plt
import idx2numpy


class DigitNet:
    def __init__(self, m):
        self.m = m
        self.W1, self.b1, self.W2, self.b2 = self.init_params()

    def init_params(self):
        return np.random.rand(10, 784) - 0.5, np.random.rand(10, 1) - 0.5, np.random.rand(10, 10) - 0.5, np.random.rand(10, 1) - 0.5

    def relu(self, Z):
        return np.maximum(Z, 0)

    def softmax(self, Z):
        E = np.exp(Z - Z.max(axis=0))
        return E / E.sum(axis=0)

    def forward_prop(self, X):
        Z1 = self.W1.dot(X) + self.b1
        A1 = self.relu(Z1)
        Z2 = self.W2.dot(A1) + self.b2
        return Z1, A1, Z2, self.softmax(Z2)

    def one_hot(self, Y):
        encoded = np.zeros((Y.size, Y.max() + 1))
        encoded[np.arange(Y.size), Y] = 1
        return encoded.T

    def backward_prop(self, Z1, A1, Z2, A2, X, Y):
        dZ2 = A2 - self.one_hot(Y)
        dW2 = dZ2.dot(A1.T) / self.m
        db2 = dZ2.sum(axis=1, keepdims=True) / self.m
        dZ1 = self.W2.T.dot(dZ2) * (Z1 > 0)
        dW1 = dZ1.dot(X.T) / self.m
        db1 = dZ1.sum(axis=1, keepdims=True) / self.m
        return dW1, db1, dW2, db2

    def update_params(self, dW1, db1, dW2, db2, alpha):
        self.W1 = self.W1 - alpha * dW1
        self.b1 = self.b1 - alpha * db1
        self.W2 = self.W2 - alpha * dW2
        self.b2 = self.b2 - alpha * db2

    def gradient_descent(self, X, Y, alpha, iterations):
        for i in range(iterations):
            Z1, A1, Z2, A2 = self.forward_prop(X)
            self.update_params(*self.backward_prop(Z1, A1, Z2, A2, X, Y), alpha)


images = idx2numpy.convert_from_file('train-images.idx3-ubyte')
labels = idx2numpy.convert_from_file('train-labels.idx1-ubyte')
DigitNet(len(labels)).gradient_descent(images.reshape(len(images), -1).T / 255, labels, 0.1, 500)
