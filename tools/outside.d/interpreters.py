"""The two interpreters of state machines that are held against each other: the twin's own, and ministack's with the
packaged functions. Each is opened once, and then given one world after the other."""

import concurrent.futures
import contextlib
import io
import json
import re
import zipfile

import botocore.config
import botocore.session

import deployment
from emulator import CLIENT, PACKAGE, ROOT, RUNTIME, java, lasting_port, native_library
from otheraws import Ministack
from twin import Twin

REGION = "us-west-2"
FUNCTIONS = "arn:aws:lambda:us-west-2:111111111111:function:"
# Longer than any execution here: the second engine wants a number where a machine computes one.
TASK_LIMIT_SECONDS = 600
KEPT, BEFORE, AFTER = "keptInput", " (its input)", " (its output)"
STARTED_AT_ONCE = 2


class OurEngine:
    """The twin's own Step Functions, with the functions in its JVM."""

    name = "the twin's interpreter"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    @contextlib.contextmanager
    def world(self, options):
        """A fresh twin, which is the engine as well."""
        with Twin(options=options) as twin:
            self.states = client("stepfunctions", twin.endpoint)
            self.functions = client("lambda", twin.endpoint)
            yield twin


class SecondEngine:
    """ministack's Step Functions and Lambda, with the packaged functions under the runtime interface client. They find
    every world's twin on the same port, so that they are started once and stay warm."""

    name = "ministack"

    def __init__(self, machines):
        self._machines = machines
        self._port = lasting_port()

    def __enter__(self):
        self._process = Ministack(SFN_WAIT_SCALE="0.5", LAMBDA_WARM_TTL_SECONDS="3600")
        try:
            self.states = client("stepfunctions", self._process.endpoint)
            self.functions = client("lambda", self._process.endpoint)
            for name, (handler, region, environment) in deployment.functions().items():
                if region == REGION:
                    self._deploy(name, handler, environment)
            self._warm(called_by(self._machines))
            for file in sorted((ROOT / "statemachine").glob("*.asl.json")):
                definition = json.loads(re.sub(r"\$\{([A-Za-z]+)FunctionArn}", FUNCTIONS + r"\1", file.read_text()))
                self.states.create_state_machine(
                    name=file.name.removesuffix(".asl.json"), definition=json.dumps(spelled_out(definition)),
                    roleArn="arn:aws:iam::111111111111:role/engine")
        except BaseException:
            self._process.close()
            raise
        return self

    def __exit__(self, *_):
        self._process.close()

    @contextlib.contextmanager
    def world(self, options):
        """A fresh twin, which is the AWS behind the functions."""
        with Twin(options=["--port", str(self._port), *options]) as twin:
            yield twin

    def _warm(self, names):
        """Starts each function before a machine starts a dozen at once, which a small machine answers too late."""
        with concurrent.futures.ThreadPoolExecutor(STARTED_AT_ONCE) as starters:
            for name in sorted(names & deployment.functions().keys()):
                starters.submit(self.functions.invoke, FunctionName=name, Payload=b'{"warm":true}')

    def _deploy(self, name, handler, environment):
        """Lambda's own runtime needs a container; a custom one that starts the same process does not."""
        scratch = self._process.folder / "functions" / name
        scratch.mkdir(parents=True)
        exports = environment | {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self._port}", "AWS_ENDPOINT_URL_SFN": self._process.endpoint,
            "AWS_ACCESS_KEY_ID": name, "AWS_SECRET_ACCESS_KEY": "no-secret-in-a-twin"}
        bootstrap = "#!/bin/sh\n" + "".join(f"export {key}='{value}'\n" for key, value in exports.items()) + (
            f"unset AWS_SESSION_TOKEN\nscratch=$(mktemp -d '{scratch}/XXXXXX')\n"
            f"cp '{scratch}/libaws-lambda-jni.so' \"$scratch\"\ncd '{PACKAGE}'\n"
            f"exec '{java()}' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED"
            f" \"{native_library(scratch).split('=')[0]}=$scratch/libaws-lambda-jni.so\""
            f" -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort={self._port}"
            f" '-Dhttp.nonProxyHosts=127.*|localhost' -cp '{RUNTIME}/*' {CLIENT} {handler}\n")
        code = io.BytesIO()
        with zipfile.ZipFile(code, "w") as archive:
            entry = zipfile.ZipInfo("bootstrap")
            entry.external_attr = 0o755 << 16
            archive.writestr(entry, bootstrap)
        self.functions.create_function(
            FunctionName=name, Runtime="provided.al2023", Handler=handler, Role="arn:aws:iam::111111111111:role/engine",
            Timeout=30, MemorySize=1769, Code={"ZipFile": code.getvalue()})


def called_by(machines):
    """The names of the functions that some machines call."""
    return {name for machine in machines for name in re.findall(
        r"\$\{([A-Za-z]+)FunctionArn}", (ROOT / "statemachine" / f"{machine}.asl.json").read_text())}


def spelled_out(machine):
    """The same machine without the Output and Assign of a Parallel, which the second engine ignores: the one Pass state
    before it keeps its input, and the one after it does what they say."""
    for name in [name for name, state in machine["States"].items() if state["Type"] == "Parallel"]:
        state = machine["States"][name]
        said = {field: state.pop(field) for field in ("Output", "Assign") if field in state}
        after = {"Type": "Pass", **({"Next": state.pop("Next")} if "Next" in state else {"End": state.pop("End")})}
        text = json.dumps(said).replace("$states.input", "$" + KEPT).replace("$states.result", "$states.input")
        state["Next"] = name + AFTER
        for other in [machine, *machine["States"].values()]:
            redirect(other, name, name + BEFORE)
        machine["States"][name + BEFORE] = {"Type": "Pass", "Assign": {KEPT: "{% $states.input %}"}, "Next": name}
        machine["States"][name + AFTER] = after | json.loads(text)
    for state in machine["States"].values():
        if isinstance(state.get("TimeoutSeconds"), str):
            state["TimeoutSeconds"] = TASK_LIMIT_SECONDS
        for inner in [*state.get("Branches", []), *([state["ItemProcessor"]] if "ItemProcessor" in state else [])]:
            spelled_out(inner)
    return machine


def redirect(holder, name, elsewhere):
    """Whatever leads to a state leads elsewhere, but for what stands in its branches."""
    for field in ("StartAt", "Next", "Default"):
        if holder.get(field) == name:
            holder[field] = elsewhere
    for rule in [*holder.get("Choices", []), *holder.get("Catch", [])]:
        redirect(rule, name, elsewhere)


def client(service, endpoint, region=REGION):
    return botocore.session.get_session().create_client(
        service, region, endpoint_url=endpoint, aws_access_key_id=deployment.ACCOUNT, aws_secret_access_key="none",
        config=botocore.config.Config(read_timeout=120, retries={"max_attempts": 0}))
