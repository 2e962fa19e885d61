"""portlight-cli address and target: texts in, texts out, in constant memory."""

import json
import os
import subprocess
import unittest

import support
from support import Cli, events, run

N_LINES = 100000


def stream(arguments, make_line, n=N_LINES):
    """Feeds n lines, and returns the number of lines that came back, and how much the memory grew on the way."""
    with Cli(*arguments, stdin=subprocess.PIPE) as cli:
        sizes = []

        def feed():
            for i in range(n):
                cli.process.stdin.write(make_line(i))
                if i % 1000 == 0:
                    cli.process.stdin.flush()
            cli.process.stdin.close()
            return True

        feeding = support.thread(feed)
        count = 0
        while count < n:
            cli.line()
            count += 1
            if count in (n // 4, n - 1000):
                sizes.append(cli.rss_kib())
        feeding()
        cli.process.stdin = None
        rest = cli.rest()
        return count + len(rest), sizes[1] - sizes[0], cli.status


class Address(unittest.TestCase):
    def test_one(self):
        result = run("address", "--json", "204.71.177.75")
        told = events(result.stdout)[0]
        self.assertEqual(result.returncode, 0)
        self.assertEqual(list(told), ["input", "family", "text", "zone", "prefix_length", "integer", "hex",
                                      "reverse_name", "scope", "class", "rfc", "blocks", "decoded", "problem"])
        self.assertEqual((told["family"], told["text"], told["integer"]), ("ipv4", "204.71.177.75", "3427250507"))
        self.assertEqual((told["hex"], told["problem"]), ("cc47b14b", None))
        self.assertEqual(told["reverse_name"], "75.177.71.204.in-addr.arpa")

    def test_blocks(self):
        told = events(run("address", "--json", "fe80::1%eth0/64").stdout)[0]
        self.assertEqual((told["zone"], told["prefix_length"], told["text"]), ("eth0", 64, "fe80::1"))
        self.assertEqual(told["blocks"][0]["prefix"], "fe80::/10")
        self.assertEqual(set(told["blocks"][0]), {"prefix", "name", "rfc", "source", "destination", "forwardable",
                                                  "globally_reachable", "reserved_by_protocol"})
        self.assertIs(told["blocks"][0]["forwardable"], False)

    def test_integer(self):
        told = events(run("address", "--json", "#xCC47B14B").stdout)[0]
        self.assertIsNone(told["family"])
        self.assertIn("as a host it is 204.71.177.75.", told["problem"])

    def test_not_an_address(self):
        for text in ("127.1", "localhost", "", " 1.2.3.4", "1.2.3.4.5", "3427250507"):
            result = run("address", "--json", "--", text)
            told = events(result.stdout)[0]
            self.assertEqual(result.returncode, 1)
            self.assertIsNone(told["family"])
            self.assertTrue(told["problem"])
        self.assertEqual(run("address", "--lenient", " 1.2.3.4").returncode, 0)
        self.assertEqual(run("address", "1.2.3.4", "nonsense").returncode, 1)
        self.assertEqual(run("address").returncode, 2)

    def test_stream(self):
        lines, grown_kib, status = stream(("address", "--json", "-"), lambda i: b"10.%d.%d.1\n" % (i >> 8 & 255, i & 255))
        self.assertEqual((lines, status), (N_LINES, 0))
        if not support.is_sanitized():
            self.assertLess(grown_kib, 2048)

    def test_any_bytes(self):
        texts = [b"::1", b"1.2.3.4\n", b"\xff\xfe", b"", b"1.2.3.4 ", bytes(range(1, 256)), b"::ffff:1.2.3.4"]
        texts += [os.urandom(40).replace(b"\0", b"x") for _ in range(200)]
        for arguments in (("-0",), ("-0", "-"), ("-",)):
            separator = b"\n" if arguments == ("-",) else b"\0"
            result = run("address", "--json", *arguments, input=separator.join(texts) + separator)
            told = events(result.stdout)
            self.assertEqual(result.returncode, 1)
            if separator == b"\0":
                self.assertEqual(len(told), len(texts))
                self.assertEqual(told[0]["text"], "::1")
                self.assertIsNone(told[1]["family"])
                self.assertEqual(told[6]["text"], "::ffff:1.2.3.4")

    def test_input_comes_back(self):
        """Whole, whatever it is, on one line for every reader of lines."""
        texts = ["".join(map(chr, range(1, 256))), "a\u2028b\u2029c\x85d\x1fe", "\u00c2\u00e2\u20ac\U0001f4a9", "x" * 5000, '"\\']
        result = run("address", "--json", "-0", input="\0".join(texts).encode())
        self.assertEqual([told["input"] for told in events(result.stdout)], texts)
        told = events(run("address", "--json", "-0", input=b"a\xff\xc3\0").stdout)
        self.assertEqual(told[0]["input"], "a\\xff\\xc3")

    def test_no_newline_at_the_end(self):
        self.assertEqual(run("address", "-", input=b"::1").returncode, 0)
        self.assertEqual(run("address", "-", input=b"").stdout, b"")

    def test_long_line(self):
        result = run("address", "--json", "-", input=b"1" * 10_000_000 + b"\n::1\n")
        self.assertEqual([e["family"] for e in events(result.stdout)], [None, "ipv6"])

    def test_reader_goes_away(self):
        """As in `yes ::1 | portlight-cli address - | head`: it ends."""
        with subprocess.Popen(["yes", "::1"], stdout=subprocess.PIPE) as yes:
            with Cli("address", "-", stdin=yes.stdout) as cli:
                yes.stdout.close()
                cli.line()
                cli.process.stdout.close()
                cli.process.stdout = None
                cli.status
            yes.wait(support.DEADLINE_S)


class Target(unittest.TestCase):
    def read(self, *arguments):
        result = run("target", "--json", *arguments)
        return result.returncode, events(result.stdout)[0]

    def test_kinds(self):
        for text, kind, read in (
            ("", "none", None), ("127.0.0.1", "ipv4", "127.0.0.1"), ("::1", "ipv6", "::1"),
            ("#xCC47B14B", "integer", "204.71.177.75"), ("localhost", "name", "localhost"), ("127.1", "invalid", None),
        ):
            _, told = self.read("--", text, "80")
            self.assertEqual((told["hostspec"]["kind"], told["hostspec"]["text"]), (kind, read))
            self.assertEqual(set(told["hostspec"]), {"input", "kind", "text", "zone", "prefix_length", "reading",
                                                     "message"})
            self.assertEqual(set(told["service"]), {"input", "kind", "port", "name", "protocol", "message"})
        self.assertEqual(self.read("127.1", "80")[1]["hostspec"]["reading"], "127.0.0.1")

    def test_services(self):
        for text, kind, port in (("", "any", 0), ("0", "any", 0), ("080", "port", 80), ("http", "name", 80),
                                 ("65536", "invalid", None), ("-1", "invalid", None)):
            _, told = self.read("--bind", "127.0.0.1", text)
            self.assertEqual((told["service"]["kind"], told["service"]["port"]), (kind, port))

    def test_statuses(self):
        self.assertEqual(self.read("127.0.0.1", "80")[0], 0)
        self.assertEqual(self.read("127.0.0.1")[0], 0)
        self.assertEqual(self.read("127.0.0.1", "0")[0], 2)
        self.assertEqual(self.read("--bind", "", "0")[0], 0)
        self.assertEqual(self.read("", "80")[0], 2)
        self.assertEqual(run("target").returncode, 2)

    def test_stream(self):
        lines, grown_kib, status = stream(("target", "--json", "-"), lambda i: b"host-%d.test\t%d\n" % (i, i % 65535 + 1))
        self.assertEqual((lines, status), (N_LINES, 0))
        if not support.is_sanitized():
            self.assertLess(grown_kib, 2048)

    def test_any_bytes(self):
        lines = [os.urandom(30).replace(b"\n", b"x") for _ in range(300)]
        told = events(run("target", "--json", "-", input=b"\n".join(lines) + b"\n").stdout)
        self.assertEqual(len(told), 300)


if __name__ == "__main__":
    support.main()
