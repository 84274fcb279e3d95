"""The command line: help, suggestions, refusals, languages, terminals."""
import json
import re
import subprocess
import unittest

import harness
from harness import DONE, SYSTEM, USAGE, run

COMMANDS = ["render", "catalogue", "print", "check", "handbook", "qr", "stall", "script", "new", "designs", "sheets", "schema", "kiosk", "keys", "results",
            "report", "review", "followup", "visit", "indicators", "quiz", "help"]
MANUAL = harness.SOURCE / "src/cli/ngoso.1"


class Help(unittest.TestCase):
    def test_without_anything_shows_help_and_fails(self):
        result = run()
        self.assertEqual(result.returncode, USAGE)
        self.assertEqual(result.stdout, "")
        self.assertIn("Usage", result.stderr)

    def test_help_lists_every_command(self):
        for arguments in (["--help"], ["help"], ["-h"]):
            result = run(*arguments)
            self.assertEqual((result.returncode, result.stderr), (DONE, ""))
            listed = re.findall(r"^  ([a-z]+)   *[A-Z]", result.stdout, re.M)
            self.assertEqual(listed, COMMANDS)

    def test_each_command_explains_itself(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                by_option, by_command = run(command, "--help"), run("help", command)
                self.assertEqual((by_option.returncode, by_option.stderr), (DONE, ""))
                self.assertEqual(by_option.stdout, by_command.stdout)
                for part in ("Usage", f"ngoso {command}", "Options", "Exit codes"):
                    self.assertIn(part, by_option.stdout)

    def test_help_comes_first_whatever_else_is_wrong(self):
        self.assertEqual(run("new", "--help").returncode, DONE)
        self.assertEqual(run("schema", "a", "b", "--help").returncode, DONE)

    def test_manual_names_every_command_and_option(self):
        manual = MANUAL.read_text(encoding="utf-8").replace("\\-", "-")
        for command in COMMANDS:
            self.assertIn(f"ngoso {command}", manual)
            for option in re.findall(r"^  (--[a-z-]+)", run("help", command).stdout, re.M):
                self.assertIn(option, manual, f"{command} {option}")

    def test_version(self):
        for arguments in (["--version"], ["render", "--version"]):
            result = run(*arguments)
            self.assertEqual(result.returncode, DONE)
            self.assertRegex(result.stdout, r"\Angoso \d+\.\d+\.\d+\n\Z")

    def test_version_needs_nothing_shipped(self):
        result = run("--version", env={"NGOSO_DATA": "/nonexistent"})
        self.assertEqual((result.returncode, result.stderr), (DONE, ""))

    def test_hints_name_the_program_as_it_was_called(self):
        for named, shown in ((None, "ngoso"), ("./ngoso", "./ngoso"), ("a b; rm", "ngoso")):
            result = run("designs", env={"NGOSO_COMMAND": named} if named else None)
            self.assertIn(f"Use one: {shown} render", result.stdout)

    def test_what_is_shipped_is_missed_with_its_place(self):
        result = run("render", env={"NGOSO_DATA": "/nonexistent"})
        self.assertEqual(result.returncode, SYSTEM)
        self.assertIn("/nonexistent", result.stderr)


class Refusals(unittest.TestCase):
    ROWS = [
        (["rendr"], "did you mean “render”?"),
        (["chek"], "did you mean “check”?"),
        (["xyzzy"], "there is no command “xyzzy”"),
        (["help", "desings"], "did you mean “designs”?"),
        (["render", "--desing", "leaflet"], "did you mean --design?"),
        (["render", "--comune=x"], "there is no option --comune; did you mean --commune?"),
        (["render", "--xyzzy"], "there is no option --xyzzy"),
        (["render", "-q"], "there is no option -q"),
        (["--langg", "vi"], "did you mean --lang?"),
        (["render", "--design"], "--design needs a value"),
        (["render", "--design", "leafet"], "did you mean “leaflet”?"),
        (["render", "--design", "leaflet,,trifold"], "there is no design “”"),
        (["render", "--design", ""], "--design needs a value that is not empty"),
        (["render", "--out="], "--out needs a value that is not empty"),
        (["render", "--out", "a", "--out", "b"], "--out is given twice"),
        (["catalogue", "--out", "cat.pdf"], "--out takes a folder, not a file like “cat.pdf”"),
        (["handbook", "--out", "x/so.pdf"], "--out takes a folder, not a file like “x/so.pdf”"),
        (["render", "--ink", "red"], "--ink takes one of colour|mono|both, not “red”"),
        (["render", "--as", "png", "--dpi", "29"], "from 30 to 1200, not “29”"),
        (["render", "--as", "png", "--dpi", "1201"], "from 30 to 1200"),
        (["render", "--as", "png", "--dpi", "150x"], "from 30 to 1200"),
        (["render", "--as", "png", "--dpi", "-5"], "from 30 to 1200"),
        (["render", "--as", "png", "--dpi", "99999999999999999999"], "from 30 to 1200"),
        (["render", "--dpi", "100"], "add --as png"),
        (["render", "vneidd"], "did you mean “vneid”?"),
        (["render", "VNeID"], "did you mean “vneid”?"),
        (["RENDER"], "did you mean “render”?"),
        (["render", "."], "“.” is a folder"),
        (["render", ""], "there is no guide “”\n"),
        (["render", str(harness.GUIDES / "commune.example.yaml")], "name it after --commune"),
        (["qr", str(harness.GUIDES / "trusted-domains.yaml")], "is a list of trusted domains"),
        (["render", "kham-benh"], "give its path: ./kham-benh.yaml"),
        (["render", "--village", "x"], "needs the commune's file"),
        (["check", "--valid-days", "0"], "from 1 to 3650"),
        (["check", "--quiet=yes"], "--quiet takes no value"),
        (["check", "--lang", "fr"], "--lang takes one of vi|en, not “fr”"),
        (["designs", "x"], "“designs” takes no arguments, but “x” was given"),
        (["schema"], "“schema” needs: guide|commune|trusted-domains|quiz|facts|banks|spoken|indicators|words|handbook"),
        (["schema", "x"], "there is no schema “x”"),
        (["help", "a", "b"], "“help” takes at most 1 argument"),
        (["new"], "“new” needs: guide ID | quiz ID | words LL | commune"),
        (["new", "x"], "makes a “guide”, a “quiz”, “words” or a “commune”, not “x”"),
        (["new", "guide"], "needs an id"),
        (["new", "quiz"], "needs an id"),
        (["new", "quiz", "../x"], "cannot be an id"),
        (["new", "commune", "x"], "takes no name"),
        (["new", "guide", "../x"], "cannot be an id"),
        (["new", "guide", "Khám"], "cannot be an id"),
        (["new", "guide", "-x-"], "there is no option -x"),
        (["new", "guide", "--", "-x-"], "cannot be an id"),
    ]

    def test_each_is_told_and_nothing_done(self):
        for arguments, message in self.ROWS:
            with self.subTest(arguments=arguments):
                result = run(*arguments)
                self.assertIn(message, result.stderr)
                self.assertEqual(result.returncode, USAGE)
                self.assertEqual(result.stdout, "")
                self.assertRegex(result.stderr, r"Try: ngoso .*--help\n\Z")

    def test_too_many_guides(self):
        result = run("check", *["./x.yaml"] * 501)
        self.assertEqual(result.returncode, USAGE)
        self.assertIn("at most 500", result.stderr)


class Languages(unittest.TestCase):
    def test_lang_stands_before_or_after_the_command(self):
        before = run("--lang", "en", "designs", lang=None)
        after = run("designs", "--lang=en", lang=None)
        self.assertEqual(before.stdout, after.stdout)
        self.assertIn("Design ", before.stdout)

    def test_vietnamese_is_spoken_unless_the_locale_is_english(self):
        vietnamese = run("help", lang="vi").stdout
        english = run("help", lang="en").stdout
        self.assertNotEqual(vietnamese, english)
        for locale, expected in (("C.UTF-8", vietnamese), ("vi_VN.UTF-8", vietnamese),
                                 ("de_DE.UTF-8", vietnamese), ("en_GB.UTF-8", english)):
            with self.subTest(locale=locale):
                said = run("help", lang=None, env={"LC_ALL": locale, "LANGUAGE": ""})
                self.assertEqual(said.stdout, expected)

    def test_complaints_are_in_the_language_asked_for_later(self):
        english = run("render", "--xyzzy", "--lang", "en", lang=None).stderr
        vietnamese = run("render", "--xyzzy", "--lang", "vi", lang=None).stderr
        self.assertIn("there is no option", english)
        self.assertNotIn("there is no option", vietnamese)

    def test_every_help_is_translated(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                vietnamese = run("help", command, lang="vi").stdout
                for line in run("help", command, lang="en").stdout.splitlines():
                    words = re.findall(r"\b[a-z]{2,}\b", re.sub(r"^  --.*?  ", "", line))
                    if len(words) > 3 and not {"ngoso", "yaml"} & set(words):
                        self.assertNotIn(line, vietnamese)


class Output(harness.FolderTest):
    def test_columns_line_up_with_vietnamese_letters(self):
        lines = run("designs", lang="vi").stdout.splitlines()
        head, rows = lines[0], [line for line in lines[1:] if "×" in line]
        self.assertGreaterEqual(len(rows), 7)
        ends = {re.search(r"\d+ × \d+", row).end() for row in rows}
        self.assertEqual(len(ends), 1)
        self.assertEqual(head.index("(mm)") + 4, ends.pop())

    def test_full_output_is_an_error(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            code = subprocess.run([harness.PROGRAM, "--lang", "en", "designs"], stdout=full,
                                          stderr=subprocess.PIPE, check=False)
        self.assertEqual(code.returncode, SYSTEM)
        self.assertIn(b"standard output", code.stderr)

    def test_colours_only_on_a_terminal_and_not_with_no_color(self):
        self.assertNotIn("\033", run("designs").stdout)
        for env, coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True),
                              ({"TERM": "dumb"}, False)):
            with self.subTest(env=env):
                code, shown = harness.run_in_terminal("designs", env=env)
                self.assertEqual(code, DONE)
                self.assertEqual("\033[1m" in shown, coloured)

    def test_piped_run_shows_no_progress(self):
        result = run("render", "vneid", "--design", "leaflet", "--out", self.folder / "out")
        self.assertEqual(result.returncode, DONE)
        self.assertNotIn("\r", result.stdout + result.stderr)
        self.assertNotIn("\033", result.stdout + result.stderr)

    def test_progress_is_wiped_from_the_terminal(self):
        _, shown = harness.run_in_terminal("render", "--as", "png", "--design", "leaflet",
                                           "--out", self.folder / "out")
        self.assertIn("░", shown)
        self.assertEqual(shown.count("\r\033[K") > 1, True)
        after_last_bar = shown[shown.rindex("\r\033[K"):]
        self.assertNotIn("░", after_last_bar)

    def test_no_usage_line_is_longer_than_a_terminal(self):
        for command in COMMANDS:
            for lang in ("en", "vi"):
                shown = run(command, "--help", lang=lang).stdout.splitlines()
                begin = next(i for i, line in enumerate(shown) if line.startswith(f"  ngoso {command}"))
                for line in shown[begin:shown.index("", begin)]:
                    self.assertLessEqual(len(line), 79, line)

    def test_no_option_of_a_command_is_named_as_a_global_one(self):
        for command in COMMANDS:
            shown = run(command, "--help").stdout
            for option in ("--version", "--lang", "--help"):
                self.assertEqual(len(re.findall(rf"(?m)^  {option}\b", shown)), 1, command)

    def test_schemas_are_json(self):
        for name in ("guide", "commune", "trusted-domains", "quiz", "facts", "banks", "spoken",
                     "indicators", "words", "handbook"):
            with self.subTest(name=name):
                result = run("schema", name)
                self.assertEqual(result.returncode, DONE)
                self.assertIn("$schema", json.loads(result.stdout))


if __name__ == "__main__":
    harness.main()
