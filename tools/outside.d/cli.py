"""Runs the AWS CLI in this process, so that every raw answer it gets can be held against botocore's models."""

import contextlib
import io
import json
import os

from awscli.clidriver import create_clidriver

import models


class Cli:
    """The AWS CLI against one endpoint; remembers what it called and what differed from the models."""

    def __init__(self, endpoint):
        self._endpoint = endpoint
        self.findings = models.Findings()
        self.operations = {}
        self.last_error = ""
        os.environ.update(
            AWS_ACCESS_KEY_ID="outside",
            AWS_SECRET_ACCESS_KEY="no-secret-in-a-twin",
            AWS_DEFAULT_REGION="us-west-2",
            AWS_CONFIG_FILE=os.devnull,
            AWS_SHARED_CREDENTIALS_FILE=os.devnull,
            AWS_MAX_ATTEMPTS="1",
            AWS_PAGER="",
        )

    def run(self, *arguments):
        """Runs one command; returns its exit code and its output, parsed when it is JSON."""
        driver = create_clidriver()
        driver.session.register("before-parse.*.*", self._received)
        out = io.StringIO()
        # The CLI sends RDS in us-east-1 to AWS whatever AWS_ENDPOINT_URL says; only the option holds for every service.
        # `s3 cp -` and `lambda invoke` write bytes past sys.stdout; nothing here uses them.
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            code = driver.main([*map(str, arguments), "--endpoint-url", self._endpoint])
        text = out.getvalue()
        try:
            return code, json.loads(text) if text.strip() else None
        except ValueError:
            return code, text

    def expect(self, *arguments):
        """Runs one command that must succeed; returns its output."""
        code, output = self.run(*arguments)
        if code != 0:
            raise AssertionError(f"aws {' '.join(map(str, arguments))} failed with {self.last_error or code}")
        return output

    def refuse(self, error, *arguments):
        """Runs one command that must fail with this error code."""
        code, _ = self.run(*arguments)
        if code == 0 or self.last_error != error:
            raise AssertionError(
                f"aws {' '.join(map(str, arguments))} must fail with {error}, but ended with {self.last_error or 'success'}")

    def _received(self, operation_model, response_dict, **_):
        name = f"{operation_model.service_model.service_name} {operation_model.name}"
        self.operations[name] = self.operations.get(name, 0) + 1
        failed = models.check(operation_model, response_dict, self.findings)
        self.last_error = models.error_code(response_dict) if failed else ""
