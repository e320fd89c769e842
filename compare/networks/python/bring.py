"""Lets a Python file or notebook that knows nothing of mlp-compare answer its questions: python3 bring.py mine.py

Loads its definitions, recognises the network in it by its shape, and answers protocol 2. Needs NumPy.
"""
import argparse, json, os, sys


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('file')
    parser.add_argument('--style')
    parser.add_argument('--map', action='append', default=[])
    parser.add_argument('--run-all', action='store_true')
    asked = parser.parse_args()
    try:
        import mlp_compare  # standard output is the protocol's from here on
    except ModuleNotFoundError as error:
        return _refuse(f"Python networks need NumPy, and {sys.executable} has none. Install it (python3 -m pip install numpy), or name another Python: --python <program>", None, None)
    import numpy
    numpy.seterr(all='ignore')  # what overflows is a result, not a message
    from mlp_bring.recognise import recognise
    from mlp_bring.trouble import Trouble
    try:
        found = recognise(asked.file, asked.style, _mapped(asked), asked.run_all)
    except Trouble as trouble:
        return _refuse(str(trouble), trouble.file or asked.file, trouble.line)
    mlp_compare.serve(found.make, about=found.about)


def _mapped(asked):
    from mlp_bring.trouble import Trouble
    wrong = [pair for pair in asked.map if '=' not in pair]
    if wrong:
        raise Trouble(f"--map {wrong[0]}: expected a part and its name, such as --map update=apply_grads")
    return dict(pair.split('=', 1) for pair in asked.map)


def _refuse(message, file, line):
    """The same answer to every question: why there is no network."""
    answers = os.fdopen(os.dup(1), 'w', encoding='utf-8') if 'mlp_compare' not in sys.modules else sys.modules['mlp_compare'].serving._answers
    for question in sys.stdin:
        error = {'message': message, **({'file': file} if file else {}), **({'line': line} if line else {})}
        print(json.dumps({'id': json.loads(question)['id'], 'error': error}), file=answers, flush=True)


if __name__ == '__main__':
    main()
