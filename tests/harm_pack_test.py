"""Packs that meet what they should not: nothing of one child comes into another's pages, and nothing is told that is not so."""

import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest
import zipfile

import tracker

from join_test import OFFICE, apart, join, p, paper
from confined_test import NOBODY
from joined import R, W
from pack_test import A, B, Class
from tracker import parts, write_parts

MICROSOFT = "http://schemas.microsoft.com/office/"
PROPERTIES = ('<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
              'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
              '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="who"><vt:lpwstr>learner {}</vt:lpwstr></property></Properties>')
DSP = f'xmlns:dsp="{MICROSOFT}drawing/2008/diagram"'


class Papers(unittest.TestCase):
    """Documents that are joined into one."""

    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.folder = pathlib.Path(room.name)

    def three(self, body, **inside):
        """Three documents of one form, in which K stands for a number of their own."""
        return [paper(self.folder / f"{k}.docx", body.replace("K", str(k)), **{name: text.replace("K", str(k)) for name, text in inside.items()}) for k in range(3)]

    def relate(self, path, identity, kind, target, data=None, mode=""):
        """A relationship of the document, and the part that it leads to."""
        members = parts(path)
        rels = members["word/_rels/document.xml.rels"].decode()
        members["word/_rels/document.xml.rels"] = rels.replace("</Relat", f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"{mode}/></Relat').encode()
        if data:
            members[f"word/{target}"] = data.encode()
            types = members["[Content_Types].xml"].decode()
            members["[Content_Types].xml"] = types.replace("</Types>", f'<Override PartName="/word/{target}" ContentType="application/x+xml"/></Types>').encode()
        write_parts(path, members)

    def test_a_note_is_its_own_documents_however_it_is_numbered(self):
        """LibreOffice numbers the lines above the notes 0 and 1; a note may say that it is a normal one."""
        lines = "".join(f'<w:footnote w:id="{n}" w:type="{kind}"><w:p/></w:footnote>' for n, kind in enumerate(("separator", "continuationSeparator")))
        notes = "".join(f'<w:footnote w:id="{n}"{kind}>{p(f"note {n} of K.")}</w:footnote>' for n, kind in ((2, ""), (3, ' w:type="normal"')))
        papers = self.three("".join(f'<w:p><w:r><w:footnoteReference w:id="{n}"/></w:r></w:p>' for n in (2, 3)), footnotes=lines + notes)
        joined = join(self.folder, *papers)
        self.assertEqual(joined.twice(), [])
        shown = {e.get(W + "id"): "".join(e.itertext()) for e in joined.trees["word/footnotes.xml"]}
        for k in range(3):
            self.assertEqual([shown[e.get(W + "id")] for e in joined.each(k, W + "footnoteReference")], [f"note {n} of {k}." for n in (2, 3)])
        for k, members in enumerate(apart(self.folder)):
            self.assertEqual(re.findall(r"note \d of (\d)", members["word/footnotes.xml"].decode()), [str(k)] * 2)

    def test_what_was_moved_has_a_name_of_its_own(self):
        marks = "".join(f'<w:move{way}RangeStart w:id="{n}" w:name="move1"/><w:move{way}RangeEnd w:id="{n}"/>' for n, way in enumerate(("From", "To")))
        joined = join(self.folder, *self.three(f"<w:p>{marks}</w:p>"))
        names = [[e.get(W + "name") for way in ("From", "To") for e in joined.each(k, f"{W}move{way}RangeStart")] for k in range(3)]
        self.assertTrue(all(one == other for one, other in names), names)
        self.assertEqual(len({one for one, _ in names}), 3, names)

    def test_a_diagram_is_drawn_as_its_own_document_has_it(self):
        papers = self.three(p("x"))
        for k, path in enumerate(papers):
            self.relate(path, "rId1", f"{OFFICE}diagramData", "data.xml", f'<a {DSP}><dsp:dataModelExt relId="rId{2 + k}"/></a>')
            self.relate(path, f"rId{2 + k}", f"{MICROSOFT}2007/relationships/diagramDrawing", "drawing.xml", f"<d>drawing of {k}</d>")
        joined = join(self.folder, *papers)
        data = [part for kind, part in joined.relationships.values() if kind == "diagramData"]
        drawn = [joined.relationships[re.search(b'relId="([^"]*)"', joined.members[part]).group(1).decode()][1] for part in data]
        self.assertEqual([joined.members[part].decode() for part in drawn], [f"<d>drawing of {k}</d>" for k in range(3)])

    def test_what_led_nowhere_leads_nowhere(self):
        """A picture whose part is gone, or whose relationship is."""
        pictures = "".join(f'<w:p><x r:embed="{name}"/></w:p>' for name in ("rId1", "rId2"))
        papers = self.three(pictures)
        self.relate(papers[0], "rId1", f"{OFFICE}image", "image.png", "picture of 0")
        self.relate(papers[0], "rId2", f"{OFFICE}image", "image2.png", "picture of 0")
        self.relate(papers[1], "rId1", f"{OFFICE}image", "image.png")
        joined = join(self.folder, *papers)
        for k in (1, 2):
            for e in joined.each(k, "x"):
                _, part = joined.relationships.get(e.get(R + "embed"), ("", None))
                self.assertNotIn(part, joined.members)

    def test_a_field_that_nothing_closes_takes_no_other_document_into_itself(self):
        begin, separate = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate"))
        for between in ("", separate):
            for instruction in ("REF it", "NUMPAGES"):
                body = f"<w:p>{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{between}<w:r><w:t>shown</w:t></w:r></w:p>" + p("K")
                joined = join(self.folder, *self.three(body))
                self.assertEqual([joined.each(k, W + "fldChar") for k in range(3)], [[], [], []])
                self.assertEqual([[e.text for e in joined.each(k, W + "t")] for k in range(3)], [["shown", str(k)] for k in range(3)])

    def test_a_document_that_lost_its_mark_is_taken_apart_all_the_same(self):
        """Somebody took its first paragraph away; whose it is, its pages must tell."""
        for gone in (1, 2, 3):
            with tempfile.TemporaryDirectory() as folder:
                self.folder = pathlib.Path(folder)
                join(self.folder, *self.three(p("K1") + p("K2") + p("K3")))
                self.change(rf'<w:p><w:bookmarkStart w:id="[0-9]*" w:name="_cairn_{gone}"/>.*?</w:p>', "")
                texts = [re.findall("<w:t>([^<]*)", members["word/document.xml"].decode()) for members in apart(self.folder)]
                self.assertEqual(texts, [[f"{k}{n}" for n in (1, 2, 3) if (k, n) != (gone - 1, 1)] for k in range(3)])

    def test_a_mark_that_went_into_the_document_before_takes_nothing_of_it_along(self):
        """There LibreOffice puts one that stood before a table; the section may end with that paragraph, or behind it."""
        mark = '<w:bookmarkStart w:id="[0-9]*" w:name="_cairn_2"/><w:bookmarkEnd w:id="[0-9]*"/>'
        thin = "<w:p><w:pPr>SECTION</w:pPr></w:p>"
        for old, new in ((rf"(02</w:t></w:r>)(.*?)({mark})", r"\1\3\2"), (rf"<w:pPr><w:sectPr.*?</w:sectPr></w:pPr>(<w:r><w:t>02</w:t></w:r>)(.*?</w:p>)(.*?)({mark})", rf"\1\4\2{thin}\3")):
            with tempfile.TemporaryDirectory() as folder:
                self.folder = pathlib.Path(folder)
                join(self.folder, *self.three(p("K1") + p("K2")))
                self.change(old, new)
                texts = [re.findall("<w:t>([^<]*)", members["word/document.xml"].decode()) for members in apart(self.folder)]
                self.assertEqual(texts, [[f"{k}1", f"{k}2"] for k in range(3)])

    def test_words_that_somebody_typed_above_all_stay(self):
        join(self.folder, *self.three(p("K")))
        self.change("<w:body>", "<w:body>" + p("typed"))
        texts = [re.findall("<w:t>([^<]*)", members["word/document.xml"].decode()) for members in apart(self.folder)]
        self.assertEqual(texts, [["typed", "0"], ["1"], ["2"]])

    def test_words_that_somebody_typed_behind_a_document_are_its_own(self):
        join(self.folder, *self.three(p("K1") + p("K2")))
        self.change(r'(<w:p>)(<w:pPr><w:sectPr.*?</w:sectPr></w:pPr>)(<w:r><w:t>02</w:t></w:r>.*?</w:p>)', rf"\1\3{p('typed', 'SECTION')}")
        texts = [re.findall("<w:t>([^<]*)", members["word/document.xml"].decode()) for members in apart(self.folder)]
        self.assertEqual(texts, [["01", "02", "typed"], ["11", "12"], ["21", "22"]])

    def test_of_two_packs_in_one_file_the_second_takes_no_properties_of_the_first(self):
        papers = self.three(p("K"))
        for k, path in enumerate(papers):
            members = parts(path)
            members["_rels/.rels"] = members["_rels/.rels"].replace(b"</Rel", f'<Relationship Id="b" Type="{OFFICE}custom-properties" Target="custom.xml"/></Rel'.encode())
            members["custom.xml"] = PROPERTIES.format(k).encode()
            write_parts(path, members)
        join(self.folder, *papers)
        self.change("<w:body>(.*)(<w:sectPr.*</w:sectPr>)</w:body>", r"<w:body>\1\1\2</w:body>")
        whose = [re.findall("learner ([0-9])", members["docProps/custom.xml"].decode()) for members in apart(self.folder)]
        self.assertEqual(whose, [["0"], ["1"], ["2"], [], [], []])

    def change(self, old, new):
        """Changes the body of the joined document."""
        members = parts(self.folder / "joined.docx")
        body = members["word/document.xml"].decode()
        section = re.search("<w:sectPr.*?</w:sectPr>", body).group(0)
        changed = re.sub(old, new, body, count=1).replace("SECTION", section)
        self.assertNotEqual(changed, body)
        write_parts(self.folder / "joined.docx", {**members, "word/document.xml": changed.encode()})


class Classes(Class):
    def test_two_records_of_one_id_are_not_made(self):
        """Else next term's document of the one goes on from the other's."""
        self.only(("l-1", "Ava"), ("l-2", "Bo"), ("l-3", "Cy"))
        self.record("rowan/l-2.yaml", {**tracker.load(self.path("rowan/l-2.yaml")), "learner": {"id": "l-1", "known-as": "Bo"}, "version": "1"})
        said = self.said(want=1)
        for name in ("l-1", "l-2"):
            self.assertIn(f"rowan/{name}.yaml: another record of this class has the id `l-1` too\n    give each learner an id of their own\n", said)
        self.assertEqual(self.made(), {"Cy 2025-26 term 1.docx"})

    def test_what_may_hold_records_and_is_passed_over_is_told(self):
        (self.folder / "school").mkdir()
        shutil.copytree(self.path("rowan"), self.path("school/birch"))
        self.path("school/rowan").symlink_to(self.path("rowan"))
        self.path("school/birch/child-b.yaml").rename(self.path("school/birch/child-b.yml"))
        (self.folder / "photos").mkdir()
        self.path("school/photos").symlink_to(self.path("photos"))
        said = self.said("-q", 1, folders="school")
        self.assertEqual(said, "")
        self.assertEqual(self.said(want=1, folders="school").splitlines()[:4], [
            "school/rowan: there may be records here, and they were passed over: it is a link", "    give the folder to which it leads",
            "school/birch/child-b.yml: there may be records here, and they were passed over: records are named .yaml", "    rename it"])

    def test_a_folder_among_the_classes_that_may_not_be_opened_is_told_and_the_others_are_made(self):
        shutil.copytree(self.path("rowan"), self.path("school/rowan"))
        shut = self.path("school/lost+found")
        shut.mkdir(mode=0)
        self.folder.chmod(0o777)
        who = {"user": NOBODY} if os.getuid() == 0 else {}
        pack = lambda folder: subprocess.run([tracker.CAIRN, "pack", folder, "--term", "1", "-o", "out"], cwd=self.folder, capture_output=True, check=False, **who)
        try:
            done, alone = pack("school"), pack("school/lost+found")
        except PermissionError:
            self.skipTest("only root may start the program where it lies")
        finally:
            shut.chmod(0o700)
        self.assertEqual(done.stderr.decode().splitlines()[:2], [
            "school/lost+found: there may be records here, and they were passed over: it cannot be read", "    if it is a class, see that you may open it"])
        self.assertEqual((done.returncode, self.made()), (1, {f"rowan/{A}", f"rowan/{B}"}))
        self.assertEqual(alone.returncode, 3)
        self.assertIn("school/lost+found: the folder cannot be read: ", alone.stderr.decode())

    def test_neither_zip_nor_joined_document_takes_the_place_of_another_file(self):
        for option in ("--zip out/A.docx", "--zip out/pack.json", "--one-file pack.zip", "--zip all.zip --shard 1/2"):
            self.refused(f"pack rowan --term 1 -o out {option}", 2)
        self.path("all.docx").symlink_to("gone.docx")
        self.assertIn("all.docx: the output is not an ordinary file\n", self.said("--one-file all.docx", 1))
        self.assertFalse(self.path("all-contents.docx").exists())

    def test_what_a_stopped_run_left_beside_the_zip_is_swept(self):
        (self.folder / "elsewhere").mkdir()
        for options in ("--zip elsewhere/a.zip", "--one-file elsewhere/a.docx"):
            self.write("elsewhere/.cairn-1-0", "half")
            self.pack(options)
            self.assertFalse(self.path("elsewhere/.cairn-1-0").exists(), options)

    def test_a_record_that_becomes_another_learners_while_the_pack_runs_is_not_made(self):
        """Else two records give one document, and the report tells of one that is no more."""
        self.only(("l-1", "Ava"), ("l-2", "Bo"))
        first, second = (self.path(f"rowan/l-{n}.yaml") for n in (1, 2))
        said, heard = os.pipe()  # so full that Cairn waits before it tells of the first document
        os.set_blocking(heard, False)
        filled = 0
        with contextlib.suppress(BlockingIOError):
            while True:
                filled += os.write(heard, b"." * 4096)
        os.set_blocking(heard, True)
        command = [tracker.CAIRN, *"pack rowan --term 1 -o out --name x.docx -v --jobs 1".split()]
        with subprocess.Popen(command, cwd=self.folder, stderr=heard) as running:
            os.close(heard)
            while not self.path("out/x (l-1).docx").exists():
                time.sleep(0.01)
            second.write_text(first.read_text())
            with open(said, "rb") as told:
                words = told.read().decode()[filled:]
        self.assertEqual(running.returncode, 1, words)
        self.assertIn("rowan/l-2.yaml: the record was changed while the pack was made", words)
        self.assertEqual(self.made(), {"x (l-1).docx"})

    def test_a_folder_whose_name_is_no_text_spoils_no_zip(self):
        """It came out of an old archive."""
        (self.folder / "school").mkdir()
        shutil.copytree(self.path("rowan"), self.path(os.fsdecode(b"school/S\xecne")))
        self.pack("--zip pack.zip", folders="school")
        with zipfile.ZipFile(self.path("pack.zip")) as pack:
            self.assertEqual(len(pack.namelist()), 2)
            self.assertIsNone(pack.testzip())
        self.assertEqual([outcome for _, outcome in self.outcomes()], ["made", "made"])

    def test_a_document_that_is_named_docm_says_so_of_itself(self):
        """Word opens a file only under a name that fits; one that says so need not have macros."""
        self.pack("--name {learner.id}.docm")
        types = tracker.parts(self.path("out/rowan-01.docm"))["[Content_Types].xml"]
        self.assertIn(b"application/vnd.ms-word.document.macroEnabled.main+xml", types)
        self.assertIn("2 unchanged", self.said("--name {learner.id}.docm"))

    def namesake(self, folder="birch", name="Birch", **learner):
        """Another child of the same id and name, in another class."""
        shutil.copytree(self.path("rowan"), self.path(folder))
        self.path(f"{folder}/child-b.yaml").unlink()
        tree = tracker.load(self.path(f"{folder}/child-a.yaml"))
        terms = [{**term, "class": name} for term in tree["terms"] if term["term"] == "2"]
        self.record(f"{folder}/child-a.yaml", {**tree, "learner": {**tree["learner"], **learner}, "terms": terms})
        text = self.path(f"{folder}/class.yaml").read_text("utf-8")
        self.write(f"{folder}/class.yaml", text.replace("class: Rowan", f"class: {name}"))

    def test_of_two_children_with_one_id_in_two_classes_none_goes_on_from_the_others_document(self):
        """One of them has no document yet, and would get the other child's pages."""
        self.cairn("pack rowan --term 1 -o last")
        self.namesake()
        said = self.said("--from last", 1, folders="birch rowan", term="--term 2")
        for folder in ("birch", "rowan"):
            self.assertIn(f"{folder}/child-a.yaml: another learner of this run has the id `rowan-01` too, and nobody knows whose document goes on: last/{A}\n", said)
        self.assertEqual(self.made(), {f"rowan/{B}".replace("term 1", "term 2")})

    def test_nor_does_the_one_whose_class_is_made_by_itself(self):
        self.cairn("pack rowan --term 1 -o last")
        self.namesake()
        told = f"last/{A}: this document is of the class `Rowan`, and nothing tells that its learner is the one of birch/child-a.yaml\n"
        self.assertIn(told, self.said("--from last", 5, folders="birch", term="--term 2"))
        self.assertEqual(self.made(), set())

    def test_but_who_has_moved_to_another_class_goes_on(self):
        self.cairn("pack rowan --term 1 -o last")
        self.path("rowan").rename(self.path("birch"))
        text = self.path("birch/class.yaml").read_text("utf-8")
        self.write("birch/class.yaml", text.replace("class: Rowan", "class: Birch"))
        self.pack("--from last", folders="birch", term="--term 2")
        self.assertEqual(len(self.made()), 2)

    def test_a_child_born_on_another_day_is_another_child(self):
        mapping = (tracker.ROOT / "mappings/milestones-tracker.yaml").read_text("utf-8")
        shown = "  - {show: school,            at: [{tag: school}], from: class.school, blank: \"–\"}\n"
        self.assertIn(shown, mapping)
        born = '  - {key: learner.born, at: [{tag: school}], as: {date: d MMMM yyyy}, blank: "–"}\n'
        shutil.copy(tracker.ROOT / "templates/milestones-tracker.docx", self.path("own.docx"))
        self.write("own-mapping.yaml", mapping.replace(shown, born).replace("template: milestones-tracker.docx", "template: own.docx"))
        self.cairn(f"pack rowan --term 1 -o last -m {self.path('own-mapping.yaml')}")
        self.assertIn("2 made", self.said(f"--from last -m {self.path('own-mapping.yaml')}", term="--term 2"))
        tree = tracker.load(self.path("rowan/child-a.yaml"))
        self.record("rowan/child-a.yaml", {**tree, "learner": {**tree["learner"], "born": "2016-01-02"}})
        shutil.rmtree(self.path("out"))
        self.assertIn(f"last/{A}: this document is about another learner: the date of birth in it\n", self.said(f"--from last -m {self.path('own-mapping.yaml')}", 1, term="--term 2"))

    def test_a_document_that_windows_named_in_capitals_goes_on(self):
        self.cairn("pack rowan --term 1 -o last")
        self.path(f"last/{A}").rename(self.path("last/A.DOCX"))
        self.assertNotIn("child-a", self.pack("--from last", term="--term 2").said)


if __name__ == "__main__":
    unittest.main()
