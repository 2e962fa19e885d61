#!/bin/sh
# Every translation is well formed and complete. Argument: the top of the tree. Skipped (77) without gettext.
set -eu

for tool in xgettext msgmerge msgattrib msgfmt; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 77; }
done

cd "$1"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# The texts as they are now, with the words that GLib's macros use
xgettext --files-from=po/POTFILES.in --from-code=UTF-8 --output="$place/now.pot" --no-location \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 \
  --keyword=g_dcgettext:2 --keyword=g_dngettext:2,3 --keyword=g_dpgettext2:2c,3

status=0
# shellcheck disable=SC2013
for language in $(sed 's/#.*//' po/LINGUAS); do
  msgfmt --check --output-file=/dev/null "po/$language.po" || status=1
  msgmerge --quiet --no-fuzzy-matching --output-file="$place/$language.po" "po/$language.po" "$place/now.pot"
  for lack in untranslated only-fuzzy; do
    msgattrib --"$lack" --no-obsolete "$place/$language.po" >"$place/lack.po"
    [ -s "$place/lack.po" ] || continue
    echo "po/$language.po: $lack:"
    sed -n '/^msgid "\(.\)/p; /^"/p' "$place/lack.po" | sed '/^"[A-Z][A-Za-z-]*: /d'
    status=1
  done
done
exit "$status"
