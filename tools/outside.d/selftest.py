"""Proves that models.py finds what is wrong: each doctored answer must give exactly one difference."""

import sys

import botocore.session

import engines
import models
import packaged

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
    return 1 if failures + compare_answers() + compare_plays() else 0


if __name__ == "__main__":
    sys.exit(main())
