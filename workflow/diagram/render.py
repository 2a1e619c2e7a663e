"""Rendering DOT with the Graphviz in a child process, and cleaning the SVG by an allow-list.

Graphviz copies attributes of a graph into the SVG. Our DOT sets neither addresses nor images nor HTML labels; the
allow-list makes sure that nothing else than shapes, words and their looks reaches a page all the same.
"""

from typing import Final
from xml.etree import ElementTree as ET  # reads what our own renderer wrote, nothing from outside

from workflow.diagram.painter import painted

SVG: Final = "{http://www.w3.org/2000/svg}"
ELEMENTS: Final = frozenset({"svg", "g", "title", "path", "polygon", "polyline", "ellipse", "text", "tspan"})
ATTRIBUTES: Final = frozenset(
    {"viewBox", "width", "height", "transform", "class", "d", "points", "cx", "cy", "rx", "ry", "x", "y", "dx", "dy",
     "fill", "stroke", "stroke-width", "stroke-dasharray", "text-anchor", "font-family", "font-size", "font-weight",
     "text-decoration", "opacity", "fill-opacity", "stroke-opacity"}
)  # fmt: skip


def render_svg(dot: str, *, title: str, name: str) -> str:
    """Return an `<svg role="img">` element that carries `title` as its accessible name."""
    root = ET.fromstring(painted(dot, "svg"))  # noqa: S314  # our own renderer's output
    _clean(root)
    title_id = f"{name}-title"
    for name in ("width", "height"):  # a point of the drawing is a pixel of the page: sizes are then those of the text
        root.attrib[name] = root.attrib[name].removesuffix("pt")
    root.attrib |= {"role": "img", "aria-labelledby": title_id}
    heading = ET.Element(f"{SVG}title", {"id": title_id})
    heading.text = title
    root.insert(0, heading)
    for element in root.iter():  # plain names: prefixes of a process belong to whoever registers them
        element.tag = element.tag.removeprefix(SVG)
    root.attrib["xmlns"] = SVG[1:-1]
    return ET.tostring(root, encoding="unicode")


def render_png(dot: str) -> bytes:
    """Return a PNG for print and for text documents."""
    return painted(dot.replace("graph [", "graph [dpi=144, ", 1), "png")


def _clean(element: ET.Element) -> None:
    for name in [*element.attrib]:
        if name not in ATTRIBUTES:
            del element.attrib[name]
    for child in [*element]:
        tag = child.tag.removeprefix(SVG) if isinstance(child.tag, str) else ""
        if tag == "a":
            tag = "g"
            child.tag = f"{SVG}g"
        if tag not in ELEMENTS:
            element.remove(child)
            continue
        if tag == "title":
            element.remove(child)
            continue
        _clean(child)
