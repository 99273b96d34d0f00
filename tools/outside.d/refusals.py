"""What the twin refuses, it refuses as AWS does: in the protocol of the service, with a code that clients know."""

import http.client
import sys

import botocore.config
import botocore.exceptions
import botocore.session

import models
from twin import Twin

SERVICES = ["autoscaling", "cloudwatch", "dynamodb", "ec2", "elbv2", "events", "lambda", "rds", "route53",
            "route53-recovery-cluster", "s3", "secretsmanager", "sns", "ssm", "stepfunctions", "sts"]
# What says that something is not there or not allowed, rather than that something went wrong inside.
NOT_MODELLED = {"InvalidAction", "UnknownOperationException", "NotImplemented", "UnknownOperation"}
UNKNOWN_PARAMETERS = [
    ("rds", "describe_db_clusters", {"IncludeShared": True}),
    ("ec2", "describe_instances", {"DryRun": True, "Filters": [{"Name": "no-such-filter", "Values": ["x"]}]}),
    ("sns", "publish", {"TopicArn": "arn:aws:sns:us-west-2:111111111111:pilotlight", "Message": "m", "MessageGroupId": "g"}),
    ("dynamodb", "put_item", {"TableName": "pilotlight", "Item": {"pk": {"S": "a"}, "sk": {"S": "b"}},
                              "ReturnItemCollectionMetrics": "SIZE"}),
    ("ssm", "put_parameter", {"Name": "/a", "Value": "b", "Type": "String", "Policies": "[]"}),
    ("cloudwatch", "describe_alarms", {"ChildrenOfAlarmName": "arn"}),
    ("stepfunctions", "start_execution", {"stateMachineArn": "arn:aws:states:us-west-2:111111111111:stateMachine:failover",
                                          "traceHeader": "x"}),
]
WRONG_REGION = [
    ("rds", "describe_db_clusters", {"DBClusterIdentifier": "shop-west"}, "us-east-1", "DBClusterNotFoundFault"),
    ("dynamodb", "scan", {"TableName": "pilotlight"}, "us-east-1", "ResourceNotFoundException"),
    ("ec2", "describe_instances", {"InstanceIds": ["i-00000000000000101"]}, "us-west-2", "InvalidInstanceID.NotFound"),
    ("ssm", "get_parameter", {"Name": "/pilot-light/approval-url"}, "us-east-1", "ParameterNotFound"),
    ("stepfunctions", "start_execution",
     {"stateMachineArn": "arn:aws:states:us-east-1:111111111111:stateMachine:failover"}, "us-east-1", "StateMachineDoesNotExist"),
]


class Client:
    """botocore against the twin; remembers the last raw answer."""

    def __init__(self, twin, service, region="us-west-2"):
        self._client = botocore.session.get_session().create_client(
            service, region, endpoint_url=twin.endpoint, aws_access_key_id="outside", aws_secret_access_key="none",
            config=botocore.config.Config(
                parameter_validation=False, retries={"max_attempts": 0}, s3={"addressing_style": "path"}, read_timeout=60, inject_host_prefix=False))
        self.model = self._client.meta.service_model

    def call(self, method, **parameters):
        """The code and status of the refusal; an empty code when it was answered; None for what no client understands."""
        try:
            getattr(self._client, method)(**parameters)
            return "", 200
        except botocore.exceptions.ClientError as error:
            return error.response["Error"].get("Code"), error.response["ResponseMetadata"]["HTTPStatusCode"]
        except (botocore.exceptions.ParamValidationError, botocore.exceptions.MissingParametersError, TypeError, ValueError,
                KeyError):
            return "", 0
        except botocore.exceptions.BotoCoreError as error:
            return None, f"{type(error).__name__}: {error}"[:100]


def every_operation(twin):
    """Every operation of every modelled service, with nothing but what its path needs."""
    wrong = 0
    print(f"{'service':<26}{'operations':>10}{'answered':>10}{'not modelled':>14}{'refused':>9}  wrong")
    for service in SERVICES:
        client = Client(twin, service)
        counts = {"answered": 0, "not modelled": 0, "refused": 0}
        bad = []
        for name in client.model.operation_names:
            operation = client.model.operation_model(name)
            if has_stream(operation):
                continue
            code, status = client.call(botocore.xform_name(name), **path_members(operation))
            verdict = judge(client.model, service, code, status)
            if verdict == "wrong":
                bad.append(f"{name}: {code} {status}")
            else:
                counts[verdict] += 1
        wrong += len(bad)
        print(f"{service:<26}{len(client.model.operation_names):>10}{counts['answered']:>10}{counts['not modelled']:>14}"
              f"{counts['refused']:>9}  {len(bad)}", flush=True)
        for each in bad[:10]:
            print(f"    WRONG  {each}")
    return wrong


def judge(model, service, code, status):
    """What an operation's answer is: answered, not modelled, refused, or wrong: no AWS service answers like that."""
    if code is None or (status >= 500 and code not in NOT_MODELLED):
        return "wrong"
    if code == "":
        return "answered"
    if code in NOT_MODELLED:
        return "not modelled"
    known = {shape.name for shape in model.error_shapes} | {
        shape.metadata.get("error", {}).get("code") for shape in model.error_shapes} | models.COMMON_ERRORS
    return "refused" if service in models.UNMODELLED_ERRORS or code in known or code.isdigit() else "wrong"


def unexpected(answer, accepted):
    """What is wrong with a code and a status where one of some codes was to come; empty when nothing is."""
    code, status = answer
    refused = isinstance(status, int) and 400 <= status < 500
    return "" if code in accepted and refused else f"  WRONG: {' or '.join(sorted(accepted))}"


def has_stream(operation):
    return operation.has_event_stream_input or operation.has_event_stream_output


def path_members(operation):
    """Something for each member that stands in the path, without which no request can be written."""
    shape = operation.input_shape
    if shape is None:
        return {}
    return {name: "example" for name, member in shape.members.items() if member.serialization.get("location") == "uri"}


def unknown_parameters(twin):
    wrong = 0
    print(f"\n{'unknown parameter':<60}code")
    for service, method, parameters in UNKNOWN_PARAMETERS:
        code, status = Client(twin, service).call(method, **parameters)
        good = bool(code) and isinstance(status, int) and 400 <= status < 500
        wrong += not good
        print(f"{service + ' ' + method:<60}{code or 'ANSWERED'}{'' if good else '  WRONG'}")
    return wrong


def wrong_region(twin):
    wrong = 0
    print(f"\n{'in the wrong Region':<60}code")
    for service, method, parameters, region, expected in WRONG_REGION:
        answer = Client(twin, service, region).call(method, **parameters)
        # CBOR and Query say the same with and without the ending of the shape's name.
        trouble = unexpected(answer, {expected, expected.removesuffix("Fault")})
        wrong += bool(trouble)
        print(f"{service + ' ' + method + ' in ' + region:<60}{answer[0]}{trouble}")
    return wrong


def scopes():
    """Requests whose signature is scoped badly: what is wrong, the header, the protocol, and the code it must get."""
    good = "Credential=outside/20260101/{0}/{1}/aws4_request, SignedHeaders=host, Signature=0"
    query = {"content-type": "application/x-www-form-urlencoded"}
    target = {"content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.ListTables"}
    cbor = {"smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor"}
    rows = []
    for headers, service, region_code, incomplete in [
            (query, "ec2", "SignatureDoesNotMatch", "IncompleteSignature"),
            (query, "rds", "SignatureDoesNotMatch", "IncompleteSignature"),
            ({}, "route53", "SignatureDoesNotMatch", "IncompleteSignature"),
            ({}, "s3", "AuthorizationHeaderMalformed", "AuthorizationHeaderMalformed"),
            (target, "dynamodb", "InvalidSignatureException", "IncompleteSignatureException"),
            (cbor, "monitoring", "InvalidSignatureException", "IncompleteSignatureException")]:
        rows.append((f"{service}: a Region that cannot be", headers, good.format("nowhere", service), region_code))
        rows.append((f"{service}: no terminator", headers, f"Credential=outside/20260101/us-west-2/{service}, Signature=0",
                     incomplete))
        rows.append((f"{service}: no credential", headers, "SignedHeaders=host, Signature=0", incomplete))
    rows.append(("a service that is not modelled, Query", query, good.format("us-west-2", "elasticache"), "InvalidAction"))
    rows.append(("a service that is not modelled, JSON", target, good.format("us-west-2", "kinesis"), "UnknownOperationException"))
    rows.append(("route53 outside us-east-1", {}, good.format("us-west-2", "route53"), "SignatureDoesNotMatch"))
    return rows


def bad_scopes(twin):
    wrong = 0
    print(f"\n{'scope of the signature':<60}code")
    host = twin.endpoint.removeprefix("http://")
    for what, headers, authorization, expected in scopes():
        connection = http.client.HTTPConnection(host, timeout=30)
        path = "/service/GraniteServiceVersion20100801/operation/ListMetrics" if "smithy-protocol" in headers else "/"
        if "s3" in authorization or "route53" in authorization or authorization.startswith("Signed") and not headers:
            method, body = "GET", None
        else:
            method, body = "POST", {True: b"{}", False: b"Action=DescribeRegions&Version=1"}["x-amz-target" in headers]
        connection.request(method, path, body, {**headers, "authorization": "AWS4-HMAC-SHA256 " + authorization})
        answer = connection.getresponse()
        text = answer.read()
        code = models.error_code({"headers": {k.lower(): v for k, v in answer.getheaders()}, "body": text})
        # Without a credential nobody knows which service was meant; the protocol of the request still decides the form.
        accepted = {expected} | ({"IncompleteSignature"} if "no " in what and not headers else set())
        trouble = unexpected((code, answer.status), accepted)
        wrong += bool(trouble)
        print(f"{what:<60}{code or text[:40]}{trouble}")
        connection.close()
    return wrong


def main():
    with Twin() as twin:
        wrong = every_operation(twin) + unknown_parameters(twin) + wrong_region(twin) + bad_scopes(twin)
    print(f"\n{wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
