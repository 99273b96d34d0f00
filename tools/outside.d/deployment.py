"""What the templates deploy: the functions with their handlers and settings, and the machines' errors."""

import functools
import json
import re
import subprocess

from emulator import ROOT

ACCOUNT = "111111111111"


@functools.cache
def functions():
    """By name: handler, Region, environment; as a deployment into the twin would set them."""
    listed = subprocess.run([ROOT / "pilotlight", "invoke", "--list"], capture_output=True, text=True, check=True).stdout
    found = {}
    for line in listed.splitlines():
        function = json.loads(line)
        found[function["name"]] = (function["handler"], function["region"], function["environment"])
    return found


def errors_of_the_machines():
    """Every name that a Retry or Catch of a shipped machine mentions, with the machines that do."""
    names = {}
    for file in sorted((ROOT / "statemachine").glob("*.asl.json")):
        for equals in re.findall(r'"ErrorEquals":\s*\[([^\]]*)\]', file.read_text()):
            for name in json.loads(f"[{equals}]"):
                names.setdefault(name, set()).add(file.name.split(".")[0])
    return names
