"""The race on a wire of its own: two network namespaces, a DNS server that answers as it is told, and a peer whose
addresses answer, refuse, stay silent or are unreachable. The order of what was sent is judged by what the wire saw, not
by what we say of ourselves. With --times, how long it took is printed instead of judged."""

import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import support
from support import events, run

INSIDE = "PL_TEST_WIRE"
PORT = 80
DISCARD = 9
NAME = "name.test"
TIMES = "--times"

# What the addresses of the far side do. Each is told by its last number.
ANSWERS, REFUSES, SILENT, UNREACHABLE = 10, 20, 30, 40


def v6(number):
    return f"2001:db8:2::{number:x}"


def v4(number):
    return f"198.51.100.{number}"


def ip(*arguments):
    return subprocess.run(["ip", *arguments], capture_output=True).returncode == 0


# --- the far side ---


class FarSide:
    """Runs in the other namespace: tells on stdout, one JSON object a line, what the wire carried."""

    def __init__(self):
        self.answers = {}
        self.lock = threading.Lock()

    def say(self, **what):
        with self.lock:
            print(json.dumps(what), flush=True)

    def set_up(self):
        for family, own, route, addresses in (
            ("-4", "192.0.2.1/24", "/32", v4),
            ("-6", "2001:db8:1::1/64", "/128", v6),
        ):
            ok = ip("link", "set", "lo", "up") and ip(family, "addr", "add", own, "dev", "pl-far", *nodad(family))
            ok = ok and ip("link", "set", "pl-far", "up")
            for last in range(3):
                for number in (ANSWERS, REFUSES):
                    address = addresses(number + last) + route
                    ok = ok and ip(family, "addr", "add", address, "dev", "lo", *nodad(family))
                for number in (SILENT, UNREACHABLE):
                    ok = ok and ip(family, "route", "add", "blackhole", addresses(number + last) + route)
            if not ok:
                return False
        for switch, value in (
            ("ipv4/ip_forward", "1"),
            ("ipv6/conf/all/forwarding", "1"),
        ):
            with open(f"/proc/sys/net/{switch}", "w") as file:
                file.write(value)
        return True

    def listen(self):
        for family, address in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
            for number in range(ANSWERS, ANSWERS + 3):
                listener = socket.socket(family)
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                listener.bind((v4(number) if family == socket.AF_INET else v6(number), PORT))
                listener.listen(16)
                threading.Thread(target=self.accept, args=(listener,), daemon=True).start()

    def accept(self, listener):
        while True:
            connection, peer = listener.accept()
            threading.Thread(target=self.drain, args=(connection,), daemon=True).start()

    def drain(self, connection):
        try:
            while connection.recv(4096):
                pass
        except OSError:
            pass
        connection.close()

    def serve_dns(self):
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind(("192.0.2.1", 53))
        while True:
            question, client = server.recvfrom(512)
            end = question.index(b"\0", 12) + 5
            kind = "AAAA" if question[end - 4 : end - 2] == b"\0\x1c" else "A"
            delay_ms, addresses = self.answers.get(kind, (None, []))
            if delay_ms is None:
                continue
            reply = struct.pack("!2sHHHHH", question[:2], 0x8180 if addresses is not None else 0x8183, 1,
                                len(addresses or []), 0, 0) + question[12:end]
            for address in addresses or []:
                family = socket.AF_INET6 if ":" in address else socket.AF_INET
                data = socket.inet_pton(family, address)
                reply += struct.pack("!HHHIH", 0xC00C, 28 if ":" in address else 1, 1, 0, len(data)) + data
            threading.Timer(delay_ms / 1000, server.sendto, (reply, client)).start()

    def watch(self):
        self.icmp = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
        self.icmp6 = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
        wire = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(3))
        wire.bind(("pl-far", 3))
        self.say(event="ready")
        while True:
            packet, where = wire.recvfrom(2048)
            at = time.monotonic()
            seen = read_packet(packet)
            if seen is not None and seen[0] == "syn" and seen[1] in (v4(UNREACHABLE), v6(UNREACHABLE)):
                self.say_unreachable(packet)
            if seen is not None:
                self.say(event=seen[0], about=seen[1], at=at, out=where[2] == socket.PACKET_OUTGOING)

    def say_unreachable(self, packet):
        """Not left to the kernel, which answers so early that the asker's connect() has not returned yet, and is not
        told."""
        if packet[0] >> 4 == 6:
            message = struct.pack("!BBHI", 1, 3, 0, 0) + packet[:1232]  # the kernel fills in the checksum
            self.icmp6.sendto(message, (socket.inet_ntop(socket.AF_INET6, packet[8:24]), 0))
            return
        message = struct.pack("!BBHI", 3, 1, 0, 0) + packet[:28]
        total = sum(struct.unpack(f"!{len(message) // 2}H", message))
        checksum = ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF
        self.icmp.sendto(message[:2] + struct.pack("!H", checksum) + message[4:], (socket.inet_ntoa(packet[12:16]), 0))

    def main(self):
        sys.stdin.readline()  # the wire is there
        if not self.set_up():
            self.say(event="no")
            return
        self.listen()
        threading.Thread(target=self.serve_dns, daemon=True).start()
        threading.Thread(target=self.watch, daemon=True).start()
        for line in sys.stdin:
            self.answers = json.loads(line)
            self.say(event="set")
        os._exit(0)


def nodad(family):
    return ["nodad"] if family == "-6" else []


def read_packet(packet):
    """("syn", address), ("rst", address), ("dns", kind) or None."""
    if packet[0] >> 4 == 4:
        at, protocol, ends = (packet[0] & 15) * 4, packet[9], (packet[12:16], packet[16:20])
    else:
        at, protocol, ends = 40, packet[6], (packet[8:24], packet[24:40])
    family = socket.AF_INET if len(ends[0]) == 4 else socket.AF_INET6
    if protocol == socket.IPPROTO_UDP and packet[at + 2 : at + 4] == struct.pack("!H", DISCARD):
        return "marker", None
    if protocol == socket.IPPROTO_UDP and 53 in struct.unpack("!HH", packet[at : at + 4]):
        end = packet.index(b"\0", at + 20)
        return "dns", "AAAA" if packet[end + 2] == 28 else "A"
    if protocol != socket.IPPROTO_TCP:
        return None
    source, target = struct.unpack("!HH", packet[at : at + 4])
    flags = packet[at + 13]
    if target == PORT and flags & 0x12 == 0x02:
        return "syn", socket.inet_ntop(family, ends[1])
    if target == PORT and flags & 0x05:
        return "fin", socket.inet_ntop(family, ends[1])
    if source == PORT and flags & 0x04:
        return "rst", socket.inet_ntop(family, ends[0])
    return None


# --- what is tried ---

NO_SUCH_NAME = None
NEVER = (None, [])

# name: what DNS answers to AAAA and to A, after how many ms, and the SYNs in order, of which the last one wins.
SCENARIOS = {
    "both at once": ((0, [v6(ANSWERS)]), (0, [v4(ANSWERS)]), [v6(ANSWERS)]),
    "AAAA late, inside the window": ((40, [v6(ANSWERS)]), (0, [v4(ANSWERS)]), [v6(ANSWERS)]),
    "AAAA late, outside": ((400, [v6(ANSWERS)]), (0, [v4(ANSWERS)]), [v4(ANSWERS)]),
    "AAAA never": (NEVER, (0, [v4(ANSWERS)]), [v4(ANSWERS)]),
    "A never": ((0, [v6(ANSWERS)]), NEVER, [v6(ANSWERS)]),
    "no AAAA": ((0, []), (0, [v4(ANSWERS)]), [v4(ANSWERS)]),
    "no AAAA, said late": ((30, []), (0, [v4(ANSWERS)]), [v4(ANSWERS)]),
    "AAAA does not exist": ((0, NO_SUCH_NAME), (0, [v4(ANSWERS)]), [v4(ANSWERS)]),
    "IPv6 silent": ((0, [v6(SILENT)]), (0, [v4(ANSWERS)]), [v6(SILENT), v4(ANSWERS)]),
    "IPv6 refuses": ((0, [v6(REFUSES)]), (0, [v4(ANSWERS)]), [v6(REFUSES), v4(ANSWERS)]),
    "IPv6 unreachable": ((0, [v6(UNREACHABLE)]), (0, [v4(ANSWERS)]), [v6(UNREACHABLE), v4(ANSWERS)]),
    "IPv4 unreachable": ((0, []), (0, [v4(UNREACHABLE), v4(ANSWERS)]), [v4(UNREACHABLE), v4(ANSWERS)]),
    "silent, silent, answers": (
        (0, [v6(SILENT), v6(ANSWERS)]),
        (0, [v4(SILENT)]),
        [v6(SILENT), v4(SILENT), v6(ANSWERS)],
    ),
    "refuses, silent, answers": (
        (10, [v6(REFUSES), v6(ANSWERS)]),
        (0, [v4(SILENT)]),
        [v6(REFUSES), v4(SILENT), v6(ANSWERS)],
    ),
    "an address joins a race that runs": (
        (120, [v6(ANSWERS)]),
        (0, [v4(SILENT)]),
        [v4(SILENT), v6(ANSWERS)],
    ),
    "all refuse": ((0, [v6(REFUSES)]), (0, [v4(REFUSES)]), [v6(REFUSES), v4(REFUSES)]),
}


@support.needs_itself
class Wire(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.far = FAR

    def tell(self, aaaa, a):
        self.far.stdin.write(json.dumps({"AAAA": aaaa, "A": a}).encode() + b"\n")
        self.far.stdin.flush()
        while json.loads(self.far.stdout.readline())["event"] != "set":
            pass

    def read_wire(self):
        """What the wire carried until now: a packet of our own is the last."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as marker:
            marker.sendto(b"", ("192.0.2.1", DISCARD))
        seen = []
        while (packet := json.loads(self.far.stdout.readline()))["event"] != "marker":
            seen.append(packet)
        return seen

    def play(self, name):
        aaaa, a, expected = SCENARIOS[name]
        self.tell(aaaa, a)
        result = run("connect", "--check", "--json", NAME, str(PORT))
        told = events(result.stdout)
        seen = self.read_wire()
        syns = [packet for packet in seen if packet["event"] == "syn"]
        return expected, told, seen, syns


def is_late(seen):
    """Whether AAAA followed A so late, as the wire saw it, that IPv4 might go first."""
    at = {packet["about"]: packet["at"] for packet in seen if packet["event"] == "dns" and packet["out"]}
    return at["AAAA"] - at["A"] > 0.045


def add_scenario(name):
    def test(self):
        expected, told, seen, syns = self.play(name)
        if name == "AAAA late, inside the window" and is_late(seen):
            self.skipTest("this computer is too busy: the answer left after the window")
        self.assertEqual(list(dict.fromkeys(packet["about"] for packet in syns)), expected)
        attempts = [event["peer"]["address"] for event in told if event["event"] == "attempt"]
        self.assertEqual(attempts, expected)
        ends = {event["n"]: event["result"] for event in told if event["event"] == "attempt_end"}
        self.assertEqual(len(ends), len(expected))
        if "all" not in name:
            self.assertEqual(told[-1]["event"], "closed")
            self.assertEqual([result for result in ends.values()].count("connected"), 1)
            self.assertEqual(ends[len(expected)], "connected")
        with open("/proc/net/tcp6") as six, open("/proc/net/tcp") as four:
            left = [line for line in six.readlines()[1:] + four.readlines()[1:] if line.split()[3] in ("01", "02")]
        self.assertEqual(left, [])

    setattr(Wire, "test_" + "".join(c if c.isalnum() else "_" for c in name), test)


for scenario in SCENARIOS:
    add_scenario(scenario)


def print_times():
    """For people: ms from the deciding answer to the first SYN, between SYNs, and how far our own clock is from the
    wire's."""
    wire = Wire()
    print(f"{'':36} answer-SYN 1   SYN 1-2   SYN 2-3   own clock off by at most")
    for name in SCENARIOS:
        expected, told, seen, syns = wire.play(name)
        queries = [packet for packet in seen if packet["event"] == "dns" and not packet["out"]]
        answers = [packet for packet in seen if packet["event"] == "dns" and packet["out"]]
        before = [answer for answer in answers if queries[0]["at"] <= answer["at"] <= syns[0]["at"]]
        gaps = [(b["at"] - a["at"]) * 1000 for a, b in zip(syns, syns[1:])] + [None, None]
        own_zero = next(event["at_us"] for event in told if event["event"] == "query") / 1000
        own = [event["at_us"] / 1000 - own_zero for event in told if event["event"] == "attempt"]
        off = max(abs(ours - (syn["at"] - queries[0]["at"]) * 1000) for ours, syn in zip(own, syns))
        print(
            f"{name:36} {(syns[0]['at'] - before[-1]['at']) * 1000:9.1f} ",
            *(f"{gap:9.1f}" if gap is not None else "         " for gap in gaps[:2]),
            f"{off:9.1f} ms",
        )


def set_up_network():
    """The near side of the wire, with a resolver and a hosts file of its own. Returns the far side, or None."""
    if not ip("link", "set", "lo", "up") or not ip("link", "add", "pl-near", "type", "veth", "peer", "name", "pl-far"):
        return None
    far = subprocess.Popen(["unshare", "--net", sys.executable, __file__, "--far"], stdin=subprocess.PIPE,
                           stdout=subprocess.PIPE)
    while os.readlink(f"/proc/{far.pid}/ns/net") == os.readlink("/proc/self/ns/net"):
        pass  # until unshare has made its own
    ok = ip("link", "set", "pl-far", "netns", str(far.pid))
    for family, own, gateway in (("-4", "192.0.2.2/24", "192.0.2.1"), ("-6", "2001:db8:1::2/64", "2001:db8:1::1")):
        ok = ok and ip(family, "addr", "add", own, "dev", "pl-near", *nodad(family))
        ok = ok and ip("link", "set", "pl-near", "up") and ip(family, "route", "add", "default", "via", gateway)
    place = tempfile.mkdtemp()
    for name, text in (
        ("resolv.conf", "nameserver 192.0.2.1\nsearch .\noptions timeout:2 attempts:1\n"),
        ("nsswitch.conf", "hosts: files dns\n"),
        ("hosts", "127.0.0.1 localhost\n"),
    ):
        with open(os.path.join(place, name), "w") as file:
            file.write(text)
        mount = ["mount", "--bind", os.path.join(place, name), "/etc/" + name]
        ok = ok and subprocess.run(mount, capture_output=True).returncode == 0
    if not ok:
        return None
    far.stdin.write(b"\n")
    far.stdin.flush()
    return far if json.loads(far.stdout.readline() or "{}").get("event") == "ready" else None


if __name__ == "__main__":
    if "--far" in sys.argv:
        FarSide().main()
        sys.exit()
    if INSIDE not in os.environ:
        unshare = ["unshare", "--net", "--mount"]
        if os.geteuid() != 0 or subprocess.run([*unshare, "true"], capture_output=True).returncode != 0:
            print("needs a network and a mount namespace, which only root may make")
            sys.exit(support.SKIPPED)
        os.execvpe(unshare[0], [*unshare, sys.executable, *sys.argv], {**os.environ, INSIDE: "1"})
    FAR = set_up_network()
    if FAR is None:
        print("needs ip, mount, and a wire to play with")
        sys.exit(support.SKIPPED)
    if TIMES in sys.argv:
        sys.argv.remove(TIMES)
        Wire.setUpClass()
        print_times()
        sys.exit()
    support.main()
