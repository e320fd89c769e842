"""Which of the shapes that people write a file has: each is asked with known weights, and the first that answers as a network is taken."""
import ast, json, os
import numpy as np
from .adapted import maker_of
from .calling import TREES, Unfilled
from .conventions import Labels
from .layers import stacks
from .neurons import Neurons
from .lent_math import lend_math
from .loading import load
from .functions import Functions
from .instance import Instance
from .reading import best_of
from .scalars import scalar_recipes
from .single import FORMS, LISTS, OneAtATime
from .steps import Steps
from .choices import choices
from .roles import FUNCTIONS, roles_in, tensor_of
from .trouble import Trouble

STYLES = {
    'methods': 'the five methods',
    'torch': 'a PyTorch module',
    'estimator': 'an estimator with fit',
    'class': 'a class',
    'functions': 'functions of weights',
    'layers': 'layer objects',
}


class Found:
    def __init__(self, make, about):
        self.make, self.about = make, about


def recognise(path, style=None, mapped=None, run_all=False):
    """@raises Trouble that says what was looked for and not found"""
    keeper = os.path.splitext(path)[0] + '.mlp.json'
    kept = _kept(keeper)
    mapped = {**kept.get('map', {}), **(mapped or {})}
    style = style or kept.get('style')
    if style is not None and style not in STYLES:
        raise Trouble(f"there is no style {style!r}; there are {', '.join(STYLES)}", None, None)
    loaded = load(path, run_all)
    _remember_trees(loaded)
    loaded.lent = _lent(loaded)
    loaded.constants = {name.lower(): value for name, value in loaded.names.items() if isinstance(value, (int, float, str, list, tuple, dict)) and not name.startswith('_')}
    words = _words(loaded)
    loaded.lent_math = lend_math(loaded.names) if {'exp', 'log'} & set(words.split()) else None
    loaded.rateless = not any('lr' in roles_in(word) for word in words.split())
    failures, looked = [], {}
    for name in [style] if style else STYLES:
        found = FINDERS[name](loaded, mapped, words, failures, looked)
        if found:
            found.about['says'] = [*found.about['says'], *_lent_words(loaded)]
            declared = loaded.names.get('MLP_COMPARE')
            if isinstance(declared, dict):
                found.about['declared'] = declared
            _keep(keeper, kept, style, mapped)
            return found
    raise _not_found(loaded, failures, looked, style)


def _kept(keeper):
    if not os.path.exists(keeper):
        return {}
    try:
        with open(keeper, encoding='utf-8') as file:
            return json.load(file)
    except ValueError as error:
        raise Trouble(f'it is no JSON: {error}', keeper, getattr(error, 'lineno', None))


def _keep(keeper, kept, style, mapped):
    answers = {**kept, **({'style': style} if style else {}), **({'map': mapped} if mapped else {})}
    if answers != kept:
        with open(keeper, 'w', encoding='utf-8') as file:
            json.dump(answers, file, indent=2)
            file.write('\n')


def _remember_trees(loaded):
    for tree, name in loaded.trees:
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
                TREES[(name, first)] = node


def _lent(loaded):
    """Globals that functions read, that the file computes from its data and that are the rows of a batch by their names."""
    read = {node.id for tree, _ in loaded.trees for part in tree.body if isinstance(part, (ast.FunctionDef, ast.ClassDef)) for node in ast.walk(part) if isinstance(node, ast.Name)}
    return [name for name in ('m', 'm_train', 'n_samples', 'num_examples', 'batch_size', 'N') if name in read and name in loaded.skipped and name not in loaded.names]


def _lent_words(loaded):
    said = [f'{name} is taken to be the rows of the batch: line {loaded.skipped[name][1]}, which computes it, is not run' for name in loaded.lent]
    if loaded.lent_math:
        said.append(loaded.lent_math)
    if Labels.asked:
        said.append('its one-hot labels count the classes of the batch by their maximum: it is told how many there are, where a batch lacks the last')
    return said


def _words(loaded):
    """Every name and text of the file, in small letters, as one text: what it speaks of."""
    found = set()
    for tree, _ in loaded.trees:
        for node in ast.walk(tree):
            for field in ('id', 'attr', 'name', 'arg'):
                value = getattr(node, field, None)
                if isinstance(value, str):
                    found.add(value.lower())
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 30:
                found.add(node.value.lower())
    return ' '.join(sorted(found))


def _depths(text):
    """Layers to try: as many as the file numbers, or, where it counts them itself, three and then two."""
    return [text] if text else [3, 2]


def _numbered(loaded, nodes):
    found = [tensor_of(str(value)) for node in nodes for part in ast.walk(node) for value in [getattr(part, 'id', None) or getattr(part, 'attr', None) or getattr(part, 'arg', None) or (part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else None)] if value]
    return max((t[1] for t in found if t and t[0] == 'W'), default=0)


def _functions(loaded, mapped, words, failures, looked):
    nodes = [node for tree, _ in loaded.trees for node in tree.body if isinstance(node, ast.FunctionDef)]
    if not nodes:
        return None
    listed = [len(value) for value in loaded.constants.values() if isinstance(value, (list, tuple)) and value and isinstance(value[0], dict)]
    for depth in dict.fromkeys([*listed, *_depths(_numbered(loaded, nodes))]):
        owner = Functions(loaded, depth)
        ways, parts = choices(owner, _pieces_of(owner, mapped))
        _look(looked, parts)
        best = best_of(_also_one_at_a_time([Steps(owner, way) for way in ways]), depth, words, failures)
        if best:
            return _found(best, 'functions', f'functions {_way_words(best)} of {_state_words(best)}', depth if _numbered(loaded, nodes) or listed else None)
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
                return _found(best, style, f"neurons that {owner.make.__name__}() makes, each with a list of weights; {_way_words(best)}", depth)
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


def _class(loaded, mapped, words, failures, looked, only=None):
    for depth in (3, 2, 4):
        for cls in _classes(loaded):
            if only and not only(cls):
                continue
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
                return _found(best, 'class', f'class {cls.__name__} with {_slot_words(owner)}; {_way_words(best)}', None if free else depth)
    return _neurons_of_classes(loaded, mapped, words, failures, looked)


def _neurons_of_classes(loaded, mapped, words, failures, looked):
    classes = _classes(loaded)
    for depth in (3, 2):
        best = best_of(scalar_recipes(loaded, classes), depth, words, failures)
        if best:
            return _found(best, 'class', f'class {best.recipe.owner.make.__name__} of scalars that know their gradients', None if depth == 3 else depth)
    return _of_neurons(loaded, [Neurons(loaded, cls, {}, 'class') for cls in classes], mapped, words, failures, looked, 'class')


def _slot_words(owner):
    path = owner.slots[0][0]
    shown = ''.join(f'.{name}' if kind == 'attr' else f'[{name!r}]' for kind, name in path)
    last = owner.slots[-1][0]
    shown_last = ''.join(f'.{name}' if kind == 'attr' else f'[{name!r}]' for kind, name in last)
    return f'its weights in {shown[1:]} to {shown_last[1:]}'


def _layers(loaded, mapped, words, failures, looked):
    best = best_of(_also_one_at_a_time(stacks(loaded)), 3, words, failures)
    if not best:
        return None
    stack = best.recipe
    names = [stack.parts.dense.__name__, stack.activation, *([stack.last] if stack.last else []), stack.parts.loss_name, *([stack.parts.optimiser.__name__] if stack.parts.optimiser else [])]
    return _found(best, 'layers', f"layer objects {', '.join(names)}", None)


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
    return torch_network(loaded, words, failures, _found)


def _estimator(loaded, mapped, words, failures, looked):
    if 'coefs_' not in words and 'predict_proba' not in words:
        return None
    from .estimator import estimator_recipes
    best = best_of(estimator_recipes(loaded), 3, words, failures) or best_of(estimator_recipes(loaded), 2, words, failures)
    return best and _found(best, 'estimator', f'estimator {best.recipe.cls.__name__} with fit', None if best.known.depth == 3 else best.known.depth)


FINDERS = {'methods': _methods, 'torch': _torch, 'estimator': _estimator, 'class': _class, 'functions': _functions, 'layers': _layers}


def _way_words(best):
    way = best.recipe.way
    names = [way.get('forward'), way.get('both'), best.cost, way.get('backward'), way.get('update'), way.get('whole')]
    return ', '.join(dict.fromkeys(f'{f.__name__}()' for f in names if f))


def _state_words(best):
    return f"{best.recipe.owner.keys('W', 1)}, {best.recipe.owner.keys('b', 1)}, …"


def _found(best, style, words, depth):
    kind = best.kind if best.values else 'softmax' if best.kind == 'softmax' or (best.kind == 'logits' and best.known.K > 1) else 'sigmoid'
    activations = list(best.activations)
    sure = best.apart < 1e-6
    says = [f'style: {words} (--style {style})', best.convention.words(best.known.K, 'values' if best.values else 'labels')]
    if best.values:
        says.append(f"its outputs are values{', through tanh' if kind == 'tanh' else ''}; {'it learns ' + _SQUARED[best.squared] + ', read off from its step' if best.recipe.tells_loss else 'what it learns of them, its definitions do not say'}")
    elif best.kind != 'logits':
        says.append('it gives probabilities; logits are read from them')
    if activations:
        says.append(f"hidden activation {', '.join(dict.fromkeys(activations))}, {'read off from its answers' if sure else 'by the words of the file: its answers fit none'}")
    says.append(getattr(best.recipe, 'says', None))
    says.append(_mean_words(best))
    says += ['it has gradients and no update: the step is taken for it'] if best.gradient_only else []
    says += ['it tells no loss'] if best.loss is None else []
    if best.squared and not best.values:
        says.append(f"it learns the quadratic cost, {_SQUARED[best.squared]} through the sigmoid, and is held against that. Where it is meant, declare it: MLP_COMPARE = {{'loss': '{best.squared[0]}'}} in the file, or --loss {best.squared[0]}; where cross-entropy is, --loss sigmoid-cross-entropy")
    model = {'layers': depth, 'activations': activations, 'output': kind, **({'outputs': 1} if best.values and best.known.K == 1 else {}), **({'bias': False} if best.convention.bias == 'none' else {})}
    training = {'loss': best.squared[0], 'outputReduction': best.squared[1]} if best.squared else {}
    return Found(maker_of(best), {'style': style, 'says': [said for said in says if said], 'model': model, 'training': training, 'sure': bool(sure)})


_SQUARED = {
    ('half-squared-error', 'sum'): 'half the squared error',
    ('squared-error', 'sum'): 'the squared error',
    ('squared-error', 'mean'): "the squared error, the mean of a row's",
    ('half-squared-error', 'mean'): "half the squared error, the mean of a row's",
}


def _mean_words(best):
    """Where the rows of the batch are divided by, told from the gradients that are handed on and what becomes of them."""
    raw = getattr(best, 'raw', None)
    if not raw or best.gradient_only or best.turn > 1e-3:
        return None
    size = np.sqrt(sum(np.sum(np.asarray(of['W'], float) ** 2) for of in raw.values()))
    whole = np.sqrt(sum(np.sum(dW ** 2) for dW, _ in best.change))
    ratio = size / whole if whole else 0
    return 'the mean over the batch is taken in the gradients' if abs(ratio - 1) < 1e-3 else 'the mean over the batch is taken at the update' if abs(ratio / best.known.rows - 1) < 1e-3 else None


PARTS = {
    'forward': 'computes outputs from rows',
    'backward': 'computes gradients',
}


def _not_found(loaded, failures, looked, style):
    """What is asked of the reader: the part that is missing, or what their own code said."""
    theirs = [error for stage, error in failures if isinstance(error, Trouble) and error.file and stage >= 0]
    if theirs:
        worst = max(((stage, error) for stage, error in failures if error in theirs), key=lambda pair: pair[0])[1]
        absent = next((error for error in theirs if 'there is no module' in str(error)), None)
        return Trouble(str(absent or worst), (absent or worst).file, (absent or worst).line)
    defined = [name for name, value in loaded.names.items() if callable(value) and getattr(value, '__module__', None) == loaded.module.__name__]
    for role, does in PARTS.items():
        if looked and not looked.get(role):
            example = next((name for name in defined if not isinstance(loaded.names[name], type)), 'its_name')
            return Trouble(f"no function that {does} was found among {', '.join(defined[:12]) or 'no functions at all'}. Is it called something else? --map {role}={example}", loaded.path)
    made = next((error for _, error in failures if isinstance(error, Trouble) and error.file), None)
    if made:
        return made
    why = next((str(error) for _, error in reversed(failures)), None)
    tried = f' in the style {style}' if style else ''
    return Trouble(f"no network was recognised{tried} {'among ' + ', '.join(defined[:12]) if defined else 'since it defines no function and no class'}{f': {why}' if why else ''}. The shapes that are known: {', '.join(STYLES.values())}", loaded.path)
