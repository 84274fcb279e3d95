"""The report as CSV, XLSX and HTML, read by programs that are not ours: the same figures in each.

What is expected comes from the report's own cells in tests/support/report_fixture.c, typed again
here where a figure could go wrong; everything else is compared from file to file, cell by cell.
"""
import base64
import csv
import datetime
import hashlib
import html.parser
import io
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
import zipfile
from decimal import Decimal

import openpyxl

DASH = "\u2014"
folder = tempfile.TemporaryDirectory(prefix="ngoso-report-")
FILES = pathlib.Path(folder.name)


def write_files(into):
    subprocess.run([os.environ["NGOSO_WRITE_FILES"], str(into), os.environ["NGOSO_LOCALE"],
                    os.environ["NGOSO_FONTS"]], check=True, timeout=60)


def setUpModule():
    write_files(FILES)


def tearDownModule():
    folder.cleanup()


# ---- one reader a format; each gives {section title: [[cell, …], …]} with the titles' row first ----

class Page(html.parser.HTMLParser):
    """Headings and the tables below them. A cell: the text of class v, ends of its interval."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tables, self.heading, self.row, self.into, self.depth = {}, "", None, None, []
        self.tiles, self.texts, self.tags = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        names = (dict(attributes).get("class") or "").split()
        self.tags.append((tag, dict(attributes)))
        if tag == "h2":
            self.heading, self.into = "", "heading"
        elif tag == "table":
            self.tables[self.heading] = []
        elif tag == "tr":
            self.row = []
            self.tables[self.heading].append(self.row)
        elif tag in ("th", "td") and self.row is not None:
            self.row.append({"v": "", "i": "", "all": "", "raw": dict(attributes)})
            self.into = "v" if dict(attributes).get("scope") == "col" else None
        elif tag == "span" and self.row and ("v" in names or "i" in names):
            self.into = "v" if "v" in names else "i"
        elif tag == "span":
            self.into = None

    def handle_endtag(self, tag):
        if tag in ("span", "h2", "th", "td"):
            self.into = None
        if tag == "table":
            self.row = None

    def handle_data(self, data):
        self.texts.append(data)
        if self.into == "heading":
            self.heading += data
        elif self.row:
            self.row[-1]["all"] += data
            if self.into:
                self.row[-1][self.into] += data


def figure(text, language):
    """A shown figure as (number, unit), a date, or the text itself."""
    group, mark = (".", ",") if language == "vi" else (",", ".")
    plain = text.replace("\u2212", "-").replace("\u00a0", " ")
    match = re.fullmatch(r"[+]?(-?[\d.,]+)( %)?", plain)
    if re.fullmatch(r"\d\d/\d\d/\d{4}", plain):
        return datetime.datetime.strptime(plain, "%d/%m/%Y").date()
    if not match:
        return text
    return Decimal(match[1].replace(group, "").replace(mark, ".")).normalize()


def interval(text, language):
    """The two ends: "58–64 %", "−3,2 đến +5"; None when there is none."""
    parts = re.split(r"\u2013|\u00a0(?:đến|to)\u00a0", text) if text else []
    return [figure(p.replace("\u00a0%", ""), language) for p in parts] or [DASH, DASH]


def read_html(name, language):
    tables = {}
    for title, rows in Page((FILES / f"{name}.html").read_text("utf-8")).tables.items():
        spread = [any(row[i]["i"] for row in rows) for i in range(len(rows[0]))]
        tables[title] = []
        for number, row in enumerate(rows):
            cells = []
            for cell, has_interval in zip(row, spread):
                cells.append(cell["v"] if number == 0 else figure(cell["v"], language))
                if has_interval:
                    cells += ["", ""] if number == 0 else interval(cell["i"], language)
            tables[title].append(cells)
    return tables


def read_csv_rows(name, delimiter):
    data = (FILES / f"{name}.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = data[3:].decode("utf-8")
    assert text.count("\n") == text.count("\r\n")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def csv_figure(text, language):
    if re.fullmatch(r"-?\d+([.,]\d+)?", text):
        return Decimal(text.replace("," if language == "vi" else ".", ".")).normalize()
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            pass
    return text


def read_csv(name, language, titles):
    """Blocks that begin with one of the titles; ends at an empty line."""
    rows, tables = read_csv_rows(name, ";" if language == "vi" else ","), {}
    for at, row in enumerate(rows):
        if len(row) != 1 or row[0] not in titles:
            continue
        block = rows[at + 1:rows.index([], at)]
        table = [r for r in block if len(r) > 1]
        tables[row[0]] = table[:1] + [[csv_figure(c, language) for c in r] for r in table[1:]]
    return tables


def xlsx_value(cell):
    if isinstance(cell.value, datetime.datetime):
        return cell.value.date()
    if isinstance(cell.value, (int, float)):
        scale = 100 if "%" in cell.number_format else 1
        return Decimal(repr(round(cell.value * scale, 6))).normalize()
    return cell.value or ""


def read_xlsx(name):
    tables = {}
    book = openpyxl.load_workbook(FILES / f"{name}.xlsx")
    for sheet in book.worksheets[1:]:
        if not sheet.auto_filter.ref:
            continue
        area = sheet[sheet.auto_filter.ref]
        tables[sheet["A1"].value] = [[c.value for c in area[0]]] + [
            [xlsx_value(c) for c in row] for row in area[1:]]
    return tables


def read_pdf(name):
    """From the tags of the PDF: {title: [[shown text of each cell]]}, without the titles' rows. Of a
    section that is a picture only, the picture's letters."""
    said = subprocess.run(["pdfinfo", "-struct-text", FILES / f"{name}.pdf"], check=True, timeout=60,
                          stdout=subprocess.PIPE, encoding="utf-8").stdout
    tables, pictures, heading, cells, picture = {}, {}, None, None, False
    for line in said.splitlines():
        word = line.strip()
        text = word[1:-1] if word.startswith('"') else None
        if word.startswith("H2"):
            heading, cells = "", None
        elif word == "TR":
            cells = []
            tables.setdefault(heading, []).append(cells)
        elif word in ("TD", "TH:", "TH"):
            cells.append({"head": word != "TD", "text": None})
        elif re.match(r"(Part|L|Figure|P)\b", word) and (cells is None or word != "P (block)"):
            cells = None
        if re.match(r"[A-Z]", word):
            picture = word.startswith("Figure")
        if text is None:
            continue
        if heading == "" and cells is None:
            heading = text
        elif picture:
            pictures[heading] = text
        elif cells and cells[-1]["text"] is None:
            cells[-1]["text"] = text  # Flags and remarks come behind it.
    return {title: [[c["text"] for c in row] for row in rows if not all(c["head"] for c in row)]
            for title, rows in tables.items()}, pictures


class SameFigures(unittest.TestCase):
    """Cell by cell, over all tables of the team's report, in both languages."""

    def compare(self, name, language):
        page, book = read_html(name, language), read_xlsx(name)
        sheet = read_csv(name, language, set(page))
        self.assertEqual(len(page), 6)
        self.assertEqual(set(page), set(book))
        self.assertEqual(set(page), set(sheet))
        compared = 0
        for title, rows in page.items():
            self.assertEqual(len(rows), len(book[title]), title)
            self.assertEqual(len(rows), len(sheet[title]), title)
            for shown, in_book, in_sheet in zip(rows[1:], book[title][1:], sheet[title][1:]):
                width = len(shown)  # Flags and remarks follow; HTML shows them in a cell.
                self.assertEqual(shown, in_book[:width], title)
                self.assertEqual(shown, in_sheet[:width], title)
                self.assertEqual(in_book[width:], in_sheet[width:], title)
                compared += width
        self.assertGreater(compared, 450)

    def test_vietnamese(self):
        self.compare("team", "vi")

    def test_english(self):
        self.compare("team-en", "en")

    def test_pdf(self):
        """What is shown in the PDF is letter by letter what is shown on the page."""
        for name in ("team", "team-en"):
            page = Page((FILES / f"{name}.html").read_text("utf-8")).tables
            (printed, pictures), compared = read_pdf(name), 0
            for title, rows in page.items():
                if title not in printed:
                    for column in range(len(rows[0])):
                        self.assertIn("".join(row[column]["v"] for row in rows[1:]),
                                      pictures[title])
                    continue
                self.assertEqual(len(printed[title]), len(rows) - 1, title)
                for on_page, on_paper in zip(rows[1:], printed[title]):
                    shown = [re.sub(r"\s", "", cell["v"] + cell["i"]) for cell in on_page]
                    paper = [re.sub(r"\s|[¹²³⁴-⁹]+$", "", text) for text in on_paper]
                    self.assertEqual(shown, paper, title)
                    compared += len(shown)
            self.assertGreater(compared, 280)

    def test_known_cells(self):
        """Against the fixture, so that all three cannot be wrong alike."""
        page = read_html("team", "vi")
        skills = page["Nội dung cần dạy lại trước"]
        self.assertEqual(skills[1], ["Nhận ra tin nhắn giả cơ quan nhà nước", 38, 31, 46, 151])
        questions = page["Từng câu hỏi"]
        self.assertEqual(questions[1][5], Decimal("-0.12"))
        self.assertEqual(questions[1][7], datetime.date(2026, 11, 13))
        self.assertEqual(questions[3][7], DASH)
        villages = page["Theo thôn"]
        self.assertEqual(len(villages), 41)
        self.assertEqual(villages[1], ["Thôn Mẫu 1"] + [DASH] * 8)
        self.assertEqual(villages[2], ["Thôn Mẫu 2", 17, 87, 78, 95, Decimal("10.8"),
                                       Decimal("4.6"), Decimal("16.4"), 7])
        self.assertEqual(page["Theo ngày"][1], [datetime.date(2026, 11, 1), DASH, DASH])

    def test_tiles(self):
        rows = read_csv_rows("team", ";")
        self.assertIn(["người làm bài (1.214 lượt)", "1186"], rows)
        self.assertIn(["điểm trung bình", "61", "%", "từ", "58", "đến", "64"], rows)
        self.assertIn(["độ tin cậy của bài “VNeID”", DASH, "chưa đủ 30 lượt"], rows)
        sheet = openpyxl.load_workbook(FILES / "team.xlsx").worksheets[0]
        values = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
        self.assertEqual(values["người làm bài (1.214 lượt)"][1].value, 1186)
        mean = values["điểm trung bình"]
        self.assertEqual([mean[i].value for i in (1, 2, 3)], [0.61, 0.58, 0.64])
        missing = values["độ tin cậy của bài “VNeID”"]
        self.assertEqual([missing[1].value, missing[4].value], [DASH, "chưa đủ 30 lượt"])


class Csv(unittest.TestCase):
    def test_one_section_alone_is_a_bare_table(self):
        rows = read_csv_rows("team-villages", ";")
        self.assertEqual(len(rows), 41)
        self.assertEqual({len(row) for row in rows}, {11})
        self.assertEqual(rows[0][:4], ["Thôn", "Người", "Đúng (%)", "Đúng (%) – từ"])
        self.assertEqual(rows[0][-2:], ["Dấu hiệu", "Ghi chú"])
        self.assertEqual(rows[1][-1], "dưới 5 người, không công bố")

    def test_nothing_runs_in_a_spreadsheet(self):
        """No field that is not a number begins as a formula does, or hides a control letter."""
        for row in read_csv_rows("hostile", ";"):
            for field in row:
                if re.fullmatch(r"-?\d+(,\d+)?", field):
                    continue
                self.assertNotRegex(field.strip(), r"^[=+\-@\uff1d\uff0b\uff0d\uff20]")
                self.assertNotRegex(field, r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

    def test_negative_figures_stay_figures(self):
        rows = read_csv_rows("hostile", ";")
        self.assertIn(["âm", "-40,5", "-60,0", "-20,0", ""], rows)

    def test_english_has_points_and_iso_dates(self):
        rows = read_csv_rows("team-en", ",")
        self.assertTrue(any("2026-11-13" in row and "-0.12" in row for row in rows))

    def test_nothing_to_report(self):
        rows = read_csv_rows("bare", ";")
        self.assertEqual(rows[0], ["Chưa có lượt làm bài nào"])


class Workbook(unittest.TestCase):
    def book(self, name="team"):
        return openpyxl.load_workbook(FILES / f"{name}.xlsx")

    def part(self, name, part):
        with zipfile.ZipFile(FILES / f"{name}.xlsx") as archive:
            return archive.read(part).decode("utf-8")

    def test_no_formula_anywhere(self):
        for name in ("team", "hostile", "bare"):
            with zipfile.ZipFile(FILES / f"{name}.xlsx") as archive:
                for part in archive.namelist():
                    if part.startswith("xl/worksheets/sheet"):
                        self.assertNotIn(b"<f>", archive.read(part), f"{name}: {part}")
            for sheet in self.book(name).worksheets:
                for row in sheet.iter_rows():
                    self.assertFalse([c.value for c in row if c.data_type == "f"])

    def test_hostile_text_arrives_as_it_was(self):
        texts = {c.value for row in self.book("hostile").worksheets[1].iter_rows() for c in row}
        for text in ("=cmd|' /C calc'!A0", "+1", "<script>alert(1)</script>", "%s%n",
                     "=1+1 <img src=x onerror=alert(1)>"):
            self.assertIn(text, texts)

    def test_figures_too_long_for_excel_are_text(self):
        sheet = self.book("hostile").worksheets[1]
        values = {c.value for row in sheet.iter_rows() for c in row}
        self.assertIn("9.223.372.036.854.775.807", values)

    def test_sheets(self):
        book = self.book()
        self.assertEqual(book.sheetnames[:3],
                         ["Tổng quan", "Nội dung cần dạy lại trước", "Từng câu hỏi"])
        self.assertEqual(len(set(self.book("hostile").sheetnames)), 7)
        links = [c.hyperlink.location for row in book.worksheets[0].iter_rows()
                 for c in row if c.hyperlink]
        self.assertEqual(links, [f"'{name}'!A1" for name in book.sheetnames[1:]])

    def test_head_stays_and_repeats(self):
        sheet = self.book()["Theo thôn"]
        head = int(re.match(r"A(\d+):", sheet.auto_filter.ref)[1])
        self.assertEqual(sheet.freeze_panes, f"A{head + 1}")
        self.assertEqual(sheet.print_title_rows.replace("$", ""), f"{head}:{head}")
        self.assertEqual(sheet.auto_filter.ref, f"A{head}:K{head + 40}")

    def test_paper(self):
        for sheet in self.book().worksheets:
            self.assertEqual(int(sheet.page_setup.paperSize), 9)
            self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
            self.assertIn("Trang &P / &N", sheet.oddFooter.right.text.replace("&[Page]", "&P")
                          .replace("&[Pages]", "&N"))
            self.assertIn("Chỉ dùng trong tổ", sheet.oddHeader.center.text)

    def test_number_formats(self):
        sheet = self.book()["Theo thôn"]
        row = next(r for r in sheet.iter_rows() if r[0].value == "Thôn Mẫu 2")
        self.assertEqual([c.number_format for c in row[1:9]],
                         ["#,##0", "0 %", "0 %", "0 %", *["+#,##0.0;-#,##0.0;#,##0.0"] * 3, "#,##0"])
        days = self.book()["Theo ngày"]
        self.assertEqual({c.number_format for c in days["A"] if c.is_date}, {"dd/mm/yyyy"})

    def test_charts_refer_to_cells(self):
        book = self.book()
        kinds = {s.title: type(s._charts[0]).__name__ for s in book.worksheets if s._charts}
        self.assertEqual(sorted(kinds.values()), ["BarChart", "BarChart", "LineChart"])
        skills = self.part("team", "xl/charts/chart1.xml")
        self.assertIn("'Nội dung cần dạy lại trước'!$B$", skills)

    def test_a_missing_day_is_a_gap_not_nought(self):
        days = self.book()["Theo ngày"]
        chart = next(text for n in (1, 2, 3)
                     if "lineChart" in (text := self.part("team", f"xl/charts/chart{n}.xml")))
        column, first, last = re.search(r"<c:val>.*?!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)",
                                        chart).groups()
        self.assertTrue(days.column_dimensions[column].hidden)
        values = [days[f"{column}{i}"].value for i in range(int(first), int(last) + 1)]
        self.assertEqual([values[0], values[1], values[7]], [None, 6, None])
        self.assertEqual(len(values), 21)
        self.assertNotIn('plotVisOnly val="1"', chart)  # It would leave hidden cells out.
        self.assertNotIn('dispBlanksAs val="zero"', chart)

    def test_made_on_the_day_given(self):
        self.assertEqual(self.book().properties.created,
                         datetime.datetime(2026, 11, 21, 0, 0))


class Hostile(unittest.TestCase):
    def test_page_has_no_markup_but_ours(self):
        page = Page((FILES / "hostile.html").read_text("utf-8"))
        self.assertEqual([t for t, _ in page.tags].count("script"), 1)
        self.assertFalse([t for t, _ in page.tags if t in ("img", "b", "i", "iframe", "form")])
        for tag, attributes in page.tags:
            self.assertFalse([a for a in attributes if a.startswith("on") or a == "style"], tag)
        everything = "".join(page.texts)
        self.assertIn("</td></tr></table><h1>", everything)
        self.assertIn("&amp; ' \" > <", everything)

    def test_policy_names_exactly_what_is_inside(self):
        """The hashes are of the page's own style and script, computed here anew."""
        text = (FILES / "hostile.html").read_text("utf-8")
        for tag, source in (("style", "style-src"), ("script", "script-src")):
            inside = re.search(f"<{tag}>(.*?)</{tag}>", text, re.S)[1]
            digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
            self.assertIn(f"{source} 'sha256-{digest}'", text)
        self.assertNotIn("unsafe", text)


class OldBrowsers(unittest.TestCase):
    def test_script_is_of_the_language_they_know(self):
        """ECMAScript 5: nothing that stops Chrome 49 at the first line."""
        text = (FILES / "team.html").read_text("utf-8")
        script = re.search("<script>(.*?)</script>", text, re.S)[1]
        code = re.sub(r"/\*.*?\*/", "", script, flags=re.S)
        for modern in ("=>", "`", "?.", "??", "...", "**"):
            self.assertNotIn(modern, code)
        self.assertNotRegex(code, r"\b(let|const|class|async|await|import|of)\b")


class Deterministic(unittest.TestCase):
    def test_same_report_same_bytes(self):
        with tempfile.TemporaryDirectory() as again:
            write_files(again)
            names = sorted(p.name for p in FILES.iterdir())
            self.assertEqual(names, sorted(p.name for p in pathlib.Path(again).iterdir()))
            for name in names:
                self.assertEqual((FILES / name).read_bytes(),
                                 (pathlib.Path(again) / name).read_bytes(), name)


if __name__ == "__main__":
    unittest.main()
