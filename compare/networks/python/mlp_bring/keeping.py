"""The answers that a reader gave, kept beside the file: mine.mlp.json."""
import json, os
from .trouble import Trouble


def kept_in(keeper):
    if not os.path.exists(keeper):
        return {}
    try:
        with open(keeper, encoding='utf-8') as file:
            return json.load(file)
    except ValueError as error:
        raise Trouble(f'it is no JSON: {error}', keeper, getattr(error, 'lineno', None))


def keep(keeper, kept, style, mapped):
    answers = {**kept, **({'style': style} if style else {}), **({'map': mapped} if mapped else {})}
    if answers != kept:
        with open(keeper, 'w', encoding='utf-8') as file:
            json.dump(answers, file, indent=2)
            file.write('\n')
