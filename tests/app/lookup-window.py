"""The window looks a long list up, a third of which nobody answers for, in a network of its own: it stays responsive,
and ends with the right counts."""

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PORTLIGHT = sys.argv[1]
INSIDE = "PL_TEST_LOOKUP_WINDOW"
DEADLINE_S = 40
SKIPPED = 77
N_NAMES = 300
STALL_MAX_MS = 1000  # generous: the machine may be busy; a window that waits for a resolver stalls for seconds


def read_name(question):
    labels, at = [], 12
    while question[at]:
        labels.append(question[at + 1:at + 1 + question[at]].decode())
        at += question[at] + 1
    return ".".join(labels), at + 1


def answer_all(server):
    """Knows every name below known.test, is silent about those below silent.test, and says no to the others."""
    while True:
        question, peer = server.recvfrom(4096)
        name, at = read_name(question)
        is_address = question[at:at + 2] == b"\0\1"
        if name.endswith("silent.test"):
            continue
        record = b"\xc0\x0c\0\1\0\1\0\0\1\0\0\4\xc0\0\2\1" if is_address and name.endswith("known.test") else b""
        code = 0 if name.endswith("known.test") else 3
        header = struct.pack(">HHHHH", 0x8180 | code, 1, 1 if record else 0, 0, 0)
        server.sendto(question[:2] + header + question[12:at + 4] + record, peer)


def bind(path, text, folder):
    name = os.path.join(folder, os.path.basename(path))
    with open(name, "w") as file:
        file.write(text)
    return subprocess.run(["mount", "--bind", os.path.realpath(name), os.path.realpath(path)]).returncode == 0


def set_up(folder):
    if subprocess.run(["ip", "link", "set", "lo", "up"], capture_output=True).returncode != 0:
        return False
    if not (bind("/etc/nsswitch.conf", "hosts: files dns\n", folder) and
            bind("/etc/resolv.conf", "nameserver 127.0.0.1\noptions timeout:2 attempts:1\n", folder)):
        return False
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    threading.Thread(target=answer_all, args=(server,), daemon=True).start()
    return True


def lines(path):
    try:
        with open(path) as file:
            return [json.loads(line) for line in file if line.endswith("\n")]
    except FileNotFoundError:
        return []


class LookupWindow(unittest.TestCase):
    def wait(self, path):
        deadline = time.monotonic() + DEADLINE_S
        while time.monotonic() < deadline:
            told = lines(path)
            if told and told[-1]["lookups_over"] == N_NAMES:
                return told
            time.sleep(0.05)
        raise AssertionError(f"timed out: {told[-1:]}")

    def test_long_list(self):
        names = "\n".join(f"n{i}.{('silent', 'known', 'missing')[i % 3]}.test" for i in range(N_NAMES))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "stats")
            process = subprocess.Popen([PORTLIGHT, "--lookup", names, "--stats", path], stdin=subprocess.DEVNULL)
            try:
                told = self.wait(path)
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait()
        last = told[-1]
        third = N_NAMES // 3
        self.assertEqual([last[f"lookups_{what}"] for what in ("found", "unknown", "silent", "failed")],
                         [third, third, third, 0])
        self.assertLess(max(line["stall_ms_max"] for line in told), STALL_MAX_MS)


if __name__ == "__main__":
    if INSIDE not in os.environ:
        inside = ["unshare", "--net", "--mount", sys.executable, *sys.argv]
        if os.geteuid() != 0 or subprocess.run([*inside[:3], "true"], capture_output=True).returncode != 0:
            print("needs a network and a mount namespace, which only root may make")
            sys.exit(SKIPPED)
        os.execvpe(inside[0], inside, {**os.environ, INSIDE: "1"})
    with tempfile.TemporaryDirectory() as there:
        if not set_up(there):
            print("needs ip, and mounts")
            sys.exit(SKIPPED)
        unittest.main(argv=[sys.argv[0], "-v"])
