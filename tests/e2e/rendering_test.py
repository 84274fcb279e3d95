"""The main job: every shipped guide in every design and ink, with no word of complaint.

Leaves its files in $NGOSO_RENDERED, for the tests that look into them.
"""
import pathlib
import os
import re
import shutil
import subprocess
import unittest

import harness
from harness import DONE, run

RENDERED = pathlib.Path(os.environ["NGOSO_RENDERED"])
COMMUNE = pathlib.Path(__file__).with_name("commune.yaml")


def designs():
    """Name, width and height in mm, and pages of each design, as the program lists them."""
    rows = re.findall(r"^([a-z0-9-]+) +(\d+) × (\d+) +(\d+) ", run("designs").stdout, re.M)
    return [(name, int(width), int(height), int(pages)) for name, width, height, pages in rows]


class ShippedGuides(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        for name in ("plain", "commune"):
            shutil.rmtree(RENDERED / name, ignore_errors=True)
        RENDERED.mkdir(parents=True, exist_ok=True)
        cls.result = run("render", "--ink", "both", "--out", "plain", cwd=RENDERED)

    def test_without_a_warning(self):
        self.assertEqual(self.result.stderr, "")
        self.assertEqual(self.result.returncode, DONE)

    def test_every_file_is_there_and_no_other(self):
        expected = sorted(f"{guide}/{guide}-{name}{ink}.pdf" for guide in harness.shipped_ids()
                          for name, *_ in designs() for ink in ("", "-mono")
                          if harness.suits(guide, name))
        made = sorted(str(path.relative_to(RENDERED / "plain"))
                      for path in (RENDERED / "plain").rglob("*") if path.is_file())
        self.assertEqual(made, expected)
        self.assertRegex(self.result.stdout, rf"(?m)^{len(expected)} files, \d+ pages, ")

    def test_table_lines_up(self):
        rows = [line for line in self.result.stdout.splitlines() if " × " in line]
        self.assertEqual(len(rows), sum(harness.suits(guide, name) for name, *_ in designs()
                                        for guide in harness.shipped_ids()))
        self.assertEqual(len({len(row) for row in rows}), 1)

    def test_papers_and_pages(self):
        for guide in harness.shipped_ids():
            for name, width, height, pages in designs():
                if not harness.suits(guide, name):
                    continue
                with self.subTest(guide=guide, design=name):
                    path = RENDERED / "plain" / guide / f"{guide}-{name}.pdf"
                    info = subprocess.run(["pdfinfo", path], capture_output=True, check=True,
                                          encoding="utf-8")
                    self.assertEqual(info.stderr, "")
                    self.assertRegex(info.stdout, rf"Pages: +{pages}\n")
                    size = re.search(r"Page size: +([\d.]+) x ([\d.]+) pts", info.stdout)
                    for points, millimetres in zip(size.groups(), (width, height)):
                        self.assertAlmostEqual(float(points) / 72 * 25.4, millimetres, delta=0.1)

    def test_a_checklist_is_asked_for_by_name(self):
        for guide, design in (("door-to-door", "leaflet"), ("vneid", "checklist")):
            with self.subTest(guide=guide):
                result = run("render", guide, "--design", design, "--out", "none", cwd=RENDERED)
                self.assertEqual(result.returncode, harness.PROBLEMS)
                self.assertIn("D007", result.stderr)
        self.assertFalse((RENDERED / "none").exists())

    def test_with_the_details_of_a_commune(self):
        result = run("render", "--ink", "both", "--commune", COMMUNE, "--out", "commune",
                     cwd=RENDERED)
        self.assertEqual(result.stderr, "")
        self.assertEqual(result.returncode, DONE)

    def test_with_the_details_of_a_village(self):
        result = run("render", "--commune", COMMUNE, "--village", "thôn Một", "--out", "village",
                     cwd=RENDERED)
        self.assertEqual(result.stderr, "")
        self.assertEqual(result.returncode, DONE)


if __name__ == "__main__":
    harness.main()
