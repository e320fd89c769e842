"""A network of theirs behind the protocol's five methods, in the conventions that were read off."""
import numpy as np
from . import textbook
from .calling import arrays_in, as_array
from .given import named, output_of
from .learnt import own_gradients
from .reading import placeholders


class Adapted:
    """Made for one model and set of weights. @param answered what was read off"""

    def __init__(self, answered, model, initial):
        self.answered, self.convention = answered, answered.convention
        output = model['output']
        self.kind = output['kind']
        self.K = output['classes'] if self.kind == 'softmax' else output.get('outputs', 1)
        self.activations = [layer['activation'] for layer in model['hidden']]
        self.widths = [model['inputs'], *(layer['units'] for layer in model['hidden']), self.K]
        self.session = answered.recipe.start(self.widths)
        self.session.columns = self.convention.columns
        self.set_weights(initial)

    def weights(self):
        return self.convention.own(self.session.get())

    def set_weights(self, weights):
        self.session.set(self.convention.weights([(W.astype(np.float64), b.astype(np.float64)) for W, b in weights]))

    def predict(self, X):
        """The logits; where their network gives probabilities alone, such as have these probabilities."""
        given = np.array(X, np.float64)
        self.session.placeholders = placeholders(self.convention, len(X), self.K)
        result, names = self.session.forward(self.convention.X(given), len(X))
        output = output_of(named(result, names), len(X), self.K)
        if output is None:
            raise ValueError(f'its forward pass gives no outputs of the shape ({len(X)}, {self.K}) or ({self.K}, {len(X)})')
        P = self.convention.rows(as_array(output), len(X), self.K).astype(float)
        if self.answered.kind in ('logits', 'linear', 'tanh'):
            return P
        kept = self._kept_logits(result, output, P)
        return self._logits(P, given) if kept is None else kept

    def _kept_logits(self, result, output, P):
        """Z of the last layer, where the forward pass hands it out beside the probabilities."""
        for _, value in arrays_in(result):
            array = as_array(value)
            if value is not output and array.size == P.size and array.ndim and not np.array_equal(array, as_array(output)):
                if array.shape in (as_array(output).shape,):
                    Z = self.convention.rows(array, *P.shape).astype(float)
                    if np.allclose(textbook.outputs(Z, self.kind), P, rtol=1e-6, atol=1e-9):
                        return Z
        return None

    def _logits(self, P, X):
        """Logits of these probabilities. Probabilities do not tell all of them: as far as a right network's have these, they are taken."""
        layers = [(np.asarray(W, float), np.asarray(b, float)) for W, b in self.weights()]
        try:
            right = textbook.forward(layers, X, self.activations)[1]
        except KeyError:
            right = np.zeros_like(P)
        near = np.isclose(P, textbook.outputs(right, self.kind), rtol=1e-6, atol=1e-9).all(1, keepdims=True)
        with np.errstate(all='ignore'):
            logits = np.log(P) if self.kind == 'softmax' else np.log(P) - np.log1p(-P)
        if self.kind == 'softmax':
            logits += (right - logits).mean(1, keepdims=True)  # softmax leaves one number of each row open
        return np.where(near, right, logits)

    def _step(self, X, y, rate):
        given = np.array(X, np.float64)
        theirs = self.convention.X(given)
        before = theirs.copy()
        answer = self.session.step(theirs, self.convention.targets(y, self.K), rate, len(X), self.K)
        if not np.array_equal(before, theirs):
            X[:] = theirs.T if self.convention.columns else theirs
        return answer


class Stepping(Adapted):
    def step(self, X, y, learning_rate):
        return self._step(X, y, learning_rate)[0]


class Descended(Adapted):
    """Has gradients and no update: the step is taken for it."""

    def loss_and_gradients(self, X, y):
        loss, gradients = self._step(X, y, 0.0)
        return loss, own_gradients(self.convention, gradients, self.weights())


def maker_of(answered):
    kind = Descended if answered.gradient_only else Stepping
    return lambda model, initial: kind(answered, model, initial)
