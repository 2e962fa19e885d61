"""portlight-cli connect against real peers on loopback."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import unittest

import support
from support import Cli, accept, events, poll, run, server, thread

SIZE = 8 * 1024 * 1024
END = {"address", "port", "zone", "family", "mapped"}


class Pipe(unittest.TestCase):
    def check_both_ways(self, host):
        ours, theirs = os.urandom(SIZE), os.urandom(SIZE)

        def serve(listening):
            with accept(listening) as peer:
                sending = thread(peer.sendall, theirs)
                got = support.read_all(peer)
                sending()
                return got

        with server(host) as listening:
            serving = thread(serve, listening)
            result = run("connect", host, str(listening.getsockname()[1]), input=ours)
            self.assertEqual(serving(), ours)
        self.assertEqual(result.stdout, theirs)
        self.assertEqual(result.returncode, 0)
        self.assertIn(b"connected", result.stderr)

    def test_both_ways_ipv4(self):
        self.check_both_ways("127.0.0.1")

    @support.needs_ipv6
    def test_both_ways_ipv6(self):
        self.check_both_ways("::1")

    @support.needs("ncat")
    def test_ncat_takes_it(self):
        data = os.urandom(SIZE)
        port = support.free_port()
        with tempfile.TemporaryFile() as taken:
            ncat = support.start_peer(["ncat", "-l", "--recv-only", "127.0.0.1", str(port)], port, stdout=taken)
            # it shuts its own direction down at once: that must not be the end of ours
            with Cli("connect", "127.0.0.1", str(port), stdin=subprocess.PIPE) as cli:
                cli.process.stdin.write(data)
                cli.process.stdin.close()
                cli.process.stdin = None
                self.assertEqual(ncat.wait(support.DEADLINE_S), 0)
                cli.rest()
            taken.seek(0)
            self.assertEqual(taken.read(), data)

    @support.needs("ncat")
    def test_ncat_gives_it(self):
        data = os.urandom(SIZE)
        port = support.free_port()
        with tempfile.TemporaryFile() as given:
            given.write(data)
            given.seek(0)
            ncat = support.start_peer(["ncat", "-l", "--send-only", "127.0.0.1", str(port)], port, stdin=given)
            result = run("connect", "127.0.0.1", str(port))
            self.assertEqual(ncat.wait(support.DEADLINE_S), 0)
        self.assertEqual(result.stdout, data)
        self.assertEqual(result.returncode, 0)

    @support.needs("socat")
    def test_socat_takes_it(self):
        data = os.urandom(SIZE)
        host, listen = ("::1", "TCP6-LISTEN:%d,bind=[::1]") if support.has_ipv6() else (
            "127.0.0.1", "TCP-LISTEN:%d,bind=127.0.0.1")
        port = support.free_port(host)
        with tempfile.TemporaryFile() as taken:
            socat = support.start_peer(["socat", "-u", listen % port, "STDOUT"], port, stdout=taken)
            self.assertEqual(run("connect", host, str(port), input=data).returncode, 0)
            self.assertEqual(socat.wait(support.DEADLINE_S), 0)
            taken.seek(0)
            self.assertEqual(taken.read(), data)

    def test_to_a_file(self):
        data = os.urandom(SIZE)
        with server() as listening, tempfile.TemporaryFile() as target:
            with Cli("connect", "127.0.0.1", str(listening.getsockname()[1]), stdout=target) as cli:
                with accept(listening) as peer:
                    peer.sendall(data)
                self.assertEqual(cli.status, 0)
            target.seek(0)
            self.assertEqual(target.read(), data)

    def test_the_peer_still_answers_after_our_end(self):
        with server() as listening:
            with Cli("connect", "127.0.0.1", str(listening.getsockname()[1]), stdin=subprocess.PIPE) as cli:
                with accept(listening) as peer:
                    cli.process.stdin.write(b"question")
                    cli.process.stdin.close()
                    cli.process.stdin = None
                    self.assertEqual(support.read_all(peer), b"question")
                    peer.sendall(b"answer")
                self.assertEqual(cli.rest(), ["answer"])
                self.assertEqual(cli.status, 0)

    def test_first_words(self):
        """A peer that talks and closes at once is heard every time."""

        def serve(listening):
            for _ in range(50):
                with accept(listening) as peer:
                    peer.sendall(b"hello\xff\0")
            return True

        with server() as listening:
            serving = thread(serve, listening)
            for _ in range(50):
                self.assertEqual(run("connect", "127.0.0.1", str(listening.getsockname()[1])).stdout, b"hello\xff\0")
            serving()

    def test_send(self):
        for text in ("hello", "-5", ""):
            with server() as listening:
                with Cli("connect", "--send", text, "127.0.0.1", str(listening.getsockname()[1])) as cli:
                    with accept(listening) as peer:
                        self.assertEqual(support.read_all(peer), text.encode())
                    self.assertEqual(cli.status, 0)

    def test_nobody_reads_us(self):
        """SIGINT ends it at once even if the standard output is stuck."""
        with server() as listening:
            with Cli("connect", "127.0.0.1", str(listening.getsockname()[1]), stdin=subprocess.PIPE) as cli:
                with accept(listening) as peer:
                    peer.settimeout(0.5)
                    with self.assertRaises(socket.timeout):
                        while True:
                            peer.send(bytes(65536))
                    cli.process.send_signal(signal.SIGINT)
                    cli.status

    def test_reader_goes_away(self):
        with server() as listening:
            with Cli("connect", "127.0.0.1", str(listening.getsockname()[1]), stdin=subprocess.PIPE) as cli:
                with accept(listening) as peer:
                    cli.process.stdout.close()
                    cli.process.stdout = None
                    with self.assertRaises(OSError):
                        while True:
                            peer.sendall(bytes(65536))
                    cli.status

    def test_reset(self):
        with server() as listening:
            with Cli("connect", "127.0.0.1", str(listening.getsockname()[1]), stdin=subprocess.PIPE) as cli:
                peer = accept(listening)
                peer.sendall(b"hello")
                self.assertEqual(os.read(cli.process.stdout.fileno(), 5), b"hello")
                support.reset(peer)
                cli.process.stdin.close()
                cli.process.stdin = None
                cli.rest()
                self.assertEqual(cli.status, 1)
                self.assertIn(b"broke the connection off", cli.errors)

    @support.needs("ncat", "yes")
    def test_flood(self):
        """`yes` without end: the memory stays as it is."""
        port = support.free_port()
        yes = subprocess.Popen(["yes"], stdout=subprocess.PIPE)
        ncat = support.start_peer(["ncat", "-l", "127.0.0.1", str(port)], port, stdin=yes.stdout)
        try:
            with Cli("connect", "127.0.0.1", str(port), stdin=subprocess.PIPE) as cli:
                cli.skip(16 * 1024 * 1024)
                before_kib = cli.rss_kib()
                cli.skip(256 * 1024 * 1024)
                after_kib = cli.rss_kib()
                cli.process.send_signal(signal.SIGINT)
                while os.read(cli.process.stdout.fileno(), 65536):
                    pass
                self.assertEqual(cli.status, 0)
        finally:
            for process in (yes, ncat):
                process.kill()
                process.wait()
            yes.stdout.close()
        if not support.is_sanitized():
            self.assertLess(after_kib - before_kib, 4096)

    def test_endless_input_and_a_slow_reader(self):
        with server() as listening, open("/dev/zero", "rb") as zeros:
            with Cli("connect", "127.0.0.1", str(listening.getsockname()[1]), stdin=zeros) as cli:
                with accept(listening) as peer:
                    left = 16 * 1024 * 1024
                    while left > 0:
                        left -= len(peer.recv(left))
                    before_kib = cli.rss_kib()
                    left = 256 * 1024 * 1024
                    while left > 0:
                        left -= len(peer.recv(65536))
                    after_kib = cli.rss_kib()
        if not support.is_sanitized():
            self.assertLess(after_kib - before_kib, 4096)


class Story(unittest.TestCase):
    def check_end(self, end, address, port=None):
        self.assertEqual(set(end), END)
        self.assertEqual(end["address"], address)
        self.assertEqual(end["family"], "ipv6" if ":" in address else "ipv4")
        self.assertIsNone(end["zone"])
        if port:
            self.assertEqual(end["port"], port)

    def check_web(self, host, port, address):
        plain = run("connect", "--check", host, str(port))
        self.assertEqual(plain.returncode, 0)
        self.assertRegex(plain.stdout.decode(), r"^connected  local \S+:\d+  peer \S+:%d\n$" % port)

        result = run("connect", "--check", "--json", host, str(port))
        told = events(result.stdout)
        self.assertEqual(result.returncode, 0)
        self.assertEqual(result.stderr, b"")
        names = [event["event"] for event in told]
        asked = ["query", "query"] if host == "localhost" else []
        self.assertEqual([n for n in names if n != "answer"], asked + ["attempt", "attempt_end", "connected", "closed"])
        times = [event["at_us"] for event in told]
        self.assertEqual(times, sorted(times))
        attempt, ended, connected, closed = [e for e in told if e["event"] not in ("query", "answer")]
        self.assertEqual(attempt["n"], 1)
        self.assertEqual(attempt["family"], "ipv6" if ":" in address else "ipv4")
        self.check_end(attempt["peer"], address, port)
        self.assertEqual((ended["n"], ended["result"], ended["code"]), (1, "connected", None))
        self.assertGreaterEqual(ended["took_us"], 0)
        self.assertEqual(connected["n"], 1)
        self.check_end(connected["peer"], address, port)
        self.check_end(connected["local"], address)
        self.assertEqual(ended["local"], connected["local"])
        self.assertEqual((closed["received"], closed["sent"], closed["reason"]), (0, 0, "closed"))

    def serve_web(self, host):
        port = support.free_port(host)
        command = [sys.executable, "-m", "http.server", "--bind", host, str(port)]
        web = support.start_peer(command, port, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                 cwd=tempfile.gettempdir())
        self.addCleanup(web.wait)
        self.addCleanup(web.kill)
        return port

    def test_web_ipv4(self):
        port = self.serve_web("127.0.0.1")
        for host in ("127.0.0.1", "2130706433", "#x7F000001", "0x7f000001"):
            self.check_web(host, port, "127.0.0.1")
        page = run("connect", "--send", "GET / HTTP/1.0\r\n\r\n", "127.0.0.1", str(port))
        self.assertTrue(page.stdout.startswith(b"HTTP/1.0 200 OK\r\n"))
        self.assertTrue(page.stdout.rstrip().endswith(b"</html>"))

    def test_both_in_one(self):
        """As people paste them; but an IPv6 address keeps its colons."""
        with server() as listening:
            port = listening.getsockname()[1]
            for text in (f"127.0.0.1:{port}", f" 127.0.0.1:{port}", f"http://127.0.0.1:{port}/index.html"):
                told = events(run("connect", "--check", "--json", text).stdout)
                self.check_end(told[-2]["peer"], "127.0.0.1", port)
        for text in ("127.0.0.1", "[::1]", "::1:80", f"127.0.0.1:{port}:1"):
            result = run("connect", text)
            self.assertEqual(result.returncode, 2)
            self.assertIn(b"give a hostspec and a service", result.stderr)

    @support.needs_ipv6
    def test_web_ipv6(self):
        self.check_web("::1", self.serve_web("::1"), "::1")

    def test_localhost(self):
        port = self.serve_web("127.0.0.1")
        result = run("connect", "--check", "--json", "localhost", str(port))
        told = events(result.stdout)
        self.assertEqual(result.returncode, 0)
        self.assertEqual({e["query"] for e in told if e["event"] == "query"}, {"A", "AAAA"})
        for answer in (e for e in told if e["event"] == "answer"):
            self.assertEqual(answer["result"], "answer")
            self.assertIn(answer["addresses"], (["127.0.0.1"], ["::1"]))
        ends = [e for e in told if e["event"] == "attempt_end"]
        self.assertEqual(ends[-1]["result"], "connected")
        self.assertEqual(told[-2]["n"], ends[-1]["n"])

        only = events(run("connect", "--check", "--json", "--family", "ipv4", "localhost", str(port)).stdout)
        self.assertEqual([e["query"] for e in only if e["event"] == "query"], ["A"])

    def test_received_sent_closed(self):
        with server() as listening:
            with Cli("connect", "--json", "--send", "ping", "127.0.0.1", str(listening.getsockname()[1])) as cli:
                with accept(listening) as peer:
                    self.assertEqual(support.read_all(peer), b"ping")
                    peer.sendall(b"pong\xff")
                told = [support.json.loads(line) for line in cli.rest()]
                self.assertEqual(cli.status, 0)
        names = [event["event"] for event in told]
        self.assertEqual(names[:3], ["attempt", "attempt_end", "connected"])
        self.assertEqual(names[-1], "closed")
        self.assertEqual(sorted(names[3:-1]), ["received", "sent"])
        received = next(e for e in told if e["event"] == "received")
        self.assertEqual((received["size"], received["total"], received["text"]), (5, 5, "pong\ufffd"))
        self.assertEqual(bytes.fromhex(received["hex"]), b"pong\xff")
        self.assertEqual((told[-1]["received"], told[-1]["sent"], told[-1]["reason"]), (5, 4, "eof"))

    @support.needs("ss")
    def test_ends_are_those_of_ss(self):
        for host in ("127.0.0.1", "::1") if support.has_ipv6() else ("127.0.0.1",):
            with server(host) as listening:
                port = str(listening.getsockname()[1])
                with Cli("connect", "--json", host, port, stdin=subprocess.PIPE) as cli, accept(listening):
                    connected = cli.event()
                    while connected["event"] != "connected":
                        connected = cli.event()
                    pair = support.end_text(connected["local"]), support.end_text(connected["peer"])
                    self.assertIn(pair, support.ss_rows())

    def test_sigterm_closes(self):
        with server() as listening:
            with Cli("connect", "--json", "127.0.0.1", str(listening.getsockname()[1]), stdin=subprocess.PIPE) as cli:
                with accept(listening) as peer:
                    while cli.event()["event"] != "connected":
                        pass
                    cli.process.send_signal(signal.SIGTERM)
                    self.assertEqual(peer.recv(1), b"")
                    self.assertEqual(cli.event()["reason"], "closed")
                    self.assertEqual(cli.status, 0)


class Failure(unittest.TestCase):
    def check(self, status, stage, code, sentence, *arguments):
        result = run("connect", "--json", *arguments)
        error = events(result.stdout)[-1]
        self.assertEqual(result.returncode, status)
        self.assertEqual((error["event"], error["stage"], error["code"]), ("error", stage, code))
        self.assertRegex(error["message"], sentence)

        plain = run("connect", *arguments)
        self.assertEqual(plain.returncode, status)
        self.assertEqual(plain.stdout, b"")
        self.assertIn(error["message"], plain.stderr.decode())

    def test_refused(self):
        port = support.free_port()
        self.check(1, "connect", "ECONNREFUSED", f"^Nothing listens on port {port} of 127.0.0.1", "127.0.0.1", str(port))
        ended = events(run("connect", "--json", "127.0.0.1", str(port)).stdout)[-2]
        self.assertEqual((ended["event"], ended["result"], ended["code"]), ("attempt_end", "refused", "ECONNREFUSED"))

    @support.needs_ipv6
    def test_no_zone(self):
        """No local end was ever chosen, and none is told."""
        told = run("connect", "fe80::1", "80").stderr.decode()
        self.assertRegex(told, r"attempt 1: unreachable \(EINVAL\)\n")

    @support.needs_itself
    def test_timeout(self):
        """A full accept queue: listen (0) and one connection that nobody accepts."""
        with server(backlog=0) as listening:
            port = listening.getsockname()[1]
            with support.connect("127.0.0.1", port):
                self.check(1, "connect", "ETIMEDOUT", "^Nobody answered", "--timeout", "0.3", "127.0.0.1", str(port))
                expired = events(run("connect", "--json", "--timeout", "0.0004", "127.0.0.1", str(port)).stdout)[-2]
                self.assertEqual((expired["event"], expired["result"]), ("attempt_end", "timed_out"))
                self.assertEqual(expired["syn_retransmits"], 0)
                patient = events(run("connect", "--json", "--timeout", "1.5", "127.0.0.1", str(port)).stdout)[-2]
                self.assertEqual(patient["syn_retransmits"], 1)  # after a second (RFC 6298 section 2.1)
                with Cli("connect", "--json", "127.0.0.1", str(port)) as cli:
                    self.assertEqual(cli.event()["event"], "attempt")
                    told = cli.stop()
                    self.assertEqual(cli.status, 1)
                    self.assertEqual(support.json.loads(told[-1])["code"], "ECANCELED")
                    self.assertEqual(support.json.loads(told[-2])["result"], "cancelled")

    def test_error_has_its_time(self):
        told = events(run("connect", "--json", "127.0.0.1", str(support.free_port())).stdout)
        times = [event["at_us"] for event in told]
        self.assertEqual((told[-1]["event"], times), ("error", sorted(times)))

    def test_local_end(self):
        with server() as taken, server() as listening:
            port, other = str(listening.getsockname()[1]), str(taken.getsockname()[1])
            self.check(1, "bind", "EADDRINUSE", f"^Port {other} of 127.0.0.1 is taken", "--local", "127.0.0.1",
                       "--local-service", other, "127.0.0.1", port)
            self.check(1, "bind", "EADDRNOTAVAIL", "^192.0.2.1 is not", "--local", "192.0.2.1", "127.0.0.1", port)
            free = support.free_port()
            result = run("connect", "--check", "--json", "--local", "127.0.0.1", "--local-service", str(free),
                         "127.0.0.1", port)
            self.assertEqual(events(result.stdout)[-2]["local"]["port"], free)

    def test_unreachable(self):
        """A broadcast address; not every kernel gives the same reason."""
        result = run("connect", "--json", "127.255.255.255", "9")
        error = events(result.stdout)[-1]
        self.assertEqual((result.returncode, error["stage"]), (1, "connect"))
        self.assertIn((error["code"], events(result.stdout)[-2]["result"]),
                      (("EACCES", "denied"), ("ENETUNREACH", "unreachable")))
        self.assertIsNone(events(result.stdout)[-2]["local"])

    def test_bad_requests(self):
        good = ("127.0.0.1", "9")
        for arguments in (
            ("", "80"), ("127.1", "80"), ("1.2.3.4.5", "80"), ("a b", "80"), ("[::1", "80"),
            ("127.0.0.1", ""), ("127.0.0.1", "0"), ("127.0.0.1", "65536"), ("127.0.0.1", "-1"), ("127.0.0.1", "+80"),
            ("127.0.0.1", "no-such-service"),
            ("--local", "127.1", *good), ("--local", "::1", *good), ("--local-service", "65536", *good),
        ):
            with self.subTest(arguments):
                self.check(2, "parse", None, r"\.$", *arguments)

    def test_bad_options(self):
        good = ("127.0.0.1", "9")
        for arguments in (
            (), ("127.0.0.1",), (*good, "more"), ("--no-such-option", *good), ("--family", "both", *good),
            ("--protocol", "sctp", *good), ("--timeout", "-1", *good), ("--timeout", "x", *good),
            ("--attempt-delay", "9", *good), ("--attempt-delay", "-1", *good), ("--resolution-delay", "99999", *good),
        ):
            with self.subTest(arguments):
                plain = run("connect", *arguments)
                self.assertEqual((plain.returncode, plain.stdout), (2, b""))
                self.assertRegex(plain.stderr.decode(), r"^portlight-cli: [^\x01]+\n$")
                told = events(run("connect", "--json", *arguments).stdout)
                self.assertEqual([(e["event"], e["stage"]) for e in told], [("error", "parse")])

    def test_programs(self):
        self.assertEqual(run("--help").returncode, 0)
        self.assertRegex(run("--version").stdout.decode(), r"^portlight-cli \d+\.\d+")
        self.assertEqual(run("connect", "--help").returncode, 0)
        self.assertEqual(run().returncode, 2)
        self.assertEqual(run("no-such-command").returncode, 2)


if __name__ == "__main__":
    support.main()
