"""What somebody typed is gone when they are: from memory, from disk; and no core can be made."""
import re
import subprocess
import unittest

import x11

QUIZ = """\
id: mot
title: Một câu
about: Một câu.
subject: platforms
icon: fingerprint
guide: vneid
round: 1
reviewed: 2026-11-20
questions:
  - id: q
    kind: true-false
    stem: Câu này đúng.
    answer: true
    when_right: Đúng ạ.
    when_wrong: Chưa ạ.
    source: x
"""
NAME, PHONE = "ZQXWKJ", "0912873465"


class PrivacyTest(x11.KioskTest):
    def memory(self):
        """Everything the child may write to."""
        parts = []
        with open(f"/proc/{self.child()}/maps", encoding="utf-8") as maps, \
                open(f"/proc/{self.child()}/mem", "rb", 0) as memory:
            for line in maps:
                begin, end, rights = re.match(r"(\w+)-(\w+) (\S+)", line).groups()
                if not rights.startswith("rw"):
                    continue
                memory.seek(int(begin, 16))
                try:
                    parts.append(memory.read(int(end, 16) - int(begin, 16)))
                except OSError:
                    pass  # Of a device.
        return b"\n".join(parts)

    def found_in(self, data):
        words = [NAME[:3], NAME[:3].capitalize(), NAME, NAME.capitalize(), PHONE, PHONE[:7],
                 "0912 873"]
        return [word for word in words if word.encode() in data]

    def make_keys(self):
        subprocess.run([x11.PROGRAM, "keys", "new", "--data", self.folder / "data"], check=True,
                       cwd=self.folder, input=b"con meo treo cay cau\n", stdout=subprocess.DEVNULL)

    def start_one_question(self):
        (self.folder / "mot.yaml").write_text(QUIZ, encoding="utf-8")
        self.start()
        self.choose_pin()
        self.wait_for_screen("SCREEN_ATTRACT")
        self.stop()
        self.trace.unlink()  # The next one is to be waited for.
        self.make_keys()
        self.start(self.folder / "mot.yaml")

    def play_until_name(self):
        self.tap("ACT_START")
        self.tap("ACT_CHOOSE", 0)
        self.tap("ACT_OPTION", 0)
        self.tap("ACT_ANSWER")
        self.tap("ACT_NEXT")
        self.tap("ACT_AGREE")
        self.wait_for_screen("SCREEN_CONSENT")
        self.tap("ACT_AGREE")
        self.wait_for_screen("SCREEN_NAME")
        self.key(*NAME.lower())

    def test_nothing_of_a_contact_is_left(self):
        self.start_one_question()
        self.wait_for_screen("SCREEN_ATTRACT")
        self.play_until_name()
        self.tap("ACT_SUBMIT")
        self.wait_for_screen("SCREEN_PHONE")
        self.key(*PHONE)
        self.assertNotEqual(self.found_in(self.memory()), [], "this test would find nothing")
        self.tap("ACT_SUBMIT")
        self.wait_for_screen("SCREEN_THANKS")
        self.tap("ACT_NEXT")
        self.wait_for_screen("SCREEN_ATTRACT")
        self.assertEqual(self.found_in(self.memory()), [])
        self.assertEqual(self.found_in(self.trace.read_bytes()), [])
        for file in (self.folder / "data").iterdir():
            self.assertEqual(self.found_in(file.read_bytes()), [], file.name)
        with open(f"/proc/{self.child()}/limits", encoding="ascii") as limits:
            self.assertRegex(limits.read(), r"Max core file size +[01] +[01] ")


if __name__ == "__main__":
    unittest.main()
