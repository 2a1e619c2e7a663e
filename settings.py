"""Everything that an administrator can set, read once from the environment and never changed afterwards.

`VARIABLES` names each setting with its default; `docs/operations.md` explains the same list (a test compares the
two). A value that cannot be used is refused at the start with one sentence that names the variable.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from environment import BadSetting, address, flag, one_of, share, whole
from environment_lists import Network, existing_file, hosts, names, networks

VARIABLES: Final[Mapping[str, str]] = {
    "HOST": "127.0.0.1",
    "PORT": "8000",
    "BASE_URL": "",
    "DATA_DIR": "var",
    "WITNESS_DIR": "",
    "DATABASE_URL": "",
    "DATABASE_POOL_SIZE": "8",
    "CELERY_BROKER_URL": "",
    "SECRET_KEY": "",
    "SMTP_URL": "",
    "MAIL_FROM": "minaoshi@localhost.localdomain",
    "CITY_NAME": "見直市",
    "DEFAULT_LANGUAGE": "ja",
    "LOG_LEVEL": "info",
    "WEB_THREADS": "8",
    "TRUSTED_PROXIES": "0",
    "RATE_LIMIT_STORAGE_URL": "memory://",
    "MAX_UPLOAD_MB": "20",
    "CLAMD_URL": "",
    "HUMAN_SAMPLE_SHARE": "0.05",
    "MESSAGE_SENDERS": "",
    "SERVICE_HOSTS": "",
    "SERVICE_NETWORKS": "",
    "SERVICE_CA_FILE": "",
    "DEMO": "no",
    "DEMO_PASSWORD": "minaoshi-demo",
}
"""Name of each environment variable, and the value that counts when it is absent or empty."""

WITNESS: Final = "witness"
DATABASE_FILE: Final = "minaoshi.sqlite3"
SECRET_KEY_FILE: Final = "secret_key"  # noqa: S105  # the name of a file
LANGUAGES: Final = ("ja", "en")
LOG_LEVELS: Final = ("debug", "info", "warning", "error")
MIN_SECRET_LENGTH: Final = 32

_MAIL_SCHEMES: Final = ("smtp", "smtp+starttls", "smtps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one process."""

    host: str
    port: int
    base_url: str
    """Address under which residents reach the product, without a slash at the end."""
    data_dir: Path
    witness_dir: Path
    """Where every step of every case is noted a second time, outside of the database."""
    database_url: str
    database_pool_size: int
    celery_broker_url: str | None
    """None: no broker; the web process works the jobs and fires the timers itself."""
    secret_key: str
    smtp_url: str
    collects_mail: bool
    """The demo without a mail server: `serve` catches letters in `outbox_dir`, none leaves the machine."""
    mail_from: str
    city_name: str
    """The municipality's name as residents read it in the head of every page."""
    default_language: str
    log_level: str
    web_threads: int
    trusted_proxies: int
    """How many reverse proxies stand in front and set `X-Forwarded-*`."""
    rate_limit_storage_url: str
    max_upload_bytes: int
    clamd_url: str
    """Where ClamAV's daemon listens; empty: uploads are not scanned."""
    human_sample_share: float
    """Share of the cases that the rules could approve but a person sees all the same (抜取確認)."""
    message_senders: frozenset[str]
    """Systems that may send messages to cases; each has a key of its own."""
    service_hosts: frozenset[str]
    """Hosts (`host` or `host:port`) that steps of flows may call."""
    service_networks: tuple[Network, ...]
    """Networks beside the public ones in which such a host may stand."""
    service_ca_file: Path | None
    """Certificate authorities that are trusted for such calls instead of the machine's."""
    demo: bool
    demo_password: str

    @property
    def outbox_dir(self) -> Path:
        """Where the catcher of the demo puts letters, one `.eml` file each."""
        return self.data_dir / "outbox"

    @property
    def is_https(self) -> bool:
        """Say whether residents come over TLS: cookies are then marked Secure."""
        return self.base_url.startswith("https://")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read every variable or raise `BadSetting`. Creates the data directory and, once, the secret key in it."""
    values = {name: environ.get(name, "").strip() or default for name, default in VARIABLES.items()}
    host, port = values["HOST"], whole(values, "PORT", 1, 65_535)
    data_dir, demo = _directory(values), flag(values, "DEMO")
    return Settings(
        host=host,
        port=port,
        base_url=_base_url(values, host, port),
        data_dir=data_dir,
        witness_dir=Path(values["WITNESS_DIR"]).expanduser().absolute()
        if values["WITNESS_DIR"]
        else data_dir / WITNESS,
        database_url=_database_url(values, data_dir),
        database_pool_size=whole(values, "DATABASE_POOL_SIZE", 1, 200),
        celery_broker_url=_broker_url(values),
        secret_key=_secret_key(values, data_dir),
        smtp_url=_smtp_url(values),
        collects_mail=demo and not values["SMTP_URL"],
        mail_from=_mail_from(values),
        city_name=values["CITY_NAME"][:60],
        default_language=one_of(values, "DEFAULT_LANGUAGE", LANGUAGES),
        log_level=one_of(values, "LOG_LEVEL", LOG_LEVELS),
        web_threads=whole(values, "WEB_THREADS", 1, 200),
        trusted_proxies=whole(values, "TRUSTED_PROXIES", 0, 5),
        rate_limit_storage_url=_rate_limit_storage(values),
        max_upload_bytes=whole(values, "MAX_UPLOAD_MB", 1, 1_000) * 1_000_000,
        clamd_url=_clamd_url(values),
        human_sample_share=share(values, "HUMAN_SAMPLE_SHARE"),
        message_senders=names(values, "MESSAGE_SENDERS"),
        service_hosts=hosts(values, "SERVICE_HOSTS"),
        service_networks=networks(values, "SERVICE_NETWORKS"),
        service_ca_file=existing_file(values, "SERVICE_CA_FILE"),
        demo=demo,
        demo_password=values["DEMO_PASSWORD"],
    )


def _base_url(values: Mapping[str, str], host: str, port: int) -> str:
    text = values["BASE_URL"]
    if not text:
        shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104  # compared, not bound
        return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
    parts = address("BASE_URL", text)
    if parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment:
        return text.rstrip("/")
    raise BadSetting(
        "BASE_URL",
        "https://shinsei.example.jp のように書いてください。",
        "write an address such as https://shinsei.example.jp.",
    )


def _directory(values: Mapping[str, str]) -> Path:
    path = Path(values["DATA_DIR"]).expanduser().absolute()
    try:
        path.mkdir(mode=0o750, parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(
            "DATA_DIR",
            f"フォルダー {path} を作れません（{error.strerror}）。書き込める場所を指定してください。",
            f"the directory {path} cannot be created ({error.strerror}). Name a place that can be written to.",
        ) from error
    return path


def _database_url(values: Mapping[str, str], data_dir: Path) -> str:
    text = values["DATABASE_URL"]
    if not text:
        return URL.create("sqlite", database=str(data_dir / DATABASE_FILE)).render_as_string(hide_password=False)
    try:
        backend = make_url(text.replace("postgres://", "postgresql://", 1)).get_backend_name()
    except (ArgumentError, ValueError):
        backend = ""
    if backend in ("sqlite", "postgresql"):
        return text.replace("postgres://", "postgresql://", 1)
    raise BadSetting(
        "DATABASE_URL",
        "sqlite:///パス か postgresql://利用者@ホスト/データベース の形で書いてください。",
        "write sqlite:///path or postgresql://user@host/database.",
    )


def _broker_url(values: Mapping[str, str]) -> str | None:
    text = values["CELERY_BROKER_URL"]
    if not text:
        return None
    if address("CELERY_BROKER_URL", text).scheme in ("redis", "rediss", "amqp", "amqps"):
        return text
    raise BadSetting(
        "CELERY_BROKER_URL",
        "redis:// か amqp:// で始まる URL を書くか、空にしてください。",
        "write a URL that begins with redis:// or amqp://, or leave it empty.",
    )


def _rate_limit_storage(values: Mapping[str, str]) -> str:
    text = values["RATE_LIMIT_STORAGE_URL"]
    if address("RATE_LIMIT_STORAGE_URL", text).scheme in ("memory", "redis", "rediss"):
        return text
    raise BadSetting(
        "RATE_LIMIT_STORAGE_URL",
        "memory:// か redis:// で始まる URL を書いてください。",
        "write memory:// or a URL that begins with redis://.",
    )


def _smtp_url(values: Mapping[str, str]) -> str:
    text = values["SMTP_URL"] or "smtp://127.0.0.1:25"
    parts = address("SMTP_URL", text)
    if parts.scheme in _MAIL_SCHEMES and parts.hostname:
        return text
    raise BadSetting(
        "SMTP_URL",
        "smtp://ホスト:ポート、smtp+starttls://利用者:パスワード@ホスト、smtps://… のどれかで書いてください。",
        "write smtp://host:port, smtp+starttls://user:password@host or smtps://….",
    )


def _clamd_url(values: Mapping[str, str]) -> str:
    text = values["CLAMD_URL"]
    parts = address("CLAMD_URL", text)
    if not text or (parts.scheme == "tcp" and parts.hostname) or (parts.scheme == "unix" and parts.path):
        return text
    raise BadSetting(
        "CLAMD_URL",
        "tcp://ホスト:3310 か unix:///run/clamav/clamd.ctl の形で書くか、空にしてください。",
        "write tcp://host:3310 or unix:///run/clamav/clamd.ctl, or leave it empty.",
    )


def _mail_from(values: Mapping[str, str]) -> str:
    text = values["MAIL_FROM"]
    name, at, domain = text.rpartition("@")
    if at and name and domain and text.isprintable() and not set(text) & set(' ,;<>"'):
        return text
    raise BadSetting(
        "MAIL_FROM",
        "info@city.example.jp のようにメールアドレスを1つ書いてください。",
        "write one mail address such as info@city.example.jp.",
    )


def _secret_key(values: Mapping[str, str], data_dir: Path) -> str:
    if not values["SECRET_KEY"]:
        return _stored_secret_key(data_dir / SECRET_KEY_FILE)
    if len(values["SECRET_KEY"]) >= MIN_SECRET_LENGTH:
        return values["SECRET_KEY"]
    raise BadSetting(
        "SECRET_KEY",
        f"{MIN_SECRET_LENGTH} 文字以上の推測できない文字列にするか、空にしてください（空なら自動で作ります）。",
        f"write at least {MIN_SECRET_LENGTH} characters nobody can guess, or leave it empty to have one made.",
    )


def _stored_secret_key(path: Path) -> str:
    """Return the key kept in `path`. Several processes may start at once: the first one's key counts for all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        if not path.exists():
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
            with suppress(FileExistsError):
                os.link(draft, path)
            draft.unlink()
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise BadSetting(
            "DATA_DIR",
            f"{path} を読み書きできません（{error.strerror}）。フォルダーの権限を確かめてください。",
            f"{path} cannot be read or written ({error.strerror}). Check the rights of the directory.",
        ) from error
