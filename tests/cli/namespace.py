"""portlight-cli in a network of its own: fixed ports and link-local addresses, which loopback cannot show."""

import os
import subprocess
import sys
import tempfile
import unittest

import support
from support import events, run

INSIDE = "PL_TEST_NAMESPACE"


def ip(*arguments):
    return subprocess.run(["ip", *arguments], capture_output=True).returncode == 0


def set_up_network():
    if not ip("link", "set", "lo", "up"):
        return False
    for kind in (("dummy",), ("veth", "peer", "name", "pl-test1")):
        if ip("link", "add", "pl-test0", "type", *kind):
            break
    else:
        return False
    ip("link", "set", "pl-test0", "addrgenmode", "none")
    ip("link", "set", "pl-test1", "addrgenmode", "none")
    ip("link", "set", "pl-test1", "up")
    return ip("link", "set", "pl-test0", "up") and ip("addr", "add", "fe80::1234/64", "dev", "pl-test0", "nodad")


class Namespace(unittest.TestCase):
    def test_named_service(self):
        with tempfile.TemporaryDirectory() as empty:
            command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "8080"]
            web = support.start_peer(command, 8080, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=empty)
        self.addCleanup(web.wait)
        self.addCleanup(web.kill)
        result = run("connect", "--check", "--json", "127.0.0.1", "http-alt")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(events(result.stdout)[-2]["peer"]["port"], 8080)
        page = run("connect", "--send", "GET / HTTP/1.0\r\n\r\n", "127.0.0.1", "http-alt")
        self.assertTrue(page.stdout.startswith(b"HTTP/1.0 "))

        taken = run("listen", "--json", "127.0.0.1", "http-alt")
        self.assertEqual(taken.returncode, 1)
        self.assertRegex(events(taken.stdout)[0]["message"],
                         r"^Port 8080 of 127\.0\.0\.1 is taken by python3?[0-9.]* \(process %d\)\.$" % web.pid)

    def test_no_free_port(self):
        """The system has two ports to deal out; that they are used up is not that they are taken."""
        with open("/proc/sys/net/ipv4/ip_local_port_range", "r+") as dealt:
            before = dealt.read()
            dealt.seek(0)
            dealt.write("40000 40001")
        self.addCleanup(lambda: open("/proc/sys/net/ipv4/ip_local_port_range", "w").write(before))
        with support.Listening("127.0.0.1", "7000"), support.Listening("127.0.0.1"), support.Listening("127.0.0.1"):
            result = run("listen", "--json", "127.0.0.1")
            error = events(result.stdout)[-1]
            self.assertEqual((result.returncode, error["stage"], error["code"]), (1, "bind", "EADDRINUSE"))
            self.assertEqual(error["message"], "The system has no free port left at 127.0.0.1.")
        with support.Listening("127.0.0.1", "7000"):
            peers = [support.connect("127.0.0.1", 7000) for _ in range(2)]
            result = run("connect", "--check", "--json", "127.0.0.1", "7000")
            error = events(result.stdout)[-1]
            self.assertEqual((result.returncode, error["stage"], error["code"]), (1, "connect", "EADDRNOTAVAIL"))
            self.assertEqual(error["message"],
                             "There is no free local port left to connect to port 7000 of 127.0.0.1 from.")
            for peer in peers:
                peer.close()

    def test_no_address(self):
        """The same errno of connect(), for another reason."""
        ip("addr", "del", "::1/128", "dev", "lo")
        self.addCleanup(ip, "addr", "add", "::1/128", "dev", "lo")
        result = run("connect", "--check", "--json", "::1", "7000")
        error = events(result.stdout)[-1]
        if error["code"] == "EADDRNOTAVAIL":
            self.assertEqual(error["message"], "This computer has no address to reach ::1 from.")
        else:
            self.assertEqual(error["code"], "ENETUNREACH")

    def test_link_local(self):
        with support.Listening("fe80::1234%pl-test0", "7777") as listening:
            self.assertEqual(listening.listening["local"]["zone"], "pl-test0")
            result = run("connect", "--check", "--json", "fe80::1234%pl-test0", "7777")
            self.assertEqual(result.returncode, 0)
            connected = events(result.stdout)[-2]
            for end in (connected["local"], connected["peer"]):
                self.assertEqual((end["address"], end["zone"]), ("fe80::1234", "pl-test0"))
            accepted = listening.event()
            self.assertEqual(accepted["peer"], connected["local"])

    def test_link_local_without_a_zone(self):
        result = run("connect", "--json", "fe80::1234", "7777")
        self.assertEqual(events(result.stdout)[-1]["event"], "error")
        self.assertIn(result.returncode, (1, 2))

    def reach(self, *arguments):
        with support.Listening(*arguments) as cli:
            return cli.listening["reachable_by_others"], cli.listening["reachable_at"]

    def test_reach(self):
        """Who can reach it, by which addresses, and what a browser takes."""
        by_others, places = self.reach("", "8080")
        self.assertTrue(by_others)
        self.assertEqual([(place["end"]["address"], place["end"]["zone"], place["interface"]) for place in places],
                         [("fe80::1234", "pl-test0", "pl-test0"), ("::1", None, "lo"), ("127.0.0.1", None, "lo")])
        self.assertEqual([place["web_address"] for place in places],
                         [None, "http://[::1]:8080/", "http://127.0.0.1:8080/"])
        for host, expected in (("127.0.0.1", False), ("::1", False), ("::ffff:127.0.0.1", False),
                               ("fe80::1234%pl-test0", True)):
            self.assertEqual(self.reach(host, "8080")[0], expected, host)

    def test_reach_while_only_loopback_is_up(self):
        ip("link", "set", "pl-test0", "down")
        self.addCleanup(ip, "addr", "add", "fe80::1234/64", "dev", "pl-test0", "nodad")
        self.addCleanup(ip, "link", "set", "pl-test0", "up")
        peer_is_up = ip("link", "set", "pl-test1", "down")
        if peer_is_up:
            self.addCleanup(ip, "link", "set", "pl-test1", "up")
        for host in ("", "0.0.0.0", "::"):
            by_others, places = self.reach(host)
            self.assertFalse(by_others, host)
            self.assertEqual({place["interface"] for place in places}, {"lo"})

    def test_no_such_interface(self):
        self.assertEqual(run("connect", "fe80::1%no-such-one", "7777").returncode, 2)

    def test_no_route(self):
        result = run("connect", "--json", "192.0.2.1", "80")
        error = events(result.stdout)[-1]
        self.assertEqual((result.returncode, error["stage"], error["code"]), (1, "connect", "ENETUNREACH"))
        self.assertIsNone(events(result.stdout)[-2]["local"])  # nothing was bound


if __name__ == "__main__":
    if INSIDE not in os.environ:
        inside = ["unshare", "--net", sys.executable, *sys.argv]
        if os.geteuid() != 0 or subprocess.run(["unshare", "--net", "true"], capture_output=True).returncode != 0:
            print("needs a network namespace, which only root may make")
            sys.exit(support.SKIPPED)
        os.execvpe(inside[0], inside, {**os.environ, INSIDE: "1"})
    if not set_up_network():
        print("needs ip, and an interface to play with")
        sys.exit(support.SKIPPED)
    support.main()
