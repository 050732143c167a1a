"""Every test of the native server runs twice: requests are read, and come through rings."""

from collections.abc import Iterator

import pytest

from vault.testing import rings


@pytest.fixture(scope="module", params=["read", "ring"], autouse=True)
def way(request: pytest.FixtureRequest) -> Iterator[str]:
    """How requests come."""
    on = request.param == "ring"
    if reason := rings.missing():
        if on:
            pytest.skip(reason)
        yield request.param
        return
    with rings.switched(on=on):
        yield request.param
