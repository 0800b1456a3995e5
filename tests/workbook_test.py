"""Workbooks as programs write them, and as nobody should: what Cairn reads of a cell, and that the hostile end in a message, soon and in
little memory. Every workbook is made here."""

import pathlib
import subprocess
import sys
import unittest
import zipfile

import not_word
import tracker
from room import Room
from workbook import HEADER, Book, Raw, Sheet, formula, grid, number, xstring

STATEMENT = "Looks towards a face or a voice for a moment"
MOST_SECONDS, MOST_MEGABYTES = 1.0, 64
SANITIZED = b"__asan_init" in pathlib.Path(tracker.CAIRN).read_bytes()  # then a program is slow and large by nature
# A small process in between, since the memory that a program is said to have used counts what it was forked from.
MEASURE = """import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"""


def body(root):
    return (f'<{root} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">', f"</{root}>")


def sheet_of(data):
    head, tail = body("worksheet")
    return head + data + tail


class Cells(Room):
    """What stands in a cell of "What we saw" comes back as its text."""

    def saw(self, value, want=0, **how):
        book = Book([Sheet("Term 1", grid([["Name", "Iona", None, "Session", "2025-26"], HEADER, [STATEMENT, "Interest", None, None, value]]))], **how)
        self.write("t.xlsx", book.bytes())
        self.path("t.yaml").unlink(missing_ok=True)
        self.done = self.cairn("sheet read t.xlsx -o t.yaml", want)
        rows = tracker.load(self.path("t.yaml"))["terms"][0]["assessments"]
        return rows[0].get("saw")

    def test_texts_in_every_form(self):
        text = "  Two\nlines & <more>, “quoted” 😀 "
        for how in ({}, {"shared": False}, {"strict": True}, {"prefix": "x"}, {"strict": True, "prefix": "s1", "shared": False}):
            self.assertEqual(self.saw(text, **how), text, how)

    def test_escapes_and_line_ends(self):
        text = "a_x000D__x000A_b_x005F_x0041_ _x0041_ _xZZZZ_ _x0001_&#13;c"
        self.assertEqual(self.saw(Raw(f' t="inlineStr"><is><t>{text}</t></is>')), "a\nb_x0041_ A _xZZZZ_ _x0001_\nc")

    def test_rich_text_without_its_phonetics(self):
        rich = '<is><r><t>To</t></r><r><rPr><b/></rPr><t xml:space="preserve">kyo </t></r><rPh sb="0" eb="1"><t>nonsense</t></rPh></is>'
        self.assertEqual(self.saw(Raw(f' t="inlineStr">{rich}')), "Tokyo ")

    def test_numbers(self):
        for value, said in ((number(3), "3"), (number("0.1"), "0.1"), (number("0.30000000000000004"), "0.3"), (number("1E3"), "1000"),
                            (number(12345678, "noughts"), "012345678"), (number("0.5", "per cent"), "50%"), (number(7, "quoted"), "7"),
                            (True, "TRUE"), (number("0.4375", "time"), "10:30"), (number("1.5", "elapsed"), "1.5")):
            self.assertEqual(self.saw(value), said)

    def test_noughts_of_a_format_are_those_of_its_digits(self):
        for value, style, said in ((12345, "no zero", "12345"), (3, "red below", "3"), (3, "above only", "3"), (0, "above only", "0"), (-3, "red below", "-3"),
                                   (7, "noughts and room", "007"), (1234, "noughts and room", "1234"), (-7, "noughts and room", "-7"), (700, "noughts below", "700"),
                                   (7, "noughts in words", "7"), ("0.5", "per cent and a point", "50%"), (3, "with a point", "3")):
            self.assertEqual(self.saw(number(value, style)), said, (value, style))

    def test_days(self):
        for value, said in ((number(45996, "day"), "2025-12-05"), (number(45996, "long day"), "2025-12-05"), (number(61, "day"), "1900-03-01"),
                            (number(59, "day"), "1900-02-28"), (number(60, "day"), "60"), (number(1, "day"), "1900-01-01"), (number(0, "day"), "0"),
                            (number("45996.4375", "day and time"), "2025-12-05T10:30:00"), (number(2958465, "day"), "9999-12-31"), (number(2958466, "day"), "2958466"),
                            (Raw(' t="d"><v>2025-12-05T00:00:00</v>'), "2025-12-05")):
            self.assertEqual(self.saw(value), said)
        self.assertEqual(self.saw(number(44534, "day"), from_1904=True), "2025-12-05")

    def test_formulas_are_not_calculated(self):
        self.assertEqual(self.saw(formula('"a"&"b"', "not ab")), "not ab")
        self.assertIn('sheet "Term 1", cell E3: note: this cell is a formula', self.done.said)
        self.assertIsNone(self.saw(formula("1+1"), want=1))
        self.assertIn("its program has left no value with it", self.done.said)

    def test_cells_without_a_place_follow_one_another(self):
        part = "<sheetData><row><c t=\"inlineStr\"><is><t>Name</t></is></c><c t=\"inlineStr\"><is><t>Iona</t></is></c></row><row/><row>" + "".join(
            f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADER) + "</row></sheetData>"
        self.write("t.xlsx", Book([Sheet("Details")], parts={"xl/sheets/1.xml": sheet_of(part)}).bytes())
        self.assertEqual(tracker.load(self.cairn("sheet read t.xlsx", want=1).out)["learner"]["known-as"], "Iona")


class Others(Room):
    """What is no workbook is told as what it is."""

    def test_each(self):
        word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        sheet = [Sheet("Term 1")]
        cases = [(not_word.compound("Workbook"), "an old Excel workbook (.xls)"), (not_word.compound("WordDocument"), "an old Word document (.doc)"),
                 (not_word.compound("EncryptedPackage"), "a file with a password"), (b"Name,SCN\n", "something else"), (b"", "something else"),
                 (Book(sheet, main_type=word).bytes(), "a Word document"),
                 (not_word.packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}), "an OpenDocument spreadsheet (.ods)"),
                 (not_word.packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "an OpenDocument text (.odt)"),
                 (Book(sheet, main_type="application/vnd.ms-excel.sheet.binary.macroEnabled.main").bytes(), "a binary workbook (.xlsb)")]
        for data, said in cases:
            self.write("t.xlsx", data)
            self.assertIn(f"this is not a workbook (.xlsx) but {said}", self.refused("sheet read t.xlsx -o o.yaml", 4).said)

    def test_a_workbook_without_a_tracker(self):
        self.write("t.xlsx", Book([Sheet("Sheet1", {"A1": "Shopping"})]).bytes())
        self.assertIn("no sheet of this workbook is a tracker", self.refused("sheet read t.xlsx -o o.yaml", 4).said)


def cells_of(count, cell='<c r="A{}"/>', row='<row r="{}">{}</row>'):
    return "<sheetData>" + "".join(row.format(n, cell.format(n)) for n in range(1, count + 1)) + "</sheetData>"


TEXT = "<is><t>x</t></is>"
HOSTILE = {
    "a million empty cells": {"xl/sheets/1.xml": lambda: sheet_of("<sheetData><row>" + "<c/>" * 16384 + "</row>" + ("<row>" + "<c/>" * 16000 + "</row>") * 62 + "</sheetData>")},
    "more cells than a tracker": {"xl/sheets/1.xml": lambda: sheet_of(cells_of(300000, '<c r="A{}"><v>1</v></c>'))},
    "a sheet too large": {"xl/sheets/1.xml": lambda: sheet_of("<sheetData>" + " " * (17 << 20) + "</sheetData>")},
    "a bomb": {"xl/sheets/1.xml": lambda: sheet_of(" " * (40 << 20))},
    "a shared text that is not there": {"xl/sheets/1.xml": lambda: sheet_of('<sheetData><row><c t="s"><v>7</v></c></row></sheetData>')},
    "a shared text before the first": {"xl/sheets/1.xml": lambda: sheet_of('<sheetData><row><c t="s"><v>-1</v></c></row></sheetData>')},
    "a row that no sheet has": {"xl/sheets/1.xml": lambda: sheet_of('<sheetData><row r="1048577"/></sheetData>')},
    "a row number that is none": {"xl/sheets/1.xml": lambda: sheet_of('<sheetData><row r="99999999999999999999"/></sheetData>')},
    "a cell that no sheet has": {"xl/sheets/1.xml": lambda: sheet_of(f'<sheetData><row r="1"><c r="ZZZZ1" t="inlineStr">{TEXT}</c></row></sheetData>')},
    "a cell in another row": {"xl/sheets/1.xml": lambda: sheet_of(f'<sheetData><row r="1"><c r="A2" t="inlineStr">{TEXT}</c></row></sheetData>')},
    "two cells at one place": {"xl/sheets/1.xml": lambda: sheet_of(f'<sheetData><row r="1"><c r="A1" t="inlineStr">{TEXT}</c><c r="A1" t="inlineStr">{TEXT}</c></row></sheetData>')},
    "a number that is none": {"xl/sheets/1.xml": lambda: sheet_of('<sheetData><row><c><v>nan</v></c></row></sheetData>')},
    "a million merged cells": {"xl/sheets/1.xml": lambda: sheet_of("<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 600000 + "</mergeCells>")},
    "a merged cell that goes back": {"xl/sheets/1.xml": lambda: sheet_of('<mergeCells><mergeCell ref="B2:A1"/></mergeCells>')},
    "a million shared texts": {"xl/strings.xml": lambda: body("sst")[0] + "<si/>" * 1000000 + body("sst")[1]},
    "a text too long": {"xl/strings.xml": lambda: body("sst")[0] + f"<si>{xstring('x' * (2 << 20))}</si>" + body("sst")[1]},
    "a million sheets": {"xl/workbook.xml": lambda: body("workbook")[0] + "<sheets>" + '<sheet name="a" r:id="r1"/>' * 400000 + "</sheets>" + body("workbook")[1]},
    "a sheet that is nowhere": {"xl/workbook.xml": lambda: body("workbook")[0] + '<sheets><sheet name="a" r:id="q"/></sheets>' + body("workbook")[1]},
    "a sheet that is elsewhere": {"xl/_rels/workbook.xml.rels": lambda: Book([]).relationships(("r1", "worksheet", 'https://elsewhere.example/" TargetMode="External'))},
    "a sheet that is the workbook": {"xl/_rels/workbook.xml.rels": lambda: Book([]).relationships(("r1", "worksheet", "workbook.xml"))},
    "a sheet that is not there": {"xl/sheets/1.xml": lambda: None},
    "a part that ends early": {"xl/sheets/1.xml": lambda: sheet_of("<sheetData><row>")[:-12]},
    "an entity": {"xl/sheets/1.xml": lambda: '<!DOCTYPE a [<!ENTITY b "c">]>' + sheet_of("")},
    "elements too deep": {"xl/sheets/1.xml": lambda: sheet_of("<a>" * 300 + "</a>" * 300)},
    "a million formats": {"xl/styles.xml": lambda: body("styleSheet")[0] + "<cellXfs>" + "<xf/>" * 1000000 + "</cellXfs>" + body("styleSheet")[1]},
    "a note without a place": {"xl/notes.1.xml": lambda: body("comments")[0] + "<commentList><comment/></commentList>" + body("comments")[1]},
    "a million notes": {"xl/notes.1.xml": lambda: body("comments")[0] + '<commentList>' + '<comment ref="A1"/>' * 500000 + "</commentList>" + body("comments")[1]},
}
# What is odd and does no harm: the sheet is read.
HARMLESS = {
    "a link to elsewhere": {"xl/sheets/_rels/1.xml.rels": lambda: Book([]).relationships(("h", "hyperlink", 'https://elsewhere.example/" TargetMode="External'))},
    "relationships in a circle": {"xl/sheets/_rels/1.xml.rels": lambda: Book([]).relationships(("a", "worksheet", "1.xml"), ("b", "officeDocument", "../workbook.xml"))},
    "a size that is a lie": {"xl/sheets/1.xml": None},
}


ID_MADE = ("t.xlsx: note: the document shows no id, so the record got one: `o`\n"
           "    give your own there before you fill from it, one that no other learner has\n")

# Sheets that say much: they are read, or there is a message, in the same time.
MUCH = {
    "words": lambda: [Sheet("Term 1", {f"{chr(65 + n % 20)}{n // 20 + 1}": f"word {n}" for n in range(40000)})],
    "headers": lambda: [Sheet("Term 1", grid([HEADER[:3]] * 10000))],
    "rows": lambda: [Sheet("Term 1", grid([["Name", "Iona"], HEADER] + [[STATEMENT, "Intrest", "Physical"]] * 10000))],
    "notes": lambda: [Sheet("Term 1", grid([["Name", "Iona"], HEADER] + [[STATEMENT, "Interest", "Physical"]] * 500),
                            {f"{letter}{n}": ("M", "Also: Visual") for n in range(1, 1200) for letter in "ABCD"})],
    "labels": lambda: [Sheet("Term 1", {f"{chr(65 + n % 20)}{n // 20 + 1}": "Name" for n in range(40000)})],
}


class Hostile(Room):
    def read(self, parts, packing=zipfile.ZIP_STORED):
        sheet = Sheet("Term 1", grid([["Name", "Iona"], ["Session", "2025-26"], HEADER, [STATEMENT, "Interest"]]))
        made = {name: make() for name, make in parts.items() if make}
        if not all(parts.values()):
            whole = Book([sheet], shared=False).sheet(sheet)
            made["xl/sheets/1.xml"] = whole.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
        self.write("t.xlsx", Book([sheet], shared=False, parts=made).bytes(packing))
        return self.measured()

    def measured(self):
        """Exit code, what was said, seconds of the processor, and megabytes of one reading."""
        self.path("o.yaml").unlink(missing_ok=True)
        command = [sys.executable, "-S", "-c", MEASURE, str(tracker.CAIRN), "sheet", "read", "t.xlsx", "-o", "o.yaml"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, check=True, timeout=60)
        code, seconds, megabytes = done.stdout.split()
        return int(code), done.stderr.decode(), float(seconds), float(megabytes)

    def test_ends_in_a_message(self):
        for what, parts in HOSTILE.items():
            with self.subTest(what):
                packing = zipfile.ZIP_DEFLATED if what == "a bomb" else zipfile.ZIP_STORED
                code, said, seconds, megabytes = self.read(parts, packing)
                self.assertEqual(code, 4, said)
                self.assertNotIn("Traceback", said)
                if not SANITIZED:
                    self.assertLess(seconds, MOST_SECONDS, what)
                    self.assertLess(megabytes, MOST_MEGABYTES, what)

    def test_much_is_read_soon(self):
        for what, make in MUCH.items():
            with self.subTest(what):
                self.write("t.xlsx", Book(make(), shared=False).bytes())
                _, _, seconds, megabytes = self.measured()
                if not SANITIZED:
                    self.assertLess(seconds, MOST_SECONDS, what)

    def test_or_does_no_harm(self):
        for what, parts in HARMLESS.items():
            with self.subTest(what):
                code, said, _, _ = self.read(parts)
                self.assertEqual((code, said), (0, ID_MADE))


if __name__ == "__main__":
    unittest.main()
