"""Holds raw answers of the twin against the service models that botocore carries."""

import io
import json
import xml.etree.ElementTree as ElementTree
from datetime import datetime

from botocore.parsers import RpcV2CBORParser
from dateutil.parser import isoparse

# Errors that every service may give, which the models of single operations leave out.
COMMON_ERRORS = {
    "AccessDenied", "AccessDeniedException", "ExpiredToken", "IncompleteSignature", "InternalFailure", "InternalError",
    "InvalidAction", "InvalidClientTokenId", "InvalidParameterCombination", "InvalidParameterValue", "InvalidQueryParameter",
    "MalformedQueryString", "MissingAction", "MissingAuthenticationToken", "MissingParameter", "NotAuthorized", "OptInRequired", "RequestExpired",
    "SerializationException", "ServiceUnavailable", "SignatureDoesNotMatch", "ThrottlingException", "Throttling",
    "UnknownOperationException", "UnrecognizedClientException", "ValidationError", "ValidationException",
}
# EC2 and S3 model no errors at all: their codes are lists in their guides.
UNMODELLED_ERRORS = {"ec2", "s3"}


class Findings(list):
    """What differs from the models, one sentence each."""

    def add(self, where, what):
        self.append(f"{where}: {what}")


def check(operation, response, findings):
    """Compares one raw answer with its operation's model; returns whether the answer was an error."""
    where = f"{operation.service_model.service_name} {operation.name}"
    if response["status_code"] >= 300:
        _check_error(operation, response, where, findings)
        return True
    shape = operation.output_shape
    if shape is not None and "payload" not in shape.serialization:
        _check_output(operation, shape, response, where, findings)
    return False


def _check_output(operation, shape, response, where, findings):
    protocol = operation.service_model.resolved_protocol
    if protocol in ("json", "rest-json"):
        _Decoded(findings, numbers_are_times=True).check(shape, json.loads(response["body"] or b"{}"), where)
    elif protocol == "smithy-rpc-v2-cbor":
        value = RpcV2CBORParser().parse_data_item(io.BufferedReader(io.BytesIO(response["body"])))
        _Decoded(findings, numbers_are_times=False).check(shape, value, where)
    elif response["body"]:
        root = ElementTree.fromstring(response["body"])
        wrapper = shape.serialization.get("resultWrapper")
        if wrapper:
            root = _child(root, wrapper)
        if root is None:
            findings.add(where, f"the answer has no {wrapper}")
        else:
            _Xml(findings, protocol).check_structure(shape, root, where, at_root=True)


def _check_error(operation, response, where, findings):
    code = error_code(response)
    modelled = {shape.metadata.get("error", {}).get("code", shape.name) for shape in operation.error_shapes}
    modelled |= {shape.name for shape in operation.error_shapes}
    service = operation.service_model.service_name
    if not code:
        findings.add(where, f"status {response['status_code']} without an error code")
    elif service not in UNMODELLED_ERRORS and code not in modelled | COMMON_ERRORS:
        findings.add(where, f"the error {code} is not in its model, which has {sorted(modelled)}")


def error_code(response):
    """The error's code, however the protocol writes it."""
    header = response["headers"].get("x-amzn-query-error") or response["headers"].get("x-amzn-errortype")
    body = response["body"]
    if body.startswith(b"<"):
        for element in ElementTree.fromstring(body).iter():
            if _tag(element) == "Code":
                return element.text
    elif body.startswith(b"{"):
        return (json.loads(body).get("__type") or "").split("#")[-1]
    elif body:
        value = RpcV2CBORParser().parse_data_item(io.BufferedReader(io.BytesIO(body)))
        return value.get("__type", "").split("#")[-1]
    return (header or "").split(";")[0]


class _Decoded:
    """JSON and CBOR: values are typed, members carry their own names."""

    def __init__(self, findings, numbers_are_times):
        self.findings = findings
        self.numbers_are_times = numbers_are_times

    def check(self, shape, value, where):
        if value is None:
            return
        getattr(self, "_" + shape.type_name, self._scalar)(shape, value, where)

    def _structure(self, shape, value, where):
        if not isinstance(value, dict):
            self.findings.add(where, f"found {type(value).__name__} instead of a structure")
            return
        if shape.serialization.get("eventstream") or getattr(shape, "is_document_type", False):
            return
        names = {member.serialization.get("name", name): member for name, member in shape.members.items()}
        for name in value.keys() - names.keys():
            self.findings.add(where, f"there is no member {name}")
        for name in shape.required_members:
            if shape.members[name].serialization.get("name", name) not in value:
                self.findings.add(where, f"the required member {name} is missing")
        for name, member in names.items():
            if name in value:
                self.check(member, value[name], f"{where}.{name}")

    def _list(self, shape, value, where):
        for item in value:
            self.check(shape.member, item, where + "[]")

    def _map(self, shape, value, where):
        for item in value.values():
            self.check(shape.value, item, where + "{}")

    def _timestamp(self, shape, value, where):
        numeric = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not (numeric if self.numbers_are_times else isinstance(value, datetime)):
            self.findings.add(where, f"{value!r} is not a time in this protocol")

    def _string(self, shape, value, where):
        if not isinstance(value, str):
            self.findings.add(where, f"found {type(value).__name__} instead of a string")
        elif shape.enum and value not in shape.enum:
            self.findings.add(where, f"'{value}' is none of {shape.enum}")

    def _scalar(self, shape, value, where):
        kinds = {"integer": int, "long": int, "boolean": bool, "float": (int, float), "double": (int, float)}
        expected = kinds.get(shape.type_name)
        if expected and (not isinstance(value, expected) or (expected is not bool and isinstance(value, bool))):
            self.findings.add(where, f"{value!r} is no {shape.type_name}")


class _Xml:
    """Query, EC2 and REST-XML: everything is text, and lists have wrappers."""

    def __init__(self, findings, protocol):
        self.findings = findings
        self.protocol = protocol

    def check_structure(self, shape, element, where, at_root=False):
        names = {}
        for name, member in shape.members.items():
            if member.serialization.get("location") not in ("header", "headers", "statusCode"):
                names[self._name(name, member)] = member
        ignored = {"ResponseMetadata", "requestId", "RequestId"} if at_root else set()
        found = {}
        for child in element:
            found.setdefault(_tag(child), []).append(child)
        for name in found.keys() - names.keys() - ignored:
            self.findings.add(where, f"there is no element {name}")
        for name, member in names.items():
            for child in found.get(name, []):
                self._check(member, child, f"{where}.{name}")

    @staticmethod
    def _name(name, member):
        if member.type_name == "list" and member.serialization.get("flattened"):
            return member.member.serialization.get("name", member.serialization.get("name", name))
        return member.serialization.get("name", name)

    def _check(self, shape, element, where):
        if shape.type_name == "structure":
            self.check_structure(shape, element, where)
        elif shape.type_name == "list":
            self._list(shape, element, where)
        elif shape.type_name == "map":
            return
        else:
            self._scalar(shape, element.text or "", where)

    def _list(self, shape, element, where):
        if shape.serialization.get("flattened"):
            self._check(shape.member, element, where)
            return
        expected = shape.member.serialization.get("name", "member")
        for child in element:
            if _tag(child) != expected:
                self.findings.add(where, f"an item is called {_tag(child)} instead of {expected}")
            self._check(shape.member, child, where + "[]")

    def _scalar(self, shape, text, where):
        if shape.type_name == "timestamp":
            try:
                isoparse(text)
            except ValueError:
                self.findings.add(where, f"'{text}' is not an ISO time")
        elif shape.type_name == "boolean" and text not in ("true", "false"):
            self.findings.add(where, f"'{text}' is neither true nor false")
        elif shape.type_name in ("integer", "long") and not text.lstrip("-").isdigit():
            self.findings.add(where, f"'{text}' is no whole number")
        elif shape.type_name == "string" and shape.enum and text not in shape.enum:
            self.findings.add(where, f"'{text}' is none of {shape.enum}")


def _tag(element):
    return element.tag.rsplit("}", 1)[-1]


def _child(element, name):
    return next((child for child in element if _tag(child) == name), None)
