"""Networks written in Python, beside the others: served to mlp-compare, or held against a trace of it in one's own tests.

    from mlp_compare import serve                                 # mlp-compare asks, this file answers
    from mlp_compare import assert_trains_like_the_reference      # a test, with a trace.json of `mlp-compare record`
    from mlp_compare import read_trace
"""
from .checking import assert_trains_like_the_reference
from .serving import layers_of, serve
from .trace import read_trace

__all__ = ['assert_trains_like_the_reference', 'layers_of', 'read_trace', 'serve']
