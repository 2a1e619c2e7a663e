"""Templates speak one language each: sentences are looked up when a template is compiled, not when it is shown.

A page holds thirty sentences, and looking each up at run time took as long as everything else about it. Here the
environment of a language replaces `_("…")` by the sentence itself, which Jinja then merges with the text around it.
Sentences that are not written out in the template are left to be looked up when the page is shown.
"""

from pathlib import Path
from typing import Any, Final

from babel.support import Translations
from flask.templating import Environment
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

CATALOGS: Final = Path(__file__).resolve().parent.parent / "translations"


class SpeakingEnvironment(Environment):
    """An environment whose templates are compiled in `spoken`; None looks every sentence up at run time."""

    spoken: str | None = None

    def in_language(self, language: str) -> "SpeakingEnvironment":
        """Return an environment with the same filters and globals whose templates speak `language`."""
        spoken = self.overlay()
        assert isinstance(spoken, SpeakingEnvironment)
        spoken.spoken = language
        return spoken

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        if self.spoken is not None:
            _Speaker(self).visit(template)
        return template


class _Speaker(NodeTransformer):
    """Puts sentences in the place of calls that look them up."""

    def __init__(self, environment: SpeakingEnvironment) -> None:
        self._environment = environment
        self._catalog = Translations.load(str(CATALOGS), [environment.spoken or ""])

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  # the name that Jinja looks for
        """Replace `_("sentence", name=value)`; what the values are is only known when the page is shown."""
        self.generic_visit(node)
        if not (isinstance(node.node, nodes.Name) and node.node.name == "_" and len(node.args) == 1):
            return node
        (sentence,) = node.args
        if not isinstance(sentence, nodes.Const) or node.dyn_args or node.dyn_kwargs:
            return node
        values: list[Any] = [nodes.Pair(nodes.Const(each.key), each.value) for each in node.kwargs]
        text = self._catalog.gettext(sentence.value)
        said = nodes.MarkSafeIfAutoescape(nodes.Const(text if values else text % {}))
        spoken = nodes.Mod(said, nodes.Dict(values)) if values else said
        return spoken.set_lineno(node.lineno, override=True).set_environment(self._environment)
