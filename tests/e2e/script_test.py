"""`ngoso script`: what the loudspeaker reads, as paper, text and sound."""
import re
import subprocess
import unittest
import wave

import harness
from harness import DONE, PROBLEMS, USAGE, run

COMMUNE = harness.SOURCE / "tests" / "e2e" / "commune.yaml"


class Scripts(harness.FolderTest):
    def make(self, *words):
        result = run("script", *words, "--commune", COMMUNE, cwd=self.folder)
        self.assert_exit(result, DONE)
        return result.stdout

    def test_text_has_no_digit_and_fits_the_time(self):
        for minutes in (1, 2, 3):
            with self.subTest(minutes=minutes):
                said = self.make("vneid", "--minutes", minutes, "--format", "text")
                found = re.search(r"(\d+) syllables, (\d+) min (\d+) s", said)
                self.assertLessEqual(int(found[2]) * 60 + int(found[3]), minutes * 60)
                text = (self.folder / f"out/vneid/vneid-script-{minutes}.txt").read_text("utf-8")
                self.assertNotRegex(text, r"\d")
                self.assertEqual(len(text.replace("-", " ").split()), int(found[1]))
                self.assertIn("Kính thưa bà con", text)
                if minutes > 1:
                    self.assertIn("Xin nhắc lại", text)

    def test_paper_has_large_type_and_the_same_words(self):
        self.make("fraud", "--format", "text")
        self.make("fraud")
        path = self.folder / "out/fraud/fraud-script-2.pdf"
        words = subprocess.run(["pdftotext", str(path), "-"], capture_output=True,
                               check=True).stdout.decode()
        text = (self.folder / "out/fraud/fraud-script-2.txt").read_text("utf-8")
        plain = re.sub(r"[^\w]+", " ", re.sub(r"\s\d+\s", " ", words))
        for sentence in text.split("\n"):
            self.assertIn(re.sub(r"[^\w]+", " ", sentence).strip()[:40], plain)
        self.assertEqual(subprocess.run(["qpdf", "--check", str(path)], capture_output=True,
                                        check=False).returncode, 0)

    def test_sound_lasts_as_long_as_it_says(self):
        said = self.make("fraud", "--minutes", "1", "--format", "wav")
        found = re.search(r"(\d+) min (\d+) s", said)
        with wave.open(str(self.folder / "out/fraud/fraud-script-1.wav")) as sound:
            self.assertEqual((sound.getnchannels(), sound.getsampwidth()), (1, 2))
            seconds = sound.getnframes() / sound.getframerate()
        self.assertAlmostEqual(seconds, int(found[1]) * 60 + int(found[2]), delta=1.5)
        # As fast as the person for whom the minutes were counted, give or take a tenth.
        self.make("fraud", "--minutes", "2", "--format", "wav")
        paper = self.make("fraud", "--minutes", "2", "--format", "text")
        planned = re.search(r"(\d+) min (\d+) s", paper)
        with wave.open(str(self.folder / "out/fraud/fraud-script-2.wav")) as sound:
            seconds = sound.getnframes() / sound.getframerate()
        self.assertAlmostEqual(seconds / (int(planned[1]) * 60 + int(planned[2])), 1, delta=0.1)
        self.make("fraud", "--minutes", "1", "--format", "ogg")
        ogg = (self.folder / "out/fraud/fraud-script-1.ogg").read_bytes()
        self.assertEqual(ogg[:4], b"OggS")
        self.assertIn(b"vorbis", ogg[:200])
        self.assertEqual(self.files("out/fraud"), ["fraud-script-1.ogg", "fraud-script-1.wav",
                                                   "fraud-script-2.txt", "fraud-script-2.wav"])

    def test_several_formats_in_one_run(self):
        said = self.make("vneid", "--minutes", "1", "--format", "text,pdf,ogg,text")
        self.assertEqual(self.files("out/vneid"),
                         [f"vneid-script-1.{ending}" for ending in ("ogg", "pdf", "txt")])
        self.assertEqual(said.count(" syllables, "), 3)
        self.make("vneid", "--minutes", "2", "--format", "pdf,text")
        self.assertEqual(len(self.files("out/vneid")), 5)

    def test_usage(self):
        for words, said in [([], "needs"), (["vneid", "--minutes", "9"], "from 1 to 5"),
                            (["vneid", "--rate", "10"], "from 80 to 240"),
                            (["vneidd"], "did you mean"), (["vneid", "--format", "pdf,mp3"], "wav, ogg"),
                            (["vneid", "--format", "pdf,tex"], "did you mean “text”?"),
                            (["vneid", "--format", "pdf,"], "there is no format “”"),
                            (["vneid", "--village", "x"], "there is no village")]:
            with self.subTest(words=words):
                result = run("script", *words, *(["--commune", COMMUNE] if words else []),
                             cwd=self.folder)
                self.assert_exit(result, USAGE)
                self.assertIn(said, result.stderr)
        self.write("hong.yaml", "id: hong\n")
        self.assert_exit(run("script", "./hong.yaml", cwd=self.folder), PROBLEMS)
        self.assertEqual(self.files(), ["hong.yaml"])


if __name__ == "__main__":
    harness.main()
