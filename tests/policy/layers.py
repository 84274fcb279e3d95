#!/usr/bin/env python3
"""Reads the #include lines of src/ and says when an arrow points upwards.

Each folder may include only what stands below it, and each outside library lives behind one
module. Usage: layers.py TREE. Exit 1 with one line a finding.
"""
import pathlib
import re
import sys

# Every module may also include itself and base.
MAY_USE = {
    "base": set(),
    "draw": set(),
    "qr": set(),
    "content": set(),
    "text": {"draw"},
    "page": {"content", "qr", "text", "draw"},
    "out": {"draw", "text"},
    "sheet": {"draw"},
    "store": {"content"},
    "review": {"store", "content", "page"},
    "kiosk": {"page", "text", "draw", "out", "store", "review", "content"},
    "cli": {"kiosk", "review", "store", "sheet", "out", "page", "text", "qr", "content", "draw"},
}
# Of a module it may use, a folder may be held to single headers.
ONLY_HEADERS = {("kiosk", "out"): {"out/pixels.h"}}

# What a window and a voice need, which `ngoso check` draws screens without.
WITHOUT_LIBRARIES = {"kiosk/screens": r"(SDL|espeak-ng|sndfile).*"}

LIBRARIES = [
    (r"hpdf.*\.h", {"out"}),
    (r"hb-subset\.h", {"out"}),
    (r"hb(-.*)?\.h", {"text", "out"}),
    (r"cairo.*\.h", {"out"}),
    (r"lcms2.*\.h", {"out"}),
    (r"libdeflate\.h", {"out"}),
    (r"zlib\.h", {"out"}),
    (r"pango/.*", {"text"}),
    (r"glib.*", {"text"}),
    (r"fontconfig/.*", {"text"}),
    (r"(ft2build\.h|freetype.*)", {"text", "out"}),
    (r"libfyaml\.h", {"content"}),
    (r"csv\.h", {"content"}),
    (r"qrencode\.h", {"qr"}),
    (r"SDL.*", {"kiosk"}),
    (r"espeak-ng/.*", {"kiosk"}),
    (r"sndfile\.h", {"kiosk"}),
    (r"sqlite3\.h", {"store"}),
    (r"sodium.*\.h", {"store"}),
    (r"zstd\.h", {"store"}),
    (r"xlsxwriter.*", {"review"}),
    (r"(png|jpeglib|jerror)\.h", {"draw"}),
    (r"utf8proc\.h", {"base"}),
    (r"libintl\.h", {"base"}),
    (r"getopt\.h", {"cli"}),  # getopt_long: not POSIX, but in every C library of today
    (r"sys/prctl\.h", {"kiosk"}),  # Linux alone tells a child that its parent was killed
]

# C11 and POSIX.1-2008.
STANDARD = set("""
assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign
stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar
wchar wctype aio cpio dirent dlfcn fcntl fmtmsg fnmatch ftw glob grp iconv langinfo libgen monetary
mqueue ndbm net/if netdb netinet/in netinet/tcp nl_types poll pthread pwd regex sched search
semaphore spawn strings stropts sys/file sys/ioctl sys/ipc sys/mman sys/msg sys/resource sys/select
sys/sem sys/shm sys/socket sys/stat sys/statvfs sys/time sys/times sys/types sys/uio sys/un
sys/utsname sys/wait syslog tar termios trace ulimit unistd utime utmpx wordexp
""".split())

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def check_ours(module, path):
    """Why `module` may not include "path", or None."""
    if "/" not in path:
        return f'"{path}" must be included by its path from src/'
    target = path.split("/")[0]
    if target not in MAY_USE:
        return f'"{path}" is in no known module'
    if target in (module, "base"):
        return None
    if target not in MAY_USE[module]:
        return f'{module}/ may not include "{path}"'
    allowed = ONLY_HEADERS.get((module, target))
    if allowed is not None and path not in allowed:
        return f'of {target}/, {module}/ may include only {", ".join(sorted(allowed))}, not "{path}"'
    return None


def check_outside(module, room, path):
    """Why `module`, and the folder `room` of it, may not include <path>, or None."""
    if room in WITHOUT_LIBRARIES and re.fullmatch(WITHOUT_LIBRARIES[room], path):
        return f"{room}/ must do without <{path}>"
    if path.removesuffix(".h") in STANDARD:
        return None
    for pattern, modules in LIBRARIES:
        if re.fullmatch(pattern, path):
            if module in modules:
                return None
            return f"<{path}> belongs behind {' or '.join(sorted(modules))}/, not in {module}/"
    return f"<{path}> is neither C11, POSIX nor a library this test knows"


def check_file(source, file):
    module = file.relative_to(source).parts[0]
    if module not in MAY_USE:
        yield 1, f"src/{module}/ is no known module"
        return
    room = "/".join(file.relative_to(source).parts[:2])
    own = file.with_suffix(".h")
    first = True
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        ours, path = match[1] == '"', match[2]
        if first and file.suffix == ".c" and own.exists() and path != str(own.relative_to(source)):
            yield number, f'"{own.relative_to(source)}" must come first, to show that it stands alone'
        first = False
        problem = check_ours(module, path) if ours else check_outside(module, room, path)
        if problem:
            yield number, problem


def main():
    tree = pathlib.Path(sys.argv[1])
    source = tree / "src"
    files = sorted([*source.glob("*/**/*.c"), *source.glob("*/**/*.h")])
    if not files:
        print("layers: no sources found", file=sys.stderr)
        return 2
    problems = 0
    for file in files:
        for number, problem in check_file(source, file):
            print(f"{file.relative_to(tree)}:{number}: {problem}")
            problems += 1
    print(f"layers: {len(files)} files, {problems} findings")
    return 1 if problems else 0


sys.exit(main())
