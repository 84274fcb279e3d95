"""ngoso print: a stand-in for lp for what is asked of it and what goes wrong; and CUPS' own scheduler
with a queue that writes into a file, for what comes out at the printer's end."""
import os
import pathlib
import re
import shutil
import stat
import subprocess
import time
import unittest

import harness
from harness import DONE, SYSTEM, USAGE, FolderTest, run
from pages import codes, output, picture

CUPSD = shutil.which("cupsd", path="/usr/sbin:/usr/bin")
CUPS_DAEMON = pathlib.Path("/usr/lib/cups/daemon")  # cups-exec, which starts filters.

# The scheduler gives up root's rights for these; it wants no world-writable folder above its own.
FILES_CONF = """User lp
Group lp
SystemGroup root
ServerRoot {home}
ServerBin {home}/bin
RequestRoot {home}/spool
CacheDir {home}/cache
StateDir {home}/run
TempDir {home}/tmp
AccessLog {home}/access
ErrorLog {home}/error
PageLog {home}/page
FileDevice Yes
"""
CUPSD_CONF = """LogLevel debug
Listen {home}/sock
Browsing Off
DefaultAuthType None
PreserveJobFiles Yes
DirtyCleanInterval 0
<Location />
Allow all
</Location>
"""
PRINTERS_CONF = """<DefaultPrinter Hoi-truong>
DeviceURI file://{home}/printed/out
State Idle
Accepting Yes
</DefaultPrinter>
"""
# A queue without a description is raw: for file: the scheduler then starts neither filter nor
# backend, and its file stays empty. So the queue has a description, with a filter that copies.
PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TEST.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test"
*ShortNickName: "Test"
*NickName: "Test"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsVersion: 2.4
*cupsFilter: "application/pdf 0 copy"
*OpenUI *PageSize: PickOne
*DefaultPageSize: A4
*PageSize A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4: "0 0 595 842"
*DefaultPaperDimension: A4
*PaperDimension A4: "595 842"
"""
# cups filter(7): job, user, title, copies, options, file. The rename says that all was written.
FILTER = """#!/bin/sh
cat -- ${{6:+"$6"}}
printf '%s\\n' "$4" "$5" >{home}/printed/asked-$1.part
mv {home}/printed/asked-$1.part {home}/printed/asked-$1
"""


class Printing(FolderTest):
    def setUp(self):
        super().setUp()
        self.log = self.folder / "lp.log"
        fake = self.write("bin/lp", f"""#!/bin/sh
for word; do printf '%s\\n' "$word" >>"{self.log}"; done
for last; do :; done
head -c 5 "$last" >>"{self.log}"
echo >>"{self.log}"
exit ${{LP_EXIT:-0}}
""")
        fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
        self.env = {"PATH": f"{self.folder / 'bin'}:/usr/bin:/bin", "TMPDIR": str(self.folder)}

    def test_guide_on_sheets(self):
        result = run("print", "vneid", "--design", "leaflet", "--sheet", "2up", "--copies", "3",
                     "--printer", "Hội trường; rm -rf", cwd=self.folder, env=self.env)
        self.assert_exit(result, DONE)
        words = self.log.read_text("utf-8").splitlines()
        self.assertEqual(words[:9], ["-d", "Hội trường; rm -rf", "-n", "3", "-o",
                                     "sides=two-sided-short-edge", "-o", "print-scaling=none",
                                     "--"])
        self.assertEqual(words[-1], "%PDF-")
        self.assertEqual(self.files(), ["bin/lp", "lp.log"])  # Nothing is left behind.

    def test_a_table_on_shared_sheets(self):
        self.write("ho.csv", "Thôn;Chủ hộ\n" + "".join(f"thôn A;Bà Mẫu {i}\n" for i in range(5)))
        result = run("print", "public-services", "--records", "ho.csv", "--sheet", "4up", "--separators",
                     "--only", "3-6", "--ink", "mono", cwd=self.folder, env=self.env)
        self.assert_exit(result, DONE)
        words = self.log.read_text("utf-8").splitlines()
        self.assertEqual(words.count("--"), 1)  # One file holds all.
        self.assertIn("sides=two-sided-long-edge", words)
        self.assertIn("public-services-leaflet-mono-4up-records-only.pdf", words[-2])
        self.assertIn("5 rows, 4 asked for: 4 printed", result.stdout)
        self.assertEqual(self.files(), ["bin/lp", "ho.csv", "lp.log"])

    def test_a_table_with_an_error_is_not_sent(self):
        self.write("ho.csv", "Thôn;SĐT\nthôn A;abc\nthôn B;0000 000 001\n")
        result = run("print", "vneid", "--records", "ho.csv", cwd=self.folder, env=self.env)
        self.assert_exit(result, 1)
        self.assertIn("nothing was sent to the printer", result.stderr)
        self.assertEqual(self.files(), ["bin/lp", "ho.csv"])

    def test_files(self):
        run("render", "vneid", "--design", "leaflet", "--out", ".", cwd=self.folder)
        result = run("print", "vneid/vneid-leaflet.pdf", "--duplex", "long", cwd=self.folder,
                     env=self.env)
        self.assert_exit(result, DONE)
        self.assertIn("sides=two-sided-long-edge", self.log.read_text("utf-8"))
        self.assertIn("vneid/vneid-leaflet.pdf", self.files())

    def test_what_goes_wrong_is_said(self):
        self.write("not.pdf", "text")
        for words, env, code, says in (
                (["not.pdf"], {}, 1, "no PDF"),
                (["none.pdf"], {}, SYSTEM, "none.pdf"),
                ([], {}, USAGE, "say what to print"),
                (["vneid"], {}, USAGE, "add --design"),
                (["not.pdf", "vneid"], {}, USAGE, "not both"),
                (["not.pdf", "--ink", "mono"], {}, USAGE, "are for guides"),
                (["not.pdf", "--records", "ho.csv"], {}, USAGE, "are for guides"),
                (["vneid", "--records", "none.csv"], {}, 1, "none.csv"),
                (["vneid", "--design", "leaflet", "--only", "3"], {}, USAGE, "add --records"),
                (["vneid", "--design", "leaflet"], {"LP_EXIT": "1"}, SYSTEM, "did not take"),
                (["vneid", "--design", "leaflet"], {"PATH": "/nowhere"}, SYSTEM, "CUPS is not on")):
            with self.subTest(words=words):
                result = run("print", *words, cwd=self.folder, env={**self.env, **env})
                self.assertIn(says, result.stderr)
                self.assert_exit(result, code)
                self.assertFalse(list(self.folder.glob("ngoso-*")))


    def test_list_of_printers(self):
        for names, code in (("Hoi-truong\n", DONE), ("", SYSTEM)):
            fake = self.write("bin/lpstat", f"#!/bin/sh\nprintf '{names}'\n")
            fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
            result = run("print", "--list-printers", env=self.env)
            self.assert_exit(result, code)
            self.assertEqual(result.stdout, names)
            self.assertEqual("no printer is set up" in result.stderr, not names)


def why_no_scheduler():
    """Why the real scheduler cannot be tried here, or nothing."""
    if not CUPSD:
        return "there is no cupsd (package cups-daemon)"
    if not shutil.which("lp"):
        return "there is no lp (package cups-client)"
    if os.geteuid() != 0:
        return "cupsd starts jobs as another user, which needs root"
    return "" if CUPS_DAEMON.is_dir() else f"there is no {CUPS_DAEMON}"


@unittest.skipIf(why_no_scheduler(), why_no_scheduler())
class Scheduler(FolderTest):
    """Whole jobs through cupsd, read back from the file that its queue writes."""

    def setUp(self):
        super().setUp()
        home = self.home = self.folder / "cups"
        for name in ("spool", "cache", "run", "tmp", "printed", "ppd", "ssl", "bin/filter"):
            (home / name).mkdir(parents=True)
        self.folder.chmod(0o755)
        (home / "printed").chmod(0o777)
        (home / "bin/daemon").symlink_to(CUPS_DAEMON)
        for name, text in (("cups-files.conf", FILES_CONF), ("cupsd.conf", CUPSD_CONF),
                           ("printers.conf", PRINTERS_CONF), ("bin/filter/copy", FILTER)):
            self.write(f"cups/{name}", text.format(home=home))
        self.write("cups/ppd/Hoi-truong.ppd", PPD)
        (home / "bin/filter/copy").chmod(0o755)
        server = subprocess.Popen([CUPSD, "-f", "-c", home / "cupsd.conf", "-s",
                                   home / "cups-files.conf"], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, start_new_session=True)
        self.addCleanup(server.wait, 10)
        self.addCleanup(server.terminate)
        self.wait_for(home / "sock")
        self.env = {"CUPS_SERVER": str(home / "sock"), "TMPDIR": str(self.folder)}

    def wait_for(self, path):
        for _ in range(300):
            if path.exists():
                return
            time.sleep(0.1)
        log = self.home / "error"
        self.fail(f"no {path.name}; {log.read_text('utf-8')[-3000:] if log.exists() else ''}")

    def printed(self, job):
        """Copies, options and the file of a job that has gone through."""
        asked = self.home / f"printed/asked-{job}"
        self.wait_for(asked)
        copies, options = asked.read_text("utf-8").splitlines()
        return int(copies), options.split(), self.home / "printed/out"

    def control(self, job):
        """What the scheduler was asked, in its own file of IPP attributes."""
        return (self.home / f"spool/c{job:05}").read_bytes()

    def test_pages_come_out(self):
        listed = run("print", "--list-printers", env=self.env)
        self.assertEqual(listed.stdout, "Hoi-truong\n")
        run("render", "vneid", "--design", "leaflet", "--out", ".", cwd=self.folder)
        path = self.folder / "vneid/vneid-leaflet.pdf"
        self.assert_exit(run("print", path, "--duplex", "long", "--copies", "2", cwd=self.folder,
                             env=self.env), DONE)
        copies, options, out = self.printed(1)
        self.assertEqual(copies, 2)
        self.assertIn("sides=two-sided-long-edge", options)
        self.assertNotIn("print-color-mode=monochrome", options)
        self.assertIn(b"print-scaling", self.control(1))
        self.assertEqual(out.read_bytes(), path.read_bytes())
        self.assertIn(b"Pages:           2\n", output("pdfinfo", out))
        self.assertTrue([code for code in codes(*picture(out, 1, 150)) if "com.vnid" in code])

    def test_guides_are_made_laid_out_and_sent(self):
        result = run("print", "vneid", "fraud", "--design", "leaflet", "--sheet", "2up", "--ink",
                     "mono", "--copies", "30", "--printer", "Hoi-truong", cwd=self.folder,
                     env=self.env)
        self.assert_exit(result, DONE)
        for job in (1, 2):
            copies, options, out = self.printed(job)
            self.assertEqual(copies, 30)
            self.assertIn("sides=two-sided-short-edge", options)
            self.assertIn("print-color-mode=monochrome", options)
        self.assertIn(b"Pages:           2\n", output("pdfinfo", out))
        self.assertIn(b"pts (A4)", output("pdfinfo", out))
        found = codes(*picture(out, 1, 200))
        self.assertGreater(len(found), 1)
        self.assertEqual(found[::2], found[1::2])  # Two leaflets on a sheet.
        self.assertEqual(list(self.folder.glob("ngoso-*")), [])

    def test_a_printer_that_is_not_there(self):
        result = run("print", "vneid", "--design", "leaflet", "--printer", "Nha-van-hoa",
                     cwd=self.folder, env=self.env)
        self.assert_exit(result, SYSTEM)
        self.assertIn("did not take", result.stderr)
        self.assertIn("--list-printers", result.stderr)


if __name__ == "__main__":
    harness.main()
