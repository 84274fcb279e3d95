"""The commands that look after the kiosk's records: keys and results."""
import hashlib
import os
import pathlib
import pty
import select
import signal
import sqlite3
import stat
import subprocess
import sys
import termios
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
import harness  # noqa: E402
from harness import DONE, PROBLEMS, SYSTEM, USAGE, run  # noqa: E402

DAY = harness.SOURCE / "tests/store/version-1.sql"


class Records(harness.FolderTest):
    def setUp(self):
        super().setUp()
        self.home = {"XDG_DATA_HOME": str(self.folder / "home")}
        self.database = self.folder / "home/ngoso/kiosk.db"

    def make_day(self):
        self.database.parent.mkdir(parents=True)
        with sqlite3.connect(self.database) as db:
            db.executescript(DAY.read_text(encoding="utf-8"))
        db.close()

    def change(self, sql):
        with sqlite3.connect(self.database) as db:
            db.executescript(sql)
        db.close()

    def ask(self, sql):
        db = sqlite3.connect(self.database)
        row = db.execute(sql).fetchone()
        db.close()
        return row[0]

    def ngoso(self, *arguments, typed=None):
        given = None
        if typed is not None:
            given = open(self.write("typed", typed), "rb")
            self.addCleanup(given.close)
        return run(*arguments, cwd=self.folder, env=self.home, stdin=given or subprocess.DEVNULL)

    def test_results_without_a_kiosk_are_not_made_up(self):
        for action in ("verify", "rebuild", "contacts"):
            result = self.ngoso("results", action)
            self.assertEqual(result.returncode, PROBLEMS)
            self.assertIn("no results", result.stderr)
        self.assertEqual(self.files(), [])

    def test_verify_tells_where_the_log_was_changed(self):
        self.make_day()
        result = self.ngoso("results", "verify")
        self.assertEqual((result.returncode, result.stderr), (DONE, ""))
        self.assertIn("16 events", result.stdout)
        self.change("UPDATE event SET wall_ms = wall_ms + 1 WHERE seq = 6")
        result = self.ngoso("results", "verify", "--data", str(self.database.parent))
        self.assertEqual(result.returncode, PROBLEMS)
        self.assertIn("event 6 of 16", result.stderr)

    def test_a_damaged_file_is_never_all_well(self):
        for action in ("verify", "rebuild", "contacts"):
            self.database.parent.mkdir(parents=True, exist_ok=True)
            self.database.write_bytes(b"no database" * 500)
            result = self.ngoso("results", action)
            self.assertEqual((result.returncode, result.stdout), (PROBLEMS, ""), action)
            self.assertIn("was damaged", result.stderr)

    def test_rebuild_makes_the_tables_again(self):
        self.make_day()
        self.change("DELETE FROM answer; UPDATE attempt SET quiz = ''")
        result = self.ngoso("results", "rebuild")
        self.assertEqual((result.returncode, result.stderr), (DONE, ""))
        self.assertEqual(self.ask("SELECT count(*) FROM answer"), 7)
        self.assertEqual(self.ask("SELECT count(*) FROM attempt WHERE quiz = 'vneid'"), 3)

    def test_contacts_are_counted_and_deleted_by_code_only(self):
        self.make_day()
        result = self.ngoso("results", "contacts")
        self.assertEqual(result.returncode, DONE)
        self.assertIn("1 person wants", result.stdout)
        for code in ("00000 00000", "x", "1"):
            result = self.ngoso("results", "contacts", "--forget", code)
            self.assertEqual(result.returncode, PROBLEMS)
            self.assertIn(f"“{code}”", result.stderr)
        # The code as the kiosk keeps it: BLAKE2b with the first half of the device's secret key.
        secret = self.ask("SELECT secret_key FROM device")
        kept = hashlib.blake2b(b"1234567890", key=secret[:32], digest_size=32).hexdigest()
        self.change(f"UPDATE contact SET code_hash = x'{kept}'")
        result = self.ngoso("results", "contacts", "--forget", "12345-67890")
        self.assertEqual((result.returncode, result.stderr), (DONE, ""))
        self.assertIn("0 people want", result.stdout)
        self.assertEqual(self.ask("SELECT count(*) FROM contact"), 0)

    def test_what_makes_no_sense_is_refused(self):
        for arguments in (("results", "frob"), ("results", "verify", "--forget", "1"),
                          ("keys", "old"), ("keys", "new", "x"), ("keys", "use"),
                          ("keys", "use", "abc")):
            self.assertEqual(self.ngoso(*arguments).returncode, USAGE, arguments)

    def fingerprint(self, data):
        result = self.ngoso("results", "devices", "--data", data)
        self.assertEqual((result.returncode, result.stderr), (DONE, ""))
        return result.stdout.splitlines()[0].split(": ")[1]

    def test_results_go_from_kiosk_to_team_on_a_stick(self):
        self.make_day()
        stick, team = self.folder / "stick", str(self.folder / "team")
        stick.mkdir()
        result = self.ngoso("results", "export", str(stick))
        self.assertEqual((result.returncode, result.stderr), (DONE, ""))
        self.assertIn("16 events, 1 sealed contact", result.stdout)
        names = [file.name for file in stick.iterdir()]
        self.assertEqual(len(names), 1)
        self.assertRegex(names[0], "^ngoso-[0-9a-f]{16}-1-16[.]ngoso$")
        for word in (b"vneid", b"Nguy"):
            self.assertNotIn(word, (stick / names[0]).read_bytes())
        again = self.ngoso("results", "export", str(stick))
        self.assertIn("Nothing new", again.stdout)

        print_of_kiosk = self.fingerprint(str(self.database.parent))
        result = self.ngoso("results", "merge", str(stick), "--data", team)
        self.assertEqual(result.returncode, PROBLEMS)
        self.assertIn("results trust " + print_of_kiosk, result.stderr)
        self.assertIn("0 new events", result.stdout)
        result = self.ngoso("results", "trust", print_of_kiosk.upper().replace("-", " "),
                            "--name", "Nhà văn hóa", "--village", "Thôn 3", "--data", team)
        self.assertEqual((result.returncode, result.stderr), (DONE, ""))
        result = self.ngoso("results", "merge", str(stick), "--data", team)
        self.assertEqual((result.returncode, result.stderr), (DONE, ""))
        self.assertIn("16 new events, 0 known before; 1 new contacts", result.stdout)
        result = self.ngoso("results", "merge", str(stick), "--data", team)
        self.assertIn("0 new events, 16 known before; 0 new contacts", result.stdout)
        result = self.ngoso("results", "devices", "--data", team)
        self.assertRegex(result.stdout, print_of_kiosk + " +Nhà văn hóa +Thôn 3 +16 ")
        result = self.ngoso("results", "contacts", "--data", team)
        self.assertIn("1 person wants", result.stdout)

    def test_every_file_that_is_not_well_is_named_in_one_run(self):
        self.make_day()
        stick, team = self.folder / "stick", str(self.folder / "team")
        stick.mkdir()
        self.ngoso("results", "export", str(stick))
        whole = next(stick.iterdir())
        content = whole.read_bytes()
        self.ngoso("results", "trust", self.fingerprint(str(self.database.parent)), "--data", team)
        whole.unlink()
        flipped = bytearray(content)
        flipped[300] ^= 1
        bad = {"a-cut.ngoso": (content[:250], "cut off; events 1 to 16"),
               "b-text.ngoso": (b"hello", "no results of a kiosk"),
               "c-new.ngoso": (content[:8] + b"\x02" + content[9:], "newer version"),
               "d-flipped.ngoso": (bytes(flipped), "changed or damaged"),
               "d-longer.ngoso": (content + b"x", "its events are whole and count"),
               "e-signature.ngoso": (content[:-1] + bytes([content[-1] ^ 1]), "signature")}
        for name, (damaged, _) in bad.items():
            (stick / name).write_bytes(damaged)
        (stick / "readme.txt").write_text("not mine")
        result = self.ngoso("results", "merge", str(stick), str(self.folder / "nowhere"),
                            str(self.database), "--data", team)
        self.assertEqual(result.returncode, PROBLEMS)
        for name, (_, message) in bad.items():
            lines = [line for line in result.stderr.splitlines() if name in line]
            self.assertEqual(len(lines), 1, (name, result.stderr))
            self.assertIn(message, lines[0])
        self.assertIn("nowhere", result.stderr)
        self.assertIn("a kiosk's own file. On that machine, type: ngoso results export",
                      result.stderr)
        self.assertNotIn("readme", result.stderr + result.stdout)
        self.assertIn("16 new events", result.stdout)  # Two files have all of them.

    def test_moving_results_is_refused_where_it_makes_no_sense(self):
        self.make_day()
        for arguments in (("export",), ("export", "a", "b"), ("merge",), ("trust",),
                          ("trust", "12-34"), ("devices", "x"), ("merge", "x", "--all"),
                          ("verify", "--name", "x")):
            result = self.ngoso("results", *arguments)
            self.assertEqual(result.returncode, USAGE, arguments)
        result = self.ngoso("results", "export", str(self.folder / "pulled-out"))
        self.assertEqual(result.returncode, 3)
        self.assertIn("pulled-out", result.stderr)

    def test_a_pair_of_keys_reaches_the_kiosk(self):
        self.make_day()
        result = self.ngoso("keys", "new", typed="con gà trống gáy\n")
        self.assertEqual((result.returncode, result.stderr), (DONE, ""))
        key = result.stdout.split("Public key: ")[1].split()[0]
        self.assertEqual(self.ask("SELECT value FROM setting WHERE name = 'public-key'"),
                         key.encode())
        secret = self.folder / "ngoso-secret.key"
        self.assertEqual(stat.S_IMODE(secret.stat().st_mode), 0o600)
        before = secret.read_bytes()
        result = self.ngoso("keys", "new", typed="con gà trống gáy\n")
        self.assertEqual(result.returncode, PROBLEMS)
        self.assertEqual(secret.read_bytes(), before)
        result = self.ngoso("keys", "use", "ab" * 32)
        self.assertEqual(result.returncode, DONE)
        self.assertEqual(self.ask("SELECT value FROM setting WHERE name = 'public-key'"),
                         b"ab" * 32)

    def test_without_a_kiosk_the_key_is_shown_for_it(self):
        result = self.ngoso("keys", "new", "--out", "khoa.key", typed="con gà trống gáy\n")
        self.assertEqual(result.returncode, DONE)
        self.assertIn("ngoso keys use", result.stdout)
        self.assertEqual(self.files(), ["khoa.key", "typed"])

    def test_a_kiosk_that_cannot_have_the_key_is_told_before_one_is_made(self):
        for folder in ("nowhere", "."):
            result = self.ngoso("keys", "new", "--data", folder, typed="con gà trống gáy\n")
            self.assertEqual((result.returncode, result.stdout), (PROBLEMS, ""))
        self.make_day()
        with sqlite3.connect(self.database) as kiosk:
            kiosk.execute("BEGIN EXCLUSIVE")
            result = self.ngoso("keys", "new", typed="con gà trống gáy\n")
        self.assertEqual((result.returncode, result.stdout), (SYSTEM, ""))
        self.assertFalse((self.folder / "ngoso-secret.key").exists())

    def at_terminal(self, *lines, stop=False):
        """Exit code of “keys new”, typed at a terminal; this must show letters again."""
        ours, its = pty.openpty()
        self.addCleanup(os.close, ours)
        self.addCleanup(os.close, its)
        program = subprocess.Popen([harness.PROGRAM, "keys", "new"], cwd=self.folder, stdin=its,
                                   env={**os.environ, **self.home}, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE)
        self.addCleanup(program.stderr.close)
        for line in lines:
            self.wait_for_prompt(program, its)
            os.write(ours, line.encode() + b"\n")
        if stop:
            self.wait_for_prompt(program, its)
            program.send_signal(signal.SIGINT)
        code = program.wait(60)
        self.assertTrue(termios.tcgetattr(its)[3] & termios.ECHO, "the terminal stays blind")
        self.assertEqual(select.select([ours], [], [], 0)[0], [], "letters were shown")
        return code

    def wait_for_prompt(self, program, terminal):
        said = b""
        while not said.endswith(b": "):
            letter = program.stderr.read(1)
            self.assertTrue(letter, said)
            said += letter
        while termios.tcgetattr(terminal)[3] & termios.ECHO:
            time.sleep(0.01)

    def test_at_a_terminal_the_passphrase_is_typed_twice_and_hidden(self):
        phrase = "con gà trống gáy"
        self.assertEqual(self.at_terminal(phrase, phrase + "!"), PROBLEMS)
        self.assertEqual(self.at_terminal(stop=True), SYSTEM)
        self.assertEqual(self.at_terminal(phrase, stop=True), SYSTEM)
        self.assertEqual(self.files(), [])
        self.assertEqual(self.at_terminal(phrase, phrase), DONE)
        self.assertEqual(self.files(), ["ngoso-secret.key"])

    def test_weak_or_missing_passphrases_make_nothing(self):
        for typed in ("", "\n", "bảy chữ\n", "x" * 5000 + "\n"):
            result = self.ngoso("keys", "new", typed=typed)
            self.assertEqual(result.returncode, PROBLEMS, typed[:10])
            self.assertIn("passphrase", result.stderr)
            self.assertEqual(self.files(), ["typed"])


if __name__ == "__main__":
    unittest.main()
