"""Both ends, in every family and mode, as portlight-cli tells them, are those of the kernel's own tables for that very
socket, and those that the peer, be it Python, ncat or socat, knows of itself."""

import ipaddress
import os
import re
import socket
import subprocess
import unittest

import support
from support import Cli, Listening, accept, connect, poll, server

IPV4, IPV6, MAPPED = "127.0.0.1", "::1", "::ffff:127.0.0.1"
TABLES = ("tcp", "tcp6", "udp", "udp6")
NO_PEER = 0

# What the listener is asked for, what the peer dials, and how each end is written on our socket.
LISTENERS = {
    "IPv4": (("127.0.0.1",), IPV4, IPV4),
    "IPv4, every address": (("--family", "ipv4"), "127.0.0.2", "127.0.0.2"),
    "IPv6": (("::1",), IPV6, IPV6),
    "IPv6 only, every address": (("--family", "ipv6"), IPV6, IPV6),
    "dual-stack, an IPv6 peer": (("--family", "both"), IPV6, IPV6),
    "dual-stack, an IPv4 peer": (("--family", "both"), IPV4, MAPPED),
    "v4-mapped": ((MAPPED,), IPV4, MAPPED),
}

# What the peer listens on, and what we dial.
PEERS = {
    "IPv4": (IPV4, IPV4),
    "IPv6": (IPV6, IPV6),
    "v4-mapped": (IPV4, MAPPED),
}


def table_end(text):
    """An address and port of /proc/net, whose address is in groups of four bytes as this machine has them in memory."""
    digits, port = text.split(":")
    groups = [bytes.fromhex(digits[at : at + 8])[::-1] for at in range(0, len(digits), 8)]
    return str(ipaddress.ip_address(b"".join(groups))), int(port, 16)


def kernel_ends(process):
    """The (table, local, peer) of each socket that the process holds, found by inode."""
    links = (f"/proc/{process.pid}/fd/{fd}" for fd in os.listdir(f"/proc/{process.pid}/fd"))
    inodes = {found[1] for found in (re.match(r"socket:\[(\d+)\]", os.readlink(link)) for link in links) if found}
    ends = []
    for table in TABLES:
        with open(f"/proc/net/{table}") as rows:
            fields = [row.split() for row in list(rows)[1:]]
        ends += [(table, table_end(row[1]), table_end(row[2])) for row in fields if row[9] in inodes]
    return ends


def plain(address):
    """As an IPv4 socket would have it."""
    return address.removeprefix("::ffff:") if "." in address else address


def told(end):
    return str(ipaddress.ip_address(end["address"])), end["port"]


def normal(address, port):
    return str(ipaddress.ip_address(address)), port


def datagrams(host):
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
    bound.bind((host, 0))
    bound.settimeout(support.DEADLINE_S)
    return bound


def is_possible(*addresses):
    return support.has_ipv6() or not any(":" in address for address in addresses)


class Ends(unittest.TestCase):
    def check_end(self, end, address, port):
        """Told both ways: as the socket has it and, if it is mapped, as plain IPv4."""
        self.assertEqual(told(end), normal(address, port))
        self.assertEqual(end["family"], "ipv6" if ":" in address else "ipv4")
        self.assertEqual(end["mapped"], plain(address) if address != plain(address) else None)
        self.assertIsNone(end["zone"])

    def check_kernel(self, cli, protocol, local, peer):
        table = protocol + ("6" if local["family"] == "ipv6" else "")
        self.assertIn((table, told(local), told(peer)), kernel_ends(cli.process))

    def check_unbound_kernel(self, cli, protocol, local):
        table = protocol + ("6" if local["family"] == "ipv6" else "")
        nobody = ("::" if local["family"] == "ipv6" else "0.0.0.0", NO_PEER)
        self.assertIn((table, told(local), nobody), kernel_ends(cli.process))

    def check_accepted(self, cli, address, sockname, peername):
        event = cli.event()
        self.assertEqual(event["event"], "accepted")
        is_mapped = address == MAPPED
        self.check_end(event["local"], "::ffff:" + peername[0] if is_mapped else peername[0], peername[1])
        self.check_end(event["peer"], "::ffff:" + sockname[0] if is_mapped else sockname[0], sockname[1])
        self.check_kernel(cli, "tcp", event["local"], event["peer"])

    def listen(self, *arguments):
        cli = Listening(*arguments)
        self.addCleanup(cli.__exit__)
        return cli


class Tcp(Ends):
    def test_listen(self):
        for name, (arguments, dialed, address) in LISTENERS.items():
            with self.subTest(name):
                if not is_possible(dialed, address):
                    self.skipTest("no IPv6 here")
                cli = self.listen(*arguments)
                self.check_unbound_kernel(cli, "tcp", cli.listening["local"])
                with connect(dialed, cli.port) as peer:
                    self.check_accepted(cli, address, peer.getsockname(), peer.getpeername())

    def check_connect(self, address, arguments=()):
        listened, dialed = PEERS[address]
        with server(listened) as listening:
            port = listening.getsockname()[1]
            with Cli("connect", "--json", *arguments, dialed, str(port), stdin=subprocess.PIPE) as cli:
                with accept(listening) as peer:
                    attempt, ended, connected = (cli.event() for _ in range(3))
                    self.check_end(attempt["peer"], dialed, port)
                    self.assertEqual(ended["local"], connected["local"])
                    self.check_end(connected["peer"], dialed, port)
                    mapped = "::ffff:" if dialed != plain(dialed) else ""
                    self.check_end(connected["local"], mapped + peer.getpeername()[0], peer.getpeername()[1])
                    self.check_kernel(cli, "tcp", connected["local"], connected["peer"])

    def test_connect(self):
        for name in PEERS:
            with self.subTest(name):
                if not is_possible(*PEERS[name]):
                    self.skipTest("no IPv6 here")
                self.check_connect(name)

    def test_connect_from(self):
        self.check_connect("IPv4", ("--local", "127.0.0.3"))

    @support.needs("ncat")
    def test_ncat_listens(self):
        for host in (IPV4, IPV6) if support.has_ipv6() else (IPV4,):
            port = support.free_port(host)
            ncat = support.start_peer(["ncat", "-v", "-n", "-l", host, str(port)], port, stdin=subprocess.PIPE,
                                      stderr=subprocess.PIPE)
            with Cli("connect", "--json", host, str(port), stdin=subprocess.PIPE) as cli:
                connected = [cli.event() for _ in range(3)][-1]
                said = ""
                while not (found := re.search(rf"Connection from \[?{re.escape(host)}\]?:(\d+)", said)):
                    said += ncat.stderr.readline().decode()
                self.check_end(connected["local"], host, int(found[1]))
                self.check_kernel(cli, "tcp", connected["local"], connected["peer"])
            ncat.communicate(timeout=support.DEADLINE_S)

    @support.needs("socat")
    def test_socat_comes(self):
        for name, (arguments, dialed, address) in LISTENERS.items():
            with self.subTest(name):
                if not is_possible(dialed, address):
                    self.skipTest("no IPv6 here")
                cli = self.listen(*arguments)
                host = f"[{dialed}]" if ":" in dialed else dialed
                socat = subprocess.Popen(["socat", "-d", "-d", "-", f"TCP:{host}:{cli.port}"], stdin=subprocess.PIPE,
                                         stderr=subprocess.PIPE)
                said = ""
                while not (found := re.search(r"successfully connected from local address AF=\d+ \[?(\S+?)\]?:(\d+)\n",
                                              said)):
                    said += socat.stderr.readline().decode()
                own = str(ipaddress.ip_address(found[1])), int(found[2])
                self.check_accepted(cli, address, own, (dialed, cli.port))
                socat.communicate(timeout=support.DEADLINE_S)


class Udp(Ends):
    def test_unconnected(self):
        for name, (arguments, dialed, address) in LISTENERS.items():
            with self.subTest(name):
                if not is_possible(dialed, address):
                    self.skipTest("no IPv6 here")
                cli = self.listen("--protocol", "udp", *arguments)
                self.check_unbound_kernel(cli, "udp", cli.listening["local"])
                with datagrams(IPV6 if ":" in dialed else IPV4) as peer:
                    peer.connect((dialed, cli.port))
                    peer.send(b"hello")
                    event = cli.event()
                    mapped = "::ffff:" if address == MAPPED else ""
                    self.check_end(event["local"], mapped + dialed, cli.port)
                    self.check_end(event["peer"], mapped + peer.getsockname()[0], peer.getsockname()[1])

    def test_connected(self):
        for name, (listened, dialed) in PEERS.items():
            with self.subTest(name):
                if not is_possible(listened, dialed):
                    self.skipTest("no IPv6 here")
                with datagrams(listened) as peer:
                    port = peer.getsockname()[1]
                    with Cli("connect", "--protocol", "udp", "--json", dialed, str(port), stdin=subprocess.PIPE) as cli:
                        cli.process.stdin.write(b"hello")
                        cli.process.stdin.flush()
                        _, there = peer.recvfrom(100)
                        connected = [cli.event() for _ in range(3)][-1]
                        mapped = "::ffff:" if dialed != plain(dialed) else ""
                        self.check_end(connected["local"], mapped + there[0], there[1])
                        self.check_end(connected["peer"], dialed, port)
                        self.check_kernel(cli, "udp", connected["local"], connected["peer"])

    @support.needs("socat")
    def test_socat_answers(self):
        """What socat hears is whence we say that we speak."""
        with datagrams(IPV4) as spare:
            port = spare.getsockname()[1]
        socat = subprocess.Popen(["socat", "-d", "-d", f"UDP4-RECVFROM:{port},bind=127.0.0.1", "PIPE"],
                                 stderr=subprocess.PIPE)
        poll(lambda: any(local == (IPV4, port) for _, local, _ in kernel_ends(socat)), "socat to be bound")
        with Cli("connect", "--protocol", "udp", "--json", IPV4, str(port), stdin=subprocess.PIPE) as cli:
            cli.process.stdin.write(b"hello")
            cli.process.stdin.flush()
            connected = [cli.event() for _ in range(3)][-1]
            said = ""
            while not (found := re.search(r"from AF=2 (\S+):(\d+)\n", said)):
                said += socat.stderr.readline().decode()
            self.check_end(connected["local"], found[1], int(found[2]))
            self.check_kernel(cli, "udp", connected["local"], connected["peer"])
        socat.communicate(timeout=support.DEADLINE_S)


if __name__ == "__main__":
    support.main()
