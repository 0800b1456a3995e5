"""What means harm is refused by every verb that would open it: with a message, soon, in little memory, and with nothing written; what is only
odd is taken."""

import html
import re
import resource
import shutil
import unittest

import hostile
import tracker
import workbook
from room import RECORDS, Room

SECONDS, MEMORY = 1.0, 64 << 20
DOCUMENT = 4, ("read bad.docx -o out.yaml", "read bad.docx --into child-a.yaml", "read bad.docx --revisions original", "check bad.docx",
               "diff good.docx bad.docx", "draft bad.docx -o mapping.yaml", "fill child-a.yaml --term 2 -t bad.docx -o out.docx")


def limited():
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


class Hostile(Room):
    """Every case runs in one folder, which must be as it was after each."""

    def setUp(self):
        super().setUp()
        self.fill_a("good.docx")
        self.members = tracker.parts(self.path("good.docx"))
        self.worst = (0, "")

    def look(self):
        """Every file below the folder, with its bytes and when it was written, and the folders."""
        return {path.relative_to(self.folder): (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else None)
                for path in self.folder.rglob("*")}

    def harmless(self, command, codes, said, name):
        """Ends with one of the codes, says that of one of its files, soon and in little memory, and leaves all as it was."""
        before, started = self.look(), resource.getrusage(resource.RUSAGE_CHILDREN)
        done = tracker.run(*command.split(), cwd=self.folder, before=limited if tracker.plain() else None)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = ended.ru_utime + ended.ru_stime - started.ru_utime - started.ru_stime
        case = f"{name}: cairn {command}\n{done.said[:2000]}"
        self.assertIn(done.code, codes, case)
        self.assertRegex(done.said, rf"(?m)^{said}", case)
        self.assertEqual(self.look(), before, case)
        if tracker.plain():
            self.assertLess(seconds, SECONDS, case)
        return done

    def refuse(self, cases, file, code, commands):
        for case in cases:
            with self.subTest(case.name):
                self.write(file, case.data)
                for command in commands:
                    looked_into = command.startswith("check") and case.name == "is a document"  # by what it holds, and not by its name
                    if case.said is not None:
                        self.harmless(command, {4 if looked_into else code}, rf"(\./|klass/)?{re.escape(file)}[^\n]*?({case.said})", case.name)
        self.path(file).unlink()

    def test_zip_files_that_lie(self):
        cases = [hostile.Case(*case) for case in hostile.containers(self.members)]
        self.assertGreater(len(cases), 70)
        self.refuse(cases, "bad.docx", 4, DOCUMENT[1][::3])

    def test_documents_that_lie(self):
        cases = [hostile.Case(*case) for case in hostile.documents(self.members)]
        self.assertGreater(len(cases), 45)
        self.refuse(cases, "bad.docx", *DOCUMENT)

    def test_workbooks_that_lie(self):
        good = workbook.Book([workbook.Sheet("Term 1", {"A1": "Name"})]).bytes()
        self.write("good.xlsx", good)
        members = tracker.parts(self.path("good.xlsx"))
        inside = [hostile.Case(*case) for case in hostile.workbooks()]
        self.refuse(inside, "bad.xlsx", 4, ("sheet read bad.xlsx", "sheet read bad.xlsx -o out.yaml", "sheet read bad.xlsx --into child-a.yaml"))
        around = [hostile.Case(*case) for case in hostile.containers(members)]
        self.refuse(around, "bad.xlsx", 4, ("sheet read bad.xlsx -o out.yaml",))
        covered = [hostile.Case(case.name, case.data, "") for case in around[::9] + inside[::4]]
        self.refuse(covered, "bad.xlsx", 5, ("sheet fill child-a.yaml -o bad.xlsx",))

    def test_records_that_lie(self):
        cases = [hostile.Case(*case) for case in hostile.records(self.path("child-b.yaml").read_bytes())]
        self.refuse(cases, "bad.yaml", 3, ("check bad.yaml", "fill bad.yaml --term 1 -o out.docx", "sheet fill bad.yaml -o out.xlsx"))
        for case in cases:
            self.write("bad.yaml", case.data)
            self.harmless("read good.docx --into bad.yaml", {3, 5}, "(bad.yaml|good.docx): ?", case.name)

    def test_a_pack_with_one_that_lies(self):
        self.path("klass").mkdir()
        shutil.copy(RECORDS / "class.yaml", self.path("klass"))
        for name, data, said in hostile.records(self.path("child-b.yaml").read_bytes()):
            with self.subTest(name):
                self.write("klass/bad.yaml", data)
                self.harmless("pack klass --term 1 -o out --jobs 1 --dry-run", {1, 3}, f"klass/bad.yaml({said})", name)

    def test_classes_mappings_frameworks_and_scales_that_lie(self):
        for file, source, command in (("class.yaml", RECORDS / "class.yaml", "fill child-a.yaml --term 1 -o out.docx"),
                                      ("bad.yaml", tracker.ROOT / "mappings/milestones-tracker.yaml", "read good.docx -m ./bad.yaml -o out.yaml"),
                                      ("foundation.yaml", tracker.ROOT / "mappings/frameworks/foundation.yaml", "fill child-a.yaml --term 1 -o out.docx"),
                                      ("engagement.yaml", tracker.ROOT / "mappings/scales/engagement.yaml", "check engagement.yaml")):
            kept = self.path(file).read_bytes() if self.path(file).exists() else None
            good = source.read_bytes()
            cases = [hostile.Case(*case) for case in hostile.records(good) if b"id: " in good or "has an id" not in case[0]]
            cases += [hostile.Case("has 8,000 terms", hostile.terms(good, 8000), r":\d+:\d+: there are more terms of a mapping " + hostile.MOST)] * (b"fields:" in good)
            self.refuse(cases, file, 3, (command, f"check {file}"))
            if kept is not None:
                self.path(file).write_bytes(kept)

    def test_lists_that_lie(self):
        cases = [hostile.Case(*case) for case in hostile.lists()]
        self.refuse(cases, "bad.csv", 3, ("new klass --list bad.csv",))

    # ---- what is only odd ----

    def test_a_table_of_20000_rows_is_soon_read(self):
        rows = b"<w:tbl>" + b"<w:tr><w:tc><w:p/></w:tc></w:tr>" * 20000 + b"</w:tbl><w:p/>"
        tracker.write_parts(self.path("odd.docx"), hostile.changed(self.members, hostile.MAIN, b"<w:body>", b"<w:body>" + rows))
        self.harmless("read odd.docx", {0}, "", "rows without a grid")

    def test_good_neighbours_are_taken(self):
        want = self.cairn("read good.docx").out
        for name, data in hostile.neighbours(self.members):
            with self.subTest(name):
                self.write("odd.docx", data)
                self.assertEqual(self.cairn("read odd.docx").out, want)
                self.cairn("fill child-a.yaml --term 1 -t odd.docx -o again.docx")
                self.assertEqual(self.path("again.docx").read_bytes(), data, "what says nothing new changes nothing")
                self.path("again.docx").unlink()
                self.cairn("fill child-a.yaml --term 2 -t odd.docx -o next.docx")
                self.assertEqual(tracker.read(self.path("next.docx"))["terms"][0]["term"], "2")
                self.path("next.docx").unlink()

    def test_workbooks_have_good_neighbours_too(self):
        self.cairn("sheet fill child-a.yaml -o good.xlsx")
        want = self.cairn("sheet read good.xlsx").out
        for name, data in hostile.neighbours(tracker.parts(self.path("good.xlsx"))):
            with self.subTest(name):
                self.write("odd.xlsx", data)
                self.assertEqual(self.cairn("sheet read odd.xlsx").out, want)

    def test_what_is_odd_is_read_and_not_filled(self):
        want = self.cairn("read good.docx").out
        words = set(re.findall(rb"<w:t[^>]*>([^<]+)</w:t>", self.members[hostile.COMMENTS]))
        for name, parts, said, placed in hostile.odd(self.members):
            part, why = map(re.escape, said.split(": ", 1))
            with self.subTest(name):
                tracker.write_parts(self.path("odd.docx"), parts)
                done = self.harmless("read odd.docx", {0, 1}, f"odd.docx: note: the part {part} is not as it should be: {why}", name)
                if placed:
                    self.assertEqual(done.out, want)
                for word in words if hostile.COMMENTS in parts else ():
                    self.assertIn(html.unescape(word.decode())[-12:], done.out.decode())
                self.assertEqual(done.out.count(b"comment: harm"), parts.get(hostile.COMMENTS, b"").count(b"harm"))
                for command in ("check odd.docx", "fill child-a.yaml --term 2 -t odd.docx -o out.docx"):
                    self.harmless(command, {4}, f"odd.docx: the part {part} is broken: {why}", name)

    def test_what_leads_out_is_kept_told_and_never_followed(self):
        want = self.cairn("read good.docx").out
        for name, parts, target in hostile.kept(self.members):
            with self.subTest(name):
                tracker.write_parts(self.path("odd.docx"), parts)
                done = self.harmless("check odd.docx", {0}, "odd.docx: ", name)
                self.assertEqual(f"leads out of the document, to {target}" in done.said, target is not None, done.said)
                self.assertEqual(self.cairn("read odd.docx").out, want)
                self.cairn("fill child-a.yaml --term 2 -t odd.docx -o next.docx")
                after = tracker.parts(self.path("next.docx"))
                for part, data in parts.items():
                    if parts[part] != self.members.get(part) and part != hostile.MAIN:
                        self.assertEqual(after[part], data, part)
                self.assertEqual(b"XInclude" in after[hostile.MAIN], b"XInclude" in parts[hostile.MAIN])
                self.path("next.docx").unlink()

    def test_a_limit_can_be_raised_and_lowered(self):
        tables = b"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>" * 5000
        tracker.write_parts(self.path("bad.docx"), hostile.changed(self.members, hostile.MAIN, b"<w:body>", b"<w:body>" + tables))
        self.refused("read bad.docx", 4)
        self.cairn("read bad.docx --limit tables=10K -o out.yaml", 0)
        self.path("out.yaml").unlink()
        self.refused("read bad.docx --limit tables=10k --limit cells=5", 4)
        for verb, limit, code in (("read good.docx", "document", 4), ("check good.docx", "document", 4), ("diff good.docx good.docx", "document", 4),
                                  ("draft good.docx", "document", 4), ("fill child-a.yaml --term 2 -t good.docx -o a.docx", "document", 4),
                                  ("pack . --term 1 -o out --jobs 1", "yaml", 3), ("sheet fill child-a.yaml -o a.xlsx", "yaml", 3),
                                  ("sheet blank child-a.yaml -o a.xlsx", "yaml", 3), ("sheet read good.docx", "entries", 4),
                                  ("new klass --list class.yaml", "list", 3)):
            with self.subTest(verb):
                self.assertIn(f"--limit {limit}=", self.refused(f"{verb} --limit {limit}=9", code).said)
                self.assertIn("did you mean `cells`?", self.refused(f"{verb} --limit cels=9", 2).said)
                self.refused(f"{verb} --limit cells=none", 2, "`none` is nothing that the limit `cells` can be\n"
                             "    give a number from 1 to 8000000; K, M and G behind it mean 1,024 of the one before\n")


if __name__ == "__main__":
    unittest.main()
