"""Ports and addresses: which are free, and who answers on them."""

import contextlib
import errno
import http.client
import socket

from launcher.errors import LaunchError

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def port_is_free(host: str, port: int) -> bool:
    """Whether host:port can be bound; raises LaunchError for a host or port that this account may not use."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except socket.gaierror as error:
            raise LaunchError(f"HOST={host} is not an address of this machine.") from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            if error.errno == errno.EACCES:
                raise LaunchError(f"This account may not use port {port}: choose one above 1023 with PORT=…") from error
            raise LaunchError(f"Cannot serve at HOST={host}, PORT={port}: {error.strerror}.") from error
    return True


def accepts(port: int) -> bool:
    """Whether somebody listens on a loopback port."""
    with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
        return True
    return False


def get_status(host: str, port: int, path: str) -> int:
    """The HTTP status of a GET; 0 where nothing answers within two seconds."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
