"""Mail servers of this session's own, and what tests of mail speak of."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.mail import house as houses
from tests.mail.house import House
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


@pytest.fixture
def house(app: Flask, server: MailServer) -> Iterator[House]:
    """A property with its people, whose mail goes to `server`."""
    made = houses.of(app, server)
    yield made
    made.sender.pool.close()
