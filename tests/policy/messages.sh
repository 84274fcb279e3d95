#!/bin/sh
# Every message of src/ has its translation. Usage: messages.sh TREE. Exit 1 with findings.
set -u
tree=$(cd "$1" && pwd) || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
"$(dirname "$0")/../../src/po/collect.sh" "$tree" "$work" || exit 2

status=0
for catalogue in "$work"/*.po; do
    language=$(basename "$catalogue" .po)
    said=$(LC_ALL=C msgfmt --check --statistics --output-file="$work/x.mo" "$catalogue" 2>&1) || {
        echo "$said"
        exit 1
    }
    echo "$language: $said"
    case $said in
    *untranslated* | *fuzzy*)
        echo "$language.po lacks these (cmake --build … --target messages adds them):"
        msgattrib --untranslated --no-obsolete --no-wrap "$catalogue" | grep -A 1 '^msgid "' |
            grep -v -e '^msgid ""$' -e '^msgstr' -e '^--' | head -n 40
        status=1
        ;;
    esac
done
exit $status
