"""What a training loop, which is read and not run, is seen to do."""
import ast

ADDED_UP = 'nothing in its training loop sets the gradients back to 0: they add up from step to step here as well'


def adds_up(loaded):
    """Whether it goes backward and never sets a gradient back: by p.grad = …, p.grad.zero_() or a call of zero_grad()."""
    nodes = [node for tree, _ in loaded.trees for node in ast.walk(tree)]
    calls = {node.func.attr for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
    assigned = [target for node in nodes if isinstance(node, ast.Assign) for target in node.targets if isinstance(target, ast.Attribute) and target.attr == 'grad']
    outside = any(not (isinstance(target.value, ast.Name) and target.value.id == 'self') for target in assigned)
    return 'backward' in calls and not (outside or {'zero_grad', 'zero_'} & calls)
