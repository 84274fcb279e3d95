"""The report page in a real browser: opens, sorts, filters, prints, reaches nothing, bars nobody.

Keys are pressed as a person presses them. Accessibility is judged by axe-core (axe/README.md), which
is run inside the page over the debugger and so is not subject to the page's own policy.
"""
import os
import pathlib
import subprocess
import tempfile
import unittest

from browser import Browser

HERE = pathlib.Path(__file__).parent
NAMES = ("team", "team-en", "bare", "hostile")
VILLAGES = "#villages tbody tr:not(.filtered)"

folder = tempfile.TemporaryDirectory(prefix="ngoso-page-")
FILES = pathlib.Path(folder.name)
browser = None


def setUpModule():
    global browser
    subprocess.run([os.environ["NGOSO_WRITE_FILES"], str(FILES), os.environ["NGOSO_LOCALE"],
                    os.environ["NGOSO_FONTS"]], check=True, timeout=60)
    browser = Browser().__enter__()


def tearDownModule():
    if browser:
        browser.__exit__()
    folder.cleanup()


def page(name):
    return FILES / f"{name}.html"


def shown(selector, what="textContent"):
    """Of the elements that are to be seen."""
    return browser.run(f"[...document.querySelectorAll({selector!r})]"
                       f".filter(e => e.getClientRects().length).map(e => e.{what})")


def column(number, rows=VILLAGES):
    """The shown figures of a column, top to bottom."""
    return shown(f"{rows} > :nth-child({number}) .v")


def status():
    """What the live region says, once it has settled."""
    return browser.run("new Promise(f => setTimeout("
                       "() => f(document.getElementById('ngoso-count').textContent), 300))")


def focus(selector):
    browser.run(f"document.querySelector({selector!r}).focus()")


def enter():
    browser.press("Enter", "\r", 13)


def sort_button(number, section="villages"):
    return f"#{section} thead th:nth-child({number}) button"


class Opens(unittest.TestCase):
    def test_quietly_and_alone(self):
        for name in NAMES:
            for features in ({}, {"prefers-color-scheme": "dark"}):
                browser.open(page(name), features=features)
                self.assertEqual(browser.complaints(), [], name)
                self.assertEqual(browser.requests(), [page(name).resolve().as_uri()], name)

    def test_policy_stops_what_is_slipped_in(self):
        """Escaping is the first wall; this is the second. Also shows that complaints() can see."""
        text = page("team").read_text("utf-8")
        evil = ('<img src="http://mau.invalid/x.png" onerror="window.evil=1">'
                '<script>window.evil = 1</script><p id="red" style="color: red">x</p>')
        broken = FILES / "evil.html"
        broken.write_text(text.replace("<main", evil + "<main", 1), "utf-8")
        browser.open(broken)
        self.assertIsNone(browser.run("window.evil"))
        self.assertEqual(browser.run("getComputedStyle(document.getElementById('red')).color"),
                         browser.run("getComputedStyle(document.body).color"))
        self.assertGreaterEqual(len(browser.complaints()), 3)

    def test_hostile_words_stay_words(self):
        browser.open(page("hostile"))
        self.assertEqual(browser.run("document.querySelector('h1').textContent"),
                         '</title><script>alert("tiêu đề")</script>')
        self.assertEqual(browser.run("document.querySelectorAll('img').length"), 0)

    def test_without_script_all_is_readable(self):
        browser.open(page("team"))
        with_script = shown("main .v")
        browser.open(page("team"), script=False)
        self.assertEqual(browser.run("document.querySelectorAll('thead button').length"), 0)
        self.assertEqual(shown("main .v"), with_script)
        self.assertEqual(shown("#ngoso-tools"), [])

    def test_nothing_sticks_out_at_any_width(self):
        for name in ("team", "hostile"):
            for width in (320, 768, 1024, 1920):
                browser.open(page(name), width=width)
                self.assertLessEqual(browser.run("document.documentElement.scrollWidth"), width,
                                     f"{name} at {width}")


class Sorts(unittest.TestCase):
    def setUp(self):
        browser.open(page("team"))

    def test_by_number_and_missing_last(self):
        focus(sort_button(2))
        own = column(2)
        enter()
        figures = column(2)
        known = [int(v) for v in figures if v != "—"]
        self.assertEqual(known, sorted(known))
        self.assertEqual(figures[len(known):], ["—"] * 5)
        self.assertEqual(status(), "xếp theo “Người”, từ nhỏ đến lớn")
        enter()
        known = [int(v) for v in column(2) if v != "—"]
        self.assertEqual(known, sorted(known, reverse=True))
        self.assertEqual(column(2)[-5:], ["—"] * 5)
        enter()
        self.assertEqual(column(2), own)

    def test_says_so(self):
        focus(sort_button(3))
        for expected in ("ascending", "descending", None):
            enter()
            self.assertEqual(browser.run(
                "document.querySelector('#villages thead th:nth-child(3)').getAttribute('aria-sort')"),
                expected)
        self.assertEqual(browser.run("document.activeElement.tagName"), "BUTTON")

    def test_by_vietnamese_words(self):
        """Đ after D, tone marks in their order, numbers as numbers: Thôn Mẫu 2 before 10."""
        focus(sort_button(1))
        enter()
        names = column(1)
        self.assertTrue(names[0].startswith("Khu phố Mẫu"))
        self.assertEqual(names[1:4], ["Thôn Mẫu 1", "Thôn Mẫu 2", "Thôn Mẫu 3"])
        self.assertEqual(names[-1], "Thôn Mẫu 40")

    def test_minus_sorts_below_nought(self):
        focus(sort_button(4))
        enter()
        self.assertEqual(column(4)[:2], ["−12,0", "−11,4"])

    def test_dates(self):
        focus(sort_button(6, "questions"))
        enter()
        self.assertEqual(column(6, "#questions tbody tr:not(.filtered)"),
                         ["03/11/2026", "13/11/2026", "—"])


class Filters(unittest.TestCase):
    def setUp(self):
        browser.open(page("team"))

    def type(self, text):
        focus("#ngoso-find")
        browser.type(text)

    def test_without_tone_marks(self):
        self.type("khu pho")
        self.assertEqual(len(column(1)), 1)
        self.assertEqual(status(), "1 trên 83 dòng")

    def test_plain_d_finds_d_with_a_stroke(self):
        self.type("BIET  dia chi")
        self.assertEqual(shown("#needs tbody th .v"),
                         ["Biết địa chỉ duy nhất của Cổng Dịch vụ công quốc gia"])

    def test_with_tone_marks_takes_them_seriously(self):
        self.type("khù")
        self.assertEqual(column(1), [])
        self.assertIn("không có dòng nào khớp", "".join(shown("#villages .filtered")))

    def test_escape_clears(self):
        self.type("khu pho")
        browser.press("Escape", code=27)
        self.assertEqual(len(column(1)), 40)
        self.assertEqual(status(), "83 dòng")

    def test_only_flagged(self):
        focus("#ngoso-flagged")
        browser.press(" ", " ", 32)
        self.assertEqual(column(1), ["Thôn Mẫu 37", "Thôn Mẫu 39"])
        self.assertEqual(status(), "6 trên 83 dòng")

    def test_sorting_keeps_the_filter(self):
        self.type("thôn mẫu 3")
        before = column(1)
        focus(sort_button(2))
        enter()
        self.assertEqual(sorted(column(1)), sorted(before))
        self.assertEqual(len(before), 11)


class IsForEveryone(unittest.TestCase):
    RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    @classmethod
    def setUpClass(cls):
        cls.axe = (HERE / "axe" / "axe.min.js").read_text("utf-8")

    def violations(self):
        browser.run(self.axe + "; undefined")
        found = browser.run(
            "axe.run({runOnly: %r}).then(r => ({bad: r.violations.map(v => v.id + ': ' +"
            "v.nodes.slice(0, 3).map(n => n.html.slice(0, 150)).join(' | ')),"
            "good: r.passes.length}))" % self.RULES)
        self.assertGreater(found["good"], 10)
        return found["bad"]

    def test_axe_finds_nothing(self):
        looks = [{}, {"prefers-color-scheme": "dark"}]
        for name in NAMES:
            for features in looks if name == "team" else looks[:1]:
                browser.open(page(name), features=features)
                self.assertEqual(self.violations(), [], f"{name} {features}")
        browser.open(page("team"), width=360)
        self.assertEqual(self.violations(), [], "on a phone")

    def test_axe_can_find_something(self):
        browser.open(page("team"))
        browser.run("document.documentElement.removeAttribute('lang')")
        self.assertTrue(any("html-has-lang" in bad for bad in self.violations()))

    def test_keyboard_reaches_everything_in_order(self):
        browser.open(page("team"))
        seen = []
        for _ in range(14):
            browser.press("Tab", code=9)
            seen.append(browser.run("document.activeElement.id || document.activeElement.className"
                                    " || document.activeElement.getAttribute('href')"))
        self.assertEqual(seen[0], "skip")
        self.assertEqual(seen[1:8], ["#needs", "#questions", "#days", "#scores", "#villages",
                                     "#again", "#quality"])
        self.assertEqual(seen[8:], ["ngoso-find", "ngoso-flagged", "ngoso-print",
                                    "sort", "sort", "sort"])

    def test_skip_link_leads_to_the_figures(self):
        browser.open(page("team"))
        browser.press("Tab", code=9)
        enter()
        self.assertEqual(browser.run("document.activeElement.id"), "ngoso-main")

    def test_charts_have_words(self):
        browser.open(page("team"))
        tree = browser.call("Accessibility.getFullAXTree")["nodes"]
        pictures = [(n["name"]["value"]) for n in tree
                    if n.get("role", {}).get("value") in ("img", "image") and not n["ignored"]]
        self.assertEqual(len(pictures), 2)
        self.assertTrue(pictures[0].startswith("Biểu đồ đường: Lượt / Ngày"), pictures)
        self.assertIn("Đông nhất là thứ năm", pictures[0])


class Prints(unittest.TestCase):
    def text(self, name):
        browser.open(page(name))
        path = FILES / f"{name}.pdf"
        browser.print(path)
        info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
        self.assertIn("(A4)", info)
        return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True,
                              check=True).stdout.split("\f")[:-1]

    def test_on_a4_with_heads_and_numbers(self):
        pages = self.text("team")
        self.assertLessEqual(len(pages), 9)
        for number, text in enumerate(pages, 1):
            self.assertIn("Chỉ dùng trong tổ", text)
            self.assertRegex(text, rf"\b{number} ?/ ?{len(pages)}\b")
        villages = [text for text in pages if text.count("Thôn Mẫu ") > 10]
        self.assertGreater(len(villages), 1)
        for text in villages:
            self.assertIn("Muốn", text)  # Begins the last column's title, on each page.

    def test_without_tools_and_with_what_the_columns_mean(self):
        whole = "".join(self.text("team"))
        self.assertNotIn("Tìm trong các bảng", whole)
        self.assertIn("Số lượt trả lời đúng trên số lượt được hỏi", whole)
        self.assertNotIn("↕", whole)

    def test_paper_is_white_in_the_dark_too(self):
        browser.open(page("team"), features={"prefers-color-scheme": "dark"})
        self.assertNotEqual(browser.run("getComputedStyle(document.documentElement)"
                                        ".backgroundColor"), "rgb(255, 255, 255)")
        browser.open(page("team"), media="print", features={"prefers-color-scheme": "dark"})
        self.assertEqual(browser.run("getComputedStyle(document.documentElement)"
                                     ".backgroundColor"), "rgb(255, 255, 255)")

    def test_hostile_prints(self):
        self.assertGreater(len(self.text("hostile")), 0)


if __name__ == "__main__":
    unittest.main()
