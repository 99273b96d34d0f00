"""Our ports' contract tests against services that nobody here wrote: the journal's table, Aurora's global databases."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from emulator import ROOT, java
from otheraws import Ministack
from twin import COMMAND

TESTS = {
    "OtherJournalTableTest": "DynamoDB: JournalTable", "OtherGlobalDatabasesTest": "RDS: GlobalDatabases",
}
REPORTS = ROOT / "functions" / "target" / "surefire-reports"
NOT_MODELLED = [
    ("EC2: images and their copies, launches", "no CreateImage and no CopyImage; client tokens are ignored, a dry run launches"),
    ("S3: the latched switch", "no website endpoint, from which health checks read it"),
    ("CloudWatch: alarms as events", "an alarm does not reach EventBridge"),
    ("RDS: states in between", "a promotion is there at once: no 'promoting', no late descriptions"),
]


def run_against(endpoint):
    """Runs the tests; returns their names with what went wrong, which is empty for those that passed."""
    subprocess.run([*COMMAND, "help"], check=True, stdout=subprocess.DEVNULL)
    for report in REPORTS.glob("TEST-*Other*.xml"):
        report.unlink()
    home = str(Path(java()).resolve().parents[1])
    subprocess.run(
        ["mvn", "-q", "-B", "--no-transfer-progress", "-f", ROOT / "pom.xml", "-pl", "functions", "surefire:test",
         f"-Dtest={','.join(TESTS)}", "-Dmaven.test.failure.ignore=true"],
        env=os.environ | {"PILOT_LIGHT_OTHER_AWS": endpoint, "JAVA_HOME": home}, check=True, stdout=subprocess.DEVNULL)
    return {name: results(REPORTS.glob(f"TEST-*.{name}.xml")) for name in TESTS}


def results(reports):
    """What each test of some reports said: its name, and why it failed or was left out."""
    found = {}
    for report in reports:
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            troubles = [case.find(kind) for kind in ("failure", "error", "skipped")]
            found[case.get("name").removesuffix("()")] = next(
                ((trouble.get("message") or trouble.tag)[:150] for trouble in troubles if trouble is not None), "")
    return found


def main():
    with Ministack() as ministack:
        found = run_against(ministack.endpoint)
    wrong = 0
    print(f"{'port':<26}{'test':<68}ministack")
    for test, cases in found.items():
        if not cases:
            wrong += 1
            print(f"{TESTS[test]:<26}{'(no test ran)':<68}NO")
        for case, trouble in cases.items():
            wrong += bool(trouble)
            print(f"{TESTS[test]:<26}{case:<68}{'NO: ' + trouble if trouble else 'yes'}")
    print("\nnot modelled by ministack, and so not tried there:")
    for what, why in NOT_MODELLED:
        print(f"  {what}: {why}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
