"""Nobody gets out without the PIN; a crash is followed by a start with the same question."""
import os
import random
import signal
import subprocess
import time
import unittest

import x11

CHORDS = ["alt+F4", "alt+Tab", "alt+F2", "ctrl+alt+Delete", "ctrl+alt+BackSpace", "ctrl+alt+t",
          "ctrl+Escape", "ctrl+q", "ctrl+w", "ctrl+c", "super", "super+d", "super+l", "super+Tab",
          "Escape", "Print", "alt+Print", "F1", "F11", "alt+space", "ctrl+shift+Escape", "Menu",
          "ctrl+alt+F2", "shift+F10", "alt+Escape", "ctrl+z"]

STAFF_SCREENS = {"SCREEN_STAFF", "SCREEN_STAFF_HEALTH", "SCREEN_STAFF_QUIZZES", "SCREEN_CALIBRATE"}

RANDOM_EVENTS = 5000


class LockTest(x11.KioskTest):
    def start_locked(self):
        self.start()
        self.choose_pin()
        self.wait_for_screen("SCREEN_ATTRACT")

    def assert_locked(self, child):
        self.assertIsNone(self.guard.poll(), f"the kiosk ended: {self.said()}")
        self.assertEqual(self.child(), child, "the kiosk was started again: " + self.said())
        self.assertNotIn(self.frame().screen, STAFF_SCREENS)

    def test_no_chord_leaves(self):
        self.start_locked()
        child = self.child()
        for chord in CHORDS:
            self.key(chord)
            self.assert_locked(child)
        if self.frame().screen == "SCREEN_ATTRACT":  # Any key may have woken it.
            self.tap("ACT_START")
        self.wait_for_screen("SCREEN_CHOOSE")
        self.tap("ACT_CHOOSE", 2)
        self.wait_for_screen("SCREEN_QUESTION")
        for chord in CHORDS:
            self.key(chord)
        time.sleep(0.3)
        self.assertEqual(self.frame().screen, "SCREEN_QUESTION")
        self.assert_locked(child)

    def test_a_wrong_pin_opens_nothing(self):
        self.start_locked()
        child = self.child()
        self.open_staff_door()
        self.type_pin("1111")
        self.assertEqual(self.frame().screen, "SCREEN_STAFF_PIN")
        self.assert_locked(child)

    def test_the_pin_outlives_the_database(self):
        self.start_locked()
        self.stop()
        for damaged in (b"no database" * 500, b""):
            (self.folder / "data/kiosk.db").write_bytes(damaged)
            self.trace.unlink()
            self.start()
            self.wait_for_screen("SCREEN_ATTRACT")
            self.stop()
        subprocess.run([x11.PROGRAM, "kiosk", "--new-pin", "--data", self.folder / "data"],
                       check=True, stdout=subprocess.DEVNULL)
        self.trace.unlink()
        self.start()
        self.wait_for_screen("SCREEN_STAFF_NEW_PIN")

    def test_a_database_that_does_not_open_ends_nothing(self):
        self.start_locked()
        self.stop()
        version = self.query("PRAGMA user_version")[0][0]
        self.query("PRAGMA user_version = 9999")  # Of a newer program.
        self.trace.unlink()
        self.start()
        self.wait_for_screen("SCREEN_TROUBLE")
        self.assertIn("kiosk.db", self.said())
        self.tap("ACT_RESUME")
        self.wait_for_screen("SCREEN_TROUBLE")
        time.sleep(0.6)  # It was shown anew: a touch sooner is a second strike.
        self.tap("ACT_NEXT")
        self.wait_for_screen("SCREEN_CHOOSE")
        self.open_staff_door()
        self.assertEqual(self.frame().screen, "SCREEN_STAFF_PIN")
        self.type_pin()
        self.tap("ACT_STAFF_ITEM", x11.STAFF["STAFF_HEALTH"])
        self.wait_for_screen("SCREEN_STAFF_HEALTH")
        self.query(f"PRAGMA user_version = {version}")
        self.tap("ACT_RESUME")
        self.wait_for("no more trouble", lambda f: not f.find("ACT_RESUME"))
        time.sleep(0.6)
        self.tap("ACT_BACK")
        self.tap("ACT_STAFF_ITEM", x11.STAFF["STAFF_CLOSE"])
        self.assertEqual(self.guard.wait(x11.PATIENCE_S), 0, self.said())

    def random_event(self, chance):
        x, y = chance.randrange(self.WIDTH), chance.randrange(self.HEIGHT)
        kind = chance.randrange(10)
        if kind < 5:
            return ["mousemove", x, y, "mousedown", 1, "mouseup", 1]
        if kind == 5:
            return ["mousemove", x, y, "mousedown", 1, "mousemove",
                    chance.randrange(self.WIDTH), chance.randrange(self.HEIGHT), "mouseup", 1]
        if kind == 6:
            button = chance.choice([2, 3, 4, 5])
            return ["mousedown", button, "mouseup", button]
        if kind == 7:
            return ["key", "--delay", 0, chance.choice(CHORDS)]
        return ["key", "--delay", 0, chance.choice(["Tab", "Return", "space", "a", "b", "1", "2", "9", "Escape",
                                      "Up", "Down", "Left", "Right", "BackSpace", "shift+Tab"])]

    def test_random_events_stay_inside_with_flat_memory(self):
        self.start_locked()
        child = self.child()
        seed = int(os.environ.get("NGOSO_SEED", "20261121"))
        chance = random.Random(seed)
        memory = []
        for step in range(RANDOM_EVENTS // 50):
            words = []
            for _ in range(50):
                words += self.random_event(chance)
            self.xdotool(*words)
            self.assert_locked(child)
            if step % 4 == 3:
                memory.append(self.resident_kb())
        if os.environ.get("NGOSO_SANITIZED") == "1":
            return  # The sanitizer keeps what was freed, to find its use.
        # The first third warms caches; after it nothing may grow by much.
        self.assertLess(memory[-1] - memory[len(memory) // 3], 8192, f"seed {seed}: {memory} KB")

    def test_a_crash_comes_back_to_the_same_question(self):
        self.start_locked()
        self.tap("ACT_START")
        self.tap("ACT_CHOOSE", 2)
        before = self.wait_for_screen("SCREEN_QUESTION")
        child = self.child()
        begin = time.monotonic()
        os.kill(child, signal.SIGSEGV)
        self.wait_for("a new process", lambda f: self.child() not in (None, child))
        self.assertLess(time.monotonic() - begin, 3)
        self.wait_for_screen("SCREEN_WELCOME_BACK")
        self.tap("ACT_RESUME")
        after = self.wait_for_screen("SCREEN_QUESTION")
        self.assertEqual((after.question, after.options), (before.question, before.options))

    def test_a_signal_ends_it_cleanly(self):
        self.start_locked()
        self.assertEqual(self.stop(), 0)
        self.assertEqual(self.said(), "")

    def test_without_a_screen_it_says_so(self):
        self.environment["DISPLAY"] = ":98765"
        self.start()
        self.assertEqual(self.guard.wait(x11.PATIENCE_S), 3)
        self.assertIn("ngoso:", self.said())


if __name__ == "__main__":
    unittest.main(verbosity=1)
