"""portlight-cli service: get-service-entry, compared with getent and the C library of this computer."""

import os
import shutil
import socket
import subprocess
import unittest

import support
from support import events, run

MEMBERS = ["input", "found", "port", "name", "aliases", "protocol", "message"]


def entry(told):
    """As getent prints it."""
    return f"{told['name']} {told['port']}/{told['protocol']} {' '.join(told['aliases'])}".strip() if told["found"] else ""


def ask(*arguments, **options):
    result = run("service", "--json", *arguments, **options)
    return result.returncode, events(result.stdout)


def database():
    """Every name, alias and port of /etc/services."""
    words = set()
    if os.path.exists("/etc/services"):
        with open("/etc/services", encoding="utf-8", errors="replace") as services:
            for line in services:
                fields = line.split("#")[0].split()
                if len(fields) >= 2:
                    words.update([fields[0], fields[1].split("/")[0], *fields[2:]])
    return sorted(words)


def has_entries():
    try:
        return socket.getservbyname("http", "tcp") == 80 and socket.getservbyname("syslog", "udp") == 514
    except OSError:
        return False


class Service(unittest.TestCase):
    @unittest.skipUnless(shutil.which("getent") and database(), "there is nothing to compare with")
    def test_like_getent(self):
        words = database()
        for protocol in ("any", "tcp", "udp"):
            keys = [word if protocol == "any" else f"{word}/{protocol}" for word in words]
            lines = subprocess.run(["getent", "services", *keys], capture_output=True, text=True).stdout.splitlines()
            _, told = ask("--protocol", protocol, "-", input="\n".join(words).encode() + b"\n")
            self.assertEqual([t["input"] for t in told], words)
            self.assertEqual([entry(t) for t in told if t["found"]], [" ".join(line.split()) for line in lines])

    def test_like_the_library(self):
        words = database() + ["nosuch", "HTTP"]
        for protocol in ("tcp", "udp"):
            _, told = ask("--protocol", protocol, "-", input="\n".join(words).encode() + b"\n")
            for one in told:
                try:
                    if one["input"].isdigit():
                        wanted = int(one["input"]), socket.getservbyport(int(one["input"]), protocol)
                    else:
                        wanted = socket.getservbyname(one["input"], protocol), one["name"]
                except OSError:
                    wanted = None, None
                self.assertEqual((one["port"], one["name"] if one["found"] else None), wanted, one)
                self.assertEqual(one["protocol"], protocol if one["found"] else None)

    @unittest.skipUnless(has_entries(), "this computer has no list of services")
    def test_entries(self):
        for arguments, wanted in (
            (("514",), "shell 514/tcp cmd syslog"),
            (("--protocol", "udp", "514"), "syslog 514/udp"),
            (("www",), "http 80/tcp www"),
            (("080",), "http 80/tcp www"),
            ((" 80 ",), "http 80/tcp www"),
            (("--protocol", "udp", "http"), ""),
            (("--protocol", "tcp", "ntp"), ""),
            (("ntp",), "ntp 123/udp"),
            (("HTTP",), ""),
        ):
            status, told = ask(*arguments)
            self.assertEqual(list(told[0]), MEMBERS)
            self.assertEqual((entry(told[0]), status), (wanted, 0 if wanted else 1))
        self.assertIn("case-sensitive", ask("HTTP")[1][0]["message"])
        self.assertIn("ntp is 123/udp", ask("--protocol", "tcp", "ntp")[1][0]["message"])
        self.assertEqual(run("service", "www").stdout, b"http  80/tcp  www\n")

    def test_not_found(self):
        for text in ("", " ", "0", "65536", "65616", "+80", "-1", "80abc", "8 0", "0x50", "９", "nosuch", "http/tcp", "9" * 100):
            status, (told,) = ask("--", text)
            self.assertEqual(status, 1)
            self.assertEqual(told["input"], text)
            self.assertEqual([told[m] for m in MEMBERS[1:-1]], [False, None, None, [], None])
            self.assertTrue(told["message"])

    def test_several(self):
        status, told = ask("nosuch", "65536", "")
        self.assertEqual((status, len(told)), (1, 3))

    def test_requests(self):
        self.assertEqual(run("service").returncode, 2)
        self.assertEqual(run("service", "--protocol", "sctp", "80").returncode, 2)
        self.assertEqual(run("service", "--nosuch", "80").returncode, 2)
        self.assertEqual(events(run("service", "--json").stdout)[-1]["event"], "error")

    def test_any_bytes(self):
        texts = [os.urandom(30).replace(b"\n", b"x") for _ in range(300)]
        _, told = ask("-", input=b"\n".join(texts) + b"\n")
        self.assertEqual(len(told), 300)


if __name__ == "__main__":
    support.main()
