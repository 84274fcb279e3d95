"""Files for print shops: each demand of PDF/X-1a:2003 that a file can break, found by qpdf; and what
ghostscript, an independent renderer that separates and overprints, lays on the four plates."""
import base64
import json
import re
import struct
import unittest
import xml.etree.ElementTree
import zlib

import harness
from harness import DONE, FolderTest, run
from pages import MM, box, codes, output, picture

DPI = 100
BLED_MM = 9  # From the edge of the paper to the bleed.
PLATES = ("cyan", "magenta", "yellow", "black")

# ISO 15930-4 and PDF 1.4: operators with colour but grey, CMYK and the separation All are not here.
OPERATORS = set("""q Q cm w J j M d gs m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tf
Tr Ts Td TD Tm T* Tj TJ ' " g G k K cs CS scn SCN Do BMC BDC EMC""".split())
TOKEN = re.compile(rb"""\((?:\\.|[^\\()])*\)|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]]|/[^\s()<>\[\]/%]*
|[-+.\d][-+.\dEe]*|[A-Za-z'"*][A-Za-z0-9'"*]*""", re.X | re.S)
# What a catalog, page, picture or state of PDF/X may not have, and filters it does not know.
NEVER = {"/AA", "/OpenAction", "/AcroForm", "/JavaScript", "/JS", "/URI", "/Annots", "/Group", "/SMask",
         "/TR", "/TR2", "/HT", "/HTP", "/BM", "/CA", "/ca", "/Alternates", "/OPI", "/EmbeddedFiles",
         "/EF", "/Encrypt", "/PS", "/ArtBox", "/OCProperties", "/Duplex", "/PrintScaling",
         "/SeparationInfo", "/PresSteps", "/Threads"}
FILTERS = {"/FlateDecode", "/DCTDecode"}


def png(kind, width, height, rows):
    """A PNG of kind 0 (grey) or 2 (colour)."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) +
            chunk(b"IEND", b""))


def walk(value):
    """Every dictionary within a JSON value."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from walk(part)
    elif isinstance(value, list):
        for part in value:
            yield from walk(part)


class Document:
    """A PDF's objects, as qpdf tells them."""

    def __init__(self, path):
        told = json.loads(output("qpdf", "--json=2", "--json-stream-data=inline",
                                 "--decode-level=generalized", path))
        self.objects = told["qpdf"][1]
        self.trailer = self.objects.pop("trailer")["value"]
        self.streams = [o["stream"] for o in self.objects.values() if "stream" in o]
        self.dicts = [d for o in self.objects.values()
                      for d in walk(o.get("value", o.get("stream", {}).get("dict")))]
        self.catalog = self.get(self.trailer["/Root"])
        self.info = self.get(self.trailer["/Info"])

    def get(self, value):
        if isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            found = self.objects["obj:" + value]
            return found.get("value", found.get("stream"))
        return value

    def of_type(self, name):
        return [d for d in self.dicts if d.get("/Type") == name]


def bytes_of(stream):
    return base64.b64decode(stream["data"])


class Plates:
    """A page as gs separates it: four bytes a pixel."""

    def __init__(self, path, page, *options):
        data = output("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pamcmyk32",
                      f"-r{DPI}", f"-dFirstPage={page}", f"-dLastPage={page}", *options,
                      "-sOutputFile=-", path)
        head, self.pixels = data.split(b"ENDHDR\n", 1)
        self.width, self.height = (int(re.search(rb"%s (\d+)" % name, head)[1])
                                   for name in (b"WIDTH", b"HEIGHT"))

    def inside(self):
        """Of the bleed."""
        edge = round(BLED_MM / 25.4 * DPI) + 1
        return b"".join(self.pixels[(y * self.width + edge) * 4:((y + 1) * self.width - edge) * 4]
                        for y in range(edge, self.height - edge))

    def colours(self):
        inside = self.inside()
        return set(zip(*(inside[plate::4] for plate in range(4))))


class PrintShop(FolderTest):
    def render(self, guide, design="leaflet", *options):
        result = run("render", guide, "--design", design, "--sheet", "print-shop", *options, "--out",
                     "o", cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertEqual(result.stderr, "")
        self.assertIn("PDF/X-1a:2003", result.stdout)
        name = str(guide).rsplit("/", maxsplit=1)[-1].removesuffix(".yaml")
        path = self.folder / f"o/{name}/{name}-{design}-print-shop.pdf"
        self.assertIn(b"No syntax or stream encoding errors", output("qpdf", "--check", path))
        return path

    def pictured(self):
        """A guide whose steps have a colour PNG, a grey PNG and a colour JPEG."""
        ramp = [bytes(v for x in range(60) for v in (x * 4, 255 - y * 6, y * 6)) for y in range(40)]
        self.write("colour.png", png(2, 60, 40, ramp))
        self.write("grey.png", png(0, 60, 40, [bytes(range(0, 240, 4))] * 40))
        run("render", "fraud", "--design", "leaflet", "--out", "plain", cwd=self.folder)
        self.write("colour.jpg", output("pdftoppm", "-jpeg", "-r", 20, "-singlefile",
                                        self.folder / "plain/fraud/fraud-leaflet.pdf"))
        text = (harness.SOURCE / "guides/fraud.yaml").read_text("utf-8")
        for name, icon in (("colour.png", "hand-palm"), ("grey.png", "phone-disconnect"),
                           ("colour.jpg", "phone-call")):
            line = f"    icon: {icon}\n"
            self.assertIn(line, text)
            text = text.replace(line, f"{line}    picture: {name}\n    picture_alt: Một ảnh\n", 1)
        steps = re.search(r"^steps:\n((?:  .*\n)+)", text, re.M)[1]
        kept = steps.split("  - text: ", 4)[1:4]  # There is no room for more.
        text = text.replace(steps, "".join(f"  - text: {step}" for step in kept))
        return self.render(self.write("fraud.yaml", text))

    def assert_box(self, path, name, left, top, width, height, page=1):
        """In mm."""
        for is_mm, should in zip(box(path, name, page), (left, top, left + width, top + height)):
            self.assertAlmostEqual(is_mm / MM, should, delta=0.02)

    def test_boxes_and_bleed(self):
        path = self.render("fraud")
        for page in (1, 2):
            self.assert_box(path, "MediaBox", 0, 0, 148 + 24, 210 + 24, page)
            self.assert_box(path, "TrimBox", 12, 12, 148, 210, page)
            self.assert_box(path, "BleedBox", 9, 9, 154, 216, page)
        # The ground reaches to the end of the bleed, and no further.
        width, height, pixels = picture(path, 1, DPI)
        row = pixels[round(20 / 25.4 * DPI) * width:][:width]
        dark = [x for x, value in enumerate(row) if value < 160]
        self.assertAlmostEqual(dark[0] / DPI * 25.4, 9, delta=0.4)
        self.assertAlmostEqual(dark[-1] / DPI * 25.4, 163, delta=0.4)
        self.assertTrue(codes(*picture(path, 1, 200)))

    def check_conformance(self, path):
        """What ISO 15930-4 asks of a file; fonts and colours below."""
        data = path.read_bytes()
        self.assertTrue(data.startswith(b"%PDF-1.4\n"))
        self.assertIn(b"\ntrailer\n", data)
        d = Document(path)
        for name in ("/ObjStm", "/XRef", "/Action", "/Annot", "/Filespec"):
            self.assertEqual(d.of_type(name), [])
        for each in d.dicts:
            self.assertFalse(NEVER & set(each), each)
            if "/Filter" in each:
                self.assertLessEqual(set(each["/Filter"] if isinstance(each["/Filter"], list)
                                         else [each["/Filter"]]), FILTERS)
        self.assertEqual(len(d.trailer["/ID"]), 2)
        for key in ("/Title", "/CreationDate", "/ModDate", "/Creator", "/Producer"):
            self.assertGreater(len(d.info[key]), len("u:"))
        self.assertEqual(d.info["/GTS_PDFXVersion"], "u:PDF/X-1a:2003")
        self.assertEqual(d.info["/Trapped"], "/False")
        intent, = (d.get(each) for each in d.get(d.catalog["/OutputIntents"]))
        self.assertEqual(intent["/S"], "/GTS_PDFX")
        self.assertEqual(intent["/OutputConditionIdentifier"], "u:FOGRA39")
        self.assertEqual(intent["/RegistryName"], "u:http://www.color.org")
        self.assertGreater(len(intent["/Info"]), len("u:"))
        self.check_xmp(d)
        return d

    def check_xmp(self, d):
        """Says the same as Info, and claims nothing else."""
        root = xml.etree.ElementTree.fromstring(bytes_of(d.get(d.catalog["/Metadata"])))
        found = {e.tag: "".join(e.itertext()).strip() for e in root.iter()}
        self.assertEqual(found["{http://ns.adobe.com/pdfx/1.3/}GTS_PDFXVersion"], "PDF/X-1a:2003")
        self.assertEqual(found["{http://ns.adobe.com/pdf/1.3/}Trapped"], "False")
        self.assertEqual("u:" + found["{http://purl.org/dc/elements/1.1/}title"], d.info["/Title"])
        self.assertEqual("u:" + found["{http://ns.adobe.com/pdf/1.3/}Producer"],
                         d.info["/Producer"])
        date = re.sub(r"[-:TZ]", "", found["{http://ns.adobe.com/xap/1.0/}CreateDate"])
        self.assertEqual(f"u:D:{date}Z", d.info["/CreationDate"])
        self.assertFalse([tag for tag in found if "pdfa" in tag or "pdfua" in tag])

    def check_pages(self, d):
        for page in d.of_type("/Page"):
            outer, middle, inner = (page[key] for key in ("/MediaBox", "/BleedBox", "/TrimBox"))
            for a, b in ((outer, middle), (middle, inner)):
                self.assertTrue(a[0] <= b[0] < b[2] <= a[2] and a[1] <= b[1] < b[3] <= a[3])
            contents = d.get(page["/Contents"])
            parts = contents if isinstance(contents, list) else [page["/Contents"]]
            for part in parts:
                self.check_operators(bytes_of(d.get(part)))

    def check_operators(self, content):
        at = 0
        for found in TOKEN.finditer(content):
            self.assertEqual(content[at:found.start()].strip(), b"")
            at = found.end()
            word = found[0].decode("latin-1")
            if word[0].isalpha() or word in "'\"":
                self.assertIn(word, OPERATORS)
        self.assertEqual(content[at:].strip(), b"")
        self.assertLessEqual(set(re.findall(rb"(/\S+) (?:cs|CS)\s", content)), {b"/All"})

    def check_colours(self, d):
        for each in d.dicts:
            for space in (each.get("/ColorSpace"),):
                if isinstance(space, dict):
                    self.assertEqual(list(space), ["/All"])
                    self.assertEqual(space["/All"][:3], ["/Separation", "/All", "/DeviceCMYK"])
                elif space is not None:
                    self.assertIn(space, ("/DeviceGray", "/DeviceCMYK"))

    def check_fonts(self, d):
        for descriptor in d.of_type("/FontDescriptor"):
            self.assertIn("/FontFile2", descriptor)
        below = [f for f in d.of_type("/Font") if f["/Subtype"] == "/CIDFontType2"]
        self.assertGreater(len(below), 0)
        self.assertEqual({f["/Subtype"] for f in d.of_type("/Font")}, {"/CIDFontType2", "/Type0"})
        for font in below:
            self.assertEqual(d.get(font["/FontDescriptor"])["/Type"], "/FontDescriptor")
            self.assertIn("/CIDToGIDMap", font)

    def test_every_demand_of_the_standard(self):
        for name, make in (("leaflet", lambda: self.render("vietqr")),
                           ("poster", lambda: self.render("vneid", "poster-a4")),
                           ("pictures", self.pictured)):
            with self.subTest(name):
                d = self.check_conformance(make())
                self.check_pages(d)
                self.check_colours(d)
                self.check_fonts(d)

    def test_pictures_leave_rgb(self):
        d = Document(self.pictured())
        pictures = [s for s in d.streams if s["dict"].get("/Subtype") == "/Image"]
        spaces = sorted(p["dict"]["/ColorSpace"] for p in pictures)
        self.assertEqual(spaces, ["/DeviceCMYK", "/DeviceCMYK", "/DeviceGray"])
        ramp, = (p for p in pictures if p["dict"]["/ColorSpace"] == "/DeviceCMYK"
                 and p["dict"]["/Width"] == 60)
        inks = bytes_of(ramp)
        self.assertEqual(len(inks), 60 * 40 * 4)
        # Red 0, green 255, blue 0 at the top left; red 236, green 21, blue 234 at the bottom right.
        self.assertEqual(tuple(inks[:4]), (255, 0, 255, 0))
        self.assertEqual(tuple(inks[-4:]), (0, 215, 2, 19))
        for c, m, y, k in zip(*(inks[i::4] for i in range(4))):
            self.assertEqual(min(c, m, y), 0)  # What is grey in a pixel is black alone.

    def test_ink_stays_under_300_percent(self):
        """At every pixel, one guide of each subject's colours; and grounds that carry black text."""
        for guide in ("vneid", "vietqr", "traceability", "e-commerce", "fraud", "storms"):
            for page in (1, 2):
                colours = Plates(self.render(guide), page).colours()
                most = max(map(sum, colours)) / 255
                with self.subTest(guide=guide, page=page):
                    self.assertLess(most, 3)
        self.assertLess(max(map(sum, Plates(self.pictured(), 2).colours())) / 255, 3)

    def test_black_text_overprints(self):
        """Where black letters stand, the other plates are what they would be without letters; those
        in 85 % black too."""
        path = self.render("fraud", "poster-a4")
        whole, bare = Plates(path, 1), Plates(path, 1, "-dFILTERTEXT")
        on_colour = on_paper = grey_on_colour = 0
        for at in range(3, len(whole.pixels), 4):
            if whole.pixels[at] >= 0.8 * 255 and bare.pixels[at] < whole.pixels[at]:
                self.assertEqual(whole.pixels[at - 3:at], bare.pixels[at - 3:at])
                coloured = any(bare.pixels[at - 3:at])
                on_colour += coloured
                grey_on_colour += coloured and whole.pixels[at] < 255
                on_paper += not coloured
        self.assertGreater(on_colour, 500)
        self.assertGreater(grey_on_colour, 500)
        self.assertGreater(on_paper, 500)

    def test_marks_are_on_all_plates(self):
        plates = Plates(self.render("fraud"), 1)
        edge = round((BLED_MM - 0.3) / 25.4 * DPI)
        middle = plates.width // 2
        for plate, name in enumerate(PLATES):
            one = plates.pixels[plate::4]
            top = one[:edge * plates.width]
            left = b"".join(one[y * plates.width:y * plates.width + edge]
                            for y in range(plates.height))
            with self.subTest(plate=name):
                self.assertGreater(top.count(255), 100)
                self.assertEqual(top, plates.pixels[3::4][:edge * plates.width])
                self.assertGreater(left.count(255), 100)
                # The cross of the registration mark in the middle.
                self.assertIn(255, one[edge // 2 * plates.width:][middle - 3:middle + 4])


if __name__ == "__main__":
    harness.main()
