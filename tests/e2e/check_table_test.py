"""ngoso check and guides that a table fills in: templates judged honestly, each row's link judged."""
import re

import harness
from harness import DONE, PROBLEMS, USAGE, run
from records_test import GUIDE, household, table

TEXT = harness.filled((harness.GUIDES / f"{GUIDE}.yaml").read_text("utf-8"))


class CheckTable(harness.FolderTest):
    def guide(self, link):
        """The shipped guide, its first link code as given."""
        text = re.sub(r"(?m)^(  - kind: link\n(?:    .*\n)*?    value: ).*$",
                      lambda m: m[1] + f'"{link}"', TEXT, count=1)
        self.assertNotEqual(text, TEXT)
        self.write(f"{GUIDE}.yaml", text)

    def check(self, *arguments):
        return run("check", f"./{GUIDE}.yaml", *arguments, cwd=self.folder)

    def test_a_template_alone(self):
        for link, code, says in (
                ("https://dichvucong.gov.vn/ho/{mã hộ}", DONE, "checked with made-up cells"),
                ("https://dichvucong.gov.vn/ho", DONE, "1 file checked"),
                ("https://{thôn}.gov.vn/ho", PROBLEMS, "must not come from the table"),
                ("{link}", PROBLEMS, "must not come from the table"),
                ("https://dichvucong.gov.vn{mã hộ}/", PROBLEMS, "must not come from the table"),
                ("https://dichvucong.gov.vn.xau.example/{mã hộ}", PROBLEMS, "error[Q002]"),
                ("https://bit.ly/{mã hộ}", PROBLEMS, "error[Q002]")):
            with self.subTest(link=link):
                self.guide(link)
                result = self.check()
                self.assert_exit(result, code)
                self.assertIn(says, result.stdout)
                self.assertNotIn("this code is filled in from a table", result.stdout)
                if code == PROBLEMS:
                    self.assertEqual(result.stdout.count("error[Q"), 1, result.stdout)

    def test_each_row_of_a_table(self):
        self.guide("https://dichvucong.gov.vn/p?h={mã hộ}")
        rows = [household(i) for i in range(5)]
        rows[1] = rows[1].replace("H 1/ộ", "https://xau.example/")
        rows[3] = rows[3].replace("H 3/ộ", "")
        self.write("ho.csv", table(rows))
        result = self.check("--records", "ho.csv")
        self.assert_exit(result, PROBLEMS)
        self.assertRegex(result.stdout, r"error\[Q002\]: row 3: ")
        self.assertRegex(result.stdout, r"error\[M006\]: row 5: ")
        self.assertIn("5 rows checked, 2 with errors: 3,5\n", result.stdout)
        self.assertNotIn("made-up", result.stdout)
        self.write("ho.csv", table([household(0)]))
        result = self.check("--records", "ho.csv", "--design", "trifold")
        self.assert_exit(result, DONE)
        self.assertIn("1 row checked: all is well", result.stdout)
        self.assertEqual(self.files(), ["ho.csv", f"{GUIDE}.yaml"])  # Nothing is made.

    def test_wrong_usage(self):
        self.guide("https://dichvucong.gov.vn/p?h={mã hộ}")
        self.write("ho.csv", table([household(0)]))
        for arguments, says in ((["--qr", "https://x/{a}"], "add --records"),
                                (["vneid", "--records", "ho.csv"], "one guide"),
                                (["--records", "ho.csv", "--map", "Thôn=x"], "no field “x”"),
                                (["--records", "ho.csv", "--design", "none"], "no design")):
            with self.subTest(arguments=arguments):
                result = self.check(*arguments)
                self.assert_exit(result, USAGE)
                self.assertIn(says, result.stderr)


if __name__ == "__main__":
    harness.main()
