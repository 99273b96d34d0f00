"""The deployable package under Lambda's runtime interface emulator, beside the same functions in the twin's JVM."""

import json
import re
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import botocore.config
import botocore.session

import deployment
from emulator import PACKAGE, ROOT, Function
from twin import Twin

# Samples that are not called after their function.
TAKEN_BY = {
    "alarm-direct": "StartFailover", "alarm-eventbridge": "StartFailover", "alarm-ok": "StartFailover",
    "alarm-sns": "StartFailover", "aws-health": "StartFailover", "execution-failed": "CloseAbandonedRun",
    "image-available": "StartImageSync", "schedule": "StartFailover", "start-declared": "StartFailover",
    "start-manual": "StartFailover", "check-readiness-plan": "CheckReadiness", "rehearsal": "LaunchInstances",
}
# What must differ between two calls: moments, and ids that are drawn.
DRAWN = [
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"), "<time>"),
    (re.compile(r"\b\d+(\.\d+)? (s|ms)\b"), "<span>"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<uuid>"),
]
SPANS = {"rtoSeconds"}
OPENING = ("OpenRecord", "(opens their run)", {
    "machine": "failover", "input": {}, "execution": "shop-7", "startedAt": "2026-03-01T12:00:13.100Z",
    "executionArn": "arn:aws:states:us-west-2:111111111111:execution:failover:shop-7"})


def samples():
    """Every file of events/ with the functions that take it: `warm` is for all of them. Sites of the twin speak http."""
    functions = deployment.functions()
    for file in sorted((ROOT / "events").glob("*.json")):
        event = json.loads(file.read_text().replace('"https://', '"http://'))
        if file.stem == "warm":
            for name in functions:
                yield name, file.stem, event
        else:
            # One function opens the records of all machines.
            stem = "open-record" if file.stem.startswith("open-record-") else file.stem
            named = "".join(word.capitalize() for word in stem.split("-"))
            yield TAKEN_BY.get(stem, named), file.stem, event


def in_the_twin(calls):
    """The answers of the functions as the twin runs them itself, in its JVM."""
    with Twin() as twin:
        def invoke(name, event):
            # The witness runs in a third Region, the others in the recovery Region.
            client = aws("lambda", twin, "us-east-2" if name == "Witness" else "us-west-2")
            return json.loads(client.invoke(FunctionName=name, Payload=json.dumps(event))["Payload"].read())

        return answers(calls, invoke)


def packaged(calls):
    """The answers of the packaged functions, each in its own sandbox, with a fresh twin as their AWS."""
    functions = deployment.functions()
    running = {}

    def invoke(name, event):
        if name not in running:
            end(running)
            running[name] = Function(name, *functions[name], twin.endpoint)
        return running[name].invoke(event)

    with Twin() as twin:
        try:
            return answers(calls, invoke)
        finally:
            end(running)


def end(running):
    for name in list(running):
        running.pop(name).__exit__()


def answers(calls, invoke):
    """The answers one after the other; the samples of steps belong to the run that the first call opened."""
    opened, found = {}, []
    for name, _, event in calls:
        if "run" in event and "run" in opened:
            event = event | {"run": opened["run"], "plan": opened["plan"]}
        found.append(invoke(name, event))
        opened = opened or found[-1]
    return found


def aws(service, twin, region="us-west-2"):
    return botocore.session.get_session().create_client(
        service, region, endpoint_url=twin.endpoint, aws_access_key_id="outside", aws_secret_access_key="none",
        config=botocore.config.Config(read_timeout=120, retries={"max_attempts": 0}))


def comparable(answer):
    """An answer without what must differ, and an error without its stack."""
    if isinstance(answer, dict):
        return {name: "<span>" if name in SPANS else comparable(value)
                for name, value in answer.items() if name != "stackTrace"}
    if isinstance(answer, list):
        return [comparable(value) for value in answer]
    if isinstance(answer, str):
        for pattern, mark in DRAWN:
            answer = pattern.sub(mark, answer)
    return answer


def differences(expected, found, where=""):
    """Where two comparable answers differ, one sentence each."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for name in sorted(expected.keys() | found.keys()):
            yield from differences(expected.get(name), found.get(name), f"{where}.{name}")
    elif expected != found:
        yield f"{where.lstrip('.') or 'the answer'}: in the twin {expected!r}, packaged {found!r}"


def compare_answers():
    calls = [OPENING] + sorted(samples(), key=lambda call: (call[0] == "StartFailover", call[0], call[1] != "warm", call[1]))
    expected, found = in_the_twin(calls), packaged(calls)
    print(f"\n{'function':<22}{'event':<26}{'answer':<46}equal")
    wrong = 0
    for (name, sample, _), one, other in zip(calls, expected, found):
        differ = list(differences(comparable(one), comparable(other)))
        wrong += bool(differ)
        answer = other.get("errorType", other.get("guard") or other.get("outcome") or other.get("statusCode", "an answer"))
        print(f"{name:<22}{sample:<26}{str(answer).removeprefix('dev.pilotlight.'):<46}{'NO' if differ else 'yes'}")
        for difference in differ:
            print(f"    DIFFERS  {difference}")
    files = {file.stem for file in (ROOT / "events").glob("*.json")}
    missing = files - {sample for _, sample, _ in calls}
    if found[0].get("outcome") != "done":
        wrong += 1
        print(f"the run of the samples could not be opened: {found[0]}")
    print(f"{len(calls)} calls with {len(files)} samples: {len(calls) - wrong} equal" + (f"; not called: {missing}" if missing else ""))
    return wrong + len(missing)


class TroubledAws(ThreadingHTTPServer):
    """An AWS that answers every request with the same trouble."""

    daemon_threads = True

    def __init__(self, status, error):
        super().__init__(("127.0.0.1", 0), _Trouble)
        self.status, self.error = status, error
        threading.Thread(target=self.serve_forever, daemon=True).start()
        self.endpoint = f"http://127.0.0.1:{self.server_address[1]}"


class _Trouble(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.server.status is None:
            threading.Event().wait(10)
            return
        body = json.dumps({"__type": self.server.error, "message": "as arranged"}).encode()
        self.send_response(self.server.status)
        self.send_header("content-type", "application/x-amz-json-1.0")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_PUT = do_POST

    def log_message(self, *_):
        pass


def nobody():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


# Names that no function can raise, and who does.
RAISED_BY_OTHERS = {
    "Lambda.AWSLambdaException": "Lambda, when it cannot run the function",
    "Lambda.ClientExecutionTimeoutException": "Step Functions, when Lambda does not answer it in time",
    "Lambda.SdkClientException": "Step Functions, when it does not reach Lambda",
    "Lambda.ServiceException": "Lambda, when it fails itself",
    "Lambda.TooManyRequestsException": "Lambda, when too many invocations run",
    "Lambda.Unknown": "Step Functions, for a function that was ended before it answered",
    "Sandbox.Timedout": "Lambda, for a function that ran into its limit",
    "States.ALL": "a pattern for all names",
    "States.HeartbeatTimeout": "Step Functions, for a token that nobody returns",
    "States.Timeout": "Step Functions, for a task that ran into its limit",
}
STEP = "dev.pilotlight.step."
TROUBLES = [
    ("throttled", 400, "ThrottlingException", STEP + "RetryableThrottledException"),
    ("over its capacity", 400, "ProvisionedThroughputExceededException", STEP + "RetryableThrottledException"),
    ("out of order", 503, "ServiceUnavailable", STEP + "RetryableUnavailableException"),
    ("an internal error", 500, "InternalServerError", STEP + "RetryableUnavailableException"),
    ("silent", None, "", STEP + "RetryableUnavailableException"),
    ("not there", 0, "", STEP + "RetryableUnavailableException"),
    ("in a conflict", 400, "TransactionConflictException", STEP + "RetryableConflictException"),
    ("closed to it", 400, "AccessDeniedException", STEP + "BrokenConfigurationException"),
]


def provoke_errors():
    handler, region, environment = deployment.functions()["StopRun"]
    event = json.loads((ROOT / "events" / "stop-run.json").read_text())
    wrong, seen = 0, set()
    print(f"\n{'when AWS is':<22}{'errorType':<60}as expected")
    for what, status, error, expected in TROUBLES:
        server = TroubledAws(status, error) if status != 0 else None
        with Function("StopRun", handler, region, environment, server.endpoint if server else nobody()) as function:
            found = function.invoke(event).get("errorType", "none")
        if server:
            server.shutdown()
            server.server_close()
        seen.add(found)
        wrong += found != expected
        print(f"{what:<22}{found:<60}{'yes' if found == expected else 'NO: ' + expected}")
    return wrong, seen


def compare_names(seen):
    """Every class that a machine retries or catches must be in the package and have been seen above; every other name
    must have somebody who raises it."""
    wrong = 0
    print(f"\n{'Retry and Catch name':<56}{'machines':>9}  raised by")
    for name, machines in sorted(deployment.errors_of_the_machines().items()):
        there = (PACKAGE / (name.replace(".", "/") + ".class")).exists()
        if name in RAISED_BY_OTHERS:
            raised = RAISED_BY_OTHERS[name]
        elif there and name in seen:
            raised = "a packaged function, seen above"
        else:
            wrong += 1
            raised = "NOBODY: " + ("not seen above" if there else "not in the package")
        print(f"{name:<56}{len(machines):>9}  {raised}")
    return wrong


def main():
    wrong = compare_answers()
    troubled, seen = provoke_errors()
    return 1 if wrong + troubled + compare_names(seen) else 0


if __name__ == "__main__":
    sys.exit(main())
