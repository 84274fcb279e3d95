#!/usr/bin/env python3
"""Schema and loader judge the same files alike, as far as a schema can.

Usage: schema_check.py SOURCE_FOLDER. Exit code 77 (skipped) without jsonschema and yaml.

The loader's verdict on a broken file stands in its golden text. Problems of shape (a key too many,
a wrong word) must fail in the schema too; a file whose only problems need more than a schema (its
name, the calendar, invisible letters) must pass. Files that are no readable YAML are left out.
"""

import json
import pathlib
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

# Codes that a schema sees, without the family's letter.
SHAPE = {"001", "002", "003", "004", "005", "006", "007", "008", "009", "012", "013", "014", "015",
         "016", "017", "018", "019", "020", "021", "056", "057", "058", "059", "027"}
# Codes after which the file is no YAML to other readers, or another file to them.
UNREADABLE = {f"Y{n:03}" for n in range(1, 18)} | {"Y019", "Y021"}


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 core schema, as editors read it: no dates, no yes and no."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, expression, first in [
    ("null", r"^(~|null|)$", ["~", "n", ""]),
    ("bool", r"^(true|false)$", list("tf")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", list("-+0123456789")),
]:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(expression), first)
CoreLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value, 10))


def read(text):
    return yaml.load(text, CoreLoader)


def main():
    root = pathlib.Path(sys.argv[1])
    validators = {}
    for name in ("guide", "commune", "trusted-domains", "quiz", "facts", "banks", "spoken",
                 "indicators", "words", "handbook"):
        folder = "quizzes" if name == "quiz" else "guides"
        schema = json.loads((root / folder / f"{name}.schema.json").read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[name] = jsonschema.Draft202012Validator(schema)
    failures, count = [], 0

    def judge(where, name, text, expected):
        nonlocal count
        count += 1
        errors = [f"{e.json_path}: {e.message}" for e in validators[name].iter_errors(read(text))]
        if bool(errors) == expected:
            wanted = "accept" if expected else "refuse"
            failures.append(f"{where}: the schema should {wanted} this\n  " + "\n  ".join(errors))

    for path in sorted((root / "guides").glob("*.yaml")):
        name = {"trusted-domains": "trusted-domains", "facts": "facts", "banks": "banks",
                "spoken": "spoken", "indicators": "indicators", "handbook": "handbook",
                "handbook-en": "handbook", "commune.example": "commune",
                "commune": "commune"}.get(path.stem, "guide")
        judge(path.name, name, path.read_text("utf-8"), True)
    for path in sorted((root / "guides" / "samples").glob("*.yaml")):
        judge(path.name, "words" if path.stem.startswith("words-") else "guide",
              path.read_text("utf-8"), True)
    for path in sorted((root / "quizzes").glob("*.yaml")):
        judge(f"quizzes/{path.name}", "quiz", path.read_text("utf-8"), True)

    for path in sorted((root / "tests" / "broken").glob("*.yaml")):
        golden = path.with_suffix(".txt").read_text("utf-8")
        codes = set(re.findall(r"(?:error|warning)\[(\w{4})\]", golden))
        if codes & UNREADABLE:
            continue
        name = path.stem.split("-")[0].replace("trusted", "trusted-domains")
        shape = any(code[1:] in SHAPE for code in codes if code[0] != "Y")
        # A real day is the calendar's matter, the form of a date is the schema's.
        if {"G010", "K010"} & codes and not re.search(r"«\d+[-/]\d+[-/]\d+» is not a day", golden):
            shape = True
        judge(path.name, name, path.read_text("utf-8"), not shape)

    readme = "".join((root / folder / "README.md").read_text("utf-8")
                     for folder in ("guides", "quizzes"))
    partial = {"id"}  # Shown examples that leave keys out are not for a schema.
    needed = {"guide": partial | {"steps", "qr"}, "guide-with-facts": partial,
              "quiz": partial | {"about", "questions"}}
    for info, text in re.findall(r"^```yaml (.*)\n((?:.*\n)*?)```$", readme, re.M):
        name, *codes = info.split()
        whole = read(text) if not set(codes) & UNREADABLE else None
        if isinstance(whole, dict) and needed.get(name, set()) <= set(whole):
            judge(f"README: {text[:40]!r}", name.removesuffix("-with-facts"), text,
                  not any(code[1:] in SHAPE for code in codes))

    print("\n".join(failures) or f"{count} files judged alike")
    sys.exit(1 if failures else 0)


main()
