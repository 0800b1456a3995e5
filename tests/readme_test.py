"""The README and the man page tell the truth: their examples run, and their lists agree with the program and its sources."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
CAIRN = pathlib.Path(os.environ.get("CAIRN", str(ROOT / "cairn"))).resolve()
README = (ROOT / "README.md").read_text("utf-8")
MAN = (ROOT / "src/cairn.1").read_text("utf-8")
VERBS = ("fill", "pack", "read", "sheet fill", "sheet blank", "sheet read", "new", "diff", "check", "draft")


def source(path):
    return (ROOT / path).read_text("utf-8")


# ---- examples ----

def blocks():
    """(language, text, the text block that follows at once, or None) for every block of the README, in order."""
    found = [(m.start(), m.end(), m[1], m[2]) for m in re.finditer(r"^```(\w*)\n(.*?)^```$", README, re.M | re.S)]
    for i, (_, end, language, text) in enumerate(found):
        behind = found[i + 1] if i + 1 < len(found) else None
        shown = behind and behind[2] == "text" and not README[end:behind[0]].strip()
        yield language, text, behind[3] if shown else None


def scratch(folder):
    """A folder as a user of the README has it, with cairn on PATH; gives the environment."""
    for part in ("samples", "mappings", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    (folder / "bin").mkdir()
    (folder / "bin/cairn").symlink_to(CAIRN)
    return {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}


def run_line(line, folder, environment):
    """What is wrong with the exit code of one command (None: nothing), and its output."""
    said = re.search(r"# exit (\d)$", line)
    want = int(said[1]) if said else 0
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
    output = done.stdout.decode("utf-8", "replace")
    wrong = f"`{line}` ends with {done.returncode}, not {want}\n{output}" if done.returncode != want else None
    return wrong, output


def run_block(text, shown, folder, environment):
    """Lines that say what is wrong: an exit code, or output other than the README shows (none where it shows none)."""
    wrong, output = [], ""
    for line in text.splitlines():
        fault, more = run_line(line, folder, environment)
        wrong += [fault] if fault else []
        output += more
    if output != (shown or ""):
        wrong.append(f"README shows:\n{shown or ''}\n`{text.strip()}` says:\n{output}")
    return wrong


def readme_examples():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        environment = scratch(folder)
        for language, text, shown in blocks():
            file = re.match(r"# (\S+\.yaml)\n", text)
            if language == "yaml" and file:
                (folder / file[1]).parent.mkdir(parents=True, exist_ok=True)
                (folder / file[1]).write_text(text, "utf-8")
            if language == "yaml":
                yield f"the block {text.splitlines()[0]} is YAML to others too", [] if yaml.safe_load(text) else ["it is empty"]
            if language == "sh":
                yield f"README: {text.splitlines()[0]}", run_block(text, shown, folder, environment)


def man_examples():
    lines = re.findall(r"^\.Dl \$ (.*)$", MAN, re.M)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        environment = scratch(folder)
        for line in lines:
            fault, _ = run_line(line, folder, environment)
            yield f"man: {line}", [fault] if fault else []
    yield "the man page has examples", [] if len(lines) > 5 else [f"only {len(lines)}"]


# ---- lists ----

def differ(what, here, there):
    """Lines that say in which items two sets differ."""
    here, there = set(here), set(there)
    return [f"{what}: only in the first: {sorted(here - there)}; only in the second: {sorted(there - here)}"] if here != there else []


def help_of(verb):
    return subprocess.run([CAIRN, *verb.split(), "--help"], stdout=subprocess.PIPE, check=True).stdout.decode()


def table(heading):
    """The cells of the first table below a heading of the README, without its head."""
    below = README.split(f"\n### {heading}\n")[1]
    rows = re.search(r"((?:^\|.*\n)+)", below, re.M)[1].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def options_in_help(verb):
    return {option.strip() for option in re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)", help_of(verb).split("Exit codes")[0])}


def options_in_man(verb):
    part = re.search(rf"^\.Ss cairn {verb}\n(.*?)(?=^\.S[sh] )", MAN, re.M | re.S)[1]
    return {f"-{option}" for item in re.findall(r"^\.It (Fl .*)$", part, re.M) for option in re.findall(r"Fl (\S+)", item)}


def options_in_readme(verb):
    return {option for row in table("Options") if verb in row[1].split(", ") for option in re.findall(r"`(-[a-z-]+)`", row[0])}


def options_agree():
    for verb in VERBS:
        asked = options_in_help(verb)
        yield f"options of {verb}: help and man", differ("help, man", asked, options_in_man(verb))
        yield f"options of {verb}: help and README", differ("help, README", asked, options_in_readme(verb))


def exit_codes_agree():
    enum = re.search(r"enum cairn_exit \{(.*?)\}", source("src/cairn.h"))[1].split(",")
    codes = {str(n) for n in range(len(enum))}
    man = MAN.split(".Sh EXIT STATUS")[1].split(".Sh ")[0]
    yield "exit codes: header and README", differ("header, README", codes, [row[0] for row in table("Exit codes")])
    yield "exit codes: header and man", differ("header, man", codes, re.findall(r"^\.It (\d)$", man, re.M))
    for verb in VERBS:
        told = re.findall(r"(\d) [a-z]", help_of(verb).split("Exit codes:")[1])
        yield f"exit codes of {verb} are in the table", [] if told and set(told) <= codes else [f"help has {told}"]


def message_codes_agree():
    """Every code that the program can say stands in the man page under the exit status that it leads to."""
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "src").glob("*.c"))
    statuses = {"DONE": "0", "PARTLY": "1", "USAGE": "2", "RECORD": "3", "DOCUMENT": "4", "OUTPUT": "5"}
    found = re.findall(r'^MESSAGE\((\w+), "([^"]+)", \w+, EXIT_(\w+),', source("src/messages.def") + source("src/messages_class.def"), re.M)
    said = {(statuses[status], code) for name, code, status in found if re.search(rf"\bMSG_{name}\b", sources)}
    said |= {(statuses["OUTPUT"], code) for code in re.findall(r'cairn_message message = \{"([^"]+)"', sources)}  # has no table
    part = MAN.split(".Sh DIAGNOSTICS")[1].split(".Sh ")[0]
    items = re.findall(r"^\.It (\d)\n(.*?)(?=^\.)", part, re.M | re.S)
    listed = [(status, code) for status, words in items for code in re.findall(r"[\w-]+", words)]
    told = set(listed)
    yield "message codes: each once", [f"{code} stands there again" for code in told if listed.count(code) > 1]
    yield "message codes: program and man", differ("program, man", said, told)


def number(text):
    digits, _, unit = text.replace(",", "").partition(" ")
    return int(digits) << {"": 0, "KB": 10, "MB": 20}[unit]


def limits_agree():
    found = re.findall(r'^LIMIT\((\w+), ([^,]+), [^,]+,\s*"([^"]+)"\)', source("src/limits.def"), re.M)
    limits = {(f"`{name.lower().replace('_', '-')}`", what, number(value.replace("* ", ""))) for name, value, what in found}
    rows = table("Limits")
    yield "limits: sources and README", differ("sources, README", limits, [(name, what, number(most)) for name, what, most, _ in rows])
    yield "limits: each has its reason", [f"{row[0]} has none" for row in rows if not row[3]]
    listed = re.findall(r"[\w-]+", re.search(r"^\.Ss Limits\n.*?^\.Bd .*?\n(.*?)^\.Ed", MAN, re.M | re.S)[1])
    yield "limits: sources and man", differ("sources, man", {name.strip("`") for name, _, _ in limits}, listed)


def strings_of(path, name):
    """The texts in the initialiser of a C array."""
    return re.findall(r'"([^"]+)"', re.search(rf"\b{name}\[\w*\]\s*=\s*\{{(.*?)\}};", source(path), re.S)[1])


def mapping_words_agree():
    ticked = " ".join(re.findall(r"`([^`\n]+)`", README))
    for name in ("LOCATORS", "names", "SHOWN_PATHS", "ROW_PATHS"):
        file = {"LOCATORS": "src/mapping.c", "names": "src/mapping_codec.c"}.get(name, "src/mapping_paths.c")
        missing = [word for word in strings_of(file, name) if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", ticked)]
        yield f"README names what mappings may say ({name})", [f"not in README: {missing}"] if missing else []
    shown = [word for line in re.findall(r"^\| (`\{\w+: .*?) \|", README, re.M) for word in re.findall(r"`\{(\w+): ", line)]
    locators = set(strings_of("src/mapping.c", "LOCATORS")) | {"date", "scale", "ticks", "shading", "highlight", "list", "term"}
    yield "README promises no other locator", differ("README, program", shown, locators)


def keys_of(schema):
    for key, value in schema.items() if isinstance(schema, dict) else []:
        if key == "properties":
            yield from value
        yield from keys_of(value)
    for item in schema if isinstance(schema, list) else []:
        yield from keys_of(item)


def file_keys_agree():
    ticked = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`\n]+)`", README) + [text for _, text, _ in blocks()])))
    for kind in ("learner", "class", "scale", "framework"):
        missing = set(keys_of(json.loads(source(f"mappings/schema/{kind}.json")))) - ticked
        yield f"README names every key of a {kind}", [f"not in README: {sorted(missing)}"] if missing else []


# ---- the pages themselves ----

def installs_agree():
    """The lines for Fedora and Homebrew name what tests/install.sh would."""
    rows = re.findall(r"^[^#\n|]+\|[^|\n]+\|([^|\n]*)\|([^|\n]*)\|([^|\n]*)$",
                      re.search(r"    build\) cat.*?    lint\)", source("tests/install.sh"), re.S)[0], re.M)
    fedora = {word for row in rows for word in row[1].split()}
    brew = {word.replace("pip:", "") for row in rows for word in row[2].split()}
    lines = "".join(text for language, text, _ in blocks() if language == "console").splitlines()
    told = {line.split()[0]: set(line.split()) for line in lines}
    ours = told["brew"] - {"brew", "install", "&&", "python3", "-m", "pip"} | {"python3"}
    yield "the line for Fedora", differ("README, install.sh", told["sudo"] - {"sudo", "dnf", "install", "-y"}, fedora)
    yield "the line for Homebrew", differ("README, install.sh", ours, brew)
    targets = re.findall(r"(?:`|^)make ([a-z-]+)", README, re.M)
    missing = [name for name in targets if not re.search(rf"^[a-z -]*\b{name}\b[a-z -]*:", source("Makefile"), re.M)]
    yield "every make target of the README exists", [f"not in Makefile: {missing}"] if missing else []


def anchor(heading):
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def links_lead_somewhere():
    anchors = {anchor(heading) for heading in re.findall(r"^#+ (.*)$", README, re.M)}
    for target in re.findall(r"\]\(([^)]+)\)", README):
        there = target[1:] in anchors if target.startswith("#") else (ROOT / target).is_file()
        yield f"the link to {target}", [] if there else ["it leads nowhere"]


def pages_are_well_made():
    yield "the README is short enough to read", [] if README.count("\n") < 1172 else [f"{README.count(chr(10))} lines"]
    picture = (ROOT / "samples/rowan/tracker.png").stat().st_size
    yield "the picture is small", [] if picture < 250_000 else [f"{picture} bytes"]
    opened, closed = len(re.findall(r"^\.Bl ", MAN, re.M)), len(re.findall(r"^\.El$", MAN, re.M))
    yield "the man page closes its lists", [] if opened == closed else [f"{opened} opened, {closed} closed"]
    if shutil.which("groff"):
        done = subprocess.run(["groff", "-ww", "-mandoc", "-Tutf8", ROOT / "src/cairn.1"], capture_output=True, check=False)
        yield "groff has nothing to say about the man page", [done.stderr.decode()] if done.stderr or done.returncode else []


GROUPS = (readme_examples, man_examples, options_agree, exit_codes_agree, message_codes_agree, limits_agree, mapping_words_agree,
          file_keys_agree, installs_agree, links_lead_somewhere, pages_are_well_made)


def main():
    passed = failed = 0
    for group in GROUPS:
        for name, wrong in group():
            passed += not wrong
            failed += bool(wrong)
            for line in wrong:
                print(f"{name}: {line}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
