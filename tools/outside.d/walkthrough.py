"""The walk-through by hand: a person with the AWS CLI does what the failover machine does, against the twin."""

import json
import sys
import time
import urllib.request

from cli import Cli
from twin import Twin

EAST, WEST = ("--region", "us-east-1"), ("--region", "us-west-2")
GLOBAL_CLUSTER = "shop-global"
RECOVERY_CLUSTER = "arn:aws:rds:us-west-2:111111111111:cluster:shop-west"
TARGETS = "arn:aws:elasticloadbalancing:us-west-2:111111111111:targetgroup/shop-west/0000000000000201"
MACHINE = "arn:aws:states:us-west-2:111111111111:stateMachine:"
SPEED = 20
LIMIT_SECONDS = 180


def until(what, look):
    """Asks again and again, as a person does, until the answer is a true one."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(1)
    raise AssertionError(f"waited {LIMIT_SECONDS} s for {what} in vain")


def verify_both_regions(aws, twin):
    assert aws.expect("sts", "get-caller-identity")["Account"] == "111111111111"
    members = aws.expect("rds", "describe-global-clusters", *WEST)["GlobalClusters"][0]["GlobalClusterMembers"]
    assert [member["IsWriter"] for member in members] == [True, False]
    assert len(instances(aws, EAST)) == 1 and not instances(aws, WEST)
    assert visit(twin, "shop-site-east.s3-website-us-east-1.amazonaws.com") == 200
    assert visit(twin, "shop-site-west.s3-website-us-west-2.amazonaws.com") == 200
    assert visit(twin, "recovery.shop.example") == 503


def image(aws, _):
    instance = instances(aws, EAST)[0]["InstanceId"]
    source = aws.expect("ec2", "create-image", "--instance-id", instance, "--name", "shop", "--no-reboot", *EAST)["ImageId"]
    until("the image", lambda: image_state(aws, EAST, source) == "available")
    copy = aws.expect("ec2", "copy-image", "--source-region", "us-east-1", "--source-image-id", source, "--name", "shop", *WEST)
    until("the copy", lambda: image_state(aws, WEST, copy["ImageId"]) == "available")


def alarm(aws, _):
    aws.expect(
        "cloudwatch", "put-metric-alarm", "--alarm-name", "by-hand", "--namespace", "AWS/Route53",
        "--metric-name", "HealthCheckStatus", "--statistic", "Minimum", "--period", "60", "--evaluation-periods", "1",
        "--threshold", "1", "--comparison-operator", "LessThanThreshold", *WEST)
    aws.expect(
        "cloudwatch", "set-alarm-state", "--alarm-name", "by-hand", "--state-value", "ALARM", "--state-reason", "tried", *WEST)
    alarms = aws.expect("cloudwatch", "describe-alarms", "--alarm-names", "by-hand", *WEST)["MetricAlarms"]
    assert alarms[0]["StateValue"] == "ALARM"


def promote(aws, _):
    aws.expect(
        "rds", "remove-from-global-cluster", "--global-cluster-identifier", GLOBAL_CLUSTER,
        "--db-cluster-identifier", RECOVERY_CLUSTER, *WEST)
    until("the promotion", lambda: is_promoted(aws))
    aws.refuse(
        "GlobalClusterNotFoundFault", "rds", "failover-global-cluster", "--global-cluster-identifier", "no-such",
        "--target-db-cluster-identifier", RECOVERY_CLUSTER, "--allow-data-loss", *WEST)


def bind(aws, _):
    cluster = aws.expect("rds", "describe-db-clusters", "--db-cluster-identifier", "shop-west", *WEST)["DBClusters"][0]
    value = f"{cluster['Endpoint']}:{cluster['Port']}"
    aws.expect("ssm", "put-parameter", "--name", "/shop/database/endpoint", "--value", value, "--overwrite", *WEST)


def launch(aws, _):
    copy = aws.expect("ec2", "describe-images", "--owners", "self", *WEST)["Images"][0]["ImageId"]
    launched = aws.expect(
        "ec2", "run-instances", "--image-id", copy, "--instance-type", "m7g.large", "--count", "1",
        "--subnet-id", "subnet-00000000000000201", "--client-token", "by-hand-1", *WEST)["Instances"][0]["InstanceId"]
    until("the status checks", lambda: is_well(aws, launched))
    aws.expect("elbv2", "register-targets", "--target-group-arn", TARGETS, "--targets", f"Id={launched}", *WEST)


def verify_the_recovery_region(_, twin):
    until("the recovery site", lambda: visit(twin, "recovery.shop.example") == 200)


def shift(aws, _):
    aws.expect("s3api", "head-object", "--bucket", "shop-switch-west", "--key", "primary-is-serving", *WEST)
    aws.refuse(
        "AccessDenied", "s3api", "delete-object", "--bucket", "shop-switch-west", "--key", "primary-is-serving", *WEST)


def run_a_machine(aws, _):
    name = "by-hand"
    started = aws.expect(
        "stepfunctions", "start-execution", "--state-machine-arn", MACHINE + "sync-images", "--name", name,
        "--input", json.dumps({"plan": "shop"}), *WEST)["executionArn"]
    until("the execution", lambda: execution_status(aws, started) != "RUNNING")
    events = aws.expect("stepfunctions", "get-execution-history", "--execution-arn", started, *WEST)["events"]
    assert events[0]["type"] == "ExecutionStarted" and len(events) > 5
    items = aws.expect("dynamodb", "scan", "--table-name", "pilotlight", *WEST)["Items"]
    assert any(item["pk"]["S"] == "PLAN#shop" for item in items)
    aws.expect("sns", "publish", "--topic-arn", "arn:aws:sns:us-west-2:111111111111:pilotlight", "--message", "done", *WEST)


def refusals(aws, _):
    aws.refuse("InvalidAction", "rds", "describe-certificates", *WEST)
    aws.refuse("InvalidInstanceID.NotFound", "ec2", "describe-instances", "--instance-ids", "i-0123456789abcdef0", *WEST)
    aws.refuse("DBClusterNotFoundFault", "rds", "describe-db-clusters", "--db-cluster-identifier", "shop-west", *EAST)
    aws.refuse("ResourceNotFoundException", "dynamodb", "scan", "--table-name", "pilotlight", *EAST)
    aws.refuse("ParameterNotFound", "ssm", "get-parameter", "--name", "/no/such", *WEST)
    aws.refuse("StateMachineDoesNotExist", "stepfunctions", "start-execution", "--state-machine-arn", MACHINE + "none", *WEST)


STEPS = [
    verify_both_regions, image, alarm, promote, bind, launch, verify_the_recovery_region, shift, run_a_machine, refusals]


def instances(aws, region):
    reservations = aws.expect("ec2", "describe-instances", *region)["Reservations"]
    return [instance for reservation in reservations for instance in reservation["Instances"]]


def image_state(aws, region, image_id):
    return aws.expect("ec2", "describe-images", "--image-ids", image_id, *region)["Images"][0]["State"]


def is_promoted(aws):
    members = [
        member["DBClusterArn"]
        for cluster in aws.expect("rds", "describe-global-clusters", *WEST)["GlobalClusters"]
        for member in cluster["GlobalClusterMembers"]]
    cluster = aws.expect("rds", "describe-db-clusters", "--db-cluster-identifier", "shop-west", *WEST)["DBClusters"][0]
    writable = "-ro-" not in cluster["Endpoint"]
    return RECOVERY_CLUSTER not in members and cluster["Status"] == "available" and writable


def is_well(aws, instance):
    statuses = aws.expect("ec2", "describe-instance-status", "--instance-ids", instance, *WEST)["InstanceStatuses"]
    checks = ("SystemStatus", "InstanceStatus", "AttachedEbsStatus")
    return bool(statuses) and all(statuses[0].get(check, {}).get("Status") == "ok" for check in checks)


def execution_status(aws, arn):
    return aws.expect("stepfunctions", "describe-execution", "--execution-arn", arn, *WEST)["status"]


def visit(twin, host):
    request = urllib.request.Request(twin.endpoint + "/health", headers={"Host": host})
    if ".s3-website-" in host:
        request = urllib.request.Request(twin.endpoint + "/", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def main():
    with Twin(SPEED) as twin:
        aws = Cli(twin.endpoint)
        failures = 0
        print(f"{'step':<32}{'result':<10}calls")
        for step in STEPS:
            before = sum(aws.operations.values())
            try:
                step(aws, twin)
                result = "passed"
            except AssertionError as failure:
                failures += 1
                result = f"FAILED: {failure}"
            print(f"{step.__name__.replace('_', ' '):<32}{result:<10}{sum(aws.operations.values()) - before}", flush=True)
    print(f"\n{len(aws.operations)} operations, {sum(aws.operations.values())} answers held against botocore's models:")
    for finding in sorted(set(aws.findings)):
        print(f"  DIFFERS  {finding}")
    print(f"  {len(set(aws.findings))} differences")
    return 1 if failures or aws.findings else 0


if __name__ == "__main__":
    sys.exit(main())
