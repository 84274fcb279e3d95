"""The handbook as a reader of the PDF finds it: poppler its words, qpdf its objects, zbar its codes."""
import functools
import json
import pathlib
import re
import shutil
import tempfile
import unittest

import yaml

import harness
from harness import DONE, PROBLEMS, USAGE, FolderTest, run
from pages import box, codes, output, picture, plain

TYPE_MIN_PT = 9


def load(path):
    return yaml.safe_load(harness.filled(path.read_text("utf-8")))


def words_of(path, page, *options):
    return output("pdftotext", "-f", page, "-l", page, *options, path, "-").decode("utf-8")


def placed_words(path):
    """For each page, from 1: left, top, right, bottom in points, and the word."""
    pages = [[]]
    for line in output("pdftotext", "-bbox", path, "-").decode("utf-8").splitlines():
        if "<page " in line:
            pages.append([])
        word = re.search(r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">'
                         r"(.*)</word>", line)
        if word:
            pages[-1].append((*map(float, word.groups()[:4]), word[5]))
    return pages


def squeezed(text):
    return re.sub(r"[\s\u00a0]+", " ", text).strip()


def is_there(text, wording):
    """As whole words, whatever the capitals."""
    return re.search(rf"(?<!\w){re.escape(wording.lower())}(?!\w)", text.lower()) is not None


class Made(unittest.TestCase):
    """The whole Vietnamese book, made once for each paper."""

    folder = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="ngoso-e2e-"))
        cls.book = load(harness.GUIDES / "handbook.yaml")
        cls.guides = [load(harness.GUIDES / f"{guide['id']}.yaml")
                      for chapter in cls.book["chapters"] for guide in chapter["guides"]]

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    @classmethod
    @functools.lru_cache(None)
    def made(cls, *options):
        result = run("handbook", "--out", cls.folder, *options, cwd=cls.folder, lang="vi")
        assert result.returncode == DONE, result.stderr
        # A word of the index may lose its last guide while texts are being written.
        assert "error" not in result.stderr and "lỗi" not in result.stderr, result.stderr
        return pathlib.Path(result.stdout.split(": ")[0])

    @classmethod
    @functools.lru_cache(None)
    def page_words(cls, *options):
        """Text of each page, from 1, as it is read aloud."""
        path = cls.made(*options)
        text = output("pdftotext", "-raw", path, "-").decode("utf-8")
        return [""] + [squeezed(page) for page in text.split("\f")[:-1]]

    def titles_at(self, *options):
        """Page of each guide: where its title and its benefit stand together."""
        pages = self.page_words(*options)
        at = {}
        for guide in self.guides:
            benefit = squeezed(guide["benefit"].replace("**", ""))
            found = [n for n, text in enumerate(pages) if guide["title"] in text and benefit in text]
            self.assertEqual(len(found), 1, guide["id"])
            at[guide["id"]] = found[0]
        return at

    def test_is_a_sound_tagged_pdf_of_whole_sheets(self):
        for paper, width in (("a6", 105), ("a5", 148)):
            path = self.made("--paper", paper)
            self.assertIn(b"No syntax or stream encoding errors", output("qpdf", "--check", path))
            self.assertEqual((len(self.page_words("--paper", paper)) - 1) % 4, 0)
            self.assertAlmostEqual(box(path, "MediaBox")[2] / 72 * 25.4, width, delta=0.02)
            structure = output("pdfinfo", "-struct", path).decode()
            for role in ("TOC", "TOCI", "Reference", "Index", "Link", "H1", "H2", "H3"):
                self.assertRegex(structure, rf"(?m)^ *{role}\b")

    def test_folds_as_one_booklet(self):
        self.assertLessEqual(len(self.page_words("--paper", "a6")) - 1, 80)

    def test_contents_name_the_pages_where_guides_stand(self):
        for paper in ("a6", "a5"):
            at = self.titles_at("--paper", paper)
            contents = " ".join(self.page_words("--paper", paper)[2:4])
            for guide in self.guides:
                self.assertIn(f"{guide['title']} {at[guide['id']]} ", contents + " ")

    def test_page_numbers_are_those_of_the_pages(self):
        path = self.made("--paper", "a6")
        pages = placed_words(path)
        for number, words in list(enumerate(pages))[2:-1]:
            foot = [word for word in words if word[1] > 390]
            self.assertEqual([word[4] for word in foot], [str(number)])
            self.assertEqual(foot[0][0] > 298 / 2, number % 2 == 1)

    def test_index_names_pages_that_have_the_words(self):
        heads = [chapter["title"] for chapter in self.book["chapters"]]
        pages = [functools.reduce(lambda text, head: text.replace(head, "", 1), heads, text)
                 for text in self.page_words("--paper", "a6")]
        at = sorted(self.titles_at("--paper", "a6").values())
        first = next(n for n, text in enumerate(pages) if n > 4 and "Bảng tra từ" in text)
        spans = list(zip(at, at[1:] + [first]))
        index = " ".join(pages[first:first + 4])
        for term in self.book["index"]:
            wordings = [term["term"], *term.get("also", [])]
            expected = []
            for begin, end in spans:
                found = [n for n in range(begin, end)
                         if any(is_there(pages[n], str(w)) for w in wordings)]
                expected += found[:1]
            wanted = ", ".join(map(str, expected))
            if wanted:
                self.assertIn(f"{term['term']} {wanted}", index)

    def test_index_is_in_vietnamese_order(self):
        text = output("pdftotext", "-raw", self.made("--paper", "a6"), "-").decode("utf-8")
        letters = re.findall(r"(?m)^\f?([A-ZĐÂĂÊÔƠƯ]|0–9)$", text[text.rindex("Bảng tra từ"):])
        order = ["0–9", *"AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVX"]
        self.assertGreater(len(letters), 10)
        self.assertEqual(letters, sorted(letters, key=order.index))

    def test_links_lead_to_the_pages_they_name(self):
        path = self.made("--paper", "a6")
        data = json.loads(output("qpdf", "--json=1", "--json-key=objects", "--json-key=pages", path))
        objects = data["objects"]
        number = {page["object"]: i + 1 for i, page in enumerate(data["pages"])}
        names = next(o["/Names"] for o in objects.values()
                     if isinstance(o, dict) and o.get("/Type") == "/Catalog")
        names = objects.get(names, names) if isinstance(names, str) else names
        flat = names["/Dests"]["/Names"]
        places = {name: number[target[0]] for name, target in zip(flat[::2], flat[1::2])}
        words, links = placed_words(path), 0
        for page in data["pages"]:
            boxes = objects[page["object"]].get("/Annots", [])
            for annotation in (objects[a] for a in boxes):
                if "/Dest" not in annotation:
                    continue
                left, bottom, right, top = annotation["/Rect"]
                height = objects[page["object"]]["/MediaBox"][3]
                inside = [word[4] for word in words[number[page["object"]]]
                          if left - 1 < word[0] < right and
                          height - top < (word[1] + word[3]) / 2 < height - bottom]
                self.assertEqual(inside[-1].strip(","), str(places[annotation["/Dest"]]))
                links += 1
        self.assertGreater(links, 150)

    def test_cross_references_name_the_page(self):
        pages, at = self.page_words("--paper", "a5"), self.titles_at("--paper", "a5")
        titles = {g["id"]: g.get("short_title", g["title"]) for g in self.guides}
        for chapter in self.book["chapters"]:
            for guide in chapter["guides"]:
                text = " ".join(pages[at[guide["id"]]:at[guide["id"]] + 4])
                for other in guide.get("see", []):
                    self.assertIn(f"{titles[other]}, xem trang {at[other]}", text)

    def test_every_code_is_read_at_its_printed_size(self):
        path = self.made("--paper", "a6", "--ink", "mono")
        wanted = sum(2 if code["kind"] == "app" else 1 for g in self.guides for code in g["qr"])
        read = []
        for page in range(1, len(self.page_words("--paper", "a6", "--ink", "mono"))):
            read += codes(*picture(path, page, 200))
        self.assertEqual(len(read), wanted)
        for guide in self.guides:
            for code in guide["qr"]:
                if code["kind"] == "link":
                    self.assertIn(code["value"], read)

    def test_nothing_is_smaller_than_can_be_read(self):
        zoom = 3 # The most that pdftohtml does.
        text = output("pdftohtml", "-xml", "-i", "-stdout", "-zoom", zoom,
                      self.made("--paper", "a6")).decode("utf-8")
        sizes = [int(size) for size in re.findall(r'<fontspec id="\d+" size="(\d+)"', text)]
        self.assertGreaterEqual(min(sizes), TYPE_MIN_PT * zoom)

    def test_booklet_has_pages_where_folding_brings_them(self):
        """Two books on an A4, one above the other, each to fold by itself."""
        path = self.made("--paper", "a6", "--sheet", "booklet")
        pages = self.page_words("--paper", "a6")
        count = len(pages) - 1
        self.assertAlmostEqual(box(path, "MediaBox")[2] / 72 * 25.4, 210, delta=0.02)
        sides = output("pdftotext", path, "-").decode("utf-8").split("\f")[:-1]
        self.assertEqual(len(sides), count // 2)
        width, height = 298, 421
        for side in (0, 1, 2, len(sides) - 1):
            sheet, back = divmod(side, 2)
            left = 2 * sheet + 2 if back else count - 2 * sheet
            right = count - 1 - 2 * sheet if back else 2 * sheet + 1
            for row in range(2):
                for half, page in ((0, left), (1, right)):
                    words = words_of(path, side + 1, "-raw", "-r", 72, "-x", half * width, "-y",
                                     row * height, "-W", width, "-H", height)
                    self.assertEqual(sorted(squeezed(words).split()), sorted(pages[page].split()))
        text = plain(path)
        self.assertIn("/Duplex /DuplexFlipLongEdge", text)
        self.assertIsNone(re.search(r"/Dests? ", text))


class Asked(FolderTest):
    def handbook(self, *arguments, lang="vi"):
        return run("handbook", *arguments, cwd=self.folder, lang=lang)

    def test_english(self):
        for arguments, lang in ((["fraud-en", "vneid-en"], "vi"), ([], "en")):
            self.assert_exit(self.handbook(*arguments, lang=lang), DONE)
            words = output("pdftotext", self.folder / "out/handbook/handbook-en-a6.pdf", "-").decode()
            for word in ("Contents", "How to use this book", "Look up a word", "Whom to call"):
                self.assertIn(word, words)
            self.assertNotRegex(words, "Mục lục|xem trang")

    def test_some_guides_in_the_order_of_the_book(self):
        own = harness.filled((harness.GUIDES / "sim.yaml").read_text("utf-8"))
        self.write("cua-minh.yaml", own.replace("id: sim\n", "id: cua-minh\n")
                   .replace("title: SIM đứng tên chính mình", "title: Bài của thôn"))
        result = self.handbook("fraud", "./cua-minh.yaml", "vneid", "--ink", "mono")
        self.assert_exit(result, DONE)
        words = output("pdftotext", "-raw", self.folder / "out/handbook/handbook-a6-mono.pdf",
                       "-").decode("utf-8")
        places = [words.index(t) for t in ("Kích hoạt VNeID mức 2", "Bài của thôn",
                                           "Tránh bị lừa qua mạng")]
        self.assertEqual(places, sorted(places))
        self.assertNotIn("xem trang 0", words)

    def test_whose_book_it_is(self):
        shutil.copy(pathlib.Path(__file__).parent / "commune.yaml", self.folder / "commune.yaml")
        self.assert_exit(self.handbook("vneid", "sim"), DONE)
        commune = load(self.folder / "commune.yaml")
        cover = squeezed(words_of(self.folder / "out/handbook/handbook-a6.pdf", 1))
        self.assertIn(commune["name"], cover)
        self.assertIn("21/11/2026", cover)

    def test_a_checklist_has_its_stages_and_every_box(self):
        self.assert_exit(self.handbook("door-to-door"), DONE)
        words = squeezed(output("pdftotext", self.folder / "out/handbook/handbook-a6.pdf", "-")
                         .decode("utf-8"))
        self.assertNotIn("Bác chuẩn bị", words)  # The reader is a member of the team.
        for step in load(harness.GUIDES / "door-to-door.yaml")["steps"]:
            for text in [step["text"], *step["checks"]]:
                self.assertIn(squeezed(text.replace("**", "")), words)

    def test_problems_are_told_and_nothing_is_made(self):
        book = ("title: Sổ của thôn\nchapters:\n  - title: Một\n    icon: house\n"
                "    subject: local\n    guides:\n      - id: vneidd\n")
        self.write("so.yaml", book)
        result = self.handbook("--book", "so.yaml", lang="en")
        self.assert_exit(result, PROBLEMS)
        self.assertIn("so.yaml:7:13: error[H055]", result.stderr)
        self.assertIn("did you mean «vneid»", result.stderr)
        mixed = self.handbook("vneid", "fraud-en", lang="en")
        self.assert_exit(mixed, PROBLEMS)
        self.assertIn("error[H056]", mixed.stderr)
        long_title = "Quyển " + "sổ tay dài dằng dặc " * 3
        self.write("dai.yaml", book.replace("Sổ của thôn", long_title).replace("vneidd", "vneid"))
        result = self.handbook("--book", "dai.yaml", lang="en")
        self.assert_exit(result, PROBLEMS)
        self.assertRegex(result.stderr, r"dai.yaml:1:\d+: error\[")
        self.assertEqual([f for f in self.files() if "handbook" in f], [])

    def test_a_word_that_no_guide_has_is_a_warning(self):
        self.write("so.yaml", "title: Sổ của thôn\nchapters:\n  - title: Một\n    icon: house\n"
                   "    subject: local\n    guides:\n      - id: vneid\n"
                   "index:\n  - term: passcode\n  - term: máy gặt\n"
                   "  - term: passcod\n  - term: asscode\n")
        result = self.handbook("--book", "so.yaml", lang="en")
        self.assert_exit(result, DONE)
        self.assertIn("so.yaml:10:11: warning[D010]", result.stderr)
        self.assertNotIn("“passcode”", result.stderr)
        for part in ("“passcod”", "“asscode”"):  # Parts of words are not found.
            self.assertIn(part, result.stderr)

    def test_wrong_usage(self):
        for arguments, said in ((["vneidd"], "did you mean “vneid”"),
                                (["--paper", "a4"], "a6"),
                                (["--sheet", "trifold", "vneid"], "trifold"),
                                (["--book", "khong-co.yaml"], "khong-co.yaml")):
            result = self.handbook(*arguments, lang="en")
            self.assertIn(result.returncode, (USAGE, PROBLEMS), result.stderr)
            self.assertIn(said, result.stderr)
            self.assertEqual(self.files(), [])


if __name__ == "__main__":
    harness.main()
