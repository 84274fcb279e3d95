#!/bin/sh
# What cmake --install lays down works by itself. Usage: install.sh BUILD_FOLDER.
set -eu
build=$1
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
cmake --install "$build" --prefix "$prefix" >"$prefix/log"

for file in bin/ngoso bin/ngoso-kiosk share/ngoso/quizzes/vneid.yaml \
    share/ngoso/guides/vneid.yaml share/ngoso/guides/trusted-domains.yaml \
    share/ngoso/fonts/be-vietnam-pro/BeVietnamPro_400Regular.ttf \
    share/ngoso/fonts/be-vietnam-pro/OFL.txt share/ngoso/fonts/phosphor/LICENSE \
    share/locale/vi/LC_MESSAGES/ngoso.mo share/man/man1/ngoso.1 share/doc/ngoso/LICENSE; do
    [ -s "$prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done

# Away from the source tree, with nothing of the caller's environment.
cd "$prefix"
run() { env -i HOME="$prefix" PATH=/usr/bin:/bin LC_ALL="$locale" "$prefix/bin/ngoso" "$@"; }
locale=C.UTF-8
run check >"$prefix/said" 2>&1 || { cat "$prefix/said"; echo "check failed"; exit 1; }
run render vneid --out "$prefix/out" >"$prefix/said" 2>&1 ||
    { cat "$prefix/said"; echo "render failed"; exit 1; }
run kiosk --list-quizzes >"$prefix/said" 2>&1 || true
grep -q '^vneid ' "$prefix/said" ||
    { cat "$prefix/said"; echo "the kiosk does not find its quizzes"; exit 1; }
made=$(find "$prefix/out" -name '*.pdf' | wc -l)
[ "$made" -gt 0 ] || { echo "render made no PDF"; exit 1; }
echo "installed program made $made PDF files"
