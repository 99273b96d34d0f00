"""ministack: AWS services, Step Functions and Lambda among them, that nobody here wrote, on one loopback port."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from deployment import ACCOUNT
from emulator import free_port

START_LIMIT_SECONDS = 60


class Ministack:
    """A process of its own, with a folder of its own, until it is closed."""

    def __init__(self, **settings):
        self.folder = Path(tempfile.mkdtemp(prefix="pilotlight-engine-"))
        port = free_port()
        self.endpoint = f"http://127.0.0.1:{port}"
        environment = settings | {
            "BIND_HOST": "127.0.0.1", "MINISTACK_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0", "STATE_DIR": str(self.folder), "S3_DATA_DIR": str(self.folder),
            "MINISTACK_ACCOUNT_ID": ACCOUNT, "PATH": os.environ["PATH"], "HOME": str(self.folder),
            "TMPDIR": str(self.folder)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ministack"], env=environment, cwd=self.folder, start_new_session=True,
            stdout=open(self.folder / "log", "wb"), stderr=subprocess.STDOUT)
        try:
            self._await_health()
        except BaseException:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _await_health(self):
        deadline = time.monotonic() + START_LIMIT_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(self.endpoint + "/_ministack/health", timeout=2).close()
                return
            time.sleep(0.2)
        raise RuntimeError("ministack did not start: " + (self.folder / "log").read_text()[-500:])
