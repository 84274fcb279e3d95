#!/bin/sh
# The launcher and all scripts are clean for shellcheck. Usage: shell.sh TREE. Exit 1 with findings.
set -u
cd "$1" || exit 2
scripts=$(
    ls ngoso .ci/run 2>/dev/null
    find src tests -name '*.sh' -not -path 'tests/canary/fixtures/*' 2>/dev/null | LC_ALL=C sort
)
[ -n "$scripts" ] || { echo "shell: no scripts found"; exit 2; }
# shellcheck disable=SC2086
shellcheck $scripts
