"""Asks a network of theirs with known weights and rows, and reads off what it is: conventions, activation, output, loss."""
import itertools
import numpy as np
from . import textbook
from .calling import Unfilled, as_array
from .conventions import Convention, candidates, one_hot
from .given import named, output_of
from .trouble import Trouble

ROWS, INPUTS, CLASSES = 8, 5, 3
RATE = 0.125


class Known:
    """Weights, rows and labels, small enough that nothing saturates; every width another, so that shapes tell what is what."""

    def __init__(self, depth, K, rows=ROWS):
        random = np.random.RandomState(8)
        self.widths = [INPUTS, *range(7, 7 + 2 * (depth - 1), 2), K]
        self.layers = [(random.randn(n, m) * np.sqrt(1.5 / n), random.uniform(-0.5, 0.5, (1, m))) for n, m in zip(self.widths, self.widths[1:])]
        self.X = random.randn(rows, INPUTS)
        self.y = np.arange(rows) % max(2, K)
        self.y[:3] = [1, 1, 0]
        self.T = random.uniform(-0.9, 0.9, (rows, K))
        self.K, self.rows, self.depth = K, rows, depth

    def held(self, convention):
        """The layers as a network has them that keeps them so: without biases, where it has none."""
        return [(W, np.zeros_like(b)) for W, b in self.layers] if convention.bias == 'none' else self.layers


class Answered:
    """What a network answered in one convention, and how near a right one that is."""

    def __init__(self, recipe, convention, known):
        self.recipe, self.convention, self.known = recipe, convention, known
        self.P = self.Z = self.kind = self.activations = None
        self.apart = np.inf  # of the outputs, from those of a right network
        self.turn = np.inf  # 1 − cos of the change, against the right one
        self.loss = self.gradient_only = None
        self.values, self.squared = False, None  # whether it learns values; (its squared error, over outputs), of classes too


def ask_forward(recipe, convention, known, words):
    """@raises Trouble, Unfilled where it does not answer with outputs"""
    session = recipe.start(known.widths)
    session.columns = convention.columns
    session.placeholders = placeholders(convention, known.rows, known.K)
    session.set(convention.weights(known.layers))
    result, names = session.forward(convention.X(known.X), known.rows)
    output = output_of(named(result, names), known.rows, known.K)
    if output is None:
        raise Unfilled('its forward pass gives no outputs of the right shape')
    answered = Answered(recipe, convention, known)
    answered.P = convention.rows(as_array(output), known.rows, known.K).astype(float)
    _read_activation(answered, known, words)
    return answered


def placeholders(convention, rows, K):
    """Labels in every form, for a forward pass that computes the loss as well: which ones does not matter."""
    forms = dict.fromkeys(one.labels for one in candidates(K))
    return [Convention(convention.columns, convention.turned, convention.bias, form).targets(np.zeros(rows, int), K) for form in forms]


def _kind(P, words):
    """What the outputs are, by what they add up to; a softmax that does not is known by its name."""
    within = np.all((P >= 0) & (P <= 1.0000001))
    if P.shape[1] > 1 and within and (np.allclose(P.sum(1), 1) or np.allclose(P.sum(0), 1) or ('softmax' in words and 'sigmoid' not in words)):
        return 'softmax'
    if within and (P.shape[1] == 1 or 'sigmoid' in words or 'exp' in words):
        return 'sigmoid' if P.shape[1] == 1 else 'sigmoids'
    return 'logits'


def _read_activation(answered, known, words):
    """The activation whose outputs are nearest; where none is near, the one that the file speaks of."""
    names = list(dict.fromkeys(name.split('(')[0] if name == 'leaky-relu' else name for name in textbook.ACTIVATIONS))
    kind = _kind(answered.P, words)
    kinds = [kind, 'tanh'] if kind == 'logits' and np.all(np.abs(answered.P) <= 1) else [kind]
    hidden = known.depth - 1
    uniform = [(name,) * hidden for name in names]
    mixed = itertools.product(['relu', 'tanh', 'sigmoid', 'leaky-relu'], repeat=hidden) if hidden == 2 else []
    tried = {}
    for activations in [*uniform, *mixed]:
        Z = textbook.forward(known.held(answered.convention), known.X, activations)[1]
        tried.update({(of, activations): _distance(answered.P, textbook.outputs(Z, of)) for of in kinds})
    answered.kind, best = nearest = min(tried, key=tried.get)
    answered.apart = tried[nearest]
    spoken = next((name for name in ('leaky', 'relu', 'tanh', 'sigmoid') if name in words), None)
    if answered.apart > 1e-4 and spoken:
        best = ({'leaky': 'leaky-relu'}.get(spoken, spoken),) * hidden
    answered.activations = best


def _distance(one, other):
    with np.errstate(all='ignore'):
        distance = np.linalg.norm(one - other) / (np.linalg.norm(other) + 1e-300)
    return distance if np.isfinite(distance) else np.inf


def ask_step(answered, labels, values=False):
    """The same with a step, towards classes or values. @raises Trouble, Unfilled"""
    known = answered.known
    y, T = (known.T, known.T) if values else (known.y, one_hot(known.y, known.K))
    convention = Convention(answered.convention.columns, answered.convention.turned, answered.convention.bias, labels)
    session = answered.recipe.start(known.widths)
    session.columns = convention.columns
    session.placeholders = placeholders(convention, known.rows, known.K)
    session.set(convention.weights(known.layers))
    loss, gradients = session.step(convention.X(known.X), convention.targets(y, known.K), RATE, known.rows, known.K)
    before = convention.own(convention.weights(known.layers))
    if gradients is None:
        change = [((W - V) / RATE, (b - c) / RATE) for (W, b), (V, c) in zip(before, convention.own(session.get()))]
    else:
        change = own_gradients(convention, gradients, before)
    if any(U.shape != W.shape for (U, _), (W, _) in zip(change, before)):
        raise Unfilled('the gradients are not of the shapes of the weights')
    found = Answered(answered.recipe, convention, known)
    found.__dict__.update(P=answered.P, kind=answered.kind, activations=answered.activations, apart=answered.apart)
    found.loss, found.gradient_only = loss, gradients is not None
    found.raw, found.change, found.cost = getattr(session, 'raw', None), change, getattr(session, 'cost', None)
    kind = _learnt(answered.kind, known.K, values)
    right = textbook.gradients(known.held(convention), known.X, T, answered.activations, kind)
    found.turn = _turn(change, right, convention.bias == 'none')
    found.values, found.kind = values, kind if values else answered.kind
    errors = textbook.outputs(textbook.forward(known.held(convention), known.X, answered.activations)[1], kind) - T
    if values:
        found.squared = squared_error(_size(change) / _size(right), loss, errors)
    elif kind == 'sigmoid' and found.turn > 1e-6:
        found.squared = quadratic_cost(change, loss, errors, textbook.gradients(known.held(convention), known.X, T, answered.activations, kind, quadratic=True))
    return found


def _learnt(kind, K, values):
    """What the outputs are, with what is learnt: logits are of classes, or themselves the values."""
    if values:
        return 'tanh' if kind == 'tanh' else 'linear'
    return 'softmax' if kind == 'logits' and K > 1 else 'sigmoid' if K == 1 else kind


def quadratic_cost(change, loss, errors, right):
    """What squared_error tells, where the last layer learns by it through the sigmoid; None where it does not, or where another loss is told."""
    learnt, meant = [(dW, np.zeros((1, 1))) for dW, _ in (change[-1], right[-1])]
    if _turn([learnt], [meant], True) > 1e-9:
        return None
    squared = squared_error(_size([learnt]) / _size([meant]), loss, errors)
    return squared if loss is None or near(loss, _factors(errors)[squared] * _half(errors)) else None


def near(one, other):
    return abs(one - other) < 1e-6 * abs(other)


def _half(errors):
    return float(np.sum(errors ** 2) / 2 / len(errors))


def _factors(errors):
    """How many times half the squared error each is, first the likeliest."""
    K = errors.shape[1]
    return {('half-squared-error', 'sum'): 1, ('squared-error', 'sum'): 2, ('squared-error', 'mean'): 2 / K, ('half-squared-error', 'mean'): 1 / K}


def squared_error(ratio, loss, errors):
    """(the loss, how a row's outputs are put together) whose gradient is `ratio` times that of half the squared error, a mean over rows or a sum; else that which is told."""
    factors, B, half = _factors(errors), len(errors), _half(errors)
    by_step = [of for of, factor in factors.items() if near(ratio, factor)] or [of for of, factor in factors.items() if near(ratio, factor * B)]
    told = [of for of, factor in factors.items() if loss is not None and near(loss, factor * half)]
    return next((of for of in by_step if of in told), (by_step or told or list(factors))[0])


def own_gradients(convention, gradients, like):
    """(dW, db) in our shapes; a bias's gradient that is one number goes to every unit, as their update would have it."""
    own = []
    for (dW, db), (W, b) in zip(gradients, like):
        dW = np.asarray(as_array(dW), float)
        dW = dW.T if convention.turned else dW
        db = np.zeros_like(b) if db is None else np.broadcast_to(np.asarray(as_array(db), float).reshape(1, -1), b.shape) if np.size(db) in (1, b.size) else None
        if db is None:
            raise Unfilled('the gradients of the biases are not of their shapes')
        own.append((dW, np.array(db)))
    return own


def _size(change):
    return float(np.sqrt(sum(np.sum(M ** 2) for pair in change for M in pair)))


def _turn(change, right, no_bias):
    flat = lambda pairs: np.concatenate([M.ravel() for pair in pairs for M in (pair[:1] if no_bias else pair)])
    g, r = flat(change), flat(right)
    size = np.linalg.norm(g) * np.linalg.norm(r)
    if not np.isfinite(size):
        return 2.0
    if size == 0:
        raise Unfilled('the step changes no weight')
    cosine = float(g @ r) / size
    return 1 + cosine if cosine < -1 + 1e-6 else 1 - cosine  # a step uphill is read rightly, and told as one


def best_of(recipes, depth, words, failures):
    """The best answer of all ways and conventions at that depth, or None; why not is added to `failures`. A step of their own goes before one that is taken for them."""
    for rank in sorted({recipe.rank for recipe in recipes}):
        best = _best_among([recipe for recipe in recipes if recipe.rank == rank], depth, words, failures)
        if best:
            return best
    return None


def _best_among(recipes, depth, words, failures):
    best = None
    for recipe in recipes:
        for K in (CLASSES, 1):
            found = _best_with(recipe, Known(depth, K), words, failures)
            if found and (best is None or found.turn < best.turn - 1e-9) and not (K == CLASSES and found.kind == 'sigmoids'):
                best = found
            if best and best.turn < 1e-6:
                return best
            if found and found.kind != 'sigmoids':
                break  # a softmax over one class says nothing
    return best


def _asked(answered, words):
    """(form of the labels, whether these are values): classes first, wherever the outputs may be of classes."""
    forms = list(dict.fromkeys(convention.labels for convention in candidates(answered.known.K)))
    of_classes = [(form, False) for form in forms if answered.kind != 'tanh']
    may_be_values = answered.kind in ('logits', 'tanh') and 'softmax' not in words and 'cross' not in words
    return of_classes + [(form, True) for form in forms if may_be_values and not form.startswith('classes')]


def _kept(recipe, known):
    """(whether W is (out, in), the form of b) as an object of theirs begins with; None where nothing says."""
    pairs = recipe.start(known.widths).get()
    if not pairs or np.shape(pairs[0][0]) not in (shapes := ((known.widths[0], known.widths[1]), (known.widths[1], known.widths[0]))):
        return None
    b = pairs[0][1]
    form = 'none' if b is None else {1: 'flat'}.get(np.ndim(b), 'column' if np.ndim(b) == 2 and np.shape(b)[1] == 1 else 'row')
    return np.shape(pairs[0][0]) == shapes[1], form


def _best_with(recipe, known, words, failures):
    forwards, seen = [], set()
    try:
        kept = _kept(recipe, known)
    except (Unfilled, Trouble) as error:
        failures.append((0, error))
        return None
    for convention in candidates(known.K):
        shapes = (convention.columns, convention.turned, convention.bias)
        if shapes in seen or (kept and kept != shapes[1:]):
            continue
        seen.add(shapes)
        try:
            forwards.append(ask_forward(recipe, convention, known, words))
        except (Unfilled, Trouble) as error:
            failures.append((0, error))
        if forwards and forwards[-1].apart < 1e-6:
            break
    best = None
    for answered in sorted(forwards, key=lambda one: one.apart)[:2]:
        if known.K > 1 and answered.kind == 'sigmoids':
            return answered  # of one label each; asked again with one output
        for labels, values in _asked(answered, words):
            try:
                found = ask_step(answered, labels, values)
            except (Unfilled, Trouble) as error:
                failures.append((1, error))
                continue
            if best is None or found.turn < best.turn - 1e-9:
                best = found
            if best.turn < 1e-6:
                return best
    return best
