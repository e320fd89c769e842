"""The diagnosis of a network that failed a test, where mlp-compare is there."""
import inspect
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

_SERVED = """import importlib.util, sys
import mlp_compare
sys.path.insert(0, {folder!r})
spec = importlib.util.spec_from_file_location({module!r}, {file!r})
module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
mlp_compare.serve(module.{name})
"""


def diagnosis_of(make_network, model):
    """What `mlp-compare diagnose` says, after a blank line; nothing where it is not installed ($MLP_COMPARE may say how it is run), or
    where the network is no function or class of a file's own."""
    command = shlex.split(os.environ.get('MLP_COMPARE') or shutil.which('mlp-compare') or '')
    name = getattr(make_network, '__qualname__', '')
    if not command or not name.isidentifier() or model['output']['kind'] not in ('softmax', 'sigmoid'):
        return ''
    file = os.path.abspath(inspect.getsourcefile(make_network))
    with tempfile.TemporaryDirectory() as folder:
        served = os.path.join(folder, 'served.py')
        with open(served, 'w', encoding='utf-8') as out:
            out.write(_SERVED.format(folder=os.path.dirname(file), module=make_network.__module__, file=file, name=name))
        run = subprocess.run([*command, 'diagnose', '--network', shlex.join([sys.executable, served]), *_options(model)], capture_output=True, encoding='utf-8')
    return f'\n\n{run.stdout or run.stderr}'.rstrip()


def _options(model):
    hidden, output = model['hidden'], model['output']
    return [
        *('--inputs', str(model['inputs'])),
        *('--hidden', ','.join(str(layer['units']) for layer in hidden) or 'none'),
        *(['--activation', ','.join(layer['activation'] for layer in hidden)] if hidden else []),
        *('--output', output['kind']),
        *(['--classes', str(output['classes'])] if 'classes' in output else []),
    ]
