"""Guides in further languages: the shipped sample, what is missing, what a translator is told."""
import re
import subprocess

import yaml

import harness
from harness import DONE, PROBLEMS, USAGE, run

SAMPLES = harness.GUIDES / "samples"
GUIDE = (SAMPLES / "storms-fr.yaml").read_text("utf-8")
WORDS = (SAMPLES / "words-fr.yaml").read_text("utf-8")


def text_of(path):
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True,
                          encoding="utf-8").stdout


class Sample(harness.FolderTest):
    """French stands for any language that the program was not built with."""

    def setUp(self):
        super().setUp()
        self.write("storms-fr.yaml", GUIDE)
        self.write("words-fr.yaml", WORDS)

    def ngoso(self, *arguments, **options):
        return run(*arguments, cwd=self.folder, **options)

    def test_the_sample_is_sound(self):
        result = self.ngoso("check", "--strict", "./storms-fr.yaml", "./words-fr.yaml")
        self.assert_exit(result, DONE)
        self.assertIn("2 files checked: all is well", result.stdout)

    def test_pages_are_in_the_language_throughout(self):
        result = self.ngoso("render", "./storms-fr.yaml", "--design", "trifold")
        self.assert_exit(result, DONE)
        pdf = self.folder / "out/storms-fr/storms-fr-trifold.pdf"
        text = " ".join(text_of(pdf).split())
        for word in ("Pas à pas", "À préparer", "Équipe", "Vérifié le 21/11/2026", "Écoutez"):
            self.assertIn(word, text)
        for word in ("Step", "What you need", "Checked", "Team"):
            self.assertNotIn(word, text)
        shown = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", pdf, "-"],
                               capture_output=True, check=True).stdout
        self.assertIn(b"/Lang (fr)", shown)

    def test_the_date_is_written_as_the_words_say(self):
        self.write("words-fr.yaml", WORDS.replace('text: "DD/MM/YYYY"', 'text: "le DD.MM. YYYY"'))
        self.assert_exit(self.ngoso("render", "./storms-fr.yaml", "--design", "leaflet"), DONE)
        self.assertIn("le 21.11. 2026", text_of(self.folder / "out/storms-fr/storms-fr-leaflet.pdf"))

    def test_a_quiz_on_paper_says_which_words_it_lacks(self):
        quiz = (harness.GUIDES.parent / "quizzes/first-time.yaml").read_text("utf-8")
        self.write("quiz-fr.yaml", quiz.replace("id: first-time", "id: quiz-fr")
                   .replace("language: vi", "language: fr"))
        result = self.ngoso("quiz", "print", "./quiz-fr.yaml")
        self.assertRegex(result.stderr, r"quiz-fr.yaml:\d+:\d+: warning\[D005\]")
        self.write("words-fr.yaml", WORDS + '  - english: "True or false?"\n    text: "Vrai ou faux ?"\n')
        self.ngoso("quiz", "print", "./quiz-fr.yaml")
        printed = text_of(self.folder / "out/quiz-fr/quiz-fr-questions.pdf")
        self.assertIn("Vrai ou faux", printed)

    def test_the_loudspeaker_speaks_it(self):
        result = self.ngoso("script", "./storms-fr.yaml", "--format", "text")
        self.assert_exit(result, DONE)
        text = (self.folder / "out/storms-fr/storms-fr-script-2.txt").read_text("utf-8")
        self.assertIn("Étape 1 : Écoutez", text)
        self.assertIn("Merci de votre attention.", text)

    def test_without_its_sentences_the_loudspeaker_is_refused(self):
        self.write("words-fr.yaml", WORDS.replace('  - english: "We repeat."\n    text: "Nous répétons."\n', ""))
        result = self.ngoso("script", "./storms-fr.yaml", "--format", "text")
        self.assert_exit(result, PROBLEMS)
        self.assertRegex(result.stderr, r"storms-fr.yaml:5:11: error\[D006\]: 1 of the sentences.*«We repeat.»")
        self.assertFalse((self.folder / "out").exists())

    def test_a_voice_that_is_not_there_is_told(self):
        self.write("storms-qaa.yaml", GUIDE.replace("storms-fr", "storms-qaa").replace("language: fr", "language: qaa"))
        self.write("words-qaa.yaml", WORDS.replace("language: fr", "language: qaa"))
        result = self.ngoso("script", "./storms-qaa.yaml", "--format", "wav")
        self.assertNotEqual(result.returncode, DONE)
        self.assertIn("espeak-ng cannot speak “qaa”", result.stderr)
        self.assertEqual(list(self.folder.rglob("*.wav")), [])

    def test_missing_words_are_told_once_and_come_out_in_english(self):
        self.write("words-fr.yaml", WORDS.replace('  - english: "Team"\n    text: "Équipe"\n', ""))
        result = self.ngoso("check", "./storms-fr.yaml")
        self.assert_exit(result, DONE)
        self.assertEqual(result.stdout.count("warning[D005]"), 1)
        result = self.ngoso("check", "./words-fr.yaml")
        self.assertRegex(result.stdout, r"words-fr.yaml:5:11: warning\[W056\]: 1 of the words.*«Team»")

    def test_wrong_words_stop_the_page_with_their_place(self):
        self.write("words-fr.yaml", WORDS.replace("Vérifié le %s", "Vérifié"))
        result = self.ngoso("render", "./storms-fr.yaml", "--design", "leaflet")
        self.assert_exit(result, PROBLEMS)
        self.assertRegex(result.stderr + result.stdout, r"words-fr.yaml:\d+:11: error\[W053\]")

    def test_a_letter_without_font_is_named_with_its_place(self):
        for letter, code in (("ក", "U+1780"), ("你", "U+4F60"), ("م", "U+0645"), ("ꪀ", "U+AA80")):
            with self.subTest(letter):
                self.write("storms-fr.yaml", GUIDE.replace("title: Tempêtes", f"title: {letter}"))
                result = self.ngoso("check", "./storms-fr.yaml")
                self.assert_exit(result, PROBLEMS)
                self.assertIn(f"storms-fr.yaml:6:8: error[D003]: the fonts have no “{letter}” ({code})", result.stdout)
                self.write("storms-fr.yaml", GUIDE)
                self.write("words-fr.yaml", WORDS.replace("Équipe", letter))
                result = self.ngoso("check", "./words-fr.yaml")
                self.assert_exit(result, PROBLEMS)
                self.assertRegex(result.stdout, rf"words-fr.yaml:\d+:11: error\[D003\].*{letter}")
                self.write("words-fr.yaml", WORDS)

    def test_designs_lists_the_languages(self):
        self.assertIn("vi (Tiếng Việt), en (English), fr (Français)", self.ngoso("designs").stdout)

    def test_the_original_is_found_and_compared(self):
        self.write("storms-fr.yaml", re.sub(r"(?m)^  - text: Une fois.*\n.*\n.*\n", "", GUIDE))
        result = self.ngoso("check", "./storms-fr.yaml")
        self.assert_exit(result, PROBLEMS)
        self.assertIn("«steps»: the original has 7, this translation 6", result.stdout)
        self.write("storms.yaml", (harness.GUIDES / "storms.yaml").read_text("utf-8")
                   .replace("reviewed: 2026-11-21", "reviewed: 2026-11-22"))
        self.write("storms-fr.yaml", GUIDE)
        result = self.ngoso("check", "./storms-fr.yaml", env={"SOURCE_DATE_EPOCH": "1795392000"})
        self.assertIn("warning[G065]: this translation is older", result.stdout)


class New(harness.FolderTest):
    def test_a_translation_starts_as_its_original_and_check_says_what_is_left(self):
        result = run("new", "guide", "--language", "km", "--from", "storms", cwd=self.folder)
        self.assert_exit(result, DONE)
        made = yaml.safe_load((self.folder / "storms-km.yaml").read_text("utf-8"))
        original = yaml.safe_load((harness.GUIDES / "storms.yaml").read_text("utf-8"))
        self.assertEqual((made.pop("id"), made.pop("language")), ("storms-km", "km"))
        del original["id"], original["language"]
        self.assertEqual(made, original)
        result = run("check", "storms-km.yaml", cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertGreater(result.stdout.count("warning[G064]: this is not translated yet"), 20)
        self.assert_exit(run("new", "guide", "--language", "km", "--from", "storms", cwd=self.folder), PROBLEMS)

    def test_what_cannot_be_started_is_refused(self):
        rows = [
            (["guide", "--language", "fr"], USAGE),
            (["guide", "--from", "storms"], USAGE),
            (["guide", "--language", "French", "--from", "storms"], USAGE),
            (["guide", "--language", "../x", "--from", "storms"], USAGE),
            (["guide", "--language", "vi", "--from", "storms"], USAGE),
            (["guide", "--language", "fr", "--from", "stroms"], USAGE),
            (["quiz", "a", "--language", "fr", "--from", "storms"], USAGE),
            (["words"], USAGE), (["words", "vi"], USAGE), (["words", "../fr"], USAGE),
        ]
        for arguments, code in rows:
            with self.subTest(arguments):
                self.assert_exit(run("new", *arguments, cwd=self.folder), code)
                self.assertEqual(list(self.folder.iterdir()), [])

    def test_new_words_hold_whatever_pages_print(self):
        """The list in the program against the sources that print in a guide's language."""
        self.assert_exit(run("new", "words", "km", cwd=self.folder), DONE)
        made = yaml.safe_load((self.folder / "words-km.yaml").read_text("utf-8"))
        listed = {word["english"] for word in made["words"]}
        printed = set()
        for file in ("page/words.c", "page/script.c", "content/spoken/script.c", "cli/paper/script_sound.c",
                     *(f"page/quiz/{part}.c" for part in ("paper", "answers", "key", "questions"))):
            source = (harness.SOURCE / "src" / file).read_text("utf-8")
            for call in re.findall(r'N_\(((?:"(?:[^"\\]|\\.)*"\s*)+)\)', source):
                printed.add("".join(re.findall(r'"((?:[^"\\]|\\.)*)"', call)).replace('\\"', '"'))
        self.assertEqual(listed, printed)


if __name__ == "__main__":
    harness.main()
