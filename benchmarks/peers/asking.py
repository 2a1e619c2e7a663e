"""Asking a peer, in a process and an environment of its own, how many cases it does in a second.

The peer's script gets the database's URL, makes its tables, and answers each number on its standard
input with a rate and the milliseconds of its processor that a case took.
"""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
PEERS: Final = HERE.parent.parent / "build" / "peers" / "bin" / "python"
"""The interpreter that `tools/peers.sh` prepares; without it peers are left out."""


@contextmanager
def peer(name: str, *arguments: str) -> Iterator[Callable[[int], tuple[float, float]]]:
    """Start the script `name` and yield what asks it."""
    command = [str(PEERS), str(HERE / f"{name}.py"), *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:  # ours
        question, answer = running.stdin, running.stdout
        assert question is not None
        assert answer is not None

        def ask(count: int) -> tuple[float, float]:
            print(count, file=question, flush=True)
            rate, cpu_ms = map(float, answer.readline().split())
            return rate, cpu_ms

        yield ask
        question.close()
