#!/bin/sh
# Every header compiles alone. Usage: headers.sh TREE. Exit 1 with findings.
set -u
tree=$(cd "$1" && pwd) || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

flags=$(pkg-config --cflags libfyaml pangoft2 harfbuzz harfbuzz-subset cairo cairo-ft libqrencode \
    libdeflate lcms2 libpng libjpeg libutf8proc xlsxwriter) || exit 2
find "$tree/src" -name '*.h' | LC_ALL=C sort >"$work/headers"
[ -s "$work/headers" ] || { echo "headers: none found"; exit 2; }

status=0
while read -r header; do
    # Twice, so that a missing guard shows.
    printf '#include "%s"\n#include "%s"\ntypedef int nothing;\n' "$header" "$header" >"$work/x.c"
    # shellcheck disable=SC2086
    if ! gcc -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Werror -fsyntax-only \
        -I "$tree/src" $flags "$work/x.c" 2>"$work/said"; then
        echo "${header#"$tree"/} does not compile alone:"
        head -n 5 "$work/said"
        status=1
    fi
done <"$work/headers"
echo "headers: $(wc -l <"$work/headers") looked at"
exit $status
