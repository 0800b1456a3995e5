"""A class in one document: each learner on pages of their own, nothing of one in another's, and every record read back."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

import tracker
from joined import W14, W15, Joined, W
from samples_load import Checks
from tracker import SAMPLES, load, run

JOINER = os.environ.get("JOINER", str(tracker.ROOT / "build/joiner"))
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
SPACES = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
          'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
          'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
          'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"')


# ---- classes ----

def marked(value, mark):
    """A record whose every text bears the mark."""
    if isinstance(value, dict):
        kept = ("id", "session", "term", "milestone", "engagement", "supports", "date", "for", "version", "born", "scn", "initials", "state", "review", "focus")
        return {key: item if key in kept else marked(item, mark) for key, item in value.items()}
    if isinstance(value, list):
        return [marked(item, mark) for item in value]
    return f"{value} {mark}" if value else value


def marked_class(folder, count):
    folder.mkdir()
    (folder / "class.yaml").write_bytes((SAMPLES[0].parent / "class.yaml").read_bytes())
    for n in range(count):
        record = load(SAMPLES[n % len(SAMPLES)])
        record = {**marked(record, f"Q{n}Q"), "version": "1"}
        record["learner"]["id"] = f"learner-{n:02d}"
        record["learner"].pop("scn", None)
        (folder / f"learner-{n:02d}.yaml").write_text(tracker.dump(record).lstrip("\n") + "\n", encoding="utf-8")
    return folder


def pack(folder, room, *options, term="2"):
    return run("pack", folder, "--terms" if "," in term else "--term", term, "-o", room / "out", "--one-file", room / "all.docx", *options)


def a_class(room, checks):
    folder = marked_class(room / "class", 8)
    done = pack(folder, room)
    checks.that(done.code in (0, 1), f"a pack is made: {done.said}")
    joined = Joined(room / "all.docx")
    own = [tracker.parts(path) for path in sorted((room / "out").glob("*.docx"))]
    checks.that(len(joined.stretches) == len(own) == 8, "every learner is in the pack")
    checks.that(not joined.twice(), f"no id is there twice: {joined.twice()[:5]}")
    checks.that(not joined.dangling(), f"every reference leads somewhere: {joined.dangling()[:5]}")
    checks.that(not joined.unbegun(), f"every learner begins on a sheet: {joined.unbegun()[:5]}")
    for n in range(8):
        marks = set(re.findall("Q[0-9]+Q", joined.words(n)))
        checks.that(marks == {f"Q{n}Q"}, f"the pages, header and comments of {n} are theirs alone: {marks}")
    anchored = sum(len(joined.comments(n)) for n in range(8))
    there = sum(members.get("word/comments.xml", b"").count(b"<w:comment ") for members in own)
    checks.that(anchored == there > 0, f"every comment is there, in its learner's pages: {anchored} of {there}")
    pages = [f"PAGEREF _cairn_end_{n + 1} " in tracker.parts(room / "all.docx")[part].decode() for n in range(8) for part in joined.edges(n) if "footer" in part]
    checks.that(all(pages) and pages, "the count of pages is the learner's own")
    contents = tracker.parts(room / "all-contents.docx")["word/document.xml"].decode()
    checks.that(all(f"Q{n}Q" in contents for n in range(8)) and "{{" not in contents, "the contents list them")


def namesakes(room, checks):
    """The list of contents tells apart who goes by one name, and a learner's own two terms are no two learners."""
    folder = room / "class"
    folder.mkdir()
    (folder / "class.yaml").write_bytes((SAMPLES[0].parent / "class.yaml").read_bytes())
    for known, full, name in (("AVA", "Ava Muir", "ava-1"), ("Ava", "", "ava-2"), ("Bo", "Bo Hay", "bo")):
        record = {"version": "1", "learner": {"id": name, "known-as": known, **({"name": full} if full else {})}}
        (folder / f"{name}.yaml").write_text(tracker.dump(record).lstrip("\n") + "\n", encoding="utf-8")
    done = pack(folder, room, "--blank", term="1,2")
    checks.that(done.code == 0, f"a pack of namesakes is made: {done.said}")
    contents = tracker.parts(room / "all-contents.docx")["word/document.xml"].decode()
    for shown in ("AVA (Ava Muir, ava-1)", "Ava (ava-2)", "Bo"):
        checks.that(contents.count(f">{shown}<") == 2, f"the contents have {shown} in two terms")


def read_back(room, checks):
    done = pack(SAMPLES[0].parent, room)
    checks.that(done.code == 0, f"the sample class is packed: {done.said}")
    one, other = room / "joined", room / "apart"
    packs = run("read", room / "all.docx", "-o", f"{one}/")
    each = run("read", *sorted((room / "out").glob("*.docx")), "-o", f"{other}/")
    names = sorted(p.name for p in other.glob("*.yaml") if ".sources" not in p.name)
    checks.that(packs.code == each.code and len(names) == len(SAMPLES), f"reading a pack ends as reading its documents does: {packs.said}")
    for name in names:
        found = load(one / name) if (one / name).exists() else None
        expected = load(other / name)
        for record in (found, expected):
            for item in (record or {}).get("unplaced") or []:
                item.pop("document", None)
        checks.that(found == expected, f"{name} reads back out of the pack")
    alone = run("read", room / "all.docx")
    checks.that(alone.code == 5 and "not of the learner of" in alone.said, f"a pack is no single record: {alone.said}")


def again(room, checks):
    folder, path = SAMPLES[0].parent, room / "all.docx"
    pack(folder, room, "--jobs", "1")
    first = path.read_bytes()
    stamp = path.stat().st_mtime_ns
    pack(folder, room, "--jobs", "4")
    checks.that(path.read_bytes() == first and path.stat().st_mtime_ns == stamp, "the same pack is not written again")
    members = tracker.parts(path)
    tracker.write_parts(path, {**members, "word/document.xml": members["word/document.xml"].replace(b"Rowan Bank", b"Rowan Bonk", 1)})
    edited = path.read_bytes()
    done = pack(folder, room)
    checks.that(done.code != 0 and path.read_bytes() == edited and "changed by hand" in done.said, f"a pack changed by hand is kept: {done.said}")
    pack(folder, room, "--force")
    checks.that(path.read_bytes() == first, "--force makes it anew")
    learner = sorted((room / "out").glob("*.docx"))[0]
    kept = learner.read_bytes()
    done = run("pack", folder, "--term", "2", "-o", room / "out", "--one-file", learner, "--force")
    checks.that(done.code != 0 and learner.read_bytes() == kept, f"no learner's document is replaced by a pack: {done.said}")
    done = run("pack", folder, "--term", "2", "-o", room / "out", "--one-file", path, "--shard", "1/2")
    checks.that(done.code == 2, "a part of the learners makes no pack")
    path.unlink()
    run("pack", folder, "--term", "2", "-o", room / "out", "--one-file", path, "--dry-run")
    checks.that(not path.exists(), "--dry-run writes none")


# ---- documents that differ ----

def paper(path, body, section="<w:sectPr/>", spaces=SPACES, **parts):
    """A document of these parts: name without ending, underscores for folders, to what stands in its root."""
    roots = {"styles": "styles", "numbering": "numbering", "header1": "hdr", "footnotes": "footnotes", "comments": "comments", "settings": "settings",
             "commentsExtended": "commentsEx", "endnotes": "endnotes"}
    kinds = {"header1": "header"}
    members = {"word/document.xml": f"<w:document {spaces}><w:body>{body}{section}</w:body></w:document>"}
    relationships = types = ""
    for name, inside in parts.items():
        prefix = "w15" if name == "commentsExtended" else "w"
        members[f"word/{name}.xml"] = f"<{prefix}:{roots[name]} {spaces}>{inside}</{prefix}:{roots[name]}>"
        kind = kinds.get(name, name)
        relationships += f'<Relationship Id="{name}" Type="{OFFICE}{kind}" Target="{name}.xml"/>'
        types += f'<Override PartName="/word/{name}.xml" ContentType="{WORD}{kind}+xml"/>'
    members["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{RELATIONSHIPS}">{relationships}</Relationships>'
    members["_rels/.rels"] = f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="a" Type="{OFFICE}officeDocument" Target="word/document.xml"/></Relationships>'
    members["[Content_Types].xml"] = (f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                                      f'<Override PartName="/word/document.xml" ContentType="{WORD}document.main+xml"/>{types}</Types>')
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            package.writestr(name, text)
    return path


def p(text="", properties="", inside=""):
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}<w:r><w:t>{text}</w:t></w:r></w:p>"


def join(room, *papers):
    out = room / "joined.docx"
    done = subprocess.run([JOINER, out, *papers], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return Joined(out)


def style(name, size, more="", kind="paragraph"):
    return f'<w:style w:type="{kind}" {more} w:styleId="{name}"><w:name w:val="{name}"/><w:rPr><w:sz w:val="{size}"/></w:rPr></w:style>'


def sound(checks, name, joined):
    wrong = joined.twice() + joined.dangling() + joined.unbegun()
    checks.that(not wrong, f"{name}: {wrong[:5]}")


def styles_differ(room, checks):
    usual = 'w:default="1"'
    one = paper(room / "1.docx", p("a") + p("b", '<w:pStyle w:val="Note"/>'), styles=style("Normal", 20, usual) + style("Note", 30))
    other = paper(room / "2.docx", p("c") + p("d", '<w:pStyle w:val="Note"/>'), styles=style("Normal", 24, usual) + style("Note", 40))
    joined = join(room, one, other, one)
    sound(checks, "styles of one name", joined)
    sizes = {e.get(W + "styleId"): e.find(f"{W}rPr/{W}sz").get(W + "val") for e in joined.trees["word/styles.xml"]}
    default = next(e for e in joined.trees["word/styles.xml"] if e.get(W + "default") == "1").get(W + "styleId")
    looks = []
    for n in range(3):
        named = [e.find(f"{W}pPr/{W}pStyle") for e in joined.each(n, W + "p")]
        looks.append([sizes[default if e is None else e.get(W + "val")] for e in named])
    checks.that(looks == [["20", "30"], ["24", "40"], ["20", "30"]], f"each document keeps its looks: {looks}")


def defaults_differ(room, checks):
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    one = paper(room / "1.docx", p("a"), styles=defaults.format('<w:sz w:val="22"/>') + style("Normal", 20, 'w:default="1"'))
    other = paper(room / "2.docx", p("b"), styles=defaults.format('<w:sz w:val="44"/>'))
    joined = join(room, one, other, other)
    sound(checks, "defaults", joined)
    styles = {e.get(W + "styleId"): e for e in joined.trees["word/styles.xml"].iter(W + "style")}
    for n in (1, 2):
        named = joined.each(n, W + "p")[0].find(f"{W}pPr/{W}pStyle")
        size = None if named is None else styles[named.get(W + "val")].find(f"{W}rPr/{W}sz").get(W + "val")
        checks.that(size == "44", f"a paragraph without a style looks as its own document has it: {size}")


def lists_begin_again(room, checks):
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = "".join(f'<w:abstractNum w:abstractNumId="{n}"><w:nsid w:val="1234567{n}"/>{level.format(kind)}</w:abstractNum>' for n, kind in enumerate(("decimal", "bullet")))
    numbering += "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(2))
    styles = '<w:style w:type="paragraph" w:styleId="Step"><w:name w:val="Step"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    listed = "".join(p("x", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{n}"/></w:numPr>') for n in (1, 2))
    one = paper(room / "1.docx", listed + p("y", '<w:pStyle w:val="Step"/><w:keepNext/>'), styles=styles, numbering=numbering)
    joined = join(room, one, one)
    sound(checks, "lists", joined)
    of_num = {e.get(W + "numId"): e.find(W + "abstractNumId").get(W + "val") for e in joined.trees["word/numbering.xml"].iter(W + "num")}
    used = [[of_num[e.get(W + "val")] for e in joined.each(n, W + "numId")] for n in range(2)]
    checks.that(used[0][0] != used[1][0] and used[0][1] == used[1][1], f"what counts begins again, bullets are shared: {used}")
    checks.that(len(used[1]) == 3 and used[1][2] == used[1][0], f"a paragraph that is numbered by its style begins again too: {used}")


def field(instruction, shown):
    return (f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'<w:r><w:t>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')


def fields_show_what_they_showed(room, checks):
    inner = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>' + field("MERGEFIELD name", "hidden") +
             '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')
    simple = '<w:fldSimple w:instr=" TITLE "><w:r><w:t>Iona</w:t></w:r></w:fldSimple>'
    body = f'<w:p>{field("TOC", "toc")}{field("REF it", "ref")}{field("PAGE", "7")}{field("NUMPAGES", "8")}{field("FORMTEXT", "typed")}{inner}{simple}</w:p>'
    body += p("x", inside='<w:bookmarkStart w:id="0" w:name="it"/><w:bookmarkEnd w:id="0"/><w:hyperlink w:anchor="it"><w:r><w:t>go</w:t></w:r></w:hyperlink>')
    bound = ('<w:sdt><w:sdtPr><w:id w:val="5"/><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr><w:sdtContent><w:r><w:t>held</w:t></w:r>'
             "</w:sdtContent></w:sdt>")
    one = paper(room / "1.docx", body + p(inside=bound))
    joined = join(room, one, one)
    sound(checks, "fields", joined)
    for n in range(2):
        words = "".join("".join(b.itertext()) for b in joined.stretches[n])
        left = sorted(" ".join((e.text or "").split()) for e in joined.each(n, W + "instrText"))
        checks.that(left == ["FORMTEXT", "PAGE", f"PAGEREF _cairn_end_{n + 1}"] and not joined.each(n, W + "fldSimple"), f"fields that stay: {left}")
        checks.that("hidden" not in words and all(w in words for w in ("toc", "ref", "shown", "Iona", "typed", "held")), f"what they showed: {words}")
        link, names = joined.each(n, W + "hyperlink")[0], [e.get(W + "name") for e in joined.each(n, W + "bookmarkStart")]
        checks.that(link.get(W + "anchor") in names, "a link leads into its own document")
        checks.that(not joined.each(n, W + "dataBinding"), "a control is bound to nobody's data")


def threads_stay(room, checks):
    def comment(n, words):
        return f'<w:comment w:id="{n}" w:author="A"><w:p w14:paraId="0000000{n + 1}"><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
    marks = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(2)) + "".join(f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>' for n in range(2))
    extended = '<w15:commentEx w15:paraId="00000001" w15:done="1"/><w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="1"/>'
    papers = [paper(room / f"{k}.docx", p("x", inside=marks), comments=comment(0, f"first {k}") + comment(1, f"reply {k}"), commentsExtended=extended) for k in range(3)]
    joined = join(room, *papers)
    sound(checks, "threads", joined)
    rows = {e.get(W15 + "paraId"): e.get(W15 + "paraIdParent") for e in joined.trees["word/commentsExtended.xml"]}
    for n in range(3):
        said = {"".join(c.itertext()): c.find(W + "p").get(W14 + "paraId") for c in joined.comments(n)}
        checks.that(set(said) == {f"first {n}", f"reply {n}"}, f"comments of {n}: {said}")
        checks.that(rows.get(said[f"reply {n}"]) == said[f"first {n}"] and rows.get(said[f"first {n}"], 1) is None, f"the reply of {n} answers its own comment")


def apart(room):
    """The documents of the joined one."""
    folder = room / "apart"
    folder.mkdir()
    done = subprocess.run([JOINER, "--apart", room / "joined.docx", folder], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return [tracker.parts(folder / f"{n}.docx") for n in range(len(list(folder.iterdir())))]


def each_takes_its_own_along(room, checks):
    """Also a comment to which nothing refers any more, which stands before or behind all others of its document."""
    def comments(k):
        return "".join(f'<w:comment w:id="{n}" w:author="A"><w:p><w:r><w:t>{word} {k}.</w:t></w:r></w:p></w:comment>' for n, word in enumerate(("lost", "said", "gone")))
    marks = '<w:r><w:commentReference w:id="1"/></w:r>'
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    papers = [paper(room / f"{k}.docx", p(f"words {k}.", inside=marks), section=section, comments=comments(k), header1=p(f"head {k}.")) for k in range(3)]
    join(room, *papers)
    for n, members in enumerate(apart(room)):
        everything = b"".join(members.values()).decode()
        said = set(re.findall(r"(lost|said|gone|words|head) ([0-9])\.", everything))
        checks.that(said == {(word, str(n)) for word in ("lost", "said", "gone", "words", "head")}, f"document {n} has its own: {sorted(said)}")


def notes_and_headers(room, checks):
    line = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    def note(k):
        return f'{line}<w:footnote w:id="1"><w:p><w:r><w:t>note {k}</w:t></w:r></w:p></w:footnote>'
    refers = '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    header = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    one = paper(room / "1.docx", refers, section=header, footnotes=note(1), header1=p("Iona"), settings="<w:evenAndOddHeaders/>")
    other = paper(room / "2.docx", refers + "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", section="", footnotes=note(2))
    third = paper(room / "3.docx", p("z"), section=header, header1=p("Ailsa"))
    joined = join(room, one, other, third)
    sound(checks, "notes", joined)
    notes = {e.get(W + "id"): "".join(e.itertext()) for e in joined.trees["word/footnotes.xml"]}
    found = [[notes[e.get(W + "id")] for e in joined.each(n, W + "footnoteReference")] for n in range(3)]
    checks.that(found == [["note 1"], ["note 2"], []] and len(notes) == 3, f"notes: {found}")
    heads = [{"".join(joined.trees[part].itertext()) for part in joined.edges(n)} for n in range(3)]
    checks.that(heads == [{"", "Iona"}, {""}, {"", "Ailsa"}], f"no header of another: {heads}")
    even = next(e for e in joined.sections(2)[0] if e.tag == W + "headerReference" and e.get(W + "type") == "even")
    names = "".join(joined.trees[joined.relationships[even.get(next(k for k in even.attrib if k.endswith("}id")))][1]].itertext())
    checks.that(names == "Ailsa", "where one document has headers for even pages, another keeps its one header on all")


def odd_prefixes(room, checks):
    strict = SPACES.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")
    one = paper(room / "1.docx", p("a") + '<w:p><w:r w14:x="1"/></w:p>', spaces=SPACES + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"')
    other = paper(room / "2.docx", p("b"), spaces=SPACES.replace("http://schemas.microsoft.com/office/word/2010/wordml", "urn:other"))
    third = paper(room / "3.docx", p("c"), spaces=strict)
    joined = join(room, one, other, third)
    words = [["".join(e.itertext()) for e in joined.each(n, W + "p")][0] for n in range(3)]
    checks.that(words == ["a", "b", "c"], f"Strict and other prefixes: {words}")
    spaces = [joined.stretches[n][0].nsmap["w14"] for n in range(2)]
    checks.that(spaces == ["http://schemas.microsoft.com/office/word/2010/wordml", "urn:other"], f"a prefix means what it meant: {spaces}")


def papers_of_schools(room, checks):
    """Each with each that stands behind it: none of them takes anything from another."""
    papers = sorted((tracker.ROOT / "samples/legacy").glob("*.docx"))
    for first, second in zip(papers, papers[1:] + papers[:1]):
        joined = join(room, first, second)
        before = join(room, first).dangling() + join(room, second).dangling()
        wrong = joined.twice() + joined.unbegun() + [w for w in joined.dangling() if w not in before]
        checks.that(not wrong, f"{first.name} and {second.name}: {wrong[:5]}")


def changes_of_each(room, checks):
    """Read as they were before their tracked changes, documents in a joined one still have these listed."""
    pack(SAMPLES[0].parent, room)
    papers = sorted((room / "out").glob("*.docx"))[:2]
    for n, path in enumerate(papers):
        members = tracker.parts(path)
        change = f'<w:p><w:ins w:id="900" w:author="Ann" w:date="2026-01-05T09:00:00Z"><w:r><w:t>Put in {n}</w:t></w:r></w:ins></w:p><w:sectPr'
        head, _, tail = members["word/document.xml"].decode().rpartition("<w:sectPr")
        members["word/document.xml"] = (head + change + tail).encode()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in members.items():
                package.writestr(name, data)
    join(room, *papers)
    done = run("read", "--revisions", "original", room / "joined.docx", "-o", f"{room}/records/")
    listed = [[item.get("text") for item in load(path).get("unplaced") or [] if item.get("change") == "inserted"]
              for path in sorted((room / "records").glob("*.yaml")) if ".sources" not in path.name]
    checks.that(listed == [["Put in 0"], ["Put in 1"]], f"each has its own change listed: {listed} {done.said}")


def main():
    checks = Checks()
    for case in (a_class, namesakes, read_back, again, styles_differ, defaults_differ, lists_begin_again, fields_show_what_they_showed, threads_stay, each_takes_its_own_along, notes_and_headers, odd_prefixes,
                 papers_of_schools, changes_of_each):
        with tempfile.TemporaryDirectory() as folder:
            case(pathlib.Path(folder), checks)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
