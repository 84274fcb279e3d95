"""What the tests of the program as a whole share: running it, and folders to run it in.

The program's path comes in the environment as NGOSO, the source tree's as NGOSO_SOURCE; CMake sets
both. Messages are asked for in English, because the tests look for words in them.
"""
import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import tempfile
import time
import unittest

import yaml

PROGRAM = os.environ["NGOSO"]
SOURCE = pathlib.Path(os.environ["NGOSO_SOURCE"])
GUIDES = SOURCE / "guides"
QUIZZES = SOURCE / "quizzes"

DONE, PROBLEMS, USAGE, SYSTEM = 0, 1, 2, 3


def shipped_ids():
    names = sorted(path.stem for path in GUIDES.glob("*.yaml"))
    others = ("trusted-domains", "facts", "banks", "spoken", "indicators", "handbook", "handbook-en")
    return [name for name in names if name not in others and "." not in name
            and not name.startswith("words-")]


def suits(guide, design):
    """Whether a shipped guide is made in a design: boxes to tick are on the checklist alone."""
    has_boxes = "\n    checks:" in (GUIDES / f"{guide}.yaml").read_text("utf-8")
    return has_boxes == (design == "checklist")


def filled(text):
    """A definition with the facts that it names written out."""
    facts = {fact["id"]: fact for fact in yaml.safe_load(
        (GUIDES / "facts.yaml").read_text("utf-8"))["facts"]}
    return re.sub(r"\{([a-z0-9-]+)\.([a-z]+)\}", lambda m: str(facts[m[1]][m[2]]), text)


def run(*arguments, cwd=None, lang="en", env=None, limits=None, stdin=subprocess.DEVNULL):
    """Runs ngoso to its end; the result has returncode, stdout and stderr as text."""
    command = [PROGRAM, *(["--lang", lang] if lang else []), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env={**os.environ, **(env or {})}, stdin=stdin,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                          timeout=100, preexec_fn=limits, check=False)


def run_in_terminal(*arguments, cwd=None, env=None, columns=80):
    """Runs ngoso on a terminal of its own; returns its exit code and all that it showed."""
    shown, code = [], None
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(cwd or ".")
        os.environ.update({"TERM": "xterm", "COLUMNS": str(columns), **(env or {})})
        os.execv(PROGRAM, [PROGRAM, "--lang", "en", *map(str, arguments)])
    deadline = time.monotonic() + 100
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:  # Linux says EIO when the other side has closed.
            break
        if not data:
            break
        shown.append(data)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    os.close(terminal)
    return code, b"".join(shown).decode("utf-8", "replace").replace("\r\n", "\n")


class FolderTest(unittest.TestCase):
    """A test with an empty folder of its own, self.folder."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ngoso-e2e-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    def files(self, below="."):
        """Everything that is no folder, hidden files too."""
        root = self.folder / below
        return sorted(str(p.relative_to(root)) for p in root.rglob("*") if not p.is_dir())

    def assert_exit(self, result, code):
        self.assertEqual(result.returncode, code,
                         f"exit code\nstdout: {result.stdout}\nstderr: {result.stderr}")


def main():
    unittest.main(verbosity=1)
