"""Runs networks, each from its source, on the same weights and batches, and tells all that they show: JSON in, JSON out."""
import json, sys, types
import numpy as np

made = []
stub = types.ModuleType('mlp_compare')
stub.serve = lambda make, description: made.append(make)
stub.layers_of = lambda model: [(0, 0, layer['activation']) for layer in model['hidden']] + [(0, 0, 'linear')]
sys.modules['mlp_compare'] = stub


def arrays(weights):
    return [(np.array(W), np.array(b)) for W, b in weights]


def flat(weights):
    return [np.ravel(M).tolist() for layer in weights for M in layer]


def observed(source, model, initial, later, batches):
    exec(source, {})
    given = arrays(initial)
    network = made.pop()(model, given)
    first = network.weights()
    shown = [np.ravel(network.predict(np.array(batches[0]['X']))).tolist()]
    for batch in batches:
        X, y = np.array(batch['X']), np.array(batch['y'])
        loss = network.step(X, y, batch['rate'])
        shown += [[float(loss)], *flat(network.weights()), np.ravel(X).tolist(), y.tolist()]
    shown += [*flat(given), *flat(first)]
    network.set_weights(arrays(later))
    return shown + [*flat(network.weights()), np.ravel(network.predict(np.array(batches[0]['X']))).tolist()]


np.seterr(all='ignore')
print(json.dumps([observed(**question) for question in json.load(sys.stdin)]))
