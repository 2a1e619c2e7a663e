"""In which language a page speaks: the reader's choice, then what the browser asks for, Japanese first.

Two questions are kept apart. `language` is what the reader wants: the tag by which texts of forms and procedures are
said, whatever these carry (`zh-Hans`, `vi`). `tongue_of` is in which of our own catalogs the words of the product are
then said: a language without a catalog is met in plain Japanese (やさしい日本語), into which forms fall back, too.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from babel import Locale, UnknownLocaleError
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, force_locale
from jinja2 import Template

from kernel.text import EASY
from web.access import rule_of
from web.phrases import CATALOGS, SpeakingEnvironment

LANGUAGES: Final = ("ja", EASY, "en")
"""The catalogs that there are, in the order of the menu."""
STAFF: Final = ("ja", "en")
NAMES: Final = {"ja": "日本語", EASY: "やさしい日本語", "en": "English"}
LOCALES: Final = {"ja": Locale("ja"), EASY: Locale("ja", modifier="easy"), "en": Locale("en")}
LONGEST_TAG: Final = 16
"""So long are the columns that keep it."""
_ENVIRONMENTS: Final = "minaoshi.environments"


def speak(app: Flask) -> None:
    """Let `app` choose a language for each request; `?lang=en` is remembered."""
    app.config.update(BABEL_DEFAULT_LOCALE="ja", BABEL_DEFAULT_TIMEZONE="Asia/Tokyo")
    Babel(app, locale_selector=lambda: LOCALES[tongue_of(language())], default_translation_directories=str(CATALOGS))
    environment = app.jinja_env
    assert isinstance(environment, SpeakingEnvironment)
    app.extensions[_ENVIRONMENTS] = {spoken: environment.in_language(str(locale)) for spoken, locale in LOCALES.items()}


def language() -> str:
    """Return the language that this request wants: one of `LANGUAGES`, or another that a form may carry."""
    if not has_request_context():
        return "ja"
    found: str | None = g.get("language")
    if found is None:
        found = g.language = _chosen()
    return found


def tongue_of(wanted: str) -> str:
    """Return the catalog in which the words of the product are said to whoever wants a language."""
    return wanted if wanted in LANGUAGES else EASY


def is_english() -> bool:
    """Say whether this page's own words are English; else they are Japanese, plain or not."""
    return language() == "en"


def name_of(tag: str) -> str | None:
    """Return what a language calls itself, or None where nobody knows it."""
    if tag in NAMES:
        return NAMES[tag]
    if not tag.isascii() or len(tag) > LONGEST_TAG:
        return None
    try:
        return Locale.parse(tag, sep="-").get_display_name()
    except (ValueError, UnknownLocaleError):
        return None


def choices(carried: Iterable[str]) -> list[tuple[str, str]]:
    """Return what the menu offers, tag and name: our own languages, those that a form carries, and the one in use."""
    here = language()
    more = [tag for tag in carried if name_of(tag)]
    return [(tag, name_of(tag) or tag) for tag in dict.fromkeys([*LANGUAGES, *more, here])]


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Speak `wanted` while the block runs, whatever the request chose; an unknown one changes nothing."""
    before = language()
    g.language = wanted if name_of(wanted) else before
    try:
        with force_locale(LOCALES[tongue_of(g.language)]):
            yield
    finally:
        g.language = before


def template_named(name: str) -> Template:
    """Return a template in the language of this request."""
    environments: dict[str, SpeakingEnvironment] = current_app.extensions[_ENVIRONMENTS]
    return environments[tongue_of(language())].get_template(name)


def _chosen() -> str:
    rule = rule_of(current_app, request.endpoint) if request.endpoint else None
    asked = request.args.get("lang", "")
    if asked and name_of(asked):
        session["language"] = asked
    remembered = str(session.get("language", ""))
    if rule is not None and rule.audience == "staff":  # their pages have two catalogs; their records are Japanese
        found = remembered if remembered in STAFF else "ja" if remembered else ""
    else:
        found = remembered if name_of(remembered) else ""
    return found or request.accept_languages.best_match(STAFF) or "ja"
