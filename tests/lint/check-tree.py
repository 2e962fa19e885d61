"""What must not be in the tree, and what must: argument, the top of the tree."""
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

TOP = Path(sys.argv[1])
SKIPPED = re.compile(r'^(?:\.git|\.cache|build[^/]*|__pycache__)$')
FORBIDDEN = [
    (re.compile(r'(?<![\w.}*])/(?:root|home|Users|work|tmp)/(?=\w)'), 'a path of somebody\'s own machine'),
    (re.compile(r'\b(?:TO' r'DO|FIX' r'ME|X' r'XX)\b'), 'unfinished work belongs into an issue'),
    (re.compile(r'^(?:<{7}|>{7}) ', re.MULTILINE), 'a merge left half done'),
]


def tree(folder):
    for path in sorted(folder.iterdir()):
        if SKIPPED.match(path.name):
            continue
        if path.is_dir():
            yield from tree(path)
        else:
            yield path


def check_text(path):
    try:
        text = path.read_text(encoding='utf-8')
    except UnicodeDecodeError:
        return
    for pattern, why in FORBIDDEN:
        for found in pattern.finditer(text):
            yield f'{text.count(chr(10), 0, found.start()) + 1}: {found[0].strip()}: {why}'


def check_resources(path, shown):
    """Every file of a resource list is there, and every .ui file beside the list is in it."""
    listed = [entry.text or '' for entry in ElementTree.parse(path).iter('file')]
    for name in listed:
        if not any((folder / name).is_file() for folder in (path.parent, TOP / 'data')):
            yield f'1: {name} is not there'
    for ui in shown:
        if ui.is_relative_to(path.parent) and ui.relative_to(path.parent).as_posix() not in listed:
            yield f'1: {ui.relative_to(TOP)} is missing'


def check_listed(path):
    """A test that no meson.build names would never run."""
    named = re.match(r'(?:test|fuzz)-(.+)\.c$', path.name)
    if named and f"'{named[1]}'" not in (path.parent / 'meson.build').read_text(encoding='utf-8'):
        yield '1: is not in the list of its meson.build'


def main():
    paths = list(tree(TOP))
    shown = [path for path in paths if path.suffix == '.ui']
    problems = 0
    for path in paths:
        found = list(check_text(path))
        if path.is_relative_to(TOP / 'tests'):
            found += check_listed(path)
        if path.name.endswith('.gresource.xml'):
            found += check_resources(path, shown)
        for problem in found:
            print(f'{path.relative_to(TOP)}:{problem}')
        problems += len(found)
    return 1 if problems else 0


sys.exit(main())
