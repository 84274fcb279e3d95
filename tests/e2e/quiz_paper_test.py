"""A quiz without a kiosk: printed, filled in, typed, entered, reported, taken back, marked anew."""
import csv
import io
import os
import pathlib
import pty
import re
import shutil
import subprocess
import unittest

import yaml

import harness
from harness import DONE, PROBLEMS, SOURCE, SYSTEM, USAGE, run

READER = os.environ["NGOSO_QR_READER"]
KEEP = "  - id: {id}\n    kind: {kind}\n    stem: {stem}\n{rest}" \
       "    when_right: Đúng.\n    when_wrong: Chưa đúng.\n    source: Sổ tay của tổ\n"
OPTIONS = "    options:\n      - text: Một\n      - text: Hai\n        right: true\n      - text: Ba\n"
TWO = "    options:\n      - text: Một\n        right: true\n      - text: Hai\n" \
      "      - text: Ba\n        right: true\n"
STEPS = "    options: [{text: Tắt máy}, {text: Gọi ngân hàng}, {text: Báo công an}]\n"
PICTURE = "    picture: a.png\n    picture_alt: Ảnh\n    options: [{text: Một, right: true," \
          " place: [0, 0, 400, 400]}, {text: Hai, place: [500, 500, 400, 400]}]\n"
HEAD = "id: mau\ntitle: Bộ câu hỏi mẫu\nabout: Để thử.\nsubject: safety\nicon: shield-check\n" \
       "guide: fraud\nround: 4\nreviewed: 2026-11-01\nquestions:\n"
PERSON_COLUMNS = ["sheet", "village", "age group", "person code"]


def question(name, kind, rest, stem="Bác làm gì?"):
    return KEEP.format(id=name, kind=kind, rest=rest, stem=stem)


def quiz(single=OPTIONS, more=""):
    return (HEAD + question("mot", "single", single) + question("nhieu", "multiple", TWO)
            + question("dung", "true-false", "    answer: true\n", "Tắt máy là đúng.")
            + question("thu-tu", "order", STEPS) + more)


def read_codes(path, page, dpi):
    picture = subprocess.run(["pdftoppm", "-gray", "-r", str(dpi), "-f", str(page), "-l", str(page),
                              str(path)], capture_output=True, check=True).stdout
    lines = subprocess.run([READER, "plain"], input=picture, capture_output=True,
                           check=True).stdout.decode("utf-8").splitlines()
    return {line.split("\t", 5)[5] for line in lines}


def text_of(path):
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True,
                          check=True).stdout.decode("utf-8")


QUESTIONS_OF_SIM = [question["id"] for question in yaml.safe_load(
    (harness.QUIZZES / "sim.yaml").read_text("utf-8"))["questions"]][:2]


class Paper(harness.FolderTest):
    def setUp(self):
        super().setUp()
        self.quiz = self.write("mau.yaml", quiz())

    def print_quiz(self, *options):
        result = run("quiz", "print", "./mau.yaml", "--out", "out", *options, cwd=self.folder)
        self.assert_exit(result, DONE)
        return self.folder / "out"

    def columns(self):
        """The table's own first row, as it comes out of `quiz print`."""
        folder = self.print_quiz("--all")
        text = (folder / "mau-answers.csv").read_text("utf-8-sig")
        return next(csv.reader(io.StringIO(text)))

    def type_in(self, rows, name="typed.csv", separator=",", columns=None):
        out = io.StringIO()
        writer = csv.writer(out, delimiter=separator)
        writer.writerow(columns or self.columns())
        writer.writerows(rows)
        return self.write(name, out.getvalue())

    def results(self, *arguments):
        return run("results", *arguments, "--data", "data", cwd=self.folder)

    def enter(self, table, *options):
        return self.results("enter", "./mau.yaml", table, *options)

    def enter_at_a_terminal(self, table, typed):
        """What is shown when somebody sits there and types."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(self.folder)
            os.execv(harness.PROGRAM, [harness.PROGRAM, "--lang", "en", "results", "enter",
                                       "./mau.yaml", str(table), "--data", "data"])
        os.write(terminal, typed.encode("utf-8"))
        shown = b""
        try:
            while part := os.read(terminal, 65536):
                shown += part
        except OSError:  # Linux says EIO when the other side has closed.
            pass
        _, status = os.waitpid(pid, 0)
        os.close(terminal)
        return os.waitstatus_to_exitcode(status), shown.decode("utf-8", "replace")

    def report(self, *options):
        result = run("report", "data", "mau.yaml", "--team", *options, cwd=self.folder)
        self.assert_exit(result, DONE)
        return result.stdout

    # ---- printed ----

    def test_sheets_key_and_table_are_written(self):
        folder = self.print_quiz("--sheets", "3", "--all")
        self.assertEqual(self.files("out"), ["mau-answers.csv", "mau-answers.pdf", "mau-key.pdf",
                                             "mau-questions.pdf"])
        questions = text_of(folder / "mau-questions.pdf")
        for word in ("Bộ câu hỏi mẫu", "Gọi ngân hàng", "Tắt máy là đúng."):
            self.assertIn(word, questions)
        answers = text_of(folder / "mau-answers.pdf")
        self.assertIn("003", answers)
        self.assertNotIn("Gọi ngân hàng", answers)
        self.assertIn("AC", text_of(folder / "mau-key.pdf"))
        rows = list(csv.reader(io.StringIO(
            (folder / "mau-answers.csv").read_text("utf-8-sig"))))
        self.assertEqual([row[0] for row in rows], ["sheet", "1", "2", "3"])
        self.assertEqual([name.split(" #")[0] for name in rows[0][4:]],
                         ["1. mot", "2. nhieu", "3. dung", "4. thu-tu"])
        for path in folder.glob("*.pdf"):
            check = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
            self.assertEqual(check.returncode, 0, check.stdout)

    def test_every_sheet_has_the_same_code_and_phones_read_it(self):
        folder = self.print_quiz("--sheets", "2", "--seed", "7")
        codes = set()
        for name, page in (("questions", 1), ("answers", 1), ("answers", 2), ("key", 1)):
            for dpi in (100, 150, 300):
                read = read_codes(folder / f"mau-{name}.pdf", page, dpi)
                self.assertEqual(len(read), 1, f"{name} {page} at {dpi} dpi")
                codes |= read
        self.assertRegex(codes.pop(),
                         r"^ngoso quiz=mau version=[0-9a-f]{16} questions=4 seed=7$")
        self.assertFalse(codes)

    def test_typed_answers_are_not_overwritten(self):
        folder = self.print_quiz()
        (folder / "mau-answers.csv").write_text("typed", "utf-8")
        self.assertEqual((self.print_quiz() / "mau-answers.csv").read_text("utf-8"), "typed")

    def test_the_same_seed_gives_the_same_bytes(self):
        names = [f"mau-{part}.pdf" for part in ("questions", "answers", "key")]
        first = [(self.print_quiz("--seed", "3") / name).read_bytes() for name in names]
        again = [(self.print_quiz("--seed", "3") / name).read_bytes() for name in names]
        self.assertEqual(first, again)

    def test_a_place_on_a_picture_is_left_out_and_said(self):
        shutil.copy(next(pathlib.Path(SOURCE / "tests" / "golden" / "pages").glob("*.png")),
                    self.folder / "a.png")
        self.quiz.write_text(quiz(more=question("cho", "point", PICTURE, "Chỉ chỗ tắt.")), "utf-8")
        result = run("quiz", "print", "./mau.yaml", "--all", "--out", "out", cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertIn("1 question asks for a place on a picture", result.stdout)
        self.assertNotIn("Chỉ chỗ tắt.", text_of(self.folder / "out" / "mau-questions.pdf"))
        self.assertIn("Chỉ chỗ tắt.", text_of(self.folder / "out" / "mau-key.pdf"))

    def test_one_letter_being_right_too_often_is_said(self):
        more = "".join(question(f"c{i}", "single", OPTIONS, f"Câu {i}?") for i in range(5))
        self.quiz.write_text(quiz(more=more), "utf-8")
        result = run("quiz", "print", "./mau.yaml", "--all", cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertIn("6 have it at B", result.stderr)

    def test_wrong_calls_are_told(self):
        for arguments, code, words in (
                (("quiz", "show", "mau"), USAGE, "“print”"), (("quiz", "print"), USAGE, "one quiz"),
                (("quiz", "print", "fraud", "--round", "3", "--all"), USAGE, "do not go together"),
                (("quiz", "print", "vneit"), USAGE, "did you mean “vneid”"),
                (("quiz", "print", "./none.yaml"), PROBLEMS, "none.yaml"),
                (("quiz", "print", "fraud", "--out", "mau.yaml/x"), SYSTEM, "mau.yaml")):
            result = run(*arguments, cwd=self.folder)
            self.assert_exit(result, code)
            self.assertIn(words, result.stderr)

    # ---- typed and entered ----

    def right_order(self):
        """The letters that are right for the order, from the key."""
        key = text_of(self.print_quiz("--all") / "mau-key.pdf")
        return re.search(r"^\s*4\s+([A-C]{3})\b", key, re.M)[1]

    def sheets(self, order):
        return [["1", "Thôn Đông", "3", "d-1", "B", "AC", "A", order],
                ["2", "Thôn Đông", "60-69", "", "a", "c a", "b", ""],
                ["3", "Thôn Tây", "", "", "", "", "", ""],
                ["4", "", "", "", "", "", "", ""]]

    def test_what_was_typed_is_in_the_report_until_taken_back(self):
        table = self.type_in(self.sheets(self.right_order()))
        before = self.enter(table)
        self.assert_exit(before, USAGE)
        self.assertIn("add --yes", before.stdout)
        self.assertIn("No sheets", self.results("batches").stdout)
        self.assert_exit(self.enter(table, "--preview"), DONE)
        self.assertIn("No sheets", self.results("batches").stdout)
        done = self.enter(table, "--yes", "--date", "20/11/2026")
        self.assert_exit(done, DONE)
        self.assertRegex(done.stdout, r"Thôn Đông +60–69 +D-1 +4/4 +B AC A [A-C]{3}")
        self.assertIn("3 sheets, 4 questions: 7 of 12 answered, 5 right.", done.stdout)
        batch = re.search(r"batch ([0-9a-f]{8})", done.stdout)[1]
        # The sheets' day, not today; three rounds, of which one person has a code.
        self.assertIn("20/11/2026", self.report())
        self.assertRegex(self.report(), r"\b3 rounds\b")
        self.assertIn("Thôn Tây", self.report())
        self.assertRegex(self.results("batches").stdout, batch + r" +mau +20/11/2026 +3 +counts")
        self.assert_exit(self.results("withdraw", batch[:5], "--yes"), DONE)
        self.assertIn("Nobody has taken a quiz", self.report())
        self.assertIn("taken back", self.results("batches").stdout)
        self.assertIn("before", self.results("withdraw", batch).stdout)
        self.assert_exit(self.results("verify"), DONE)

    def test_only_a_clear_yes_records(self):
        table = self.type_in(self.sheets("ABC"))
        for typed, recorded in (("n\n", False), ("\n", False), ("yesterday\n", False),
                                ("có\n", True)):
            code, shown = self.enter_at_a_terminal(table, typed)
            self.assertEqual(code, DONE, shown)
            self.assertIn("Record these sheets?", shown)
            self.assertEqual("Nothing was recorded." in shown, not recorded, shown)
        self.assertRegex(self.results("batches").stdout, r" 3 +counts")

    def test_the_same_table_counts_once_however_it_is_saved(self):
        rows = self.sheets("ABC")
        self.assert_exit(self.enter(self.type_in(rows), "--yes"), DONE)
        other = self.type_in(rows, "again.csv", ";")
        other.write_bytes(b"\xef\xbb\xbf" + other.read_bytes())
        again = self.enter(other, "--yes")
        self.assert_exit(again, DONE)
        self.assertIn("recorded already", again.stdout)
        self.assertEqual(len(self.results("batches").stdout.splitlines()), 2)
        rows[0][4] = "A"
        corrected = self.enter(self.type_in(rows), "--preview")
        self.assertIn("was entered before", corrected.stdout)

    def test_all_errors_are_told_at_once_and_nothing_is_recorded(self):
        rows = [["1", "", "9", "", "E", "AB", "A", ""], ["2", "", "", "Nguyễn Thị A", "B", "AA", "", ""],
                ["2", "", "", "", "AB", "", "", "ABCA"], ["5", "", "", "", "B", "", "", ""]]
        table = self.type_in(rows)
        result = self.enter(table, "--yes")
        self.assert_exit(result, PROBLEMS)
        places = re.findall(r"typed\.csv:(\d+):\d+: error\[(E\d+)\]", result.stderr)
        self.assertEqual(sorted(places), [("2", "E010"), ("2", "E011"), ("3", "E010"),
                                          ("3", "E012"), ("4", "E010"), ("4", "E010"),
                                          ("4", "E013")])
        self.assertIn("row 2, column “1. mot", result.stderr)
        self.assertIn("3 rows are wrong", result.stdout)
        self.assertIn("No sheets", self.results("batches").stdout)
        rest = self.enter(table, "--skip-bad", "--yes")
        self.assert_exit(rest, DONE)
        self.assertIn("Recorded: 1 sheet,", rest.stdout)

    def test_a_question_changed_since_printing_is_not_guessed_at(self):
        table = self.type_in(self.sheets("ABC"))
        self.quiz.write_text(quiz(single=OPTIONS.replace("Ba", "Bốn")), "utf-8")
        result = self.enter(table, "--yes")
        self.assert_exit(result, PROBLEMS)
        self.assertIn("error[E002]", result.stderr)
        self.assertIn("No sheets", self.results("batches").stdout)

    def test_tables_of_ones_own_and_wrong_ones(self):
        own = self.type_in([["b", "Đ"]], columns=["mot", "dung"])
        self.assert_exit(self.enter(own, "--preview"), DONE)
        for columns, code in ((["mot", "2. nhiu"], "E001"), (["mot", "2. mot"], "E003"),
                              (["sheet", "village"], "E004"), (["mot", "MOT"], "R008")):
            result = self.enter(self.type_in([["A", "A"]], columns=columns), "--yes")
            self.assert_exit(result, PROBLEMS)
            self.assertIn(f"error[{code}]", result.stderr)
        other = self.type_in([["A", "A"]], columns=["1. {}".format(i) for i in QUESTIONS_OF_SIM])
        result = self.enter(other, "--yes")
        self.assert_exit(result, PROBLEMS)
        self.assertEqual(result.stderr.count("error["), 1, result.stderr)
        self.assertIn("this is the table of another quiz", result.stderr)
        self.assertIn("it fits quiz “sim”: ngoso results enter sim", result.stderr)
        self.assert_exit(self.enter("none.csv"), PROBLEMS)
        self.assert_exit(self.enter(own, "--date", "2099-01-01"), USAGE)
        self.assert_exit(self.results("withdraw", "abc"), PROBLEMS)
        self.assert_exit(self.results("withdraw", "abcdef", "--yes"), PROBLEMS)

    # ---- keys corrected ----

    def test_a_key_is_corrected_by_letters(self):
        self.assert_exit(self.enter(self.type_in(self.sheets("ABC")), "--yes"), DONE)
        asked = self.results("rekey", "./mau.yaml", "mot", "--right", "A,B")
        self.assert_exit(asked, USAGE)
        self.assertIn("1 answer changes its mark", asked.stdout)
        self.assertIn("No key", self.results("rekeys").stdout)
        done = self.results("rekey", "./mau.yaml", "mot", "--right", "A,B", "--reason",
                            "cả hai đều được", "--yes")
        self.assert_exit(done, DONE)
        listed = self.results("rekeys").stdout
        self.assertRegex(listed, r"mau/mot +[0-9a-f]{8} +b → a\|b +1/2 .*cả hai đều được")
        self.assertIn("cả hai đều được", self.report())
        again = self.results("rekey", "./mau.yaml", "mot", "--right", "C", "--yes")
        self.assertIn("The reason given before stays: “cả hai đều được”", again.stdout)
        self.assertIn("cả hai đều được", self.results("rekeys").stdout)
        self.results("rekey", "./mau.yaml", "mot", "--right", "A", "--yes")
        self.assertRegex(" ".join(self.report().split()), r"to a \(cả hai đều được\): \d of 2 answers")
        self.results("rekey", "./mau.yaml", "mot", "--right", "A,B", "--reason",
                     "cả hai đều được", "--yes")
        for letters in ("D", "AB", "A,,B", "", "?"):
            wrong = self.results("rekey", "./mau.yaml", "mot", "--right", letters, "--yes")
            self.assertIn(wrong.returncode, (PROBLEMS, USAGE))
        self.assertEqual(self.results("rekeys").stdout, listed)

    def test_a_key_is_corrected_from_the_file(self):
        self.assert_exit(self.enter(self.type_in(self.sheets("ABC")), "--yes"), DONE)
        same = self.results("rekey", "./mau.yaml", "mot", "--yes")
        self.assert_exit(same, PROBLEMS)
        self.assertIn("as it stands in the quiz file", same.stderr)
        moved = OPTIONS.replace("Một\n", "Một\n        right: true\n").replace(
            "Hai\n        right: true\n", "Hai\n")
        self.quiz.write_text(quiz(single=moved), "utf-8")
        self.assertEqual(yaml.safe_load(self.quiz.read_text("utf-8"))["questions"][0]["options"][0]
                         ["right"], True)
        done = self.results("rekey", "./mau.yaml", "mot", "--yes")
        self.assert_exit(done, DONE)
        self.assertIn("2 answers change their mark", done.stdout)
        self.assertRegex(self.results("rekeys").stdout, r"b → a +2/2")
        self.assertIn("marked anew", self.report())
        far = self.results("rekey", "./mau.yaml", "mo", "--yes")
        self.assert_exit(far, USAGE)
        self.assertIn("did you mean “mot”", far.stderr)


if __name__ == "__main__":
    harness.main()
