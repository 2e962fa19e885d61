#!/bin/sh
# The C files are laid out as .clang-format says. Argument: the top of the tree. Skipped (77) without clang-format 14:
# other versions lay out details differently.
set -eu

formatter=
for candidate in clang-format-14 clang-format; do
  case $("$candidate" --version 2>/dev/null || true) in
    *' version 14.'*) formatter=$candidate; break ;;
  esac
done
[ -n "$formatter" ] || { echo "clang-format 14 is not installed"; exit 77; }

cd "$1"
others=$(find src tests -name '*.[ch]' -exec sh -c '
  for file; do
    "$0" --dry-run --Werror "$file" 2>/dev/null || echo "$file"
  done' "$formatter" {} + | sort)
[ -z "$others" ] || { echo "$others"; echo "Run ./dev format"; exit 1; }
