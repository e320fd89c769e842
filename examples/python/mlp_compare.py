"""Stands for the package in python/, for a file that lies beside this one: `from mlp_compare import serve` is the package's."""
import pathlib, sys

del sys.modules[__name__]
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / 'python'))
import mlp_compare  # noqa: E402  what is imported in this module's place

del sys.path[0]
