"""A cold fill of Child A's Term 1 by Cairn and by docxtemplater, run in turn: bench.py FOLDER

FOLDER holds node's packages and the program that measures.
"""

import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import zipfile
from html import unescape

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
CAIRN = os.environ.get("CAIRN", str(ROOT / "cairn"))
RECORD = ROOT / "samples/rowan/child-a.yaml"
TEMPLATE = ROOT / "templates/milestones-tracker.docx"
RUNS = 25
AIM_MILLISECONDS, AIM_MEGABYTES, AIM_TIMES = 15, 12, 20

CONTROL = re.compile(r'<w:sdt>(?:(?!<w:sdt>).)*?<w:tag w:val="([^"]+)"/>(?:(?!<w:sdt>).)*?</w:sdt>', re.S)
BLOCK = re.compile(r'<w:sdt>\s*<w:sdtPr>\s*<w:alias w:val="Area"/>.*?<w:sdtContent>(.*)</w:sdtContent>\s*</w:sdt>', re.S)


def text(path):
    return path.read_text(encoding="utf-8")


# ---- what docxtemplater fills: the same template with tags for controls, and the same values ----

def in_tags(xml):
    """A part of our template with {tag} for each control, and loops for the repeated block and row."""
    xml = CONTROL.sub(r'<w:r><w:t xml:space="preserve">{\1}</w:t></w:r>', xml)
    mark = "<w:p><w:r><w:t>{%sareas}</w:t></w:r></w:p>"
    xml = BLOCK.sub(lambda m: mark % "#" + m[1] + mark % "/", xml)
    return xml.replace("{milestone}", "{#rows}{milestone}").replace("{next-steps}", "{next-steps}{/rows}")


def make_template(path):
    with zipfile.ZipFile(TEMPLATE) as ours, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as theirs:
        for name in ours.namelist():
            data = ours.read(name)
            if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name):
                data = in_tags(data.decode()).encode()
            theirs.writestr(name, data)


def scale(name):
    levels = yaml.safe_load(text(ROOT / f"mappings/scales/{name}.yaml"))["levels"]
    return {level["id"]: level["label"]["en"] for level in levels}


def milestones():
    """{id: (area, statement)} of every framework, in order."""
    found = {}
    for path in [ROOT / f"mappings/frameworks/{name}.yaml" for name in ("foundation", "literacy", "numeracy", "wellbeing")]:
        for area in yaml.safe_load(text(path))["areas"]:
            for organiser in area["organisers"]:
                found.update({m["id"]: (area["title"], m["statement"]) for m in organiser["milestones"]})
    return found


def row_values(item, statement, levels, supports):
    return {"milestone": statement, "engagement": levels.get(item.get("engagement"), ""),
            "supports": ", ".join(supports[s] for s in item.get("supports", [])), "date": str(item.get("date", "")),
            "saw": item.get("saw", ""), "next-steps": item.get("next-steps", "")}


def make_values(path):
    record = yaml.safe_load(text(RECORD))
    term = record["terms"][0]
    by_id, levels, supports = milestones(), scale("engagement"), scale("support")
    items = {item["milestone"]: item for item in [{"milestone": i} for i in term["focus"]] + term["assessments"]}
    areas = {}
    for identity, (area, statement) in by_id.items():
        if identity in items:
            areas.setdefault(area, []).append(row_values(items[identity], statement, levels, supports))
    helps = [p["text"] for item in term["assessments"] for p in item.get("preferred", [])]
    values = {**{key: value or "" for key, value in term["family"].items()}, "known-as": record["learner"]["known-as"],
              "what-helps": "\n".join(helps), "session": term["session"], "term": str(term["term"]), "class": term["class"],
              "term-date": str(term["date"]), "review": str(term["review"]), "completed-by": ", ".join(term["completed-by"]),
              "school": yaml.safe_load(text(RECORD.parent / "class.yaml"))["school"],
              "areas": [{"area-title": title, "rows": rows} for title, rows in areas.items()]}
    path.write_text(json.dumps(values), encoding="utf-8")
    return values


def check(path, values):
    """Every statement and observation that was to be filled stands in the document."""
    with zipfile.ZipFile(path) as document:
        shown = unescape(re.sub(r"<[^>]+>", "", document.read("word/document.xml").decode()))
    for area in values["areas"]:
        for row in area["rows"]:
            for value in (row["milestone"], row["supports"], *row["saw"].split("\n"), *row["next-steps"].split("\n")):
                if value not in shown:
                    sys.exit(f"{path}: `{value}` is not in it, so that there is nothing to compare")


# ---- measuring ----

def measure(folder, command, out):
    """(milliseconds, megabytes) of one run that begins without its output."""
    out.unlink(missing_ok=True)
    done = subprocess.run([folder / "measure", *command], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}")
    milliseconds, megabytes, _ = done.stdout.split()
    return float(milliseconds), float(megabytes)


def line(name, runs):
    times = sorted(run[0] for run in runs)
    low, high = times[len(times) // 4], times[-1 - len(times) // 4]
    print(f"{name:<15}{statistics.median(times):8.1f} ms   (middle half {low:.1f} to {high:.1f}, fastest {times[0]:.1f})"
          f"{statistics.median(run[1] for run in runs):9.1f} MB")
    return statistics.median(times), statistics.median(run[1] for run in runs)


def main():
    folder = pathlib.Path(sys.argv[1])
    template, data, ours, theirs = (folder / name for name in ("template.docx", "values.json", "cairn.docx", "docxtemplater.docx"))
    make_template(template)
    values = make_values(data)
    commands = {ours: [CAIRN, "fill", RECORD, "--term", "1", "-o", ours],
                theirs: ["node", ROOT / "tests/bench/fill.js", template, data, theirs]}
    runs = {out: [] for out in commands}
    for turn in range(RUNS + 1):
        for out, command in commands.items():
            result = measure(folder, command, out)
            if turn:  # the first run only warms the disk's cache
                runs[out].append(result)
    for out in commands:
        check(out, values)
    print(f"A fill of Child A's Term 1 from a cold start, median of {RUNS} runs in turn, and peak memory:")
    milliseconds, megabytes = line("cairn fill", runs[ours])
    other, other_megabytes = line("docxtemplater", runs[theirs])
    times = other / milliseconds
    print(f"cairn is {times:.1f} times as fast, with {other_megabytes / megabytes:.1f} times less memory")
    aims = [(milliseconds <= AIM_MILLISECONDS, f"{AIM_MILLISECONDS} ms"), (megabytes <= AIM_MEGABYTES, f"{AIM_MEGABYTES} MB"),
            (times >= AIM_TIMES, f"{AIM_TIMES} times as fast")]
    print("aims: " + ", ".join(f"{aim} {'reached' if reached else 'MISSED'}" for reached, aim in aims))
    return 0


if __name__ == "__main__":
    sys.exit(main())
