"""Where a webhook may go: https, to a host that an administrator listed, at an address that is really outside.

A name is resolved once; every address that it has is checked, and the connection goes to one of those, so that a name
that points elsewhere a moment later gains nothing. Spellings that different readers read differently are refused.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from connectors.errors import ForbiddenAddress

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
Resolve: TypeAlias = Callable[[str, int], Sequence[str]]
"""Returns the addresses of a host."""

LONGEST_URL: Final = 2_000
_PLAIN: Final = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?[]!$&'()*+,;=%"
)  # no @ (names and passwords), no # (fragments), no \ (a slash to some readers)
_HIDING: Final[tuple[Network, ...]] = tuple(
    ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "fec0::/10")
)
"""IPv6 networks whose addresses hold an IPv4 address, which may be one from inside, or are local by an old rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A checked target: connect to `address`, speak to `host`."""

    host: str
    port: int
    address: str
    target: str
    """Path and query."""

    @property
    def authority(self) -> str:
        """The host as the request names it."""
        return self.host if self.port == 443 else f"{self.host}:{self.port}"


def destination(url: object, hosts: frozenset[str], networks: Sequence[Network], resolve: Resolve) -> Destination:
    """Return where `url` leads, or raise `ForbiddenAddress`; `networks` are allowed beside the public addresses."""
    host, port, target = _parts(url)
    if not {f"{host}:{port}", *([host] if port == 443 else [])} & hosts:
        raise ForbiddenAddress
    found = resolve(host, port)
    addresses = [_read(each) for each in found]
    if not addresses or not all(_is_allowed(address, networks) for address in addresses):
        raise ForbiddenAddress
    return Destination(host=host, port=port, address=str(addresses[0]), target=target)


def _parts(url: object) -> tuple[str, int, str]:
    if not isinstance(url, str) or len(url) > LONGEST_URL or set(url) - _PLAIN:
        raise ForbiddenAddress
    try:
        parts = urlsplit(url)
        port = 443 if parts.port is None else parts.port
    except ValueError as error:
        raise ForbiddenAddress from error
    host = (parts.hostname or "").lower()
    written = parts.netloc.lower()
    if parts.scheme != "https" or not host or written not in (host, f"{host}:{port}"):
        raise ForbiddenAddress
    return host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _read(text: str) -> Address:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError as error:
        raise ForbiddenAddress from error
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_allowed(address: Address, networks: Sequence[Network]) -> bool:
    if any(address in network for network in networks if network.version == address.version):
        return True
    hidden = any(address in network for network in _HIDING if network.version == address.version)
    return address.is_global and not address.is_multicast and not hidden
