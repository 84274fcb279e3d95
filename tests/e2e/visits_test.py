"""ngoso followup and ngoso visit: from sealed contacts to leaflets at the right door, and back."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import yaml

import harness
from harness import DONE, GUIDES, PROBLEMS, USAGE, run

MAKER = os.environ["NGOSO_VISITS_MAKER"]
PASSPHRASE = "một câu dài để mở"
COMMUNE = GUIDES / "commune.example.yaml"
NAMES = ("Mẫu Một", "Mẫu Hai", "Lê Thị Ba", "Mẫu Ba", "Mẫu Bốn", "Mẫu Năm", "0900")
# What visits_maker lets go wrong, by name; the first two are printed.
EXPECTED = [
    ("Nguyễn Thị Mẫu Một", "thôn Một", {"fraud", "vneid"}),
    ("Trần Văn Mẫu Hai", "thôn Một", {"e-banking"}),
    ("Lê Thị Ba", "thôn Hai", {"vneid", "health-record", "fraud"}),
    ("Phạm Văn Mẫu Bốn", "thôn Hai", {"public-services"}),
    ("Người Mẫu Năm", "", {"fraud"}),
]


def title(guide):
    return yaml.safe_load((GUIDES / f"{guide}.yaml").read_text("utf-8"))["title"]


def squeeze(text):
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


class Visits(harness.FolderTest):
    @classmethod
    def setUpClass(cls):
        cls.made = pathlib.Path(tempfile.mkdtemp(prefix="ngoso-visits-"))
        cls.addClassCleanup(shutil.rmtree, cls.made, ignore_errors=True)
        for folder, more in (("own", []), ("mixed", ["foreign"])):
            (cls.made / folder).mkdir()
            subprocess.run([MAKER, cls.made / folder / "kiosk.db", cls.made / folder / "team.key",
                            PASSPHRASE, *more], check=True, timeout=100)

    def setUp(self):
        super().setUp()
        shutil.copytree(self.made / "own", self.folder / "own")
        self.key, self.data = self.folder / "own/team.key", self.folder / "own"
        self.words = self.write("words.txt", PASSPHRASE + "\n")

    def followup(self, *arguments, **options):
        given = {"--data": self.data, "--keys": self.key, "--passphrase-file": self.words,
                 "--commune": COMMUNE, **options}
        return run("followup", *(part for pair in given.items() for part in pair), *arguments,
                   cwd=self.folder)

    def pages(self, path):
        text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True,
                              encoding="utf-8", timeout=60).stdout
        return [squeeze(page) for page in text.split("\f")][:-1]

    def test_the_list_has_everyone_by_village_worst_first(self):
        result = self.followup()
        self.assert_exit(result, DONE)
        self.assertEqual(result.stderr, "")
        at = -1
        for name, _, topics in EXPECTED:
            line = next(l for l in result.stdout.splitlines() if name in l)
            self.assertGreater(result.stdout.index(line), at)
            at = result.stdout.index(line)
            self.assertEqual(line.count("·") + 1, len(topics), line)
        self.assertIn("5 households", result.stdout)
        self.assertIn("1 contact joined", result.stdout)
        self.assertEqual(self.files(), ["own/kiosk.db", "own/kiosk.db-reserve", "own/team.key",
                                        "words.txt"])

    def test_a_village_that_nobody_has_is_told_with_what_there_is(self):
        result = self.followup("--village", "thôn Mốt", "--out", "visits.pdf")
        self.assert_exit(result, PROBLEMS)
        self.assertRegex(result.stderr, "“thôn Mốt”.*there is: .*thôn Một")
        self.assertNotIn("visits.pdf", self.files())

    def test_each_household_gets_exactly_its_leaflets(self):
        result = self.followup("--out", "visits.pdf", "--max", "3")
        self.assert_exit(result, DONE)
        for name in NAMES:
            self.assertNotIn(name, result.stdout + result.stderr)
        pdf = self.folder / "visits.pdf"
        self.assertEqual(pdf.stat().st_mode & 0o077, 0)
        subprocess.run(["qpdf", "--check", pdf], check=True, capture_output=True, timeout=60)
        pages, at = self.pages(pdf), 0
        guides = {guide: squeeze(title(guide)) for guide in harness.shipped_ids()}
        for village in ("thôn Một", "thôn Hai", ""):
            people = [p for p in EXPECTED if p[1] == village]
            for name, _, _ in people:
                self.assertIn(name, pages[at])
            self.assertIn(village or "Village not said", pages[at])
            self.assertIn("Keep this private", pages[at])
            at += 1
            leader = {"thôn Một": "Trần Thị B", "thôn Hai": "Lê Văn C"}.get(village, "Nguyễn Văn A")
            for name, _, topics in people:
                seen = set()
                for _ in topics:
                    front, back = pages[at], pages[at + 1]
                    found = {guide for guide, words in guides.items() if words in front}
                    seen.add(min(found, key=lambda guide: front.index(guides[guide])))
                    self.assertIn(leader, back)
                    self.assertNotIn(name, front + back)
                    at += 2
                self.assertEqual(seen, topics, name)
        self.assertEqual(at + 1, len(pages))
        self.assertIn("Leaflets together 8", pages[at])
        self.assertIn("3 pages of visit sheets, 8 leaflets; print 11 sheets", result.stdout)

    def test_a_guide_with_boxes_is_printed_as_its_checklist(self):
        data = self.folder / "ngoso"
        shutil.copytree(GUIDES, data / "guides")
        for name in ("fonts", "quizzes"):
            (data / name).symlink_to(harness.SOURCE / name)
        boxes = (GUIDES / "door-to-door.yaml").read_text("utf-8")
        (data / "guides/e-banking.yaml").write_text(
            boxes.replace("\nid: door-to-door", "\nid: e-banking"), "utf-8")
        words = ["--data", self.data, "--keys", self.key, "--passphrase-file", self.words,
                 "--commune", COMMUNE, "--village", "thôn Một"]
        result = run("followup", *words, "--out", "v.pdf", cwd=self.folder,
                     env={"NGOSO_DATA": str(data)})
        self.assert_exit(result, DONE)
        pages = self.pages(self.folder / "v.pdf")
        self.assertEqual(len(pages), 1 + 2 * 2 + 1 + 1)
        self.assertIn(squeeze(title("door-to-door")), pages[5])
        sizes = subprocess.run(["pdfinfo", "-l", "99", self.folder / "v.pdf"], check=True,
                               capture_output=True, encoding="utf-8", timeout=60).stdout
        self.assertRegex(sizes, r"Page +6 size: .*\(A4\)")
        for box in yaml.safe_load(boxes)["steps"][0]["checks"]:
            text = box if isinstance(box, str) else box["text"]
            self.assertIn(squeeze(text)[:20], pages[5])
        self.assert_exit(run("followup", *words, "--out", "v.pdf", "--design", "checklist",
                             cwd=self.folder), USAGE)

    def test_names_are_in_no_other_file(self):
        self.assert_exit(self.followup("--out", "visits.pdf"), DONE)
        for path in self.files():
            if path == "visits.pdf":
                continue
            for name in NAMES[:6]:
                self.assertNotIn(name.encode(), (self.folder / path).read_bytes(), path)

    def test_the_codes_on_the_leaflets_are_read(self):
        self.assert_exit(self.followup("--out", "v.pdf", "--village", "thôn Một", "--max", "1"),
                         DONE)
        self.assertEqual(len(self.pages(self.folder / "v.pdf")), 1 + 2 * 2 + 1)
        shown = ""
        for page in range(2, 6):
            picture = subprocess.run(["pdftoppm", "-r", "200", "-gray", "-f", str(page), "-l",
                                      str(page), "v.pdf"], cwd=self.folder, check=True,
                                     capture_output=True, timeout=60).stdout
            shown += subprocess.run([os.environ["NGOSO_QR_READER"], "plain"], input=picture,
                                    check=True, capture_output=True, timeout=60).stdout.decode()
        self.assertIn("https://", shown)

    def test_max_none_prints_sheets_only(self):
        result = self.followup("--out", "v.pdf", "--max", "0")
        self.assert_exit(result, DONE)
        self.assertIn("0 leaflets", result.stdout)

    def test_a_wrong_passphrase_or_key_opens_nothing(self):
        wrong = self.write("wrong.txt", "một câu khác hẳn\n")
        result = self.followup("--out", "v.pdf", **{"--passphrase-file": wrong})
        self.assert_exit(result, PROBLEMS)
        self.assertEqual(result.stdout, "")
        result = self.followup("--out", "v.pdf", **{"--keys": COMMUNE})
        self.assert_exit(result, PROBLEMS)
        empty = self.write("empty.txt", "")
        self.assert_exit(self.followup(**{"--passphrase-file": empty}), PROBLEMS)
        result = self.followup(**{"--keys": self.folder / "none.key"})
        self.assert_exit(result, PROBLEMS)
        self.assertIn("--keys FILE", result.stderr)
        other = self.made / "mixed/team.key"
        result = self.followup("--out", "v.pdf", **{"--keys": other})
        self.assert_exit(result, PROBLEMS)
        self.assertIn("6 contacts are sealed to another key", result.stderr)
        self.assertIn("0 households", result.stdout)
        self.assertFalse((self.folder / "v.pdf").exists())

    def test_contacts_of_another_key_are_counted_and_the_rest_shown(self):
        result = self.followup(**{"--data": self.made / "mixed",
                                  "--keys": self.made / "mixed/team.key"})
        self.assert_exit(result, PROBLEMS)
        self.assertIn("5 households", result.stdout)
        self.assertIn("1 contact is sealed to another key", result.stderr)

    def test_wrong_calls(self):
        self.assert_exit(self.followup("--design", "leafet"), USAGE)
        for name in ("visits.txt", "visits", "visits.pdf.doc"):
            wrong = self.followup("--out", name)
            self.assert_exit(wrong, USAGE)
            self.assertIn("end its name in .pdf", wrong.stderr)
            self.assertFalse((self.folder / name).exists())
        self.assert_exit(self.followup(str(self.data)), USAGE)
        result = self.followup(**{"--data": self.folder / "nowhere"})
        self.assert_exit(result, PROBLEMS)

    # ---- what came of it ----

    def visit(self, *arguments, lang="en"):
        return run("visit", *arguments, "--data", self.data, cwd=self.folder, lang=lang,
                   env={"NGOSO_DATA": str(harness.SOURCE)})

    def numbers(self):
        """Each person's number, from the list."""
        shown = self.followup("--since-visit", "0").stdout
        found = {}
        for line in shown.splitlines():
            number = re.match(r"([A-Z]\d{3,}(?:\+[A-Z]\d{3,})*) ", line)
            if number:
                found[next(n for n in NAMES if n in line)] = number[1]
        return found

    def test_outcomes_come_back_by_number(self):
        number = self.numbers()["Mẫu Hai"]
        result = self.visit("record", number, "--outcome", "done", "--achieved",
                            "vneid-level-2,payment-account", "--leaflets", "e-banking:2,vneid",
                            "--people", "3", "--date", "20/11/2026")
        self.assert_exit(result, DONE)
        again = self.visit("record", number.lower(), "--outcome", "đã xong", "--achieved",
                           "VNeID mức 2, Tài khoản thanh toán", "--leaflets", "e-banking:2,vneid:1",
                           "--people", "3", "--date", "2026-11-20")
        self.assert_exit(again, DONE)
        self.assertIn("counts once", again.stdout)
        listed = self.visit("list").stdout
        self.assertIn("1 visit.", listed)
        for part in ("20/11/2026", number, "Done", "e-banking:2, vneid:1", "3 people",
                     "VNeID level 2, Payment account"):
            self.assertIn(part, listed)
        followed = self.followup(**{"--since-visit": "30"})
        self.assertIn("4 households", followed.stdout)
        self.assertIn("Visited lately, left out: 1", followed.stdout)
        self.assertIn("1 visit.", self.visit("list", "--from", "20/11/2026").stdout)
        self.assertIn("0 visits.", self.visit("list", "--to", "19/11/2026").stdout)

    def test_a_visit_entered_wrongly_is_withdrawn_and_entered_anew(self):
        number = self.numbers()["Mẫu Hai"]
        record = ("record", number, "--date", "20/11/2026", "--outcome")
        self.assert_exit(self.visit(*record, "again"), DONE)
        other = self.visit(*record, "done")
        self.assert_exit(other, PROBLEMS)
        self.assertIn("withdraw", other.stderr)
        visit = re.search(r" ([0-9a-f]{8})$| ([0-9a-f]{8}) ", self.visit("list").stdout, re.M)
        visit = visit[1] or visit[2]
        self.assert_exit(self.visit("withdraw", visit[:4]), PROBLEMS)
        self.assert_exit(self.visit("withdraw", visit), DONE)
        self.assertIn("0 visits.", self.visit("list").stdout)
        self.assert_exit(self.visit("withdraw", visit), PROBLEMS)
        self.assert_exit(self.visit(*record, "again"), DONE)  # It was right after all.
        self.assertIn("1 visit.", self.visit("list").stdout)

    def test_who_declined_is_gone_with_all_contacts(self):
        number = self.numbers()["Lê Thị Ba"]
        self.assertIn("+", number)
        result = self.visit("record", number, "--outcome", "declined")
        self.assert_exit(result, PROBLEMS)
        self.assertIn("--yes", result.stderr)
        self.assertIn("5 households", self.followup().stdout)
        self.assert_exit(self.visit("record", number, "--outcome", "declined", "--yes"), DONE)
        listed = self.followup().stdout
        self.assertIn("4 households", listed)
        self.assertNotIn("Lê Thị Ba", listed)
        self.assertNotIn("joined", listed)

    def test_a_table_is_entered_whole_or_not_at_all(self):
        numbers = self.numbers()
        bad = self.write("bad.csv", f"""số;ngày;kết quả;làm được;tờ rơi;số người
{numbers['Mẫu Hai']};20/11/2026;đã xong;;;2
Z999;20/11/2026;đã xong;;;2
{numbers['Mẫu Bốn']};31/11/2026;xong rồi;bay;vneid:x;hai
{numbers['Mẫu Hai']};20/11/2026;hẹn lại;;;
""")
        result = self.visit("record", bad)
        self.assert_exit(result, PROBLEMS)
        for place in (":3:1:", ":4:", "Z999", "31/11/2026", "xong rồi", "“bay”", "vneid:x", "hai",
                      ":5:", "nothing was recorded"):
            self.assertIn(place, result.stderr)
        self.assertIn("0 visits.", self.visit("list").stdout)
        good = self.write("good.csv", f"""Số,Kết quả,Ngày,Thôn,Tờ rơi
{numbers['Mẫu Hai']},Đã xong,20/11/2026,,"e-banking, vneid:2"
{numbers['Mẫu Bốn']},khong co nha,20/11/2026,,
,Xong,19/11/2026,thôn Một,
,Xong,19/11/2026,thôn Một,
""")
        self.assertIn("4 visits recorded.", self.visit("record", good).stdout)
        self.assertIn("0 visits recorded, 4 were there before.",
                      self.visit("record", good).stdout)
        self.assertIn("4 visits.", self.visit("list").stdout)
        self.assertIn("2 visits.", self.visit("list", "--village", "thôn Một").stdout)
        swapped = self.visit("list", "--from", "2/11/2026", "--to", "1/11/2026")
        self.assert_exit(swapped, USAGE)
        followed = self.followup(**{"--since-visit": "60"}).stdout
        self.assertIn("was not in", followed)

    def test_every_wrong_option_is_told_at_once(self):
        result = self.visit("record", "K9", "--date", "1/1/2099", "--leaflets", "nothing",
                            "--achieved", "flying")
        self.assert_exit(result, PROBLEMS)
        for part in ("“K9”", "still to come", "“nothing”", "“flying”", "--outcome"):
            self.assertIn(part, result.stderr)
        for wrong in (("record", "a", "b"), ("forget",), ("list", "--people", "2"), ("withdraw",)):
            self.assert_exit(self.visit(*wrong), USAGE)

    def test_a_stack_of_sheets_is_typed_in(self):
        numbers = self.numbers()
        typed = f"X000\n{numbers['Mẫu Hai']}\n20/11/2026\n9\n1\n1 3\n\n2\n{numbers['Mẫu Bốn']}\n\n2\n\n"
        pid, terminal = os.forkpty()
        if pid == 0:
            os.chdir(self.folder)
            os.execv(harness.PROGRAM, [harness.PROGRAM, "--lang", "en", "visit", "record", "--data",
                                       str(self.data)])
        os.write(terminal, typed.encode())
        shown = b""
        while True:
            try:
                data = os.read(terminal, 65536)
            except OSError:
                break
            if not data:
                break
            shown += data
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), DONE)
        os.close(terminal)
        self.assertIn("2 visits recorded.", shown.decode())
        listed = self.visit("list").stdout
        self.assertIn("VNeID level 2, Payment account, 2 people", listed)
        self.assertIn("Not at home", listed)

    # ---- indicators ----

    def indicators(self, *arguments):
        return run("indicators", *arguments, "--data", self.data, cwd=self.folder)

    def test_the_months_report_counts_what_was_recorded(self):
        self.write("commune.yaml", "name: xã Mẫu\nteam: Tổ Mẫu\n"
                                   "targets:\n  - {indicator: vneid-level-2, monthly: 4}\n")
        number = self.numbers()["Mẫu Hai"]
        self.assert_exit(self.visit("record", number, "--outcome", "done", "--people", "2",
                                    "--achieved", "vneid-level-2", "--date", "20/11/2026"), DONE)
        self.assert_exit(self.indicators("set", "team-members", "12", "--month", "11/2026"), DONE)
        result = self.indicators("--month", "2026-11", "--format", "text,pdf,xlsx,csv", "--out",
                                 "out")
        self.assert_exit(result, DONE)
        for line in ("• Số thành viên Tổ công nghệ số cộng đồng: 12 người",
                     "• Số người được hướng dẫn tại nhà: 2 người",
                     "• Lượt kích hoạt VNeID mức 2 tại nhà: 1 lượt, target 4, reached 25",
                     "• Lượt mở gian hàng số tại nhà: 0 lượt"):
            self.assertIn(line, result.stdout)
        self.assertNotIn("Số lượng Tổ công nghệ số cộng đồng", result.stdout)
        self.assertIn("not known yet", result.stdout)
        text = " ".join(self.pages(self.folder / "out/indicators-2026-11.pdf"))
        for part in ("NGƯỜI LẬP BIỂU", "TỔ TRƯỞNG", "Biểu tháng của tỉnh Tuyên Quang", "25"):
            self.assertIn(part, text)
        table = (self.folder / "out/indicators-2026-11.csv").read_text("utf-8-sig")
        self.assertIn("Lượt kích hoạt VNeID mức 2 tại nhà", table)
        self.assertTrue((self.folder / "out/indicators-2026-11.xlsx").exists())
        for name in NAMES[:6]:
            self.assertNotIn(name, text + table + result.stdout)
        empty = self.indicators("--month", "2026-09", "--format", "text").stdout
        self.assertNotIn("•", empty)

    def test_what_is_computed_is_not_entered(self):
        for arguments, words in (
                (("set", "visits", "3"), "counted from the records"),
                (("set", "visit", "3"), "no indicator “visit”"),
                (("set", "teams", "3.000"), "without points"),
                (("set", "teams", "-3"), "")):
            result = self.indicators(*arguments)
            self.assertIn(result.returncode, (PROBLEMS, USAGE))
            self.assertIn(words, result.stderr)
        for arguments in (("--month", "13/2026"), ("--month", "2026-11", "--from", "1/11/2026"),
                          ("--from", "2/11/2026", "--to", "1/11/2026"), ("set", "teams"),
                          ("--format", "text,word")):
            self.assert_exit(self.indicators(*arguments), USAGE)
        listed = self.indicators("list").stdout
        self.assertRegex(listed, "team-members +entered +Số thành viên Tổ")


if __name__ == "__main__":
    harness.main()
