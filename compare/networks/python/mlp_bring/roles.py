"""What the names of parameters, functions and attributes are commonly for. Names come second: shapes decide where they can."""
import re

_PARAMETERS = {
    'X': r'x|xs|x_?(train|batch|in|data)|batch_?x|xb|x_b|inputs?|input_?(data|batch|vector|list)?|data|a_?0|features|samples?|images?|train_x|input_array|row|train(ing)?_(inputs?|data|examples?)',
    'y': r'y|ys|t|y_?(true|train|batch|data|real|enc|hot|onehot|one_hot|label|actual|b)|batch_?y|labels?|label_batch|targets?|target_?(data|list)|expected\w*|ground_truth|one_?hot\w*|train_y|d|train(ing)?_(outputs?|labels?|targets?)|target_array',
    'lr': r'lr|learning_?rate(_init)?|alpha|eta\d?|rate|step_?size|learn_rate|l_?rate',
    'params': r'params?|parameters?|weights|theta|model|p|nn|net|network|param(eter)?s?_?values|w_?b|weights_and_biases',
    'grads': r'd?grads?|gradients?|d_?params|derivatives?|param_?grads?|grads_?values',
    'cache': r'caches?|cache_?\w*|memory|store|stored|forward_?(cache|pass)|activations|intermediates?|outputs?|layer_outputs|history|fwd|forward_results?',
    'output': r'al|a_?l|y_?hat|yh|y_?pred(icted)?|predictions?|predicted|outs?|output|probs?|probabilities|a_?(out|last|final)|scores?|logits|o|p|y_?p|y_out|final_?outputs?|result',
    'm': r'm|n|batch_?size|n_?samples|num_?(examples|samples)|m_?train',
    'reg': r'reg|lambd\w*|l2\w*|reg_?\w*|lmbda|weight_decay|alpha_reg',
    'sizes': r'\w*(layer_?)?(sizes|dims|dimensions|layers_dims)|layers?|shape|architecture|topology|sizes|hidden_?(sizes|dims|layers|layer_sizes|units_list)|structure|nn_architecture',
    'inputs': r'(\w*_)?(n_?)?(in|ins|inputs?|input_?(size|dim|dims|nodes?|layer|neurons|units|features|shape|layer_size)|n_?x|d|d_?in|in_?(dim|features|size)|dim_?in|num_?(inputs|features)|n_?features|n_?inputs|fan_in|inodes|prev_?(size|nodes))',
    'hidden': r'(\w*_)?(n_?)?(hidden|h|hid(_?nodes?)?|hidden_?(size|dim|nodes?|layer|neurons|units|layer_size|layer_units)|n_?h|num_?hidden|n_?hidden|hnodes|d_?hidden|hidden_?\w*)',
    'classes': r'(\w*_)?(n_?)?(out|outs|outputs?|output_?(size|dim|dims|nodes?|layer|neurons|units|features|shape|layer_size)|n_?y|c|k|d_?out|out_?(dim|features|size)|dim_?out|num_?(outputs|classes)|n_?classes|n_?outputs|fan_out|onodes|classes)',
    'epochs': r'(n_?|num_?)?(epochs?|iterations?|iters?|max_?iter|steps|passes|n_iter)',
    'batch_size': r'(mini_?)?batch_?size',
}
_PARAMETERS = {role: re.compile(f'(?:{pattern})$', re.I) for role, pattern in _PARAMETERS.items()}

FUNCTIONS = {
    'forward': r'forward|feed_?_?forward|fwd|f_?prop\b|predict_?proba|propagate$|compute_output',
    'cost': r'cost|loss|cross_?entropy|error|criterion|objective|bce|nll',
    'backward': r'back|gradient(?!_descent)|grads?\b|bwd|b_?prop|derivatives',
    'update': r'update|step|optimi[sz]|descend|apply_?grad|gradient_descent',
    'initialise': r'init|create|make|build',
}
FUNCTIONS = {role: re.compile(pattern, re.I) for role, pattern in FUNCTIONS.items()}

TENSOR = re.compile(r'(?P<d>d_?|grad_?|delta_?|nabla_?|g_?)?(?P<kind>weights?|bias(?:es)?|[WbZA])_?(?P<l>\d)(?:_?grad)?$', re.I)


def role_of(name):
    """What a parameter of that name is commonly for, or None."""
    return next((role for role, pattern in _PARAMETERS.items() if pattern.match(name)), None)


def roles_in(name):
    """Every role that a parameter of that name may have, likeliest first."""
    return [role for role, pattern in _PARAMETERS.items() if pattern.match(name)]


def tensor_of(name):
    """('W', 2, True): which tensor of which layer, and whether its gradient. None for any other name. b1, B1, bias1; W1, w_1; dW1, grad_W1"""
    found = TENSOR.match(name)
    if not found:
        return None
    kind = found['kind']
    kind = 'W' if kind.lower().startswith('w') else 'b' if kind.lower().startswith('b') else kind.upper()
    return kind, int(found['l']), bool(found['d'])
