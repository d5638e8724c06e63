"""App start to first page (`python -m bench.start`). To reach: <= 6 s on 2 cores, without torch and transformers."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

RUNS = 3


def start_once() -> float:
    """Seconds from `python app.py` to the first page answered."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as cache:
        env = os.environ | {
            "GRADIO_SERVER_PORT": str(port),
            "HANMADI_CACHE": cache,
            "GRADIO_ANALYTICS_ENABLED": "False",
        }
        started = time.monotonic()
        app = subprocess.Popen(
            [sys.executable, "app.py"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            while True:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=1).read()
                    return time.monotonic() - started
                except OSError:
                    if app.poll() is not None:
                        sys.exit("the app stopped while starting")
                    time.sleep(0.05)
        finally:
            app.terminate()
            app.wait()


def heavy_imports() -> list[str]:
    """Names of the packages that must not be loaded to serve on a CPU, as far as `import app` loads them."""
    code = "import sys, app; print(*({'torch', 'transformers', 'llama_cpp'} & set(sys.modules)))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


if __name__ == "__main__":
    seconds = [start_once() for _ in range(RUNS)]
    print(f"start to first page: median {statistics.median(seconds):.1f} s of {RUNS} (to reach: <= 6.0 s)")
    print(f"heavy packages imported at start: {', '.join(heavy_imports()) or 'none'}")
