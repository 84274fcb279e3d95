"""render --watch: saves of all kinds are taken up, errors shown and cleared, good files kept."""
import os
import re
import signal
import subprocess
import threading
import time

import harness
from harness import DONE, USAGE, run

SOUND = harness.filled((harness.GUIDES / "vneid.yaml").read_text(encoding="utf-8"))
PATIENCE_S = 30  # Speed is the bench's matter.


class Watching(harness.FolderTest):
    def setUp(self):
        super().setUp()
        self.guide = self.write("vneid.yaml", SOUND)
        old = time.time() - 5
        os.utime(self.guide, (old, old))
        self.errors = open(self.folder / "errors.txt", "w+b")
        self.addCleanup(self.errors.close)
        self.process = None

    def start(self, *arguments):
        self.process = subprocess.Popen(
            [harness.PROGRAM, "--lang", "en", "render", "./vneid.yaml", "--watch", "--design",
             "leaflet", *arguments], cwd=self.folder, stdout=subprocess.PIPE, stderr=self.errors,
            encoding="utf-8")
        self.addCleanup(self.process.stdout.close)
        self.addCleanup(self.process.wait)
        self.addCleanup(self.process.kill)
        timer = threading.Timer(PATIENCE_S, self.process.kill)  # Ends a test that waits in vain.
        timer.start()
        self.addCleanup(timer.cancel)
        return self.next_outcome()

    def next_outcome(self):
        """The line about the next time that files were made."""
        line = self.process.stdout.readline()
        self.assertIn("Waiting for the next save", self.process.stdout.readline())
        return line

    def title(self):
        return subprocess.run(["pdfinfo", "out/vneid/vneid-leaflet.pdf"], cwd=self.folder,
                              capture_output=True, check=True, text=True).stdout.split("\n")[0]

    def save(self, text, how):
        if how == "in place":
            self.guide.write_text(text, encoding="utf-8")
        elif how == "renamed over":
            new = self.write(".vneid.yaml.swp", text)
            new.rename(self.guide)
        elif how == "away for a moment":
            self.guide.rename(self.folder / "vneid.yaml~")
            time.sleep(0.03)
            self.guide.write_text(text, encoding="utf-8")
        else:  # In pieces.
            with open(self.guide, "wb") as out:
                for begin in range(0, len(text), 400):
                    out.write(text[begin:begin + 400].encode("utf-8"))
                    out.flush()

    def wait_for_title(self, wanted):
        """Some saves may be taken up twice."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            self.next_outcome()
            if wanted in self.title():
                return
        self.fail(wanted)

    def end(self):
        self.process.send_signal(signal.SIGINT)
        self.assertEqual(self.process.wait(PATIENCE_S), DONE)

    def test_saves_as_editors_make_them(self):
        self.assertIn("1 file, 2 pages, 0 errors", self.start())
        for i, how in enumerate(("in place", "renamed over", "away for a moment", "pieces")):
            with self.subTest(how=how):
                self.save(re.sub("(?m)^title: .*", f"title: Lần {i}", SOUND), how)
                self.wait_for_title(f"Lần {i}")
        self.end()

    def test_errors_are_shown_and_the_last_good_file_stays(self):
        self.start()
        good = (self.folder / "out/vneid/vneid-leaflet.pdf").read_bytes()
        self.save(SOUND.replace("icon: fingerprint", "icon: fingerprnt", 1), "renamed over")
        line = self.next_outcome()
        self.assertIn("1 error · ", line)
        self.assertIn("the last good files stay", line)
        self.assertIn(b"vneid.yaml:", (self.folder / "errors.txt").read_bytes())
        self.assertTrue(good == (self.folder / "out/vneid/vneid-leaflet.pdf").read_bytes())
        self.save(SOUND, "renamed over")
        self.assertIn("1 file, 2 pages, 0 errors", self.next_outcome())
        self.assertTrue(good == (self.folder / "out/vneid/vneid-leaflet.pdf").read_bytes())
        self.end()

    def test_on_sheets(self):
        """A save changes the sheets; errors are said, and the last good ones stay."""
        self.assertIn("1 file, 2 pages, 0 errors", self.start("--sheet", "4up"))
        path = self.folder / "out/vneid/vneid-leaflet-4up.pdf"
        words = lambda: subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True,
                                       encoding="utf-8").stdout.replace("\u00a0", " ")
        first = words()
        self.save(re.sub("(?m)^title: .*", "title: Bản hai", SOUND), "renamed over")
        self.next_outcome()
        self.assertNotEqual(words(), first)
        self.assertEqual(words().count("Bản hai"), 4)
        good = path.read_bytes()
        dense = re.sub(r"(?m)^qr:\n(  .*\n)+", 'qr:\n  - kind: link\n    label: Mã\n    value: "https:'
                       '//dichvucong.gov.vn/p?' + "x" * 230 + '"\n', SOUND)
        self.assertNotEqual(dense, SOUND)
        self.save(dense, "renamed over")
        self.assertIn("the last good files stay", self.next_outcome())
        self.errors.flush()
        self.assertIn(b"error[Q004]", (self.folder / "errors.txt").read_bytes())
        self.assertTrue(good == path.read_bytes())
        self.save(re.sub("(?m)^title: .*", "title: Bản hai", SOUND), "renamed over")
        self.assertIn("1 file, 2 pages, 0 errors", self.next_outcome())
        self.assertTrue(good == path.read_bytes())
        self.end()

    def test_the_communes_file_is_watched_too(self):
        self.start()
        self.write("commune.yaml", "team: Tổ mới lập\n")
        self.next_outcome()
        text = subprocess.run(["pdftotext", "out/vneid/vneid-leaflet.pdf", "-"], cwd=self.folder,
                              capture_output=True, check=True, encoding="utf-8").stdout
        self.assertIn("Tổ mới lập", " ".join(text.replace("\u00a0", " ").split()))
        self.end()

    def test_wrong_usage(self):
        self.assert_exit(run("render", "--watch", cwd=self.folder), USAGE)
        self.assert_exit(run("render", "--watch", "absent", cwd=self.folder), USAGE)
        self.write("ho.csv", "Thôn\nA\n")
        result = run("render", "vneid", "--watch", "--records", "ho.csv", cwd=self.folder)
        self.assert_exit(result, USAGE)
        self.assertIn("leave --records away until it is right", result.stderr)


if __name__ == "__main__":
    harness.main()
