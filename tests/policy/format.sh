#!/bin/sh
# clang-format would change nothing. Usage: format.sh TREE. Exit 1 with findings.
set -u
cd "$1" || exit 2
files=$(find src tests \( -name '*.c' -o -name '*.h' \) -not -path 'tests/canary/fixtures/*' \
    2>/dev/null | LC_ALL=C sort)
[ -n "$files" ] || { echo "format: no files found"; exit 2; }
# shellcheck disable=SC2086
clang-format --dry-run -Werror $files && exit 0
echo "format: run clang-format -i on the files above"
exit 1
