"""Lints every CloudFormation template with the rules of a linter that knows each resource type's own schema."""

import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINTER = pathlib.Path(sys.executable).with_name("cfn-lint")
# What makes a YAML file a template; a plan has no such line.
MARK = "AWSTemplateFormatVersion"
LARGEST = 400_000
# A property that no resource type has: the linter must find it, or it has not looked.
WRONG = ("MemorySize:", "MemorySizes:", "MemorySizes")


def templates():
    """Every template of the project, wherever it lies; not what a build has made, nor what is hidden."""
    files = sorted(file for ending in ("*.yaml", "*.yml") for file in ROOT.rglob(ending))
    kept = [file for file in files if not any(part == "target" or part.startswith(".") for part in file.relative_to(ROOT).parts)]
    return [file for file in kept if file.stat().st_size < LARGEST and MARK in file.read_text(encoding="utf-8")]


def lint(file):
    """What the linter has to say about a file, and whether it is content."""
    said = subprocess.run([str(LINTER), "--non-zero-exit-code", "informational", str(file)], capture_output=True, text=True)
    return said.returncode, said.stdout + said.stderr


def finds_what_is_wrong():
    """Whether it finds a mistake that was put into the deployment's own template."""
    right, wrong, name = WRONG
    template = (ROOT / "template.yaml").read_text(encoding="utf-8")
    if right not in template:
        raise SystemExit(f"template.yaml has no {right} to be spoilt; choose another property in {__file__}")
    with tempfile.TemporaryDirectory() as folder:
        spoilt = pathlib.Path(folder, "template.yaml")
        spoilt.write_text(template.replace(right, wrong, 1), encoding="utf-8")
        code, said = lint(spoilt)
        return code != 0 and name in said


def main():
    failed = 0
    found = templates()
    if not found:
        raise SystemExit("no template was found, so none was checked")
    for file in found:
        code, said = lint(file)
        failed += code != 0
        print(f"  {'wrong' if code else 'right'}  {file.relative_to(ROOT)}")
        if code:
            print(said)
    blind = not finds_what_is_wrong()
    print(f"{len(found)} templates, {failed} wrong; a mistake that was put in was {'not found' if blind else 'found'}")
    sys.exit(1 if failed or blind else 0)


if __name__ == "__main__":
    main()
