"""Where a request comes from. `X-Forwarded-For` counts only as far as the proxies in front are trusted."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from flask import current_app, request

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

EXTENSION = "trusted_proxies"


@dataclass(frozen=True, slots=True)
class TrustedProxies:
    """The networks whose `X-Forwarded-For` is believed."""

    networks: tuple[Network, ...]

    @classmethod
    def of(cls, networks: Sequence[str]) -> "TrustedProxies":
        """From addresses and networks as an operator writes them: `10.0.0.0/8`, `::1`."""
        return cls(tuple(ip_network(network, strict=False) for network in networks))

    def client(self, peer: str, forwarded: str) -> str:
        """The address nearest to us that isn't a trusted proxy's; `forwarded` lists the farthest first."""
        address = peer
        for hop in reversed([peer, *[part.strip() for part in forwarded.split(",") if part.strip()]][1:]):
            if not self._trusts(address) or _parsed(hop) is None:
                break
            address = hop
        return address

    def _trusts(self, address: str) -> bool:
        parsed = _parsed(address)
        return parsed is not None and any(parsed in network for network in self.networks)


def _parsed(address: str) -> Address | None:
    try:
        return ip_address(address)
    except ValueError:
        return None


def client_address() -> str:
    """The address of the client of this request."""
    peer = request.remote_addr or "unknown"
    trusted = current_app.extensions[EXTENSION]
    if not isinstance(trusted, TrustedProxies) or not trusted.networks:
        return peer
    return trusted.client(peer, request.headers.get("X-Forwarded-For", ""))
