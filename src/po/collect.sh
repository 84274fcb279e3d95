#!/bin/sh
# Collects the messages of src/ into src/po/ngoso.pot and merges them into every LANG.po.
# Usage: collect.sh SOURCE_TREE [OUTPUT_FOLDER]   (the policy test collects elsewhere)
set -eu
cd "$1"
output=${2:-src/po}

find src -name '*.[ch]' | LC_ALL=C sort | xgettext --files-from=- --output="$output/ngoso.pot" \
    --from-code=UTF-8 --language=C --add-comments=TRANSLATORS: --add-location=file \
    --keyword --keyword=_ --keyword=N_ --keyword=gettext --keyword=ngettext:1,2 \
    --keyword=i18n_plural:1,2 --keyword=i18n_in:2 \
    --flag=_:1:pass-c-format --flag=N_:1:pass-c-format --flag=i18n_in:2:pass-c-format \
    --flag=i18n_plural:1:pass-c-format --flag=i18n_plural:2:pass-c-format \
    --package-name='Ngõ Số' --copyright-holder='Ngõ Số contributors'

for catalogue in src/po/*.po; do
    msgmerge --quiet --no-fuzzy-matching --add-location=file \
        --output-file="$output/merged.po" "$catalogue" "$output/ngoso.pot"
    mv "$output/merged.po" "$output/$(basename "$catalogue")"
done
