"""The shipped machines on a second engine, with the packaged functions, beside our own interpreter: same ends, states, acts.

Both engines have a twin as the AWS behind the functions. What the second engine cannot do, and what therefore is not
compared, is listed in UNLIKE with its reason.
"""

import concurrent.futures
import json
import sys
import tempfile
import time
import uuid
from pathlib import Path

import yaml

import deployment
from emulator import ROOT
from interpreters import OurEngine, SecondEngine, client

MACHINES = "arn:aws:states:us-west-2:111111111111:stateMachine:"
LIMIT_SECONDS = 240
PHYSICS = {"promotion": "3s", "switchover": "3s", "statusLag": "1s", "membershipLag": "1s", "resynchronisation": "2s",
           "restoration": "3s", "deletion": "2s", "pending": "1s", "boot": "2s", "checks": "2s", "shutdown": "2s",
           "imageCreation": "2s", "imageCopy": "2s"}
READS = ("Describe", "Get", "List", "Head", "Query", "Scan", "BatchGet", "Invoke")
# Our own table, reports and notices are bookkeeping: how often they are written depends on how often a step was asked.
BOOKKEEPING = {"dynamodb", "sns", "sts", "states", "lambda"}
UNLIKE = [
    ("how often a loop went round, and so its Wait state", "the engines and their functions take different times"),
    ("calls that only warm a function, and their timeouts", "whether one is warm within its ten seconds depends on the load"),
    ("the states inside a Parallel or a Map", "the second engine does not write them into its history; what each function "
     "answered there is compared, in order"),
    ("the order of answers and acts of different functions", "branches run at the same time; each function's own are compared"),
    ("TimeoutSeconds of machines and its expressions, heartbeats, JitterStrategy, MaxDelaySeconds",
     "the second engine ignores them, and gets a number for an expression; no scenario here depends on them"),
    ("Output and Assign of a Parallel", "the second engine ignores both; it gets the same machine with a Pass state before "
     "and after each Parallel that does what they say"),
    ("what a Succeed state outputs", "the second engine ignores its Output, which the specification gives it; which Succeed "
     "state ended the machine is compared, and each stands for one verdict"),
]


def plan(**changes):
    """The walk-through's plan with its waits shortened, and what a scenario wants to be different."""
    document = yaml.safe_load((ROOT / "workload" / "plan.yaml").read_text())
    document["outage"].update(window="2s", signals=[
        signal for signal in document["outage"]["signals"] if signal["kind"] != "replication"])
    for part in (document, document["drill"], document["failback"]):
        part["sites"][0].update(passes=2, interval="1s")
    for part in (document, document["failback"]):
        part["tiers"][0].update(count=1)
    document["failback"].update(drain="1s")
    document["tiers"][0].update(changes.pop("tier", {}))
    document["databases"][0].update(changes.pop("database", {}))
    document.update(changes)
    return document


def run(engine, machine, given, while_running=lambda: None):
    """Starts a machine, and returns how it ended: status, verdict or error, and the states it entered."""
    arn = engine.states.start_execution(
        stateMachineArn=MACHINES + machine, name=f"{machine}-{uuid.uuid4().hex[:8]}", input=json.dumps(given))["executionArn"]
    deadline = time.monotonic() + LIMIT_SECONDS
    while (found := engine.states.describe_execution(executionArn=arn))["status"] == "RUNNING":
        if time.monotonic() > deadline:
            engine.states.stop_execution(executionArn=arn)
            raise AssertionError(f"{machine} did not end in {LIMIT_SECONDS} s on {engine.name}")
        while_running()
        time.sleep(0.5)
    history = list(events(engine, arn))
    entered = states(history, machine)
    end = " ".join(filter(None, [found["status"], found.get("error")]))
    return f"{end} in {entered[-1]!r}", {"the machine": entered, **answers(history)}


def events(engine, arn):
    token = {}
    while True:
        page = engine.states.get_execution_history(executionArn=arn, maxResults=1000, **token)
        yield from page["events"]
        if not page.get("nextToken"):
            return
        token = {"nextToken": page["nextToken"]}


def states(history, machine):
    """The names of the machine's own states that were entered, each once and in the order of entry."""
    outermost = json.loads((ROOT / "statemachine" / f"{machine}.asl.json").read_text())["States"]
    entered = []
    for event in history:
        name = event.get("stateEnteredEventDetails", {}).get("name")
        if name in outermost and name not in entered and event["type"] != "WaitStateEntered":
            entered.append(name)
    return entered


def answers(history):
    """What each function answered or failed with, in order; the same again, warm calls and polls count once or not."""
    by_id = {event["id"]: event for event in history}
    found = {}
    for event in history:
        scheduled = event
        while "Scheduled" not in scheduled["type"] and scheduled.get("previousEventId"):
            scheduled = by_id[scheduled["previousEventId"]]
        details = details_of(event)
        function = (details.get("resource") or details_of(scheduled).get("resource", "")).split(":")[-1]
        if event["type"] in ("LambdaFunctionSucceeded", "TaskSucceeded"):
            answer = json.loads(details["output"])
            said = " ".join(filter(None, [answer.get("outcome"), answer.get("guard")]))
            uncounted = said == "pending" or answer == {"outcome": "done"}
        elif event["type"] in ("LambdaFunctionFailed", "TaskFailed"):
            said, uncounted = details["error"], details["error"] == "States.Timeout"
        else:
            continue
        told = found.setdefault(function, [])
        if not uncounted and told[-1:] != [said]:
            told.append(said)
    return {function: told for function, told in found.items() if told}


def details_of(event):
    return next((value for name, value in event.items() if name.endswith("EventDetails")), {})


def acts(calls):
    """What changed the application's resources, in order and by function, as the twin saw it."""
    found = {}
    for line in Path(calls).read_text().splitlines():
        call = json.loads(line)
        if is_an_act(call):
            found.setdefault(call["by"], []).append(f"{call['service']} {call['operation']} in {call['region']}")
    return found


def is_an_act(call):
    ours = call["by"] in deployment.functions() and call["status"] < 300
    # Reports lie in a bucket as well; the one object that moves visitors is another function's.
    kept = call["service"] not in BOOKKEEPING and (call["service"] != "s3" or call["by"] == "ShiftTraffic")
    return ours and kept and not call["operation"].startswith(READS)


def fail_over(twin, engine, while_running=lambda: None):
    """Images are synchronised, the primary's shop goes down, a person declares the outage."""
    ended = [run(engine, "sync-images", {"plan": "shop", "create": True})]
    east = client("ec2", twin.endpoint, "us-east-1")
    for reservation in east.describe_instances()["Reservations"]:
        east.terminate_instances(InstanceIds=[each["InstanceId"] for each in reservation["Instances"]])
    ended.append(run(engine, "failover", {"plan": "shop", "declared": True, "reason": "tried"}, while_running))
    return ended


def somebody_says_yes(twin, engine):
    """What answers every question that is asked, once."""
    table = client("dynamodb", twin.endpoint)
    answered = set()

    def answer():
        for item in table.scan(TableName="pilotlight")["Items"]:
            if item["sk"]["S"].startswith("APPROVAL#") and item["digest"]["S"] not in answered:
                answered.add(item["digest"]["S"])
                event = json.loads((ROOT / "events" / "answer-approval.json").read_text())
                event["body"] = json.dumps(json.loads(event["body"]) | {"question": item["digest"]["S"]})
                engine.functions.invoke(FunctionName="AnswerApproval", Payload=json.dumps(event))

    return answer


def fail_over_with_a_yes(twin, engine):
    """The same with a person who is asked, and says yes."""
    return fail_over(twin, engine, somebody_says_yes(twin, engine))


def drill(_, engine):
    """Images are synchronised, and the shop is brought up beside itself, on a restored database."""
    return [run(engine, "sync-images", {"plan": "shop", "create": True}),
            run(engine, "drill", {"plan": "shop"})]


def go_home(twin, engine):
    """A failover, and the way home, which a person always has to approve."""
    return fail_over(twin, engine) + [
        run(engine, "failback", {"plan": "shop"}, somebody_says_yes(twin, engine))]


FAILOVER, DRILL = ["sync-images", "failover"], ["sync-images", "drill"]
# A machine that comes later gets a line here: what it is called, its plan, what happens, and on which machines.
SCENARIOS = [
    ("failover", plan(), fail_over, FAILOVER),
    ("failover, a person approves", plan(autonomy="approve"), fail_over_with_a_yes, FAILOVER),
    ("a failure that is caught", plan(tier={"securityGroups": ["sg-0999999999999999f"]}), fail_over, FAILOVER),
    ("drill", plan(), drill, DRILL),
    ("failback", plan(database={"strategy": "managed"}), go_home, [*FAILOVER, "failback"]),
]


def play(engine, document, scenario):
    """One scenario on one engine, in a world of its own."""
    with tempfile.TemporaryDirectory(prefix="pilotlight-outside-") as folder:
        files = {name: Path(folder, name) for name in ("plan", "physics", "calls")}
        files["plan"].write_text(json.dumps(document))
        files["physics"].write_text(json.dumps(PHYSICS))
        with engine.world([part for name, file in files.items() for part in (f"--{name}", str(file))]) as twin:
            ended = scenario(twin, engine)
        return ended, acts(files["calls"])


def differences(ours, second):
    """What differs between two plays of a scenario, one sentence each."""
    for (end, found), (other_end, other_found) in zip(ours[0], second[0]):
        if end != other_end:
            yield f"it ended with {end!r}, on the second engine with {other_end!r}"
        for what in sorted(found.keys() | other_found.keys()):
            if found.get(what) != other_found.get(what):
                yield f"{what}: {found.get(what)}, on the second engine {other_found.get(what)}"
    for function in sorted(ours[1].keys() | second[1].keys()):
        if ours[1].get(function) != second[1].get(function):
            yield f"acts of {function}: {ours[1].get(function)}, on the second engine {second[1].get(function)}"


def compare(name, ours, second):
    """Prints the line of a scenario, and what differed; True when nothing did."""
    differ = list(differences(ours, second))
    entered = sum(len(found["the machine"]) for _, found in ours[0])
    answered = sum(len(found) for _, found in ours[0]) - len(ours[0])
    acted = sum(len(made) for made in ours[1].values())
    print(f"{name:<30}{ours[0][-1][0]:<58}{entered:>7}{answered:>11}{acted:>6}  {'NO' if differ else 'yes'}", flush=True)
    for difference in differ:
        print(f"    DIFFERS  {difference}")
    return not differ


def main():
    wanted = [scenario for scenario in SCENARIOS if scenario[0] in sys.argv[1:] or not sys.argv[1:]]
    machines = {machine for *_, named in wanted for machine in named}
    wrong = 0
    deployment.functions()
    print(f"{'scenario':<30}{'ends':<58}{'states':>7}{'functions':>11}{'acts':>6}  equal", flush=True)
    # Most of a play is waiting: ours run beside those of the second engine.
    with concurrent.futures.ThreadPoolExecutor(1) as beside, OurEngine() as our_engine:
        played = [beside.submit(play, our_engine, document, scenario) for _, document, scenario, _ in wanted]
        with SecondEngine(machines) as second_engine:
            for (name, document, scenario, _), ours in zip(wanted, played):
                try:
                    wrong += not compare(name, ours.result(), play(second_engine, document, scenario))
                except AssertionError as failure:
                    wrong += 1
                    print(f"{name:<30}FAILED: {failure}", flush=True)
    print("\nnot compared:")
    for what, why in UNLIKE:
        print(f"  {what}: {why}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
