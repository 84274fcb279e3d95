"""Every QR code on every page, read by zbar from pictures as good and as bad as phones make them.

A page is rasterised whole at 100 dpi, which tells where its codes are; each code is then cut out at
100, 150 and 300 dpi and read plain, rotated, blurred, and with 5 % of its pixels turned black or
white. What is read must be exactly what `ngoso qr` says the code contains.

The guides of FULL_GUIDES go through all of this in every design; of the others, which are made by the
same code, the leaflet and the A3 poster are read as they are.

All guides in one colour are photocopied as well (pages.PHOTOCOPY).

After the noise comes a lens: a blur of an eighth of a module or so. Without any, zbar, which looks
along single lines of pixels, misses some codes of any maker at any size.
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import unittest

import harness
from harness import run
from pages import PHOTOCOPY, PHOTOCOPY_DPI

RENDERED = pathlib.Path(os.environ["NGOSO_RENDERED"])
COMMUNE = pathlib.Path(__file__).with_name("commune.yaml")
READER = os.environ["NGOSO_QR_READER"]
FINDING_DPI = 100
FULL_GUIDES = {"e-banking", "e-commerce", "fraud", "health-record", "public-services", "vneid"}
COPIED_DESIGNS = ("poster-a4", "leaflet", "leaflet-large", "trifold")
SAMPLE_DESIGNS = ("-leaflet.pdf", "-poster-a3.pdf")
RESOLUTIONS = (100, 150, 300)


def rasterise(path, page, dpi, box=None):
    command = ["pdftoppm", "-gray", "-r", str(dpi), "-f", str(page), "-l", str(page)]
    if box:
        left, top, width, height = box
        command += ["-x", str(left), "-y", str(top), "-W", str(width), "-H", str(height)]
    return subprocess.run([*command, str(path)], capture_output=True, check=True).stdout


def read(picture, *variants):
    """(variant, left, top, right, bottom, content) of each code found."""
    lines = subprocess.run([READER, *variants], input=picture, capture_output=True,
                           check=True).stdout.decode("utf-8").splitlines()
    rows = [line.split("\t", 5) for line in lines]
    return [(row[0], *map(int, row[1:5]), row[5]) for row in rows]


def variants_for(side, is_mono):
    """What is done to a picture in which the code is `side` pixels wide."""
    if is_mono:  # The symbol is the same as in colour; only what is around it differs.
        return ["plain"]
    lens = f"blur={min(max(side / 150, 0.8), 6):.2f}"
    return ["plain", "rotate=5", "rotate=-15", f"blur={min(max(side / 130, 0.6), 8):.2f}",
            f"noise=5,{lens}"]


def payloads(guide, *options):
    """The codes of a guide, in order."""
    lines = run("qr", "--plain", guide, *options).stdout.splitlines()
    return [line.split("\t")[3] for line in lines]


def figure_count(path):
    """Codes the page claims to have: the shipped guides have no other figures."""
    tags = subprocess.run(["pdfinfo", "-struct", str(path)], capture_output=True, check=True)
    return len(re.findall(r"^ *Figure", tags.stdout.decode("utf-8"), re.M))


def page_count(path):
    info = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True).stdout.decode()
    return int(re.search(r"Pages: +(\d+)", info)[1])


def check_code(path, page, found):
    """Problems of one code: where it was found at 100 dpi, and what it says there."""
    _, left, top, right, bottom, content = found
    problems = []
    for dpi in RESOLUTIONS:
        scale = dpi / FINDING_DPI
        side = max(right - left, bottom - top) * scale
        margin = side * 0.3  # Room for the corners to turn in.
        box = [round(left * scale - margin), round(top * scale - margin),
               round(side + 2 * margin), round(side + 2 * margin)]
        box[:2] = [max(0, value) for value in box[:2]]
        variants = variants_for(side, path.stem.endswith("-mono"))
        said = {}
        for row in read(rasterise(path, page, dpi, box), *variants):
            said.setdefault(row[0], []).append(row[5])
        problems += [f"{path.name} page {page} at {dpi} dpi, {variant}: {said.get(variant)} "
                     f"instead of {content}" for variant in variants
                     if content not in said.get(variant, [])]
    return problems


def is_full(path):
    return path.parent.name in FULL_GUIDES


def check_file(path, expected):
    """All problems of a file, as sentences."""
    problems, seen = [], []
    for page in range(1, page_count(path) + 1):
        for found in read(rasterise(path, page, FINDING_DPI), "plain"):
            seen.append(found[5])
            problems += check_code(path, page, found) if is_full(path) else []
    if len(seen) != figure_count(path):
        problems.append(f"{path.name}: {len(seen)} codes read, {figure_count(path)} tagged")
    problems += [f"{path.name}: says {content}" for content in seen if content not in expected]
    if expected[0] not in seen:
        problems.append(f"{path.name}: the most important code is not on it")
    if "poster" not in path.name:
        problems += [f"{path.name}: {content} is nowhere" for content in expected
                     if content not in seen]
    return problems


def check_copy(path):
    """A page in one colour put on a photocopier: the same codes are read as before."""
    problems = []
    for page in range(1, page_count(path) + 1):
        said = {}
        for row in read(rasterise(path, page, PHOTOCOPY_DPI), "plain", PHOTOCOPY):
            said.setdefault(row[0], []).append(row[5])
        if sorted(said.get(PHOTOCOPY, [])) != sorted(said.get("plain", [])):
            problems.append(f"{path.name} page {page}: {said}")
    return problems


class Codes(unittest.TestCase):
    def check_all(self, jobs):
        self.assertTrue(jobs, "nothing was rendered")
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for problems in pool.map(lambda job: check_file(*job), jobs):
                for problem in problems:
                    with self.subTest(problem=problem):
                        self.fail(problem)

    def test_shipped_guides(self):
        codes = {guide: payloads(guide) for guide in harness.shipped_ids()}
        self.check_all([(path, codes[path.parent.name])
                        for path in sorted((RENDERED / "plain").rglob("*.pdf"))
                        if is_full(path) or path.name.endswith(SAMPLE_DESIGNS)])

    def test_photocopies(self):
        """Every guide in one colour, in every design whose paper goes into an office copier."""
        jobs = [path for design in COPIED_DESIGNS
                for path in sorted((RENDERED / "plain").rglob(f"*-{design}-mono.pdf"))]
        self.assertGreater(len(jobs), len(COPIED_DESIGNS))
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for problems in pool.map(check_copy, jobs):
                for problem in problems:
                    with self.subTest(problem=problem):
                        self.fail(problem)

    def test_zalo_group_of_a_commune(self):
        codes = payloads("vneid", "--commune", COMMUNE)
        self.assertIn("https://zalo.me/g/mauxamau123", codes)
        self.check_all([(path, codes) for design in ("leaflet", "trifold", "poster-a3")
                        for path in (RENDERED / "commune/vneid").glob(f"*{design}.pdf")])


class Reader(unittest.TestCase):
    """The reader itself can fail: a picture without codes has none, a spoiled one is not read."""

    def test_no_code_in_white_paper(self):
        self.assertEqual(read(b"P5\n300 300\n255\n" + b"\xff" * 90000, "plain"), [])

    def test_a_code_is_lost_in_much_noise(self):
        path = sorted((RENDERED / "plain").rglob("*leaflet.pdf"))[0]
        picture = rasterise(path, 1, 100)
        self.assertTrue(read(picture, "plain"))
        self.assertEqual(read(picture, "noise=60"), [])


if __name__ == "__main__":
    harness.main()
