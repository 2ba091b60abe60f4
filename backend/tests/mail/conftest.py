"""Mail servers of this session's own, and what tests of mail speak of."""

from collections.abc import Iterator

import pytest

from tests.mail.servers import Certificate, MailServer, mail_server


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate of this machine that nobody else trusts."""
    return Certificate.make(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A plain mail server."""
    with mail_server() as made:
        yield made
