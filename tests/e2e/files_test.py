"""Files are whole or not there: full and unwritable folders, interruptions, hostile names."""
import re
import resource
import signal
import subprocess
import time

import harness
from harness import DONE, PROBLEMS, SYSTEM, run

SOUND = (harness.GUIDES / "vneid.yaml").read_text(encoding="utf-8")


def is_whole_pdf(path):
    data = path.read_bytes()
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


def is_whole_png(path):
    data = path.read_bytes()
    return data.startswith(b"\x89PNG") and data.endswith(b"IEND\xaeB`\x82")


class Rendering(harness.FolderTest):
    def render(self, *arguments, **options):
        return run("render", *arguments, cwd=self.folder, **options)

    def assert_all_whole(self):
        for name in self.files():
            if name.endswith((".yaml", ".txt")):
                continue
            path = self.folder / name
            self.assertTrue(name.endswith((".pdf", ".png")), f"left behind: {name}")
            self.assertTrue(is_whole_pdf(path) or is_whole_png(path), f"not whole: {name}")

    def test_names_of_files(self):
        self.assert_exit(self.render("vneid", "--design", "leaflet,poster-a4", "--ink", "both"), DONE)
        self.assertEqual(self.files("out"), [
            "vneid/vneid-leaflet-mono.pdf", "vneid/vneid-leaflet.pdf",
            "vneid/vneid-poster-a4-mono.pdf", "vneid/vneid-poster-a4.pdf"])
        self.assert_exit(self.render("vneid", "--design", "leaflet,leaflet", "--as", "png", "--dpi",
                                     "40", "--out", "pictures//"), DONE)
        self.assertEqual(self.files("pictures"),
                         ["vneid/vneid-leaflet-1.png", "vneid/vneid-leaflet-2.png"])
        self.assert_all_whole()

    def test_bookmarks_name_the_pages(self):
        self.assert_exit(self.render("vneid", "--design", "leaflet,poster-a4"), DONE)
        for design, wanted in (("leaflet", ["Mặt trước", "Mặt sau"]), ("poster-a4", [])):
            path = self.folder / f"out/vneid/vneid-{design}.pdf"
            shown = subprocess.run(["mutool", "show", path, "outline"], capture_output=True,
                                   text=True, check=True).stdout
            self.assertEqual(re.findall('"([^"]+)"', shown), wanted, shown)

    def test_same_input_same_bytes(self):
        for folder in ("one", "two"):
            self.assert_exit(self.render("vneid", "fraud", "--design", "leaflet,trifold", "--ink",
                                         "both", "--out", folder,
                                         env={"SOURCE_DATE_EPOCH": ""}), DONE)
            time.sleep(1.1)  # A time stamp of now would differ.
        self.assertEqual(self.files("one"), self.files("two"))
        self.assertEqual(len(self.files("one")), 8)
        for name in self.files("one"):
            one, two = ((self.folder / folder / name).read_bytes() for folder in ("one", "two"))
            self.assertTrue(one == two, name)

    def test_a_file_does_not_depend_on_what_else_was_made(self):
        self.render("vneid", "--design", "leaflet", "--out", "alone")
        self.render("fraud", "vneid", "--design", "trifold,leaflet", "--out", "among")
        name = "vneid/vneid-leaflet.pdf"
        self.assertTrue((self.folder / "alone" / name).read_bytes() ==
                        (self.folder / "among" / name).read_bytes())

    def test_a_guide_with_errors_is_not_made_but_the_others_are(self):
        self.write("vneid.yaml", SOUND.replace("icon: fingerprint", "icon: fingerprnt", 1))
        self.write("broken.yaml", "id: broken\ntitle: Hỏng\n")
        result = self.render("./broken.yaml", "fraud", "./vneid.yaml", "--design", "leaflet")
        self.assert_exit(result, PROBLEMS)
        self.assertEqual(self.files("out"), ["fraud/fraud-leaflet.pdf"])
        self.assertIn("broken.yaml:", result.stderr)
        self.assertIn("vneid.yaml:", result.stderr)
        self.assertIn("1 file, ", result.stdout)

    def test_a_design_that_does_not_fit_is_refused_by_name(self):
        steps = "".join(f"  - text: {'Rất dài và dài hơn nữa, ' * 12}hết bước {i}.\n    icon: house\n"
                        for i in range(10))
        self.write("vneid.yaml", re.sub(r"(?ms)^steps:.*?^(?=mistakes:|warnings:)",
                                        "steps:\n" + steps, SOUND))
        result = self.render("./vneid.yaml", "--design", "leaflet,poster-a4")
        self.assert_exit(result, PROBLEMS)
        self.assertEqual(self.files("out") if (self.folder / "out").exists() else [], [])
        self.assertRegex(result.stderr, r"vneid\.yaml:\d+:\d+: error\[D\d\d\d\]: .*leaflet")

    def test_errors_of_the_commune_stop_everything(self):
        self.write("commune.yaml", "phones: [abc]\n")
        result = self.render("vneid")
        self.assert_exit(result, PROBLEMS)
        self.assertIn("commune.yaml:1:", result.stderr)
        self.assertFalse((self.folder / "out").exists())

    def test_absent_commune_file(self):
        result = self.render("vneid", "--commune", "absent.yaml")
        self.assert_exit(result, PROBLEMS)
        self.assertIn("absent.yaml", result.stderr)

    def test_village(self):
        self.write("commune.yaml", "name: xã Mẫu\nteam: Tổ xã\nvillages:\n"
                                   "  - name: thôn Đông\n    team: Tổ thôn Đông\n")
        decomposed = "tho\u0302n Đo\u0302ng"
        for name in ("thôn Đông", decomposed):
            self.assert_exit(self.render("vneid", "--design", "leaflet", "--village", name), DONE)
            text = subprocess.run(["pdftotext", "out/vneid/vneid-leaflet.pdf", "-"], check=True,
                                  cwd=self.folder, capture_output=True, encoding="utf-8").stdout
            self.assertIn("Tổ thôn Đông", " ".join(text.replace("\u00a0", " ").split()))
        result = self.render("vneid", "--village", "thôn Đôn")
        self.assert_exit(result, harness.USAGE)
        self.assertIn("did you mean “thôn Đông”?", result.stderr)

    def test_hostile_ids_name_no_file_outside(self):
        for identity in ("../../escape", "/tmp/escape", "..", "a/b", "x\\0y", "-rf", "A B", "x" * 300):
            with self.subTest(identity=identity):
                self.write("vneid.yaml", SOUND.replace("id: vneid", f'id: "{identity}"', 1))
                result = self.render("./vneid.yaml", "--design", "leaflet", "--out", "deep/er/out")
                self.assert_exit(result, PROBLEMS)
                self.assertEqual(self.files(), ["vneid.yaml"])

    def test_a_file_in_place_of_the_folder(self):
        self.write("out", "precious")
        result = self.render("vneid", "--design", "leaflet")
        self.assert_exit(result, SYSTEM)
        self.assertIn("ngoso: error: out", result.stderr)
        self.assertEqual(self.files(), ["out"])

    def test_a_folder_in_place_of_a_file(self):
        (self.folder / "out/vneid/vneid-leaflet.pdf").mkdir(parents=True)
        result = self.render("vneid", "--design", "leaflet")
        self.assert_exit(result, SYSTEM)
        self.assertIn("vneid-leaflet.pdf", result.stderr)
        self.assertEqual(self.files(), [])

    def test_a_folder_that_takes_no_files(self):
        result = self.render("vneid", "--design", "leaflet", "--out", "/proc/ngoso")
        self.assert_exit(result, SYSTEM)
        self.assertIn("/proc/ngoso", result.stderr)

    def test_an_old_file_stays_whole_when_the_new_one_cannot_be_made(self):
        self.render("vneid", "--design", "leaflet")
        path = self.folder / "out/vneid/vneid-leaflet.pdf"
        before = path.read_bytes()
        self.write("commune.yaml", "name: xã Mẫu\n")
        result = self.render("vneid", "--design", "leaflet", limits=limit_file_size(4096))
        self.assert_exit(result, SYSTEM)
        self.assertTrue(path.read_bytes() == before)
        self.assertEqual(self.files("out"), ["vneid/vneid-leaflet.pdf"])

    def test_full_disk(self):
        for kind, small in ((["--as", "pdf"], 4096), (["--as", "png", "--dpi", "100"], 8192)):
            with self.subTest(kind=kind):
                result = self.render("vneid", "--design", "leaflet", *kind,
                                     limits=limit_file_size(small))
                self.assert_exit(result, SYSTEM)
                self.assertIn("vneid-leaflet", result.stderr)
                self.assertEqual(self.files(), [])

    def test_no_memory_for_a_picture_too_large(self):
        result = self.render("vneid", "--design", "poster-a1", "--as", "png", "--dpi", "1200")
        self.assertIn(result.returncode, (PROBLEMS, SYSTEM))
        self.assertRegex(result.stderr, r"ngoso: error: ")
        self.assertEqual(self.files(), [])


def limit_file_size(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


class Interruptions(Rendering):
    """The tests above once more would only cost time; only those below are new."""

    def start(self, *arguments):
        command = [harness.PROGRAM, "--lang", "en", "render", *arguments]
        return subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, encoding="utf-8")

    def wait_for_files(self, count):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if (self.folder / "out").exists() and len(self.files("out")) >= count:
                return
            time.sleep(0.002)
        self.fail("nothing was made")

    def test_asked_to_stop(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number):
                harness.shutil.rmtree(self.folder / "out", ignore_errors=True)
                process = self.start("--as", "png", "--dpi", "200")
                self.wait_for_files(2)
                process.send_signal(number)
                out, err = process.communicate(timeout=60)
                self.assertEqual(process.returncode, SYSTEM, err)
                self.assertRegex(err, r"stopped on request: \d+ of \d+ files were made")
                self.assertIn("in the folder out", out)
                self.assert_all_whole()

    def test_asked_twice_stops_at_once(self):
        process = self.start("--as", "png", "--dpi", "300", "--design", "poster-a1")
        self.wait_for_files(1)
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, SYSTEM, err)
        self.assert_all_whole()

    def test_killed_leaves_whole_files_and_at_most_a_temporary(self):
        process = self.start("--ink", "both")
        self.wait_for_files(5)
        process.kill()
        process.communicate(timeout=60)
        named = [name for name in self.files("out") if name.endswith(".pdf")]
        self.assertTrue(named)
        for name in named:
            self.assertTrue(is_whole_pdf(self.folder / "out" / name), name)

    def test_reader_that_goes_away(self):
        process = self.start("--design", "leaflet")
        process.stdout.close()
        with process.stderr:
            err = process.stderr.read()
        process.wait(timeout=60)
        self.assertEqual(process.returncode, SYSTEM)
        self.assertNotIn("ngoso: error", err)
        leaflets = [guide for guide in harness.shipped_ids() if harness.suits(guide, "leaflet")]
        self.assertEqual(len(self.files("out")), len(leaflets))
        self.assert_all_whole()


# Inherited only for its helpers.
for inherited in [name for name in vars(Rendering) if name.startswith("test_")]:
    setattr(Interruptions, inherited, None)


if __name__ == "__main__":
    harness.main()
