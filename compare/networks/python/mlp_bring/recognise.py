"""Which of the shapes that people write a file has: each is asked with known weights, and the first that answers as a network is taken."""
import ast, os
from .calling import TREES
from .conventions import Labels
from .finders import FINDERS
from .keeping import keep, kept_in
from .lent_math import lend_math
from .loading import load
from .missing import not_found
from .roles import roles_in
from .trouble import Trouble

STYLES = {
    'methods': 'the five methods',
    'torch': 'a PyTorch module',
    'estimator': 'an estimator with fit',
    'class': 'a class',
    'functions': 'functions of weights',
    'layers': 'layer objects',
}


def recognise(path, style=None, mapped=None, run_all=False):
    """@raises Trouble that says what was looked for and not found"""
    keeper = os.path.splitext(path)[0] + '.mlp.json'
    kept = kept_in(keeper)
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
            keep(keeper, kept, style, mapped)
            return found
    raise not_found(loaded, failures, looked, style, STYLES)


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
