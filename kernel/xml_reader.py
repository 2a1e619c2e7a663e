"""Reads XML that a stranger wrote: no document type, no entities of its own, bounded size, depth and number of parts.

Python's own expat does the parsing; what is dangerous in XML stands behind the document type declaration, and a
file with one is refused before anything in it counts. Names lose their namespace where they have none, and are
written `{namespace}name` where they carry one, elements by `name` and `namespace`. Every refusal is an
`UnusableDocument`, never a traceback.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from kernel.documents import MAX_BYTES
from kernel.documents import MESSAGES as DOCUMENT_MESSAGES
from kernel.errors import UnusableDocument
from kernel.messages_xml import MESSAGES

MAX_DEPTH: Final = 64
MAX_ELEMENTS: Final = 200_000
"""In a document that is read whole; a stream is bounded by its size."""

_BETWEEN: Final = " "
"""Stands between namespace and name in what expat says; no namespace can contain it."""


@dataclass(slots=True)
class Element:
    """An element with everything in it. `text` is its own character data, what stands between children included."""

    name: str
    namespace: str
    attributes: Mapping[str, str]
    children: list["Element"] = field(default_factory=list)
    text: str = ""
    line: int = 0

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(name, default)

    def all(self, name: str) -> list["Element"]:
        """Return the children of that name, whatever their namespace."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "Element | None":
        """Return the first child of that name."""
        return next((child for child in self.children if child.name == name), None)

    def walk(self) -> Iterator["Element"]:
        """Yield this element and everything below it, in the order of the document."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


def read_xml(raw: bytes, *, max_bytes: int = MAX_BYTES) -> Element:
    """Return the root of the document `raw`, or raise `UnusableDocument`."""
    if len(raw) > max_bytes:
        raise UnusableDocument((DOCUMENT_MESSAGES.problem("format.too_large", "", limit=max_bytes),))
    reader = _Reader(None, MAX_ELEMENTS)
    reader.feed(raw)
    reader.close()
    return reader.ready[0]


def stream_xml(pieces: Iterable[bytes], root: str, names: Collection[str]) -> Iterator[Element]:
    """Yield every outermost element of one of `names` when it is complete; what is around it is not kept.

    `pieces` are bounded by whoever cuts them (`kernel.unpacking`). A document whose outermost element is not `root`
    is refused at once.
    """
    reader = _Reader(frozenset(names), None, root)
    for piece in pieces:
        reader.feed(piece)
        yield from reader.taken()
    reader.close()
    yield from reader.taken()


class _Reader:
    """Builds elements from what expat calls. With `wanted` only those; None: the root."""

    def __init__(self, wanted: frozenset[str] | None, most: int | None, root: str = "") -> None:
        self.ready: list[Element] = []
        self._wanted = wanted
        self._root = root
        self._left = most
        self._limit = most or 0
        self._depth = 0
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, piece: bytes) -> None:
        self._parse(piece, last=False)

    def close(self) -> None:
        self._parse(b"", last=True)

    def taken(self) -> list[Element]:
        ready, self.ready = self.ready, []
        return ready

    def _parse(self, piece: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            _refuse("format.not_xml", line=error.lineno, column=error.offset + 1)
        except (ValueError, LookupError):  # an encoding that nobody here knows
            _refuse("format.not_xml", line=1, column=1)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            _refuse("format.xml_too_deep", limit=MAX_DEPTH)
        namespace, _, local = name.rpartition(_BETWEEN)
        if self._depth == 1 and self._root not in ("", local):
            _refuse("format.xml_wrong_root", expected=self._root, found=local[:60])
        if not self._open and self._wanted is not None and local not in self._wanted:
            return
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                _refuse("format.xml_too_many", limit=self._limit)
        element = Element(local, namespace, _plain(attributes), line=self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)
        self._texts.append([])

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if not self._open:
            return
        element = self._open.pop()
        element.text = "".join(self._texts.pop())
        if not self._open:
            self.ready.append(element)

    def _characters(self, text: str) -> None:
        if self._texts:
            self._texts[-1].append(text)

    def _doctype(self, *_about: object) -> NoReturn:
        _refuse("format.xml_doctype")


def _plain(attributes: Mapping[str, str]) -> Mapping[str, str]:
    if not any(_BETWEEN in name for name in attributes):
        return attributes
    return {_braced(name): value for name, value in attributes.items()}


def _braced(name: str) -> str:
    namespace, _, local = name.rpartition(_BETWEEN)
    return f"{{{namespace}}}{local}" if namespace else local


def _refuse(code: str, **params: int | str) -> NoReturn:
    raise UnusableDocument((MESSAGES.problem(code, "", "error", **params),))
