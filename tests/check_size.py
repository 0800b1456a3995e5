"""Fails when functions of src, or files of src and tests, grow too long; prints the figures: check_size.py [ROOT]"""

import pathlib
import re
import statistics
import sys

MEDIAN_AT_MOST, P95_UNDER, LONGEST_AT_MOST, FILE_UNDER = 12, 40, 70, 400

# What a scanner of braces must not see: comments, texts, characters, and the preprocessor's lines, continued or not.
HIDDEN = re.compile(
    r"""/\*.*?\*/ | //[^\n]* | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | ^[ \t]*\#(?:\\\r?\n|/\*.*?\*/|[^\n])*""",
    re.S | re.M | re.X,
)
ATTRIBUTE = re.compile(r"__attribute__\s*\(\(.*?\)\)", re.S)


def bare(text):
    """The text with all that is hidden turned to blanks, its lines kept."""
    return HIDDEN.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def is_function(head):
    """Whether what stands before an outermost brace is the head of a function."""
    head = ATTRIBUTE.sub("", head).strip()
    return head.endswith(")") and "=" not in head and re.search(r"\w\s*\(", head) is not None


def functions(text):
    """Yields (name, line, length) of each function, its lines counted from its head to its last brace."""
    text = bare(text)
    depth, head_from, start = 0, 0, None
    for found in re.finditer(r"[{};]", text):
        at, mark = found.start(), found.group()
        if mark == "{":
            if depth == 0 and is_function(text[head_from:at]):
                start = head_from + len(text[head_from:at]) - len(text[head_from:at].lstrip())
            depth += 1
        elif mark == "}":
            depth -= 1
        if depth == 0 and mark != "{":
            if start is not None:
                name = re.search(r"(\w+)\s*\(", ATTRIBUTE.sub("", text[start:at])).group(1)
                yield name, text.count("\n", 0, start) + 1, text.count("\n", start, at) + 1
            head_from, start = at + 1, None


def sources(root):
    """The files that are counted: (those whose functions count, those whose lines count)."""
    ours = sorted(path for path in (root / "src").iterdir() if path.suffix in {".c", ".h", ".def"})
    return ours, ours + sorted(path for path in (root / "tests").glob("*.[ch]"))


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    ours, all_files = sources(root)
    found = [(length, f"{path}:{line}: {name}") for path in ours if path.suffix != ".def"
             for name, line, length in functions(path.read_text(encoding="utf-8"))]
    if not found:
        print(f"{root}: holds no function")
        return 1
    lengths = sorted(length for length, _ in found)
    median, p95 = statistics.median(lengths), lengths[max(0, -(-len(lengths) * 95 // 100) - 1)]
    lines = {path: path.read_bytes().count(b"\n") for path in all_files}
    faults = [f"{where} has {n} lines, at most {LONGEST_AT_MOST}" for n, where in found if n > LONGEST_AT_MOST]
    faults += [f"{path} has {n} lines, under {FILE_UNDER}" for path, n in lines.items() if n >= FILE_UNDER]
    if median > MEDIAN_AT_MOST:
        faults.append(f"the median function has {median:g} lines, at most {MEDIAN_AT_MOST}")
    if p95 >= P95_UNDER:
        longest = [f"  {where} ({length})" for length, where in sorted(found, reverse=True) if length >= P95_UNDER]
        faults.append(f"95% of the functions have up to {p95} lines, under {P95_UNDER}; those that are longer:")
        faults += longest
    print(f"size: {len(found)} functions, median {median:g} lines, 95% up to {p95}, longest {lengths[-1]};"
          f" {len(lines)} files, longest {max(lines.values())}")
    if faults:
        print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
