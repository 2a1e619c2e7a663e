"""Where a webhook may go (promises.md, T-05): spellings, names that lead inside. Nothing connects."""

from ipaddress import ip_network

import pytest

from connectors.errors import ForbiddenAddress
from connectors.guard import destination

HOSTS = frozenset({"api.example.jp", "api.example.jp:8443"})
OUTSIDE = ["203.0.114.5", "2400:4050::5"]

SPELLINGS = [
    "http://api.example.jp/", "HTTP://api.example.jp/", "ftp://api.example.jp/", "file:///etc/passwd",
    "gopher://127.0.0.1:25/_x", "dict://127.0.0.1:11211/", "ldap://127.0.0.1/", "data:text/plain,x",
    "javascript:alert(1)", "//api.example.jp/", "/api.example.jp/", "api.example.jp", "https:api.example.jp",
    "https:/api.example.jp", "https:///api.example.jp", "", "https://", "https://:443/", "http://2130706433/",
    "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/", "https://127.1/", "https://127.0.0.1/",
    "https://127.0.0.1:443/", "https://0/", "https://0.0.0.0/", "https://localhost/", "https://LOCALHOST/",
    "https://localhost./", "https://[::1]/", "https://[::]/", "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/", "https://[0:0:0:0:0:ffff:7f00:0001]/", "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/", "https://[fe80::1%25lo]/", "https://[fc00::1]/", "https://10.0.0.1/",
    "https://172.16.0.1/", "https://192.168.0.1/", "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/", "https://metadata.google.internal/", "https://①②⑦.⓪.⓪.①/", "https://１２７．０．０．１/",
    "https://ａｐｉ.example.jp/", "https://api。example。jp/", "https://api.example.jp.evil.example/",
    "https://evil.example/api.example.jp", "https://api.example.jp@evil.example/", "https://user@api.example.jp/",
    "https://user:pass@api.example.jp/", "https://evil.example#@api.example.jp/",
    "https://evil.example?@api.example.jp/", "https://evil.example\\@api.example.jp/",
    "https://api.example.jp\\@evil.example/", "https://api.example.jp:444/", "https://api.example.jp:0/",
    "https://api.example.jp:99999/", "https://api.example.jp:x/", "https://api.example.jp:0443/",
    "https://api.example.jp:/", "https://api.example.jp./", "https://.api.example.jp/",
    "https://sub.api.example.jp/", "https://api%2eexample.jp/", "https://api.example.jp%00.evil.example/",
    "https://api.example.jp\t/", " https://api.example.jp/", "https://api.example.jp/\r\nX: y",
    "https://api.example.jp/\0", "https://api.example.jp/" + "a" * 2_000, "https://[api.example.jp]/",
    "https://api.example.jp#fragment", "https://аpi.example.jp/", "https://xn--pi-6kc.example.jp/",
]  # fmt: skip


@pytest.mark.parametrize("url", [*SPELLINGS, None, 5, ["https://api.example.jp/"], {}])
@pytest.mark.promise("P31")
def test_what_is_not_a_listed_host_over_https_is_refused_before_anything_is_asked(url: object) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise AssertionError(f"{host}:{port} was asked for")

    with pytest.raises(ForbiddenAddress):
        destination(url, HOSTS, (), resolve)


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"], ["127.8.8.8"], ["10.0.0.1"], ["172.31.255.1"], ["192.168.1.1"], ["169.254.169.254"],
        ["100.64.0.1"],         ["0.0.0.0"], ["224.0.0.1"], ["255.255.255.255"],
        ["192.0.2.1"], ["::1"], ["::"], ["fe80::1"], ["fe80::1%eth0"],
        ["fc00::1"], ["ff02::1"], ["::ffff:10.0.0.1"], ["::ffff:127.0.0.1"], ["64:ff9b::7f00:1"], ["2002:7f00:1::"],
        ["2001:0:7f00:1::"], ["::7f00:1"], ["203.0.114.5", "127.0.0.1"], [], ["nowhere"],
    ],
)  # fmt: skip
def test_a_listed_name_that_leads_inside_is_refused(addresses: list[str]) -> None:
    with pytest.raises(ForbiddenAddress):
        destination("https://api.example.jp/hook", HOSTS, (), lambda *_: addresses)


def test_the_name_is_resolved_once_and_that_address_is_used() -> None:
    answers = iter([OUTSIDE, ["127.0.0.1"]])

    found = destination("https://API.example.jp:8443/hook?a=1", HOSTS, (), lambda *_: next(answers))

    assert (found.host, found.port, found.address, found.target) == (
        "api.example.jp", 8443, "203.0.114.5", "/hook?a=1",
    )  # fmt: skip
    assert found.authority == "api.example.jp:8443"
    assert next(answers) == ["127.0.0.1"]


def test_an_administrator_can_allow_a_network_of_the_city() -> None:
    networks = (ip_network("10.20.0.0/16"),)

    found = destination("https://api.example.jp/", HOSTS, networks, lambda *_: ["10.20.3.4"])

    assert found.address == "10.20.3.4"
    with pytest.raises(ForbiddenAddress):
        destination("https://api.example.jp/", HOSTS, networks, lambda *_: ["10.21.3.4"])
