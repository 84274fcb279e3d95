"""A table's leaflets on sheets: each on its place, its back behind it, every code read there, in order
once it is cut. Places are looked up by other programs: pdftotext -bbox and zbar."""
import os
import re
import resource
import signal
import subprocess
import time
import xml.etree.ElementTree

import harness
from harness import DONE, PROBLEMS, SYSTEM, USAGE, run
from records_test import (GUIDE, LINK, bookmarks, household, page_count, page_text, run_alone,
                          table)

READER = os.environ["NGOSO_QR_READER"]
DPI = 150
LEAFLET = f"out/{GUIDE}/{GUIDE}-leaflet"


def words(path, page):
    """Width, height and [(x, y, word)] in points, the middle of each word."""
    text = subprocess.run(["pdftotext", "-bbox", "-f", str(page), "-l", str(page), path, "-"],
                          check=True, capture_output=True, encoding="utf-8").stdout
    root = xml.etree.ElementTree.fromstring(re.sub(' xmlns="[^"]*"', "", text, count=1))
    found = root.find(".//page")
    middle = lambda w, low, high: (float(w.get(low)) + float(w.get(high))) / 2
    return float(found.get("width")), float(found.get("height")), [
        (middle(w, "xMin", "xMax"), middle(w, "yMin", "yMax"), w.text)
        for w in found.iter("word")]


def cells(path, page, columns, rows, back=False):
    """The words of each cell in the order of cells; of a back, as seen from the front."""
    width, height, found = words(path, page)
    texts = [[] for _ in range(columns * rows)]
    for x, y, word in found:
        column, row = int(x / width * columns), int(y / height * rows)
        texts[row * columns + (columns - 1 - column if back else column)].append(word)
    return [" ".join(text) for text in texts]


def cell_codes(path, page, columns, rows):
    picture = subprocess.run(["pdftoppm", "-f", str(page), "-l", str(page), "-r", str(DPI), "-gray",
                              path], check=True, capture_output=True).stdout
    width, height = map(int, picture.split(None, 4)[1:3])
    found = [[] for _ in range(columns * rows)]
    for line in subprocess.run([READER, "plain"], input=picture, capture_output=True,
                               check=True).stdout.decode().splitlines():
        _, left, top, right, bottom, text = line.split("\t", 5)
        column = (int(left) + int(right)) * columns // (2 * width)
        row = (int(top) + int(bottom)) * rows // (2 * height)
        found[row * columns + column].append(text)
    return found


def targets(path):
    """[(title, page)] of the bookmarks."""
    shown = subprocess.run(["mutool", "show", path, "outline"], capture_output=True, text=True,
                           check=True).stdout
    return [(title, int(page)) for title, page in re.findall(r'"([^"]+)"\s+#page=(\d+)', shown)]


def household_of(text):
    """Whose leaflet a cell's front is; a separator's village; None of a white one."""
    name = re.search(r"Bà Mẫu (\d+)", text)
    village = re.match(r"thôn \S+", text)
    return int(name[1]) if name else village[0] if village else None


class RecordsOnSheets(harness.FolderTest):
    def render(self, *arguments, **options):
        return run("render", GUIDE, "--records", "ho.csv", *arguments, cwd=self.folder, **options)

    def cut(self, path, columns, rows, sheets_at_once=50, turned=()):
        """What lies on the table once all is cut and stacked; checks backs and codes on the way."""
        sheets = []
        for page in range(1, page_count(path) + 1, 2):
            fronts = cells(path, page, columns, rows)
            backs = cells(path, page + 1, columns, rows, back=True)
            read = cell_codes(path, page, columns, rows)
            for front, back, codes in zip(fronts, backs, read):
                i = household_of(front)
                if isinstance(i, int):
                    self.assertIn(f"Tổ Mẫu {i} ", back + " ")
                    self.assertIn(f"0000 000 {i:03}", back)
                    self.assertEqual(codes, [LINK.replace("{mã hộ}", f"H%20{i}%2F%E1%BB%99")])
                else:
                    self.assertEqual((back, codes), ("", []))
            sheets.append([household_of(front) for front in fronts])
        pile = []
        for first in range(0, len(sheets), sheets_at_once):
            stack = sheets[first:first + sheets_at_once]
            pile += [sheet[cell] for cell in range(columns * rows) for sheet in stack]
        return pile

    def check_bookmarks(self, path, wanted):
        """One for each, in the table's order, to the side where its front is."""
        found = targets(path)
        self.assertEqual([household_of(title.replace(" · ", " ")) for title, _ in found], wanted)
        for title, page in found:
            self.assertIn(title.split(" · ")[1] if " · " in title else title,
                          page_text(path, page))

    def test_four_households_a_sheet_by_village(self):
        self.write("ho.csv", table([household(i) for i in range(11)]))
        result = self.render("--one-file", "--separators", "--sheet", "4up", "--qr", LINK)
        self.assert_exit(result, DONE)
        path = self.folder / f"{LEAFLET}-4up-records.pdf"
        wanted = ["thôn Đông", 0, 3, 6, 9, "thôn Tây", 1, 4, 7, 10, "thôn Nam", 2, 5, 8, None, None]
        self.assertEqual(self.cut(path, 2, 2), wanted)
        self.check_bookmarks(path, wanted[:14])
        self.assertIn("1 file, 8 pages", result.stdout)
        text = subprocess.run(["qpdf", "--qdf", path, "-"], capture_output=True,
                              check=True).stdout.decode("latin-1")
        self.assertIn("/Duplex /DuplexFlipLongEdge", text)
        self.assertIn("/PrintScaling /None", text)

    def test_two_up_in_small_stacks(self):
        self.write("ho.csv", table([household(i) for i in range(9)]))
        self.assert_exit(self.render("--one-file", "--sheet", "2up:stack=2", "--qr", LINK), DONE)
        path = self.folder / f"{LEAFLET}-2up-records.pdf"
        self.assertEqual(self.cut(path, 2, 1, 2), [*range(9), None])
        self.assert_exit(self.render("--one-file", "--sheet", "2up:stack=1", "--qr", LINK,
                                     "--only", "3,5-6"), DONE)
        path = self.folder / f"{LEAFLET}-2up-records-only.pdf"
        self.assertEqual(self.cut(path, 2, 1, 1), [1, 3, 4, None])

    def test_a_file_a_village(self):
        self.write("ho.csv", table([household(i) for i in range(7)]))
        self.assert_exit(self.render("--one-file", "--split-by", "village", "--sheet",
                                     "cards:paper=a3", "--qr", LINK), DONE)
        for village, wanted in (("dong", [0, 3, 6, None]), ("tay", [1, 4, None, None]),
                                ("nam", [2, 5, None, None])):
            path = self.folder / f"{LEAFLET}-cards/thon-{village}.pdf"
            columns, rows = 2, 1
            self.assertEqual([x for x in self.cut(path, columns, rows) if x is not None],
                             [x for x in wanted if x is not None])

    def test_a_row_with_an_error_leaves_its_place_white(self):
        rows = [household(i) for i in range(4)]
        rows[1] = rows[1].replace("H 1/ộ", "https://xau.example/")
        self.write("ho.csv", table(rows))
        result = self.render("--one-file", "--sheet", "4up", "--qr", LINK)
        self.assert_exit(result, PROBLEMS)
        self.assertIn("row 3:", result.stderr)
        self.assertIn("add --only 3", result.stdout)
        path = self.folder / f"{LEAFLET}-4up-records.pdf"
        self.assertEqual(self.cut(path, 2, 2), [0, None, 2, 3])
        self.check_bookmarks(path, [0, 2, 3])
        self.assert_exit(self.render("--one-file", "--sheet", "4up", "--qr", LINK,
                                     "--strict", "--out", "strict"), PROBLEMS)
        self.assertFalse((self.folder / "strict").exists())

    def test_a_code_too_dense_for_its_sheet_is_that_rows_matter(self):
        rows = [household(i) for i in range(4)]
        rows[2] = rows[2].replace("H 2", "H" * 100)
        self.write("ho.csv", table(rows))
        for options, name in ((["--one-file"], "-4up-records.pdf"), ([], "-4up/thon-tay-0003.pdf")):
            result = self.render("--sheet", "4up", "--qr", LINK, *options)
            self.assert_exit(result, PROBLEMS)
            self.assertRegex(result.stderr, r"ho\.csv:4:1: error\[\w+\]: row 4:")
            self.assertIn("4 rows: 3 printed, 1 with errors", result.stdout)
            self.assertTrue((self.folder / (LEAFLET + name)).exists())

    def test_kinds_with_sheets_of_their_own(self):
        """Each row's sheets, in one file and in many."""
        self.write("ho.csv", table([household(i) for i in range(3)]))
        for design, sheet, pages in (("leaflet", "booklet", 2), ("leaflet", "print-shop", 2),
                                     ("trifold", "trifold:flap=5", 2), ("poster-a3", "tiles", 5),
                                     ("leaflet", "2up", 2)):
            with self.subTest(sheet=sheet):
                kind = sheet.split(":")[0]
                stem = f"out/{GUIDE}/{GUIDE}-{design}-{kind}"
                options = ["--design", design, "--sheet", sheet]
                self.assert_exit(self.render(*options), DONE)
                self.assertEqual(len(self.files(stem)), 3)
                for i, name in enumerate(("dong-0002", "tay-0003", "nam-0004")):
                    path = self.folder / stem / f"thon-{name}.pdf"
                    self.assertEqual(page_count(path), pages)
                    text = " ".join(page_text(path, page + 1) for page in range(pages))
                    self.assertIn(f"Tổ Mẫu {i} ", text + " ")
                if kind == "2up":
                    continue
                self.assert_exit(self.render(*options, "--one-file", "--separators"), DONE)
                path = self.folder / f"{stem}-records.pdf"
                extra = 1 if kind == "tiles" else 2
                self.assertEqual(page_count(path), 3 * (pages + extra))
                self.assertEqual(len(bookmarks(path)), 6)
                self.assertIn("thôn Đông", page_text(path, 1))

    def test_on_the_print_shops_sheets_all_is_cmyk(self):
        self.write("ho.csv", table([household(0)]))
        self.assert_exit(self.render("--sheet", "print-shop", "--one-file", "--separators"), DONE)
        boxes = subprocess.run(["pdfinfo", "-box", "-l", "9", self.folder /
                                f"{LEAFLET}-print-shop-records.pdf"], capture_output=True,
                               check=True, text=True).stdout
        self.assertEqual(len(set(re.findall(r"TrimBox: +(.*)", boxes))), 1, boxes)
        text = subprocess.run(["qpdf", "--qdf", self.folder / f"{LEAFLET}-print-shop-records.pdf",
                               "-"], capture_output=True, check=True).stdout.decode("latin-1")
        self.assertIsNone(re.search(r"\n[\d. ]+ (rg|RG|g|G)\n", text))
        self.assertIn("/TrimBox", text)

    def test_what_cannot_be_is_refused(self):
        self.write("ho.csv", table([household(0)]))
        for options, code, says in (
                (["--sheet", "tiles"], PROBLEMS, "posters"),
                (["--sheet", "trifold", "--one-file"], PROBLEMS, "“trifold” alone"),
                (["--sheet", "cards:paper=a5"], PROBLEMS, "not one page fits"),
                (["--sheet", "4up:stack=0"], USAGE, "1 to 1000"),
                (["--sheet", "4up:stack=x"], USAGE, "how many sheets are cut at once"),
                (["--sheet", "3up"], USAGE, "did you mean “2up”?"),
                (["--sheet", "2up", "--coverage"], USAGE, "--coverage is not for --records")):
            with self.subTest(options=options):
                result = self.render(*options)
                self.assertIn(says, result.stderr)
                self.assert_exit(result, code)
                self.assertEqual([name for name in self.files() if name.endswith(".pdf")], [])

    def stop_after(self, count, *arguments):
        """Interrupts a run once it has made some files; returns its exit code and messages."""
        process = subprocess.Popen([harness.PROGRAM, "--lang", "en", "render", GUIDE, "--records",
                                    "ho.csv", *arguments], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   encoding="utf-8")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and len(self.files()) < count:
            time.sleep(0.002)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        return process.returncode, err

    def test_stopped_and_gone_on_with(self):
        """Whole files stay and are not made again; other sheets are not taken for these."""
        self.write("ho.csv", table([household(i) for i in range(900)]))
        code, err = self.stop_after(20, "--sheet", "2up")
        self.assertEqual(code, SYSTEM, err)
        self.assertIn("--resume", err)
        made = {name: (self.folder / f"{LEAFLET}-2up" / name).read_bytes()
                for name in self.files(f"{LEAFLET}-2up")}
        self.assertLess(len(made), 900)
        result = self.render("--sheet", "2up:duplex=long", "--resume")
        self.assert_exit(result, PROBLEMS)
        self.assertIn("changed", result.stderr)
        result = self.render("--sheet", "2up", "--resume")
        self.assert_exit(result, DONE)
        self.assertIn(f"{900 - len(made)} printed, {len(made)} there already", result.stdout)
        self.assertEqual(len(self.files(f"{LEAFLET}-2up")), 900)
        for name, data in made.items():
            self.assertTrue(data == (self.folder / f"{LEAFLET}-2up" / name).read_bytes(), name)

    def test_shared_sheets_that_were_stopped_leave_nothing(self):
        self.write("ho.csv", table([household(i) for i in range(6000)]))
        code, err = self.stop_after(3, "--sheet", "4up", "--one-file")
        self.assertEqual(code, SYSTEM, err)
        self.assertEqual([name for name in self.files("out") if name.endswith(".pdf")], [])

    def peak_kb(self, count):
        self.write("ho.csv", table([household(i) for i in range(count)]))
        self.assert_exit(self.render("--one-file", "--sheet", "4up", "--qr", LINK), DONE)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        pages = subprocess.run(["qpdf", "--show-npages",
                                self.folder / f"{LEAFLET}-4up-records.pdf"],
                               check=True, capture_output=True, text=True).stdout
        self.assertEqual(int(pages), count // 2)
        return peak

    def test_memory_does_not_grow_with_the_rows(self):
        with open(harness.PROGRAM, "rb") as program:
            if b"__asan_init" in program.read():
                self.skipTest("sanitizers keep what was freed")
        small = run_alone(self, 400)
        large = run_alone(self, 2400)
        self.assertLess(large, small + 4000)


if __name__ == "__main__":
    harness.main()
