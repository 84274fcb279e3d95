"""What other programs get out of the PDFs: every sentence, in reading order; sound fonts.

The guides are read here with PyYAML, which shares no code with the program's own loader.
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import unicodedata
import unittest

import yaml

import harness

RENDERED = pathlib.Path(os.environ["NGOSO_RENDERED"]) / "plain"
FILES = sorted(RENDERED.rglob("*.pdf"))


# Debian builds mupdf without; it says so of every file that has a colour profile.
NO_COLOUR_MANAGEMENT = "warning: ICC support is not available"


def read_guide(identity):
    return yaml.safe_load(harness.filled((harness.GUIDES / f"{identity}.yaml").read_text("utf-8")))


def fold(text):
    """Line breaks and no-break spaces are the layout's business."""
    return " ".join(text.replace("\u00a0", " ").split())


def plain(text):
    return fold(re.sub(r"\*\*|\\(?=[*\\])", "", str(text)))


def tool(*command):
    """Output of a reader that must have nothing to say against the file."""
    done = subprocess.run([str(word) for word in command], capture_output=True, check=False)
    complaints = done.stderr.decode("utf-8").strip()
    if complaints == NO_COLOUR_MANAGEMENT:
        complaints = ""
    if done.returncode or complaints:
        raise AssertionError(f"{' '.join(map(str, command))}: {done.returncode} {complaints}")
    return done.stdout


def text_of(*command):
    return tool(*command).decode("utf-8")


def design_of(path):
    return path.stem[len(path.parent.name) + 1:].removesuffix("-mono")


def expected_sentences(guide, design):
    """What a design has to say, in groups; a group's sentences stand in this order."""
    poster = design.startswith("poster")
    title = guide.get("short_title", guide["title"]) if poster else guide["title"]
    opening = [title, guide["benefit"]]
    steps = []
    for step in guide["steps"]:
        steps.append(step.get("brief", step["text"]) if poster else step["text"])
        if not poster and "note" in step:
            steps.append(step["note"])
        steps += step.get("checks", [])
    groups = [opening, [item["text"] for item in guide["prepare"]], steps]
    groups += [[warning] for warning in guide["warnings"][:1 if poster else None]]
    if not poster:
        groups.append([item["text"] for item in guide.get("gains", [])])
        groups.append([code["label"] for code in guide["qr"]])
    if design == "trifold":
        groups += [[code["caption"]] for code in guide["qr"] if "caption" in code]
        groups.append([guide["audience"]] if "audience" in guide else [])
        groups.append([part for item in guide.get("mistakes", []) for part in item.values()])
        if "hotline" in guide:
            groups.append([guide["hotline"]["label"], guide["hotline"]["number"]])
        groups.append([source["title"] for source in guide["sources"]])
    else:
        groups.append([guide["sources"][0]["title"]])
    return groups


class Content(unittest.TestCase):
    def for_each_file(self, check):
        self.assertTrue(FILES, "nothing was rendered")
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for path, problem in zip(FILES, pool.map(lambda path: catch(check, path), FILES)):
                with self.subTest(file=path.name):
                    self.assertEqual(problem, None)

    def test_every_sentence_in_reading_order(self):
        def check(path):
            text = text_of("pdftotext", "-raw", path, "-")
            assert unicodedata.is_normalized("NFC", text), "not NFC"
            text = fold(text)
            for group in expected_sentences(read_guide(path.parent.name), design_of(path)):
                at = 0
                for sentence in map(plain, group):
                    found = text.find(sentence, at)
                    assert found >= 0, f"{'out of order' if sentence in text else 'missing'}: " \
                                       f"{sentence!r} in {text!r}"
                    at = found + len(sentence)
        self.for_each_file(check)

    def test_icons_leave_no_trace(self):
        def check(path):
            text = text_of("pdftotext", path, "-")
            strange = {c for c in text
                       if unicodedata.category(c) in ("Co", "Cn", "Cs", "So") or c == "\ufffd"}
            strange |= {c for c in text if unicodedata.category(c) == "Cc" and c not in "\n\f"}
            assert not strange, f"{strange!r}"
        self.for_each_file(check)

    def test_fonts_are_embedded_subset_and_extractable(self):
        def check(path):
            lines = text_of("pdffonts", path).splitlines()[2:]
            assert lines, "no fonts"
            for line in lines:
                assert re.search(r"^[A-Z]{6}\+\S+ .* yes yes yes +\d+ +\d+$", line), line
        self.for_each_file(check)

    def test_qpdf_is_content(self):
        def check(path):
            assert "No syntax or stream encoding errors found" in text_of("qpdf", "--check", path)
        self.for_each_file(check)

    def test_poppler_and_mupdf_draw_it_without_a_word(self):
        def check(path):
            tool("pdftoppm", "-r", "20", "-gray", path)
            tool("mutool", "draw", "-q", "-r", "20", "-F", "pgm", "-o", "/dev/null", path)
        self.for_each_file(check)

    def test_document_says_what_it_is(self):
        def check(path):
            guide, info = read_guide(path.parent.name), text_of("pdfinfo", path)
            assert fold(re.search(r"Title: +(.*)", info)[1]) == guide["title"], info
            assert re.search(r"Tagged: +yes", info), info
            assert re.search(r"CreationDate: +Sat Nov 21 \S+ 2026", info), info
        self.for_each_file(check)


def catch(check, path):
    """What is wrong with the file, or None."""
    try:
        check(path)
    except AssertionError as problem:
        return str(problem)
    return None


if __name__ == "__main__":
    harness.main()
