"""Asks a network of theirs with known weights and rows, in every convention, and keeps the one that answers as a right network would."""
import numpy as np
from . import textbook
from .calling import Unfilled, as_array
from .conventions import Convention, candidates, one_hot
from .given import named, output_of
from .known import CLASSES, Answered, Known
from .learnt import learnt_by, own_gradients, quadratic_cost, size_of, squared_error, turn_of
from .outputs import read_activation
from .trouble import Trouble

RATE = 0.125


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
    read_activation(answered, known, words)
    return answered


def placeholders(convention, rows, K):
    """Labels in every form, for a forward pass that computes the loss as well: which ones does not matter."""
    forms = dict.fromkeys(one.labels for one in candidates(K))
    return [Convention(convention.columns, convention.turned, convention.bias, form).targets(np.zeros(rows, int), K) for form in forms]


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
    kind = learnt_by(answered.kind, known.K, values)
    right = textbook.gradients(known.held(convention), known.X, T, answered.activations, kind)
    found.turn = turn_of(change, right, convention.bias == 'none')
    found.values, found.kind = values, kind if values else answered.kind
    errors = textbook.outputs(textbook.forward(known.held(convention), known.X, answered.activations)[1], kind) - T
    if values:
        found.squared = squared_error(size_of(change) / size_of(right), loss, errors)
    elif kind == 'sigmoid' and found.turn > 1e-6:
        found.squared = quadratic_cost(change, loss, errors, textbook.gradients(known.held(convention), known.X, T, answered.activations, kind, quadratic=True))
    return found


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
