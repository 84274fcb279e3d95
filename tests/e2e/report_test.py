"""ngoso report: from databases that the store itself wrote to what trainers see."""
import csv
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import harness
from harness import DONE, PROBLEMS, SYSTEM, USAGE, run, run_in_terminal

MAKER = os.environ["NGOSO_RECORDS_MAKER"]


class Report(harness.FolderTest):
    def setUp(self):
        super().setUp()
        self.home = {"XDG_DATA_HOME": str(self.folder / "home")}

    @classmethod
    def setUpClass(cls):
        cls.made = pathlib.Path(tempfile.mkdtemp(prefix="ngoso-report-"))
        cls.addClassCleanup(shutil.rmtree, cls.made, ignore_errors=True)

    def record(self, name, people, village=""):
        """A kiosk's file; the same numbers give copies of one, since recording takes its time."""
        made = self.made / f"{people}-{village}.db"
        if not made.exists():
            subprocess.run([MAKER, str(made), str(people), village], check=True, timeout=100)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(made, path)
        return path

    def report(self, *arguments):
        return run("report", *arguments, cwd=self.folder, env=self.home)

    def test_this_machines_kiosk_is_read_when_none_is_named(self):
        self.record("home/ngoso/kiosk.db", 12, "Bản Mẫu")
        result = self.report()
        self.assertEqual((result.returncode, result.stderr), (DONE, ""))
        # 12 people; every third took two rounds: 0, 3, 6, 9.
        self.assertIn("12\n  people took a quiz (16 rounds)", result.stdout)
        self.assertIn("06/11/2026", result.stdout)
        self.assertIn("Bản Mẫu", result.stdout)
        self.assertNotIn("\033", result.stdout)

    def test_two_kiosks_add_up_and_a_copy_counts_once(self):
        north, south = self.record("north.db", 6, "Bắc"), self.record("south.db", 5, "Nam")
        copy = self.folder / "copy.db"
        shutil.copy(north, copy)
        once = self.report(north, south)
        self.assertEqual((once.returncode, once.stderr), (DONE, ""))
        self.assertIn("11\n  people took a quiz (15 rounds)", once.stdout)
        for order in ((north, copy, south), (south, copy, north), (copy, south, copy)):
            self.assertEqual(self.report(*order).stdout, once.stdout)

    def test_small_groups_are_for_the_team(self):
        database = self.record("few.db", 4)
        public, team = self.report(database), self.report(database, "--team")
        self.assertIn("Too few people", public.stdout)
        self.assertNotIn("rounds)", public.stdout)
        self.assertIn("4\n  people took a quiz (6 rounds)", team.stdout)
        self.assertIn("For the team only", team.stdout)

    def test_periods_and_names_choose(self):
        database = self.record("a.db", 6, "Bản Mẫu")
        inside = self.report(database, "--from", "6/11/2026", "--to", "2026-11-06")
        self.assertIn("6\n  people", inside.stdout)
        self.assertIn("06/11/2026 – 06/11/2026", inside.stdout)
        later = self.report(database, "--from", "2026-11-07")
        self.assertEqual(later.returncode, DONE)
        self.assertIn("Nobody has taken a quiz", later.stdout)
        # Typed in pieces (NFD), as some keyboards do.
        village = self.report(database, "--village", "Ba\u0309n Ma\u0302\u0303u")
        self.assertIn("6\n  people", village.stdout)
        known = self.report(database, "--quiz", "vneid")
        self.assertEqual(known.returncode, DONE)
        self.assertIn("Nobody has taken a quiz", known.stdout)

    def test_every_wrong_name_is_told_with_what_there_is(self):
        database = self.record("a.db", 6, "Bản Mẫu")
        result = self.report(database, "--village", "Bản Mẩu", "--quiz", "e-bank", "--kiosk", "x")
        self.assertEqual(result.returncode, PROBLEMS)
        self.assertEqual(result.stdout, "")
        self.assertRegex(result.stderr, "--village: .*“Bản Mẩu”; there is: Bản Mẫu")
        self.assertRegex(result.stderr, "--quiz: .*“e-bank”; there is: e-banking")
        self.assertIn("--kiosk: ", result.stderr)

    def test_names_never_command_the_terminal(self):
        name = "Bản \x1b[31mM\u202e\tx"
        database = self.record("a.db", 6, name)
        wrong = self.report(database, "--village", "\x1b]0;x\x07")
        trusted = run("results", "trust", "0123-4567-89ab-cdef-" * 2, "--name", name, "--village",
                      name, cwd=self.folder, env=self.home)
        listed = run("results", "devices", cwd=self.folder, env=self.home)
        for shown in (wrong.stderr, trusted.stdout + trusted.stderr, listed.stdout,
                      self.report(database).stdout):
            self.assertNotRegex(shown, "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
        self.assertIn("Bản \ufffd[31mM\ufffd", wrong.stderr)
        self.assertIn("Bản \ufffd[31mM\ufffd", listed.stdout)

    def test_what_a_stick_holds_is_to_be_merged_first(self):
        (self.folder / "stick").mkdir()
        self.write("stick/ngoso-1.ngoso", "x")
        for path in ("stick", "stick/ngoso-1.ngoso"):
            result = self.report(path)
            self.assertEqual(result.returncode, PROBLEMS)
            self.assertIn("ngoso results merge", result.stderr)

    def test_each_command_names_its_own_formats(self):
        self.record("home/ngoso/kiosk.db", 1)
        for command, has_text in (("indicators", True), ("report", False)):
            result = run(command, "--format", "word", cwd=self.folder, env=self.home)
            self.assertEqual(result.returncode, USAGE)
            self.assertEqual("text for a chat group" in result.stderr, has_text)

    def test_every_wrong_option_is_told_at_once(self):
        result = self.report("--from", "tomorrow", "--to", "31/2/2026", "--format", "pfd,xlsx,word")
        self.assertEqual(result.returncode, USAGE)
        for part in ("--from needs a day", "--to needs a day", "“pfd”; did you mean “pdf”?",
                     "“word”"):
            self.assertIn(part, result.stderr)
        result = self.report("--from", "2026-12-01", "--to", "2026-11-01")
        self.assertEqual(result.returncode, USAGE)
        self.assertEqual(self.report("--out", "x").returncode, USAGE)

    def test_unusable_databases_are_all_named_and_left_alone(self):
        good = self.record("good.db", 5, "Nam")
        foreign, broken = self.folder / "notes.db", self.folder / "broken.db"
        foreign.write_text("shopping list\n" * 400)
        broken.write_bytes(good.read_bytes()[:5000])
        before = {path: path.read_bytes() for path in (good, foreign, broken)}
        result = self.report(good, foreign, broken, self.folder / "missing.db")
        self.assertNotEqual(result.returncode, DONE)
        self.assertEqual(result.stdout, "")
        self.assertEqual(len(re.findall("ngoso: ", result.stderr)), 3, result.stderr)
        self.assertEqual(before, {path: path.read_bytes() for path in before})

    def test_a_database_that_may_not_be_read_is_the_systems_refusal(self):
        closed = self.record("closed.db", 5, "Nam")
        closed.chmod(0)
        self.folder.chmod(0o755)
        # Root may read everything: then as nobody.
        options = {"limits": lambda: os.setuid(65534)} if os.geteuid() == 0 else {}
        for databases, code in (([closed], SYSTEM), ([closed, self.folder / "missing.db"], SYSTEM),
                                ([self.folder / "missing.db"], PROBLEMS)):
            self.assert_exit(run("report", *databases, cwd=self.folder, **options), code)

    def test_all_formats_at_once(self):
        database = self.record("a.db", 12, "Bản Mẫu")
        result = self.report(database, "--format", "pdf,png,html,xlsx,csv", "--out", "out/2026",
                             "--from", "1/11/2026")
        self.assertEqual((result.returncode, result.stdout), (DONE, ""))
        folder = self.folder / "out/2026"
        names = {path.name for path in folder.iterdir()}
        stem = "report-2026-11-01"
        for name in (".pdf", ".html", ".xlsx", ".csv", "-01.png"):
            self.assertIn(stem + name, names)
            if "png" not in name:
                self.assertIn(stem + name, result.stderr)
        text = subprocess.run(["pdftotext", "-layout", folder / (stem + ".pdf"), "-"], check=True,
                              capture_output=True, encoding="utf-8", timeout=60).stdout
        page = (folder / (stem + ".html")).read_text("utf-8")
        rows = list(csv.reader((folder / (stem + ".csv")).read_text("utf-8-sig").splitlines()))
        for figure in ("Bản Mẫu", "12", "16"):
            self.assertIn(figure, text)
            self.assertIn(figure, page)
            self.assertTrue(any(figure in row for row in rows), figure)

    def test_a_terminal_gets_colours_and_its_width(self):
        database = self.record("a.db", 6, "Bắc")
        code, shown = run_in_terminal("report", database, cwd=self.folder, env=self.home,
                                      columns=60)
        self.assertEqual(code, DONE)
        self.assertIn("\033[1m", shown)
        for line in re.sub("\033\\[[0-9;]*m", "", shown).splitlines():
            self.assertLessEqual(len(line), 60, line)


if __name__ == "__main__":
    unittest.main()
