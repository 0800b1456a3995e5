"""Good and bad samples, and all that is shipped, judged alike by Cairn and, with the JSON Schemas, by ajv."""
import json
import re
import subprocess

from expected import HERE, ROOT
from made import cairn, each

SCHEMAS = ROOT / "mappings/schema"


def samples():
    """(file, schema, whether it is right) of every sample; the schema's name is the file's up to its first hyphen."""
    for kind in ("good", "bad"):
        for path in sorted((ROOT / "tests/samples" / kind).glob("*.yaml")):
            yield path, SCHEMAS / f"{path.name.split('-')[0]}.json", kind == "good"


def shipped():
    """The same of every file that is shipped; its first line names the schema."""
    for folder in ("mappings", "samples"):
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            named = re.search(r"\$schema=(\S+)", path.read_text(encoding="utf-8").split("\n", 1)[0])
            old = path.parent.name == "legacy" and folder == "samples"  # an old tracker may bear no id; legacy_test looks at those
            if not old or "\n  id: " in path.read_text(encoding="utf-8"):
                yield path, (path.parent / named[1]).resolve(), True


def by_ajv(cases):
    """{file: (ok, errors)}."""
    pairs = [str(item) for path, schema, _ in cases for item in (schema, path)]
    done = subprocess.run(["node", str(HERE / "ajv.js"), *pairs], capture_output=True, check=True)
    return {line["file"]: (line["ok"], line["errors"]) for line in map(json.loads, done.stdout.splitlines())}


def check(checks):
    cases = [*samples(), *shipped()]
    ajv = by_ajv(cases)
    ours = each(lambda case: cairn("check", case[0]), cases)
    for (path, _, right), (code, _, said) in zip(cases, ours):
        name, (ok, errors) = path.relative_to(ROOT), ajv[str(path)]
        checks.that(ok == right, f"ajv says {'yes' if ok else 'no'} to {name}: {errors[:3]}")
        checks.that(code == (0 if right else 3), f"cairn check says {code} to {name}: {said}")
