"""po/POTFILES.in lists every file with text to translate, and no other. Argument: the top of the tree.
With --write after it the list is written anew instead."""
import re
import sys
from pathlib import Path

TOP = Path(sys.argv[1])
C_TEXT = re.compile(r'(?<!\w)(?:_|N_|C_|NC_|Q_|n?gettext|g_d\w*gettext2?) *\(\s*"')
UI_TEXT = re.compile(r'translatable="(?:yes|true|1)"')
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|<!--.*?-->', re.DOTALL)

# folder, names, what a text to translate looks like in them (None: there is always one)
SOURCES = [
    ('src', '*.[ch]', C_TEXT),
    ('ui', '*.ui', UI_TEXT),
    ('data', '*.desktop.in', None),
    ('data', '*.metainfo.xml.in', None),
    ('data', '*.gschema.xml', None),
]


def files_with_text():
    for folder, names, pattern in SOURCES:
        for path in (TOP / folder).rglob(names):
            if pattern is None or pattern.search(COMMENT.sub('', path.read_text(encoding='utf-8'))):
                yield path.relative_to(TOP).as_posix()


def main():
    potfiles = TOP / 'po' / 'POTFILES.in'
    lines = potfiles.read_text(encoding='utf-8').splitlines()
    listed = [line for line in lines if line and not line.startswith('#')]
    wanted = sorted(files_with_text())
    if '--write' in sys.argv:
        remarks = [line for line in lines if line.startswith('#')]
        potfiles.write_text('\n'.join(remarks + wanted) + '\n', encoding='utf-8')
        return 0
    problems = [f'{name}: missing' for name in wanted if name not in listed]
    problems += [f'{name}: has nothing to translate, or is not there' for name in listed if name not in wanted]
    problems += [f'{name}: listed twice' for name in sorted(set(listed)) if listed.count(name) > 1]
    for problem in problems:
        print(f'po/POTFILES.in: {problem}')
    return 1 if problems else 0


sys.exit(main())
