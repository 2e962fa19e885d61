"""--record: what is in the capture file is what went over the socket, and tshark has nothing to say against it."""

import json
import os
import random
import shutil
import socket
import struct
import subprocess
import tempfile
import unittest

from support import DEADLINE_S, Cli, Listening, accept, connect, events, main, needs, needs_ipv6, run, server, read_all


def noise(size):
    return random.Random(1).randbytes(size)


def tshark(path, *arguments):
    """The fields of each packet; everything that is checked is checked."""
    preferences = ("ip.check_checksum:TRUE", "tcp.check_checksum:TRUE", "udp.check_checksum:TRUE")
    command = ["tshark", "-r", path, "-T", "fields", "-E", "separator=|"]
    command += [option for preference in preferences for option in ("-o", preference)] + list(arguments)
    done = subprocess.run(command, capture_output=True, text=True, timeout=4 * DEADLINE_S)
    if done.returncode != 0 or "cut short" in done.stderr or "corrupt" in done.stderr:
        raise AssertionError(done.stderr)
    return [line.split("|") for line in done.stdout.splitlines()]


def fields(*names):
    return [option for name in names for option in ("-e", name)]


SYN, SYN_ACK, ACK, FIN, RST = "0x0002", "0x0012", "0x0010", "0x0011", "0x0014"
HANDSHAKE = [(SYN, True), (SYN_ACK, False), (ACK, True)]  # as who asks for it sees it


def marks(path, port):
    """The packets without payload of a stream: how it begins and ends, and whether @port says so."""
    rows = tshark(path, "-Y", f"tcp.len == 0 && tcp.port == {port}", *fields("tcp.srcport", "tcp.flags"))
    return [(flags, int(source) == port) for source, flags in rows]


def payload(path, protocol, source_port):
    """The payload of one direction, put together by position, not by the order of the packets."""
    position = ["tcp.seq"] if protocol == "tcp" else ["frame.number"]
    rows = tshark(path, "-Y", f"{protocol}.srcport == {source_port}", *fields(*position, f"{protocol}.payload"))
    return b"".join(bytes.fromhex(data) for _, data in sorted((int(at), data) for at, data in rows))


@needs("tshark")
class Record(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.path = os.path.join(self.folder, "it.pcapng")

    def assert_flawless(self, path):
        """No wrong checksum, nothing malformed, no hole and nothing twice."""
        flaws = "_ws.malformed || tcp.analysis.flags || ip.checksum.status == 0 || tcp.checksum.status == 0 " \
                "|| udp.checksum.status == 0 || _ws.expert.severity >= 6291456"
        self.assertEqual(tshark(path, "-Y", flaws, *fields("frame.number", "_ws.expert.message")), [])

    def check_both_ways(self, host, options=()):
        question, answer = noise(200_001), noise(130_003)
        with server(host) as listening:
            port = listening.getsockname()[1]
            with Cli("connect", "--record", self.path, *options, host, str(port), stdin=subprocess.PIPE) as cli:
                peer = accept(listening)
                local_port = peer.getpeername()[1]
                peer.sendall(answer)
                cli.skip(len(answer))
                cli.process.stdin.write(question)
                cli.process.stdin.close()
                cli.process.stdin = None
                self.assertEqual(read_all(peer), question)
                peer.close()
                self.assertEqual(cli.status, 0)
        self.assert_flawless(self.path)
        self.assertEqual(payload(self.path, "tcp", local_port), question)
        self.assertEqual(payload(self.path, "tcp", port), answer)
        self.assertEqual(marks(self.path, local_port), [*HANDSHAKE, (FIN, True), (FIN, False)])

    def test_ipv4(self):
        self.check_both_ways("127.0.0.1")
        ends = tshark(self.path, "-c", "1", *fields("ip.src", "ip.dst"))
        self.assertEqual(ends, [["127.0.0.1", "127.0.0.1"]])

    @needs_ipv6
    def test_ipv6(self):
        self.check_both_ways("::1")
        self.assertEqual(tshark(self.path, "-c", "1", *fields("ipv6.src", "ipv6.dst")), [["::1", "::1"]])

    def test_says_that_it_is_synthetic(self):
        with server() as listening:
            port = listening.getsockname()[1]
            done = run("connect", "--check", "--record", self.path, "127.0.0.1", str(port))
        self.assertEqual(done.returncode, 0)
        self.assertEqual([flags for flags, _ in marks(self.path, port)], [SYN, SYN_ACK, ACK, FIN])
        with open(self.path, "rb") as file:
            self.assertIn(b"headers are synthetic", file.read())

    @needs_ipv6
    def test_listener_and_all_it_accepts(self):
        """Peers of a dual-stack listener: what is v4-mapped on the socket is IPv4 on the wire."""
        texts = {}
        with Listening("--record", self.path, "--respond", "echo", "", "0") as listening:
            for host in ("127.0.0.1", "::1", "127.0.0.1"):
                with connect(host, listening.port) as peer:
                    text = f"from {host} {len(texts)}".encode()
                    texts[peer.getsockname()[1]] = text
                    peer.sendall(text)
                    self.assertEqual(peer.recv(100), text)
            last = [json.loads(line) for line in listening.stop()]
        self.assertEqual(last[-1]["event"], "recorded")
        self.assertEqual(last[-1]["size"], 2 * sum(map(len, texts.values())))
        self.assertEqual(last[-1]["lost"], 0)
        self.assert_flawless(self.path)
        for port, text in texts.items():
            self.assertEqual(payload(self.path, "tcp", port), text)
        versions = [row[0] for row in tshark(self.path, "-Y", "tcp.len > 0", *fields("ip.version"))]
        self.assertEqual(versions.count("4"), 4)
        for port in texts:
            self.assertEqual(marks(self.path, port), [*HANDSHAKE, (FIN, True), (FIN, False)])

    def check_reset(self, port, is_theirs):
        self.assertEqual(marks(self.path, port), [*HANDSHAKE, (RST, is_theirs)])
        self.assertEqual(payload(self.path, "tcp", port), b"12345")
        self.assertEqual(tshark(self.path, "-Y", "tcp.analysis.flags", *fields("frame.number")), [])

    def test_reset_here(self):
        with Listening("--record", self.path, "--respond", "reset-after:5", "127.0.0.1", "0") as listening:
            with connect("127.0.0.1", listening.port) as peer:
                port = peer.getsockname()[1]
                peer.sendall(b"12345")
                with self.assertRaises(ConnectionResetError):
                    peer.recv(1)
            listening.stop()
        self.check_reset(port, False)

    def test_reset_by_the_peer(self):
        with Listening("--record", self.path, "--respond", "reply-after:5", "127.0.0.1", "0") as listening:
            with connect("127.0.0.1", listening.port) as peer:
                port = peer.getsockname()[1]
                peer.sendall(b"12345")
                peer.recv(100)
                peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            while listening.event()["event"] != "closed":
                pass
            listening.stop()
        self.check_reset(port, True)

    def test_closed_first_in_a_half_close(self):
        """What comes after our end-of-file is no trouble, and acknowledges it."""
        with server() as listening:
            port = listening.getsockname()[1]
            with Cli("connect", "--record", self.path, "127.0.0.1", str(port), stdin=subprocess.PIPE) as cli:
                peer = accept(listening)
                cli.process.stdin.close()
                cli.process.stdin = None
                self.assertEqual(read_all(peer), b"")
                peer.sendall(b"late")
                peer.close()
                self.assertEqual(cli.status, 0)
        self.assert_flawless(self.path)
        rows = tshark(self.path, "-Y", f"tcp.srcport == {port}", *fields("tcp.seq", "tcp.ack", "tcp.flags", "tcp.len"))
        self.assertEqual(rows, [["0", "1", SYN_ACK, "0"], ["1", "2", "0x0018", "4"], ["5", "2", FIN, "0"]])

    def test_datagrams(self):
        sizes = [0, 1, 1400, 20_000]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
            peer.bind(("127.0.0.1", 0))
            peer.settimeout(DEADLINE_S)
            port = peer.getsockname()[1]
            with Cli("connect", "--json", "--protocol", "udp", "--receive-size", "5000", "--record", self.path,
                     "--wait", "0", "127.0.0.1", str(port), stdin=subprocess.PIPE) as cli:
                cli.process.stdin.write(b"hello")
                cli.process.stdin.flush()
                _, sender = peer.recvfrom(100)
                for size in sizes:
                    peer.sendto(noise(size), sender)
                heard = 0
                while heard < len(sizes):
                    heard += cli.event()["event"] == "received"
                cli.process.send_signal(2)
                cli.rest()
        rows = tshark(self.path, *fields("udp.srcport", "udp.length", "frame.len", "frame.cap_len"))
        self.assertEqual(rows[0], [str(sender[1]), "13", "33", "33"])
        self.assertEqual([int(row[1]) - 8 for row in rows[1:]], sizes)
        self.assertEqual([int(row[2]) - int(row[3]) for row in rows[1:]], [0, 0, 0, 15_000])
        self.assert_flawless(self.path)

    def test_live(self):
        """A named pipe, read while it is written."""
        os.mkfifo(self.path)
        command = ["tshark", "-l", "-i", self.path, "-T", "fields", "-e", "tcp.payload"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as reader:
            with Listening("--record", self.path, "127.0.0.1") as listening:
                with connect("127.0.0.1", listening.port) as peer:
                    peer.sendall(b"hello")
                    handshake = [reader.stdout.readline() for _ in range(3)]
                    self.assertEqual(handshake, 3 * [b"\n"])
                    self.assertEqual(bytes.fromhex(reader.stdout.readline().decode()), b"hello")
                listening.stop()
                self.assertEqual(listening.status, 0)

    def test_reader_gone(self):
        os.mkfifo(self.path)
        reader = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)
        with Listening("--record", self.path, "--respond", "echo", "127.0.0.1") as listening:
            with connect("127.0.0.1", listening.port) as peer:
                os.close(reader)
                peer.sendall(b"hello")
                self.assertEqual(peer.recv(5, socket.MSG_WAITALL), b"hello")
            error = json.loads(listening.stop()[-1])
            self.assertEqual((error["event"], error["stage"]), ("error", "transfer"))
            self.assertEqual(listening.status, 1)

    def test_nobody_reads(self):
        os.mkfifo(self.path)
        reader = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK)
        self.addCleanup(os.close, reader)
        with Listening("--record", self.path, "--respond", "discard", "127.0.0.1") as listening:
            with connect("127.0.0.1", listening.port) as peer:
                peer.sendall(bytes(1024 * 1024))
                peer.shutdown(socket.SHUT_WR)
                self.assertEqual(peer.recv(1), b"")
            self.assertIn("nobody reads the recording", json.loads(listening.stop()[-1])["message"])
            self.assertEqual(listening.status, 1)

    def test_not_into_the_output(self):
        for path in ("-", "/dev/stdout"):
            done = run("listen", "--json", "--record", path, "127.0.0.1")
            self.assertEqual(done.returncode, 2)
            self.assertEqual([event["stage"] for event in events(done.stdout)], ["parse"])
        with server() as listening:
            done = run("connect", "--check", "--record", "/dev/null", "127.0.0.1", str(listening.getsockname()[1]))
        self.assertEqual(done.returncode, 0)

    def test_quiet(self):
        with Cli("listen", "--quiet", "--record", self.path, "127.0.0.1") as listening:
            listening.line()
            self.assertEqual(len(listening.stop()), 1)
            self.assertEqual((listening.status, listening.errors), (0, b""))

    def test_file_that_fails(self):
        with server() as listening:
            port = str(listening.getsockname()[1])
            done = run("connect", "--json", "--check", "--record", os.path.join(self.folder, "no", "x"),
                       "127.0.0.1", port)
            self.assertEqual(done.returncode, 2)
            self.assertEqual([(event["event"], event["stage"]) for event in events(done.stdout)], [("error", "parse")])


if __name__ == "__main__":
    main()
