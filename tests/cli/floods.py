"""As much as the machine gives, from ncat, socat, Python and ourselves, one way and both ways at once: every byte arrives,
and every count says so. Nothing is timed here; what stands still runs into the deadline of the test."""

import hashlib
import json
import os
import socket
import subprocess
import tempfile
import threading
import unittest

import support
from support import COMMAND, Cli, Listening, accept, connect, poll, server, thread

HOST = "127.0.0.1"
MIB = 1024 * 1024
SIZE = 64 * MIB
STREAMS = 8


def digest_all(peer):
    """Reads to the end; returns how much it was, and what."""
    digest, size, buffer = hashlib.blake2b(), 0, bytearray(MIB)
    while n := peer.recv_into(buffer):
        digest.update(memoryview(buffer)[:n])
        size += n
    return size, digest.hexdigest()


def digest_of(data):
    return len(data), hashlib.blake2b(data).hexdigest()


def send_and_end(peer, data):
    peer.sendall(data)
    peer.shutdown(socket.SHUT_WR)


def wait_for_all(joins):
    return [join() for join in joins]


class OneWay(unittest.TestCase):
    def check_taken(self, command, size=SIZE):
        """Another program sends, and a listener of ours counts."""
        with Listening("--respond", "discard", HOST) as cli, tempfile.TemporaryFile() as source:
            source.truncate(size)
            peer = subprocess.Popen([part.replace("PORT", str(cli.port)) for part in command], stdin=source)
            accepted, closed = cli.event(), cli.event()
            self.assertEqual(peer.wait(support.DEADLINE_S), 0)
            self.assertEqual((accepted["event"], closed["event"]), ("accepted", "closed"))
            self.assertEqual((closed["received"], closed["reason"]), (size, "eof"))
            self.assertEqual(json.loads(cli.stop()[-1])["received"], size)

    @support.needs("ncat")
    def test_ncat_gives(self):
        self.check_taken(["ncat", "--send-only", HOST, "PORT"])

    @support.needs("socat")
    def test_socat_gives(self):
        self.check_taken(["socat", "-u", "-b1048576", "-", f"TCP:{HOST}:PORT"])

    def test_sendfile_gives(self):
        with Listening("--respond", "discard", HOST) as cli, tempfile.TemporaryFile() as source:
            source.truncate(SIZE)
            with connect(HOST, cli.port) as peer:
                self.assertEqual(peer.sendfile(source), SIZE)
            self.assertEqual([cli.event()["event"], cli.event()["received"]], ["accepted", SIZE])

    def test_python_takes(self):
        with Listening("--respond", f"flood:{SIZE}", HOST) as cli, connect(HOST, cli.port) as peer:
            self.assertEqual(digest_all(peer)[0], SIZE)
            self.assertEqual([cli.event()["event"], cli.event()["sent"]], ["accepted", SIZE])

    @support.needs("socat")
    def test_socat_takes(self):
        with Listening("--respond", f"flood:{SIZE}", HOST) as cli:
            socat = subprocess.Popen(["socat", "-u", "-b1048576", f"TCP:{HOST}:{cli.port}", "-"],
                                     stdout=subprocess.PIPE)
            taken = 0
            while piece := os.read(socat.stdout.fileno(), MIB):
                taken += len(piece)
            socat.communicate(timeout=support.DEADLINE_S)
            self.assertEqual(taken, SIZE)
            self.assertEqual([cli.event()["event"], cli.event()["sent"]], ["accepted", SIZE])


class BothWays(unittest.TestCase):
    """Each side sends without looking at what comes: whoever did both by turns would stand still here."""

    def test_many_echoed_streams(self):
        data = [os.urandom(SIZE // STREAMS) for _ in range(STREAMS)]
        with Listening("--respond", "echo", HOST) as cli:
            peers = [connect(HOST, cli.port) for _ in data]
            sending = [thread(lambda *ends: send_and_end(*ends) or True, *ends) for ends in zip(peers, data)]
            heard = wait_for_all([thread(digest_all, peer) for peer in peers])
            wait_for_all(sending)
            for peer in peers:
                peer.close()
            self.assertEqual(heard, [digest_of(part) for part in data])
            told = [cli.event() for _ in range(2 * STREAMS)]
            counts = [(event["received"], event["sent"]) for event in told if event["event"] == "closed"]
            self.assertEqual(counts, [(SIZE // STREAMS,) * 2] * STREAMS)
            stopped = json.loads(cli.stop()[-1])
            self.assertEqual((stopped["accepted"], stopped["received"], stopped["sent"]), (STREAMS, SIZE, SIZE))

    def test_many_connectors(self):
        """As many portlight-cli connect as streams, each a full pipe both ways."""
        ours, theirs = os.urandom(SIZE // STREAMS), os.urandom(SIZE // STREAMS)

        def serve(peer):
            with peer:
                sending = thread(lambda: send_and_end(peer, theirs) or True)
                heard = digest_all(peer)
                sending()
                return heard

        with server() as listening, tempfile.TemporaryFile() as source:
            source.write(ours)
            source.flush()
            pipes, served = [], []
            for _ in range(STREAMS):
                with open(f"/proc/self/fd/{source.fileno()}", "rb") as again:  # a position of its own
                    pipes.append(subprocess.Popen([*COMMAND, "connect", HOST, str(listening.getsockname()[1])], stdin=again,
                                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL))
                served.append(thread(serve, accept(listening)))
            outputs = wait_for_all([thread(pipe.stdout.read) for pipe in pipes])
            self.assertEqual(wait_for_all(served), [digest_of(ours)] * STREAMS)
        self.assertEqual([output == theirs for output in outputs], [True] * STREAMS)
        for pipe in pipes:
            self.assertEqual(pipe.wait(support.DEADLINE_S), 0)
            pipe.stdout.close()

    def test_both_are_ours(self):
        with Listening("--respond", "echo", HOST) as cli, tempfile.TemporaryFile() as source:
            data = os.urandom(SIZE)
            source.write(data)
            source.seek(0)
            echoed = subprocess.run([*COMMAND, "connect", HOST, str(cli.port)], stdin=source, capture_output=True,
                                    timeout=2 * support.DEADLINE_S)
            self.assertEqual((echoed.returncode, echoed.stdout == data), (0, True))
            self.assertEqual(cli.event()["event"], "accepted")
            closed = cli.event()
            self.assertEqual((closed["received"], closed["sent"], closed["reason"]), (SIZE, SIZE, "eof"))


def udp_row(port):
    with open("/proc/net/udp") as rows:
        return next(row.split() for row in list(rows)[1:] if row.split()[1].endswith(f":{port:04X}"))


class Datagrams(unittest.TestCase):
    def test_many_senders(self):
        """Received and dropped are together what was sent, and the kernel's own count of drops is ours. Each sender is heard
        once before the flood begins."""
        n, said = 20000, b"x" * 1200
        with Listening("--protocol", "udp", "--quiet", "--respond", "discard", "--receive-buffer", "16384",
                       HOST) as cli:
            senders = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(STREAMS // 2)]
            for sender in senders:
                sender.connect((HOST, cli.port))
                sender.send(said)
                self.read_to_the_end(cli)
            threads = [threading.Thread(target=lambda s=s: [s.send(said) for _ in range(n - 1)]) for s in senders]
            for each in threads:
                each.start()
            for each in threads:
                each.join()
            self.read_to_the_end(cli)
            senders[0].send(b"last")  # brings the count of the drops along
            self.read_to_the_end(cli)
            dropped = int(udp_row(cli.port)[12])
            stopped = json.loads(cli.stop()[-1])
            for sender in senders:
                sender.close()
        self.assertEqual(stopped["dropped"], dropped)
        self.assertEqual(stopped["datagrams_received"] + dropped, len(senders) * n + 1)
        self.assertEqual(stopped["received"], (stopped["datagrams_received"] - 1) * len(said) + 4)
        self.assertEqual(stopped["senders"], len(senders))

    def read_to_the_end(self, cli):
        poll(lambda: udp_row(cli.port)[4].endswith(":00000000"), "the queue to be read")

    def test_echo_one_by_one(self):
        """With no more under way than there is room for, none is lost: each comes back as it was."""
        with Listening("--protocol", "udp", "--quiet", "--respond", "echo", HOST) as cli:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as peer:
                peer.settimeout(support.DEADLINE_S)
                peer.connect((HOST, cli.port))
                sizes = [0, 1, 1200, 9000, 65507] * 200
                for number, size in enumerate(sizes):
                    peer.send(bytes([number % 251]) * size)
                    self.assertEqual(peer.recv(65536), bytes([number % 251]) * size)
            stopped = json.loads(cli.stop()[-1])
        self.assertEqual((stopped["datagrams_received"], stopped["datagrams_sent"]), (len(sizes),) * 2)
        self.assertEqual((stopped["received"], stopped["sent"], stopped["dropped"]), (sum(sizes), sum(sizes), 0))


if __name__ == "__main__":
    support.main()
