"""The settings of a process: defaults, refusals, the secret that is made once, and the page that explains them."""

import re
import stat
from pathlib import Path

import pytest

from environment import BadSetting
from settings import SECRET_KEY_FILE, VARIABLES, read_settings

ROOT = Path(__file__).parent.parent


def test_an_empty_environment_is_enough(tmp_path: Path) -> None:
    settings = read_settings({"DATA_DIR": str(tmp_path / "new" / "place")})

    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.database_url == f"sqlite:///{tmp_path}/new/place/minaoshi.sqlite3"
    assert settings.celery_broker_url is None
    assert settings.smtp_url == "smtp://127.0.0.1:25"
    assert not settings.collects_mail
    assert not settings.demo
    assert not settings.is_https


def test_an_empty_value_is_an_absent_one(tmp_path: Path) -> None:
    empty = dict.fromkeys(VARIABLES, "") | {"DATA_DIR": str(tmp_path)}

    assert read_settings(empty) == read_settings({"DATA_DIR": str(tmp_path)})


def test_the_demo_collects_its_letters_on_this_machine(tmp_path: Path) -> None:
    settings = read_settings({"DATA_DIR": str(tmp_path), "DEMO": "1"})

    assert settings.collects_mail
    assert settings.outbox_dir == tmp_path / "outbox"


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = read_settings({"DATA_DIR": str(tmp_path)})
    second = read_settings({"DATA_DIR": str(tmp_path)})

    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / SECRET_KEY_FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [SECRET_KEY_FILE]


def test_a_given_secret_key_is_not_written_down(tmp_path: Path) -> None:
    settings = read_settings({"DATA_DIR": str(tmp_path), "SECRET_KEY": "k" * 32})

    assert settings.secret_key == "k" * 32
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    "text",
    ["smtp://mail.example.jp", "smtp+starttls://minaoshi:p%40ss@mail.example.jp", "smtps://mail.example.jp:4465"],
)
def test_mail_is_handed_over_where_the_address_says_even_in_the_demo(tmp_path: Path, text: str) -> None:
    settings = read_settings({"DATA_DIR": str(tmp_path), "DEMO": "yes", "SMTP_URL": text})

    assert settings.smtp_url == text
    assert not settings.collects_mail


@pytest.mark.parametrize(
    ("name", "value", "read_as"),
    [
        ("HOST", "0.0.0.0", "http://127.0.0.1:8000"),
        ("HOST", "::1", "http://[::1]:8000"),
        ("PORT", "9001", "http://127.0.0.1:9001"),
        ("BASE_URL", "https://shinsei.example.jp/", "https://shinsei.example.jp"),
    ],
)
def test_the_address_for_residents(tmp_path: Path, name: str, value: str, read_as: str) -> None:
    assert read_settings({"DATA_DIR": str(tmp_path), name: value}).base_url == read_as


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://m@db.example.jp/m", "postgresql://m@db.example.jp/m"),
        ("postgresql+psycopg://m:p@127.0.0.1:5432/m", "postgresql+psycopg://m:p@127.0.0.1:5432/m"),
        ("sqlite:////srv/m.sqlite3", "sqlite:////srv/m.sqlite3"),
    ],
)
def test_the_database_that_is_named_is_the_one_that_is_used(tmp_path: Path, given: str, used: str) -> None:
    assert read_settings({"DATA_DIR": str(tmp_path), "DATABASE_URL": given}).database_url == used


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "８０００"),
        ("PORT", "9" * 5_000),
        ("BASE_URL", "shinsei.example.jp"),
        ("BASE_URL", "javascript:alert(1)"),
        ("BASE_URL", "https://[oops"),
        ("DATABASE_URL", "mysql://root@127.0.0.1/x"),
        ("DATABASE_URL", "not a url"),
        ("CELERY_BROKER_URL", "http://127.0.0.1"),
        ("RATE_LIMIT_STORAGE_URL", "file:///tmp/limits"),
        ("SECRET_KEY", "short"),
        ("SMTP_URL", "mail.example.jp:25"),
        ("SMTP_URL", "smtp://mail.example.jp:port"),
        ("MAIL_FROM", "nobody"),
        ("MAIL_FROM", "a@example.jp, b@example.jp"),
        ("MAIL_FROM", "a@example.jp\nBcc: b@example.jp"),
        ("DEFAULT_LANGUAGE", "fr"),
        ("LOG_LEVEL", "loud"),
        ("HUMAN_SAMPLE_SHARE", "5"),
        ("MESSAGE_SENDERS", "Bank!"),
        ("SERVICE_HOSTS", "https://api.example.jp"),
        ("SERVICE_HOSTS", "api.example.jp/path"),
        ("SERVICE_HOSTS", "ａｐｉ.example.jp"),
        ("SERVICE_NETWORKS", "10.20.0.0/33"),
        ("SERVICE_NETWORKS", "here"),
        ("SERVICE_CA_FILE", "/no/such/file.pem"),
        ("HUMAN_SAMPLE_SHARE", "nan"),
        ("CLAMD_URL", "127.0.0.1:3310"),
        ("CLAMD_URL", "http://127.0.0.1"),
        ("TRUSTED_PROXIES", "-1"),
        ("DEMO", "perhaps"),
        ("DATA_DIR", "/proc/minaoshi"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_in_one_clear_line(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"設定 {name} .*{name}: ") as refusal:
        read_settings({"DATA_DIR": str(tmp_path)} | {name: value})

    assert refusal.value.name == name
    assert "\n" not in str(refusal.value)


def test_operations_page_explains_exactly_these_variables_with_these_defaults() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    explained = dict(re.findall(r"^\| `([A-Z_]+)` \| (?:`([^`]*)`|\(empty\)) \|", page, flags=re.MULTILINE))

    assert explained == dict(VARIABLES)
