"""`ngoso stall`: what is printed is decoded by zbar and taken apart again, field by field.

Pages are looked at as a photocopier leaves them: 200 dpi, every pixel black or white.
"""
import os
import re
import signal
import subprocess
import time
import unittest

import harness
from harness import DONE, PROBLEMS, SYSTEM, USAGE, run

READER = os.environ["NGOSO_QR_READER"]
BLACK_OR_WHITE = bytes(0 if grey < 128 else 255 for grey in range(256))
CARD = "9704031101234560"  # After NAPAS' example, with a check digit that fits.


def crc(text):
    """CRC-16/CCITT-FALSE, bit by bit."""
    value = 0xFFFF
    for byte in text.encode():
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return f"{value:04X}"


def fields(text):
    """Id to value of a row of fields."""
    result = {}
    while text:
        size = int(text[2:4])
        result[text[:2]], text = text[4:4 + size], text[4 + size:]
    return result


def payloads(path, page=1):
    """What zbar reads on a page in black and white."""
    picture = subprocess.run(["pdftoppm", "-gray", "-r", "200", "-f", str(page), "-l", str(page),
                              str(path)], capture_output=True, check=True).stdout
    head = re.match(rb"P5\s+\d+\s+\d+\s+255\s", picture).end()
    picture = picture[:head] + picture[head:].translate(BLACK_OR_WHITE)
    lines = subprocess.run([READER, "plain"], input=picture, capture_output=True,
                           check=True).stdout.decode().splitlines()
    return [line.split("\t", 5)[5] for line in lines]


def text_of(path):
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True,
                          check=True).stdout.decode()
    return re.sub(r"\s+", " ", text)


def bookmarks(path):
    """[(title, page)]"""
    shown = subprocess.run(["mutool", "show", path, "outline"], capture_output=True, text=True,
                           check=True).stdout
    return [(title, int(page)) for title, page in re.findall(r'"([^"]+)"\s+#page=(\d+)', shown)]


def info_of(path):
    return subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True).stdout.decode()


def market(count):
    rows = [f"Quán {i};NGUYEN VAN MAU;MB;{1000000 + i};{i}000" for i in range(2, count + 2)]
    return "\r\n".join(["Tên quán;Tên;Ngân hàng;Số tài khoản;Số tiền", *rows, ""])


class Stalls(harness.FolderTest):
    def check_payload(self, payload, bin_, account, amount=None, note=None, service="QRIBFTTA"):
        root = fields(payload)
        self.assertEqual(payload[-4:], crc(payload[:-4]))
        self.assertEqual((root["00"], root["53"], root["58"]), ("01", "704", "VN"))
        self.assertEqual(root["01"], "12" if amount else "11")
        merchant = fields(root["38"])
        self.assertEqual((merchant["00"], merchant["02"]), ("A000000727", service))
        self.assertEqual(fields(merchant["01"]), {"00": bin_, "01": account})
        self.assertEqual(root.get("54"), amount)
        self.assertEqual(fields(root.get("62", "")), {"08": note} if note else {})
        self.assertEqual(set(root) - {"54", "62"}, {"00", "01", "38", "53", "58", "63"})

    def stall(self, *arguments, name="NGUYEN VAN MAU", bank="vietcombank", account="0123 456 789"):
        return run("stall", "--name", name, "--bank", bank, "--account", account, *arguments,
                   cwd=self.folder)

    def check_file(self, path):
        check = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False)
        self.assertEqual(check.returncode, 0, check.stdout)

    def test_every_design_says_whom_it_pays(self):
        for design, codes, more in (("stand", 1, []), ("stand", 2, ["--back", "customer"]),
                                    ("sign", 1, []), ("card", 1, []), ("sticker", 6, [])):
            for ink, end in (("colour", ""), ("mono", "-mono")):
                with self.subTest(design=design, ink=ink, more=more):
                    result = self.stall("--amount", "20.000 đ", "--message", "Trà đá", "--design",
                                        design, "--ink", ink, *more, name="Nguyễn Văn Mẫu")
                    self.assert_exit(result, DONE)
                    self.assertIn("Vietcombank (970436) · 0123 456 789 · NGUYEN VAN MAU"
                                  " · 20.000 dong · “Tra da”\n", result.stdout)
                    path = self.folder / f"out/stall-nguyen-van-mau-{design}{end}.pdf"
                    found = payloads(path)
                    self.assertEqual(len(found), codes)
                    for payload in found:
                        self.check_payload(payload, "970436", "0123456789", "20000", "Tra da")
                    text = text_of(path)
                    for word in ("Nguyễn Văn Mẫu", "NGUYEN VAN MAU", "Vietcombank", "0123 456 789",
                                 "20.000 đ"):
                        self.assertIn(word, text)
                    self.assertRegex(text.lower(), "mỗi sáng tự quét thử")
                    self.assertIn("dán đè", text)
                    self.check_file(path)

    def test_a_stand_is_one_sheet_to_fold(self):
        self.assert_exit(self.stall("--shop", "Quán Mẫu"), DONE)
        path = self.folder / "out/stall-nguyen-van-mau-stand.pdf"
        self.assertRegex(info_of(path), r"Pages: +1\n")
        self.assertRegex(info_of(path), r"595\.\d+ x 841\.\d+ pts \(A4\)")
        for word in ("Quán Mẫu", "A: phết hồ", "B: đáy", "Gấp ra sau", "Người bán nhớ nhé"):
            self.assertIn(word, text_of(path))

    def test_a_card_is_paid_as_a_card_and_not_shown(self):
        result = run("stall", "--name", "NGUYEN VAN MAU", "--bank", "Sacombank", "--card", CARD,
                     cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertIn("S017", result.stderr)
        path = self.folder / "out/stall-nguyen-van-mau-stand.pdf"
        self.check_payload(payloads(path)[0], "970403", CARD, service="QRIBFTTC")
        self.assertIn("thẻ có bốn số cuối 4560", text_of(path))
        self.assertNotIn("1234", result.stdout + text_of(path).replace(" ", ""))
        self.assertNotIn(CARD.encode(), path.read_bytes())

    def test_sheets(self):
        for design, sheet, codes, size in (
                ("card", "4up", 4, r"595\.\d+ x 841\.\d+"), ("card", "cards", 2, r"\d+ x \d+"),
                ("sign", "2up", 2, r"841\.\d+ x 595"), ("stand", "print-shop", 1, r"6\d\d\.\d+ x 9\d\d")):
            with self.subTest(design=design, sheet=sheet):
                self.assert_exit(self.stall("--design", design, "--sheet", sheet), DONE)
                path = self.folder / f"out/stall-nguyen-van-mau-{design}-{sheet}.pdf"
                found = payloads(path)
                self.assertEqual(len(found), codes)
                for payload in found:
                    self.check_payload(payload, "970436", "0123456789")
                self.assertRegex(info_of(path), size)
                self.check_file(path)
        result = self.stall("--sheet", "trifold")
        self.assert_exit(result, PROBLEMS)
        self.assertIn("stand, --sheet trifold", result.stderr)
        self.assert_exit(self.stall("--sheet", "5up"), USAGE)

    def test_rows_become_pages_and_bad_ones_are_named(self):
        self.write("stalls.csv", "Tên quán;Tên;Ngân hàng;Số tài khoản;Số tiền;Số thẻ\r\n"
                                 "Quán Một;NGUYEN VAN MAU;MB;0011223344;;\r\n"
                                 "Quán Hai;TRAN THI MAU;Vietconbank;0123456;;\r\n"
                                 "Quán Ba;LE VAN MAU;CIMB;0123456;5k;\r\n"
                                 "Quán Bốn;LE THI MAU;970418;0987654321;15.000;\r\n"
                                 f"Quán Năm;VU THI MAU;Sacombank;;;{CARD}\r\n")
        result = run("stall", "--records", "stalls.csv", "--design", "card", "--one-file",
                     cwd=self.folder)
        self.assert_exit(result, PROBLEMS)
        self.assertIn("3 of 5 stalls", result.stdout)
        self.assertIn("--only 3-4", result.stdout)
        self.assertRegex(result.stderr, r"stalls.csv:3:\d+: error\[S004\].*Vietcombank")
        self.assertRegex(result.stderr, r"stalls.csv:4:\d+: error\[S005\].*970459")
        self.assertRegex(result.stderr, r"stalls.csv:4:\d+: error\[S010\]")
        path = self.folder / "out/stalls-card.pdf"
        self.check_payload(payloads(path, 1)[0], "970422", "0011223344")
        self.check_payload(payloads(path, 2)[0], "970418", "0987654321", "15000")
        self.check_payload(payloads(path, 3)[0], "970403", CARD, service="QRIBFTTC")
        self.check_file(path)
        self.assertEqual(self.files("out"), ["stalls-card.pdf"])
        strict = run("stall", "--records", "stalls.csv", "--strict", cwd=self.folder)
        self.assert_exit(strict, PROBLEMS)
        self.assertIn("nothing was printed: --strict", strict.stderr)
        self.assertEqual(self.files("out"), ["stalls-card.pdf"])

    def test_what_holds_for_a_bank_is_said_once(self):
        self.write("cho.csv", market(3).replace("MB", "Timo").replace("1000002", "12"))
        result = run("stall", "--records", "cho.csv", "--design", "card", "--one-file",
                     cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertEqual(re.findall(r"cho.csv:(\d):\d+: warning\[(\w+)\]", result.stderr),
                         [("2", "S006"), ("2", "S009")])

    def test_a_file_a_row_and_some_again(self):
        self.write("cho.csv", market(4))
        self.assert_exit(run("stall", "--records", "cho.csv", "--design", "card",
                             cwd=self.folder), DONE)
        folder = self.folder / "out/cho-card"
        names = [f"000{i}-quan-{i}.pdf" for i in range(2, 6)]
        self.assertEqual(self.files("out/cho-card"), names)
        before = (folder / names[2]).read_bytes()
        for i, name in enumerate(names, 2):
            self.check_payload(payloads(folder / name)[0], "970422", str(1000000 + i), f"{i}000")
            (folder / name).unlink()
        result = run("stall", "--records", "cho.csv", "--design", "card", "--only", "4,9",
                     cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertEqual(self.files("out/cho-card"), names[2:3])
        self.assertEqual((folder / names[2]).read_bytes(), before)
        result = run("stall", "--records", "cho.csv", "--only", "50", cwd=self.folder)
        self.assert_exit(result, PROBLEMS)
        self.assertIn("--only names no row", result.stderr)

    def test_stalls_of_one_file_share_sheets(self):
        self.write("cho.csv", market(6))
        words = ["stall", "--records", "cho.csv", "--design", "card", "--sheet", "4up"]
        result = run(*words, "--one-file", cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertIn("1 file, 2 pages", result.stdout)
        path = self.folder / "out/cho-card-4up.pdf"
        accounts = [{fields(fields(fields(payload)["38"])["01"])["01"]
                     for payload in payloads(path, page)} for page in (1, 2)]
        # Cut as a stack: the pile of each cell goes on the one before.
        self.assertEqual(accounts, [{"1000002", "1000004", "1000006"},
                                    {"1000003", "1000005", "1000007"}])
        self.assertEqual(bookmarks(path), [(f"{i:04} · Quán {i}", 1 + i % 2) for i in range(2, 8)])
        self.check_file(path)
        self.assert_exit(run(*words, "--only", "2", cwd=self.folder), DONE)
        self.assertEqual(len(payloads(self.folder / "out/cho-card-4up/0002-quan-2.pdf")), 4)

    def test_a_stall_that_does_not_fit_leaves_its_place_white(self):
        rows = market(6).split("\r\n")
        rows[3] = rows[3].replace("Quán 4", "W" * 60)
        rows[5] = rows[5].replace("MB", "Không có")
        self.write("cho.csv", "\r\n".join(rows))
        result = run("stall", "--records", "cho.csv", "--design", "card", "--sheet", "4up",
                     "--one-file", cwd=self.folder)
        self.assert_exit(result, PROBLEMS)
        self.assertIn("add --only 4,6", result.stdout)
        path = self.folder / "out/cho-card-4up.pdf"
        self.assertEqual(bookmarks(path), [("0002 · Quán 2", 1), ("0003 · Quán 3", 2),
                                           ("0005 · Quán 5", 2), ("0007 · Quán 7", 1)])

    def test_a_file_does_not_depend_on_the_others(self):
        """To the byte, whatever letters other rows have; "Ð" (Eth) looks like "Đ"."""
        rows = market(6).split("\r\n")
        for i, name in enumerate(("Ðá €", "Đá “Ngon”", "Bún ốc – chè", "Ðậu", "Đậu ẵm", "Q")):
            rows[1 + i] = rows[1 + i].replace(f"Quán {2 + i}", name)
        self.write("cho.csv", "\r\n".join(rows))
        words = ["stall", "--records", "cho.csv", "--design", "card"]
        self.assert_exit(run(*words, cwd=self.folder), DONE)
        folder = self.folder / "out/cho-card"
        full = {name: (folder / name).read_bytes() for name in self.files("out/cho-card")}
        self.assertEqual(len(full), 6)
        embedded = [subprocess.run(["pdffonts", folder / name], capture_output=True,
                                   check=True).stdout for name in full]
        self.assertEqual(len({re.sub(rb"\d+ +\d+\n", b"", text) for text in embedded}), 1)
        for name in full:
            (folder / name).unlink()
        self.assert_exit(run(*words, "--only", "4,6", cwd=self.folder), DONE)
        again = self.files("out/cho-card")
        self.assertEqual([(folder / name).read_bytes() for name in again],
                         [full[name] for name in again])
        self.assertEqual(len(again), 2)

    def test_stopped_and_gone_on_with(self):
        count = 400
        self.write("cho.csv", market(count))
        words = ["stall", "--records", "cho.csv", "--design", "card"]
        process = subprocess.Popen([harness.PROGRAM, "--lang", "en", *words], cwd=self.folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   encoding="utf-8")
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and len(self.files()) < 10:
            time.sleep(0.002)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, SYSTEM, err)
        self.assertIn("--resume", err)
        made = self.files("out/cho-card")
        self.assertTrue(0 < len(made) < count)
        self.assertTrue((self.folder / "out/cho-card.unfinished").exists())
        changed = run(*words, "--resume", "--sheet", "4up", cwd=self.folder)
        self.assert_exit(changed, DONE)  # Another sheet is another run, with files of its own.
        result = run(*words, "--resume", cwd=self.folder)
        self.assert_exit(result, DONE)
        self.assertIn(f"{count - len(made)} of {count} stalls, {len(made)} there already",
                      result.stdout)
        self.assertEqual(len(self.files("out/cho-card")), count)
        folder = self.folder / "out/cho-card"
        resumed = {name: (folder / name).read_bytes() for name in self.files("out/cho-card")}
        self.assert_exit(run(*words, cwd=self.folder), DONE)
        self.assertTrue(all((folder / name).read_bytes() == data
                            for name, data in resumed.items()))
        self.assertFalse((self.folder / "out/cho-card.unfinished").exists())

    def test_nothing_is_made_from_wrong_values(self):
        good = {"--name": "NGUYEN VAN MAU", "--bank": "MB", "--account": "0123456"}
        for change, said in [({"--account": "O123456"}, "“O” is no digit"),
                             ({"--account": "1.2E+11"}, "format the column as text"),
                             ({"--bank": "CIMB"}, "422589"),
                             ({"--bank": "970999"}, "there is no bank"),
                             ({"--amount": "500.000.000"}, "499.999.999"),
                             ({"--amount": "0"}, "from 1 to"),
                             ({"--amount": "20k"}, "write 20000 or 20.000"),
                             ({"--message": "a@b"}, "“@” does not belong"),
                             ({"--card": CARD}, "not both"),
                             ({"--shop": "Quán " * 20}, "at most 60")]:
            with self.subTest(change=change):
                words = [part for pair in (good | change).items() for part in pair]
                result = run("stall", *words, cwd=self.folder)
                self.assert_exit(result, PROBLEMS)
                self.assertIn(said, result.stderr)
                self.assertEqual(self.files(), [])

    def test_usage(self):
        for words, said in [(["--name", "A", "--bank", "MB"], "--account is missing"),
                            ([], "--name is missing"),
                            (["--records", "a.csv", "--name", "A"], "leave one out"),
                            (["--name", "A", "--strict"], "--strict is for --records"),
                            (["--design", "card", "--back", "seller"], "--back is for"),
                            (["--records", "a.csv", "--only", "x"], "--only takes rows"),
                            (["--design", "flag"], "stand|sign|card|sticker")]:
            with self.subTest(words=words):
                result = run("stall", *words, cwd=self.folder)
                self.assert_exit(result, USAGE)
                self.assertIn(said, result.stderr)
        result = run("stall", "--list-banks")
        self.assert_exit(result, DONE)
        self.assertRegex(result.stdout, r"Vietcombank +970436 +yes")
        self.assertRegex(result.stdout, r"CIMB +\? ")


if __name__ == "__main__":
    harness.main()
