"""The plug is pulled in every way that does not need a network of its own (unplugged.py has the others). Whatever happens:
every byte that the kernel took is counted, the reason is told, nothing spins, and it ends when it is told to."""

import fcntl
import json
import mmap
import os
import resource
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest

import support
from support import Cli, Listening, accept, connect, poll, server, thread

HOST = "127.0.0.1"
SIZE = 4 * 1024 * 1024
WORK_S = 0.05  # of our own processor time, while the victim should have none
FEW = 5  # wake-ups meanwhile: a thread of a pool ends now and then


def processor_s(process):
    """What a process has used of a processor so far."""
    return time.clock_gettime(~process.pid << 3 | 2)


def wake_ups(process):
    """How often one of its threads has gone to sleep."""
    count = 0
    for task in os.listdir(f"/proc/{process.pid}/task"):
        with open(f"/proc/{process.pid}/task/{task}/status") as status:
            count += next(int(line.split()[1]) for line in status if line.startswith("voluntary_ctxt"))
    return count


def work():
    """Something that takes time, and that the victim has no part in."""
    until = time.process_time() + WORK_S
    here, there = socket.socketpair()
    with here, there:
        while time.process_time() < until:
            here.send(b"x")
            there.recv(1)


def unacknowledged(peer):
    return struct.unpack("i", fcntl.ioctl(peer, termios.TIOCOUTQ, b"\0" * 4))[0]


def arrive(peer, data):
    """Sends, and waits until the other side's kernel has it."""
    peer.sendall(data)
    poll(lambda: unacknowledged(peer) == 0, "the data to arrive")


def fill(peer):
    """Sends until the queues are full and stay so; returns how much was taken."""
    peer.setblocking(False)
    sent = before = 0
    while True:
        try:
            sent += peer.send(bytes(65536))
        except BlockingIOError:
            if sent == before:
                break
            before = sent
            time.sleep(0.05)
    peer.settimeout(support.DEADLINE_S)
    return sent


class Victim:
    """An open connection of ours, with a peer in Python."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.peer.close()
        self.cli.__exit__()

    def pause(self):
        self.cli.process.send_signal(signal.SIGSTOP)
        poll(self.is_stopped, "the process to stop")

    def is_stopped(self):
        with open(f"/proc/{self.cli.process.pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] == "T"

    def go_on(self):
        self.cli.process.send_signal(signal.SIGCONT)


class Accepted(Victim):
    """The connection that a listener of ours has accepted."""

    def __init__(self, respond="discard"):
        self.cli = Listening("--respond", respond, HOST)
        self.peer = connect(HOST, self.cli.port)
        self.first = self.cli.event()

    def end(self):
        """The event that it is over."""
        event = self.cli.event()
        assert event["event"] == "closed", event
        last = json.loads(self.cli.stop()[-1])
        assert (last["received"], last["sent"]) == (event["received"], event["sent"]), last
        assert self.cli.status == 0
        return event

    def stop(self):
        """It is told to end, with the connection still open."""
        last = json.loads(self.cli.stop()[-1])
        assert self.cli.status == 0
        return last


class Connected(Victim):
    """A connection that portlight-cli connect has made."""

    def __init__(self, stdin=subprocess.PIPE, arguments=()):
        with server() as listening:
            self.cli = Cli("connect", "--json", *arguments, HOST, str(listening.getsockname()[1]), stdin=stdin)
            self.peer = accept(listening)
        while self.cli.event()["event"] != "connected":
            pass

    def end(self):
        told = [json.loads(line) for line in self.cli.rest()]
        closed = next(event for event in told if event["event"] == "closed")
        if told[-1]["event"] == "error":
            assert self.cli.status == 1
            closed.update(code=told[-1]["code"], message=told[-1]["message"])
        else:
            assert self.cli.status == 0
        return closed

    def stop(self):
        self.cli.process.send_signal(signal.SIGTERM)
        return self.end()


class Plug(unittest.TestCase):
    def assert_sleeps(self, victim):
        """Nothing happens: then no thread runs, nor wakes up only to sleep again."""
        process = victim.cli.process

        def is_quiet():
            before = wake_ups(process)
            time.sleep(0.05)
            return wake_ups(process) == before

        poll(is_quiet, "the process to come to rest")
        before, used_s = wake_ups(process), processor_s(process)
        work()
        self.assertLessEqual(wake_ups(process) - before, FEW)
        self.assertLess(processor_s(process) - used_s, WORK_S / 4)

    def assert_reset(self, closed, received, code="ECONNRESET"):
        self.assertEqual((closed["received"], closed["reason"], closed["code"]), (received, "reset", code))
        if "message" in closed:
            self.assertEqual(closed["message"], "The peer broke the connection off.")


class Reset(Plug):
    """The peer closes with SO_LINGER 0, or without having read everything, which is the same on the wire."""

    def test_reset(self):
        for make in (Accepted, Connected):
            with self.subTest(make.__name__), make() as victim:
                arrive(victim.peer, b"x" * 1000)
                support.reset(victim.peer)
                self.assert_reset(victim.end(), 1000)

    def test_what_came_before_the_reset(self):
        """It is there, and so is the reset, before anybody reads: nothing is lost."""
        for make in (Accepted, Connected):
            with self.subTest(make.__name__), make() as victim:
                victim.pause()
                arrive(victim.peer, b"x" * 100_000)
                support.reset(victim.peer)
                victim.go_on()
                self.assert_reset(victim.end(), 100_000)

    def test_an_answer_in_place_of_reading_on(self):
        """We send without end; the peer says why it does not want that, and closes. Its words must be heard although
        sending fails first."""
        with open("/dev/zero", "rb") as zeros, Connected(stdin=zeros) as victim:
            fill_stuck(victim)
            victim.pause()
            arrive(victim.peer, b"too much")
            victim.peer.close()
            victim.go_on()
            self.assert_reset(victim.end(), 8)

    def test_an_echo_that_nobody_reads(self):
        """The queues are full both ways when the peer goes: what the kernel had taken in is counted."""
        with Accepted("echo") as victim:
            sent = fill(victim.peer)
            unread = unacknowledged(victim.peer)
            support.reset(victim.peer)
            closed = victim.end()
            self.assert_reset(closed, closed["received"])
            self.assertGreaterEqual(closed["received"], sent - unread)
            self.assertLessEqual(closed["received"], sent)

    def test_what_is_held_is_not_read(self):
        with Accepted("hold:10") as victim:
            arrive(victim.peer, b"x" * 1000)
            self.assert_sleeps(victim)
            support.reset(victim.peer)
            self.assert_reset(victim.end(), 10)


def fill_stuck(victim):
    """Waits until our own side can send no more."""
    poll(lambda: is_still(lambda: unread(victim.peer)), "the queues to be full")


def unread(peer):
    return struct.unpack("i", fcntl.ioctl(peer, termios.FIONREAD, b"\0" * 4))[0]


def is_still(count):
    before = count()
    time.sleep(0.05)
    return before > 0 and count() == before


class HalfClose(Plug):
    def test_the_peer_goes_on_reading(self):
        """The queue towards the peer is full when its end-of-file comes, and all of it still goes out."""
        with Accepted("echo") as victim:
            sent = fill(victim.peer)
            victim.peer.shutdown(socket.SHUT_WR)
            self.assertEqual(len(support.read_all(victim.peer)), sent)
            closed = victim.end()
        self.assertEqual((closed["received"], closed["sent"], closed["reason"]), (sent, sent, "eof"))

    def test_the_peer_takes_what_we_send(self):
        with tempfile.TemporaryFile() as source:
            source.write(os.urandom(SIZE))
            source.seek(0)
            with Connected(stdin=source) as victim:
                victim.peer.shutdown(socket.SHUT_WR)
                self.assertEqual(len(support.read_all(victim.peer)), SIZE)
                closed = victim.end()
        self.assertEqual((closed["received"], closed["sent"], closed["reason"]), (0, SIZE, "eof"))

    def test_a_silence_of_both(self):
        """Half-closed for as long as the other likes, without work for anybody."""
        with Accepted("silent") as victim:
            arrive(victim.peer, b"x")
            victim.peer.shutdown(socket.SHUT_WR)
            self.assert_sleeps(victim)
            self.assertEqual(victim.stop()["received"], 1)
        with open("/dev/zero", "rb") as zeros, Connected(stdin=zeros) as victim:
            fill_stuck(victim)
            victim.peer.shutdown(socket.SHUT_WR)
            self.assert_sleeps(victim)
            queued = unread(victim.peer)
            closed = victim.stop()
            self.assertEqual(closed["reason"], "closed")
            self.assertGreaterEqual(closed["sent"], queued)


class Stuck(Plug):
    """The peer lives, and reads nothing."""

    def test_listener(self):
        for respond in ("echo", "chargen", "flood", "hold"):
            with self.subTest(respond), Accepted(respond) as victim:
                sent = 0 if respond in ("chargen", "flood") else fill(victim.peer)
                self.assert_sleeps(victim)
                self.assertLessEqual(victim.stop()["received"], sent)

    def test_listener_goes_on(self):
        with Accepted("flood:%d" % SIZE) as victim:
            fill_stuck(victim)
            self.assert_sleeps(victim)
            self.assertEqual(len(support.read_all(victim.peer)), SIZE)
            self.assertEqual(victim.end()["sent"], SIZE)

    def test_connector_goes_on(self):
        with tempfile.TemporaryFile() as source:
            source.truncate(4 * SIZE)
            with Connected(stdin=source) as victim:
                fill_stuck(victim)
                self.assert_sleeps(victim)
                reading = thread(support.read_all, victim.peer)
                self.assertEqual(len(reading()), 4 * SIZE)
                victim.peer.close()
                self.assertEqual(victim.end()["sent"], 4 * SIZE)

    def test_nobody_reads_the_standard_output(self):
        """Ours is the side that does not read; the peer waits, and both sleep."""
        with server() as listening:
            with Cli("connect", HOST, str(listening.getsockname()[1]), stdin=subprocess.PIPE) as cli:
                with accept(listening) as peer:
                    sent = fill(peer)
                    victim = Victim()
                    victim.cli = cli
                    self.assert_sleeps(victim)
                    peer.close()
                    cli.process.stdin.close()
                    cli.process.stdin = None
                    cli.skip(sent)
                    self.assertEqual(os.read(cli.process.stdout.fileno(), 1), b"")
                    self.assertEqual(cli.status, 0)


class Told(Plug):
    """To end, while nobody reads what we say."""

    def check_end(self, process):
        process.send_signal(signal.SIGTERM)
        self.assertIn(process.wait(support.DEADLINE_S), (0, 1))

    def test_connect(self):
        with Connected() as victim:
            fill(victim.peer)
            self.check_end(victim.cli.process)

    def test_listen(self):
        with Listening(HOST) as cli:
            for _ in range(1000):
                connect(HOST, cli.port).close()
            self.check_end(cli.process)


class Urgent(Plug):
    """A byte that the peer calls urgent is one of the stream, and wakes nobody up for ever."""

    def test_heard(self):
        for make in (Accepted, Connected):
            with self.subTest(make.__name__), make() as victim:
                arrive(victim.peer, b"a")
                victim.peer.send(b"!", socket.MSG_OOB)
                arrive(victim.peer, b"b")
                self.assert_sleeps(victim)
                victim.peer.send(b"?", socket.MSG_OOB)  # not before: TCP remembers one
                self.assert_sleeps(victim)
                victim.peer.shutdown(socket.SHUT_WR)
                if make is Connected:
                    victim.cli.process.stdin.close()
                    victim.cli.process.stdin = None
                self.assertEqual(victim.end()["received"], 4)

    def test_every_responder(self):
        for respond in ("none", "echo", "hold", "hold:1", "silent", "slow:60000", "reply-after:9", "half-close",
                        "rules:contains X => Y"):
            with self.subTest(respond), Accepted(respond) as victim:
                victim.peer.send(b"a!", socket.MSG_OOB)
                self.assert_sleeps(victim)
                self.assertEqual(victim.stop()["received"], {"hold": 0, "hold:1": 1}.get(respond, 2))


PEER = """
import mmap, os, socket, struct, sys
begun = mmap.mmap(int(sys.argv[1]), 16)
peer = socket.socket(fileno=int(sys.argv[2]))
peer.setblocking(True)
block, sent = bytes(65536), 0
while True:
    begun[:8] = struct.pack("Q", sent + len(block))
    sent += peer.send(block)
    begun[8:] = struct.pack("Q", sent)
"""


class Killed(Plug):
    def test_mid_transfer(self):
        """Another process, which is gone between two instructions. What its kernel had taken still comes."""
        for make in (Accepted, Connected):
            with self.subTest(make.__name__), make() as victim, tempfile.TemporaryFile() as counts:
                counts.truncate(16)
                shared = mmap.mmap(counts.fileno(), 16)
                peer = subprocess.Popen([sys.executable, "-c", PEER, str(counts.fileno()), str(victim.peer.fileno())],
                                        pass_fds=(counts.fileno(), victim.peer.fileno()))
                victim.peer.close()
                if make is Connected:
                    victim.cli.process.stdin.close()
                    victim.cli.process.stdin = None
                poll(lambda: struct.unpack("QQ", shared)[1] > SIZE // 4, "the flood")
                peer.kill()
                peer.wait()
                closed = victim.end()
                begun, done = struct.unpack("QQ", shared)
                self.assertEqual(closed["reason"], "eof")
                self.assertTrue(done <= closed["received"] <= begun, (done, closed, begun))


class Limit(Plug):
    @support.needs_itself
    def test_many_more_than_descriptors(self):
        """Those who wait at the limit cost next to nothing, and everyone is served in the end."""

        def lower_limit():
            resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))

        with Listening("--respond", "echo", "--quiet", HOST, preexec_fn=lower_limit) as cli:
            peers = [connect(HOST, cli.port) for _ in range(60)]
            for peer in peers:
                peer.sendall(b"x")
            used_s = processor_s(cli.process)
            work()
            self.assertLess(processor_s(cli.process) - used_s, WORK_S / 2)
            for peer in peers:
                self.assertEqual(peer.recv(1), b"x")
                peer.close()
            stopped = json.loads(cli.stop()[-1])
        self.assertEqual((stopped["accepted"], stopped["received"], stopped["sent"]), (60, 60, 60))


if __name__ == "__main__":
    support.main()
