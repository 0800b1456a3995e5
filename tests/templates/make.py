"""Makes the Word documents of schools that never heard of Cairn: tests/templates/make.py FOLDER"""

import pathlib
import shutil
import sys

import controls
import words

LAYOUTS = {**controls.LAYOUTS, **words.LAYOUTS}


def make(folder):
    """Every layout as a document, with its mapping beside it."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, layout in LAYOUTS.items():
        layout().save(folder / f"{name}.docx")
    for mapping in pathlib.Path(__file__).parent.glob("*.yaml"):
        shutil.copy(mapping, folder)
    return sorted(LAYOUTS)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print("\n".join(make(sys.argv[1])))
