# A dictionary called model, small letters in the cache, rows, labels one-hot, the derivative of the loss in a function.
import numpy as np
import pandas as pd


def softmax(z):
    exp_scores = np.exp(z - np.max(z, axis=1, keepdims=True))
    return exp_scores / np.sum(exp_scores, axis=1, keepdims=True)


def loss(y, y_hat):
    return -1 / y.shape[0] * np.sum(y * np.log(y_hat + 1e-6))


def loss_derivative(y, y_hat):
    return y_hat - y


def tanh_derivative(x):
    return 1 - np.power(x, 2)


def forward_prop(model, a0):
    W1, b1, W2, b2 = model['W1'], model['b1'], model['W2'], model['b2']
    z1 = a0.dot(W1) + b1
    a1 = np.tanh(z1)
    z2 = a1.dot(W2) + b2
    a2 = softmax(z2)
    return {'a0': a0, 'z1': z1, 'a1': a1, 'z2': z2, 'a2': a2}


def backward_prop(model, cache, y):
    W2 = model['W2']
    a0, a1, a2 = cache['a0'], cache['a1'], cache['a2']
    m = y.shape[0]
    dz2 = loss_derivative(y=y, y_hat=a2)
    dW2 = 1 / m * a1.T.dot(dz2)
    db2 = 1 / m * np.sum(dz2, axis=0)
    dz1 = dz2.dot(W2.T) * tanh_derivative(a1)
    dW1 = 1 / m * np.dot(a0.T, dz1)
    db1 = 1 / m * np.sum(dz1, axis=0)
    return {'dW2': dW2, 'db2': db2, 'dW1': dW1, 'db1': db1}


def initialize_parameters(nn_input_dim, nn_hdim, nn_output_dim):
    return {'W1': 2 * np.random.randn(nn_input_dim, nn_hdim) - 1, 'b1': np.zeros((1, nn_hdim)),
            'W2': 2 * np.random.randn(nn_hdim, nn_output_dim) - 1, 'b2': np.zeros((1, nn_output_dim))}


def update_parameters(model, grads, learning_rate):
    W1, b1, W2, b2 = model['W1'], model['b1'], model['W2'], model['b2']
    W1 -= learning_rate * grads['dW1']
    b1 -= learning_rate * grads['db1']
    W2 -= learning_rate * grads['dW2']
    b2 -= learning_rate * grads['db2']
    return {'W1': W1, 'b1': b1, 'W2': W2, 'b2': b2}


def predict(model, x):
    return np.argmax(forward_prop(model, x)['a2'], axis=1)


wines = pd.read_csv('W1data.csv')
model = initialize_parameters(13, 5, 3)
for i in range(4500):
    cache = forward_prop(model, wines.values)
