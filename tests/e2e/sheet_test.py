"""Sheets: what other programs find in the files (qpdf, poppler, zbar), and what comes of a poster whose
tiles are joined. The printing itself: a stand-in for lp, and CUPS' own scheduler where it is."""
import os
import pathlib
import re
import shutil
import stat
import subprocess
import time
import unittest

import harness
from harness import DONE, SYSTEM, USAGE, FolderTest, run
from pages import MM, box, codes, output, picture, plain

CUPSD = shutil.which("cupsd", path="/usr/sbin:/usr/bin")


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
                ("poster-a1", "cards", 1, "not one page fits"),
                ("leaflet", "tiles", 1, "posters"),
                ("leaflet", "trifold", 1, "“trifold” alone"),
                ("leaflet", "2up:paper=a5,duplex=none", 1, None)):
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
        for design in ("poster-a4", "leaflet", "trifold"):
            result = run("render", "vneid", "--design", design, "--ink", "mono", "--out", "o",
                         cwd=self.folder)
            self.assert_exit(result, DONE)
            path = self.folder / "o/vneid" / f"vneid-{design}-mono.pdf"
            width, height, pixels = picture(path, 1, 200)
            copied = pixels.translate(threshold)
            self.assertEqual(codes(width, height, copied), codes(width, height, pixels))
            self.assertGreater(len(codes(width, height, copied)), 0)
            # Nothing is grey that would vanish or fill in: the ink stays about the same.
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


class Printing(FolderTest):
    def setUp(self):
        super().setUp()
        self.log = self.folder / "lp.log"
        fake = self.write("bin/lp", f"""#!/bin/sh
for word; do printf '%s\\n' "$word" >>"{self.log}"; done
for last; do :; done
head -c 5 "$last" >>"{self.log}"
echo >>"{self.log}"
exit ${{LP_EXIT:-0}}
""")
        fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
        self.env = {"PATH": f"{self.folder / 'bin'}:/usr/bin:/bin", "TMPDIR": str(self.folder)}

    def test_guide_on_sheets(self):
        result = run("print", "vneid", "--design", "leaflet", "--sheet", "2up", "--copies", "3",
                     "--printer", "Hội trường; rm -rf", cwd=self.folder, env=self.env)
        self.assert_exit(result, DONE)
        words = self.log.read_text("utf-8").splitlines()
        self.assertEqual(words[:9], ["-d", "Hội trường; rm -rf", "-n", "3", "-o",
                                     "sides=two-sided-short-edge", "-o", "print-scaling=none",
                                     "--"])
        self.assertEqual(words[-1], "%PDF-")
        self.assertEqual(self.files(), ["bin/lp", "lp.log"])  # Nothing is left behind.

    def test_files(self):
        run("render", "vneid", "--design", "leaflet", "--out", ".", cwd=self.folder)
        result = run("print", "vneid/vneid-leaflet.pdf", "--duplex", "long", cwd=self.folder,
                     env=self.env)
        self.assert_exit(result, DONE)
        self.assertIn("sides=two-sided-long-edge", self.log.read_text("utf-8"))
        self.assertIn("vneid/vneid-leaflet.pdf", self.files())

    def test_what_goes_wrong_is_said(self):
        self.write("not.pdf", "text")
        for words, env, code, says in (
                (["not.pdf"], {}, 1, "no PDF"),
                (["none.pdf"], {}, SYSTEM, "none.pdf"),
                ([], {}, USAGE, "say what to print"),
                (["vneid"], {}, USAGE, "add --design"),
                (["not.pdf", "vneid"], {}, USAGE, "not both"),
                (["not.pdf", "--ink", "mono"], {}, USAGE, "are for guides"),
                (["vneid", "--design", "leaflet"], {"LP_EXIT": "1"}, SYSTEM, "did not take"),
                (["vneid", "--design", "leaflet"], {"PATH": "/nowhere"}, SYSTEM, "CUPS is not on")):
            with self.subTest(words=words):
                result = run("print", *words, cwd=self.folder, env={**self.env, **env})
                self.assertIn(says, result.stderr)
                self.assert_exit(result, code)
                self.assertFalse(list(self.folder.glob("ngoso-*")))

    @unittest.skipUnless(CUPSD and os.geteuid() == 0 and shutil.which("lp"),
                         "cupsd is not here, or this is not root")
    def test_with_the_real_scheduler(self):
        """A queue of a scheduler of our own. What was handed over lies in its spool, byte for byte;
        a raw queue writes no further without the packages of filters."""
        home = self.folder / "cups"
        for name in ("spool", "cache", "run", "tmp"):
            (home / name).mkdir(parents=True)
        self.folder.chmod(0o755)
        self.write("cups/cups-files.conf", f"""User lp
Group lp
SystemGroup root
ServerRoot {home}
RequestRoot {home}/spool
CacheDir {home}/cache
StateDir {home}/run
TempDir {home}/tmp
AccessLog {home}/access
ErrorLog {home}/error
PageLog {home}/page
FileDevice Yes
""")
        self.write("cups/cupsd.conf", f"""Listen {home}/sock
Browsing Off
DefaultAuthType None
PreserveJobFiles Yes
DirtyCleanInterval 0
<Location />
Allow all
</Location>
""")
        self.write("cups/printers.conf", f"""<DefaultPrinter Hoi-truong>
DeviceURI file://{home}/printed
State Idle
Accepting Yes
</DefaultPrinter>
""")
        server = subprocess.Popen([CUPSD, "-f", "-c", home / "cupsd.conf", "-s",
                                   home / "cups-files.conf"], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            for _ in range(100):
                if (home / "sock").exists():
                    break
                time.sleep(0.1)
            env = {"CUPS_SERVER": str(home / "sock"), "TMPDIR": str(self.folder)}
            listed = run("print", "--list-printers", env=env)
            self.assertEqual(listed.stdout, "Hoi-truong\n")
            run("render", "vneid", "--design", "leaflet", "--out", ".", cwd=self.folder)
            result = run("print", "vneid/vneid-leaflet.pdf", "--duplex", "long", "--copies", "2",
                         cwd=self.folder, env=env)
            self.assert_exit(result, DONE)
            spooled = next((home / "spool").glob("d*")).read_bytes()
            self.assertEqual(spooled, (self.folder / "vneid/vneid-leaflet.pdf").read_bytes())
            job = next((home / "spool").glob("c*")).read_bytes()
            for word in (b"two-sided-long-edge", b"print-scaling"):
                self.assertIn(word, job)
        finally:
            server.terminate()
            server.wait(10)


if __name__ == "__main__":
    harness.main()
