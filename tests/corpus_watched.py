"""Public documents through every verb that opens one, watched: by the sanitizers, and by valgrind's memcheck, leaks included.

Starting valgrind takes longer than most of these documents do, so that one process does many (tests/serve.c); after each of its answers its log tells
whether that document was the one. What leaked is told at its end, by where it was taken. Documents with a part of more than LARGE megabytes go
through the sanitizers alone, since valgrind takes thirty times as long: VALGRIND=all has them too.
"""

import os
import shutil
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor

import corpus_fill
import corpus_places
from corpus_read import largest_part
from samples_load import ROOT

LARGE = 2  # megabytes, inflated
ROWAN = ROOT / "samples/rowan"
MEMCHECK = ["valgrind", "--quiet", "--error-exitcode=99", "--leak-check=full", "--errors-for-leak-kinds=definite,indirect,possible",
            "--show-leak-kinds=definite,indirect,possible", f"--suppressions={ROOT / 'tests/valgrind.supp'}"]
SANITIZED = {"ASAN_OPTIONS": "exitcode=99:log_path={0}", "UBSAN_OPTIONS": "exitcode=99:print_stacktrace=1:log_path={0}",
             "LSAN_OPTIONS": f"exitcode=99:print_suppressions=0:suppressions={ROOT / 'tests/leaks.supp'}"}
WATCHERS = {"the sanitizers": ([], ROOT / "build/asan/serve", SANITIZED), "valgrind": (MEMCHECK, ROOT / "build/serve", {})}


def commands(path, folder):
    """What is done with a document: each verb that opens one, and a filling of one of its places where it has any."""
    yield ["read", path]
    yield ["draft", path, "-o", folder / "drafted.yaml"]
    yield ["diff", path, path]
    try:
        kinds = corpus_places_of(path)
    except (zipfile.BadZipFile, RuntimeError, EOFError, ValueError, LookupError, OSError, SyntaxError):  # it is broken, and has been read so
        return
    for kind, same in sorted(kinds.items())[:1]:
        shutil.copy(path, folder)  # a mapping's template lies beside it
        corpus_fill.write_inputs(folder, path.name, corpus_fill.draft(kind, same))
        filled = folder / f"filled{path.suffix}"
        yield ["check", folder / "mapping.yaml"]
        yield ["fill", folder / "record.yaml", "-m", folder / "mapping.yaml", "-t", path, "-o", filled]
        yield ["read", filled, "-m", folder / "mapping.yaml", "-o", folder / "read.yaml"]


def corpus_places_of(path):
    document = corpus_places.Document(path)
    return corpus_places.chosen(document)


def own(folder):
    """What opens documents that Cairn made: packs, joined too, from last term's, and workbooks."""
    term = ["--session", "2025-26", "--name", "{learner.id}.docx", "--jobs", "2"]
    yield ["pack", ROWAN, "--term", "1", *term, "-o", folder / "one", "--one-file", folder / "all.docx", "--zip", folder / "all.zip"]
    yield ["pack", ROWAN, "--term", "2", *term, "-o", folder / "two", "--from", folder / "one"]
    yield ["read", folder / "one/rowan-01.docx", folder / "two/rowan-01.docx", "-o", f"{folder}/records/"]
    yield ["sheet", "fill", ROWAN, "-o", folder / "class.xlsx"]
    yield ["sheet", "blank", ROWAN, "-o", folder / "blank.xlsx"]
    yield ["sheet", "read", folder / "class.xlsx", "-o", f"{folder}/sheets/"]


class Watched:
    """A server that is watched, and what its log says."""

    def __init__(self, watcher, folder):
        before, program, options = WATCHERS[watcher]
        self.folder = folder
        folder.mkdir()
        log = folder / "log"
        before = [*before, f"--log-file={log}.%p"] if before else []
        settings = {name: value.format(log) for name, value in options.items()}
        self.process = subprocess.Popen([*before, str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **settings})
        self.heard = 0

    def log(self):
        """What was not heard yet."""
        said = "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("log.*")))
        new, self.heard = said[self.heard:], len(said)
        return new

    def do(self, words):
        """(exit code, messages); None when the process has ended."""
        try:
            self.process.stdin.write("\t".join(map(str, words)).encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return None
        head = self.process.stdout.readline().split()
        if len(head) != 3:
            return None
        code, said, told = map(int, head)
        self.process.stdout.read(said)
        return code, self.process.stdout.read(told).decode("utf-8", "replace")

    def end(self):
        """What is said at the end, of leaks."""
        self.process.stdin.close()
        code = self.process.wait()
        new = self.log()
        return f"ended with {code}: {new}" if code or new else ""


def wrong(server, words):
    """What is not right with one command, or None."""
    done = server.do(words)
    if not done:
        return f"the process ended: {server.end()}"
    found = server.log()
    code, told = done
    told_so = code in range(6) and code != 2 and (code in (0, 1) or told.strip())
    return found or (None if told_so else f"exit {code}: {told[-500:]}")


def watch(asked):
    """Some documents through one server: (commands done, [what was wrong])."""
    watcher, number, paths, folder = asked
    folder = folder / f"{watcher.split()[-1]}-{number}"
    server = Watched(watcher, folder)
    count, faults = 0, []
    for at, path in enumerate([None, *paths] if number == 0 else paths):
        place = folder / str(at)
        place.mkdir()
        for words in commands(path, place) if path else own(place):
            count += 1
            fault = wrong(server, words)
            if fault:
                faults.append(f"{words[0]} {path.name if path else ' '.join(map(str, words))}: {fault[-1500:]}")
            if server.process.poll() is not None:
                server = Watched(watcher, folder / f"again-{at}")
    last = server.end()
    return count, faults + ([last[-3000:]] if last else [])


def check(checks, paths, folder):
    """Every document under both, in as many processes as there are cores."""
    small = [path for path in paths if largest_part(path) <= LARGE]
    some = {"the sanitizers": paths, "valgrind": paths if os.environ.get("VALGRIND") == "all" else small}
    cores = os.cpu_count() or 2
    for watcher, watched in some.items():
        parts = [(watcher, n, sorted(watched, key=lambda p: -p.stat().st_size)[n::cores], folder) for n in range(cores)]
        with ThreadPoolExecutor(cores) as pool:
            done = list(pool.map(watch, parts))
        faults = [fault for _, found in done for fault in found]
        checks.that(not faults, f"{watcher}: " + "\n".join(faults[:10]))
        print(f"{sum(count for count, _ in done)} commands on {len(watched)} of {len(paths)} public documents: {watcher} found {len(faults)} faults")
