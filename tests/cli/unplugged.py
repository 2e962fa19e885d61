"""The wire is cut: two network namespaces, of which the far one falls silent, is unreachable or comes back, and addresses
and sockets that the system takes away under an open connection. Whatever happens is told with its reason, and nothing that
was taken is lost."""

import json
import os
import socket
import subprocess
import sys
import threading
import unittest

import support
from support import Cli, Listening, poll

INSIDE = "PL_TEST_UNPLUGGED"
NEAR, FAR, SPARE = "192.0.2.2", "192.0.2.1", "192.0.2.3"
NEAR6, FAR6 = "2001:db8:1::2", "2001:db8:1::1"
PORT = 7000
SIZE = 32 * 1024 * 1024

# For how long a silent peer is waited for: about a second in place of a quarter of an hour.
IMPATIENCE = {"tcp_retries2": "1", "tcp_keepalive_time": "1", "tcp_keepalive_intvl": "1", "tcp_keepalive_probes": "1"}


def ip(*arguments):
    return subprocess.run(["ip", *arguments], capture_output=True).returncode == 0


def exchange_patience(values):
    """Returns what it was before."""
    former = {}
    for name, value in values.items():
        with open(f"/proc/sys/net/ipv4/{name}", "r+") as file:
            former[name] = file.read()
            file.seek(0)
            file.write(value)
    return former


# --- the far side ---


class FarSide:
    """Runs in the other namespace and does what each line of its input says: reads all that comes, and counts."""

    def __init__(self):
        self.received = {}  # by the port of the near end

    def drain(self, peer):
        port = peer.getpeername()[1]
        self.received[port] = 0
        try:
            while size := len(peer.recv(1 << 20)):
                self.received[port] += size
        except OSError:
            pass
        peer.close()

    def accept(self, listener):
        while True:
            peer, _ = listener.accept()
            threading.Thread(target=self.drain, args=(peer,), daemon=True).start()

    def serve(self):
        listener = socket.create_server(("::", PORT), family=socket.AF_INET6, dualstack_ipv6=True)
        threading.Thread(target=self.accept, args=(listener,), daemon=True).start()

    def do(self, order, *arguments):
        if order == "ip":
            return ip(*arguments)
        if order == "join":
            peer = socket.create_connection(arguments, support.DEADLINE_S)
            threading.Thread(target=self.drain, args=(peer,), daemon=True).start()
        if order == "count":
            return self.received.get(*arguments, 0)
        return None

    def main(self):
        sys.stdin.readline()  # the wire is there
        ok = all((ip("link", "set", "lo", "up"), ip("addr", "add", FAR + "/24", "dev", "pl-far"),
                  ip("-6", "addr", "add", FAR6 + "/64", "dev", "pl-far", "nodad"), ip("link", "set", "pl-far", "up")))
        if ok:
            self.serve()
        print(json.dumps(ok), flush=True)
        for line in sys.stdin:
            print(json.dumps(self.do(*json.loads(line))), flush=True)


def far(*order):
    FAR_SIDE.stdin.write(json.dumps(order).encode() + b"\n")
    FAR_SIDE.stdin.flush()
    return json.loads(FAR_SIDE.stdout.readline())


# --- what is tried ---


class Unplugged(unittest.TestCase):
    def be_impatient(self):
        self.addCleanup(exchange_patience, exchange_patience(IMPATIENCE))

    def fall_silent(self):
        """The far side hears us, and nothing that it says gets back."""
        for near in (NEAR, NEAR6):
            self.assertTrue(far("ip", "route", "add", "blackhole", near))
        self.addCleanup(self.speak)

    def speak(self):
        for near in (NEAR, NEAR6):
            far("ip", "route", "del", "blackhole", near)

    def connect(self, *arguments, stdin=subprocess.PIPE, host=FAR):
        cli = Cli("connect", "--json", *arguments, host, str(PORT), stdin=stdin)
        self.addCleanup(cli.__exit__)
        while (event := cli.event())["event"] != "connected":
            pass
        cli.port = event["local"]["port"]
        return cli

    def flood(self, *arguments, **options):
        """Sends without end, and is on its way."""
        zeros = open("/dev/zero", "rb")
        self.addCleanup(zeros.close)
        cli = self.connect(*arguments, stdin=zeros, **options)
        threading.Thread(target=self.skip, args=(cli,), daemon=True).start()
        poll(lambda: far("count", cli.port) > 0, "the far side to hear")
        return cli

    def skip(self, cli):
        """Keeps what it tells."""
        cli.told = [json.loads(line) for line in cli.process.stdout]

    def check_end(self, cli, codes, sentences):
        self.assertEqual(cli.process.wait(2 * support.DEADLINE_S), 1)
        poll(lambda: hasattr(cli, "told"), "its last words")
        closed, error = cli.told[-2:]
        self.assertEqual((closed["event"], error["event"], error["stage"]), ("closed", "error", "transfer"))
        self.assertIn((error["code"], error["message"]), list(zip(codes, sentences)))
        self.assertGreaterEqual(closed["sent"], far("count", cli.port))
        return closed

    def check_silence(self, host):
        self.be_impatient()
        cli = self.flood(host=host)
        self.fall_silent()
        closed = self.check_end(cli, ["ETIMEDOUT"], ["The peer has stopped answering."])
        self.assertEqual(closed["reason"], "timed_out")

    def test_silence_ipv4(self):
        self.check_silence(FAR)

    def test_silence_ipv6(self):
        self.check_silence(FAR6)

    def test_silence_of_who_came(self):
        self.be_impatient()
        with Listening("--respond", "flood", NEAR) as cli:
            far("join", NEAR, cli.port)
            poll(lambda: far("count", cli.port) > 0, "the far side to hear")
            self.fall_silent()
            accepted, closed = cli.event(), cli.event()
            self.assertEqual((accepted["event"], closed["event"]), ("accepted", "closed"))
            self.assertEqual((closed["reason"], closed["code"]), ("timed_out", "ETIMEDOUT"))
            self.assertGreaterEqual(closed["sent"], far("count", cli.port))
            self.assertEqual(json.loads(cli.stop()[-1])["sent"], closed["sent"])

    def test_keep_alive(self):
        """Nobody says anything, and so only the system can find out."""
        self.be_impatient()
        cli = self.connect("--keepalive")
        threading.Thread(target=self.skip, args=(cli,), daemon=True).start()
        self.fall_silent()
        closed = self.check_end(cli, ["ETIMEDOUT"], ["The peer has stopped answering."])
        self.assertEqual((closed["received"], closed["sent"]), (0, 0))

    def test_silence_that_passes(self):
        """The plug is pulled in the middle and put back: TCP goes on where it was."""
        with open("/dev/zero", "rb") as zeros:
            feed = subprocess.Popen(["head", "-c", str(SIZE)], stdin=zeros, stdout=subprocess.PIPE)
        cli = self.connect(stdin=feed.stdout)
        threading.Thread(target=self.skip, args=(cli,), daemon=True).start()
        self.fall_silent()
        self.speak()
        self.assertEqual(cli.process.wait(2 * support.DEADLINE_S), 0)
        poll(lambda: hasattr(cli, "told"), "its last words")
        self.assertEqual((cli.told[-1]["event"], cli.told[-1]["sent"]), ("closed", SIZE))
        self.assertEqual(far("count", cli.port), SIZE)
        feed.stdout.close()
        feed.wait()

    def test_own_interface_down(self):
        self.be_impatient()
        cli = self.flood()
        self.assertTrue(ip("link", "set", "pl-near", "down"))
        self.addCleanup(lambda: ip("link", "set", "pl-near", "up") and
                        ip("-6", "addr", "add", NEAR6 + "/64", "dev", "pl-near", "nodad"))
        self.check_end(cli, ["ETIMEDOUT", "ENETUNREACH", "EHOSTUNREACH"],
                       ["The peer has stopped answering.", "There is no way to the peer any more.",
                        "The peer can no longer be reached."])

    def test_own_address_gone(self):
        self.be_impatient()
        self.assertTrue(ip("addr", "add", SPARE + "/24", "dev", "pl-near"))
        self.addCleanup(ip, "addr", "del", SPARE + "/24", "dev", "pl-near")
        cli = self.flood("--local", SPARE)
        self.assertTrue(ip("addr", "del", SPARE + "/24", "dev", "pl-near"))
        self.check_end(cli, ["ETIMEDOUT", "EHOSTUNREACH"],
                       ["The peer has stopped answering.", "The peer can no longer be reached."])

    def test_nobody_at_the_address(self):
        """The neighbour is not found any more."""
        self.be_impatient()
        cli = self.flood()
        self.assertTrue(far("ip", "addr", "del", FAR + "/24", "dev", "pl-far"))
        self.addCleanup(far, "ip", "addr", "add", FAR + "/24", "dev", "pl-far")
        ip("neigh", "flush", "dev", "pl-near")
        self.check_end(cli, ["ETIMEDOUT", "EHOSTUNREACH"],
                       ["The peer has stopped answering.", "The peer can no longer be reached."])

    @support.needs("ss")
    def test_taken_away_by_the_system(self):
        """What an administrator may do to anybody's connection."""
        cli = self.flood()
        killed = subprocess.run(["ss", "-K", "-t", "dst", FAR], capture_output=True, text=True)
        if str(PORT) not in killed.stdout:
            self.skipTest("this kernel destroys no sockets on demand")
        self.check_end(cli, ["ECONNABORTED"], ["This computer broke the connection off."])


def set_up_network():
    """The near side of the wire. Returns the far side, or None."""
    if not ip("link", "set", "lo", "up") or not ip("link", "add", "pl-near", "type", "veth", "peer", "name", "pl-far"):
        return None
    other = subprocess.Popen(["unshare", "--net", sys.executable, __file__, support.CLI, "--far"], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE)
    while os.readlink(f"/proc/{other.pid}/ns/net") == os.readlink("/proc/self/ns/net"):
        pass  # until unshare has made its own
    ok = all((ip("link", "set", "pl-far", "netns", str(other.pid)), ip("addr", "add", NEAR + "/24", "dev", "pl-near"),
              ip("-6", "addr", "add", NEAR6 + "/64", "dev", "pl-near", "nodad"), ip("link", "set", "pl-near", "up")))
    if not ok:
        return None
    other.stdin.write(b"\n")
    other.stdin.flush()
    return other if json.loads(other.stdout.readline() or "false") else None


if __name__ == "__main__":
    if "--far" in sys.argv:
        FarSide().main()
        sys.exit()
    if INSIDE not in os.environ:
        unshare = ["unshare", "--net"]
        if os.geteuid() != 0 or subprocess.run([*unshare, "true"], capture_output=True).returncode != 0:
            print("needs a network namespace, which only root may make")
            sys.exit(support.SKIPPED)
        os.execvpe(unshare[0], [*unshare, sys.executable, *sys.argv], {**os.environ, INSIDE: "1"})
    FAR_SIDE = set_up_network()
    if FAR_SIDE is None:
        print("needs ip, and a wire to play with")
        sys.exit(support.SKIPPED)
    with FAR_SIDE:
        support.main()
