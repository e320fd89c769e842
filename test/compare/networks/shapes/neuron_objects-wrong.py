# Neurons in layers in a network, each with a list of weights; the biases are a layer's, and never learn.
import math
import random


class NeuralNetwork:
    LEARNING_RATE = 0.5

    def __init__(self, num_inputs, num_hidden, num_outputs, hidden_layer_bias=None, output_layer_bias=None):
        self.num_inputs = num_inputs
        self.hidden_layer = NeuronLayer(num_hidden, hidden_layer_bias)
        self.output_layer = NeuronLayer(num_outputs, output_layer_bias)
        for neuron in self.hidden_layer.neurons:
            for i in range(num_inputs):
                neuron.weights.append(random.random())
        for neuron in self.output_layer.neurons:
            for h in range(num_hidden):
                neuron.weights.append(random.random())

    def feed_forward(self, inputs):
        return self.output_layer.feed_forward(self.hidden_layer.feed_forward(inputs))

    def train(self, training_inputs, training_outputs):
        self.feed_forward(training_inputs)
        d_out = [o.calculate_delta(training_outputs[k]) for k, o in enumerate(self.output_layer.neurons)]
        d_hidden = []
        for h, neuron in enumerate(self.hidden_layer.neurons):
            error = sum(d_out[k] * o.weights[h] for k, o in enumerate(self.output_layer.neurons))
            d_hidden.append(error)
        for k, o in enumerate(self.output_layer.neurons):
            for w in range(len(o.weights)):
                o.weights[w] -= self.LEARNING_RATE * d_out[k] * o.inputs[w]
        for h, neuron in enumerate(self.hidden_layer.neurons):
            for w in range(len(neuron.weights)):
                neuron.weights[w] -= self.LEARNING_RATE * d_hidden[h] * neuron.inputs[w]


class NeuronLayer:
    def __init__(self, num_neurons, bias):
        self.bias = bias if bias else random.random()
        self.neurons = [Neuron(self.bias) for _ in range(num_neurons)]

    def feed_forward(self, inputs):
        return [neuron.calculate_output(inputs) for neuron in self.neurons]


class Neuron:
    def __init__(self, bias):
        self.bias = bias
        self.weights = []

    def calculate_output(self, inputs):
        self.inputs = inputs
        total = sum(i * w for i, w in zip(inputs, self.weights)) + self.bias
        self.output = 1 / (1 + math.exp(-total))
        return self.output

    def calculate_delta(self, target):
        return (self.output - target) * self.output * (1 - self.output)
