"""portlight as a shell sees it: its options and statuses, the picture, the figures, and the second instance."""

import contextlib
import json
import os
import re
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import unittest

PORTLIGHT = sys.argv[1]
DEADLINE_S = 20
SKIPPED = 77
NAME = "io.github.portlight.Portlight"
PATH = "/io/github/portlight/Portlight"
KEYS = {
    "at_us", "frames", "frame_ms_p50", "frame_ms_p99", "frame_ms_max", "stall_ms_max", "rss_kib", "connections", "rows",
    "received", "sent", "not_kept", "first_frame_us",
}


def poll(condition, what):
    """Waits until condition() is true, and returns what it returned."""
    deadline = time.monotonic() + DEADLINE_S
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > deadline:
            raise AssertionError(f"timed out waiting for {what}")
        time.sleep(0.01)


def run(*arguments):
    return subprocess.run([PORTLIGHT, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=DEADLINE_S)


@contextlib.contextmanager
def started(*arguments, **options):
    process = subprocess.Popen([PORTLIGHT, *arguments], stdin=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def server():
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(DEADLINE_S)
    return listening


def free_port():
    with server() as listening:
        return listening.getsockname()[1]


def hear(port):
    """What somebody at the port says first; nothing if nobody is there yet."""
    try:
        with socket.create_connection(("127.0.0.1", port), 10) as peer:
            return peer.recv(100)
    except ConnectionRefusedError:
        return None


def lines(path):
    """The whole lines of a file that is being written."""
    try:
        with open(path) as file:
            return [json.loads(line) for line in file if line.endswith("\n")]
    except FileNotFoundError:
        return []


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)


class Options(unittest.TestCase):
    def check_refused(self, sentence, *arguments):
        result = run(*arguments)
        self.assertEqual((result.returncode, result.stdout), (2, ""), arguments)
        self.assertRegex(result.stderr, sentence)
        self.assertNotIn("CRITICAL", result.stderr)

    def test_version_and_help(self):
        self.assertRegex(run("--version").stdout, r"^portlight \d+\.\d+\.\d+\n$")
        result = run("--help")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        for option in ("connect", "listen", "protocol", "family", "respond", "demo", "screenshot", "stats"):
            self.assertIn(f"--{option}", result.stdout)

    def test_bad_options(self):
        self.check_refused("--bogus", "--bogus")
        self.check_refused("--connect", "--connect")
        self.check_refused("stands alone", "localhost:80")
        self.check_refused("--protocol sctp", "--protocol", "sctp")
        self.check_refused("--family ipv5", "--family", "ipv5")
        self.check_refused("“loudly” is no responder", "--respond", "loudly")
        self.check_refused("“0” is no number", "--respond", "close-after:0")
        self.check_refused("--page lessons", "--page", "lessons")
        self.check_refused("no size", "--size", "800")
        self.check_refused("--sort colour", "--sort", "colour")
        self.check_refused("--dialog app.quit", "--dialog", "app.quit")

    def test_bad_targets(self):
        self.check_refused("Type a port number", "--connect", "localhost")
        self.check_refused("Type a name", "--connect", ":80")
        self.check_refused("above 65535", "--connect", "localhost:65616")
        self.check_refused("it takes four numbers", "--connect", "127.1:80")
        self.check_refused("case-sensitive", "--connect", "127.0.0.1:HTTP")
        self.check_refused("IPv6, but IPv4 was chosen", "--family", "ipv4", "--connect", "[::1]:80")
        self.check_refused("above 65535", "--listen", ":65616")
        self.check_refused("One address has one family", "--family", "both", "--listen", "127.0.0.1:0")


class Picture(Folder):
    def check_picture(self, path):
        with open(path, "rb") as file:
            picture = file.read()
        self.assertEqual(picture[:8], b"\x89PNG\r\n\x1a\n")
        self.assertGreaterEqual(len(picture), 10_000)
        return struct.unpack(">II", picture[16:24])

    def test_demo(self):
        path = self.path("demo.png")
        result = run("--demo", "--sort", "peer", "--filter", "127", "--size", "1100x700", "--screenshot", path)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        width, height = self.check_picture(path)
        self.assertTrue(1080 <= width <= 1100 and 680 <= height <= 700, (width, height))  # without its shadow
        rows = dict(re.findall(r"^(\w+) +local (\S+  peer \S+)$", result.stdout, re.M))
        self.assertEqual(set(rows), {"listener", "client", "accepted"})
        client, accepted = (tuple(rows[role].split("  peer ")) for role in ("client", "accepted"))
        self.assertEqual(client, accepted[::-1])
        self.assertEqual(rows["listener"], f"{client[1]}  peer -")

    def test_targets(self):
        path = self.path("targets.png")
        port = free_port()
        result = run("--listen", f"127.0.0.1:{port}", "--respond", "echo", "--connect", f"127.0.0.1:{port}",
                     "--screenshot", path)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(f"  peer 127.0.0.1:{port}\n", result.stdout)
        self.check_picture(path)

    def test_respond(self):
        """One that has to be told something, and does it."""
        port = free_port()
        with started("--listen", f"127.0.0.1:{port}", "--respond", "quote:told\\n"):
            told = poll(lambda: hear(port), "somebody who speaks there")
        self.assertEqual(told, b"told\n")

    def test_dialog(self):
        """A picture is of what is in front."""
        path = self.path("dialog.png")
        result = run("--demo", "--group", "--dialog", "win.preferences", "--size", "1100x700", "--screenshot", path)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertLess(self.check_picture(path)[0], 600)

    def test_cannot_be_written(self):
        result = run("--screenshot", self.path("no-such-folder/a.png"))
        self.assertEqual(result.returncode, 1)
        self.assertIn("could not be written", result.stderr)


class Figures(Folder):
    def test_every_key(self):
        path = self.path("stats")
        with server() as listening, started("--connect", f"127.0.0.1:{listening.getsockname()[1]}",
                                            "--stats", path) as portlight:
            peer, _ = listening.accept()
            with peer:
                peer.sendall(b"x" * 1000)
                line = poll(lambda: next((line for line in lines(path) if line["received"]), None), "a line")
                self.assertLessEqual(KEYS, set(line))
                self.assertEqual((line["received"], line["connections"], line["rows"]), (1000, 1, 1))
                self.assertEqual((line["sent"], line["not_kept"]), (0, 0))
                self.assertTrue(all(isinstance(value, (int, float)) for value in line.values()))
                self.assertLessEqual(line["frame_ms_p50"], line["frame_ms_p99"])
                self.assertLessEqual(line["frame_ms_p99"], line["frame_ms_max"])
                self.assertGreater(line["frames"], 0)
                self.assertLess(abs(line["first_frame_us"] / 1e6 - time.monotonic()), DEADLINE_S)
                self.assertGreater(line["rss_kib"], 1000)
            poll(lambda: lines(path)[-1]["connections"] == 0, "the peer's end")
            portlight.send_signal(signal.SIGTERM)
            portlight.wait(DEADLINE_S)
        times = [line["at_us"] for line in lines(path)]
        self.assertEqual(times, sorted(set(times)))

    def test_cannot_be_written(self):
        result = run("--stats", self.path("no-such-folder/a"), "--screenshot", self.path("a.png"))
        self.assertEqual(result.returncode, 1)
        self.assertIn("no-such-folder", result.stderr)


@unittest.skipUnless(shutil.which("dbus-daemon") and shutil.which("gdbus"), "no session bus here")
class SecondInstance(unittest.TestCase):
    """Over a session bus of its own."""

    def setUp(self):
        bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
        self.addCleanup(bus.stdout.close)
        self.addCleanup(bus.wait)
        self.addCleanup(bus.terminate)
        ready, _, _ = select.select([bus.stdout], [], [], DEADLINE_S)
        self.assertTrue(ready, "the bus did not start")
        self.environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().decode().strip()}

    def call(self, method, *arguments):
        return subprocess.run(["gdbus", "call", "--session", "--timeout", "5", "--dest", NAME, "--object-path", PATH,
                               "--method", method, *arguments], env=self.environment, capture_output=True, text=True)

    def activate(self, action, *parameters):
        result = self.call("org.gtk.Actions.Activate", action, f"[{', '.join(parameters)}]", "{}")
        self.assertEqual(result.returncode, 0, result.stderr)

    def sockets_of(self, process):
        """The TCP sockets that a process holds: pairs of state and local port."""
        links = set()
        for entry in os.scandir(f"/proc/{process.pid}/fd"):
            with contextlib.suppress(OSError):
                links.add(os.readlink(entry.path))
        with open("/proc/net/tcp") as table:
            rows = [line.split() for line in table][1:]
        return [(row[3], int(row[1].split(":")[1], 16)) for row in rows if f"socket:[{row[9]}]" in links]

    def has(self, process, n_listening, n_open):
        states = [state for state, _ in self.sockets_of(process)]
        return (states.count("0A"), states.count("01")) == (n_listening, n_open)

    def test_goes_to_the_first_window(self):
        with started(env=self.environment) as first:
            poll(lambda: self.call("org.gtk.Actions.List").returncode == 0, "the first window")
            self.assertIn("'demo'", self.call("org.gtk.Actions.List").stdout)
            self.assertTrue(self.has(first, 0, 0))
            second = subprocess.run([PORTLIGHT, "--demo"], env=self.environment, timeout=DEADLINE_S)
            self.assertEqual(second.returncode, 0)
            poll(lambda: self.has(first, 1, 2), "the demonstration")

            port = free_port()
            second = subprocess.run([PORTLIGHT, "--listen", f"127.0.0.1:{port}"], env=self.environment,
                                    timeout=DEADLINE_S)
            self.assertEqual(second.returncode, 0)
            poll(lambda: ("0A", port) in self.sockets_of(first), "the listener")
            second = subprocess.run([PORTLIGHT, "--connect", "nonsense"], env=self.environment, timeout=DEADLINE_S,
                                    capture_output=True)
            self.assertEqual(second.returncode, 2)
            self.assertIsNone(first.poll())

    def test_actions(self):
        with server() as listening, started(env=self.environment) as first:
            poll(lambda: self.call("org.gtk.Actions.List").returncode == 0, "the window")
            self.activate("connect", f"<'127.0.0.1:{listening.getsockname()[1]}'>")
            peer, _ = listening.accept()
            with peer:
                poll(lambda: self.has(first, 0, 1), "the connection")
                self.activate("connect", "<'127.1:80'>")
                self.activate("listen", "<'127.0.0.1:'>")
                poll(lambda: self.has(first, 1, 1), "the listener")
            self.activate("quit")
            self.assertEqual(first.wait(DEADLINE_S), 0)


if __name__ == "__main__":
    outcome = unittest.main(argv=[sys.argv[0], "-v"], exit=False).result
    if not outcome.wasSuccessful():
        sys.exit(1)
    sys.exit(SKIPPED if outcome.testsRun == len(outcome.skipped) else 0)
