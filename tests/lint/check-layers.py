"""Who may include and call whom: the rules of ARCHITECTURE.md, checked. Argument: the top of the tree."""
import re
import sys
from pathlib import Path

TOP = Path(sys.argv[1])
MAX_LINES = 450

# (files this rule is about, what they must not include, why)
INCLUDE_RULES = [
    (r'src/core/', r'gtk/|gdk/|gsk/|adwaita|app/|cli/', 'the core knows neither toolkit nor programs'),
    (r'src/cli/', r'gtk/|gdk/|gsk/|adwaita|app/', 'the terminal program has no window'),
    (r'src/app/', r'cli/', 'the window does not lean on the terminal program'),
    (r'src/app/.*-form\.[ch]$', r'.*-panel\.h', 'a form fills a request and knows no panel'),
    (r'src/app/.*-panel\.[ch]$', r'.*pl-engine\.h', 'a panel shows an object and starts nothing'),
]

# Who touches sockets, and with which functions. The Berkeley calls are where they are recorded; the others
# belong to no connection, or look at one so often that a record of it would hide everything else.
SOCKET_FOLDER = 'src/core/net/'
SOCKET_CALL = re.compile(
    r'(?<!\w)(?:epoll_\w+|g_socket_(?:new|bind|listen|accept|connect|send|receive|client|listener|service|connection)\w*)'
    r' *\(')
BERKELEY_FILES = ('src/core/net/pl-bsd', 'src/core/net/pl-route-probe.c', 'src/core/net/pl-rtnetlink.c',
                  'src/core/net/pl-option.c', 'src/core/net/pl-sample.c', 'src/core/net/pl-sock-diag.c',
                  'src/core/net/pl-port-search.c')
BERKELEY_CALL = re.compile(
    r'(?<![\w>.])(?:socket|socketpair|bind|listen|accept4?|connect|shutdown|send(?:to|m?msg|file)?|recv(?:from|m?msg)?'
    r'|getsockname|getpeername|[gs]etsockopt) *\(')

# Who hands work to the net thread
NET_CALLERS = 'src/core/'
NET_CALL = re.compile(r'(?<!\w)pl_net_\w+ *\(')

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]', re.MULTILINE)
NOT_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.DOTALL)


def blank(match):
    """Takes comments and texts away and leaves the lines where they were."""
    return '\n' * match.group().count('\n')


def line_of(text, position):
    return text.count('\n', 0, position) + 1


def check(name, text):
    for about, forbidden, why in INCLUDE_RULES:
        if re.match(about, name):
            for found in INCLUDE.finditer(text):
                if re.match(forbidden, found[1]):
                    yield line_of(text, found.start()), f'includes {found[1]}: {why}'

    code = NOT_CODE.sub(blank, text)
    for call, callers, why in ((SOCKET_CALL, SOCKET_FOLDER, 'src/core/net, which touches sockets'),
                               (BERKELEY_CALL, BERKELEY_FILES, 'pl-bsd*.c, which records what it calls'),
                               (NET_CALL, NET_CALLERS, 'src/core, which crosses the border to the net thread')):
        if name.startswith('src/') and not name.startswith(callers):
            for found in call.finditer(code):
                yield line_of(code, found.start()), f'calls {found[0].strip("( ")}: that is for {why}'

    if name.endswith('.c'):
        if not text.startswith('/*'):
            yield 1, 'the first line says what the file is for, in a comment'
        if name.startswith('src/') and text.count('\n') > MAX_LINES:
            yield MAX_LINES, f'{text.count(chr(10))} lines: more than {MAX_LINES}; look for the second thing in it'


def main():
    problems = 0
    for path in sorted(p for folder in ('src', 'tests') for p in (TOP / folder).rglob('*.[ch]')):
        name = path.relative_to(TOP).as_posix()
        for line, problem in check(name, path.read_text(encoding='utf-8')):
            print(f'{name}:{line}: {problem}')
            problems += 1
    return 1 if problems else 0


sys.exit(main())
