"""Records as many hands write YAML: one tree in a style that is drawn anew for every value, with comments between."""

import json
import re

import yaml

from tracker import load

SAFE = re.compile(r"[A-Za-zé][A-Za-z0-9é'.()/-]*( [A-Za-z0-9é'.()/-]+)*")
UNSAID = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
SPECIAL = re.compile("[^\n\x20-\x7e\xa1-\xac\xae-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
REMARKS = ["seen by M. Reid", "ask at home: 'why?'", "- not an item", "{not: a map}", "key: no value", "😀", "# again"]


class Scribe:
    """Writes trees; its choices come from rng. eol: how lines end."""

    def __init__(self, rng, eol="\n"):
        self.rng, self.eol, self.step, self.remarks = rng, eol, rng.choice([2, 2, 3, 4]), rng.random() < 0.8
        self.anchors = 0

    def remark(self, indent=0):
        return " " * indent + "# " + self.rng.choice(REMARKS)

    def tail(self):
        return "  # " + self.rng.choice(REMARKS) if self.remarks and self.rng.random() < 0.15 else ""

    def between(self, indent):
        """Lines that say nothing."""
        lines = []
        if self.remarks and self.rng.random() < 0.2:
            lines.append(self.remark(self.rng.choice([0, indent, indent])))
        if self.rng.random() < 0.08:
            lines.append("")
        return lines

    # ---- on one line ----

    def scalar(self, value, flow=False):
        if value is None:
            return self.rng.choice(["~", "~", '""'] + ([] if flow else [""]))
        kinds = ["double"]
        if not SPECIAL.search(value) and "\n" not in value:
            kinds += ["single"] * 2
            if SAFE.fullmatch(value) and value.lower() not in UNSAID:
                kinds += ["plain"] * 4
        kind = self.rng.choice(kinds)
        if kind == "double":
            return SPECIAL.sub(lambda m: f"\\U{ord(m[0]):08x}", json.dumps(value, ensure_ascii=False)).replace("\x7f", "\\x7f")
        return "'" + value.replace("'", "''") + "'" if kind == "single" else value

    def flow(self, value):
        if isinstance(value, dict):
            return "{" + ", ".join(f"{key}: {self.flow(item)}" for key, item in value.items()) + self.rng.choice(["", "", ", "] if value else [""]) + "}"
        if isinstance(value, list):
            return self.rng.choice(["[", "[ "]) + ", ".join(map(self.flow, value)) + "]"
        return self.scalar(value, True)

    # ---- in lines ----

    def literal(self, value, indent):
        """A literal block, where it keeps the text."""
        lines = value.split("\n")
        return ["|-" + self.tail()] + [" " * indent + line if line else "" for line in lines]

    def value(self, value, indent):
        """(what stands behind the colon or dash, the lines below it)"""
        if isinstance(value, (dict, list)) and value and self.rng.random() < 0.75:
            return "", self.block(value, indent)
        if isinstance(value, (dict, list)):
            return " " + self.flow(value) + self.tail(), []
        literal = isinstance(value, str) and "\n" in value and not SPECIAL.search(value) and re.fullmatch(r"(?s)[^\s](.*[^\s])?", value)
        if literal and " \n" not in value and self.rng.random() < 0.6:
            first, *lines = self.literal(value, indent)
            return " " + first, lines
        written = self.scalar(value)
        return (" " + written if written else "") + self.tail(), []

    def block(self, value, indent):
        lines, pad = [], " " * indent
        for item in value if isinstance(value, list) else value.items():
            if lines:
                lines += self.between(indent)
            if isinstance(value, dict):
                key, below = item
                beneath = indent if isinstance(below, list) and self.rng.random() < 0.4 else indent + self.step
                behind, more = self.value(below, beneath)
                lines += [f"{pad}{key}:{behind}"] + more
            elif isinstance(item, dict) and item and self.rng.random() < 0.85:
                first, *more = self.block(item, indent + 2)
                lines += [f"{pad}- {first[indent + 2:]}"] + more
            else:
                lines += [f"{pad}- {self.flow(item)}{self.tail()}"]
        return lines

    def page(self, tree):
        lines = self.rng.choice([[], ["# yaml-language-server: $schema=learner.json"], ["---"], ["", "# a record"]])
        lines = lines + self.block(tree, 0) + self.rng.choice([[], [], [""], ["# the end"]])
        text = self.eol.join(lines) + self.rng.choice([self.eol, self.eol, ""])
        return (self.rng.choice(["", "", "\ufeff"]) + text).encode()


def write(rng, tree):
    """Bytes that load as the tree."""
    for _ in range(20):
        data = Scribe(rng, rng.choice(["\n", "\n", "\n", "\r\n"])).page(tree)
        try:
            if bare(load(data.decode("utf-8-sig"))) == bare(tree):
                return data
        except yaml.YAMLError:
            pass
    raise AssertionError("the scribe cannot write this tree")


def bare(tree):
    """As Cairn loads it: without what is nothing, line ends as LF and none at the end."""
    if isinstance(tree, dict):
        return {key: value for key, value in ((key, bare(value)) for key, value in tree.items()) if value not in (None, "", [], {})}
    if isinstance(tree, list):
        return [bare(item) for item in tree]
    return tree.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n") if isinstance(tree, str) else tree


def remarks(data):
    """The comments of a file, in order: what the writer of a record put there for people."""
    return [token for line in data.decode("utf-8-sig").splitlines() for token in re.findall("# (?:" + "|".join(map(re.escape, REMARKS)) + ")$", line)]
