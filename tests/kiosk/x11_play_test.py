"""Whole rounds by touch and by keyboard, right and wrong; what the database holds afterwards."""
import subprocess
import time
import unittest

import x11

# The quiz that “ngoso new quiz” writes has each kind of question once: what is right, as places in
# the file (counted from 0).
RIGHT = {
    "dung-sai": [1],
    "chon-mot": [0],
    "chon-nhieu": [0, 1],
    "xep-thu-tu": [0, 1, 2],
    "ghep-doi": [(0, 0), (1, 1), (2, 2)],
    "chi-cho": [0],
    "that-hay-lua": [1],
}
WRONG = {
    "dung-sai": [0],
    "chon-mot": [2],
    "chon-nhieu": [0],
    "xep-thu-tu": [2, 0, 1],
    "ghep-doi": [(0, 1), (1, 0), (2, 2)],
    "chi-cho": [1],
    "that-hay-lua": [0],
}


class PlayTest(x11.KioskTest):
    def start_all_kinds(self):
        subprocess.run([x11.PROGRAM, "new", "quiz", "tat-ca"], cwd=self.folder, check=True,
                       stdout=subprocess.DEVNULL)
        self.start(self.folder / "tat-ca.yaml")

    def tap_option(self, frame, index):
        act = "ACT_OPTION" if frame.find("ACT_OPTION") else "ACT_PLACE"
        self.tap(act, frame.options.index(index))

    def choose(self, frame, wanted):
        for choice in wanted:
            if isinstance(choice, tuple):
                self.tap_option(frame, choice[0])
                self.tap("ACT_SLOT", frame.slots.index(choice[1]))
            else:
                self.tap_option(frame, choice)

    def begin(self):
        self.wait_for_screen("SCREEN_ATTRACT")
        self.tap("ACT_START")
        self.wait_for_screen("SCREEN_CHOOSE")
        self.tap("ACT_CHOOSE", 0)
        return self.wait_for_screen("SCREEN_QUESTION")

    def answer_all(self, answers):
        frame = self.wait_for_screen("SCREEN_QUESTION")
        for number in range(frame.count):
            frame = self.wait_for(f"question {number + 1}",
                                  lambda f, n=number: f.screen == "SCREEN_QUESTION" and f.index == n)
            self.assertIsNone(frame.find("ACT_ANSWER"), "nothing is chosen yet")
            self.choose(frame, answers[frame.question])
            self.tap("ACT_ANSWER")
            self.wait_for_screen("SCREEN_FEEDBACK")
            self.tap("ACT_NEXT")
        return self.wait_for_screen("SCREEN_END")

    def results(self):
        return dict(self.query("SELECT q.id, a.is_right FROM answer a JOIN question q "
                               "USING (attempt, position)"))

    def test_a_round_all_right(self):
        self.start_all_kinds()
        self.choose_pin()
        self.begin()
        self.answer_all(RIGHT)
        self.tap("ACT_NEXT")
        self.wait_for_screen("SCREEN_ATTRACT")
        self.close_by_staff()
        self.assertEqual(self.results(), {question: 1 for question in RIGHT})
        self.assertEqual(self.query("SELECT quiz, end_reason FROM attempt"),
                         [("tat-ca", "finished")])

    def test_a_round_all_wrong(self):
        self.start_all_kinds()
        self.choose_pin()
        self.begin()
        self.answer_all(WRONG)
        self.close_by_staff()
        self.assertEqual(self.results(), {question: 0 for question in WRONG})

    def test_a_changed_mind(self):
        self.start_all_kinds()
        self.choose_pin()
        frame = self.begin()
        while frame.question != "chon-mot":
            self.tap("ACT_SKIP")
            self.tap("ACT_NEXT")
            frame = self.wait_for_screen("SCREEN_QUESTION")
        self.choose(frame, [2])
        self.choose(frame, [0])
        self.tap("ACT_ANSWER")
        self.wait_for_screen("SCREEN_FEEDBACK")
        self.tap("ACT_START_AGAIN")
        self.close_by_staff()
        self.assertEqual(self.results()["chon-mot"], 1)

    def test_by_keyboard_alone(self):
        self.start()
        self.wait_for_screen("SCREEN_STAFF_NEW_PIN")
        for _ in range(2):
            self.key("2", "5", "8", "0")
            time.sleep(0.6)
            self.key("Return")
            time.sleep(0.6)
        self.wait_for_screen("SCREEN_ATTRACT")
        self.key("Return")
        self.wait_for_screen("SCREEN_CHOOSE")
        time.sleep(0.6)
        self.key("3")
        self.wait_for_screen("SCREEN_QUESTION")
        time.sleep(0.6)
        self.key("Tab", "Tab", "Shift+Tab")
        self.key("1")
        time.sleep(0.6)
        for _ in range(12):  # At most so many things can be reached on a question.
            if self.frame().screen != "SCREEN_QUESTION":
                break
            self.key("Tab")
        self.assertEqual(self.frame().screen, "SCREEN_QUESTION")

    def press_answer(self):
        """By Tab, as nothing has been focused on this question yet."""
        frame = self.wait_for("ACT_ANSWER", lambda f: f.find("ACT_ANSWER"))
        reached = [t[0] for t in frame.targets if t[-1]]
        self.key(*["Tab"] * (reached.index(x11.ACTS["ACT_ANSWER"]) + 1), "Return")

    def test_a_whole_round_by_keyboard_alone(self):
        self.start_all_kinds()
        self.wait_for_screen("SCREEN_STAFF_NEW_PIN")
        for _ in range(2):
            self.key(*x11.PIN)
            time.sleep(0.6)
            self.key("Return")
            time.sleep(0.6)
        self.wait_for_screen("SCREEN_ATTRACT")
        self.key("Return")
        self.wait_for_screen("SCREEN_CHOOSE")
        time.sleep(0.6)
        self.key("1")
        frame = self.wait_for_screen("SCREEN_QUESTION")
        for number in range(frame.count):
            frame = self.wait_for(f"question {number + 1}", lambda f, n=number:
                                  f.screen == "SCREEN_QUESTION" and f.index == n)
            time.sleep(0.6)
            for choice in RIGHT[frame.question]:
                left, right = choice if isinstance(choice, tuple) else (choice, None)
                self.key(str(frame.options.index(left) + 1))
                time.sleep(0.2)
                if right is not None:
                    self.key("abc"[frame.slots.index(right)])
                    time.sleep(0.2)
            self.press_answer()
            self.wait_for_screen("SCREEN_FEEDBACK")
            time.sleep(0.6)
            self.key("Return")
        self.wait_for_screen("SCREEN_END")
        self.assertEqual(self.stop(), 0)
        self.assertEqual(self.results(), {question: 1 for question in RIGHT})

    def test_nothing_is_recorded_in_practice(self):
        self.start("--practice")
        self.choose_pin()  # Of this run only: full screen is never left without one.
        self.begin()
        self.assertFalse((self.folder / "data").exists())
        self.assertEqual(self.stop(), 0)

    def test_an_idle_kiosk_rests(self):
        self.start()
        self.choose_pin()
        self.wait_for_screen("SCREEN_ATTRACT")
        self.tap("ACT_START")
        self.wait_for_screen("SCREEN_CHOOSE")
        time.sleep(1)
        before = self.cpu_ticks()
        time.sleep(4)
        self.assertLessEqual(self.cpu_ticks() - before, 1)


if __name__ == "__main__":
    unittest.main(verbosity=1)
