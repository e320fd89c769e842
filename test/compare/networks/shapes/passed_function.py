# Functions of (data, labels, params); the backward pass is given the forward pass as a function; gradients are named as the weights.
import numpy as np


def softmax(x):
    e = np.exp(x - np.max(x, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


def sigmoid(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-np.abs(x))), np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))))


def get_initial_params(input_size, num_hidden, num_output):
    return {'W1': np.random.normal(size=(input_size, num_hidden)), 'b1': np.zeros(num_hidden),
            'W2': np.random.normal(size=(num_hidden, num_output)), 'b2': np.zeros(num_output)}


def forward_prop(data, labels, params):
    hidden = sigmoid(data.dot(params['W1']) + params['b1'])
    y_hat = softmax(hidden.dot(params['W2']) + params['b2'])
    cost = -np.sum(labels * np.log(y_hat)) / len(data)
    return hidden, y_hat, cost


def backward_prop(data, labels, params, forward_prop_func):
    hidden, y_hat, _ = forward_prop_func(data, labels, params)
    delta = (y_hat - labels) / len(data)
    below = delta.dot(params['W2'].T) * hidden * (1 - hidden)
    return {'W1': data.T.dot(below), 'b1': below.sum(axis=0), 'W2': hidden.T.dot(delta), 'b2': delta.sum(axis=0)}


def backward_prop_regularized(data, labels, params, forward_prop_func, reg):
    grads = backward_prop(data, labels, params, forward_prop_func)
    grads['W1'] += 2 * reg * params['W1']
    grads['W2'] += 2 * reg * params['W2']
    return grads


def gradient_descent_epoch(train_data, train_labels, learning_rate, batch_size, params, forward_prop_func, backward_prop_func):
    for i in range(len(train_data) // batch_size):
        rows = slice(i * batch_size, (i + 1) * batch_size)
        grads = backward_prop_func(train_data[rows], train_labels[rows], params, forward_prop_func)
        for name in params:
            params[name] -= learning_rate * grads[name]


def main(plot=True):
    images, labels = np.loadtxt('images_train.csv', delimiter=','), np.loadtxt('labels_train.csv')


if __name__ == '__main__':
    main()
