"""What is said of a network that was found, and the model that it is of."""
import numpy as np
from .adapted import maker_of


class Found:
    def __init__(self, make, about):
        self.make, self.about = make, about


_SQUARED = {
    ('half-squared-error', 'sum'): 'half the squared error',
    ('squared-error', 'sum'): 'the squared error',
    ('squared-error', 'mean'): "the squared error, the mean of a row's",
    ('half-squared-error', 'mean'): "half the squared error, the mean of a row's",
}


def found_by(best, style, words, depth):
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


def _mean_words(best):
    """Where the rows of the batch are divided by, told from the gradients that are handed on and what becomes of them."""
    raw = getattr(best, 'raw', None)
    if not raw or best.gradient_only or best.turn > 1e-3:
        return None
    size = np.sqrt(sum(np.sum(np.asarray(of['W'], float) ** 2) for of in raw.values()))
    whole = np.sqrt(sum(np.sum(dW ** 2) for dW, _ in best.change))
    ratio = size / whole if whole else 0
    return 'the mean over the batch is taken in the gradients' if abs(ratio - 1) < 1e-3 else 'the mean over the batch is taken at the update' if abs(ratio / best.known.rows - 1) < 1e-3 else None


def way_words(best):
    way = best.recipe.way
    names = [way.get('forward'), way.get('both'), best.cost, way.get('backward'), way.get('update'), way.get('whole')]
    return ', '.join(dict.fromkeys(f'{f.__name__}()' for f in names if f))


def slot_words(owner):
    path = owner.slots[0][0]
    shown = ''.join(f'.{name}' if kind == 'attr' else f'[{name!r}]' for kind, name in path)
    last = owner.slots[-1][0]
    shown_last = ''.join(f'.{name}' if kind == 'attr' else f'[{name!r}]' for kind, name in last)
    return f'its weights in {shown[1:]} to {shown_last[1:]}'
