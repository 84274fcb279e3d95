"""Sheets: what other programs find in the files (qpdf, poppler, zbar), and what comes of a poster whose
tiles are joined."""
import re

import harness
from harness import DONE, USAGE, FolderTest, run
from pages import MM, PHOTOCOPY, PHOTOCOPY_DPI, box, codes, output, picture, plain


class Sheets(FolderTest):
    def render(self, design, sheet, *options, guide="fraud"):
        result = run("render", guide, "--design", design, "--sheet", sheet, *options, "--out", "o",
                     cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertEqual(result.stderr, "")
        name = sheet.split(":")[0]
        ink = "-mono" if "mono" in options else ""
        path = self.folder / "o" / guide / f"{guide}-{design}{ink}-{name}.pdf"
        self.assertIn(b"No syntax or stream encoding errors", output("qpdf", "--check", path))
        return path

    def assert_box(self, path, name, left, top, width, height, page=1):
        """In mm; `top` from below, as in the file."""
        for is_mm, should in zip(box(path, name, page), (left, top, left + width, top + height)):
            self.assertAlmostEqual(is_mm / MM, should, delta=0.02)

    def test_two_leaflets_on_a_sheet(self):
        path = self.render("leaflet", "2up")
        self.assert_box(path, "MediaBox", 0, 0, 297, 210)
        words = output("pdftotext", "-f", 1, "-l", 1, path, "-").decode()
        read_aloud = output("pdfinfo", "-struct-text", path).decode()
        title = "Tránh bị lừa qua mạng"
        self.assertEqual(words.count(title), 2)
        self.assertEqual(read_aloud.count(title), 1)
        text = plain(path)
        self.assertIn("/Duplex /DuplexFlipShortEdge", text)
        self.assertIn("/PrintScaling /None", text)
        single = codes(*picture(self.alone("leaflet"), 1, 150))
        self.assertEqual(codes(*picture(path, 1, 150)), sorted(2 * single))

    def alone(self, design, guide="fraud"):
        run("render", guide, "--design", design, "--out", "alone", cwd=self.folder)
        return self.folder / "alone" / guide / f"{guide}-{design}.pdf"

    def test_codes_of_four_on_a_sheet_are_read(self):
        path = self.render("leaflet", "4up")
        single = codes(*picture(self.alone("leaflet"), 1, 150))
        self.assertEqual(codes(*picture(path, 1, 200)), sorted(4 * single))

    def test_backs_are_turned_for_the_long_edge(self):
        """Half a turn of the whole back, and codes and links where the picture has them."""
        short, turned = (picture(self.render("leaflet", f"2up:duplex={edge}"), 2, 40)
                         for edge in ("short", "long"))
        self.assertEqual(short[:2], turned[:2])
        # Pixels fall between each other, so nothing is quite the same.
        as_it_is, upside_down = (sum(abs(a - b) for a, b in zip(short[2], other))
                                 for other in (turned[2], reversed(turned[2])))
        self.assertLess(upside_down, as_it_is * 0.7)

    def test_booklet_has_pages_where_folding_brings_them(self):
        path = self.render("leaflet", "booklet")
        half = ("-x", 421, "-y", 0, "-W", 421, "-H", 595)
        left = ("-x", 0, "-y", 0, "-W", 421, "-H", 595)
        page = lambda side, part: output("pdftotext", "-f", side, "-l", side, *part, path,
                                         "-").decode()
        self.assertIn("Bác chuẩn bị", page(1, half))
        self.assertEqual(page(1, left).strip(), "")
        self.assertIn("Làm từng bước", page(2, left))
        self.assertEqual(page(2, half).strip(), "")

    def test_flap_is_as_narrow_as_asked_for(self):
        """The cover begins where flap and back end: 2 × 297 / 3 mm less a third of the difference."""
        for flap in (0, 3, 6):
            path = self.render("trifold", f"trifold:flap={flap}")
            width, _, pixels = picture(path, 1, 100)
            y = round(6 / 25.4 * 100)  # Below the fold marks, above the words.
            dark = next(x for x, value in enumerate(pixels[y * width:(y + 1) * width])
                        if value < 128)
            self.assertAlmostEqual(dark / 100 * 25.4, 297 - (297 + flap) / 3, delta=0.4)

    def test_tiles_make_the_poster_again(self):
        dpi = 60
        poster = self.alone("poster-a2")
        width, height, whole = picture(poster, 1, dpi)
        for sheet, margin in (("tiles", 5), ("tiles:paper=a3,margin=8,overlap=20", 8)):
            path = self.render("poster-a2", sheet)
            places = re.findall(r"q 1 0 0 1 (-?\d+) (-?\d+) cm\n", plain(path))
            pages = int(re.search(rb"Pages: +(\d+)", output("pdfinfo", path))[1])
            self.assertEqual(len(places), pages - 1)
            canvas = [bytearray(b"\xff" * width) for _ in range(height)]
            edge = round(margin * MM / 72 * dpi)
            for page, place in enumerate(places, 2):
                # A tile shows the poster from margin - place on; later ones are laid over it.
                across, down, pixels = picture(path, page, dpi)
                x, y = (round((margin * MM - int(du) / 1024) / 72 * dpi) for du in place)
                for row in range(edge + 1, down - edge):
                    if y + row - edge >= height:
                        break
                    line = pixels[row * across + edge + 1:(row + 1) * across - edge]
                    line = line[:max(0, width - x - 1)]
                    canvas[y + row - edge][x + 1:x + 1 + len(line)] = line
            joined = b"".join(canvas)
            self.assertEqual(codes(width, height, joined), codes(width, height, whole))
            off = sum(abs(a - b) > 100 for a, b in zip(joined, whole)) / len(whole)
            self.assertLess(off, 0.02)

    def test_cover_of_tiles(self):
        path = self.render("poster-a1", "tiles")
        words = output("pdftotext", "-layout", "-f", 1, "-l", 1, path, "-").decode()
        rows, columns = 4, 4
        for name in ("A1", f"{'ABCDEFGH'[rows - 1]}{columns}"):
            self.assertRegex(words, rf"\b{name}\b")
        self.assertIn("10 cm at 100 %", words)
        labels = output("pdftotext", "-f", 2, path, "-").decode()
        for row in range(rows):
            for column in range(columns):
                self.assertIn(f"row {row + 1}, column {column + 1} · sheet", labels)
        # The ruler: the long line of 100 mm in the content of the first page.
        ends = re.search(r"\n(\d+) (\d+) m (\d+) \2 l S", plain(path))
        self.assertAlmostEqual((int(ends[3]) - int(ends[1])) / 1024 / MM, 100, delta=0.01)

    def test_what_cannot_be_is_refused(self):
        for design, sheet, code, says in (
                ("leaflet", "3up", USAGE, "did you mean “2up”?"),
                ("leaflet", "poster", USAGE, "“ngoso sheets” lists them"),
                ("leaflet", "2up:overlap=3", USAGE, "2up has no “overlap”; it takes paper=a4"),
                ("leaflet", "2up:paper=a9", USAGE, "a5, a4, a3 or a2"),
                ("leaflet", "2up:duplex=yes", USAGE, "auto, long, short or none"),
                ("leaflet", "print-shop:bleed=three", USAGE, "takes millimetres"),
                ("leaflet", "print-shop:bleed=99999999999", USAGE, "takes millimetres"),
                ("leaflet", "print-shop:bleed=-3", 1, "cannot be negative"),
                ("leaflet", "print-shop:bleed=3,", USAGE, "has no “”"),
                ("poster-a1", "tiles:overlap=300", 1, "larger than its overlap"),
                ("poster-a1", "tiles:overlap=7", 1, "8 mm at least"),
                ("poster-a1", "tiles:margin=-1", 1, "cannot be negative"),
                ("poster-a1", "tiles:margin=60", 1, "too little of the paper"),
                ("poster-a1", "tiles:bleed=3", USAGE, "tiles has no “bleed”"),
                ("poster-a3", "4up", 1, "at 35 % the letters would be too small to read"),
                ("poster-a1", "4up", 1, "too small"),
                ("trifold", "4up", 1, "too small"),
                ("leaflet", "2up:stack=0", USAGE, "1 to 1000"),
                ("leaflet", "2up:stack=1.5", USAGE, "1 to 1000"),
                ("leaflet", "cards:gap=-1", 1, "cannot be negative"),
                ("leaflet", "booklet:duplex=none", 1, "printed on both sides"),
                ("leaflet", "booklet:creep=11", 1, "more than 10 mm"),
                ("leaflet", "booklet:creep=-1", 1, "cannot be negative"),
                ("trifold", "trifold:flap=11", USAGE, "0 to 10 mm"),
                ("trifold", "trifold:flap=99", USAGE, "0 to 10 mm"),
                ("leaflet", "print-shop:bleed=21", 1, "0 to 20 mm"),
                ("poster-a1", "cards", 1, "not one page fits"),
                ("leaflet", "tiles", 1, "posters"),
                ("leaflet", "trifold", 1, "“trifold” alone"),
                ("leaflet", "2up:paper=A5,duplex=none", 1, None)):
            with self.subTest(sheet=sheet):
                result = run("render", "fraud", "--design", design, "--sheet", sheet, "--out", "o",
                             cwd=self.folder)
                if says is None:
                    continue
                self.assertIn(says, result.stderr)
                self.assert_exit(result, code)
                self.assertEqual([name for name in self.files() if name.endswith(".pdf")], [])
        result = run("render", "fraud", "--sheet", "2up", cwd=self.folder)
        self.assert_exit(result, USAGE)
        self.assertIn("add --design", result.stderr)


class Photocopier(FolderTest):
    """Designs in one colour after a photocopier: every grey turned black or white at 200 dpi."""

    def test_one_colour_survives(self):
        threshold = bytes(0 if value < 128 else 255 for value in range(256))
        for guide, design in (("vneid", "poster-a4"), ("fraud", "leaflet"), ("sim", "trifold"),
                              ("storms", "leaflet-large")):
            with self.subTest(design=design):
                result = run("render", guide, "--design", design, "--ink", "mono", "--out", "o",
                             cwd=self.folder)
                self.assert_exit(result, DONE)
                path = self.folder / f"o/{guide}/{guide}-{design}-mono.pdf"
                width, height, pixels = picture(path, 1, PHOTOCOPY_DPI)
                found = codes(width, height, pixels)
                self.assertGreater(len(found), 0)
                for variant in ("threshold=128", PHOTOCOPY):
                    self.assertEqual(codes(width, height, pixels, variant), found)
                # Nothing is grey that would vanish or fill in: the ink stays about the same.
                copied = pixels.translate(threshold)
                ink = sum(255 - value for value in pixels) / 255
                self.assertAlmostEqual(copied.count(0) / ink, 1, delta=0.06)

    def test_coverage_is_what_a_printer_counts(self):
        """The program's estimate against poppler's picture at 100 dpi."""
        result = run("render", "vneid", "--design", "leaflet,trifold", "--ink", "both",
                     "--coverage", "--out", "o", cwd=self.folder)
        self.assert_exit(result, DONE)
        for design in ("leaflet", "trifold"):
            said = re.search(rf"^  {design} .* (\d+) (\d+) / (\d+) (\d+)$", result.stdout, re.M)
            counted = []
            for ink in ("", "-mono"):
                for page in (1, 2):
                    path = self.folder / "o/vneid" / f"vneid-{design}{ink}.pdf"
                    _, _, pixels = picture(path, page, 100)
                    counted.append(sum(255 - value for value in pixels) / 255 / len(pixels) * 100)
            for mine, theirs in zip(said.groups(), counted):
                self.assertAlmostEqual(int(mine), theirs, delta=1)
            self.assertLess(int(said[3]), int(said[1]))


if __name__ == "__main__":
    harness.main()
