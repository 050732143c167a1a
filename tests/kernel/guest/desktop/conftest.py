"""What tests on a desktop share: somebody who stays logged in, since volumes are closed with the last session."""

from collections.abc import Iterator

import pytest

from tests.kernel.guest.conftest import AsUser
from tests.kernel.guest.desktop.login import Login


@pytest.fixture(scope="module", autouse=True)
def stays(request: pytest.FixtureRequest, as_desktop_user: AsUser) -> Iterator[None]:
    """Alice has one more session, away from the seat, unless the tests of the module end her last one themselves."""
    del as_desktop_user  # which starts her service manager
    if getattr(request.module, "ENDS_SESSIONS", False):
        yield
        return
    login = Login(seat=False)
    yield
    login.end()
