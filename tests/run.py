"""Runs test programs and scripts, several at a time, and sums what they count: tests/run.py PROGRAM...

Each one counts its tests as cmocka does, as unittest does, or in a last line `N passed, N failed`. One that counts
nothing, or ends badly without a failed test, is itself a failed test. The last line printed is the sum of all.
"""

import concurrent.futures
import os
import re
import subprocess
import sys
import time

LONGEST_SECONDS = 1500
PLAIN = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed", re.M)
CMOCKA_PASSED = re.compile(r"^\[  PASSED  \] (\d+) test", re.M)
CMOCKA_FAILED = re.compile(r"^\[  FAILED  \] [^:\n]*?(\d+) test", re.M)
UNITTEST = re.compile(r"^Ran (\d+) tests? in", re.M)
UNITTEST_FAILED = re.compile(r"(?:failures|errors)=(\d+)")


def counted(output):
    """(passed, failed) as the output tells, or None."""
    if PLAIN.search(output):
        passed, failed = PLAIN.findall(output)[-1]
        return int(passed), int(failed)
    if CMOCKA_PASSED.search(output):
        return sum(map(int, CMOCKA_PASSED.findall(output))), sum(map(int, CMOCKA_FAILED.findall(output)))
    if UNITTEST.search(output):
        ran = int(UNITTEST.search(output).group(1))
        failed = sum(map(int, UNITTEST_FAILED.findall(output)))
        return max(ran - failed, 0), failed  # a test of several scenes may fail several times
    return None


def command_of(path):
    """How a program or script is started."""
    if path.endswith(".py"):
        return [sys.executable, path]
    return ["bash", path] if path.endswith(".sh") else [path]


def run(path):
    """(path, passed, failed, seconds, output) of one."""
    start = time.monotonic()
    try:
        done = subprocess.run(command_of(path), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=LONGEST_SECONDS, check=False)
        output, status = done.stdout.decode("utf-8", "replace"), done.returncode
    except subprocess.TimeoutExpired as late:
        output = (late.stdout or b"").decode("utf-8", "replace") + f"\nstill running after {LONGEST_SECONDS} s\n"
        status = 1
    passed, failed = counted(output) or (0, 0)
    if status != 0 and not failed:
        output += f"\nended with {status} though no test failed\n"
        failed = 1
    elif passed + failed == 0:
        output += "\ncounted no test\n"
        failed = 1
    elif status == 0 and failed:
        output += "\nended well though tests failed\n"
    return path, passed, failed, time.monotonic() - start, output


def main():
    paths = sys.argv[1:]
    all_passed = all_failed = 0
    # Threads only wait for the programs; the slowest kinds come last in the list, so they are started first.
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for done in concurrent.futures.as_completed([pool.submit(run, path) for path in reversed(paths)]):
            path, passed, failed, seconds, output = done.result()
            all_passed += passed
            all_failed += failed
            if failed:
                print(output)
            print(f"{path}: {passed} passed, {failed} failed ({seconds:.1f} s)", flush=True)
    if not paths:
        print("no tests were given")
        return 1
    print(f"{all_passed} passed, {all_failed} failed")
    return 1 if all_failed else 0


if __name__ == "__main__":
    sys.exit(main())
