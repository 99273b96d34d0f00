"""What the templates deploy: the functions with their handlers and settings, and the machines' errors."""

import json
import re

import yaml

from emulator import ROOT

ACCOUNT = "111111111111"
VALUES = {
    "AWS::AccountId": ACCOUNT, "Journal": "pilotlight", "JournalTable": "pilotlight",
    "Plans": "pilotlight-plans-111111111111", "Notifications": "arn:aws:sns:us-west-2:111111111111:pilotlight",
    "RecoveryRegion": "us-west-2",
}


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's tags: a reference is its name, a substitution its text."""


def _untagged(loader, _, node):
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


_Loader.add_multi_constructor("!", _untagged)


def functions():
    """By name: handler, Region, environment; as a deployment into the twin would set them."""
    return _functions("template.yaml", "us-west-2") | _functions("trigger/witness.yaml", "us-east-2")


def _functions(file, region):
    template = yaml.load((ROOT / file).read_text(), _Loader)
    common = template.get("Globals", {}).get("Function", {})
    found = {}
    for logical, resource in template["Resources"].items():
        if resource["Type"] == "AWS::Serverless::Function":
            own = resource["Properties"]
            variables = {}
            for source in (common, own):
                for name, value in source.get("Environment", {}).get("Variables", {}).items():
                    variables[name] = _value(str(value), template, region)
            found[logical.removesuffix("Function")] = (own["Handler"], region, variables)
    return found


def _value(text, template, region):
    if text in VALUES:
        return VALUES[text]
    parameter = template.get("Parameters", {}).get(text, {})
    if "Default" in parameter:
        return str(parameter["Default"])
    for name, value in {"AWS::StackName}-": "", "AWS::Partition}": "aws", "AWS::Region}": region, "AWS::AccountId}": ACCOUNT}.items():
        text = text.replace("${" + name, value)
    return text


def errors_of_the_machines():
    """Every name that a Retry or Catch of a shipped machine mentions, with the machines that do."""
    names = {}
    for file in sorted((ROOT / "statemachine").glob("*.asl.json")):
        for equals in re.findall(r'"ErrorEquals":\s*\[([^\]]*)\]', file.read_text()):
            for name in json.loads(f"[{equals}]"):
                names.setdefault(name, set()).add(file.name.split(".")[0])
    return names
