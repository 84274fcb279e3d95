"""The commands that look after the kiosk's records: keys and results."""
import hashlib
import pathlib
import sqlite3
import stat
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))
import harness  # noqa: E402
from harness import DONE, PROBLEMS, USAGE, run  # noqa: E402

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

    def test_weak_or_missing_passphrases_make_nothing(self):
        for typed in ("", "\n", "bảy chữ\n", "x" * 5000 + "\n"):
            result = self.ngoso("keys", "new", typed=typed)
            self.assertEqual(result.returncode, PROBLEMS, typed[:10])
            self.assertIn("passphrase", result.stderr)
            self.assertEqual(self.files(), ["typed"])


if __name__ == "__main__":
    unittest.main()
