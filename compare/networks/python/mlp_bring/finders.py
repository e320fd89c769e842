"""The shapes that a network may be written in: for each, whether the file has one, and what it is like."""
import ast
from .built import built_models
from .calling import Unfilled
from .choices import choices
from .found import Found, found_by, slot_words, way_words
from .functions import Functions
from .instance import Instance
from .layers import stacks
from .neurons import Neurons
from .reading import best_of
from .roles import FUNCTIONS, tensor_of
from .scalars import scalar_recipes
from .single import FORMS, LISTS, OneAtATime
from .steps import Steps
from .trouble import Trouble


def _numbered(loaded, nodes):
    """How many layers the names of its weights count; 0 where they count none."""
    found = [tensor_of(str(value)) for node in nodes for part in ast.walk(node) for value in [getattr(part, 'id', None) or getattr(part, 'attr', None) or getattr(part, 'arg', None) or (part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else None)] if value]
    return max((t[1] for t in found if t and t[0] == 'W'), default=0)


def _functions(loaded, mapped, words, failures, looked):
    nodes = [node for tree, _ in loaded.trees for node in tree.body if isinstance(node, ast.FunctionDef)]
    if not nodes:
        return None
    listed = [len(value) for value in loaded.constants.values() if isinstance(value, (list, tuple)) and value and isinstance(value[0], dict)]
    numbered = _numbered(loaded, nodes)
    for depth in dict.fromkeys([*listed, *([numbered] if numbered else [3, 2])]):
        owner = Functions(loaded, depth)
        ways, parts = choices(owner, _pieces_of(owner, mapped))
        _look(looked, parts)
        best = best_of(_also_one_at_a_time([Steps(owner, way) for way in ways]), depth, words, failures)
        if best:
            return found_by(best, 'functions', f'functions {way_words(best)} of {_state_words(best)}', depth if numbered or listed else None)
    pieces = Functions(loaded, 0).pieces
    makers = [f for name, f in pieces.items() if FUNCTIONS['initialise'].search(name)]
    return _of_neurons(loaded, [Neurons(loaded, make, pieces, 'functions') for make in makers], mapped, words, failures, looked, 'functions')


def _also_one_at_a_time(recipes):
    return [*recipes, *(OneAtATime(recipe, form) for form in FORMS for recipe in recipes)]


def _of_neurons(loaded, owners, mapped, words, failures, looked, style):
    """Where the weights are lists of neurons; a row is a list then, with its label at the end or without."""
    for depth in (3, 2):
        for owner in owners:
            try:
                fresh = owner.fresh([5, 7, 9][:depth] + [3])
            except (Unfilled, Trouble) as error:
                failures.append((-1, error))
                continue
            ways, parts = choices(fresh, _pieces_of(fresh, mapped))
            _look(looked, parts)
            best = best_of([OneAtATime(Steps(owner, way), form) for form in LISTS for way in ways], depth, words, failures)
            if best:
                return found_by(best, style, f"neurons that {owner.make.__name__}() makes, each with a list of weights; {way_words(best)}", depth)
    return None


def _pieces_of(owner, mapped):
    chosen = {}
    for role, name in mapped.items():
        if name not in owner.pieces:
            raise Trouble(f"--map {role}={name}: there is no function {name!r}. There are {', '.join(owner.pieces) or 'none'}")
        chosen[role] = owner.pieces[name]
    return chosen


def _look(looked, parts):
    for role, found in parts.items():
        looked.setdefault(role, []).extend(f.__name__ for f in found)


def _classes(loaded):
    return [cls for cls in loaded.names.values() if isinstance(cls, type) and cls.__module__ == loaded.module.__name__ and not issubclass(cls, BaseException)]


def _class(loaded, mapped, words, failures, looked):
    for depth in (3, 2, 4):
        for cls in _classes(loaded):
            try:
                owner = Instance(loaded, cls, depth).fresh([5, 7, 9, 11][:depth] + [3])
            except (Unfilled, Trouble) as error:
                failures.append((-1, error))
                continue
            try:
                chosen = _pieces_of(owner, mapped)
            except Trouble:
                chosen = {}
            ways, parts = choices(owner, chosen)
            _look(looked, parts)
            best = best_of(_also_one_at_a_time([Steps(owner, way) for way in ways]), depth, words, failures)
            if best:
                free = depth == 3
                return found_by(best, 'class', f'class {cls.__name__} with {slot_words(owner)}; {way_words(best)}', None if free else depth)
    return _built(loaded, mapped, words, failures, looked) or _neurons_of_classes(loaded, mapped, words, failures, looked)


def _built(loaded, mapped, words, failures, looked):
    for owner in built_models(loaded, _classes(loaded)):
        ways, parts = choices(owner, {})
        _look(looked, parts)
        best = best_of(_also_one_at_a_time([Steps(owner, way) for way in ways]), 3, words, failures)
        if best:
            return found_by(best, 'class', f'class {owner.cls.__name__} that layers are added to, with {slot_words(owner)}; {way_words(best)}', None)
    return None


def _neurons_of_classes(loaded, mapped, words, failures, looked):
    classes = _classes(loaded)
    for depth in (3, 2):
        best = best_of(scalar_recipes(loaded, classes), depth, words, failures)
        if best:
            return found_by(best, 'class', f'class {best.recipe.owner.make.__name__} of scalars that know their gradients', None if depth == 3 else depth)
    return _of_neurons(loaded, [Neurons(loaded, cls, {}, 'class') for cls in classes], mapped, words, failures, looked, 'class')


def _layers(loaded, mapped, words, failures, looked):
    best = best_of(_also_one_at_a_time(stacks(loaded)), 3, words, failures)
    if not best:
        return None
    stack = best.recipe
    names = [stack.parts.dense.__name__, stack.activation, *([stack.last] if stack.last else []), stack.parts.loss_name, *([stack.parts.optimiser.__name__] if stack.parts.optimiser else [])]
    return found_by(best, 'layers', f"layer objects {', '.join(names)}", None)


def _methods(loaded, mapped, words, failures, looked):
    owed = ('predict', 'weights', 'set_weights')
    for cls in _classes(loaded):
        if all(callable(getattr(cls, name, None)) for name in owed) and (hasattr(cls, 'step') or hasattr(cls, 'loss_and_gradients')):
            return Found(cls, {'style': 'methods', 'says': [f'style: the five methods, in class {cls.__name__}']})
    return None


def _torch(loaded, mapped, words, failures, looked):
    if 'torch' not in words:
        return None
    absent = next((says for _, _, says in loaded.absent.values() if "module 'torch'" in says), None)
    if absent:
        raise Trouble(absent, *next(where[:2] for where in loaded.absent.values() if where[2] == absent))
    from .torch_module import torch_network
    return torch_network(loaded, words, failures, found_by)


def _estimator(loaded, mapped, words, failures, looked):
    if 'coefs_' not in words and 'predict_proba' not in words:
        return None
    from .estimator import estimator_recipes
    best = best_of(estimator_recipes(loaded), 3, words, failures) or best_of(estimator_recipes(loaded), 2, words, failures)
    return best and found_by(best, 'estimator', f'estimator {best.recipe.cls.__name__} with fit', None if best.known.depth == 3 else best.known.depth)


FINDERS = {'methods': _methods, 'torch': _torch, 'estimator': _estimator, 'class': _class, 'functions': _functions, 'layers': _layers}


def _state_words(best):
    return f"{best.recipe.owner.keys('W', 1)}, {best.recipe.owner.keys('b', 1)}, …"
