"""In which language a page speaks: the reader's choice, then what the browser asks for, Japanese first."""

from pathlib import Path
from typing import Final

from flask import Flask, request, session
from flask_babel import Babel, get_locale

LANGUAGES: Final = ("ja", "en")


def speak(app: Flask) -> None:
    """Let `app` choose a language for each request; `?lang=en` is remembered."""
    app.config.update(BABEL_DEFAULT_LOCALE="ja", BABEL_DEFAULT_TIMEZONE="Asia/Tokyo")
    catalogs = Path(app.root_path).parent / "translations"
    Babel(app, locale_selector=_chosen, default_translation_directories=str(catalogs))


def language() -> str:
    """Return the language of this request: `ja` or `en`."""
    locale = get_locale()
    return locale.language if locale is not None else "ja"


def _chosen() -> str:
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        session["language"] = asked
        return asked
    remembered = session.get("language")
    if remembered in LANGUAGES:
        return str(remembered)
    return request.accept_languages.best_match(LANGUAGES) or "ja"
