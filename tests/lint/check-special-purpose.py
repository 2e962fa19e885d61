#!/usr/bin/env python3
"""Checks src/core/address/pl-special-purpose.c, the IANA special-purpose registries as this program ships them.

  check-special-purpose.py TOP           the table by itself: well-formed rows, no doubles, dates, references
  check-special-purpose.py TOP FILE.tsv  the same, and that it says what FILE says

FILE has a line "family prefix name rfc allocated terminated source destination forwardable globally_reachable
reserved_by_protocol" first, separated by tabs, and one line for each row; lines that start with # are left out.
"""
import csv
import ipaddress
import pathlib
import re
import sys

TABLE = 'src/core/address/pl-special-purpose.c'
HEADER = 'src/core/address/pl-special-purpose.h'
FLAGS = {'YES': 'True', 'NO': 'False', 'N_A': 'N/A', '___': ''}
FLAG_NAMES = ['source', 'destination', 'forwardable', 'globally_reachable', 'reserved_by_protocol']
FEWEST_ROWS = 51

ROW = re.compile(r'\{\s*V([46])\s*\(([^)]*)\),\s*(\d+),\s*((?:\w+,\s*){5})'
                 r'"((?:[^"\\]|\\.)*)",\s*"([^"]*)",\s*"([^"]*)",\s*(NULL|"[^"]*")\s*\}')
REFERENCES = re.compile(r'^(RFC[1-9]\d*|Errata\d+)( (RFC[1-9]\d*|Errata\d+|\d+(\.\d+)*))*$')
MONTH = re.compile(r'^(19[89]\d|20\d\d)-(0[1-9]|1[0-2])$')


def read_address(family, numbers):
    parts = [int(n, 0) for n in numbers.split(',')]
    if family == '4':
        return ipaddress.IPv4Address(bytes(parts))
    return ipaddress.IPv6Address(b''.join(p.to_bytes(2, 'big') for p in parts))


def read_table(text):
    for family, numbers, length, flags, name, rfc, allocated, terminated in ROW.findall(text):
        row = {'family': family, 'address': read_address(family, numbers), 'length': int(length),
               'name': name.replace('\\"', '"'), 'rfc': rfc, 'allocated': allocated,
               'terminated': '' if terminated == 'NULL' else terminated.strip('"')}
        row.update(zip(FLAG_NAMES, (FLAGS[f.strip()] for f in flags.split(',') if f.strip())))
        yield row


def read_tsv(path):
    with open(path, encoding='utf-8', newline='') as file:
        lines = (line for line in file if not line.startswith('#'))
        for row in csv.DictReader(lines, delimiter='\t', quoting=csv.QUOTE_NONE):
            yield row


def prefix_of(row):
    address = row['address']
    text = '::ffff:0:0' if address.version == 6 and address.ipv4_mapped else str(address)
    return f"{text}/{row['length']}"


def check_row(row):
    prefix = prefix_of(row)
    flags = [row[name] for name in FLAG_NAMES]
    try:
        ipaddress.ip_network((int(row['address']), row['length']) if row['family'] == '6' else prefix)
    except ValueError as error:
        yield f'{prefix}: {error}'
    if not REFERENCES.match(row['rfc']):
        yield f"{prefix}: odd reference “{row['rfc']}”"
    for date in [row['allocated']] + ([row['terminated']] if row['terminated'] else []):
        if not MONTH.match(date):
            yield f'{prefix}: odd date “{date}”'
    if bool(row['terminated']) != (flags == [''] * 5):
        yield f'{prefix}: flags belong to rows that are not terminated, and to all of them'
    # RFC 6890, section 2.2.1: what no router forwards is not reachable beyond, nor is what nothing may be sent to.
    if row['globally_reachable'] == 'True' and 'False' in (row['destination'], row['forwardable']):
        yield f'{prefix}: globally reachable, but neither forwarded nor a destination'


def check_table(rows, text, header):
    if text.count('\n  { V') != len(rows):
        yield f"{text.count(chr(10) + '  { V')} rows, {len(rows)} of them well-formed"
    if len(rows) < FEWEST_ROWS:
        yield f'only {len(rows)} rows'
    prefixes = [prefix_of(row) for row in rows]
    for prefix in sorted(set(p for p in prefixes if prefixes.count(p) > 1)):
        yield f'{prefix} is there more than once'
    newest = max(row['allocated'] for row in rows)
    if f'PL_SPECIAL_PURPOSE_DATE "{newest}"' not in header:
        yield f'the newest row is of {newest}, the header says something else'
    for row in rows:
        yield from check_row(row)


def compare(rows, others):
    ours = {prefix_of(row): row for row in rows}
    theirs = {row['prefix']: row for row in others}
    for prefix in sorted(set(ours) ^ set(theirs)):
        yield f"{prefix} is only in {'this tree' if prefix in ours else 'the other table'}"
    for prefix in sorted(set(ours) & set(theirs)):
        for key in ['family', 'name', 'rfc', 'allocated', 'terminated'] + FLAG_NAMES:
            if ours[prefix][key] != theirs[prefix][key]:
                yield f'{prefix}: {key} is “{ours[prefix][key]}”, and “{theirs[prefix][key]}” there'


def main(arguments):
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    top = pathlib.Path(arguments[0])
    text = (top / TABLE).read_text(encoding='utf-8')
    rows = list(read_table(text))
    problems = list(check_table(rows, text, (top / HEADER).read_text(encoding='utf-8')))
    if len(arguments) == 2:
        problems += compare(rows, read_tsv(arguments[1]))
    for problem in problems:
        print(f'{TABLE}: {problem}', file=sys.stderr)
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
