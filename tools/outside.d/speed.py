"""How fast state machines run: the same one on the twin's interpreter and on the second engine, on this machine, now."""

import json
import sys
import time

from interpreters import client
from otheraws import Ministack
from twin import Twin

ROUNDS = 4000
# A loop of a Choice and a Pass with an assignment: two transitions a round.
MACHINE = {
    "QueryLanguage": "JSONata", "StartAt": "Begin", "States": {
        "Begin": {"Type": "Pass", "Assign": {"n": 0}, "Next": "Again"},
        "Again": {"Type": "Choice", "Default": "Done",
                  "Choices": [{"Condition": "{% $n < " + str(ROUNDS) + " %}", "Next": "Count"}]},
        "Count": {"Type": "Pass", "Assign": {"n": "{% $n + 1 %}"}, "Next": "Again"},
        "Done": {"Type": "Succeed", "Output": "{% $n %}"}}}
TRIES = 3
LIMIT_SECONDS = 120


def transitions_a_second(endpoint):
    """Of the best of a few runs; the first one warms the engine up."""
    states = client("stepfunctions", endpoint)
    arn = states.create_state_machine(
        name="speed", definition=json.dumps(MACHINE), roleArn="arn:aws:iam::111111111111:role/engine")["stateMachineArn"]
    best = 0
    for attempt in range(TRIES):
        execution = states.start_execution(stateMachineArn=arn, name=f"try-{attempt}", input="{}")["executionArn"]
        deadline = time.monotonic() + LIMIT_SECONDS
        while (found := states.describe_execution(executionArn=execution))["status"] == "RUNNING":
            if time.monotonic() > deadline:
                raise AssertionError(f"{2 * ROUNDS} transitions took more than {LIMIT_SECONDS} s")
            time.sleep(0.05)
        if found["status"] != "SUCCEEDED":
            raise AssertionError(f"the machine ended as {found['status']}: {found.get('error')} {found.get('cause')}")
        took = (found["stopDate"] - found["startDate"]).total_seconds()
        best = max(best, 2 * ROUNDS / max(took, 0.001))
    return best


def main():
    with Twin() as twin:
        ours = transitions_a_second(twin.endpoint)
    with Ministack() as ministack:
        theirs = transitions_a_second(ministack.endpoint)
    print(f"{'engine':<28}{'transitions/s':>16}")
    print(f"{'the twin':<28}{ours:>16,.0f}")
    print(f"{'ministack':<28}{theirs:>16,.0f}")
    print(f"the twin makes {ours / theirs:,.1f} transitions while ministack makes one")
    return 0


if __name__ == "__main__":
    sys.exit(main())
