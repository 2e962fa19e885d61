"""What real peers see of every responder of portlight-cli listen."""

import re
import select
import socket
import subprocess
import threading
import time
import unittest

import support
from support import Listening, connect, poll, run

TIME_WAIT, CLOSE_WAIT, SYN_SENT = "06", "08", "02"


def tcp_states(local_port, peer_port):
    """The states of the sockets with these two ports, as /proc/net/tcp writes them."""
    with open("/proc/net/tcp") as table:
        rows = [row.split() for row in list(table)[1:]]
    return {row[3] for row in rows if row[1].endswith(f":{local_port:04X}") and row[2].endswith(f":{peer_port:04X}")}


def read_exactly(peer, size):
    pieces = []
    while size > 0:
        piece = peer.recv(min(size, 1 << 20))
        if not piece:
            raise AssertionError(f"the peer closed, {size} bytes too early")
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def try_to_send(peer, size):
    """Sends until the peer does not take more at once; returns how much it took."""
    peer.setblocking(False)
    sent = 0
    try:
        while sent < size:
            sent += peer.send(b"x" * min(65536, size - sent))
    except BlockingIOError:
        pass
    peer.settimeout(support.DEADLINE_S)
    return sent


def send_until_stuck(peer, size):
    """Sends until the peer takes no more; returns how much it took."""
    sent = 0
    while sent < size and select.select([], [peer], [], 0.2)[1]:
        sent += try_to_send(peer, size - sent)
    return sent


class Respond(unittest.TestCase):
    def start(self, respond, *arguments):
        cli = Listening("--respond", respond, *arguments, "127.0.0.1")
        self.addCleanup(cli.__exit__)
        self.port = cli.port
        return cli

    def join(self):
        peer = connect("127.0.0.1", self.port)
        self.addCleanup(peer.close)
        return peer

    def expect_event(self, cli, name, **fields):
        event = cli.event()
        self.assertEqual(event["event"], name)
        for key, value in fields.items():
            self.assertEqual(event[key], value, key)
        return event

    def expect_closed(self, cli, **fields):
        self.expect_event(cli, "accepted")
        return self.expect_event(cli, "closed", **fields)

    # 1. The small services

    def test_daytime(self):
        cli = self.start("daytime")
        line = support.read_all(self.join()).decode("ascii")
        self.assertRegex(line, r"^[A-Z][a-z]+day, [A-Z][a-z]+ \d{1,2}, \d{4} \d\d:\d\d:\d\d [+-]\d{4}\r\n$")
        self.expect_closed(cli, sent=len(line), reason="closed")

    def test_quote(self):
        self.start("quote")
        self.assertRegex(support.read_all(self.join()), rb"^[ -~]+\r\n$")
        self.start("quote:three\\n")
        self.assertEqual(support.read_all(self.join()), b"three\n")

    def test_input_does_not_spoil_the_answer(self):
        """close() with unread input would send a RST, and the peer might lose what it has not read yet."""
        self.start("daytime")
        for _ in range(20):
            peer = self.join()
            peer.sendall(b"x" * 100)
            self.assertTrue(support.read_all(peer).endswith(b"\r\n"))

    def test_chargen(self):
        cli = self.start("chargen")
        peer = self.join()
        text = read_exactly(peer, 74 * 200)
        characters = "".join(map(chr, range(32, 127)))
        for number, line in enumerate(text.split(b"\r\n")[:200]):
            self.assertEqual(line.decode(), (characters * 2)[number % 95:][:72])
        self.expect_event(cli, "accepted")

        # However much is read, and after it, when nobody reads: it does not grow.
        before = cli.rss_kib()
        read_exactly(peer, 16 * 1024 * 1024)
        self.assertLess(cli.rss_kib() - before, 4096)
        support.reset(peer)
        self.expect_event(cli, "closed", reason="reset")

    def test_chargen_goes_on_after_a_half_close(self):
        self.start("chargen")
        peer = self.join()
        peer.shutdown(socket.SHUT_WR)
        self.assertEqual(len(read_exactly(peer, 1000000)), 1000000)

    @support.needs("ncat")
    def test_ncat(self):
        self.start("daytime")
        command = ["ncat", "127.0.0.1", str(self.port)]
        told = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=support.DEADLINE_S)
        self.assertRegex(told.stdout, rb" [+-]\d{4}\r\n$")
        self.start("flood:1000000")
        command = ["ncat", "127.0.0.1", str(self.port)]
        told = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=support.DEADLINE_S)
        self.assertEqual(len(told.stdout), 1000000)

    # 2. Rules

    def test_rules(self):
        cli = self.start("rules:starts HELO => 250 hello\\r\\n\nregex ^RCPT TO:<.*>\\r$ => 250 ok\\r\\n\ncontains \\x01 => hex 00 ff")
        peer = self.join()
        lines = peer.makefile("rb")
        peer.sendall(b"HE")
        peer.sendall(b"LO there\r\nRCPT TO:<a@b>\r\n")
        self.assertEqual((lines.readline(), lines.readline()), (b"250 hello\r\n", b"250 ok\r\n"))
        peer.sendall(b"\x01")
        self.assertEqual(lines.read(2), b"\x00\xff")
        peer.shutdown(socket.SHUT_WR)
        self.assertEqual(lines.read(), b"")
        self.expect_closed(cli, received=28, sent=21, reason="eof")

    def test_much_input_makes_no_pile_of_output(self):
        """A byte asks for four thousand, and the peer does not read: so the program stops to read, too."""
        cli = self.start("rules:contains x => " + "y" * 4000, "--quiet")
        peer = self.join()
        before = cli.rss_kib()
        send_until_stuck(peer, 64 * 1024 * 1024)
        self.assertLess(cli.rss_kib() - before, 32 * 1024)

    # 3. The misbehaving ones

    def test_silent(self):
        cli = self.start("silent")
        peer = self.join()
        peer.sendall(b"anybody?")
        peer.shutdown(socket.SHUT_WR)
        poll(lambda: CLOSE_WAIT in tcp_states(self.port, peer.getsockname()[1]), "CLOSE-WAIT")
        peer.settimeout(0.2)
        with self.assertRaises(TimeoutError):
            peer.recv(1)
        self.expect_event(cli, "accepted")
        support.reset(peer)
        self.expect_event(cli, "closed", received=8, sent=0, reason="reset")

    def test_hold(self):
        cli = self.start("hold:5")
        peer = self.join()
        size = 64 * 1024 * 1024
        poll(lambda: try_to_send(peer, size) == 0, "the queues to fill")
        self.expect_event(cli, "accepted")
        support.reset(peer)
        self.expect_event(cli, "closed", received=5, reason="reset")

    def test_receive_buffer(self):
        """A small one fills sooner."""
        taken = []
        for size in (4096, 1024 * 1024):
            self.start("hold", "--receive-buffer", str(size))
            peer = socket.socket()
            self.addCleanup(peer.close)
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
            peer.connect(("127.0.0.1", self.port))
            taken.append(send_until_stuck(peer, 64 * 1024 * 1024))
        self.assertLess(taken[0] * 4, taken[1])

    def test_slow(self):
        cli = self.start("slow:50")
        peer = self.join()
        began = time.monotonic()
        self.assertEqual([peer.recv(10) for _ in range(4)], [b" ", b"!", b'"', b"#"])
        self.assertGreater(time.monotonic() - began, 0.14)
        peer.close()
        self.expect_event(cli, "accepted")

    def test_many_slow(self):
        """Each has its byte, and waiting costs next to nothing."""
        cli = self.start("slow:300", "--quiet")
        peers = [self.join() for _ in range(500)]
        for peer in peers:
            self.assertEqual(read_exactly(peer, 2), b" !")
        self.assertIsNone(cli.process.poll())

    def test_reply_after(self):
        self.start("reply-after:10")
        peer = self.join()
        peer.sendall(b"123456789")
        peer.settimeout(0.1)
        with self.assertRaises(TimeoutError):
            peer.recv(1)
        peer.sendall(b"0")
        peer.settimeout(support.DEADLINE_S)
        self.assertEqual(peer.recv(100), b"10 bytes\r\n")

    def test_flood(self):
        cli = self.start("flood:20000000")
        size = len(support.read_all(self.join()))
        self.assertEqual(size, 20000000)
        self.expect_closed(cli, sent=20000000, reason="closed")

    def test_endless_flood(self):
        cli = self.start("flood", "--quiet")
        peer, other = self.join(), self.join()
        self.assertEqual(len(read_exactly(peer, 30000000)), 30000000)
        self.assertEqual(len(read_exactly(other, 1000000)), 1000000)
        self.assertLess(cli.rss_kib(), 100 * 1024)

    def test_half_close(self):
        cli = self.start("half-close")
        peer = self.join()
        self.assertEqual(peer.recv(1), b"")
        peer.sendall(b"still here")
        peer.close()
        self.expect_closed(cli, received=10, sent=0, reason="eof")

    def test_close_first(self):
        cli = self.start("close-first")
        peer = self.join()
        port = peer.getsockname()[1]
        self.assertEqual(peer.recv(1), b"")
        peer.close()
        poll(lambda: tcp_states(self.port, port) == {TIME_WAIT}, "TIME-WAIT on the listener's side")
        self.assertEqual(tcp_states(port, self.port), set())
        self.expect_closed(cli, received=0, sent=0, reason="closed")

    def test_time_wait_is_the_peers_otherwise(self):
        cli = self.start("none")
        peer = self.join()
        port = peer.getsockname()[1]
        peer.close()
        self.expect_closed(cli, reason="eof")
        poll(lambda: tcp_states(port, self.port) == {TIME_WAIT}, "TIME-WAIT on the peer's side")
        self.assertEqual(tcp_states(self.port, port), set())

    def test_close_after(self):
        cli = self.start("close-after:5")
        peer = self.join()
        peer.sendall(b"1234")
        peer.settimeout(0.1)
        with self.assertRaises(TimeoutError):
            peer.recv(1)
        peer.settimeout(support.DEADLINE_S)
        peer.sendall(b"56")
        self.assertEqual(peer.recv(1), b"")
        self.expect_closed(cli, received=6, reason="closed")

    def flood(self, peer):
        """Sends without a pause until the other side has had enough."""
        block = b"x" * (64 << 20)

        def send():
            try:
                while True:
                    peer.sendall(block)
            except OSError:
                pass

        flood = threading.Thread(target=send)
        flood.start()
        self.addCleanup(flood.join)

    def test_close_after_in_a_flood(self):
        """The end-of-file is heard first, whatever becomes of what is sent after it."""
        cli = self.start("close-after:5")
        for _ in range(20):
            peer = self.join()
            self.flood(peer)
            self.assertEqual(peer.recv(1), b"")
            closed = self.expect_closed(cli, reason="closed")
            self.assertLess(closed["received"], 32 * 1024 * 1024)

    def test_reset_after(self):
        cli = self.start("reset-after:5")
        peer = self.join()
        peer.sendall(b"12345")
        with self.assertRaises(ConnectionResetError):
            peer.recv(1)
        self.expect_closed(cli, received=5, reason="aborted")

    def test_reset_at_once(self):
        cli = self.start("reset-after")
        with self.assertRaises(ConnectionResetError):
            self.join().recv(1)  # connect() may hear of it already
        self.expect_closed(cli, received=0, reason="aborted")

    def test_never_accept(self):
        """A queue of none still holds one; whoever comes after that is not answered, and hangs."""
        cli = self.start("never-accept", "--backlog", "0")
        self.expect_event(cli, "paused", reason="asked")
        self.join()
        hanging = socket.socket()
        self.addCleanup(hanging.close)
        hanging.settimeout(0.3)
        with self.assertRaises(TimeoutError):
            hanging.connect(("127.0.0.1", self.port))
        self.assertEqual(tcp_states(hanging.getsockname()[1], self.port), {SYN_SENT})
        self.assertEqual([event["accepted"] for event in support.events("\n".join(cli.stop()).encode())], [0])

    # 4. All of them

    def test_all_are_told(self):
        told = run("listen", "--help").stdout.decode()
        names = re.findall(r"^  ([a-z-]+)(?:\[:[A-Z]+\])? +\S", told.split("RESPONDER is one of")[1].split("\n\n")[0], re.M)
        self.assertEqual(len(names), 17)
        with open(support.MANUAL) as manual:
            text = manual.read()
        for name in names:
            self.assertRegex(text, r"\n\.BI? " + re.escape(name.replace("-", "\\-")) + r"[\\\n]")
            self.start(name)

    def test_wrong(self):
        for respond in ("sing", "echo:1", "close-after:0", "close-after:x", "rules:sing", "rules:", "quote:\\q"):
            result = run("listen", "--respond", respond, "127.0.0.1")
            self.assertEqual((result.returncode, result.stdout), (2, b""), respond)


if __name__ == "__main__":
    support.main()
