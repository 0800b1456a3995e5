"""What the tests of filling and reading share: records as texts, running cairn, and the parts of a document."""

import functools
import json
import os
import pathlib
import re
import subprocess
import zipfile
from collections import Counter, namedtuple

import yaml

import twins

ROOT = pathlib.Path(__file__).resolve().parent.parent
CAIRN = os.environ.get("CAIRN", str(ROOT / "cairn"))
SAMPLES = sorted((ROOT / "samples/rowan").glob("child-*.yaml"))
VALUES = ("engagement", "supports", "date", "saw", "next-steps")
TERM_LEAVES = ("date", "review", "class", "completed-by")
FAMILY = ("enjoys", "does-well", "new", "next", "child-views", "family-views")
COMMENT_KEYS = ("text", "by", "initials", "date", "for")
SANITIZER = 99  # what the sanitizers end with (see the Makefile); never an exit code of Cairn's


@functools.lru_cache(None)
def plain():
    """No sanitizer is built in, so that time and memory are Cairn's own."""
    program = pathlib.Path(CAIRN).read_bytes()
    return not any(mark in program for mark in (b"__asan_init", b"__tsan_init"))


# ---- records ----

class Texts(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML as Cairn reads it: every scalar is text; a plain ~ and an empty plain scalar are nothing."""

    yaml_implicit_resolvers = {}


Texts.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"~?$"), ["~", ""])


def load(source):
    """A record from a path or from text."""
    text = source.read_bytes().decode("utf-8-sig") if isinstance(source, pathlib.Path) else source
    return yaml.load(text, Loader=Texts)


@functools.lru_cache(1 << 12)
def quoted(text):
    """A scalar in double quotes; what YAML 1.1 takes for a line's end, or cannot hold as it is, is escaped."""
    unfit = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
    return unfit.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def dump(tree, indent=0):
    """A record as YAML that PyYAML and Cairn read alike."""
    pad = "  " * indent
    if tree is None:
        return "~"
    if isinstance(tree, str):
        return quoted(tree)
    if not tree:
        return "[]" if isinstance(tree, list) else "{}"
    if isinstance(tree, list):
        return "".join(f"\n{pad}- {dump(item, indent + 1)}" for item in tree)
    return "".join(f"\n{pad}{key}: {dump(value, indent + 1)}" for key, value in tree.items())


def term_of(record, session, term):
    return next(t for t in record["terms"] if (t["session"], t["term"]) == (session, term))


def terms_of(record):
    return [(t["session"], t["term"]) for t in record.get("terms") or []]


# ---- what the mapping names of a record, in a form that compares ----

def text_value(value):
    """As the loader takes it: line feeds only, and none at the end; nothing is None."""
    return value.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") or None if isinstance(value, str) else value


def some(pairs):
    return {key: value for key, value in pairs if value not in (None, "", [])}


def comment_value(comment):
    """A comment as it reads back: initials that follow from the author, and the time of a whole day, are left out."""
    values = {key: text_value(comment.get(key)) for key in COMMENT_KEYS}
    derived = "".join(word[0] for word in re.split("[ \t\u00a0]+", values["by"]) if word)
    if values["initials"] == derived:
        values["initials"] = None
    if values["date"] and values["date"].endswith("T00:00:00Z"):
        values["date"] = values["date"][:10]
    return tuple(values[key] for key in COMMENT_KEYS)


def thread_of(comment):
    """What counts of a comment beside its own words."""
    return twins.thread(comment.get("state") == "resolved", [comment_value(reply)[:4] for reply in comment.get("replies") or []])


def counted(key, threads):
    """What comments of the same words count as: each itself, each of its replies, and that it is resolved."""
    count = Counter({key: len(threads)} if threads else {})
    for thread in threads:
        count.update(key + ("reply",) + reply for reply in thread.replies)
        count.update([key + ("resolved",)] * thread.resolved)
    return count


def view(learner, term, staff=True):
    """{leaves, rows: {milestone: values}, threads: {a comment's own words: threads}, comments: multiset}: one learner and term, as far as the
    mapping names them."""
    family = term.get("family") or {}
    leaves = some([(key, text_value(learner.get(key))) for key in ("id", "known-as")])
    leaves.update(some((key, text_value(term.get(key))) for key in ("session", "term") + TERM_LEAVES))
    leaves.update(some((key, text_value(family.get(key))) for key in FAMILY))
    rows = {milestone: {} for milestone in term.get("focus") or []}
    threads = {}
    for item in term.get("assessments") or []:
        rows[item["milestone"]] = some((key, text_value(item.get(key))) for key in VALUES)
        for field in ("preferred", "comments"):
            for comment in item.get(field) or []:
                if staff or comment.get("for") != "staff":
                    threads.setdefault((item["milestone"], field) + comment_value(comment), []).append(thread_of(comment))
    comments = sum((counted(key, some) for key, some in threads.items()), Counter())
    return {"leaves": leaves, "rows": rows, "threads": threads, "comments": comments}


def view_of(record, session, term, staff=False):
    return view(record["learner"], term_of(record, session, term), staff)


def view_of_reading(record):
    """The same of what `cairn read` gave, with its own promises looked at."""
    term = (record.get("terms") or [{}])[0]
    items, focus = term.get("assessments") or [], term.get("focus") or []
    assert all(len(item) > 1 for item in items), "an entry with only its milestone belongs in focus"
    keys = [item["milestone"] for item in items] + focus
    assert len(set(keys)) == len(keys), "each milestone is read once"
    return view(record["learner"], term)


def differences(expected, found):
    """Lines that say where two views differ."""
    lines = []
    for part in ("leaves", "rows"):
        for key in sorted(set(expected[part]) | set(found[part])):
            one, other = expected[part].get(key), found[part].get(key)
            if one != other:
                lines.append(f"{part} {key}: expected {one!r}, found {other!r}")
    lines += [f"comment lost: {c!r}" for c in (expected["comments"] - found["comments"]).elements()]
    lines += [f"comment nobody wrote: {c!r}" for c in (found["comments"] - expected["comments"]).elements()]
    return lines


# ---- laws ----

class Broken(Exception):
    """A law did not hold, or cairn ended in another way than it should."""


def hold(law, expected, found):
    lines = differences(expected, found)
    if lines:
        raise Broken(f"{law}\n  " + "\n  ".join(lines))


def same_bytes(law, one, other):
    if one.read_bytes() != other.read_bytes():
        raise Broken(f"{law}: {one.name} and {other.name} differ")


# ---- cairn ----

Done = namedtuple("Done", "code out said")


def run(*words, cwd=None, stdin=None, before=None):
    """Runs cairn: exit code, standard output (bytes), standard error (text)."""
    done = subprocess.run([CAIRN, *map(str, words)], input=stdin if stdin is not None else b"", stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, cwd=cwd, preexec_fn=before, timeout=120, check=False)
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode < 0 or done.returncode == SANITIZER:
        raise AssertionError(f"cairn {' '.join(map(str, words))} ended with {done.returncode}\n{said}")
    return Done(done.returncode, done.stdout, said)


def fill(record, out, *options, want=0):
    done = run("fill", record, "-o", out, *options)
    assert done.code == want, f"fill {record} {' '.join(map(str, options))}: exit {done.code}, not {want}\n{done.said}"
    return done


def read(document, want=0):
    done = run("read", document)
    assert done.code == want, f"read {document}: exit {done.code}, not {want}\n{done.said}"
    return load(done.out.decode())


# ---- documents ----

def parts(path):
    """Every member of a document in its order: {name: bytes}."""
    with zipfile.ZipFile(path) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def write_parts(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)


def raw_members(path):
    """[(name, local header's settings, raw bytes)]: what a copy must keep, whatever the place in the file."""
    data = pathlib.Path(path).read_bytes()
    with zipfile.ZipFile(path) as package:
        found = []
        for info in package.infolist():
            name_len = int.from_bytes(data[info.header_offset + 26:info.header_offset + 28], "little")
            extra_len = int.from_bytes(data[info.header_offset + 28:info.header_offset + 30], "little")
            start = info.header_offset + 30 + name_len + extra_len
            settings = (info.CRC, info.file_size, info.date_time, info.compress_type, info.external_attr)
            found.append((info.filename, settings, data[start:start + info.compress_size]))
        return found


def litter(folder):
    """Temporary files that were left behind."""
    return [path.name for path in pathlib.Path(folder).rglob(".cairn-*")]
