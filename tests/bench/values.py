"""What programs fill that know nothing of Cairn: our template with {tags} for controls, and the values of a record by those tags."""

import json
import pathlib
import re
import sys
import zipfile
from html import unescape

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
from tracker import load  # noqa: E402

TEMPLATE = ROOT / "templates/milestones-tracker.docx"

CONTROL = re.compile(r'<w:sdt>(?:(?!<w:sdt>).)*?<w:tag w:val="([^"]+)"/>(?:(?!<w:sdt>).)*?</w:sdt>', re.S)
BLOCK = re.compile(r'<w:sdt>\s*<w:sdtPr>\s*<w:alias w:val="Area"/>.*?<w:sdtContent>(.*)</w:sdtContent>\s*</w:sdt>', re.S)


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
    levels = load(ROOT / f"mappings/scales/{name}.yaml")["levels"]
    return {level["id"]: level["label"]["en"] for level in levels}


def milestones():
    """{id: (area, statement)} of every framework, in order."""
    found = {}
    for path in [ROOT / f"mappings/frameworks/{name}.yaml" for name in ("foundation", "literacy", "numeracy", "wellbeing")]:
        for area in load(path)["areas"]:
            for organiser in area["organisers"]:
                found.update({m["id"]: (area["title"], m["statement"]) for m in organiser["milestones"]})
    return found


def row_values(item, statement, levels, supports):
    return {"milestone": statement, "engagement": levels.get(item.get("engagement"), ""),
            "supports": ", ".join(supports[s] for s in item.get("supports", [])), "date": item.get("date", ""),
            "saw": item.get("saw", ""), "next-steps": item.get("next-steps", "")}


class Values:
    """Makes values of records; what all of them need is read once."""

    def __init__(self):
        self.by_id, self.levels, self.supports = milestones(), scale("engagement"), scale("support")

    def areas(self, term):
        items = {item["milestone"]: item for item in [{"milestone": i} for i in term["focus"]] + term["assessments"]}
        areas = {}
        for identity, (area, statement) in self.by_id.items():
            if identity in items:
                areas.setdefault(area, []).append(row_values(items[identity], statement, self.levels, self.supports))
        return [{"area-title": title, "rows": rows} for title, rows in areas.items()]

    def write(self, record, path):
        """The values of the record's first term, which are also saved as JSON."""
        tree = load(record)
        learner, term = tree["learner"], tree["terms"][0]
        helps = [p["text"] for item in term["assessments"] for p in item.get("preferred", [])]
        values = {**{key: value or "" for key, value in term["family"].items()}, "known-as": learner["known-as"],
                  "what-helps": "\n".join(helps), "session": term["session"], "term": term["term"], "class": term["class"],
                  "term-date": term["date"], "review": term["review"], "completed-by": ", ".join(term["completed-by"]),
                  "school": load(record.parent / "class.yaml")["school"], "areas": self.areas(term)}
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
