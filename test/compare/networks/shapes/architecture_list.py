# Functions that are handed a list of dictionaries, the architecture, which is a constant of the file; activations by name.
import numpy as np

NN_ARCHITECTURE = [
    {"input_dim": 2, "output_dim": 25, "activation": "relu"},
    {"input_dim": 25, "output_dim": 50, "activation": "relu"},
    {"input_dim": 50, "output_dim": 1, "activation": "sigmoid"},
]


def init_layers(nn_architecture, seed=99):
    np.random.seed(seed)
    params_values = {}
    for idx, layer in enumerate(nn_architecture):
        params_values['W' + str(idx + 1)] = np.random.randn(layer["output_dim"], layer["input_dim"]) * 0.1
        params_values['b' + str(idx + 1)] = np.random.randn(layer["output_dim"], 1) * 0.1
    return params_values


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def relu(Z):
    return np.maximum(0, Z)


def single_layer_forward_propagation(A_prev, W_curr, b_curr, activation="relu"):
    Z_curr = np.dot(W_curr, A_prev) + b_curr
    return (relu if activation == "relu" else sigmoid)(Z_curr), Z_curr


def full_forward_propagation(X, params_values, nn_architecture):
    memory = {}
    A_curr = X
    for idx, layer in enumerate(nn_architecture):
        A_prev = A_curr
        A_curr, Z_curr = single_layer_forward_propagation(A_prev, params_values["W" + str(idx + 1)], params_values["b" + str(idx + 1)], layer["activation"])
        memory["A" + str(idx)] = A_prev
        memory["Z" + str(idx + 1)] = Z_curr
    return A_curr, memory


def get_cost_value(Y_hat, Y):
    m = Y_hat.shape[1]
    cost = -1 / m * (np.dot(Y, np.log(Y_hat).T) + np.dot(1 - Y, np.log(1 - Y_hat).T))
    return np.squeeze(cost)


def single_layer_backward_propagation(dA_curr, W_curr, b_curr, Z_curr, A_prev, activation="relu"):
    m = A_prev.shape[1]
    dZ_curr = dA_curr * (Z_curr > 0) if activation == "relu" else dA_curr * sigmoid(Z_curr) * (1 - sigmoid(Z_curr))
    return np.dot(W_curr.T, dZ_curr), np.dot(dZ_curr, A_prev.T) / m, np.sum(dZ_curr, axis=1, keepdims=True) / m


def full_backward_propagation(Y_hat, Y, memory, params_values, nn_architecture):
    grads_values = {}
    Y = Y.reshape(Y_hat.shape)
    dA_prev = -(np.divide(Y, Y_hat) - np.divide(1 - Y, 1 - Y_hat))
    for idx_prev, layer in reversed(list(enumerate(nn_architecture))):
        idx = idx_prev + 1
        dA_prev, dW, db = single_layer_backward_propagation(dA_prev, params_values["W" + str(idx)], params_values["b" + str(idx)],
                                                            memory["Z" + str(idx)], memory["A" + str(idx_prev)], layer["activation"])
        grads_values["dW" + str(idx)] = dW
        grads_values["db" + str(idx)] = db
    return grads_values


def update(params_values, grads_values, nn_architecture, learning_rate):
    for idx, layer in enumerate(nn_architecture, 1):
        params_values["W" + str(idx)] -= learning_rate * grads_values["dW" + str(idx)]
        params_values["b" + str(idx)] -= learning_rate * grads_values["db" + str(idx)]
    return params_values
