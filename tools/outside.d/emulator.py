"""Packaged functions under Lambda's runtime interface emulator: one process each, as the managed runtime runs them."""

import contextlib
import json
import os
import platform
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "functions" / "target" / "package"
RUNTIME = ROOT / "cli" / "target" / "runtime"
TOOLS = ROOT / "tools" / ".venv"
CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
START_LIMIT_SECONDS = 60


def emulator():
    """The emulator's program, taken out of the wheel that tools/outside fetched."""
    kind = "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
    program = TOOLS / "emulator" / f"aws-lambda-rie-{kind}"
    if not program.exists():
        wheel = next((TOOLS / "emulator").glob("aws_sam_cli-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            program.write_bytes(archive.read(f"samcli/local/rapid/aws-lambda-rie-{kind}"))
        program.chmod(0o755)
    return program


def java():
    """A java of JDK 25 or newer, found as the launcher finds it."""
    candidates = [os.environ.get("JAVA_HOME", ""), *map(str, sorted(Path("/usr/lib/jvm").glob("*"))),
                  *map(str, sorted(Path.home().glob(".sdkman/candidates/java/*"))), *map(str, sorted(Path.home().glob(".jdks/*")))]
    for candidate in candidates:
        program = Path(candidate, "bin", "java")
        if candidate and program.exists() and Path(candidate, "bin", "javac").exists():
            version = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
            if int(version.split('"')[1].split(".")[0].split("-")[0]) >= 25:
                return str(program)
    raise RuntimeError("no JDK 25 or newer was found; set JAVA_HOME to one")


def native_library(folder):
    """A copy of the client's native library for one process: the client itself would unpack it to one place for all of
    them, and a process that starts while another unpacks dies."""
    kind = "aarch_64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
    library = Path(folder, "libaws-lambda-jni.so")
    with zipfile.ZipFile(next(RUNTIME.glob("aws-lambda-java-runtime-interface-client-*.jar"))) as client:
        library.write_bytes(client.read(f"jni/libaws-lambda-jni.linux-{kind}.so"))
    return f"-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI={library}"


class Function:
    """One packaged function in one sandbox, which is warm after its first event."""

    def __init__(self, name, handler, region, environment, aws, timeout_seconds=30):
        self._name = name
        self._scratch = Path(tempfile.mkdtemp(prefix="pilotlight-outside-"))
        self._port = free_port()
        host, port = aws.removeprefix("http://").split(":")
        self._process = subprocess.Popen(
            [emulator(), "--runtime-interface-emulator-address", f"127.0.0.1:{self._port}",
             "--runtime-api-address", f"127.0.0.1:{free_port()}",
             java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
             native_library(self._scratch), f"-Dhttp.proxyHost={host}", f"-Dhttp.proxyPort={port}",
             "-Dhttp.nonProxyHosts=127.*|localhost", "-cp", f"{RUNTIME}/*", CLIENT, handler],
            cwd=PACKAGE, stdout=open(self._scratch / "log", "wb"), stderr=subprocess.STDOUT, start_new_session=True,
            env={"PATH": os.environ["PATH"], "AWS_LAMBDA_FUNCTION_NAME": name, "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
                 "AWS_LAMBDA_FUNCTION_TIMEOUT": str(timeout_seconds), "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1769",
                 "AWS_REGION": region, "AWS_DEFAULT_REGION": region, "AWS_ENDPOINT_URL": aws,
                 "AWS_ACCESS_KEY_ID": name, "AWS_SECRET_ACCESS_KEY": "no-secret-in-a-twin", **environment})
        self._await_listener()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def invoke(self, event):
        """The function's answer; a failure is an object with errorType and errorMessage."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self._port}/2015-03-31/functions/function/invocations", json.dumps(event).encode())
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as error:
            text = error.read().decode()
        try:
            return json.loads(text)
        except ValueError:
            return {"errorType": text.strip(), "errorMessage": text.strip()}

    def log(self):
        return (self._scratch / "log").read_text(errors="replace")

    def _await_listener(self):
        deadline = time.monotonic() + START_LIMIT_SECONDS
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"the emulator of {self._name} did not start: {self.log()[-500:]}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def lasting_port():
    """A port to which one server after the other can listen: below those that connections get."""
    for port in random.sample(range(20_000, 30_000), 100):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port from 20000 to 29999 is free")
