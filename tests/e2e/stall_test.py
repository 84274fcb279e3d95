"""`ngoso stall`: what is printed is decoded by zbar and taken apart again, field by field."""
import os
import re
import subprocess
import unittest

import harness
from harness import DONE, PROBLEMS, USAGE, run

READER = os.environ["NGOSO_QR_READER"]


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
    picture = subprocess.run(["pdftoppm", "-gray", "-r", "100", "-f", str(page), "-l", str(page),
                              str(path)], capture_output=True, check=True).stdout
    lines = subprocess.run([READER, "plain"], input=picture, capture_output=True,
                           check=True).stdout.decode().splitlines()
    return [line.split("\t", 5)[5] for line in lines]


def text_of(path):
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True,
                          check=True).stdout.decode()


class Stalls(harness.FolderTest):
    def check_payload(self, payload, bin_, account, amount=None, note=None):
        root = fields(payload)
        self.assertEqual(payload[-4:], crc(payload[:-4]))
        self.assertEqual((root["00"], root["53"], root["58"]), ("01", "704", "VN"))
        self.assertEqual(root["01"], "12" if amount else "11")
        merchant = fields(root["38"])
        self.assertEqual((merchant["00"], merchant["02"]), ("A000000727", "QRIBFTTA"))
        self.assertEqual(fields(merchant["01"]), {"00": bin_, "01": account})
        self.assertEqual(root.get("54"), amount)
        self.assertEqual(fields(root.get("62", "")).get("08"), note)

    def test_every_design_says_whom_it_pays(self):
        for design, codes in (("stand", 1), ("card", 1), ("sticker", 6)):
            for ink, end in (("colour", ""), ("mono", "-mono")):
                with self.subTest(design=design, ink=ink):
                    result = run("stall", "--name", "Nguyễn Văn Mẫu", "--bank", "vietcombank",
                                 "--account", "0123 456 789", "--amount", "20.000 đ", "--message",
                                 "Trà đá", "--design", design, "--ink", ink, cwd=self.folder)
                    self.assert_exit(result, DONE)
                    self.assertIn("Vietcombank (970436) · 0123 456 789 · NGUYEN VAN MAU",
                                  result.stdout)
                    path = self.folder / f"out/stall-nguyen-van-mau-{design}{end}.pdf"
                    found = payloads(path)
                    self.assertEqual(len(found), codes)
                    for payload in found:
                        self.check_payload(payload, "970436", "0123456789", "20000", "Tra da")
                    text = text_of(path)
                    for word in ("NGUYEN VAN MAU", "Vietcombank", "0123 456 789", "20.000 đồng",
                                 "mỗi sáng tự quét thử", "dán đè"):
                        self.assertIn(word, re.sub(r"\s+", " ", text))
                    check = subprocess.run(["qpdf", "--check", str(path)], capture_output=True,
                                           check=False)
                    self.assertEqual(check.returncode, 0, check.stdout)

    def test_rows_become_pages_and_bad_ones_are_named(self):
        self.write("stalls.csv", "Tên quán;Tên;Ngân hàng;Số tài khoản;Số tiền\r\n"
                                 "Quán Một;NGUYEN VAN MAU;MB;0011223344;\r\n"
                                 "Quán Hai;TRAN THI MAU;Vietconbank;0123456;\r\n"
                                 "Quán Ba;LE VAN MAU;CIMB;0123456;5k\r\n"
                                 "Quán Bốn;LE THI MAU;970418;0987654321;15.000\r\n")
        result = run("stall", "--records", "stalls.csv", "--design", "card", cwd=self.folder)
        self.assert_exit(result, PROBLEMS)
        self.assertIn("2 of 4 stalls", result.stdout)
        self.assertRegex(result.stderr, r"stalls.csv:3:\d+: error\[S004\].*Vietcombank")
        self.assertRegex(result.stderr, r"stalls.csv:4:\d+: error\[S005\].*970459")
        self.assertRegex(result.stderr, r"stalls.csv:4:\d+: error\[S010\]")
        path = self.folder / "out/stalls-card.pdf"
        self.check_payload(payloads(path, 1)[0], "970422", "0011223344")
        self.check_payload(payloads(path, 2)[0], "970418", "0987654321", "15000")

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
                            (["--design", "flag"], "stand|card|sticker")]:
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
