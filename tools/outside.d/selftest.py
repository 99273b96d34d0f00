"""Proves that the other checks find what is wrong: each doctored answer, play and refusal must be found out."""

import sys

import botocore.session

import deployment
import engines
import models
import packaged
import refusals

QUERY = "<{0}Response><{0}Result>{1}</{0}Result></{0}Response>"
GLOBAL = "<GlobalClusters><GlobalClusterMember>{0}</GlobalClusterMember></GlobalClusters>"

DOCTORED = [
    ("rds", "DescribeGlobalClusters", 200, QUERY.format("DescribeGlobalClusters", GLOBAL.format("<Surprise>1</Surprise>")),
     "there is no element Surprise"),
    ("rds", "DescribeGlobalClusters", 200,
     QUERY.format("DescribeGlobalClusters", GLOBAL.format("<StorageEncrypted>perhaps</StorageEncrypted>")),
     "'perhaps' is neither true nor false"),
    ("rds", "DescribeGlobalClusters", 400, "<ErrorResponse><Error><Code>NoSuchFault</Code></Error></ErrorResponse>",
     "the error NoSuchFault is not in its model"),
    ("ec2", "DescribeImages", 200,
     "<R><imagesSet><item><imageState>sleeping</imageState></item></imagesSet></R>", "'sleeping' is none of"),
    ("sns", "CreateTopic", 200, "<CreateTopicResponse/>", "the answer has no CreateTopicResult"),
    ("dynamodb", "ListTables", 200, '{"TableNames":[7]}', "found int instead of a string"),
    ("stepfunctions", "StartExecution", 200, '{"executionArn":"a","startDate":"2026-01-01T00:00:00Z"}',
     "is not a time in this protocol"),
    ("stepfunctions", "StartExecution", 200, '{"executionArn":"a"}', "the required member startDate is missing"),
]


UNEQUAL = [
    ({"outcome": "done"}, {"outcome": "pending"}, "outcome: in the twin 'done', packaged 'pending'"),
    ({"outcome": "done"}, {"outcome": "done", "more": 1}, "more: in the twin None, packaged 1"),
    ({"evidence": {"n": [1]}}, {"evidence": {"n": [2]}}, "evidence.n: in the twin [1], packaged [2]"),
    ({"errorType": "a.B", "stackTrace": ["x"]}, {"errorType": "a.C", "stackTrace": ["y"]},
     "errorType: in the twin 'a.B', packaged 'a.C'"),
]
EQUAL = [
    ({"at": "2026-01-01T00:00:00Z"}, {"at": "2026-01-02T01:02:03.456Z"}),
    ({"why": "down for 61 s"}, {"why": "down for 75 s"}),
    ({"errorType": "a.B", "stackTrace": ["x"]}, {"errorType": "a.B"}),
]


def compare_answers():
    """Two answers that differ must be found out, and what must differ must not."""
    failures = 0
    for one, other, expected in UNEQUAL:
        found = list(packaged.differences(packaged.comparable(one), packaged.comparable(other)))
        if found != [expected]:
            failures += 1
            print(f"selftest: expected '{expected}', found {found}")
    for one, other in EQUAL:
        failures += packaged.comparable(one) != packaged.comparable(other)
    print(f"selftest: {len(UNEQUAL) + len(EQUAL) - failures} of {len(UNEQUAL) + len(EQUAL)} pairs of answers were judged right")
    return failures


PLAY = ([("SUCCEEDED in 'End'", {"the machine": ["Act", "End"]})], {"Promote": ["rds RemoveFromGlobalCluster in us-west-2"]})
OTHER_PLAYS = [
    ([("FAILED in 'End'", {"the machine": ["Act", "End"]})], PLAY[1], "it ended with"),
    ([("SUCCEEDED in 'End'", {"the machine": ["End"]})], PLAY[1], "the machine: ['Act', 'End'], on"),
    (PLAY[0], {"Promote": PLAY[1]["Promote"] * 2}, "acts of Promote"),
    (PLAY[0], {}, "acts of Promote"),
]


def compare_plays():
    """A play with another end, another state or another act must be found out."""
    failures = len(list(engines.differences(PLAY, PLAY)))
    for ends, acts, expected in OTHER_PLAYS:
        found = list(engines.differences(PLAY, (ends, acts)))
        if len(found) != 1 or expected not in found[0]:
            failures += 1
            print(f"selftest: expected '{expected}', found {found}")
    print(f"selftest: {len(OTHER_PLAYS) - failures} of {len(OTHER_PLAYS)} doctored plays were found out")
    return failures


class Refusing:
    """A client whose every operation is refused in the same way."""

    def __init__(self, code, status):
        self._answer = code, status

    def call(self, *_, **__):
        return self._answer


# What one operation of a service may answer, and whether that is wrong.
REFUSALS = [
    ("rds", "", 200, False), ("rds", "InvalidAction", 400, False), ("rds", "DBClusterNotFoundFault", 404, False),
    ("rds", "NoSuchFault", 400, True), ("rds", "InternalFailure", 500, True), ("rds", None, "ConnectionClosed", True),
    ("dynamodb", "ResourceNotFoundException", 400, False), ("dynamodb", "DBClusterNotFoundFault", 400, True),
    ("s3", "NoSuchBucket", 404, False),
]


def compare_refusals():
    """A refusal with an unknown code, without a code, or for a fault inside must be found out, and no other."""
    session = botocore.session.get_session()
    failures = 0
    for service, code, status, wrong in REFUSALS:
        verdict = refusals.judge(session.get_service_model(service), service, code, status)
        if (verdict == "wrong") != wrong:
            failures += 1
            print(f"selftest: {service} refused with {code} ({status}) was judged {verdict}")
    for found, expected, wrong in [("A", "A", False), ("B", "A", True), ("", "A", True), (None, "A", True)]:
        client = Refusing(found, 400)
        if bool(refusals.unexpected(client.call("any"), {expected})) != wrong:
            failures += 1
            print(f"selftest: {found} instead of {expected} was judged wrongly")
    total = len(REFUSALS) + 4
    print(f"selftest: {total - failures} of {total} refusals were judged right")
    return failures


def find_functions_of_samples():
    """Every sample of an event must be for a function that is deployed, before an hour of checks begins."""
    functions = deployment.functions()
    lost = sorted({sample for function, sample, _ in packaged.samples() if function not in functions})
    print(f"selftest: {len(lost)} samples of events are for no function" + (f": {lost}" if lost else ""))
    return len(lost)


def main():
    session = botocore.session.get_session()
    failures = 0
    for service, operation, status, body, expected in DOCTORED:
        model = session.get_service_model(service).operation_model(operation)
        findings = models.Findings()
        models.check(model, {"status_code": status, "headers": {}, "body": body.encode()}, findings)
        if len(findings) != 1 or expected not in findings[0]:
            failures += 1
            print(f"selftest: {service} {operation}: expected '{expected}', found {list(findings)}")
    print(f"selftest: {len(DOCTORED) - failures} of {len(DOCTORED)} doctored answers were found out")
    return 1 if failures + compare_answers() + compare_plays() + compare_refusals() + find_functions_of_samples() else 0


if __name__ == "__main__":
    sys.exit(main())
