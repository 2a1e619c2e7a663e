"""The child process that draws: reads DOT on its standard input, writes pictures on its standard output.

It is started by `workflow.diagram.painter` as a script of its own, and ends when that process ends. A request is a
line `kind length` and the DOT; an answer is a line `length` and the picture, where no length means no picture.
"""

import resource
import sys
from typing import Final

import pygraphviz

MOST_MEMORY: Final = 1 << 30


def main() -> None:
    """Draw until nobody asks any more."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    while line := asked.readline():
        kind, length = line.split()
        picture = drawn(asked.read(int(length)).decode(), kind.decode())
        told.write(b"%d\n" % len(picture))
        told.write(picture)
        told.flush()


def drawn(dot: str, kind: str) -> bytes:
    """Return the picture, or nothing when Graphviz cannot draw it."""
    try:
        graph = pygraphviz.AGraph(string=dot)
    except pygraphviz.DotError:
        return b""
    try:
        picture: bytes = graph.draw(format=kind, prog="dot")
        return picture
    except (MemoryError, OSError, ValueError):
        return b""
    finally:
        graph.close()


if __name__ == "__main__":
    main()
