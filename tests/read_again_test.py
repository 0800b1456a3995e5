"""A document that comes again: the same bytes, an older copy, one that says less. What stands in the record, and what is told."""

import unittest

from read_many_test import ROW, Many, bo

OTHER = "communication.attention.1"
KEPT = "    what the older one says is kept in the file of sources; write it into the record if it is right\n"
STANDS = "            engagement: interest\n                        ^\n"


def rows(**values):
    """Bo with two rows, the second one with what is given."""
    tree = bo()
    tree["terms"][0]["assessments"].insert(0, {"milestone": OTHER, "engagement": "interest", "saw": "A bell", **values})
    return tree


class Again(Many):
    def dated(self, name, day, **how):
        """A tracker that was last changed on a day of November."""
        self.tracker(name, **how)
        when = ('<dcterms:modified xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                f'xsi:type="dcterms:W3CDTF">2025-11-{day:02}T10:00:00Z</dcterms:modified>')
        return self.doctor(name, name, "docProps/core.xml", "</cp:coreProperties>", f"{when}</cp:coreProperties>")

    def both(self):
        return self.path("bo.yaml").read_bytes(), self.path("bo.sources.yaml").read_bytes()

    def test_known_bytes_change_nothing_that_was_corrected_since(self):
        self.dated("one.docx", 9)
        self.dated("two.docx", 9, engagement="interest")
        self.cairn("read one.docx -o bo.yaml")
        self.cairn("read two.docx --into bo.yaml")
        before = self.both()
        said = ("one.docx: note: this document was read before, and what the record says otherwise since stays: "
                f"engagement of {ROW}\n    to have the document's words again, take its entry out of bo.sources.yaml\n")
        self.said("read one.docx --into bo.yaml", 0, said)
        self.assertEqual(self.both(), before)
        self.said("read two.docx --into bo.yaml", 0, "")
        self.assertEqual(self.both(), before)

    def test_nor_in_a_folder_whatever_their_order(self):
        self.dated("one.docx", 9)
        self.dated("two.docx", 9, engagement="interest")
        self.cairn("read one.docx -o out/")
        self.cairn("read two.docx -o out/")
        before = {path.name: path.read_bytes() for path in self.path("out").iterdir()}
        for order in ("one.docx two.docx", "two.docx one.docx"):
            done = self.cairn(f"read {order} -o out/")
            self.assertIn("read into 1 record; 0 left apart, 0 not read\n", done.said)
            self.assertEqual({path.name: path.read_bytes() for path in self.path("out").iterdir()}, before)

    def test_a_value_that_was_changed_by_hand_stays(self):
        self.dated("one.docx", 9)
        self.cairn("read one.docx -o bo.yaml")
        self.write("bo.yaml", self.path("bo.yaml").read_text().replace("encounter", "interest"))
        self.assertIn("was read before", self.cairn("read one.docx --into bo.yaml").said)
        self.assertIn("interest", self.path("bo.yaml").read_text())

    def test_what_is_missing_is_added_again(self):
        """The mapping was mended, or a row was lost."""
        self.tracker("one.docx", tree=rows())
        self.cairn("read one.docx -o bo.yaml")
        before = self.both()
        self.write("bo.yaml", before[0].decode().replace("        saw: A bell\n", ""))
        self.said("read one.docx --into bo.yaml", 0, "")
        self.assertEqual(self.both(), before)

    def test_an_older_document_corrects_nothing(self):
        self.dated("new.docx", 20, engagement="interest")
        self.dated("old.docx", 9)
        self.cairn("read new.docx -o bo.yaml")
        before = self.both()[0]
        self.said("read old.docx --into bo.yaml", 1,
                  f"bo.yaml:10:21: engagement of {ROW} stays as new.docx says, which was changed later than old.docx\n{STANDS}{KEPT}")
        self.assertEqual(self.both()[0], before)
        last = self.load("bo.sources.yaml")["documents"][1]
        self.assertEqual(last["not-taken"], [{"milestone": ROW, "key": "engagement", "says": "encounter"}])
        self.assertEqual(last["assessments"][ROW], [])
        self.cairn("check bo.sources.yaml")

    def test_what_nobody_else_said_is_taken_from_an_older_one(self):
        self.dated("new.docx", 20, engagement="interest")
        self.dated("old.docx", 9, tree=rows())
        self.cairn("read new.docx -o bo.yaml")
        self.cairn("read old.docx --into bo.yaml", 1)
        self.assertEqual([item["milestone"] for item in self.load("bo.yaml")["terms"][0]["assessments"]], [ROW, OTHER])

    def test_a_day_alone_decides_nothing_where_it_is_the_same(self):
        self.dated("one.docx", 9)
        self.dated("two.docx", 9, engagement="interest")
        self.cairn("read one.docx -o bo.yaml")
        self.assertIn("is now as two.docx says", self.cairn("read two.docx --into bo.yaml").said)

    def test_what_a_corrected_document_no_longer_says_is_told(self):
        self.tracker("one.docx", tree=rows(date="2025-11-05"))
        self.tracker("less.docx", tree=rows(saw="", date="2025-11-06"))
        self.cairn("read one.docx -o bo.yaml")
        done = self.cairn("read less.docx --into bo.yaml")
        self.assertTrue(done.said.endswith("less.docx: note: the record keeps what this document no longer says: "
                                           f"saw of {OTHER}\n    take out of the record what is to go\n"), done.said)
        self.assertIn("saw: A bell", self.path("bo.yaml").read_text())

    def test_a_row_that_went_too(self):
        self.tracker("one.docx", tree=rows())
        self.tracker("less.docx")
        self.cairn("read one.docx -o bo.yaml")
        said = f"engagement of {OTHER}, saw of {OTHER}"
        self.assertIn(f"no longer says: {said}\n", self.cairn("read less.docx --into bo.yaml").said)

    def test_but_not_of_another_document_of_the_term(self):
        self.tracker("one.docx", tree=rows())
        other = rows()
        other["terms"][0]["assessments"] = [{"milestone": "communication.attention.4", "engagement": "interest"}]
        self.tracker("more.docx", tree=other)
        self.cairn("read one.docx -o bo.yaml")
        self.said("read more.docx --into bo.yaml", 0, "")


if __name__ == "__main__":
    unittest.main()
