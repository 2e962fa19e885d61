"""How connect and listen end: by a signal, in time, and when their output cannot be written."""

import fcntl
import json
import os
import signal
import socket
import struct
import termios
import unittest

import support
from support import Cli, Listening, accept, connect, poll, run, server

F_SETPIPE_SZ = 1031
PAGE = 4096


def close_output():
    os.close(1)


def in_pipe(fd):
    """How many bytes wait in a pipe."""
    return struct.unpack("i", fcntl.ioctl(fd, termios.FIONREAD, b"\0" * 4))[0]


class Waiting(unittest.TestCase):
    """The port is taken, and stays so."""

    def start(self, *arguments):
        taken = server()
        self.addCleanup(taken.close)
        cli = Cli("listen", "--wait", *arguments, "127.0.0.1", str(taken.getsockname()[1]))
        self.addCleanup(cli.__exit__)
        return cli

    def test_in_time(self):
        cli = self.start("--json", "--for", "0.3")
        waiting, error = map(json.loads, cli.rest())
        self.assertEqual(waiting["event"], "waiting")
        self.assertEqual((error["event"], error["stage"], error["code"]), ("error", "bind", "EADDRINUSE"))
        self.assertEqual(error["message"], waiting["message"])
        self.assertEqual(cli.status, 1)

    def test_signals(self):
        """Whoever ends it gets what was asked for: nobody was accepted."""
        for number in (signal.SIGINT, signal.SIGTERM):
            cli = self.start("--json")
            self.assertEqual(cli.event()["event"], "waiting")
            told = [json.loads(line) for line in cli.stop(number)]
            self.assertEqual([(event["event"], event["accepted"]) for event in told], [("stopped", 0)])
            self.assertEqual(cli.status, 0)

    def test_quiet(self):
        cli = self.start("--json", "--quiet", "--for", "0.3")
        self.assertEqual([json.loads(line)["event"] for line in cli.rest()], ["error"])


class OpenPeers(unittest.TestCase):
    """Each one that was accepted is told to have gone, before the last line, which counts it."""

    def check(self, last, ids):
        told = [json.loads(line) for line in last]
        self.assertEqual([event["event"] for event in told], ["closed"] * len(ids) + ["stopped"])
        self.assertEqual({event["id"] for event in told[:-1]}, set(ids))
        self.assertEqual(sum(event["received"] for event in told[:-1]), told[-1]["received"])
        self.assertEqual(sum(event["sent"] for event in told[:-1]), told[-1]["sent"])
        self.assertEqual({event["reason"] for event in told[:-1]}, {"closed"})

    def test_each_responder(self):
        for responder in ("none", "echo", "silent", "hold:3", "slow:60000", "flood:0", "half-close", "reply-after:9"):
            with self.subTest(responder):
                cli = Listening("--respond", responder, "127.0.0.1")
                self.addCleanup(cli.__exit__)
                peers = [connect("127.0.0.1", cli.port) for _ in range(3)]
                ids = [cli.event()["id"] for _ in peers]
                for peer in peers:
                    peer.sendall(b"hello")
                self.check(cli.stop(signal.SIGTERM), ids)
                self.assertEqual(cli.status, 0)
                for peer in peers:
                    peer.close()

    def test_in_time(self):
        cli = Listening("--for", "0.3", "--respond", "silent", "127.0.0.1")
        self.addCleanup(cli.__exit__)
        with connect("127.0.0.1", cli.port):
            accepted = cli.event()
            self.check(cli.rest(), [accepted["id"]])

    def test_quiet_and_plain(self):
        cli = Cli("listen", "--quiet", "127.0.0.1")
        self.addCleanup(cli.__exit__)
        port = int(cli.line().rsplit(":", 1)[1])
        with connect("127.0.0.1", port) as peer:
            peer.shutdown(socket.SHUT_WR)
            self.assertEqual(peer.recv(1), b"")
            with connect("127.0.0.1", port):
                poll(lambda: len(os.listdir(f"/proc/{cli.process.pid}/fd")) > 5)
                last = cli.stop()
        self.assertEqual(len(last), 1)
        self.assertRegex(last[0], r"^stopped: accepted [12], ")

    def test_none_came(self):
        cli = Listening("--respond", "never-accept", "127.0.0.1")
        self.addCleanup(cli.__exit__)
        with connect("127.0.0.1", cli.port):
            self.assertEqual([json.loads(line)["event"] for line in cli.stop()][-1], "stopped")
        self.assertEqual(cli.status, 0)


class Output(unittest.TestCase):
    """What could not be written was not done."""

    def commands(self):
        listening = server()
        self.addCleanup(listening.close)
        port = str(listening.getsockname()[1])
        return (["listen", "127.0.0.1"], ["listen", "--json", "127.0.0.1"],
                ["connect", "--check", "127.0.0.1", port], ["connect", "--json", "--check", "127.0.0.1", port],
                ["address", "::1"], ["address", "--json", "::1"], ["target", "::1"], ["host"],
                ["service", "--json", "80"], ["--help"], ["listen", "--help"])

    def end(self, command, **options):
        with self.subTest(command), Cli(*command, **options) as cli:
            return cli.status, cli.process.stderr.read()
        return None

    def check(self, sentence, **options):
        for command in self.commands():
            status, errors = self.end(command, **options)
            self.assertEqual(status, 1)
            self.assertRegex(errors, sentence)

    def test_full(self):
        with open("/dev/full", "wb") as full:
            self.check(b"could not be written: No space left on device\n$", stdout=full)

    def test_closed(self):
        """Nor does the next socket take the place of the closed descriptor."""
        self.check(b"could not be written: Bad file descriptor\n$", stdout=None, preexec_fn=close_output)

    def test_reader_gone(self):
        """Its own end is none of our errors: nothing is told."""
        for command in self.commands():
            reader, writer = os.pipe()
            os.close(reader)
            status, errors = self.end(command, stdout=writer)
            os.close(writer)
            self.assertIn(status, (1, -signal.SIGPIPE))
            self.assertNotIn(b"written", errors)

    def test_pipe_to_a_full_disk(self):
        with server() as listening, open("/dev/full", "wb") as full:
            with Cli("connect", "127.0.0.1", str(listening.getsockname()[1]), stdout=full) as cli:
                with accept(listening) as peer:
                    peer.sendall(b"hello")
                    self.assertEqual(cli.status, 1)
                self.assertIn(b"could not be written: No space left on device", cli.process.stderr.read())

    def test_nobody_reads(self):
        """A signal is heard while a line waits for whoever does not read."""
        for arguments in (["--json", "127.0.0.1"], ["127.0.0.1"], ["--for", "0.3", "--json", "127.0.0.1"]):
            with self.subTest(arguments):
                cli = Cli("listen", *arguments)
                self.addCleanup(cli.__exit__)
                output = cli.process.stdout.fileno()
                fcntl.fcntl(output, F_SETPIPE_SZ, PAGE)
                first = cli.line()
                port = json.loads(first)["local"]["port"] if "--json" in arguments else int(first.rsplit(":", 1)[1])
                for _ in range(100):
                    connect("127.0.0.1", port).close()
                poll(lambda: in_pipe(output) > 0)
                if "--for" not in arguments:
                    cli.process.send_signal(signal.SIGTERM)
                self.assertEqual(cli.status, 1)
                self.assertIn(b"nobody reads it", cli.process.stderr.read())

    def test_slow_reader_misses_nothing(self):
        """Whoever reads gets every line, the last one as well, however late the signal finds it."""
        cli = Listening("127.0.0.1")
        self.addCleanup(cli.__exit__)
        fcntl.fcntl(cli.process.stdout.fileno(), F_SETPIPE_SZ, PAGE)
        for _ in range(100):
            connect("127.0.0.1", cli.port).close()
        cli.process.send_signal(signal.SIGTERM)
        told = [json.loads(line)["event"] for line in cli.rest()]
        self.assertEqual(told[-1], "stopped")
        self.assertEqual(told.count("closed"), told.count("accepted"))
        self.assertEqual(cli.status, 0)

    def test_connect_that_nobody_reads(self):
        with server() as listening:
            with Cli("connect", "--json", "127.0.0.1", str(listening.getsockname()[1])) as cli:
                fcntl.fcntl(cli.process.stdout.fileno(), F_SETPIPE_SZ, PAGE)
                with accept(listening) as peer:
                    while cli.event()["event"] != "connected":
                        pass
                    peer.sendall(bytes(64 * 1024))
                    poll(lambda: in_pipe(cli.process.stdout.fileno()) > 0)
                    cli.process.send_signal(signal.SIGTERM)
                    self.assertEqual(cli.status, 1)
                self.assertIn(b"nobody reads it", cli.process.stderr.read())


class Input(unittest.TestCase):
    def test_closed(self):
        """None at all is no end-of-file: a part of it must not look like all of it."""
        with server() as listening:
            result = run("connect", "127.0.0.1", str(listening.getsockname()[1]), preexec_fn=lambda: os.close(0))
            self.assertEqual(result.returncode, 1)
            self.assertIn(b"Bad file descriptor", result.stderr)


if __name__ == "__main__":
    support.main()
