"""Which of the functions that a file has is asked for what: every way to put a step together, likeliest first."""
import re
from .calling import owed, parameters_of, returned_names
from .roles import FUNCTIONS, roles_in, tensor_of

_NOT = re.compile(r'numeric|check|plot|print|predictions?$|accuracy|evaluate|test|deriv|prime|one_?hot|save|load|get_pred|init|regulariz', re.I)
_WHOLE = re.compile(r'update_mini_batch|train_?(step|batch|on_batch)|^step$|^train$|^fit$|partial_fit|^learn$|training_step|^backprop|gradient_descent', re.I)


def _has(function, *roles):
    found = [role for p in parameters_of(function) for role in roles_in(p.name)[:2]]
    return all(role in found for role in roles)


def _tensors(function):
    return {tensor_of(p.name) for p in parameters_of(function)} - {None}


def choices(owner, chosen):
    """Every way to take a step with the owner's functions, likeliest first: {'forward', 'cost', 'backward', 'update'}, or 'whole' in their stead."""
    pieces = owner.pieces
    named = lambda role: [chosen[role]] if role in chosen else None
    by = lambda role: [f for name, f in pieces.items() if FUNCTIONS[role].search(name) and not (_NOT.search(name) and role != 'initialise')]
    forwards = named('forward') or sorted([f for f in [*by('forward'), *_predicting(pieces)] if not _has(f, 'lr')], key=_by_forward)
    backwards = named('backward') or [f for f in by('backward') if not _has(f, 'grads', 'lr') and not re.match(r'gradient_descent', f.__name__)]
    backwards = sorted(backwards, key=lambda f: (-_has(f, 'y'), -len(parameters_of(f))))
    updates = named('update') or [f for f in by('update') if _updates(f)]
    costs = named('cost') or [f for f in by('cost') if f not in backwards]
    both = [f for name, f in pieces.items() if _has(f, 'X', 'y') and not _has(f, 'lr') and FUNCTIONS['cost'].search(name)]
    if not forwards:
        forwards = [f for f in pieces.values() if f not in backwards and _has(f, 'X') and not _has(f, 'y') and not _NOT.search(f.__name__)]
    if not backwards:
        backwards = [f for f in pieces.values() if any(tensor and tensor[2] for tensor in map(tensor_of, filter(None, returned_names(f)))) or _has(f, 'y', 'cache')]
    if not updates:
        updates = [f for f in pieces.values() if _has(f, 'lr') and (_has(f, 'grads') or any(d for _, _, d in _tensors(f)))]
    wholes = named('whole') or [f for name, f in pieces.items() if _WHOLE.search(name) and f not in updates and (_has(f, 'X', 'y') or takes_pairs(f)) and (_has(f, 'lr') or owner.kind == 'class')]
    wholes = sorted(wholes, key=lambda f: (not f.__name__.startswith('update_mini'), _has(f, 'epochs')))
    found = []
    for f in both if not named('backward') else []:
        for forward in [*forwards, None]:
            found.append({'forward': forward, 'both': f, 'update': updates[0] if updates else None, 'cost': None})
    for forward in forwards:
        found += [{'forward': forward, 'cost': costs, 'backward': backward, 'update': update} for backward in backwards for update in (updates or [None])]
    for forward in forwards:
        found += [{'forward': forward, 'cost': costs, 'whole': whole} for whole in wholes]
    return found, {'forward': forwards, 'backward': [*backwards, *both, *wholes], 'update': updates, 'cost': costs}


def _by_forward(f):
    """Those that say forward go first, then those that want no labels."""
    return (not FUNCTIONS['forward'].search(f.__name__), _has(f, 'y'), len(owed(f)))


def _predicting(pieces):
    return [f for name, f in pieces.items() if re.match(r'predict$|predict_proba$|query$|scores?$|__call__$|run$|output$|think$', name)]


def _updates(f):
    tensors = _tensors(f)
    return not _has(f, 'X', 'y') and not takes_pairs(f) and (_has(f, 'grads') or any(d for _, _, d in tensors) or not owed(f) or _has(f, 'lr'))


def takes_pairs(f):
    return any(re.match(r'mini_?batch$|batch$|training_data$|train_data$', p.name, re.I) for p in parameters_of(f))
