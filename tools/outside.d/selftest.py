"""Proves that models.py finds what is wrong: each doctored answer must give exactly one difference."""

import sys

import botocore.session

import models

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
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
