"""portlight-cli host, compared with ip and the kernel's own tables, in networks of the test's own where it can make them."""

import ipaddress
import json
import os
import shutil
import subprocess
import sys
import unittest

import support
from support import events, run

INSIDE = "PL_TEST_NAMESPACE"
IN_NAMESPACE = os.environ.get(INSIDE) == "1"


def ip(*arguments):
    return subprocess.run(["ip", *arguments], capture_output=True).returncode == 0


def ask_ip(*arguments):
    return json.loads(subprocess.run(["ip", "-j", *arguments], capture_output=True).stdout or b"[]")


def told():
    result = run("host", "--json")
    assert result.returncode == 0, result
    (host,) = events(result.stdout)
    return host


def has_ipv6():
    return os.path.exists("/proc/net/if_inet6")


class Host(unittest.TestCase):
    maxDiff = None

    def compare_interfaces(self):
        mine = {
            (i["name"], i["index"], i["mtu"], i["mac"], "up" in i["flags"], i["loopback"]):
                sorted((a["address"], a["prefix_length"]) for a in i["addresses"])
            for i in told()["interfaces"]
        }
        theirs = {
            (i["ifname"], i["ifindex"], i["mtu"], i["address"] if i["link_type"] == "ether" else None,
             "UP" in i["flags"], "LOOPBACK" in i["flags"]):
                sorted((a["local"], a["prefixlen"]) for a in i["addr_info"])
            for i in ask_ip("addr")
        }
        self.assertEqual(mine, theirs)

    def compare_ipv6_table(self):
        mine = {(ipaddress.ip_address(a["address"]), i["index"], a["prefix_length"])
                for i in told()["interfaces"] for a in i["addresses"] if a["family"] == "ipv6"}
        with open("/proc/net/if_inet6") as table:
            rows = [row.split() for row in table]
        theirs = {(ipaddress.ip_address(bytes.fromhex(r[0])), int(r[1], 16), int(r[2], 16)) for r in rows}
        self.assertEqual(mine, theirs)

    def compare_route(self, family, destination):
        mine = told()["default"][family]
        theirs = ask_ip("route", "get", destination)
        if not theirs:
            self.assertIsNone(mine["address"])
            self.assertIn(mine["code"], ("ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL", "EAFNOSUPPORT"))
            self.assertTrue(mine["message"])
            return
        self.assertEqual(mine["address"], theirs[0]["prefsrc"])
        self.assertEqual(mine["interface"], theirs[0]["dev"])
        self.assertEqual(mine["zone"], theirs[0]["dev"] if family == "ipv6" else None)
        self.assertEqual(mine["gateway"] and mine["gateway"]["address"], theirs[0].get("gateway"))
        self.assertIsNone(mine["code"])

    def compare(self):
        self.compare_interfaces()
        self.compare_route("ipv4", "198.41.0.4")
        if has_ipv6():
            self.compare_ipv6_table()
            self.compare_route("ipv6", "2001:503:ba3e::2:30")

    @unittest.skipUnless(shutil.which("ip"), "there is no ip to compare with")
    def test_as_it_is(self):
        self.compare()

    def test_plain(self):
        lines = run("host").stdout.decode().splitlines()
        self.assertTrue(lines[0].startswith("IPv4: "), lines)
        self.assertTrue(any(line.startswith("lo  number 1  ") for line in lines), lines)
        self.assertTrue(lines[-1].startswith("localhost is "), lines)

    def test_requests(self):
        self.assertEqual(run("host", "eth0").returncode, 2)
        self.assertEqual(run("host", "--nosuch").returncode, 2)
        self.assertEqual(events(run("host", "--json", "eth0").stdout)[-1]["event"], "error")

    @unittest.skipUnless(IN_NAMESPACE, "a network of its own is only for root")
    def test_network(self):
        host = told()
        self.assertEqual([i["name"] for i in host["interfaces"] if "up" in i["flags"]], [])
        self.assertEqual([host["default"][f]["address"] for f in ("ipv4", "ipv6")], [None, None])
        self.assertEqual(host["default"]["ipv6"]["message"],
                         "This computer has no IPv6: no interface has an IPv6 address.")
        self.compare()

        ip("link", "set", "lo", "up")
        if not (ip("link", "add", "pl-test0", "type", "dummy") or
                ip("link", "add", "pl-test0", "type", "veth", "peer", "name", "pl-peer")):
            self.skipTest("no interface to play with")
        ip("link", "set", "pl-peer", "addrgenmode", "none", "up")
        ip("link", "set", "pl-test0", "addrgenmode", "none", "up")
        ip("addr", "add", "192.0.2.2/24", "dev", "pl-test0")
        ip("addr", "add", "192.0.2.7", "peer", "198.51.100.7/32", "dev", "pl-test0")
        self.compare()
        ip("route", "add", "default", "via", "192.0.2.1", "metric", "100")
        self.compare()
        route = told()["default"]["ipv4"]
        self.assertEqual((route["route"], route["metric"]), ("0.0.0.0/0", 100))

        if has_ipv6():
            ip("addr", "add", "2001:db8:1::7/64", "dev", "pl-test0", "nodad")
            ip("addr", "add", "fe80::7/64", "dev", "pl-test0", "nodad")
            ip("-6", "route", "add", "default", "via", "fe80::1", "dev", "pl-test0", "metric", "5")
            self.compare()
            route = told()["default"]["ipv6"]
            self.assertEqual(route["gateway"], {"address": "fe80::1", "zone": "pl-test0"})
            self.assertEqual((route["zone"], route["metric"]), ("pl-test0", 5))
            link_local = next(a for i in told()["interfaces"] for a in i["addresses"] if a["address"] == "fe80::7")
            self.assertEqual((link_local["zone"], link_local["scope"]), ("pl-test0", "link"))
            self.assertIn("      default zone pl-test0, interface number",
                          run("host").stdout.decode())

        ip("route", "add", "unreachable", "198.41.0.0/16")
        self.compare()
        self.assertIsNone(told()["default"]["ipv4"]["address"])
        ip("link", "set", "pl-test0", "down")
        self.compare()
        ip("link", "del", "pl-test0")
        self.compare()


if __name__ == "__main__":
    inside = ["unshare", "--net", sys.executable, *sys.argv]
    if INSIDE not in os.environ and os.geteuid() == 0 and shutil.which("unshare"):
        if subprocess.run(["unshare", "--net", "true"], capture_output=True).returncode == 0:
            outside = subprocess.run([sys.executable, *sys.argv], env={**os.environ, INSIDE: ""}).returncode
            if outside not in (0, support.SKIPPED):
                sys.exit(outside)
            os.execvpe(inside[0], inside, {**os.environ, INSIDE: "1"})
    support.main()
