# Weights with their biases in the first column, and all of them in one vector for an optimiser of another package.
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward_propagate(X, theta1, theta2):
    m = X.shape[0]
    a1 = np.insert(X, 0, values=np.ones(m), axis=1)
    z2 = a1 @ theta1.T
    a2 = np.insert(sigmoid(z2), 0, values=np.ones(m), axis=1)
    z3 = a2 @ theta2.T
    h = sigmoid(z3)
    return a1, z2, a2, z3, h


def cost(params, input_size, hidden_size, num_labels, X, y, learning_rate):
    m = X.shape[0]
    theta1 = np.reshape(params[:hidden_size * (input_size + 1)], (hidden_size, (input_size + 1)))
    theta2 = np.reshape(params[hidden_size * (input_size + 1):], (num_labels, (hidden_size + 1)))
    a1, z2, a2, z3, h = forward_propagate(X, theta1, theta2)
    J = np.sum(-y * np.log(h) - (1 - y) * np.log(1 - h)) / m
    J += (float(learning_rate) / (2 * m)) * (np.sum(np.power(theta1[:, 1:], 2)) + np.sum(np.power(theta2[:, 1:], 2)))
    return J


def sigmoid_gradient(z):
    return sigmoid(z) * (1 - sigmoid(z))


def backprop(params, input_size, hidden_size, num_labels, X, y, learning_rate):
    m = X.shape[0]
    theta1 = np.reshape(params[:hidden_size * (input_size + 1)], (hidden_size, (input_size + 1)))
    theta2 = np.reshape(params[hidden_size * (input_size + 1):], (num_labels, (hidden_size + 1)))
    a1, z2, a2, z3, h = forward_propagate(X, theta1, theta2)
    J = cost(params, input_size, hidden_size, num_labels, X, y, learning_rate)
    d3 = h - y
    d2 = (d3 @ theta2[:, 1:]) * sigmoid_gradient(z2)
    delta1 = d2.T @ a1 / m
    delta2 = d3.T @ a2 / m
    delta1[:, 1:] += theta1[:, 1:] * learning_rate / m
    delta2[:, 1:] += theta2[:, 1:] * learning_rate / m
    grad = np.concatenate((np.ravel(delta1), np.ravel(delta2)))
    return J, grad
