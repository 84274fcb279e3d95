"""Drives the kiosk as a person would: an X server of its own, real pointer and key events.

Where things lie on the screen, and which question is shown, is read from the trace that the kiosk
writes for tests (src/kiosk/trace.h); everything else is seen from outside. CMake sets NGOSO and
NGOSO_SOURCE. A machine without Xvfb or xdotool cannot run these tests and fails them.
"""
import contextlib
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest

PROGRAM = os.environ["NGOSO"]
SOURCE = pathlib.Path(os.environ["NGOSO_SOURCE"])
PIN = "2580"
# Sanitizers make everything slower.
PATIENCE_S = 20


def read_enum(prefix):
    """Names and numbers of an enum of kiosk/screens/view.h; all of them count from 0."""
    text = (SOURCE / "src/kiosk/screens/view.h").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    body = next(b for b in re.findall(r"enum \w+ \{(.*?)\}", text, flags=re.S)
                if b.strip().startswith(prefix))
    return {name: number for number, name in enumerate(re.findall(prefix + r"\w+", body))}


SCREENS, ACTS, STAFF = read_enum("SCREEN_"), read_enum("ACT_"), read_enum("STAFF_")
SCREEN_NAMES = {number: name for name, number in SCREENS.items()}


class Frame:
    def __init__(self, lines):
        self.targets, self.question, self.options, self.slots = [], None, [], []
        self.index = -1
        for line in lines:
            words = line.split()
            if words[0] == "frame":
                self.screen, self.time_ns = SCREEN_NAMES[int(words[1])], int(words[2])
            elif words[0] == "question":
                self.quiz, self.question = words[1], words[2]
                self.index, self.count = int(words[3]), int(words[4])
            elif words[0] == "options":
                self.options = [int(w) for w in words[1:]]
            elif words[0] == "slots":
                self.slots = [int(w) for w in words[1:]]
            elif words[0] == "target":
                self.targets.append((*map(int, words[1:7]), words[7] == "enabled"))

    def find(self, act, index=None):
        """The middle of an enabled target, or None."""
        for a, i, x, y, width, height, enabled in self.targets:
            if enabled and a == ACTS[act] and index in (None, i):
                return x + width // 2, y + height // 2
        return None


class Display:
    """An X server of its own, with nothing else on it: not even a window manager."""

    def __init__(self, width, height):
        read_end, write_end = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24",
             "-nolisten", "tcp"],
            pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as numbers:
            self.name = ":" + numbers.readline().strip()
        if self.name == ":":
            raise RuntimeError("Xvfb did not start")

    def close(self):
        self.process.terminate()
        self.process.wait()


class KioskTest(unittest.TestCase):
    WIDTH, HEIGHT = 1366, 768

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ngoso-kiosk-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.display = Display(self.WIDTH, self.HEIGHT)
        self.addCleanup(self.display.close)
        self.environment = {**os.environ, "DISPLAY": self.display.name, "SDL_VIDEODRIVER": "x11",
                            "NGOSO_DATA": str(SOURCE),
                            "NGOSO_KIOSK_TRACE": str(self.folder / "trace")}
        self.trace = self.folder / "trace"
        self.log = open(self.folder / "log", "w+", encoding="utf-8")
        self.addCleanup(self.log.close)
        self.guard = None
        self.last_tap = None

    def start(self, *arguments):
        self.guard = subprocess.Popen(
            [PROGRAM, "--lang", "vi", "kiosk", "--data", self.folder / "data", *arguments],
            env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=self.log, stderr=self.log)
        self.addCleanup(self.stop)

    def stop(self):
        if self.guard.poll() is None:
            self.guard.send_signal(signal.SIGTERM)
            try:
                self.guard.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                self.guard.kill()
                self.fail("SIGTERM did not end the kiosk")
        return self.guard.returncode

    def said(self):
        self.log.flush()
        return (self.folder / "log").read_text(encoding="utf-8")

    # ---- what is shown ----

    def frame(self):
        """The last complete frame, or None."""
        try:
            text = self.trace.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        end = text.rfind("end\n")
        begin = text.rfind("frame ", 0, end)
        return Frame(text[begin:end].splitlines()) if 0 <= begin < end else None

    def wait_for(self, what, condition):
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            frame = self.frame()
            if frame and condition(frame):
                return frame
            if self.guard.poll() is not None:
                break
            time.sleep(0.02)
        shown = self.frame()
        self.fail(f"waited in vain for {what}; on show: {shown.screen if shown else 'nothing'}; "
                  f"the program said: {self.said()}")

    def wait_for_screen(self, *names):
        return self.wait_for(" or ".join(names), lambda f: f.screen in names)

    def picture(self, name):
        subprocess.run(["import", "-window", "root", str(self.folder / name)],
                       env=self.environment, check=True)
        return self.folder / name

    # ---- what a person does ----

    def xdotool(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE_S)

    def touch(self, place):
        self.xdotool("mousemove", *place, "mousedown", 1, "sleep", 0.03, "mouseup", 1)
        time.sleep(0.1)  # Until what it did is in the trace.

    def wait_for_calm(self, act, index):
        """Until a touch is no second strike: state.h says when."""
        frames = [Frame(f.splitlines()) for f in
                  self.trace.read_text(encoding="utf-8").split("end\n") if f]
        place = (frames[-1].screen, frames[-1].index)
        changed_ns = next((after.time_ns for before, after in
                           reversed(list(zip(frames, frames[1:])))
                           if (before.screen, before.index) != place), frames[0].time_ns)
        time.sleep(max(0.0, 0.55 - (time.monotonic_ns() - changed_ns) / 1e9))
        if self.last_tap == (act, index):
            time.sleep(0.2 if act in ("ACT_DIGIT", "ACT_KEY") else 0.5)
        self.last_tap = (act, index)

    def tap(self, act, index=None):
        """Touches a target as soon as it is there and a touch counts."""
        frame = self.wait_for(f"{act} {index}", lambda f: f.find(act, index))
        self.wait_for_calm(act, index)
        self.touch(frame.find(act, index))

    def key(self, *names):
        self.xdotool("key", "--delay", 30, *names)

    def type_pin(self, pin=PIN):
        for digit in pin:
            self.tap("ACT_DIGIT", int(digit))
        self.tap("ACT_SUBMIT")

    def choose_pin(self):
        self.wait_for_screen("SCREEN_STAFF_NEW_PIN")
        self.type_pin()
        self.type_pin()

    def open_staff_door(self):
        self.xdotool("mousemove", 10, 10, "mousedown", 1, "sleep", 3.3, "mouseup", 1)
        return self.wait_for_screen("SCREEN_STAFF_PIN", "SCREEN_STAFF")

    def close_by_staff(self):
        self.open_staff_door()
        self.type_pin()
        self.tap("ACT_STAFF_ITEM", STAFF["STAFF_CLOSE"])
        self.assertEqual(self.guard.wait(PATIENCE_S), 0, self.said())

    # ---- processes and data ----

    def child(self):
        """The process that the guard watches."""
        path = f"/proc/{self.guard.pid}/task/{self.guard.pid}/children"
        children = pathlib.Path(path).read_text(encoding="ascii").split()
        return int(children[0]) if children else None

    def cpu_ticks(self):
        stat = pathlib.Path(f"/proc/{self.child()}/stat").read_text(encoding="ascii")
        fields = stat.rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def resident_kb(self):
        status = pathlib.Path(f"/proc/{self.child()}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1])

    def query(self, sql):
        with contextlib.closing(sqlite3.connect(self.folder / "data/kiosk.db")) as database:
            return database.execute(sql).fetchall()
