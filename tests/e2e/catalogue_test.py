"""`ngoso catalogue`: one page, every guide once with its command, and nothing a phone would scan."""
import os
import re
import subprocess
import unittest

import harness
from harness import DONE, PROBLEMS, USAGE, run

READER = os.environ["NGOSO_QR_READER"]


def text_of(path):
    return subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True,
                          check=True).stdout.decode()


def structure_of(path):
    return subprocess.run(["pdfinfo", "-struct-text", str(path)], capture_output=True,
                          check=True).stdout.decode()


def alternatives_in(path):
    """What figures are said to show."""
    found = subprocess.run(["qpdf", "--json", "--json-key=qpdf", str(path)], capture_output=True,
                           check=True).stdout.decode()
    return re.findall(r'"/Alt": "u:([^"]*)"', found)


def codes_on(path):
    """In the first row of pictures, seen as closely as a phone can."""
    picture = subprocess.run(["pdftoppm", "-gray", "-r", "600", "-x", "2300", "-y", "900", "-W",
                              "2600", "-H", "1100", str(path)], capture_output=True,
                             check=True).stdout
    return subprocess.run([READER, "plain"], input=picture, capture_output=True,
                          check=True).stdout.decode().splitlines()


def is_translation(name):
    return name.endswith("-en") and name[:-3] in harness.shipped_ids()


class Catalogue(harness.FolderTest):
    def test_all_guides_fit_a_page(self):
        result = run("catalogue", cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertEqual(result.stdout, "out/catalogue.pdf: 1 page\n")
        path = self.folder / "out/catalogue.pdf"
        said = text_of(path)
        for name in harness.shipped_ids():
            with self.subTest(guide=name):
                shown = len(re.findall(rf"ngoso render\s+{name}(?![a-z-])", said))
                self.assertEqual(shown, 0 if is_translation(name) else 1)
        self.assertIn("Vietnamese, English", said)
        self.assertLess(path.stat().st_size, 900_000)
        subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)

    def test_no_code_can_be_scanned(self):
        self.assert_exit(run("catalogue", "vneid", cwd=self.folder), DONE)
        self.assertEqual(codes_on(self.folder / "out/catalogue.pdf"), [])

    def test_pictures_are_drawn_and_said_in_words(self):
        self.assert_exit(run("catalogue", "vneid", cwd=self.folder), DONE)
        path = self.folder / "out/catalogue.pdf"
        name = "Kích hoạt VNeID mức 2"
        self.assertEqual(alternatives_in(path), [
            f"poster-a4 · Áp phích · {name}", f"leaflet · Mặt trước · {name}",
            f"leaflet · Mặt sau · {name}", f"trifold · Mặt ngoài · {name}",
            f"trifold · Mặt trong · {name}"])
        listed = subprocess.run(["pdfimages", "-list", str(path)], capture_output=True,
                                check=True).stdout.decode().splitlines()
        self.assertEqual(len(listed), 2)  # Headings only: no raster.
        self.assertNotIn("Kích hoạt", text_of(path).replace(name, ""))  # Nobody can read that.

    def test_one_colour_has_no_other(self):
        self.assert_exit(run("catalogue", "vneid", "--ink", "mono", "--as", "png", "--dpi", "60",
                             cwd=self.folder), DONE)
        made = self.folder / "out/catalogue-mono-1.png"
        colours = subprocess.run(["convert", str(made), "-colorspace", "HSL", "-channel", "g",
                                  "-separate", "-format", "%[fx:maxima]", "info:"],
                                 capture_output=True, check=True).stdout.decode()
        self.assertLess(float(colours), 0.35)  # Ink is a very dark blue on screens.

    def test_guides_of_ones_own(self):
        text = (harness.GUIDES / "vneid.yaml").read_text().replace("id: vneid", "id: kham-benh")
        self.write("kham-benh.yaml", text.replace("language: vi", "for: team"))
        self.assert_exit(run("catalogue", "./kham-benh.yaml", "vneid-en", cwd=self.folder), DONE)
        said = structure_of(self.folder / "out/catalogue.pdf")
        self.assertIn("ngoso render kham-benh", said)
        self.assertIn("For the team · Vietnamese", said)
        self.assertIn("ngoso render vneid-en", said)  # Without its original it stands alone.
        self.write("kham-benh.yaml", text.replace("icon: fingerprint", "icon: no-such-icon"))
        result = run("catalogue", "./kham-benh.yaml", cwd=self.folder)
        self.assert_exit(result, PROBLEMS)
        self.assertIn("D004", result.stderr)

    def test_a_further_language_has_its_own_name(self):
        for name in ("storms-fr.yaml", "words-fr.yaml"):
            self.write(name, (harness.GUIDES / "samples" / name).read_text("utf-8"))
        self.assert_exit(run("catalogue", "storms", "storms-en", "./storms-fr.yaml",
                             cwd=self.folder), DONE)
        said = structure_of(self.folder / "out/catalogue.pdf")
        self.assertIn("Vietnamese, English, Français", said)
        self.assertNotIn("ngoso render storms-", said)

    def test_wrong_calls(self):
        for arguments, code in ((["--dpi", "100"], USAGE), (["--paper", "a5"], USAGE),
                                (["vneit"], USAGE)):
            with self.subTest(arguments=arguments):
                self.assert_exit(run("catalogue", *arguments, cwd=self.folder), code)
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    harness.main()
