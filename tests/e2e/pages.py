"""What other programs see in a PDF: qpdf its objects, poppler its pages and boxes, zbar its codes."""
import os
import re
import subprocess

READER = os.environ["NGOSO_QR_READER"]
MM = 72 / 25.4


def output(*command, data=None):
    return subprocess.run([str(word) for word in command], input=data, capture_output=True,
                          check=True).stdout


def plain(path):
    """The file with nothing compressed, as text that has one letter a byte."""
    return output("qpdf", "--qdf", "--object-streams=disable", path, "-").decode("latin-1")


def picture(path, page, dpi, *options):
    """Width, height and grey pixels of a page."""
    data = output("pdftoppm", "-gray", "-r", dpi, "-f", page, "-l", page, *options, path)
    head = re.match(rb"P5\s(\d+)\s(\d+)\s255\s", data)
    return int(head[1]), int(head[2]), data[head.end():]


def codes(width, height, pixels, variant="plain"):
    data = b"P5\n%d %d\n255\n" % (width, height) + pixels
    return sorted(line.split("\t", 5)[5] for line in
                  output(READER, variant, data=data).decode("utf-8").splitlines())


# A copy of a page at 200 dpi: dust, a lens that is a little soft, then black or white.
PHOTOCOPY = "noise=0.5,blur=0.8,threshold=128"
PHOTOCOPY_DPI = 200


def box(path, name, page=1):
    info = output("pdfinfo", "-box", "-f", page, "-l", page, path).decode()
    return [float(x) for x in re.search(rf"{name}: +([-\d. ]+)\n", info)[1].split()]
