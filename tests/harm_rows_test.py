"""Rows where a level could be read of, or written to, another milestone, term or child: merged cells, bands, numbered lines.
tests/harm_rows_test.py"""

import tracker
from desk import each_on_a_desk
from pieces import cell, head_row, p, r, row, table
from tracker import load, run

ONE, TWO, THREE = (f"communication.attention.{n}" for n in (1, 2, 3))
SAYS = {ONE: "Stills or turns when someone familiar speaks nearby", TWO: "Looks towards a face or a voice for a moment",
        THREE: "Responds to the sound or the sign of their own name"}
TOLD = "    split the cell in Word, so that each milestone has its own\n"
COLUMNS = ["Milestone", "Level", "Support", "Date", "Saw"]
ROWS = """{key: term.assessments, rows: {table: {header: [Milestone, Level]}, unrecorded: term.focus},
 group: [{key: milestone, at: {column: Milestone}, as: milestone}, {key: engagement, at: {column: Level}, as: {scale: engagement}},
 {key: supports, at: {column: Support}, as: {list: {scale: support}}}, {key: date, at: {column: Date}, as: {date: d MMM yyyy}},
 {key: saw, at: {column: Saw}, as: paragraphs}]}
"""
TICKS = """{key: term.assessments, rows: {table: {header: [Milestone, Encounter, Interest]}, unrecorded: term.focus},
 group: [{key: milestone, at: {column: Milestone}, as: milestone}, {key: engagement, at: {columns: levels}, as: {scale: engagement}},
 {key: supports, at: {columns: levels}, as: {list: {scale: support}}}, {key: saw, at: {column: Saw}}]}
"""
LINES = ROWS.replace("Level]}", "Level]}, several: lines")
COMMENTED = ROWS.replace("as: paragraphs}]}", "as: paragraphs}, {key: comments, at: {comments: Support}}]}")
TERM = "{key: term.session, at: {label: Session}}\n{key: term.term, at: {label: Term}}\n"


def paper(desk, *rows, columns=COLUMNS, fields=ROWS, above=()):
    desk.paper(p(r("Session: 2025-26")), p(r("Term: 1")), *above, table(len(columns), head_row(*columns), *rows), fields=TERM + fields)
    desk.mapping.write_text(desk.mapping.read_text().replace("template: blank.docx\n", ""))  # whose words would be nobody's


def line(milestone, *cells):
    return row(SAYS.get(milestone, milestone), *cells)


def top(text):
    return cell(text, merge="restart")


def below(text=""):
    return cell(text, merge="continue")


def said(desk, path=None):
    """What each milestone of the document has, what is left over, and what is told of it."""
    done = run("read", path or desk.document, "-m", desk.mapping)
    record = load(done.out.decode())
    terms = record.get("terms") or [{}]
    rows = {i["milestone"]: {k: v for k, v in i.items() if k != "milestone"} for t in terms for i in t.get("assessments") or []}
    left = [u.get("text", u) for u in record.get("unplaced") or []]
    return rows, left, [text for text in desk.plain(done.said).splitlines() if "unplaced" in text and "kept under unplaced: what" not in text]


def fill(desk, items, *options):
    desk.write({"assessments": [{"milestone": m, **values} for m, values in items.items()]})
    return desk.fill(*options)


def again(desk, name):
    """Law 3: filled again with the same record the document keeps its bytes."""
    first, desk.out = desk.out, desk.folder / "again.docx"
    desk.fill(base=first)
    desk.want(f"{name}, filled again", desk.out.read_bytes() == first.read_bytes(), True)
    desk.out = first


# ---- cells that are merged down ----

def check_merged(desk):
    """A merged cell says what it says of each of its milestones; written is what the record says of all of them."""
    paper(desk, line(ONE, top("Interest"), "Verbal", top("5 Dec 2025"), "x"), line(TWO, below(), "Physical", below(), ""), line(THREE, "Encounter", "", "", ""))
    want = {ONE: {"engagement": "interest", "supports": ["verbal"], "date": "2025-12-05", "saw": "x"},
            TWO: {"engagement": "interest", "supports": ["physical"], "date": "2025-12-05"}, THREE: {"engagement": "encounter"}}
    desk.want("merged, read", said(desk), (want, [], []))
    desk.want("merged, the same", fill(desk, want)[0], 0)
    desk.want("merged, the same bytes", desk.out.read_bytes() == desk.document.read_bytes(), True)
    code, told = fill(desk, {ONE: {"engagement": "encounter"}, TWO: {"engagement": "interest"}})
    desk.want("merged, one differs", (code, told), (1, "blank: table at the top, row 2: `engagement` is not written: its cell is merged with that of "
                                                       "another milestone, and the record does not say the same of each\n" + TOLD))
    desk.want("merged, left alone", said(desk, desk.out)[0], want)
    desk.want("merged, only one in the record", fill(desk, {TWO: {"engagement": "encounter"}})[0], 1)
    for milestone in (ONE, TWO):
        want[milestone]["engagement"] = "encounter"
    desk.want("merged, both differ", fill(desk, {ONE: {"engagement": "encounter"}, TWO: {"engagement": "encounter"}})[0], 0)
    desk.want("merged, written", said(desk, desk.out)[0], want)
    again(desk, "merged")


def check_merged_comments(desk):
    """Comments on a merged cell: as many of the same words as each milestone has, and what is answered to any of them for any milestone."""
    def fill_both(one, two):
        code, told = fill(desk, {m: {"supports": ["verbal"], "comments": said} for m, said in ((ONE, one), (TWO, two))})
        return code, told, said_of(desk.out)

    def said_of(path):
        return [sorted(values["comments"], key=str) for values in said(desk, path)[0].values()]

    wait = {"text": "Wait.", "by": "M. Reid", "date": "2025-12-02"}
    yes, no = ({**wait, "replies": [{"text": text, "by": "J. Ure"}]} for text in ("Yes.", "No."))
    later = {**wait, "date": "2025-12-03"}
    for name, one, two, all_have in (("an answer for each", [yes], [no], [{**wait, "replies": yes["replies"] + no["replies"]}]), ("twins", [yes, no], [no, yes], [no, yes]),
                                     ("twins of one day", [wait, wait], [wait, wait], [wait] * 2), ("of two days", [wait, later], [later, wait], [wait, later])):
        paper(desk, line(ONE, "", top("Verbal"), "", ""), line(TWO, "", below(), "", ""), fields=COMMENTED)
        desk.want(f"comments, {name}", fill_both(one, two), (0, "", [sorted(all_have, key=str)] * 2))
        again(desk, f"comments, {name}")
        desk.document.write_bytes(desk.out.read_bytes())
        desk.want(f"comments, {name}, one left out", fill(desk, {ONE: {"comments": one}})[0], 0)
        desk.want(f"comments, {name}, the same bytes", desk.out.read_bytes() == desk.document.read_bytes(), True)
    paper(desk, line(ONE, "", top("Verbal"), "", ""), line(TWO, "", below(), "", ""), fields=COMMENTED)
    code, told, found = fill_both([wait, wait, later], [wait])
    desk.want("comments, some of one alone", (code, "`comments` is not written" in told, found), (1, True, [[wait]] * 2))


def check_merged_term(desk):
    """Nothing of last term stays in a merged cell, whatever the new term says."""
    for name, items, want in (("nothing", {}, {}), ("one", {TWO: {"engagement": "encounter"}}, {}),
                              ("both", {ONE: {"engagement": "encounter"}, TWO: {"engagement": "encounter"}}, {m: {"engagement": "encounter"} for m in (ONE, TWO)})):
        paper(desk, line(ONE, top("Interest"), "Verbal", "", "x"), line(TWO, below(), "", "", ""))
        desk.write({"term": "2", "assessments": [{"milestone": m, **v} for m, v in items.items()]})
        desk.want(f"another term, {name}", desk.fill("--term", "2")[0], 1)
        desk.want(f"another term, {name}, read", said(desk, desk.out)[0], want)


def check_merged_unknown(desk):
    """Where one of the rows has a milestone that nobody knows, what is merged with it is kept for it too, and not written."""
    paper(desk, line("Waves a flag", top("Interest"), "", "", ""), line(TWO, below(), "Physical", "", ""))
    rows, left, told = said(desk)
    desk.want("unknown beside", (rows, left), ({TWO: {"engagement": "interest", "supports": ["physical"]}}, ["Waves a flag", "Interest"]))
    desk.want("unknown beside, written", fill(desk, {TWO: {"engagement": "encounter"}})[0], 1)
    desk.want("unknown beside, left", said(desk, desk.out)[0], rows)


def check_merged_unread(desk):
    """What is not clear in a merged cell is told and kept once."""
    paper(desk, line(ONE, top("Supp"), "", "", ""), line(TWO, below(), "Physical", "", ""))
    rows, left, told = said(desk)
    desk.want("unclear", (rows, left, len([t for t in told if "`Supp`" in t])), ({TWO: {"supports": ["physical"]}}, ["Supp"], 1))


def check_merged_lines(desk):
    """Where rows have several milestones each, nobody can tell of which a cell speaks that is merged over them."""
    both = cell(p(r(SAYS[ONE])), p(r(SAYS[TWO])))
    paper(desk, row(both, cell(p(r("Interest")), p(r("Encounter")), merge="restart"), "", "", ""), line(THREE, below(), "", "", ""), fields=LINES)
    rows, left, told = said(desk)
    desk.want("merged lines", (rows, left), ({}, ["Interest", "Encounter"]))
    desk.want("merged lines, told", len([t for t in told if "merged over rows of several milestones each" in t]), 1)


def check_merged_ticks(desk):
    """A tick in a merged cell is one of each row, and is set or taken away for none of them alone."""
    columns = ["Milestone", "Encounter", "Interest", "Verbal", "Saw"]
    paper(desk, line(ONE, "", top("✓"), "", "a"), line(TWO, "", below(), "✓", "b"), columns=columns, fields=TICKS)
    want = {ONE: {"engagement": "interest", "saw": "a"}, TWO: {"engagement": "interest", "supports": ["verbal"], "saw": "b"}}
    desk.want("ticks", said(desk), (want, [], []))
    desk.want("ticks, one differs", fill(desk, {ONE: {"engagement": "encounter"}, TWO: {"engagement": "interest"}})[0], 1)
    desk.want("ticks, left alone", said(desk, desk.out)[0], want)
    desk.write({"term": "2", "assessments": [{"milestone": TWO, "engagement": "encounter"}]})
    desk.want("ticks, another term", desk.fill("--term", "2")[0], 1)
    desk.want("ticks, another term, read", said(desk, desk.out)[0], {TWO: {"engagement": "encounter"}})


# ---- lines with numbers ----

def lines(*texts):
    return cell(*(p(r(text)) for text in texts))


def check_numbers(desk):
    """Numbers at the lines of a cell pair them with the milestones' own; where those have none, lines out of order are not shared out."""
    def tried(keys, levels):
        paper(desk, row(lines(*keys), lines(*levels), "", "", ""), fields=LINES)
        rows, left, told = said(desk)
        return rows.get(ONE, {}).get("engagement"), rows.get(TWO, {}).get("engagement"), left

    ones, plain = (f"1. {SAYS[ONE]}", f"2. {SAYS[TWO]}"), (SAYS[ONE], SAYS[TWO])
    turned = ["2. Early awareness", "1. Encounter"]
    desk.want("by number", tried(ones, turned), ("encounter", "early-awareness", []))
    desk.want("by number, the same", fill(desk, {ONE: {"engagement": "encounter"}, TWO: {"engagement": "early-awareness"}})[0], 0)
    desk.want("by number, the same bytes", desk.out.read_bytes() == desk.document.read_bytes(), True)
    fill(desk, {ONE: {"engagement": "interest"}})
    desk.want("by number, written", [text for text in desk.lines() if "Interest" in text], ["1. Interest"])
    desk.want("in order", tried(ones, ["1. Interest", "2. Encounter"]), ("interest", "encounter", []))
    desk.want("other numbers", tried(ones, ["3. Interest", "1. Encounter"]), (None, None, ["3. Interest", "1. Encounter"]))
    desk.want("no numbers at the milestones", tried(plain, turned), (None, None, turned))
    desk.want("in order, without theirs", tried(plain, ["1. Encounter", "2. Early awareness"]), ("encounter", "early-awareness", []))
    desk.want("one number", tried(plain, ["Interest", "1. Encounter"]), (None, None, ["Interest", "1. Encounter"]))


# ---- what is written is said ----

def check_shown(desk):
    """What was struck out, hidden or had a cross before it is none of that once another value is written there."""
    for look in ("<w:strike/>", "<w:dstrike/>", "<w:vanish/>"):
        for track in ("never", "always"):
            paper(desk, line(ONE, cell(p(r("Interest", look))), "", "", ""))
            fill(desk, {ONE: {"engagement": "encounter"}}, "--track", track)
            desk.want(f"{look} {track}", look in desk.body().split("Encounter")[0].rsplit("<w:r>", 1)[1], False)
    for text in ("", "Interest"):
        paper(desk, line(ONE, cell(p('<w:r><w:sym w:font="Wingdings" w:char="F0FB"/></w:r>', r(text) if text else "")), "", "", ""))
        fill(desk, {ONE: {"engagement": "encounter"}})
        desk.want("a cross", ("Encounter" in desk.lines(), "w:sym" in desk.body()), (True, False))


# ---- new rows beside them ----

def check_new_row(desk):
    """A new row is no part of a merged cell, and parts none; of a column of the school's own it is where its area's rows are."""
    paper(desk, line(ONE, top("Interest"), "Verbal", "", "x"), line(THREE, below(), "Physical", "", "y"))
    new = {TWO: {"engagement": "encounter", "supports": ["verbal"]}}
    before = said(desk)[0]
    desk.want("new row", fill(desk, new)[0], 0)
    desk.want("new row, read", said(desk, desk.out)[0], {**before, **new})
    desk.want("new row, merges", merges(desk), ["restart", "continue"])
    again(desk, "new row")
    paper(desk, line(ONE, top("Interest"), "Verbal", "", "x"), row("", below(), "", "", ""))
    desk.want("blank row in a merge", (fill(desk, new)[0], said(desk, desk.out)[0]), (0, {ONE: before[ONE], **new}))


def check_new_row_area(desk):
    columns = ["Area", *COLUMNS]
    for name, rows, new, want in (
            ("behind", [row(top("Talk"), SAYS[ONE], "Interest", "", "", ""), row(below(), SAYS[TWO], "Encounter", "", "", "")], THREE,
             ["restart", "continue", "continue"]),
            ("between", [row(top("Talk"), SAYS[ONE], "Interest", "", "", ""), row(below(), SAYS[THREE], "Encounter", "", "", "")], TWO,
             ["restart", "continue", "continue"]),
            ("alone", [row(top("Talk"), SAYS[ONE], "Interest", "", "", "")], TWO, ["restart"])):
        paper(desk, *rows, columns=columns)
        desk.want(f"area, {name}", fill(desk, {new: {"engagement": "interest"}})[0], 0)
        desk.want(f"area, {name}, merges", merges(desk), want)


def merges(desk):
    return ["restart" if "restart" in part.split("/>")[0] else "continue" for part in desk.body().split("<w:vMerge")[1:]]


# ---- rows of another term ----

def check_bands(desk):
    """Rows under the name of another term are none of this one's; those under its own name are."""
    own, other = line(ONE, "Interest", "", "", ""), line(TWO, "Encounter", "", "", "")
    one, two = {ONE: {"engagement": "interest"}}, {TWO: {"engagement": "encounter"}}
    for name, mine in (("Term 1", True), ("Term 2", False), ("Last term", False), ("Targets from last year:", False), ("Session 2024-25", False),
                       ("2025-26", True), ("Term 2: targets", False), ("First term", True)):
        band = row(cell(name, span=5))
        for kind, rows, above in (("band", [own, band, other], ()), ("heading", [own, other], [p(r(name), style="Heading1")]), ("line", [own, other], [p(r(name))])):
            paper(desk, *rows, above=above if ": " not in name else ())
            if kind == "line" and ": " in name or kind == "heading" and ": " in name:
                continue
            read, left, told = said(desk)
            want = {**one, **two} if mine else one if kind == "band" else {}
            desk.want(f"{kind} {name}", (read, "Encounter" in left, any("stand under" in t for t in told)), (want, not mine, not mine))
    paper(desk, row(cell("Term 2", span=5)), line(ONE, "Encounter", "", "", ""), row(cell("Term 1", span=5)), own)
    read, left, told = said(desk)
    desk.want("the same milestone in both", (read, left.count("Encounter")), (one, 1))
    desk.want("both, filled", fill(desk, {ONE: {"engagement": "encounter"}, THREE: {"engagement": "interest"}})[0], 1)
    desk.want("both, filled, read", said(desk, desk.out)[0], {ONE: {"engagement": "encounter"}})
    desk.write({"term": "2", "assessments": []})
    desk.want("both, another term", desk.fill("--term", "2"), (5, "blank: this document has rows of more than one term, and some would seem to be of this one\n    fill a blank template\n"))


def check_headings(desk):
    """A heading's name goes for the tables below it, through the headings of areas, up to the next that names a term or is as high."""
    rows = {ONE: "Interest", TWO: "Encounter", THREE: "Interest"}
    tables = [table(5, head_row(*COLUMNS), line(m, level, "", "", "")) for m, level in rows.items()]
    paper(desk)
    for first, second, third, want in (("Term 2", "Communication", "Term 1", [THREE]), ("Term 2", "Communication", "Notes", [THREE]), ("Term 1", "Communication", "Term 2", [ONE, TWO])):
        blocks = [p(r("Session: 2025-26")), p(r("Term: 1"))]
        for title, one in zip((first, second, third), tables):
            blocks += [p(r(title), style="Heading1"), one]
        desk.paper(*blocks, fields=TERM + ROWS)
        desk.want(f"{first}, {second}, {third}", list(said(desk)[0]), want)
    desk.paper(p(r("Term 1"), style="Heading1"), tables[0], p(r("Term 2"), style="Heading1"), tables[1], fields=TERM + ROWS)
    desk.want("no term of its own", said(desk)[0], {})
    desk.paper(p(r("Term 2"), style="Heading1"), tables[0], tables[1], fields=TERM + ROWS)
    desk.want("one name for all", list(said(desk)[0]), [ONE, TWO])


def check_term_words(desk):
    """The mapping's words for a term name it wherever it is named; an empty line names none."""
    fields = TERM.replace("label: Term}", "label: Term}, as: {term: {Autumn: 1, Spring: 2}}") + ROWS
    for name, want in (("Autumn", [ONE]), ("Spring", []), ("", [ONE])):
        desk.paper(p(r("Session: 2025-26")), p(r("Term: Autumn")), p(r(name)), table(5, head_row(*COLUMNS), line(ONE, "Interest", "", "", "")), fields=fields)
        desk.want(f"called {name}", list(said(desk)[0]), want)


# ---- rows of another child ----

def check_two_learners(desk):
    """Rows below another name are another child's: nothing of such a document is read. The same name again is the same child's."""
    who = "{key: learner.known-as, at: {label: Name}}\n"
    tables = [table(5, head_row(*COLUMNS), line(m, "Interest", "", "", "")) for m in (ONE, TWO)]
    for name, mixed in (("Struan", True), ("Iona", False)):
        blocks = []
        for called, rows in zip(("Iona", name), tables):
            blocks += [p(r(f"Name: {called}")), p(r("Session: 2025-26")), p(r("Term: 1")), rows]
        desk.paper(*blocks, fields=who + TERM + ROWS)
        done = run("read", desk.document, "-m", desk.mapping, "-o", desk.folder / "one.yaml")
        told = "this document has rows of more than one learner, so that nothing of it was read" in done.said
        desk.want(f"{name} below Iona", (done.code, told, (desk.folder / "one.yaml").exists()),
                  (4 if mixed else 1, mixed, not mixed))
        (desk.folder / "one.yaml").unlink(missing_ok=True)


# ---- rows that did not make it into the next tracker ----

def left_of(statement, told, advice):
    pad = 8 + len("statement: ")
    return f'{told}\n        statement: "{statement}"\n{" " * pad}^\n    {advice}\n'


def left_whole(statement):
    return left_of(statement, f"a row of the milestone `{statement}` stands under unplaced, and is not written",
                   "write it into the record; or, when no framework has the milestone, add it to one and read the document again")


def check_left(desk):
    """Filled with what was read, a new tracker lacks what stands under unplaced: of its rows each is named, and it is not done."""
    about = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    sings = row(cell(p(about[0], r("Sings to the dog"), about[1])), "Interest", "", "", "by heart")
    paper(desk, line(ONE, "Dreaming", "", "", ""), sings, line(TWO, "Interest", "", "", ""), line(TWO, "Napping", "", "", ""), above=[p(r("Ask Gran"))])
    desk.remark("Every day.")
    record = load(run("read", desk.document, "-m", desk.mapping).out.decode())
    desk.want("left, of which row", [u.get("statement") for u in record["unplaced"] if u.get("text") != "Ask Gran"],
              [SAYS[ONE], *["Sings to the dog"] * 4, *[SAYS[TWO]] * 2])
    record["learner"]["known-as"] = "Iona"
    desk.record.write_text(tracker.dump(record).lstrip("\n") + "\n", encoding="utf-8")
    done = run("fill", desk.record, "-o", desk.out)
    told = [text for text in desk.plain(done.said).split("record:")[1:] if "unplaced" in text]
    desk.want("left, told", (done.code, [text.partition(": ")[2] for text in told]), (1, [
        left_of(SAYS[ONE], f"1 text of the row of `{SAYS[ONE]}` under unplaced: not written",
                "write it into the record, where it belongs, and take it out of unplaced"), left_whole("Sings to the dog"), left_whole(SAYS[TWO]),
        "note: 1 thing under unplaced: not written, since no place is known\n      - \n      ^\n"]))
    json = run("fill", desk.record, "-o", desk.out, "--json").said
    desk.want("left, no values in json", ("row-left" in json, "Sings" in json), (True, False))


# ---- two data in one cell ----

def check_one_cell_for_two(desk):
    """One of two that want a whole cell has it, the other is told; a paragraph each is one place each."""
    other = ", {{key: next-steps, at: {{column: {}}}, as: paragraphs}}]}}"
    twice = ROWS.replace("}]}", "}" + other.format("Saw"))
    paper(desk, line(ONE, "Interest", "", "", "x"), fields=twice)
    told = ("blank: table at the top: `saw` and `next-steps` have one and the same place here: the second was neither read nor written\n"
            "    make the mapping say which is which\n")
    done = run("read", desk.document, "-m", desk.mapping)
    desk.want("one cell, read", (said(desk)[0], told in desk.plain(done.said)), ({ONE: {"engagement": "interest", "saw": "x"}}, True))
    code, text = fill(desk, {ONE: {"engagement": "interest", "saw": "y", "next-steps": "z"}})
    desk.want("one cell, told", (code, "`next-steps` is not written: the document has no place for it" in text), (1, True))
    desk.want("one cell, written", said(desk, desk.out)[0], {ONE: {"engagement": "interest", "saw": "y"}})
    again(desk, "one cell")
    shown = ROWS.replace("group: [", "group: [{show: last, at: {column: Level, paragraph: 2}, from: previous.engagement}, ")
    paper(desk, line(ONE, "Interest", "", "", "x"), fields=shown)
    desk.write({"assessments": [{"milestone": ONE, "engagement": "encounter"}]})
    desk.want("one cell, a value before what is shown", (desk.fill()[0], said(desk, desk.out)[0]), (0, {ONE: {"engagement": "encounter", "saw": "x"}}))
    again(desk, "one cell, a value before what is shown")
    each = ROWS.replace("{column: Saw}", "{column: Saw, paragraph: 1}").replace("}]}", "}" + other.format("Saw, paragraph: 2")).replace("as: paragraphs", "as: text")
    paper(desk, line(ONE, "Interest", "", "", cell(p(r("x")), p(r("y")))), fields=each)
    desk.want("a paragraph each", said(desk)[0], {ONE: {"engagement": "interest", "saw": "x", "next-steps": "y"}})
    paper(desk, line(ONE, "Interest", "", "", cell(p(r("x")), p(r("y")))), fields=each.replace("as: text", "as: paragraphs"))
    both = {ONE: {"engagement": "interest", "saw": "a\nb", "next-steps": "c\nd"}}
    desk.want("a paragraph each, lines", (fill(desk, both)[0], said(desk, desk.out)[0]), (0, both))
    again(desk, "a paragraph each, lines")


# ---- levels without a column ----

def check_no_column(desk):
    """What has no column is not written, and what is ticked stays."""
    columns = ["Milestone", "Encounter", "Interest", "Verbal", "Saw"]
    paper(desk, line(ONE, "✓", "", "✓", ""), columns=columns, fields=TICKS)
    code, told = fill(desk, {ONE: {"engagement": "independent-use", "supports": ["verbal", "physical"]}})
    desk.want("no column", (code, told), (1, "".join(f"blank: table at the top, row 2: `{w}` is not written: there is no box or column to tick for it\n    add one in Word\n"
                                                     for w in ("Independent use", "Physical"))))
    desk.want("no column, the same", desk.out.read_bytes() == desk.document.read_bytes(), True)


if __name__ == "__main__":
    raise SystemExit(each_on_a_desk([check for name, check in sorted(globals().items()) if name.startswith("check_")]))
