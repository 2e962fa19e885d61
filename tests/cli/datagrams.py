"""portlight-cli over UDP against real peers on loopback."""

import os
import signal
import socket
import subprocess
import unittest

import support
from support import Cli, events, poll, run

WAIT = ("--wait", "0.3")


def datagrams(host="127.0.0.1", port=0):
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
    bound.bind((host, port))
    bound.settimeout(support.DEADLINE_S)
    return bound


def port_of(bound):
    return str(bound.getsockname()[1])


def connect(*arguments, **options):
    return run("connect", "--protocol", "udp", *WAIT, *arguments, **options)


class Connected(unittest.TestCase):
    def check_both_ways(self, host):
        with datagrams(host) as peer:
            port = peer.getsockname()[1]
            with Cli("connect", "--protocol", "udp", "--json", host, str(port), stdin=subprocess.PIPE) as cli:
                cli.process.stdin.write(b"hello\n")
                cli.process.stdin.flush()
                got, there = peer.recvfrom(100)
                self.assertEqual(got, b"hello\n")
                for answer in (b"", b"two", b"\xff"):
                    peer.sendto(answer, there[:2])
                seen = []
                while len([event for event in seen if event["event"] == "received"]) < 3:
                    seen.append(cli.event())
                cli.stop()
                self.assertEqual(cli.status, 0)
        connected = next(event for event in seen if event["event"] == "connected")
        self.assertEqual((connected["local"]["address"], connected["local"]["port"]), there[:2])
        self.assertEqual((connected["peer"]["address"], connected["peer"]["port"]), (host, port))
        received = [event for event in seen if event["event"] == "received"]
        self.assertEqual([event["size"] for event in received], [0, 3, 1])
        self.assertEqual([event["text"] for event in received], ["", "two", "\ufffd"])
        self.assertEqual([bytes.fromhex(event["hex"]) for event in received], [b"", b"two", b"\xff"])
        self.assertEqual({event["truncated"] for event in received}, {False})

    def test_both_ways_ipv4(self):
        self.check_both_ways("127.0.0.1")

    @support.needs_ipv6
    def test_both_ways_ipv6(self):
        self.check_both_ways("::1")

    def test_pipe(self):
        """Each read is a datagram, and the end of the input is not the end of the answers."""
        with datagrams() as peer:
            with Cli("connect", "--protocol", "udp", *WAIT, "127.0.0.1", port_of(peer), stdin=subprocess.PIPE) as cli:
                for word in (b"one", b"two"):
                    cli.process.stdin.write(word)
                    cli.process.stdin.flush()
                    got, there = peer.recvfrom(100)
                    self.assertEqual(got, word)
                cli.process.stdin.close()
                cli.process.stdin = None
                peer.sendto(b"answer\n", there)
                self.assertEqual(cli.rest(), ["answer"])
                self.assertEqual(cli.status, 0)

    def test_send_and_the_empty_one(self):
        for text in ("hello", ""):
            with datagrams() as peer:
                with Cli("connect", "--protocol", "udp", *WAIT, "--send", text, "127.0.0.1", port_of(peer)) as cli:
                    self.assertEqual(peer.recv(100), text.encode())
                    self.assertEqual(cli.status, 0)

    def test_check_asks_nobody(self):
        with datagrams() as peer:
            port = port_of(peer)
        result = connect("--check", "127.0.0.1", port)
        self.assertEqual(result.returncode, 0)
        self.assertIn(f"peer 127.0.0.1:{port}".encode(), result.stdout)

    def test_refused_is_told_and_is_not_the_end(self):
        with datagrams() as peer:
            port = port_of(peer)
        with Cli("connect", "--protocol", "udp", *WAIT, "--json", "127.0.0.1", port, stdin=subprocess.PIPE) as cli:
            cli.process.stdin.write(b"one")
            cli.process.stdin.flush()
            seen = []
            while not seen or seen[-1]["event"] != "report":
                seen.append(cli.event())
            report = seen[-1]
            self.assertEqual((seen[-2]["event"], seen[-2]["total"]), ("sent", 3))  # what is reported comes first
            self.assertEqual((report["code"], report["stage"]), ("ECONNREFUSED", "transfer"))
            self.assertEqual((report["reporter"], report["icmp_type"], report["icmp_code"]), ("127.0.0.1", 3, 3))
            with datagrams(port=int(port)) as peer:
                cli.process.stdin.write(b"two")
                cli.process.stdin.flush()
                self.assertEqual(peer.recv(100), b"two")
            self.assertIsNone(cli.process.poll())

    def test_only_refusals_are_a_failure(self):
        with datagrams() as peer:
            port = port_of(peer)
        result = connect("--send", "x", "127.0.0.1", port)
        self.assertEqual(result.returncode, 1)
        self.assertIn(f"No program takes datagrams on port {port}".encode(), result.stderr)

    def test_truncated(self):
        with datagrams() as peer:
            with Cli("connect", "--protocol", "udp", *WAIT, "--json", "--receive-size", "3", "--send", "x", "127.0.0.1",
                     port_of(peer)) as cli:
                _, there = peer.recvfrom(100)
                peer.sendto(b"elephant", there)
                received = next(event for event in iter(cli.event, None) if event["event"] == "received")
        self.assertEqual((received["size"], received["total"], received["truncated"], received["text"]),
                         (8, 3, True, "ele"))

    def test_service_names_are_those_of_udp(self):
        result = connect("--json", "--check", "127.0.0.1", "http")
        self.assertEqual(result.returncode, 2)
        self.assertIn("UDP", events(result.stdout)[-1]["message"])

    def test_wrong_options(self):
        for arguments in (("--receive-size", "0"), ("--receive-size", "65536"), ("--wait", "-1"), ("--wait", "nan")):
            self.assertEqual(connect(*arguments, "127.0.0.1", "9").returncode, 2)

    @support.needs("ncat")
    def test_ncat(self):
        with datagrams() as peer:
            port = port_of(peer)
        ncat = subprocess.Popen(["ncat", "-u", "-l", "127.0.0.1", port, "-e", "/bin/cat"],
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            poll(lambda: is_bound(port), "ncat to be bound")
            self.assertEqual(connect("--send", "hello", "127.0.0.1", port).stdout, b"hello")
        finally:
            ncat.kill()
            ncat.communicate()

    @support.needs("socat")
    def test_socat(self):
        host, listen = ("::1", "UDP6-RECVFROM:%s,bind=[::1]") if support.has_ipv6() else (
            "127.0.0.1", "UDP4-RECVFROM:%s,bind=127.0.0.1")
        with datagrams(host) as peer:
            port = port_of(peer)
        socat = subprocess.Popen(["socat", listen % port, "PIPE"])
        try:
            poll(lambda: is_bound(port), "socat to be bound")
            self.assertEqual(connect("--send", "hello", host, port).stdout, b"hello")
        finally:
            socat.kill()
            socat.wait()

    def test_a_lot(self):
        """What goes out in many datagrams comes back in order, as long as the peer keeps up."""
        data = os.urandom(300000)

        def serve(peer):
            size = 0
            while size < len(data):
                got, there = peer.recvfrom(70000)
                peer.sendto(got, there)
                size += len(got)
            return size

        with datagrams() as peer:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
            serving = support.thread(serve, peer)
            with Cli("connect", "--protocol", "udp", *WAIT, "127.0.0.1", port_of(peer), stdin=subprocess.PIPE) as cli:
                heard = b""
                for at in range(0, len(data), 4096):
                    cli.process.stdin.write(data[at:at + 4096])
                    cli.process.stdin.flush()
                    heard += cli.take(len(data[at:at + 4096]))
                cli.process.send_signal(signal.SIGINT)
                self.assertEqual(cli.status, 0)
            self.assertEqual(serving(), len(data))
        self.assertEqual(heard, data)


class Unconnected(unittest.TestCase):
    def listening(self, *arguments):
        return support.Listening("--protocol", "udp", *arguments)

    def check_ends(self, sender, event, host):
        self.assertEqual(event["event"], "datagram")
        self.assertEqual((event["peer"]["address"], event["peer"]["port"]), sender.getsockname()[:2])
        self.assertEqual(event["local"]["address"], host)

    def test_first_event(self):
        with self.listening("127.0.0.1") as cli:
            self.assertEqual(cli.listening["socket_family"], "ipv4")
            self.assertIsNone(cli.listening["v6only"])
            self.assertNotIn("backlog", cli.listening)
            self.assertTrue(is_bound(cli.port))
            self.assertFalse(support.is_listening(cli.port))

    def test_datagrams(self):
        with self.listening("127.0.0.1") as cli, datagrams() as one, datagrams() as two:
            for sender, data in ((one, b"hello"), (two, b""), (one, b"\xff" * 40000)):
                sender.sendto(data, ("127.0.0.1", cli.port))
                event = cli.event()
                self.check_ends(sender, event, "127.0.0.1")
                self.assertEqual((event["size"], event["truncated"]), (len(data), False))
                self.assertEqual(event["local"]["port"], cli.port)
            last = cli.stop()
        stopped = support.json.loads(last[-1])
        self.assertEqual((stopped["datagrams_received"], stopped["received"], stopped["senders"]), (3, 40005, 2))
        self.assertEqual(cli.status, 0)

    def test_arrives_on_127_0_0_2(self):
        with self.listening("--family", "ipv4", "--respond", "echo") as cli, datagrams() as sender:
            self.assertEqual(cli.listening["local"]["address"], "0.0.0.0")
            sender.sendto(b"hello", ("127.0.0.2", cli.port))
            self.check_ends(sender, cli.event(), "127.0.0.2")
            self.assertEqual(sender.recvfrom(100), (b"hello", ("127.0.0.2", cli.port)))

    @support.needs_ipv6
    def test_dual_stack(self):
        with self.listening("--respond", "echo") as cli, datagrams() as sender, datagrams("::1") as sender6:
            self.assertEqual((cli.listening["local"]["address"], cli.listening["v6only"]), ("::", False))
            sender.sendto(b"four", ("127.0.0.2", cli.port))
            event = cli.event()
            self.assertEqual((event["peer"]["mapped"], event["local"]["mapped"]), ("127.0.0.1", "127.0.0.2"))
            self.assertEqual(sender.recvfrom(100), (b"four", ("127.0.0.2", cli.port)))
            sender6.sendto(b"six", ("::1", cli.port))
            self.check_ends(sender6, cli.event(), "::1")
            self.assertEqual(sender6.recv(100), b"six")

    def test_truncated(self):
        with self.listening("--receive-size", "3", "127.0.0.1") as cli, datagrams() as sender:
            sender.sendto(b"elephant", ("127.0.0.1", cli.port))
            event = cli.event()
            self.assertEqual((event["size"], event["truncated"], event["text"]), (8, True, "ele"))

    def test_people(self):
        with Cli("listen", "--protocol", "udp", "127.0.0.1") as cli, datagrams() as sender:
            port = int(cli.line().rsplit(":", 1)[1])
            sender.sendto(b"hello", ("127.0.0.1", port))
            self.assertEqual(cli.line(), f"datagram from 127.0.0.1:{port_of(sender)} on 127.0.0.1:{port}: 5 bytes")
            self.assertEqual(cli.stop(), ["stopped: datagrams received 1, sent 0, dropped by the system 0"])

    def test_quiet(self):
        with Cli("listen", "--protocol", "udp", "--quiet", "--respond", "echo", "127.0.0.1") as cli, datagrams() as sender:
            port = int(cli.line().rsplit(":", 1)[1])
            for _ in range(2000):  # what nobody hears of does not pile up either
                sender.sendto(b"hello", ("127.0.0.1", port))
                self.assertEqual(sender.recv(100), b"hello")
            self.assertEqual(len(cli.stop()), 1)

    def test_flood(self):
        """All are counted: what was received, and what the kernel had to drop."""
        n = 50000
        with self.listening("--quiet", "--receive-buffer", "4096", "127.0.0.1") as cli, datagrams() as sender:
            for _ in range(n):
                sender.sendto(b"x" * 500, ("127.0.0.1", cli.port))
            poll(lambda: in_queue(cli.port) == 0, "the queue to be read")
            sender.sendto(b"last", ("127.0.0.1", cli.port))
            poll(lambda: in_queue(cli.port) == 0, "the last to be read")
            stopped = support.json.loads(cli.stop()[-1])
        self.assertEqual(stopped["datagrams_received"] + stopped["dropped"], n + 1)

    def test_other_services(self):
        with self.listening("--respond", "daytime", "127.0.0.1") as cli, datagrams() as sender:
            sender.sendto(b"", ("127.0.0.1", cli.port))
            self.assertRegex(sender.recv(100), rb"\d\d:\d\d:\d\d.*\r\n$")
        with self.listening("--respond", "chargen", "127.0.0.1") as cli, datagrams() as sender:
            sender.sendto(b"", ("127.0.0.1", cli.port))
            self.assertLessEqual(len(sender.recv(1000)), 512)
        with self.listening("--respond", "rules:contains PING => PONG", "127.0.0.1") as cli, datagrams() as sender:
            sender.sendto(b"SONG", ("127.0.0.1", cli.port))
            sender.sendto(b"a PING", ("127.0.0.1", cli.port))
            self.assertEqual(sender.recv(1000), b"PONG")

    def test_not_without_connections(self):
        result = run("listen", "--protocol", "udp", "--respond", "half-close")
        self.assertEqual(result.returncode, 2)
        self.assertIn("“half-close” needs connections".encode(), result.stderr)

    def test_address_in_use(self):
        with datagrams() as other:
            result = run("listen", "--protocol", "udp", "--json", "127.0.0.1", port_of(other))
        self.assertEqual(result.returncode, 1)
        error = events(result.stdout)[-1]
        self.assertEqual((error["stage"], error["code"]), ("bind", "EADDRINUSE"))

    @support.needs("socat")
    def test_socat(self):
        with self.listening("--respond", "echo", "127.0.0.1") as cli:
            result = subprocess.run(["socat", "-t1", "-", f"UDP4:127.0.0.1:{cli.port}"], input=b"hello",
                                    capture_output=True, timeout=support.DEADLINE_S)
        self.assertEqual(result.stdout, b"hello")

    @support.needs("ncat")
    def test_ncat(self):
        with self.listening("--respond", "echo", "127.0.0.1") as cli:
            with subprocess.Popen(["ncat", "-u", "127.0.0.1", str(cli.port)], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE) as ncat:
                ncat.stdin.write(b"hello\n")
                ncat.stdin.flush()
                self.assertEqual(ncat.stdout.readline(), b"hello\n")
                ncat.kill()

    def test_of_itself(self):
        with self.listening("--respond", "echo", "127.0.0.1") as cli:
            self.assertEqual(connect("--send", "hello", "127.0.0.1", str(cli.port)).stdout, b"hello")


def in_queue(port):
    """What the system holds for the socket on that port, in bytes."""
    with open("/proc/net/udp") as rows:
        row = next(row.split() for row in list(rows)[1:] if row.split()[1].endswith(f":{port:04X}"))
    return int(row[4].split(":")[1], 16)


def is_bound(port):
    for table in ("/proc/net/udp", "/proc/net/udp6"):
        try:
            with open(table) as rows:
                if any(row.split()[1].endswith(f":{int(port):04X}") for row in list(rows)[1:]):
                    return True
        except FileNotFoundError:
            pass
    return False


if __name__ == "__main__":
    support.main()
