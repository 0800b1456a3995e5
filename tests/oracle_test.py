"""Nothing lost and nothing invented, by a reader that is none of Cairn's (oracle.py): every filled tracker of the sample class, and every
old tracker of samples/legacy. And the oracle sees what is doctored."""

import copy
import pathlib
import sys
import tempfile

import legacy_samples as legacy
import oracle
import tracker
from samples_load import Checks
from tracker import load, run

OURS = tracker.ROOT / "mappings/milestones-tracker.yaml"


def told(found):
    return "\n    ".join([f"{len(found)} found", *found[:5]])


def check(checks, name, document, mapping):
    done = run("read", document, "-m", mapping)
    checks.that(done.code in (0, 1), f"{name}: read gives {done.code}: {done.said}")
    record = load(done.out.decode())
    found = oracle.judge(document, record, mapping)
    checks.that(not found, f"{name}: {told(found)}")
    return record


def filled(folder, path, session, term):
    out = pathlib.Path(folder, f"{path.stem}-{session}-{term}.docx")
    tracker.fill(path, out, "--session", session, "--term", term, "--staff")
    return out


# ---- what is doctored is seen: each change of a record, or of the document, by name ----

def assessments(record):
    return record["terms"][0]["assessments"]


def first_with(record, key):
    return next(item for item in assessments(record) if item.get(key))


def reply_of(record):
    return next(c for item in assessments(record) for c in (item.get("preferred") or []) + (item.get("comments") or []) if c.get("replies"))


DOCTORED = {
    "a text is gone": lambda record: first_with(record, "saw").pop("saw"),
    "a text has a word less": lambda record: first_with(record, "saw").update(saw=first_with(record, "saw")["saw"].rsplit(" ", 1)[0]),
    "a text has a word more": lambda record: first_with(record, "saw").update(saw=first_with(record, "saw")["saw"] + " Indeed."),
    "a text nobody wrote": lambda record: first_with(record, "saw").update({"next-steps": "Try the garden."}),
    "a text of the family is gone": lambda record: record["terms"][0]["family"].pop("enjoys"),
    "a level is gone": lambda record: first_with(record, "engagement").pop("engagement"),
    "another level": lambda record: first_with(record, "engagement").update(engagement="independent-use"),
    "a support is gone": lambda record: first_with(record, "supports").update(supports=first_with(record, "supports")["supports"][1:]),
    "a date is gone": lambda record: first_with(record, "date").pop("date"),
    "another date": lambda record: first_with(record, "date").update(date="2011-11-11"),
    "a row is gone": lambda record: assessments(record).pop(),
    "two rows have changed their texts": lambda record: swap(record),
    "a comment is gone": lambda record: first_with(record, "preferred").pop("preferred"),
    "a comment says something else": lambda record: first_with(record, "preferred")["preferred"][0].update(text="Sing first."),
    "a comment by somebody else": lambda record: first_with(record, "preferred")["preferred"][0].update(by="N. Nobody"),
    "a comment of another day": lambda record: first_with(record, "preferred")["preferred"][0].update(date="2011-11-11"),
    "a comment nobody wrote": lambda record: first_with(record, "preferred")["preferred"].append({"text": "Sing.", "by": "M. Reid"}),
    "a reply is gone": lambda record: reply_of(record)["replies"].pop(),
    "a reply says something else": lambda record: reply_of(record)["replies"][0].update(text="No."),
    "something unplaced that is nowhere": lambda record: record.setdefault("unplaced", []).append({"place": "the text", "text": "Sing."}),
    "a picture that is nowhere": lambda record: record.setdefault("unplaced", []).append({"place": "the text", "picture": "A boat"}),
    "a change nobody made": lambda record: record.setdefault("unplaced", []).append({"place": "the text", "change": "deleted", "text": "Sing."}),
}


def swap(record):
    one, other = [item for item in assessments(record) if item.get("saw")][:2]
    one["saw"], other["saw"] = other["saw"], one["saw"]


def check_eye(checks, document, record):
    for name, doctor in DOCTORED.items():
        doctored = copy.deepcopy(record)
        doctor(doctored)
        checks.that(oracle.judge(document, doctored, OURS), f"unseen: {name}")


def check_unplaced_eye(checks, folder, document):
    """Typed beside the tracker: listed; and seen when the list lacks it, whole or in part."""
    members = tracker.parts(document)
    table = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>Swim on Tuesday</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    text = "<w:p><w:r><w:t>Gran has the bag.</w:t></w:r></w:p>"
    body = members["word/document.xml"].decode()
    at = body.rindex("<w:sectPr")
    typed = folder / "typed.docx"
    tracker.write_parts(typed, {**members, "word/document.xml": (body[:at] + table + text + body[at:]).encode()})
    record = check(checks, "typed beside", typed, OURS)
    checks.that(len(record["unplaced"]) == 2, f"typed beside: {record['unplaced']}")
    for left in (record["unplaced"][:1], record["unplaced"][1:], []):
        checks.that(oracle.judge(typed, {**record, "unplaced": left}, OURS), f"unseen: only {left} of what was typed")


M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
BESIDE = {  # what is neither a w:t nor a comment, and what the record says of it
    "a formula": (f"<w:p><m:oMath {M}><m:r><m:t>2+3</m:t></m:r></m:oMath></w:p>", "text"),
    "a symbol": ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r></w:p>', "text"),
    "a list of a form": ('<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="L"/><w:ddList><w:result w:val="1"/><w:listEntry w:val="No"/>'
                         '<w:listEntry w:val="Taxi"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>'
                         '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>', "text"),
    "what a table is said to be": ('<w:tbl><w:tblPr><w:tblCaption w:val="Swims"/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>',
                                   "caption"),
}


def check_eye_beside(checks, folder, document):
    members = tracker.parts(document)
    body = members["word/document.xml"].decode()
    at = body.rindex("<w:sectPr")
    for name, (block, key) in BESIDE.items():
        typed = folder / "beside.docx"
        tracker.write_parts(typed, {**members, "word/document.xml": (body[:at] + block + body[at:]).encode()})
        record = check(checks, name, typed, OURS)
        checks.that([*record["unplaced"][0]][-1:] == [key], f"{name}: {record['unplaced']}")
        checks.that(oracle.judge(typed, {**record, "unplaced": []}, OURS), f"unseen: {name}")


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory() as folder:
        for path in tracker.SAMPLES:
            for session, term in tracker.terms_of(load(path)):
                document = filled(folder, path, session, term)
                record = check(checks, document.stem, document, OURS)
                if (path, term) == (tracker.SAMPLES[0], "1"):
                    check_eye(checks, document, record)
                    check_unplaced_eye(checks, pathlib.Path(folder), document)
                    check_eye_beside(checks, pathlib.Path(folder), document)
    for sample in legacy.samples():
        check(checks, sample.document, sample.path, sample.mapping_path)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
