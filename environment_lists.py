"""Reading lists, networks and files of the environment; see `environment` for single values."""

import re
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Final, TypeAlias

from environment import BadSetting

Network: TypeAlias = IPv4Network | IPv6Network
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_LABEL: Final = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST: Final = re.compile(rf"{_LABEL}(\.{_LABEL}){{0,20}}(:[1-9][0-9]{{0,4}})?")


def names(values: Mapping[str, str], name: str) -> frozenset[str]:
    """Return the keys that `name` lists, with commas between them."""
    found = frozenset(_parts(values[name]))
    if all(_NAME.fullmatch(each) for each in found):
        return found
    raise BadSetting(
        name,
        "英小文字で始まる名前（英小文字、数字、- と _）をカンマで区切って書いてください。",
        "list names of small letters, digits, - and _ with commas between them.",
    )


def hosts(values: Mapping[str, str], name: str) -> frozenset[str]:
    """Return the hosts (`host` or `host:port`) that `name` lists."""
    found = frozenset(each.lower() for each in _parts(values[name]))
    if all(_HOST.fullmatch(each) for each in found):
        return found
    raise BadSetting(
        name,
        "api.example.jp や api.example.jp:8443 のように、ホスト名をカンマで区切って書いてください。",
        "list host names such as api.example.jp or api.example.jp:8443 with commas between them.",
    )


def networks(values: Mapping[str, str], name: str) -> tuple[Network, ...]:
    """Return the networks that `name` lists."""
    try:
        return tuple(ip_network(each) for each in _parts(values[name]))
    except ValueError as error:
        raise BadSetting(
            name,
            "10.20.0.0/16 のように、ネットワークをカンマで区切って書いてください。",
            "list networks such as 10.20.0.0/16 with commas between them.",
        ) from error


def existing_file(values: Mapping[str, str], name: str) -> Path | None:
    """Return the file that `name` gives, if it gives one."""
    if not values[name]:
        return None
    path = Path(values[name]).expanduser().absolute()
    if path.is_file():
        return path
    raise BadSetting(name, f"ファイル {path} がありません。", f"there is no file {path}.")


def _parts(text: str) -> list[str]:
    return [part for part in (each.strip() for each in text.split(",")) if part]
