"""A document that is long, or made to be, is read in little memory: 64 MB or four times its largest part; compared with itself, twice that."""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import growth_test as shapes
import square_test as square
import tracker
import workbook_test

MOST_MEGABYTES, MOST_TIMES = 64, 4
SHORT = shapes.paragraph("<w:r><w:t>x</w:t></w:r>")


def body(xml):
    return lambda path: square.document(path, xml)


def rows(count, cell):
    return "<w:tbl>" + f"<w:tr>{cell * 4}</w:tr>" * count + "</w:tbl><w:p/>"


def merged():
    """Every milestone, and one long text merged down over all of them."""
    found = [word.strip('"') for path in sorted((tracker.ROOT / "mappings/frameworks").glob("*.yaml"))
             for word in re.findall(r'statement: ("[^"]+"|[^,}\n]+)', path.read_text("utf-8"))]
    tail = lambda n: shapes.cell("<w:tcPr><w:vMerge%s/></w:tcPr>" % ("" if n else ' w:val="restart"'), shapes.paragraph("" if n else shapes.run("word " * 120000)))
    header = shapes.texts("Milestone", "Engagement", "Support", "What we saw")
    return shapes.table(header, *[[*shapes.texts(word, "Interest", "Visual"), tail(n)] for n, word in enumerate(found)]) + shapes.paragraph()


# Some are more than is taken in, and are refused in as little.
SHAPES = {
    "24,000 short paragraphs": body(SHORT * 24000),
    "24,000 paragraphs": body(square.lines(24000, lambda n: square.line(f"Line {n}"))),
    "115,000 short paragraphs": body(SHORT * 115000),
    "160,000 empty paragraphs": body("<w:p/>" * 160000),
    "60,000 empty cells": body(rows(15000, "<w:tc><w:p/></w:tc>")),
    "24,000 cells": body(rows(6000, f"<w:tc>{SHORT}</w:tc>")),
    "100,000 runs": body(shapes.paragraph("<w:r><w:t>x</w:t></w:r>" * 100000)),
    "2,000 comments in rows": lambda path: square.commented(path, 2000),
    "16,000 controls": body(square.lines(16000, lambda n: f'<w:p><w:sdt><w:sdtPr><w:tag w:val="t{n}"/></w:sdtPr><w:sdtContent/></w:sdt></w:p>')),
    "40,000 bookmarks": body(shapes.paragraph(square.lines(40000, lambda n: f'<w:bookmarkStart w:id="{n}" w:name="b{n}"/><w:bookmarkEnd w:id="{n}"/>'))),
    "250 levels": body(("<w:smartTag>" * 220 + "<w:r/>" + "</w:smartTag>" * 220) * 600),
    "a text of 600 KB merged down": body(merged()),
    "a text of 3 MB": body(shapes.paragraph(shapes.run("word " * 600000))),
}


class Memory(unittest.TestCase):
    def megabytes(self, *words):
        """The most that it held at once."""
        measure = [sys.executable, "-S", "-c", workbook_test.MEASURE, tracker.CAIRN, *map(str, words)]
        done = subprocess.run(measure, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
        code, _, used = done.stdout.split()[-3:]
        self.assertIn(int(code), (0, 1, 4), done.stderr[-800:])
        return float(used)

    def test_long_documents(self):
        if not tracker.plain():
            self.skipTest("a sanitizer takes memory of its own")
        with tempfile.TemporaryDirectory() as folder:
            path, record = pathlib.Path(folder, "long.docx"), tracker.SAMPLES[0]
            for name, make in SHAPES.items():
                make(path)
                most = max(MOST_MEGABYTES, MOST_TIMES * max(map(len, tracker.parts(path).values())) / 1e6)
                verbs = {"read": [path], "check": [path], "draft": [path], "diff": [path, path],
                         "fill": [record, "--force", "--term", 1, "-t", path, "-o", f"{folder}/out.docx"]}
                for verb, words in verbs.items():
                    times = words.count(path)
                    with self.subTest(shape=name, verb=verb):
                        used = self.megabytes(verb, *words)
                        if "-v" in sys.argv:
                            print(f"{name}, {verb}: {used:.0f} MB of {times * most:.0f}")
                        self.assertLess(used, times * most)

    def test_many_records(self):
        if not tracker.plain():
            self.skipTest("a sanitizer takes memory of its own")
        self.assertLess(self.megabytes("check", *[tracker.SAMPLES[0]] * 300), MOST_MEGABYTES)


if __name__ == "__main__":
    unittest.main()
