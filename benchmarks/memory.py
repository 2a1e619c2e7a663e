"""Memory of web and worker in one process, idle: what `serve` holds once it has answered and nobody asks any more."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Final

MOST_MB: Final = 150.0
STARTS_WITHIN: Final = 180.0
PATIENCE_SECONDS: Final = 5.0


def main() -> int:
    """Print the memory; 1 where it is too much."""
    with tempfile.TemporaryDirectory() as folder:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        environ = {**os.environ, "DATA_DIR": folder, "PORT": str(port), "DEMO": "no", "SMTP_URL": "smtp://127.0.0.1:25"}
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve"]
        with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            try:
                _wait_for(f"http://127.0.0.1:{port}/")
                time.sleep(PATIENCE_SECONDS)
                used = resident_mb(running.pid)
            finally:
                running.terminate()
    print(f"web and worker, idle: {used:.0f} MB resident (goal at most {MOST_MB:.0f})")
    return int(used > MOST_MB)


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process and its children, in millions of bytes."""
    tasks = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    kilobytes = int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])
    return kilobytes * 1_024 / 1e6 + sum(resident_mb(int(child)) for child in tasks)


def _wait_for(address: str) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=30):  # noqa: S310  # loopback
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


if __name__ == "__main__":
    sys.exit(main())
