"""Reports as PDF and pictures, read back by programs that are not ours (poppler, qpdf).

The maker writes the reports of tests/support/report_fixture.c; figures expected here are those
written there.
"""
import json
import os
import pathlib
import re
import struct
import subprocess
import tempfile
import unittest

MAKER = os.environ["NGOSO_REPORT_MAKER"]
SOURCE = pathlib.Path(os.environ["NGOSO_SOURCE"])
NAMES = ("team", "bare", "hostile")
A4_PT = (595.3, 841.9)
MARGIN_PT = 17 / 25.4 * 72


def tool(*command, binary=False):
    """A program's output; whatever it says on standard error is a failure."""
    result = subprocess.run([str(part) for part in command], capture_output=True, check=True)
    if result.stderr:
        raise AssertionError(f"{command}: {result.stderr.decode()}")
    return result.stdout if binary else result.stdout.decode("utf-8")


def words(path):
    """All text, white space and no-break spaces as one space."""
    return re.sub(r"\s+", " ", tool("pdftotext", "-raw", path, "-"))


def png_size(path):
    header = path.read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n", path
    return struct.unpack(">II", header[16:24])


class Reports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.held = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.held.name)
        made = tool(MAKER, cls.folder, SOURCE / "fonts", os.environ["NGOSO_LOCALE"])
        cls.pages = {name: int(count) for name, count in re.findall(r"(\S+) (\d+)", made)}

    @classmethod
    def tearDownClass(cls):
        cls.held.cleanup()

    def pdfs(self):
        for name, count in self.pages.items():
            with self.subTest(name=name):
                yield self.folder / f"{name}.pdf", count

    def test_all_were_made(self):
        self.assertEqual(set(self.pages), {n + s for n in NAMES for s in ("", "-mono")})

    def test_sound_and_tagged(self):
        for path, count in self.pdfs():
            self.assertIn("No syntax or stream encoding errors", tool("qpdf", "--check", path))
            info = tool("pdfinfo", path)
            self.assertRegex(info, r"Tagged: +yes")
            self.assertRegex(info, rf"Pages: +{count}\n")
            self.assertRegex(info, r"Page size: +595.\d+ x 841.\d+ pts \(A4\)")
            self.assertRegex(info, r"Author: +Tổ công nghệ số thôn Mẫu")

    def test_every_figure_is_found(self):
        text = words(self.folder / "team.pdf")
        for expected in (
                "1.186", "người làm bài (1.214 lượt)", "(khoảng 58–64 %)", "+11,4",
                "38 % 31–46 %", "86 % 79–91 %", "−0,12", "98 % 93–99 %", "13/11/2026", "0,41",
                "Cần làm ngay: Cần xem lại đáp án: người giỏi chọn phương án C nhiều hơn đáp án B.",
                "Nên xem lại: Quá dễ: gần như ai cũng đúng.", "05/11/2026 22 21",
                "Thôn Mẫu 39", "33 % 24–41 %", "−11,4", "Thôn Mẫu 1 — — dưới 5 người, không công bố — —", "¹ máy không mở",
                "Chưa có ai làm lại bài “Thanh toán không tiền mặt”.", "NGƯỜI LẬP BIỂU",
                "Đáp án câu 4 bài “Nhận ra lừa đảo” đã sửa ngày 14/11/2026"):
            self.assertIn(expected, text)
        for people in (0, 2, 5, 9, 17, 28, 41, 44, 36, 21, 11):
            self.assertRegex(text, rf"\b{people}\b")

    def test_every_page_has_its_foot(self):
        for page in range(1, self.pages["team"] + 1):
            text = tool("pdftotext", "-f", page, "-l", page, self.folder / "team.pdf", "-")
            self.assertIn(f"Trang {page} / {self.pages['team']}", text)
            self.assertIn("CHỈ DÙNG TRONG TỔ", text)
            self.assertIn("Lập ngày 21/11/2026", text)
        self.assertNotIn("CHỈ DÙNG TRONG TỔ", words(self.folder / "bare.pdf"))

    def test_structure(self):
        tree = tool("pdfinfo", "-struct", self.folder / "team.pdf")
        for element, least in (("H1 ", 1), ("H2 ", 8), ("Table ", 6), ("TH:", 20), ("TD", 200),
                               ("Figure:", 2)):
            self.assertGreaterEqual(len(re.findall(rf"(?m)^ +{element}", tree)), least, element)

    def test_charts_have_words(self):
        """The alternative text of each figure is its section's sentence."""
        objects = json.loads(tool("qpdf", "--json", "--json-key=qpdf", self.folder / "team.pdf"))
        texts = set(re.findall(r'"/Alt": "u:([^"]+)"', json.dumps(objects, ensure_ascii=False)))
        self.assertEqual(texts, {"Đông nhất là thứ năm; chủ nhật máy không mở.",
                                 "Một nửa số lượt đúng từ 6 đến 8 câu trên 10."})

    def test_all_words_lie_in_the_text_area(self):
        for path, _ in self.pdfs():
            boxes = re.findall(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" '
                               r'yMax="([-\d.]+)"', tool("pdftotext", "-bbox", path, "-"))
            self.assertTrue(boxes)
            for box in boxes:
                left, top, right, bottom = map(float, box)
                self.assertGreaterEqual(left, MARGIN_PT - 1, path.name)
                self.assertLessEqual(right, A4_PT[0] - MARGIN_PT + 1, path.name)
                self.assertGreaterEqual(top, 0)
                self.assertLessEqual(bottom, A4_PT[1])

    def test_one_colour_is_black(self):
        for name in NAMES:
            data = tool("pdftoppm", "-r", 40, self.folder / f"{name}-mono.pdf", binary=True)
            for pixels in re.split(rb"P6\n\d+ \d+\n255\n", data)[1:]:
                self.assertEqual(pixels[0::3], pixels[1::3])
                self.assertEqual(pixels[0::3], pixels[2::3])

    def test_one_colour_takes_little_toner(self):
        """Bars are hatched: less than a twelfth of a page is black."""
        data = tool("pdftoppm", "-gray", "-r", 150, self.folder / "team-mono.pdf", binary=True)
        for pixels in re.split(rb"P5\n\d+ \d+\n255\n", data)[1:]:
            self.assertLess(sum(255 - p for p in pixels), 255 * len(pixels) / 12)

    def test_pictures_for_the_phone(self):
        for name in NAMES:
            pictures = sorted(self.folder.glob(f"{name}-[0-9][0-9].png"))
            self.assertTrue(pictures)
            self.assertEqual(pictures[-1].name, f"{name}-{len(pictures):02}.png")
            for path in pictures:
                width, height = png_size(path)
                self.assertEqual(width, 1240, path.name)
                self.assertTrue(200 < height <= 2300, (path.name, height))

    def test_nothing_unfinished_is_left(self):
        self.assertEqual([p.name for p in self.folder.iterdir() if p.suffix not in (".pdf", ".png")],
                         [])

    def test_a_missing_folder_is_an_error(self):
        result = subprocess.run([MAKER, self.folder / "none", SOURCE / "fonts",
                                 os.environ["NGOSO_LOCALE"]], capture_output=True, check=False)
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"none/team.pdf", result.stderr)


if __name__ == "__main__":
    unittest.main()
