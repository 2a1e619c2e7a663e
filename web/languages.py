"""In which language a page speaks: the reader's choice, then what the browser asks for, Japanese first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, force_locale
from jinja2 import Template

from web.phrases import CATALOGS, SpeakingEnvironment

LANGUAGES: Final = ("ja", "en")
_ENVIRONMENTS: Final = "minaoshi.environments"


def speak(app: Flask) -> None:
    """Let `app` choose a language for each request; `?lang=en` is remembered."""
    app.config.update(BABEL_DEFAULT_LOCALE="ja", BABEL_DEFAULT_TIMEZONE="Asia/Tokyo")
    Babel(app, locale_selector=language, default_translation_directories=str(CATALOGS))
    environment = app.jinja_env
    assert isinstance(environment, SpeakingEnvironment)
    app.extensions[_ENVIRONMENTS] = {spoken: environment.in_language(spoken) for spoken in LANGUAGES}


def language() -> str:
    """Return the language of this request: `ja` or `en`."""
    if not has_request_context():
        return "ja"
    found: str | None = g.get("language")
    if found is None:
        found = g.language = _chosen()
    return found


@contextmanager
def speaking(tongue: str) -> Iterator[None]:
    """Speak `tongue` while the block runs, whatever the request chose; an unknown one changes nothing."""
    before = language()
    g.language = tongue if tongue in LANGUAGES else before
    try:
        with force_locale(g.language):
            yield
    finally:
        g.language = before


def template_named(name: str) -> Template:
    """Return a template in the language of this request."""
    environments: dict[str, SpeakingEnvironment] = current_app.extensions[_ENVIRONMENTS]
    return environments[language()].get_template(name)


def _chosen() -> str:
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        session["language"] = asked
        return asked
    remembered = session.get("language")
    if remembered in LANGUAGES:
        return str(remembered)
    return request.accept_languages.best_match(LANGUAGES) or "ja"
