#!/usr/bin/env python3
"""The review as a trainer meets it: `ngoso review` in a window, by mouse, wheel and keyboard, and
the results in the kiosk's staff area."""
import os
import pathlib
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import x11  # noqa: E402

MAKER = os.environ["NGOSO_RECORDS_MAKER"]
# enum review_page and review_verb of src/kiosk/review/inside.h.
TOPICS, QUESTIONS, DAYS, VISIT, ENLARGED, NUMBER = 1, 2, 4, 5, 8, 12
GO, OPEN, OPEN_TOPIC, OPEN_ITEM, TAB = 0, 1, 2, 3, 4
WRITE_LEAFLET, OUTCOME, NUMBER_KEY, NUMBER_TAKE, SAVE = 12, 13, 19, 20, 22


def at(verb, value):
    return verb << 20 | value


class ReviewTest(x11.KioskTest):
    def make_records(self):
        (self.folder / "data").mkdir()
        subprocess.run([MAKER, self.folder / "data/kiosk.db", "40", "Bản Mẫu"], check=True)

    def start_review(self, *arguments):
        self.guard = subprocess.Popen(
            [x11.PROGRAM, "--lang", "vi", "review", self.folder / "data", *arguments],
            env=self.environment, cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=self.log, stderr=self.log)
        self.addCleanup(self.stop)
        self.wait_for_screen("SCREEN_REVIEW")
        time.sleep(0.7)  # Until the window is where presses reach it.

    def press(self, verb, value):
        action = at(verb, value)
        frame = self.wait_for(f"{verb} {value}", lambda f: f.find("ACT_REVIEW", action))
        self.touch(frame.find("ACT_REVIEW", action))

    def walk_to(self, wanted):
        """Tab after tab, then Enter. Where the focus stands, only the picture shows; so it begins
        anew with a press beside everything."""
        self.touch((1, 1))
        targets = self.frame().targets
        steps = next(n for n, (act, i, *_) in enumerate(targets) if wanted(act, i)) + 1
        self.key(*["Tab"] * (steps - sum(not t[-1] for t in targets[:steps])))
        self.key("Return")

    def verbs(self, frame):
        return {i >> 20 for a, i, *_ in frame.targets if a == x11.ACTS["ACT_REVIEW"]}

    def wait_closed(self):
        self.assertEqual(self.guard.wait(x11.PATIENCE_S), 0, self.said())

    def test_a_window_by_mouse(self):
        self.make_records()
        before = (self.folder / "data/kiosk.db").read_bytes()
        self.start_review()
        self.press(GO, QUESTIONS)
        self.wait_for("questions", lambda f: OPEN_ITEM in self.verbs(f))
        item = next(i for a, i, *_ in self.frame().targets
                    if a == x11.ACTS["ACT_REVIEW"] and i >> 20 == OPEN_ITEM)
        self.touch(self.frame().find("ACT_REVIEW", item))
        self.wait_for("a question", lambda f: f.find("ACT_REVIEW", at(OPEN, ENLARGED)))
        self.touch(self.frame().find("ACT_BACK"))
        self.wait_for("questions again", lambda f: f.find("ACT_REVIEW", item))
        self.touch(self.frame().find("ACT_BACK"))
        time.sleep(0.3)
        self.touch(self.frame().find("ACT_BACK"))
        self.wait_closed()
        self.assertEqual((self.folder / "data/kiosk.db").read_bytes(), before)

    def test_a_window_by_keyboard(self):
        self.make_records()
        self.start_review()
        self.walk_to(lambda act, i: act == x11.ACTS["ACT_REVIEW"] and i == at(GO, QUESTIONS))
        self.wait_for("questions", lambda f: OPEN_ITEM in self.verbs(f))
        self.walk_to(lambda act, i: act == x11.ACTS["ACT_REVIEW"] and i >> 20 == OPEN_ITEM)
        self.wait_for("a question", lambda f: f.find("ACT_REVIEW", at(OPEN, ENLARGED)))
        self.key("Escape", "Escape", "Escape")
        self.wait_closed()

    def test_a_visit_is_kept(self):
        self.make_records()
        self.start_review()
        self.press(GO, VISIT)
        self.press(OUTCOME, 0)
        self.wait_for("the outcome to count", lambda f: f.find("ACT_REVIEW", at(SAVE, 0)))
        self.press(SAVE, 0)
        self.wait_for("the next form", lambda f: not f.find("ACT_REVIEW", at(SAVE, 0)))
        visits = self.query("SELECT payload FROM event WHERE kind = 'visit'")
        self.assertEqual(len(visits), 1, self.said())
        self.assertIn('"outcome":"done"', str(visits[0][0]).replace(" ", ""))

    def test_a_number_is_typed_and_looked_up(self):
        self.make_records()
        self.start_review()
        self.press(GO, VISIT)
        self.press(OPEN, NUMBER)
        self.press(NUMBER_KEY, ord("K"))
        self.key("4", "8", "2")  # A keyboard does as well.
        self.press(NUMBER_TAKE, 0)  # Nobody has it: the page stays, and "back" leads to the form.
        time.sleep(0.5)
        self.assertTrue(self.frame().find("ACT_REVIEW", at(NUMBER_TAKE, 0)))
        self.touch(self.frame().find("ACT_BACK"))
        self.wait_for("the form", lambda f: f.find("ACT_REVIEW", at(OUTCOME, 0)))

    def test_a_topics_leaflet_is_made(self):
        self.make_records()
        self.start_review("--out", "giay")
        self.press(GO, TOPICS)
        self.press(OPEN_TOPIC, 0)
        self.press(WRITE_LEAFLET, 0)
        made = self.wait_for_file("giay/*/*-leaflet.pdf")
        pages = subprocess.run(["pdfinfo", made], capture_output=True, check=True,
                               encoding="utf-8").stdout
        self.assertRegex(pages, r"Pages: +2\n")

    def wait_for_file(self, pattern):
        deadline = time.monotonic() + x11.PATIENCE_S
        while time.monotonic() < deadline:
            for path in self.folder.glob(pattern):
                return path
            time.sleep(0.1)
        self.fail(f"no {pattern}: {self.said()}")

    def test_it_sleeps_and_is_drawn_anew(self):
        self.make_records()
        self.start_review("--window", "1024x640")
        time.sleep(1.0)  # Until the window has come up.
        frames = self.trace.read_text(encoding="utf-8").count("end\n")
        begun = self.ticks()
        time.sleep(1.0)
        self.assertLessEqual(self.ticks() - begun, 1)
        self.assertEqual(self.trace.read_text(encoding="utf-8").count("end\n"), frames)

    def ticks(self):
        fields = pathlib.Path(f"/proc/{self.guard.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def test_the_staff_area(self):
        self.make_records()
        self.start()
        self.choose_pin()
        self.wait_for_screen("SCREEN_ATTRACT")
        self.open_staff_door()
        self.type_pin()
        self.tap("ACT_STAFF_ITEM", x11.STAFF["STAFF_RESULTS"])
        self.wait_for_screen("SCREEN_REVIEW")
        self.press(GO, DAYS)
        self.press(GO, TOPICS)
        time.sleep(0.6)
        self.touch(self.frame().find("ACT_BACK"))
        time.sleep(0.6)
        self.touch(self.frame().find("ACT_BACK"))
        self.wait_for_screen("SCREEN_STAFF")


if __name__ == "__main__":
    unittest.main()
