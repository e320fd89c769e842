"""For pytest, found by it once the package is installed: a fixture that holds a network against the trace that --mlp-trace names."""
import pytest

from .checking import assert_trains_like_the_reference


def pytest_addoption(parser):
    parser.getgroup('mlp-compare').addoption('--mlp-trace', default='trace.json', help="a trace of 'mlp-compare record' (default: trace.json)")


@pytest.fixture
def trains_like_the_reference(request):
    """trains_like_the_reference(MyNetwork): fails at the first wrong tensor."""

    def check(make_network, trace=None, **options):
        __tracebackhide__ = True
        assert_trains_like_the_reference(make_network, trace or request.config.getoption('--mlp-trace'), **options)

    return check
