#!/bin/sh
# No source file has more than 700 lines: one subject a file. Usage: length.sh TREE. Exit 1 with findings.
set -u
cd "$1" || exit 2
find src \( -name '*.c' -o -name '*.h' \) -exec wc -l {} + |
    awk '$2 != "total" { files++ }
         $2 != "total" && $1 > 700 { print $2 ": " $1 " lines, more than 700"; long++ }
         END { if (!files) exit 2; print "length: " files " files"; exit long > 0 }'
