"""Starts the command's twin and ends it again."""

import os
import re
import signal
import subprocess
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [ROOT / "pilotlight"]
START_LIMIT_SECONDS = 300


class Twin:
    """`./pilotlight twin` as a process of its own, on a free port."""

    def __init__(self, speed=1, options=()):
        self._options = ["--speed", str(speed), *options]

    def __enter__(self):
        self._process = subprocess.Popen(
            [*COMMAND, "twin", *self._options], stdout=subprocess.PIPE, text=True, start_new_session=True)
        guard = threading.Timer(START_LIMIT_SECONDS, self._end)
        guard.start()
        self.endpoint = self.front_door = ""
        for line in self._process.stdout:
            self.endpoint = self._found(r"AWS_ENDPOINT_URL=(\S+)", line, self.endpoint)
            self.front_door = self._found(r"Visitors enter at (\S+)\. ", line, self.front_door)
            if self.front_door:
                break
        guard.cancel()
        if not self.front_door:
            raise RuntimeError("the twin did not start")
        return self

    def __exit__(self, *_):
        self._end()

    def _end(self):
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(timeout=30)

    @staticmethod
    def _found(pattern, line, otherwise):
        match = re.search(pattern, line)
        return match.group(1) if match else otherwise
