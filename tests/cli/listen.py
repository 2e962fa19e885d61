"""portlight-cli listen with real peers on loopback."""

import json
import os
import re
import resource
import signal
import socket
import subprocess
import time
import unittest

import support
from support import Cli, Listening, connect, events, poll, run


class Plain(unittest.TestCase):
    def start(self, *arguments):
        cli = Cli("listen", *arguments)
        self.addCleanup(cli.__exit__)
        first = cli.line()
        return cli, first, int(re.search(r":(\d+)$", first).group(1))

    def test_first_line_ends_in_the_port(self):
        for arguments in ((), ("127.0.0.1",), ("127.0.0.1", "0"), ("--family", "ipv4"), ("", "")):
            with self.subTest(arguments):
                cli, first, port = self.start(*arguments)
                with connect("127.0.0.1", port):
                    self.assertRegex(cli.line(), r"^accepted \S+:\d+ on \S+:%d$" % port)
                self.assertRegex(cli.line(), r"^closed \S+: received 0, sent 0, eof$")
                last = cli.stop()
                self.assertEqual(last, ["stopped: accepted 1, received 0, sent 0"])
                self.assertEqual(cli.status, 0)

    def test_quiet(self):
        cli, first, port = self.start("--quiet", "--respond", "echo", "127.0.0.1")
        for _ in range(5):
            with connect("127.0.0.1", port) as peer:
                peer.sendall(b"hello")
                self.assertEqual(peer.recv(5, socket.MSG_WAITALL), b"hello")
        self.assertEqual(cli.stop(signal.SIGTERM), ["stopped: accepted 5, received 25, sent 25"])
        self.assertEqual(cli.status, 0)

    def test_for(self):
        began = time.monotonic()
        result = run("listen", "--for", "0.3", "127.0.0.1")
        self.assertEqual(result.returncode, 0)
        self.assertGreaterEqual(time.monotonic() - began, 0.3)
        lines = result.stdout.decode().splitlines()
        self.assertRegex(lines[0], r"^listening on 127\.0\.0\.1:\d+$")
        self.assertEqual(lines[1:], ["stopped: accepted 0, received 0, sent 0"])

    @support.needs_itself
    def test_name(self):
        """Which of its addresses it has come down to is told, unless the user typed it."""
        result = run("listen", "--family", "ipv4", "--for", "0.01", "localhost")
        self.assertIn(b"localhost is 127.0.0.1 here", result.stderr)
        for arguments in (("--quiet", "localhost"), ("--json", "localhost"), ("127.0.0.1",)):
            self.assertEqual(run("listen", "--family", "ipv4", "--for", "0.01", *arguments).stderr, b"")

    def test_for_ever(self):
        cli, first, port = self.start("--for", "0", "127.0.0.1")
        with connect("127.0.0.1", port):
            self.assertRegex(cli.line(), "^accepted ")
        cli.line()
        self.assertEqual(len(cli.stop()), 1)

    def test_ss_and_mapped(self):
        if not support.has_ipv6():
            self.skipTest("no IPv6 here")
        cli, first, port = self.start("--family", "both")
        with connect("127.0.0.1", port) as peer:
            local = peer.getsockname()[1]
            self.assertEqual(cli.line(), f"accepted [::ffff:127.0.0.1]:{local} on [::ffff:127.0.0.1]:{port}")


class Json(unittest.TestCase):
    def start(self, *arguments):
        cli = Listening(*arguments)
        self.addCleanup(cli.__exit__)
        return cli

    def test_both_in_one(self):
        """As people write them. A port on its own is that of every address."""
        port = support.free_port()
        self.assertEqual(self.start(f"127.0.0.1:{port}").port, port)
        told = self.start(":0", "--family", "ipv4").listening["local"]
        self.assertEqual(told["address"], "0.0.0.0")
        self.assertNotEqual(told["port"], 0)

    def check_listening(self, arguments, address, family, v6only):
        cli = self.start(*arguments)
        told = cli.listening
        self.assertEqual(set(told), {"event", "local", "socket_family", "v6only", "backlog", "reachable_by_others",
                                     "reachable_at"})
        self.assertEqual(told["local"]["address"], address)
        self.assertEqual((told["socket_family"], told["v6only"]), (family, v6only))
        self.assertGreater(told["backlog"], 0)
        return cli

    def test_backlog(self):
        self.assertEqual(self.start("--backlog", "7", "127.0.0.1").listening["backlog"], 7)

    def test_families(self):
        self.check_listening(("--family", "ipv4"), "0.0.0.0", "ipv4", None)
        self.check_listening(("127.0.0.1",), "127.0.0.1", "ipv4", None)
        self.check_listening(("2130706433",), "127.0.0.1", "ipv4", None)

    @support.needs_ipv6
    def test_families_with_ipv6(self):
        self.check_listening((), "::", "ipv6", False)
        self.check_listening(("--family", "both"), "::", "ipv6", False)
        self.check_listening(("::1",), "::1", "ipv6", True)
        cli = self.check_listening(("--family", "ipv6"), "::", "ipv6", True)
        with self.assertRaises(ConnectionRefusedError):
            connect("127.0.0.1", cli.port)

    def test_story(self):
        cli = self.start("--respond", "echo", "127.0.0.1")
        with connect("127.0.0.1", cli.port) as peer:
            accepted = cli.event()
            self.assertEqual(accepted["event"], "accepted")
            self.assertEqual(accepted["peer"]["port"], peer.getsockname()[1])
            self.assertEqual(accepted["local"]["port"], cli.port)
            peer.sendall(b"x" * 1000)
            self.assertEqual(peer.recv(1000, socket.MSG_WAITALL), b"x" * 1000)
        closed = cli.event()
        self.assertEqual((closed["event"], closed["id"]), ("closed", accepted["id"]))
        self.assertEqual((closed["received"], closed["sent"], closed["reason"]), (1000, 1000, "eof"))

        with connect("127.0.0.1", cli.port) as peer:
            second = cli.event()
            self.assertNotEqual(second["id"], accepted["id"])
            support.reset(peer)
            closed = cli.event()
            self.assertEqual((closed["reason"], closed["code"]), ("reset", "ECONNRESET"))
        last = [json.loads(line) for line in cli.stop()]
        self.assertEqual([event["event"] for event in last], ["stopped"])
        self.assertEqual((last[0]["accepted"], last[0]["received"], last[0]["sent"]), (2, 1000, 1000))
        self.assertEqual(cli.status, 0)

    @support.needs("ss")
    def test_ends_are_those_of_ss(self):
        cli = self.start("--family", "both" if support.has_ipv6() else "ipv4")
        for host in ("127.0.0.1", "::1") if support.has_ipv6() else ("127.0.0.1",):
            with connect(host, cli.port):
                accepted = cli.event()
                pair = support.end_text(accepted["local"]), support.end_text(accepted["peer"])
                self.assertIn(pair, support.ss_rows())
                is_mapped = host == "127.0.0.1" and support.has_ipv6()
                self.assertEqual(accepted["peer"]["mapped"], "127.0.0.1" if is_mapped else None)
                if is_mapped:
                    self.assertEqual(accepted["peer"]["address"], "::ffff:127.0.0.1")
            self.assertEqual(cli.event()["event"], "closed")

    @support.needs("ncat")
    def test_ncat_comes(self):
        cli = self.start("--respond", "discard", "127.0.0.1")
        data = os.urandom(1024 * 1024)
        ncat = subprocess.run(["ncat", "--send-only", "127.0.0.1", str(cli.port)], input=data, timeout=10)
        self.assertEqual(ncat.returncode, 0)
        self.assertEqual(cli.event()["event"], "accepted")
        self.assertEqual(cli.event()["received"], len(data))

    def test_echo_is_byte_exact(self):
        cli = self.start("--respond", "echo", "--quiet", "127.0.0.1")
        data = os.urandom(8 * 1024 * 1024)
        with connect("127.0.0.1", cli.port) as peer:
            sending = support.thread(lambda: (peer.sendall(data), peer.shutdown(socket.SHUT_WR)))
            self.assertEqual(support.read_all(peer), data)
            sending()

    def test_many(self):
        """A thousand peers at once, each echoed, each told once."""
        cli = self.start("--respond", "echo", "--backlog", "1024", "127.0.0.1")
        peers = [connect("127.0.0.1", cli.port) for _ in range(400)]
        for peer in peers:
            peer.sendall(b"x")
        for peer in peers:
            self.assertEqual(peer.recv(1), b"x")
            peer.close()
        told = [cli.event() for _ in range(800)]
        ids = {event["id"] for event in told if event["event"] == "accepted"}
        self.assertEqual(len(ids), 400)
        self.assertEqual({event["id"] for event in told if event["event"] == "closed"}, ids)

    def test_quiet(self):
        cli = self.start("--quiet", "127.0.0.1")
        connect("127.0.0.1", cli.port).close()
        with connect("127.0.0.1", cli.port) as peer:
            peer.shutdown(socket.SHUT_WR)
            self.assertEqual(peer.recv(1), b"")
        self.assertEqual([json.loads(line)["event"] for line in cli.stop()], ["stopped"])


class Limit(unittest.TestCase):
    @support.needs_itself
    def test_paused_and_resumed(self):
        """At the descriptor limit nobody is lost, and it is told, plainly and as an event."""
        def lower_limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))

        cli = Listening("--respond", "echo", "127.0.0.1", preexec_fn=lower_limit)
        self.addCleanup(cli.__exit__)
        peers = [connect("127.0.0.1", cli.port) for _ in range(30)]
        told = []
        while not told or told[-1]["event"] != "paused":
            told.append(cli.event())
        self.assertEqual(told[-1]["reason"], "limit")
        self.assertLess(sum(event["event"] == "accepted" for event in told), 24)
        for peer in peers:
            peer.sendall(b"x")
            self.assertEqual(peer.recv(1), b"x")
            peer.close()
        while told[-1]["event"] != "resumed" or sum(event["event"] == "accepted" for event in told) < 30:
            told.append(cli.event())


class Failure(unittest.TestCase):
    def check(self, status, stage, code, sentence, *arguments):
        result = run("listen", "--json", *arguments)
        told = events(result.stdout)
        self.assertEqual(result.returncode, status)
        self.assertEqual([event["event"] for event in told], ["error"])
        self.assertEqual((told[0]["stage"], told[0]["code"]), (stage, code))
        self.assertRegex(told[0]["message"], sentence)
        plain = run("listen", *arguments)
        self.assertEqual((plain.returncode, plain.stdout), (status, b""))
        self.assertIn(told[0]["message"], plain.stderr.decode())

    def test_in_use(self):
        with support.server() as taken:
            port = str(taken.getsockname()[1])
            self.check(1, "bind", "EADDRINUSE", f"^Port {port} of 127.0.0.1 is taken", "127.0.0.1", port)

    @support.needs_itself
    def test_owner(self):
        """Another program by its name; one of another user by that."""
        with support.server() as taken:
            port = str(taken.getsockname()[1])
            sentence = rf"^Port {port} of 127.0.0.1 is taken by \S+ \(process {os.getpid()}\)\.$"
            self.check(1, "bind", "EADDRINUSE", sentence, "127.0.0.1", port)
            if os.geteuid() == 0:
                result = run("listen", "127.0.0.1", port, user=65534)
                self.assertRegex(result.stderr.decode(), r" is taken by a program of the user root\.\n$")

    @support.needs_ipv6
    def test_address_of_the_owner(self):
        """What is in the way need not be what was asked for."""
        with support.server("0.0.0.0") as taken:
            port = str(taken.getsockname()[1])
            self.check(1, "bind", "EADDRINUSE", rf"^Port {port} of 0\.0\.0\.0 is taken by \S+ \(process", "", port)
            self.check(1, "bind", "EADDRINUSE", rf"^Port {port} of 0\.0\.0\.0 is taken", "127.0.0.1", port)

    def test_wait(self):
        taken = support.server()
        port = str(taken.getsockname()[1])
        cli = Cli("listen", "--wait", "--json", "127.0.0.1", port)
        self.addCleanup(cli.__exit__)
        waiting = cli.event()
        self.assertEqual((waiting["event"], waiting["local"]["port"]), ("waiting", int(port)))
        self.assertIn(f"(process {os.getpid()})", waiting["message"])
        taken.close()
        self.assertEqual(cli.event()["local"]["port"], int(port))
        cli.stop()
        self.assertEqual(cli.status, 0)

    def test_udp_owner(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
            taken.bind(("127.0.0.1", 0))
            port = str(taken.getsockname()[1])
            sentence = rf"^Port {port} of 127.0.0.1 is taken by \S+ \(process {os.getpid()}\)\.$"
            self.check(1, "bind", "EADDRINUSE", sentence, "--protocol", "udp", "127.0.0.1", port)
            cli = Cli("listen", "--wait", "--json", "--protocol", "udp", "127.0.0.1", port)
            self.addCleanup(cli.__exit__)
            self.assertEqual(cli.event()["event"], "waiting")
        self.assertEqual(cli.event()["local"]["port"], int(port))
        cli.stop()
        self.assertEqual(cli.status, 0)

    def test_port_in_place_of_the_host(self):
        """An integer is an address, but who types this means the port."""
        result = run("listen", "5000")
        self.assertEqual(result.returncode, 1)
        self.assertIn(b"0.0.19.136 is not an address of this computer.", result.stderr)
        self.assertIn(b"the port on its own is :5000", result.stderr)
        self.assertNotIn(b":5000", run("listen", "5000", "5000").stderr)
        self.assertNotIn(b"on its own", run("listen", "192.0.2.1").stderr)

    def test_not_available(self):
        self.check(1, "bind", "EADDRNOTAVAIL", "^192.0.2.1 is not an address of this computer", "192.0.2.1", "80")

    def test_bad_requests(self):
        for arguments in (
            ("127.1",), ("a b",), ("", "65536"), ("", "-1"), ("", "no-such-service"), ("--family", "ipv6", "127.0.0.1"),
            ("--family", "both", "127.0.0.1"), ("--family", "ipx"), ("--respond", "sing"), ("--backlog", "-1"),
            ("--for", "-1"), ("--protocol", "carrier-pigeon"), ("a", "b", "c"), ("--no-such-option",),
        ):
            with self.subTest(arguments):
                self.check(2, "parse", None, r"[^\x01]", *arguments)


if __name__ == "__main__":
    support.main()
