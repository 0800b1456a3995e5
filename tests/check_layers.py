"""Fails when a file of src includes what its layer must not know, or stands in no layer: tests/check_layers.py [SRC]"""

import fnmatch
import pathlib
import re
import sys

# The layers from the left to the right, each with its files (without their ending; * stands for anything). The header of
# the first file is for the layers to the right too, other headers are for the layer alone. A layer may include what
# stands to its left; layers in one pair of braces do not include each other.
LAYERS = [
    {"base": "base str arena text utf16 accents lookup fold sys process limits message messages messages_class shown file file_* trouble folder name letters"},
    {
        "data": "data node node_index yaml yaml_* csv",
        "markup": "markup element edits encoding scope start_tag stream",
    },
    {"opc": "opc zip zip_directory zip_header zip_write deflate deflate_block archive output output_new package parts content_types relationships digest content core"},
    {
        "word": "word word_names word_read document nesting piece passage passage_* alternatives instruction role stencil revision reject picture note paragraph control box box_* form binding* table shading mark tick doubt comment comment_write thread clone style changes prefix main_type join join_* split outside outside_*",
        "workbook": "workbook workbook_*",
    },
    {"model": "model shape record class sources scale scale_* framework domain date find"},
    {"mapping": "mapping mapping_*"},
    {"place": "place place_*", "codec": "codec codec_*"},
    {"plan": "plan plan_*"},
    {"lens": "lens lens_*"},
    {"draft": "draft draft_*", "diff": "diff diff_*", "sheet": "sheet sheet_*"},
    {"cairn": "cairn verb confine helper open choose convert libreoffice workshop shelf mould fill fill_* read read_* new new_* unplaced check check_* compare describe pack pack_* pdf"},
    {"main": "main cmd cmd_*"},
]

# Second headers that a layer shows: the checker of shapes serves every kind of file, mappings too; ticks, pictures, streams, lists, joining and sheets have
# rooms of their own.
SHOWN = {"file.h", "shape.h", "tick.h", "picture.h", "stream.h", "csv.h", "join.h", "outside.h", "sheet_read.h", "stencil.h"}

# What a layer must not include although it stands to its left: a package knows no records, a learner no XML.
NEVER = {
    "opc": {"data"},
    "word": {"data"},
    "workbook": {"data"},
    "model": {"markup", "opc", "word", "workbook"},
}

# The libraries, by the beginning of their headers, and the layers that may know of them.
LIBRARIES = {
    "libxml/": {"markup", "main"},
    "yaml.h": {"data"},
    "libdeflate.h": {"opc"},
    "nettle/": {"opc"},
    "xlsxwriter": {"sheet"},
}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


def layer_of(name):
    """The layer of a file of src, its rank, and whether it is the layer's own header; (None, None, False) for none."""
    stem, _, ending = name.rpartition(".")
    for rank, together in enumerate(LAYERS):
        for layer, files in together.items():
            if any(fnmatch.fnmatchcase(stem, pattern) for pattern in files.split()):
                return layer, rank, name in SHOWN or (ending == "h" and stem == files.split()[0])
    return None, None, False


def wrong_own(layer, rank, included):
    """Why layer may not include a header of ours, or None."""
    other, other_rank, is_public = layer_of(included)
    if other is None:
        return "which stands in no layer"
    if other == layer:
        return None
    if other_rank >= rank:
        return f"of {other}, which does not stand to the left of {layer}"
    if other in NEVER.get(layer, ()):
        return f"of {other}, which {layer} never knows"
    return None if is_public else f"which is for {other} alone"


def wrong_library(layer, header):
    """Why layer may not include a system header, or None."""
    for beginning, layers in LIBRARIES.items():
        if header.startswith(beginning) and layer not in layers:
            return f"which only {' and '.join(sorted(layers))} may know"
    return None


def faults_of(path):
    """Yields what is wrong with one file."""
    layer, rank, _ = layer_of(path.name)
    if layer is None:
        yield f"{path}: stands in no layer; put it into LAYERS in tests/check_layers.py"
        return
    text = path.read_text(encoding="utf-8")
    for found in INCLUDE.finditer(text):
        quote, header = found.groups()
        why = wrong_own(layer, rank, header) if quote == '"' else wrong_library(layer, header)
        if why:
            line = text.count("\n", 0, found.start(1)) + 1
            yield f"{path}:{line}: {layer} includes {header}, {why}"


def main():
    src = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "src")
    files = sorted(path for path in src.iterdir() if path.suffix in {".c", ".h", ".def"})
    faults = [fault for path in files for fault in faults_of(path)]
    if not files:
        faults.append(f"{src}: holds no C")
    print("\n".join(faults) if faults else f"layers: {len(files)} files, each includes only what stands to its left")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
