"""The Flask application: security, languages and the rooms of the house that residents and staff enter."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from flask import Flask, g, request, url_for
from markupsafe import Markup

from bootstrap import Services
from web import access, compression, errors, formats, languages, limits, practice_mount, security
from web.furigana import furigana_wanted
from web.glossary import glossed
from web.phrases import SpeakingEnvironment
from web.routes import BLUEPRINTS
from web.styles import styles_address

ROOT: Final = Path(__file__).resolve().parent.parent


class _Application(Flask):
    """Flask with templates that are compiled once per language."""

    jinja_environment = SpeakingEnvironment


def create_app(services: Services) -> Flask:
    """Return the application over `services`."""
    app = _Application(
        "web", root_path=str(ROOT / "web"), template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static")
    )
    app.extensions["minaoshi"] = services
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    security.secure(app, services)
    compression.pack_static_files(app)
    limits.limit(app, services)
    languages.speak(app)
    access.enforce(app, services)
    access.anyone(app.view_functions["static"])
    formats.add_formats(app)
    app.jinja_env.tests["contains"] = lambda whole, part: part in whole
    app.jinja_env.filters["glossed"] = lambda text: glossed(text, languages.language())
    app.jinja_env.filters["name_in"] = lambda officer_id, directory: directory.name_of(officer_id)
    errors.handle(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if services.practice_of is None:
        practice_mount.mount(app, services, create_app)
    else:
        practice_mount.keep_house(app, services)
    app.context_processor(lambda: _everywhere(services))
    app.jinja_env.globals["asset"] = _asset
    app.jinja_env.globals["styles_address"] = styles_address
    app.jinja_env.globals["url_for"] = _remembering()
    app.jinja_env.globals["icon"] = _icon
    return app


def _everywhere(services: Services) -> dict[str, Any]:
    """What every layout may use."""
    return {
        "officer": g.get("officer"),
        "language": languages.language(),
        "page_language": "en" if languages.is_english() else "ja",
        "language_choices": languages.choices(g.get("carried_languages", ())),
        "furigana": furigana_wanted(),
        "with_this": _again,
        "other_language_url": _again(lang="ja" if languages.is_english() else "en"),
        "city": services.settings.city_name,
        "practice": services.practice_of is not None,
        "real_root": request.script_root.removesuffix(practice_mount.PREFIX),
        "now": services.clock.now(),
    }


def _remembering() -> Callable[..., str]:
    """Return `url_for` that works out only once the address of a page without parameters: headers are full of them."""
    known: dict[tuple[str, str], str] = {}

    def address(endpoint: str, **values: Any) -> str:
        if values or endpoint.startswith("."):
            return url_for(endpoint, **values)
        key = (request.script_root, endpoint)
        if key not in known:
            known[key] = url_for(endpoint)
        return known[key]

    return address


def _again(**changed: str) -> str:
    """Return the address of this page, with something about how it is shown changed."""
    return f"{request.script_root}{request.path}?{urlencode({**request.args.to_dict(), **changed})}"


def _asset(name: str) -> str:
    """Return the address of a static file, with its content's hash so that it can be kept for ever."""
    return f"{request.script_root}/static/{name}?v={_hash(name)}"


@cache
def _hash(name: str) -> str:
    return hashlib.sha256((ROOT / "static" / name).read_bytes()).hexdigest()[:12]


@cache
def _icon(name: str) -> Markup:
    """Return one of our own SVG icons, hidden from screen readers: the word beside it speaks."""
    assert name.isalpha()
    return Markup((ROOT / "static" / "img" / f"{name}.svg").read_text())  # noqa: S704  # a file of ours
