"""Configuration by environment: every variable, what it is for, and a clear no where it is wrong."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class Misconfigured(SystemExit):
    """A variable has a value that cannot work; the message names it."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"lianxin: the environment variable {name} {why}")


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One variable of the environment, as the documentation lists it."""

    name: str
    default: str
    purpose: str


VARIABLES = [
    Variable(
        name="LIANXIN_DATA_DIR",
        default="data",
        purpose="Folder for the embedded database, files, keys and the witness of tree heads.",
    ),
    Variable(
        name="LIANXIN_KEYS_DIR",
        default="<data>/keys",
        purpose="Folder of the installation's secrets; keep it, and a copy, apart from the data.",
    ),
    Variable(
        name="DATABASE_URL",
        default="",
        purpose="postgresql://user:password@host:port/name for PostgreSQL; empty for SQLite.",
    ),
    Variable(
        name="LIANXIN_SECRET_KEY",
        default="",
        purpose="Secret of sessions, 50 characters or more; made and kept in the folder of keys if empty.",
    ),
    Variable(
        name="LIANXIN_HOSTS",
        default="localhost,127.0.0.1,[::1]",
        purpose="Host names under which the site is reached, with commas.",
    ),
    Variable(
        name="LIANXIN_BASE_URL",
        default="http://127.0.0.1:8000",
        purpose="Address of the site as residents write it; links in messages start with it.",
    ),
    Variable(
        name="LIANXIN_PROXIES",
        default="0",
        purpose="Count of own proxies before the server, each adding to X-Forwarded-For; 0 trusts none.",
    ),
    Variable(
        name="LIANXIN_EMAIL_URL",
        default="",
        purpose="smtp://user:password@host:port or smtps://…; empty sends no mail, only to the log.",
    ),
    Variable(
        name="LIANXIN_EMAIL_FROM",
        default="lianxin@localhost",
        purpose="Sender of messages to residents.",
    ),
    Variable(
        name="LIANXIN_HOTLINE",
        default="12345",
        purpose="Phone number shown wherever a resident may rather call.",
    ),
    Variable(
        name="LIANXIN_TILES",
        default="",
        purpose="Address of the base map's tiles with {z}, {x}, {y}; empty shows our outlines alone.",
    ),
    Variable(
        name="LIANXIN_TILES_DATUM",
        default="wgs84",
        purpose="Datum of those tiles: wgs84 (also CGCS2000, as Tianditu has it) or gcj02.",
    ),
    Variable(
        name="LIANXIN_TILES_SOURCE",
        default="",
        purpose="Who made the base map, with its approval number, as it stands on every map.",
    ),
    Variable(
        name="LIANXIN_FONT",
        default="Noto Sans CJK SC",
        purpose="Font of the monthly report's PDF; it must hold Chinese.",
    ),
    Variable(
        name="LIANXIN_FONTS",
        default="",
        purpose="Folder with that font; empty looks where the system keeps its fonts.",
    ),
    Variable(
        name="LIANXIN_DEMO",
        default="no",
        purpose="yes opens the demo's first page, with its one-press sign-in; only `lianxin demo` sets it.",
    ),
    Variable(
        name="LIANXIN_DEBUG",
        default="no",
        purpose="yes shows faults in the browser; never in service.",
    ),
]
_DEFAULTS = {variable.name: variable.default for variable in VARIABLES}


def text(name: str) -> str:
    """Return a variable's value or its default."""
    return os.environ.get(name, "").strip() or _DEFAULTS[name]


def switch(name: str) -> bool:
    """Return whether a variable says yes."""
    value = text(name).lower()
    if value not in ("yes", "no"):
        raise Misconfigured(name, f"is {value!r}; say yes or no")
    return value == "yes"


def proxies() -> int:
    """Return how many proxies of our own stand before the server."""
    value = text("LIANXIN_PROXIES")
    if not (value.isascii() and value.isdigit() and len(value) < 3):
        raise Misconfigured("LIANXIN_PROXIES", f"is {value!r}; say how many, 0 for none")
    return int(value)


def tiles() -> str:
    """Return the address of the base map's tiles; "" where only our own outlines are shown."""
    value = text("LIANXIN_TILES")
    parts = urlsplit(value)
    plain = parts.scheme in ("https", "http") and re.fullmatch(r"[\w.-]+(:\d+)?", parts.netloc)
    if value and not (plain and all(part in value for part in ("{z}", "{x}", "{y}"))):
        raise Misconfigured("LIANXIN_TILES", "is not of the form https://host/…{z}…{x}…{y}…")
    return value


def tiles_datum() -> str:
    """Return the datum of those tiles."""
    value = text("LIANXIN_TILES_DATUM").lower()
    if value not in ("wgs84", "gcj02"):
        raise Misconfigured("LIANXIN_TILES_DATUM", f"is {value!r}; say wgs84 or gcj02")
    return value


def data_dir() -> Path:
    """Return the data folder, made for its owner alone if it is not there."""
    folder = Path(text("LIANXIN_DATA_DIR")).resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise Misconfigured(
            "LIANXIN_DATA_DIR", f"names a folder that cannot be made: {fault}"
        ) from None
    return folder


def demo_mark() -> Path:
    """Return the mark that `lianxin demo` leaves in the data folder of a demo city."""
    return data_dir() / "demo-city"


def demo() -> bool:
    """Return whether this is the demo; where no demo city was built it cannot be."""
    asked = switch("LIANXIN_DEMO")
    if asked and not demo_mark().exists():
        raise Misconfigured(
            "LIANXIN_DEMO", "says yes, but the data folder holds no demo city; run `lianxin demo`"
        )
    return asked


def pictures(package: Path) -> list[tuple[str, Path]]:
    """Return where the pictures of the help lie beside the package; a wheel has them within it."""
    beside = package.parent / "docs/pictures"
    return [("lianxin/pictures", beside)] if beside.is_dir() else []


def keys_dir() -> Path:
    """Return the folder of secrets."""
    named = os.environ.get("LIANXIN_KEYS_DIR", "").strip()
    return Path(named).resolve() if named else data_dir() / "keys"


def secret_key() -> str:
    """Return the secret of sessions: given, or made once and kept where only the owner reads it."""
    given = os.environ.get("LIANXIN_SECRET_KEY", "")
    if given:
        if len(given) < 50:
            raise Misconfigured("LIANXIN_SECRET_KEY", "is shorter than 50 characters")
        return given
    path = keys_dir() / "session.secret"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".session.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def database() -> dict[str, object]:
    """Return Django's database settings: SQLite in the data folder, or PostgreSQL by DATABASE_URL."""
    url = text("DATABASE_URL")
    if url:
        return _postgresql(url)
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data_dir() / "lianxin.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise Misconfigured(
            "DATABASE_URL", "is not of the form postgresql://user:password@host:port/name"
        )
    options: dict[str, object] = dict(parse_qsl(parts.query))
    options["pool"] = {"min_size": 1, "max_size": 8}
    # Django's default is that nothing is prepared; only `foundation.prepared` asks for it
    options["prepare_threshold"] = 0
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def email() -> Mapping[str, object]:
    """Return Django's mail settings for LIANXIN_EMAIL_URL."""
    url = text("LIANXIN_EMAIL_URL")
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise Misconfigured(
            "LIANXIN_EMAIL_URL", "is not of the form smtp://user:password@host:port"
        )
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def shown() -> list[tuple[str, str, str]]:
    """Return every variable with its value now (secrets hidden) and its purpose."""
    rows = []
    for variable in VARIABLES:
        value = text(variable.name)
        secret = value and any(
            part in variable.name for part in ("SECRET", "DATABASE", "EMAIL_URL")
        )
        rows.append((variable.name, "(set)" if secret else value, variable.purpose))
    return rows
