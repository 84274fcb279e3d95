"""Leaflets from tables: every row accounted for, each page its own text and code, going on."""
import os
import re
import resource
import signal
import subprocess
import time

import harness
from harness import DONE, PROBLEMS, SYSTEM, USAGE, run

READER = os.environ["NGOSO_QR_READER"]
GUIDE = "public-services"
FOLDER = f"out/{GUIDE}/{GUIDE}-leaflet"
LINK = "https://dichvucong.gov.vn/p?h={mã hộ}"
HEAD = "Thôn;Chủ hộ;Tổ;SĐT;Mã hộ"


def table(rows, head=HEAD):
    return head + "\n" + "\n".join(rows) + "\n"


def household(i):
    return f"thôn {'Đông Tây Nam'.split()[i % 3]};Bà Mẫu {i};Tổ Mẫu {i};0000 000 {i:03};H {i}/ộ"


def page_text(path, page):
    text = subprocess.run(["pdftotext", "-f", str(page), "-l", str(page), path, "-"], check=True,
                          capture_output=True, encoding="utf-8").stdout
    return " ".join(text.replace("\u00a0", " ").split())


def page_count(path):
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    return int(subprocess.run(["qpdf", "--show-npages", path], check=True, capture_output=True,
                              text=True).stdout)


def codes(path, page):
    picture = subprocess.run(["pdftoppm", "-f", str(page), "-l", str(page), "-r", "150", "-gray",
                              path], check=True, capture_output=True).stdout
    return subprocess.run([READER, "plain"], input=picture, capture_output=True,
                          check=True).stdout.decode("utf-8", "replace")


def fonts(path):
    """Names of the subsets, which tell their letters."""
    shown = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    return tuple(line.split()[0] for line in shown.splitlines()[2:])


def bookmarks(path):
    shown = subprocess.run(["mutool", "show", path, "outline"], capture_output=True, text=True,
                           check=True).stdout
    return re.findall('"([^"]+)"', shown)


class Records(harness.FolderTest):
    def render(self, *arguments, **options):
        return run("render", GUIDE, "--records", "ho.csv", *arguments, cwd=self.folder, **options)

    def bytes_of(self, below):
        return {name: (self.folder / below / name).read_bytes() for name in self.files(below)}

    def test_a_file_a_row_each_with_its_own_text_and_code(self):
        self.write("ho.csv", table([household(i) for i in range(5)]))
        self.assert_exit(self.render("--qr", LINK), DONE)
        names = [f"thon-{'dong tay nam'.split()[i % 3]}-{i + 2:04}.pdf" for i in range(5)]
        self.assertEqual(self.files(FOLDER), sorted(names))
        self.assertEqual(len({fonts(self.folder / FOLDER / name) for name in names}), 1)
        for i, name in enumerate(names):
            path = self.folder / FOLDER / name
            self.assertEqual(page_count(path), 2)
            front, back = page_text(path, 1), page_text(path, 2)
            self.assertIn(f"Kính gửi: Bà Mẫu {i}", front)
            self.assertIn(f"dichvucong.gov.vn/p?h=H%20{i}%2F%E1%BB%99", front.replace(" ", ""))
            self.assertIn(f"Tổ Mẫu {i}", back)
            self.assertIn(f"0000 000 {i:03}", back)
            self.assertIn(f"https://dichvucong.gov.vn/p?h=H%20{i}%2F%E1%BB%99", codes(path, 1))

    def test_one_file_with_bookmarks_and_separators(self):
        self.write("ho.csv", table([household(i) for i in range(5)]))
        self.assert_exit(self.render("--one-file", "--separators", "--qr", LINK), DONE)
        path = self.folder / f"{FOLDER}-records.pdf"
        order, page = [0, 3, 1, 4, 2], 1
        wanted = ["thôn Đông", "0002 · Bà Mẫu 0 · thôn Đông", "0005 · Bà Mẫu 3 · thôn Đông",
                  "thôn Tây", "0003 · Bà Mẫu 1 · thôn Tây", "0006 · Bà Mẫu 4 · thôn Tây",
                  "thôn Nam", "0004 · Bà Mẫu 2 · thôn Nam"]
        self.assertEqual(bookmarks(path), wanted)
        self.assertEqual(page_count(path), 2 * len(wanted))
        for title in wanted:
            if " · " in title:
                i = order.pop(0)
                self.assertIn(f"Bà Mẫu {i}", page_text(path, page))
                self.assertIn(f"h=H%20{i}%2F", codes(path, page))
                self.assertIn(f"Tổ Mẫu {i}", page_text(path, page + 1))
            else:
                self.assertIn(title, page_text(path, page))
                self.assertEqual(page_text(path, page + 1), "")
            page += 2

    def test_what_does_not_vary_is_stored_once(self):
        self.write("ho.csv", table([household(i) for i in range(60)]))
        self.assert_exit(self.render("--one-file", "--qr", LINK), DONE)
        size = (self.folder / f"{FOLDER}-records.pdf").stat().st_size
        self.assertLess(size, 40_000 + 120 * 2_600)

    def test_split_by_village(self):
        rows = [household(i) for i in range(4)] + ["thon Dong;X;;;1", ";Y;;;2", "con;Z;;;3",
                                                   "../..;W;;;4"]
        self.write("ho.csv", table(rows))
        self.assert_exit(self.render("--split-by", "village", "--name", "{chủ hộ}"), DONE)
        self.assertEqual(self.files(FOLDER), [
            "_con/z.pdf", "khac-2/w.pdf", "khac/y.pdf", "thon-dong-2/x.pdf",
            "thon-dong/ba-mau-0.pdf", "thon-dong/ba-mau-3.pdf", "thon-nam/ba-mau-2.pdf",
            "thon-tay/ba-mau-1.pdf"])
        self.assert_exit(self.render("--split-by", "village", "--one-file", "--out", "b"), DONE)
        self.assertEqual(self.files("b"), [f"{GUIDE}/{GUIDE}-leaflet/{name}.pdf" for name in (
            "_con", "khac-2", "khac", "thon-dong-2", "thon-dong", "thon-nam", "thon-tay")])

    def test_names_are_never_the_same_twice(self):
        self.write("ho.csv", table(["A;Tí;;;1", "B;tỉ;;;2", "C;TI!;;;3", "D;ti-0003;;;4", "E;;;;5"]))
        self.assert_exit(self.render("--name", "{chủ hộ}"), DONE)
        self.assertEqual(self.files(FOLDER), ["0006.pdf", "ti-0003-0005.pdf", "ti-0003.pdf",
                                              "ti-0004.pdf", "ti.pdf"])

    def test_names_by_field(self):
        self.write("ho.csv", table(["A;Tí;;;1"]))
        self.assert_exit(self.render("--name", "{village}-{recipient}"), DONE)
        self.assertEqual(self.files(FOLDER), ["a-ti.pdf"])

    def test_separator_of_a_village_not_given(self):
        self.write("ho.csv", table([";Tí;;;1", "A;Sửu;;;2"]))
        self.assert_exit(self.render("--one-file", "--separators"), DONE)
        text = page_text(self.folder / f"{FOLDER}-records.pdf", 1)
        self.assertEqual(text, "Chưa ghi thôn 1 tờ, dòng 2 của bảng.")

    def test_every_row_is_accounted_for(self):
        long = "Tổ công nghệ số cộng đồng có cái tên dài " * 2
        rows = [household(0), "thôn Đông;B;;912345678;H2", "thôn Đông;C;;abc;H3", household(3),
                "thôn Tây;D;;;", f"thôn Tây;{'Đ' * 81};;;H6", "thôn Tây;E\u200b;;;H7;x",
                f"thôn Tây;F;{long};;H8", "", household(9)]
        self.write("ho.csv", table(rows))
        result = self.render("--qr", LINK)
        self.assert_exit(result, PROBLEMS)
        for place, code in (("3:14", "M002"), ("4:14", "M002"), ("6:14", "M006"),
                            ("7:10", "M001"), ("8:18", "R005")):
            self.assertRegex(result.stderr, rf"ho\.csv:{place}: error\[{code}\]: ")
        self.assertIn("9 rows: 4 printed, 5 with errors", result.stdout)
        self.assertIn("5 rows were not printed: 3-4,6-8\n", result.stdout)
        self.assertEqual(len(self.files(FOLDER)), 4)
        before = self.files()
        result = self.render("--qr", LINK, "--strict", "--out", "strict")
        self.assert_exit(result, PROBLEMS)
        self.assertIn("nothing was printed: --strict", result.stderr)
        self.assertEqual(self.files(), before)

    def test_every_shipped_leaflet_has_room_for_name_and_address(self):
        self.write("ho.csv", "Chủ hộ;Địa chỉ\nBà Mẫu Thị Dài;Số nhà 0, thôn A, xã Mẫu\n")
        for guide in harness.shipped_ids():
            if not harness.suits(guide, "leaflet"):
                continue
            with self.subTest(guide=guide):
                self.assert_exit(run("render", guide, "--records", "ho.csv", "--one-file",
                                     cwd=self.folder), DONE)
                text = page_text(self.folder / f"out/{guide}/{guide}-leaflet-records.pdf", 1)
                self.assertIn("Bà Mẫu Thị Dài", text)
                self.assertIn("Số nhà 0, thôn A", text)

    def test_a_row_whose_text_does_not_fit_is_named(self):
        steps = "".join(f"  - text: {'Một câu khá dài để in ra cho đầy. ' * 4}Bước {i}.\n"
                        "    icon: house\n" for i in range(8))
        text = harness.filled((harness.GUIDES / f"{GUIDE}.yaml").read_text("utf-8"))
        long = "Tổ công nghệ số cộng đồng " * 4
        found = None
        for count in range(3, 9):  # As many steps as just fit with a short foot.
            some = "".join(steps.splitlines(True)[:2 * count])
            self.write(f"{GUIDE}.yaml", re.sub(r"(?ms)^steps:.*?^(?=mistakes:|warnings:)",
                                               "steps:\n" + some, text))
            self.write("ho.csv", table(["A;Bà A;Tổ A;;1", f"A;Bà B;{long};0000 000 001;2"]))
            result = run("render", f"./{GUIDE}.yaml", "--records", "ho.csv", cwd=self.folder)
            if result.returncode == PROBLEMS and "1 printed" in result.stdout:
                found = result
                break
        self.assertIsNotNone(found, result.stderr)
        self.assertRegex(found.stderr, r"ho\.csv:3:\d+: error\[D001\]: row 3: leaflet: .* mm more")
        strict = run("render", f"./{GUIDE}.yaml", "--records", "ho.csv", "--strict", "--out", "s",
                     cwd=self.folder)
        self.assert_exit(strict, PROBLEMS)
        self.assertEqual(self.files("s") if (self.folder / "s").exists() else [], [])

    def test_links_are_checked_for_each_row(self):
        self.write("ho.csv", table(["A;a;;;1", "A;b;;;https://xau.example/", "A;c;;;//x.example",
                                    "A;d;;;..", "A;e;;;x.apk", "A;f;;;&u=https://xau.example"]))
        result = self.render("--qr", "https://dichvucong.gov.vn/p?u={mã hộ}")
        self.assert_exit(result, PROBLEMS)
        self.assertEqual(self.files(FOLDER), ["a-0002.pdf", "a-0007.pdf"])
        for row in (3, 4, 6):
            self.assertRegex(result.stderr, rf"error\[Q002\]: row {row}: ")
        self.assertRegex(result.stderr, r"error\[M006\]: row 5: ")
        text = codes(self.folder / FOLDER / "a-0007.pdf", 1)
        self.assertIn("?u=%26u%3Dhttps%3A%2F%2Fxau.example", text)

    def test_a_guide_with_places_of_its_own(self):
        text = harness.filled((harness.GUIDES / f"{GUIDE}.yaml").read_text("utf-8"))
        text = re.sub(r'(?m)^(    value: )"https://dichvucong.gov.vn"$',
                      r'\1"https://dichvucong.gov.vn/p?h={ma_ho}"', text, count=1)
        self.write(f"{GUIDE}.yaml", text)
        self.write("ho.csv", table([household(1)]))
        alone = run("render", f"./{GUIDE}.yaml", "--design", "leaflet", cwd=self.folder)
        self.assert_exit(alone, PROBLEMS)
        self.assertIn("error[Q006]", alone.stderr)
        self.assert_exit(run("render", f"./{GUIDE}.yaml", "--records", "ho.csv", cwd=self.folder),
                         DONE)
        self.assertIn("p?h=H%201%2F", codes(self.folder / FOLDER / "thon-tay-0002.pdf", 1))

    def test_only_some_rows_again_to_the_byte(self):
        self.write("ho.csv", table([household(i) for i in range(9)]))
        self.assert_exit(self.render("--qr", LINK), DONE)
        all_files = self.bytes_of(FOLDER)
        result = self.render("--qr", LINK, "--only", "3,7-8", "--out", "again")
        self.assert_exit(result, DONE)
        again = self.bytes_of("again" + FOLDER[3:])
        self.assertEqual(sorted(again), ["thon-dong-0008.pdf", "thon-nam-0007.pdf",
                                         "thon-tay-0003.pdf"])
        for name, data in again.items():
            self.assertTrue(data == all_files[name], name)
        self.assertIn("9 rows, 3 asked for: 3 printed", result.stdout)
        self.assert_exit(self.render("--only", "90"), PROBLEMS)
        self.assert_exit(self.render("--only", "0"), USAGE)

    def test_tables_of_all_kinds(self):
        text = "Thôn,Chủ hộ\r\nthôn Đông,Bà Mẫu\r\n"
        for data in (text.encode("utf-8-sig"), text.encode("utf-16"),
                     text.replace(",", ";").encode(), text.replace(",", "\t").encode()):
            self.write("ho.csv", data)
            self.assert_exit(self.render(), DONE)
            self.assertEqual(self.files(FOLDER), ["thon-dong-0002.pdf"])
        for data, code in ((b"PK\x03\x04", "R003"), (b"", "R004"), (b"\xff\xff\xff", "R002")):
            self.write("ho.csv", data)
            result = self.render("--out", "none")
            self.assert_exit(result, PROBLEMS)
            self.assertIn(code, result.stderr)
        self.write("ho.csv", "Thôn;Chủ hộ\n")
        result = self.render("--out", "none")
        self.assert_exit(result, PROBLEMS)
        self.assertIn("no rows", result.stderr)
        # As Excel saves “CSV” on Vietnamese Windows: by chance it may read as TCVN3.
        self.write("ho.csv", "Thôn;Ch? h?;Đi?n tho?i\n".encode("cp1258"))
        self.assertIn("choose “Save as”", self.render("--out", "none").stderr)
        self.write("ho.csv", ";".join(f"c{i}" for i in range(5000)) + "\nA;B\n")
        result = self.render("--out", "none")
        self.assert_exit(result, PROBLEMS)
        self.assertEqual(result.stderr.count("error["), 1)
        self.write("ho.csv", "thôn;" + ";".join(f"c{i}" for i in range(90)) + "\nA;B\n")
        self.assertLess(len(self.render().stdout), 500)
        self.assertFalse((self.folder / "none").exists())

    def test_wrong_usage(self):
        self.write("ho.csv", table([household(1)]))
        for arguments, words in (
                (["--village", "x"], "the table says the village"),
                (["--as", "png"], "no pictures"), (["--ink", "both"], "one ink"),
                (["--design", "all"], "one design"), (["--separators"], "--one-file"),
                (["--one-file", "--name", "x"], "--name"),
                (["--map", "Thon=x"], "no field “x”"), (["--name", "{hộ}"], "no column “hộ”"),
                (["--qr", "https://{thôn}.gov.vn/"], "must not come from the table"),
                (["--qr", "https://bit.ly/{mã hộ}"], "shortened"),
                (["--qr", "https://dichvucong.gov.vn/{mã"], "not a whole link")):
            result = self.render(*arguments)
            self.assert_exit(result, USAGE)
            self.assertIn(words, result.stderr)
        self.write("ho.csv", "x;y\n1;2\n")
        self.assertIn("--map COLUMN=FIELD", self.render().stderr)
        self.assertIn("COLUMN=village", self.render("--map", "x=team", "--split-by",
                                                    "village").stderr)
        result = run("render", GUIDE, "--only", "3", cwd=self.folder)
        self.assert_exit(result, USAGE)
        self.assertIn("add --records", result.stderr)
        self.assertEqual(self.files(), ["ho.csv"])

    def stop_after(self, count, *arguments):
        """Interrupts a run once it has made some files; returns its messages."""
        command = [harness.PROGRAM, "--lang", "en", "render", GUIDE, "--records", "ho.csv",
                   *arguments]
        process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, encoding="utf-8")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and len(self.files()) < count:
            time.sleep(0.002)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def test_stopped_and_gone_on_with(self):
        count = 1500
        self.write("ho.csv", table([household(i) for i in range(count)]))
        code, _, err = self.stop_after(20)
        self.assertEqual(code, SYSTEM, err)
        self.assertIn("--resume", err)
        made = self.bytes_of(FOLDER)
        self.assertGreater(count, len(made))
        for name, data in made.items():
            self.assertTrue(data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF"), name)
        self.assertIn(f"{GUIDE}-leaflet.unfinished", self.files(f"out/{GUIDE}"))
        half = sorted(made)[0]
        (self.folder / FOLDER / half).write_bytes(made[half][:-40])  # As a power cut leaves it.
        changed = self.render("--resume", "--qr", LINK)
        self.assert_exit(changed, PROBLEMS)
        self.assertIn("changed", changed.stderr)
        result = self.render("--resume")
        self.assert_exit(result, DONE)
        self.assertIn(f"{count} rows: {count - len(made) + 1} printed, {len(made) - 1} there "
                      "already", result.stdout)
        everything = self.bytes_of(FOLDER)
        self.assertEqual(len(everything), count)
        for name, data in made.items():
            self.assertTrue(data == everything[name], name)
        self.assertNotIn(f"{GUIDE}-leaflet.unfinished", self.files(f"out/{GUIDE}"))

    def test_one_file_that_was_stopped_leaves_nothing(self):
        self.write("ho.csv", table([household(i) for i in range(4000)]))
        code, _, err = self.stop_after(3, "--one-file")
        self.assertEqual(code, SYSTEM, err)
        self.assertEqual([name for name in self.files("out") if name.endswith(".pdf")], [])

    def peak_kb(self, count):
        self.write("ho.csv", table([household(i) for i in range(count)]))
        self.assert_exit(self.render("--one-file", "--qr", LINK), DONE)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # Before others' peaks.
        self.assertEqual(page_count(self.folder / f"{FOLDER}-records.pdf"), 2 * count)
        return peak

    def test_memory_does_not_grow_with_the_rows(self):
        with open(harness.PROGRAM, "rb") as program:
            if b"__asan_init" in program.read():
                self.skipTest("sanitizers keep what was freed")
        small = run_alone(self, 500)
        large = run_alone(self, 3000)
        # Six times the rows: the table's own text, 24 bytes a row, and a PDF's page tree.
        self.assertLess(large, small + 4000)

    def test_the_number_of_processes_changes_nothing(self):
        rows = [household(i) for i in range(170)]
        rows[40] = "thôn Đông;B;;abc;H2"
        rows[90] = "thôn Tây;D;;;"
        rows[91] = "thôn Tây;E;;;"
        self.write("ho.csv", table(rows))
        said, made = [], []
        for jobs in (1, 2, 3):
            result = self.render("--qr", LINK, "--split-by", "village", "--jobs", str(jobs),
                                 "--out", f"j{jobs}")
            self.assert_exit(result, PROBLEMS)
            said.append(re.sub(r"in \d.*folder.*", "", result.stdout) + result.stderr)
            made.append(self.bytes_of(f"j{jobs}"))
            strict = self.render("--qr", LINK, "--strict", "--jobs", str(jobs), "--only", "50-171",
                                 "--out", "strict")  # Errors that only drawing finds.
            self.assert_exit(strict, PROBLEMS)
            self.assertEqual(strict.stderr.count("error["), 2, strict.stderr)
        self.assertFalse((self.folder / "strict").exists())
        self.assertEqual(len(made[0]), 167)
        for other in (1, 2):
            self.assertEqual(said[0], said[other])
            self.assertEqual(list(made[0]), list(made[other]))
            self.assertTrue(made[0] == made[other])
        self.assert_exit(self.render("--jobs", "0"), USAGE)
        self.assertIn("--records", run("render", GUIDE, "--jobs", "2", cwd=self.folder).stderr)

    def test_a_worker_that_is_killed(self):
        count = 1500
        self.write("ho.csv", table([household(i) for i in range(count)]))
        command = [harness.PROGRAM, "--lang", "en", "render", GUIDE, "--records", "ho.csv",
                   "--jobs", "2"]
        process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, encoding="utf-8")
        children = f"/proc/{process.pid}/task/{process.pid}/children"
        workers = []
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and len(self.files("out")) < 20:
            time.sleep(0.002)
        with open(children, encoding="ascii") as f:
            workers = [int(word) for word in f.read().split()]
        self.assertEqual(len(workers), 2)
        os.kill(workers[0], signal.SIGKILL)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, SYSTEM, err)
        self.assertIn("a worker process ended before its time", err)
        missing = re.search(r"may be missing: ([\d,-]+)\.", err)[1]
        rows = [row for part in missing.split(",") for a, _, b in [part.partition("-")]
                for row in range(int(a), int(b or a) + 1)]
        self.assertIn(len(rows), range(1, 5))
        self.assertIn(f"{count - len(rows)} printed, {len(rows)} left", out)
        made = {name[-8:-4] for name in self.files(FOLDER) if name.endswith(".pdf")}
        self.assertLessEqual({f"{row:04}" for row in range(2, count + 2)} - made,
                             {f"{row:04}" for row in rows})
        self.assert_exit(self.render("--resume"), DONE)
        self.assertEqual(sum(name.endswith(".pdf") for name in self.files(FOLDER)), count)

    def test_progress_on_a_terminal(self):
        self.write("ho.csv", table([household(i) for i in range(1500)]))
        code, shown = harness.run_in_terminal("render", GUIDE, "--records", "ho.csv", "--out", "o",
                                              cwd=self.folder)
        self.assertEqual(code, DONE, shown)
        self.assertRegex(shown, r"\d+/1500  leaflet · \d+ a second")


def run_alone(test, count):
    """Peak of one child, measured in a process of its own."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(write, str(test.peak_kb(count)).encode())
        finally:
            os._exit(0)
    os.close(write)
    data = os.read(read, 64)
    os.close(read)
    os.waitpid(pid, 0)
    return int(data)


if __name__ == "__main__":
    harness.main()
