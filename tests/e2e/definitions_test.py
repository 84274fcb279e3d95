"""ngoso check, new and qr: files that people write, with all their mistakes."""
import json
import re

import harness
from harness import DONE, PROBLEMS, USAGE, run

SOUND = (harness.GUIDES / "vneid.yaml").read_text(encoding="utf-8")


def changed(old, new, text=SOUND):
    assert old in text, f"the shipped guide no longer says {old!r}: change this test"
    return text.replace(old, new, 1)


class Check(harness.FolderTest):
    def check(self, *arguments, **options):
        return run("check", *arguments, cwd=self.folder, **options)

    def test_shipped_guides_and_quizzes_are_sound(self):
        result = self.check("--strict")
        self.assert_exit(result, DONE)
        self.assertEqual(result.stderr, "")
        # The indicators and two handbooks are no guides.
        count = 3 + len(harness.shipped_ids()) + len(list(harness.QUIZZES.glob("*.yaml")))
        self.assertRegex(result.stdout, rf"\A{count} files checked: all is well")

    def test_a_sound_guide_of_ones_own(self):
        self.write("vneid.yaml", SOUND)
        self.assert_exit(self.check("vneid.yaml"), DONE)
        self.assert_exit(self.check("./vneid.yaml", "--quiet"), DONE)
        self.assertEqual(self.check("./vneid.yaml", "--quiet").stdout, "")

    def test_all_problems_of_all_files_show_in_one_run(self):
        first = changed("icon: fingerprint", "icon: fingerprnt")
        first = changed("subject: platforms", "subjct: platforms", first)
        first = changed("{vneid.android}", "not a package", first)
        second = changed("id: vneid", "id: other")
        second = changed("title: ", "title: **unclosed ", second)
        self.write("vneid.yaml", first)
        self.write("other.yaml", second)
        self.write("commune.yaml", "nam: xã Mẫu\n")
        result = self.check("./vneid.yaml", "./other.yaml", "./absent.yaml")
        self.assert_exit(result, PROBLEMS)
        for file, line in (("vneid.yaml", r"\d+"), ("other.yaml", r"\d+"), ("commune.yaml", "1")):
            self.assertRegex(result.stdout, rf"(?m)^(\./)?{file}:{line}:\d+: error\[[A-Z]\d\d\d\]: ")
        self.assertIn("absent.yaml", result.stdout)
        for word in ("subject", "name"):  # The nearest known keys.
            self.assertIn(word, result.stdout)
        self.assertIn("^~~~", result.stdout)
        self.assertRegex(result.stdout, r"(?m)^\d+ errors")
        self.assertIn("checked", result.stdout)

    def test_the_same_problem_in_many_designs_shows_once(self):
        self.write("vneid.yaml", changed("qr:\n", "qr:\n  - kind: link\n    label: Trang lạ\n"
                                                  "    value: https://example.org\n"))
        result = self.check("./vneid.yaml")
        self.assertEqual(len(re.findall(r"\[Q\d\d\d\]", result.stdout)), 1, result.stdout)

    def test_warnings_fail_only_when_strict(self):
        self.write("vneid.yaml", re.sub(r"(?m)^reviewed: .*$", "reviewed: 2026-01-02", SOUND))
        result = self.check("./vneid.yaml")
        self.assert_exit(result, DONE)
        self.assertIn("vneid.yaml", result.stdout)
        self.assertIn("1 warning", result.stdout)
        self.assert_exit(self.check("./vneid.yaml", "--strict"), PROBLEMS)
        self.assert_exit(self.check("./vneid.yaml", "--strict", "--valid-days", "3650"), DONE)

    def test_valid_days_reach_shipped_guides_too(self):
        env = {"SOURCE_DATE_EPOCH": "1800000000"}  # January 2027
        result = self.check("--valid-days", "1", env=env)
        self.assert_exit(result, DONE)
        self.assertEqual(len(re.findall(r"warning\[G053\]", result.stdout)), len(harness.shipped_ids()))
        self.assertEqual(len(re.findall(r"warning\[K053\]", result.stdout)),
                         len(list(harness.QUIZZES.glob("*.yaml"))))

    def test_one_file_under_two_names_is_one(self):
        self.write("vneid.yaml", SOUND)
        result = self.check("vneid.yaml", "./vneid.yaml", str(self.folder / "vneid.yaml"))
        self.assert_exit(result, DONE)
        self.assertNotIn("G090", result.stdout)

    def test_a_language_without_headings_is_told(self):
        self.write("vneid.yaml", changed("language: vi", "language: fr"))
        result = self.check("./vneid.yaml")
        self.assert_exit(result, DONE)
        self.assertEqual(result.stdout.count("warning[D005]"), 1)
        self.write("vneid.yaml", changed("language: vi", "language: en"))
        self.assertNotIn("D005", self.check("./vneid.yaml").stdout)

    def test_a_long_address_is_what_is_too_wide(self):
        self.write("vneid.yaml", changed("  - kind: app\n", "  - kind: link\n    label: Trang mẫu\n"
                                         f"    value: https://vneid.gov.vn/{'x' * 70}\n  - kind: app\n"))
        result = self.check("./vneid.yaml")
        self.assert_exit(result, PROBLEMS)
        self.assertRegex(result.stdout, r"error\[D002\].*\n.*value: https://vneid.gov.vn/xxx")
        self.assertNotRegex(result.stdout, r"error\[D002\].*\n.*label:")

    def test_villages_are_checked_too(self):
        long_team = "Tổ công nghệ số cộng đồng " * 4
        self.write("commune.yaml", "name: xã Mẫu\nvillages:\n  - name: thôn Một\n"
                   f"    team: {long_team}\n    leader: {'Nguyễn Văn A ' * 5}\n"
                   "  - name: thôn Hai\n    team: Tổ 中\n")
        result = self.check("vneid")
        self.assert_exit(result, PROBLEMS)
        self.assertRegex(result.stdout, r"(?m)^commune.yaml:4:\d+: error\[D001\]: poster-a3")
        self.assertRegex(result.stdout, r"(?m)^commune.yaml:7:\d+: error\[D003\]")

    def test_kind_of_file_is_told_by_name_or_keys(self):
        rows = [
            ("commune.yaml", "name: xã Mẫu\n", DONE, ""),
            ("xa-mau.yaml", "province: tỉnh Mẫu\nname: xã Mẫu\n", DONE, ""),
            ("hosts.yaml", "domains:\n  - host: vneid.gov.vn\n    reason: thử\n", DONE, ""),
            ("notes.yaml", "colour: red\nsize: 3\n", PROBLEMS, "no guide, no quiz, no commune file"),
            ("empty.yaml", "", PROBLEMS, "empty.yaml"),
            ("latin.yaml", b"title: C\xabng ngh\xd6 th\xabng tin\n", PROBLEMS, "latin.yaml"),
            ("binary.yaml", b"\x00\x01\x02\xff" * 100, PROBLEMS, "binary.yaml"),
            ("large.yaml", "# " + "x" * 300_000, PROBLEMS, "large.yaml"),
        ]
        for name, text, code, said in rows:
            with self.subTest(name=name):
                path = self.write(f"{name}.d/{name}", text)
                result = self.check(path)
                self.assert_exit(result, code)
                self.assertIn(said, result.stdout)

    def test_things_that_are_no_files(self):
        (self.folder / "folder.yaml").mkdir()
        for path in ("./folder.yaml", "./absent.yaml", "/dev/full.yaml"):
            with self.subTest(path=path):
                result = self.check(path)
                self.assert_exit(result, PROBLEMS)
                self.assertIn(path, result.stdout)

    def test_commune_in_the_current_folder_is_checked_too(self):
        self.write("commune.yaml", "phones: [abc]\n")
        result = self.check()
        self.assert_exit(result, PROBLEMS)
        self.assertIn("commune.yaml:1:", result.stdout)

    def test_a_guide_named_twice_is_checked_once(self):
        self.write("vneid.yaml", SOUND)
        self.assertIn("all is well", self.check("./vneid.yaml", "./vneid.yaml").stdout)

    def test_two_guides_of_one_id(self):
        self.write("a/vneid.yaml", SOUND)
        self.write("b/vneid.yaml", SOUND)
        result = self.check("a/vneid.yaml", "b/vneid.yaml")
        self.assert_exit(result, PROBLEMS)
        self.assertIn("error[G090]", result.stdout)
        self.assertIn("a/vneid.yaml:", result.stdout)

    def test_complaints_speak_vietnamese_by_default(self):
        self.write("vneid.yaml", changed("icon: fingerprint", "icon: fingerprnt"))
        english = self.check("./vneid.yaml")
        vietnamese = self.check("./vneid.yaml", lang=None)
        self.assert_exit(vietnamese, PROBLEMS)
        self.assertIn("error[", english.stdout)
        self.assertIn("lỗi[", vietnamese.stdout)


class New(harness.FolderTest):
    def test_a_new_guide_is_a_start_that_renders(self):
        result = run("new", "guide", "kham-benh", cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertEqual(self.files(), ["kham-benh.yaml"])
        self.assertIn("ngoso check kham-benh.yaml", result.stdout)
        self.assert_exit(run("check", "kham-benh.yaml", cwd=self.folder), DONE)
        made = run("render", "kham-benh.yaml", "--design", "leaflet", cwd=self.folder)
        self.assert_exit(made, DONE)
        self.assertEqual(self.files("out"), ["kham-benh/kham-benh-leaflet.pdf"])

    def test_hints_quote_paths_that_a_shell_would_split(self):
        result = run("new", "guide", "x1", "--out", "xã Mẫu, tổ 1's", cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertIn("check 'xã Mẫu, tổ 1'\\''s/x1.yaml'", result.stdout)

    def test_a_new_commune_file_is_found_by_the_next_run(self):
        self.assert_exit(run("new", "commune", cwd=self.folder), DONE)
        self.assert_exit(run("check", "commune.yaml", cwd=self.folder), DONE)
        made = run("render", "vneid", "--design", "leaflet", cwd=self.folder)
        self.assert_exit(made, DONE)
        self.assertIn("commune.yaml in this folder", made.stdout)

    def test_nothing_is_overwritten(self):
        for words, name in ((["guide", "x1"], "x1.yaml"), (["commune"], "commune.yaml")):
            with self.subTest(name=name):
                path = self.write(name, "precious")
                result = run("new", *words, cwd=self.folder)
                self.assert_exit(result, PROBLEMS)
                self.assertIn("is there already", result.stderr)
                self.assertEqual(path.read_text(encoding="utf-8"), "precious")

    def test_a_dangling_link_is_not_followed(self):
        (self.folder / "x1.yaml").symlink_to("elsewhere.yaml")
        run("new", "guide", "x1", cwd=self.folder)
        self.assertFalse((self.folder / "elsewhere.yaml").exists())

    def test_into_another_folder(self):
        self.assert_exit(run("new", "guide", "x1", "--out", "a/b", cwd=self.folder), DONE)
        self.assertEqual(self.files(), ["a/b/x1.yaml"])

    def test_where_nothing_can_be_written(self):
        self.write("file", "")
        result = run("new", "guide", "x1", "--out", "file/below", cwd=self.folder)
        self.assert_exit(result, harness.SYSTEM)
        self.assertIn("file", result.stderr)


class Codes(harness.FolderTest):
    def test_table_shows_what_each_code_opens(self):
        result = run("qr", "vneid")
        self.assert_exit(result, DONE)
        self.assertIn("https://play.google.com/store/apps/details?id=com.vnid", result.stdout)
        self.assertIn("Android app", result.stdout)

    def test_plain_lines_are_exact(self):
        guide = changed("qr:\n", 'qr:\n  - kind: wifi\n    label: Mạng\n    value: "A\\\\B"\n'
                                 '    password: "12345;678"\n')
        guide = re.sub(r"(?ms)^(  - kind: app.*?)(?=^  - kind|^\w)", "", guide)
        self.write("vneid.yaml", guide)
        result = run("qr", "--plain", "./vneid.yaml", cwd=self.folder)
        self.assertEqual(result.stdout.splitlines()[0],
                         r"vneid" "\tMạng\tWi-Fi\t" r"WIFI:T:WPA;S:A\\\\B;P:12345\\;678;;")

    def test_zalo_groups_of_the_commune(self):
        self.write("commune.yaml", "name: xã Mẫu\nteam: Tổ\nzalo: https://zalo.me/g/abcdef123\n")
        result = run("qr", "--plain", "vneid", "--commune", "commune.yaml", cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertIn("commune.yaml\tTổ\tlink\thttps://zalo.me/g/abcdef123\n", result.stdout)

    def test_unknown_guide(self):
        self.assert_exit(run("qr", "xyzzy"), USAGE)


QUIZ = """id: thu
title: Thử
about: Một bộ để thử.
subject: safety
icon: shield-check
guide: fraud
round: 1
reviewed: 2026-11-21
questions:
  - id: mot
    kind: true-false
    stem: Không đọc mã OTP cho ai.
    answer: true
    when_right: Đúng rồi bác ạ.
    when_wrong: Mã OTP là của riêng bác.
    source: Luật An ninh mạng 116/2025/QH15
"""


class Quizzes(harness.FolderTest):
    def check(self, text, *arguments):
        self.write("thu.yaml", text)
        return run("check", *arguments, "./thu.yaml", cwd=self.folder)

    def test_a_sound_quiz(self):
        self.assert_exit(self.check(QUIZ, "--strict"), DONE)

    def test_a_quiz_is_known_by_its_keys_or_its_folder(self):
        self.assertIn("[K002]", self.check("id: thu\ntitle: Thử\nquestions:\n").stdout)
        self.assertIn("[G002]", self.check("id: thu\ntitle: Thử\n").stdout)
        (self.folder / "quizzes").mkdir()
        self.write("quizzes/thu.yaml", "id: thu\ntitle: Thử\n")
        result = run("check", "quizzes/thu.yaml", cwd=self.folder)
        self.assertIn("[K002]", result.stdout)

    def test_what_a_quiz_names_must_be_there(self):
        for old, new, code in (
                ("guide: fraud", "guide: frud", "K091"),
                ("    kind:", "    guide: frud\n    kind:", "K091"),
                ("    kind:", "    step: 10\n    kind:", "K092"),
                ("    kind:", "    audio: a/b.wav\n    kind:", "K093"),
                ("shield-check", "shield-chek", "D004")):
            with self.subTest(new=new):
                result = self.check(changed(old, new, QUIZ))
                self.assert_exit(result, PROBLEMS)
                self.assertRegex(result.stdout, rf"thu.yaml:\d+:\d+: error\[{code}\]")
                self.assertIn("\n1 error\n", result.stdout)

    def test_a_guide_of_ones_own_is_named_beside_its_quiz(self):
        self.write("kham-benh.yaml", SOUND.replace("id: vneid", "id: kham-benh"))
        text = changed("guide: fraud", "guide: kham-benh", QUIZ)
        self.assertIn("K091", self.check(text).stdout)
        self.assert_exit(self.check(text, "./kham-benh.yaml"), DONE)

    def test_two_quizzes_of_one_id(self):
        self.write("thu.yml", QUIZ)
        self.assertIn("[K090]", self.check(QUIZ, "./thu.yml").stdout)

    def test_an_old_quiz_is_a_warning(self):
        old = changed("2026-11-21", "2026-01-02", QUIZ)
        self.assertIn("[K053]", self.check(old).stdout)
        self.assertNotIn("[K053]", self.check(old, "--valid-days", "3000").stdout)

    def test_what_the_kiosk_would_leave_out_is_not_listed(self):
        self.write("thu.yaml", QUIZ)
        self.write("hai.yaml", changed("answer: true", "answer: scam", QUIZ))
        result = run("kiosk", "--list-quizzes", "./thu.yaml", "./hai.yaml", cwd=self.folder)
        self.assert_exit(result, PROBLEMS)
        self.assertEqual([line.split()[0] for line in result.stdout.splitlines()], ["Quiz", "thu"])
        self.assertIn("K060", result.stderr)
        result = run("kiosk", "--list-quizzes", "./hai.yaml", cwd=self.folder)
        self.assertEqual((result.returncode, result.stdout), (PROBLEMS, ""))

    def test_quizzes_with_an_order_come_first(self):
        shipped = sorted(path.stem for path in harness.QUIZZES.glob("*.yaml"))
        result = run("kiosk", "--list-quizzes", cwd=self.folder)
        self.assert_exit(result, DONE)
        listed = [line.split()[0] for line in result.stdout.splitlines()[1:]]
        self.assertEqual(listed[0], "first-time")
        self.assertEqual(sorted(listed), shipped)
        self.assertEqual(listed[1:], sorted(listed[1:]))
        result = run("kiosk", "--list-quizzes", "vneid", "first-time", cwd=self.folder)
        listed = [line.split()[0] for line in result.stdout.splitlines()[1:]]
        self.assertEqual(listed, ["vneid", "first-time"])  # As they were named.

    def test_a_kiosk_started_by_hand_does_not_do_without_its_commune(self):
        """Where somebody looks it says so and stops; a machine that starts it alone comes up."""
        self.write("bad.yaml", "commune: [\n")
        nowhere = {"SDL_VIDEODRIVER": "none-such"}
        for name, said in (("missing.yaml", "missing.yaml"), ("bad.yaml", "bad.yaml:1")):
            arguments = ("kiosk", "--practice", "--window", "800x600", "--data", self.folder,
                         "--commune", name)
            with self.subTest(name=name):
                code, shown = harness.run_in_terminal(*arguments, cwd=self.folder, env=nowhere)
                self.assertEqual((code, said in shown), (PROBLEMS, True), shown)
                result = run(*arguments, cwd=self.folder, env=nowhere)
                self.assert_exit(result, harness.SYSTEM)  # It came as far as the screen.
                self.assertIn(said, result.stderr)

    def test_a_new_quiz_is_a_start_without_errors(self):
        self.assert_exit(run("new", "quiz", "thu", cwd=self.folder), DONE)
        result = run("check", "./thu.yaml", cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertEqual(set(re.findall(r"\[(\w{4})\]", result.stdout)), {"K052"})
        self.assert_exit(run("new", "quiz", "thu", cwd=self.folder), PROBLEMS)


class Schemas(harness.FolderTest):
    def test_shipped_schemas_are_what_the_program_prints(self):
        for name in ("guide", "commune", "trusted-domains", "quiz", "facts", "banks", "spoken",
                     "indicators", "handbook"):
            with self.subTest(name=name):
                folder = harness.QUIZZES if name == "quiz" else harness.GUIDES
                shipped = (folder / f"{name}.schema.json").read_text(encoding="utf-8")
                self.assertEqual(run("schema", name).stdout, shipped)
                json.loads(shipped)


if __name__ == "__main__":
    harness.main()
