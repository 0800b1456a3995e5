"""Fills TEMPLATE by python-docx, in one process: fill_docx.py TEMPLATE OUT-FOLDER WARM DATA... as fill.js does.

Tuned as its users advise: the cells of a table are fetched once, and rows are copies of one.
"""

import copy
import json
import pathlib
import re
import sys
import time

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

TAG = re.compile(r"{([#/]?[\w-]+)}")


def put(paragraphs, values):
    for paragraph in paragraphs:
        for run in paragraph.runs:
            text = run.text
            if "{" in text:
                run.text = TAG.sub(lambda m: values.get(m[1], ""), text)


def put_cells(cells, values):
    for cell in cells:
        put(cell.paragraphs, values)


def fill_area(elements, area, body):
    for element in elements:
        if element.tag.endswith("}p"):
            put([Paragraph(element, body)], area)
            continue
        pattern = element.tr_lst[-1]
        for _ in area["rows"][1:]:
            pattern.addnext(copy.deepcopy(pattern))
        table = Table(element, body)
        cells, width = table._cells, len(table.columns)
        for number, row in enumerate(area["rows"], 1):
            put_cells(cells[number * width:(number + 1) * width], row)


def fill_areas(document, areas):
    body = document.element.body
    first = next(p._p for p in document.paragraphs if p.text == "{#areas}")
    last = next(p._p for p in document.paragraphs if p.text == "{/areas}")
    block = body[body.index(first) + 1:body.index(last)]
    for area in areas:
        made = [copy.deepcopy(element) for element in block]
        fill_area(made, area, document._body)
        for element in made:
            last.addprevious(element)
    for element in [first, *block, last]:
        body.remove(element)


def fill(template, values, out):
    document = docx.Document(template)
    fill_areas(document, values["areas"])
    names = {key: value for key, value in values.items() if key != "areas"}
    put(document.paragraphs, names)
    for table in document.tables[:-len(values["areas"]) or None]:
        put_cells(table._cells, names)
    for section in document.sections:
        for edge in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            put(edge.paragraphs, names)
    document.save(out)


def main():
    template, folder, warm, *data = sys.argv[1:]
    for number, path in enumerate(data):
        if number == int(warm):
            core, clock = time.process_time(), time.perf_counter()
        values = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
        fill(template, values, pathlib.Path(folder, pathlib.Path(path).stem + ".docx"))
    count = len(data) - int(warm)
    print(count / (time.process_time() - core), count / (time.perf_counter() - clock))


main()
