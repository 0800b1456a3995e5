"""The engines that run tasks, as the README shows them: each share of a class is made once, whatever the engine."""

import pathlib
import re
import shlex
import subprocess
import unittest

import yaml

from room import Room
from tracker import ROOT

BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
SHARES = [f"{k}/16" for k in range(1, 17)]


def block(language, word):
    """The one block of the README in this language that holds the word."""
    found = [text for name, text in BLOCKS if name == language and word in text]
    assert len(found) == 1, f"{len(found)} blocks hold {word}"
    return found[0]


class Engines(Room):
    def asked(self, command, exit_code=0, **environment):
        """What cairn was asked for, and how the command ended; cairn itself ends with the exit code."""
        stand_in = self.path("cairn")
        stand_in.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >"{self.path("asked")}"\nexit {exit_code}\n', encoding="utf-8")
        stand_in.chmod(0o755)
        done = subprocess.run(command, env={"PATH": f"{stand_in.parent}:/usr/bin:/bin", **environment}, check=False)
        return shlex.split(self.path("asked").read_text("utf-8")), done.returncode

    def share(self, words):
        self.assertEqual(words[0], "pack")
        return words[words.index("--shard") + 1]

    def test_a_job_of_kubernetes_makes_each_share_once(self):
        spec = yaml.safe_load(block("yaml", "completionMode"))["spec"]
        container = spec["template"]["spec"]["containers"][0]
        command = container["command"] + container["args"]
        shares = [self.share(self.asked(command, JOB_COMPLETION_INDEX=str(n))[0]) for n in range(spec["completions"])]
        self.assertEqual((spec["completionMode"], shares), ("Indexed", SHARES))
        mounted = {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
        self.assertEqual(set(mounted), {volume["name"] for volume in spec["template"]["spec"]["volumes"]})
        self.assertTrue(all(path in command[-1].split() for path in mounted.values()))

    def test_and_it_does_not_try_again_what_another_run_would_not_make(self):
        container = yaml.safe_load(block("yaml", "completionMode"))["spec"]["template"]["spec"]["containers"][0]
        ends = [self.asked(container["command"] + container["args"], code, JOB_COMPLETION_INDEX="0")[1] for code in (0, 1, 2, 5)]
        self.assertEqual([end == 0 for end in ends], [True, True, False, False])

    def test_an_array_of_slurm_makes_each_share_once(self):
        script = self.path("trackers.sh")
        script.write_text(block("bash", "SBATCH"), encoding="utf-8")
        self.assertEqual(subprocess.run(["bash", "-n", script], check=False).returncode, 0)
        first, last = map(int, re.search(r"--array=(\d+)-(\d+)$", script.read_text("utf-8"), re.M).groups())
        shares = []
        for task in range(first, last + 1):
            words, _ = self.asked(["bash", script], SLURM_ARRAY_TASK_ID=str(task), SLURM_ARRAY_TASK_COUNT=str(last - first + 1), SLURM_CPUS_PER_TASK="2")
            shares.append(self.share(words))
            self.assertEqual(words[words.index("--jobs") + 1], "2")
        self.assertEqual(shares, SHARES)


if __name__ == "__main__":
    unittest.main()
