"""portlight-cli lookup in a network of its own, with a name server that the test starts: dnsmasq for what there is, and
two servers behind it that say no, or nothing."""

import os
import shutil
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

INSIDE = "PL_TEST_LOOKUP"
MANY = [f"10.1.{i // 100}.{i % 100 + 1}" for i in range(300)]
SILENT_PORT, FAILING_PORT = 5301, 5302

HOSTS = """127.0.0.1 localhost
192.0.2.77 listed.test onlyhere.zone.test alias-here # not an-alias.zone.test
2001:db8::77 listed.test
"""
DNSMASQ = f"""
no-resolv
no-hosts
no-daemon
port=53
listen-address=127.0.0.1
bind-interfaces
user=root
pid-file=

local=/zone.test/
local=/2.0.192.in-addr.arpa/
host-record=both.zone.test,192.0.2.10,2001:db8::10
host-record=four.zone.test,192.0.2.4
host-record=six.zone.test,2001:db8::6
host-record=several.zone.test,192.0.2.31
host-record=several.zone.test,192.0.2.32
host-record=several.zone.test,2001:db8::31
host-record=several.zone.test,fd00::32
host-record=far.zone.test,192.0.2.99
cname=www.zone.test,middle.zone.test
cname=middle.zone.test,four.zone.test
txt-record=text.zone.test,only text,it's; two
srv-host=_http._tcp.zone.test,four.zone.test,8080,10,5
srv-host=_http._tcp.zone.test,both.zone.test,8081,20,0
mx-host=mail.zone.test,four.zone.test,10
server=/silent.test/127.0.0.1#{SILENT_PORT}
server=/failing.test/127.0.0.1#{FAILING_PORT}
"""


def bind(path, text, folder):
    """Shows this computer another file in place of one, as far as this test can see."""
    name = os.path.join(folder, os.path.basename(path))
    with open(name, "w") as file:
        file.write(text)
    if not os.path.exists(path):
        return False
    return subprocess.run(["mount", "--bind", os.path.realpath(name), os.path.realpath(path)]).returncode == 0


def fail(port):
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", port))
    while True:
        question, peer = server.recvfrom(4096)
        server.sendto(question[:2] + struct.pack(">H", 0x8182) + question[4:], peer)


def set_up(folder):
    if subprocess.run(["ip", "link", "set", "lo", "up"], capture_output=True).returncode != 0:
        return False
    if not (bind("/etc/hosts", HOSTS, folder) and bind("/etc/nsswitch.conf", "hosts: files dns\n", folder)
            and bind("/etc/resolv.conf", "nameserver 127.0.0.1\n", folder)):
        return False
    global silent
    silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    silent.bind(("127.0.0.1", SILENT_PORT))
    threading.Thread(target=fail, args=(FAILING_PORT,), daemon=True).start()
    many = os.path.join(folder, "many")
    with open(many, "w") as file:
        file.writelines(f"{address} many.zone.test\n" for address in MANY)
    with open(os.path.join(folder, "dnsmasq.conf"), "w") as file:
        file.write(f"{DNSMASQ}addn-hosts={many}\n")
    support.start_peer(["dnsmasq", "-C", file.name], 53, stderr=subprocess.DEVNULL)
    return True


def look_up(*arguments, **options):
    result = run("lookup", "--json", *arguments, **options)
    told = events(result.stdout)
    return result.returncode, told[-1]


def steps(told):
    return {step["query"]: step["result"] for step in told["steps"]}


def by_getent(name):
    """As getent hosts has it: the IPv6 addresses, or those of IPv4 if there are none."""
    told = subprocess.run(["getent", "hosts", name], capture_output=True, text=True).stdout
    return {line.split()[0] for line in told.splitlines()}


def by_socket(name, family):
    """As Python's own module has it."""
    try:
        return {found[4][0] for found in socket.getaddrinfo(name, None, family, socket.SOCK_STREAM)}
    except socket.gaierror:
        return set()


class Lookup(unittest.TestCase):
    def check(self, name, result_ipv6, result_ipv4):
        """Whatever is found is what the system finds."""
        status, told = look_up(name)
        self.assertEqual(set(told["ipv4_addresses"]), by_socket(name, socket.AF_INET), name)
        self.assertEqual(set(told["ipv6_addresses"]), by_socket(name, socket.AF_INET6), name)
        self.assertEqual(set(told["ipv6_addresses"] or told["ipv4_addresses"]), by_getent(name), name)
        self.assertEqual(set(told["addresses"]), set(told["ipv4_addresses"] + told["ipv6_addresses"]))
        self.assertEqual(steps(told), {"AAAA": result_ipv6, "A": result_ipv4}, name)
        self.assertEqual((status, told["found"]), (0, True) if told["addresses"] else (1, False))
        for field, all_of in (("address", "addresses"), ("ipv4_address", "ipv4_addresses"), ("ipv6_address", "ipv6_addresses")):
            self.assertEqual(told[field], told[all_of][0] if told[all_of] else None)
        return told

    def test_outcomes(self):
        self.assertEqual(self.check("both.zone.test", "answer", "answer")["addresses"], ["2001:db8::10", "192.0.2.10"])
        self.check("four.zone.test", "no_data", "answer")
        self.check("six.zone.test", "answer", "no_data")
        self.check("text.zone.test", "no_data", "no_data")
        self.check("nowhere.zone.test", "no_name", "no_name")
        told = self.check("name.failing.test", "error", "error")
        self.assertEqual({step["code"] for step in told["steps"]}, {"SERVFAIL"})

    def test_silence(self):
        began = time.monotonic()
        told = self.check_silent("one.silent.test")
        self.assertGreater(min(step["took_us"] for step in told["steps"]), 0.5e6)
        self.check_silent("two.silent.test", "--timeout", "0.3")
        self.assertLess(time.monotonic() - began, support.DEADLINE_S)

    def check_silent(self, name, *options):
        status, told = look_up(*options, name)
        self.assertEqual((status, steps(told)), (1, {"A": "timeout", "AAAA": "timeout"}))
        self.assertEqual({step["code"] for step in told["steps"]}, {"ETIMEDOUT"})
        return told

    def test_alias(self):
        told = self.check("www.zone.test", "no_data", "answer")
        name, aliases, addresses = socket.gethostbyname_ex("www.zone.test")
        self.assertEqual((told["name"], told["aliases"], told["addresses"]), (name, aliases, addresses))
        self.assertEqual(told["aliases"], ["www.zone.test", "middle.zone.test"])

    def test_more_than_a_datagram_holds(self):
        told = self.check("many.zone.test", "no_data", "answer")
        self.assertEqual(set(told["addresses"]), set(MANY))

    def test_turns(self):
        told = self.check("several.zone.test", "answer", "answer")
        self.assertEqual([":" in address for address in told["addresses"]], [True, False, True, False])
        self.assertEqual([entry["address"] for entry in told["order"]], told["addresses"])
        # RFC 6724 rule 6, whatever the server's order is: unique local comes after global.
        self.assertEqual(told["ipv6_addresses"], ["2001:db8::31", "fd00::32"])

    def test_hosts_file(self):
        told = self.check("onlyhere.zone.test", "no_name", "answer")
        self.assertEqual((told["name"], told["aliases"]), socket.gethostbyname_ex("onlyhere.zone.test")[:2])
        self.assertEqual(told["steps"][1]["source"], "hosts")
        self.assertEqual(self.check("listed.test", "answer", "answer")["steps"][0]["source"], "hosts")
        self.assertEqual(self.check("both.zone.test", "answer", "answer")["steps"][0]["source"], "dns")
        self.check("an-alias.zone.test", "no_name", "no_name")

    def test_family(self):
        for family, field in (("ipv4", "ipv4_addresses"), ("ipv6", "ipv6_addresses")):
            status, told = look_up("--family", family, "both.zone.test")
            self.assertEqual((status, told["addresses"], len(told["steps"])), (0, told[field], 1))

    def test_reverse(self):
        for text in ("192.0.2.10", "0xc000020a", "#xC000020A", "2001:db8::10"):
            status, told = look_up(text)
            self.assertEqual((status, told["name"], steps(told)), (0, "both.zone.test", {"PTR": "answer"}))
            self.assertEqual(told["name"], socket.gethostbyaddr(told["address"])[0])
            self.assertEqual(told["addresses"], [told["address"]])
        status, told = look_up("192.0.2.200")
        self.assertEqual((status, told["found"], told["name"], steps(told)), (1, False, None, {"PTR": "no_name"}))

    def test_reverse_then_forward(self):
        status, told = look_up("--family", "ipv6", "192.0.2.10")
        self.assertEqual([(step["query"], step["of"]) for step in told["steps"]],
                         [("PTR", "192.0.2.10"), ("AAAA", "both.zone.test")])
        self.assertEqual((status, told["name"], told["addresses"]), (0, "both.zone.test", ["2001:db8::10"]))
        status, told = look_up("--family", "ipv4", "2001:db8::6")
        self.assertEqual((status, told["found"], steps(told)), (1, False, {"PTR": "answer", "A": "no_data"}))
        self.assertGreaterEqual(told["steps"][1]["started_us"], told["steps"][0]["took_us"])

    def test_no_reverse(self):
        status, told = look_up("--no-reverse", "192.0.2.10")
        self.assertEqual((status, told["address"], told["name"], told["steps"]), (0, "192.0.2.10", None, []))
        status, told = look_up("--no-reverse", "--family", "ipv6", "192.0.2.10")
        self.assertEqual((status, told["found"], told["steps"]), (1, False, []))

    def test_both_at_once(self):
        _, told = look_up("--timeout", "0.5", "three.silent.test")
        first, second = told["steps"]
        self.assertLess(second["started_us"], first["started_us"] + first["took_us"])

    def test_many(self):
        names = [f"n{i}.silent.test" if i % 3 == 0 else "four.zone.test" if i % 3 == 1 else f"n{i}.zone.test"
                 for i in range(120)]
        result = run("lookup", "--json", "--timeout", "2", "-", input="\n".join(names).encode())
        told = events(result.stdout)
        self.assertEqual([one["input"] for one in told], names)
        wanted = [{"timeout"}, {"answer", "no_data"}, {"no_name"}]
        self.assertEqual([set(steps(one).values()) for one in told], [wanted[i % 3] for i in range(120)])
        self.assertEqual(result.returncode, 1)

    def records(self, name):
        status, told = look_up("--records", name)
        return status, told, [(record["type"], record["data"]) for record in told["records"]]

    def test_records(self):
        status, told, records = self.records("_http._tcp.zone.test")
        self.assertEqual(sorted(records), [("SRV", "10 5 8080 four.zone.test"), ("SRV", "20 0 8081 both.zone.test")])
        self.assertEqual(status, 1)  # there is no address
        kinds = ["AAAA", "A", "SRV", "MX", "TXT", "NS", "SOA"]
        self.assertEqual([step["query"] for step in told["steps"]], kinds)
        self.assertEqual([step["result"] for step in told["steps"]][2:4], ["answer", "no_data"])
        self.assertEqual(self.records("mail.zone.test")[2], [("MX", "10 four.zone.test")])
        self.assertEqual(self.records("nowhere.zone.test")[2], [])
        self.assertEqual(look_up("four.zone.test")[1].get("records"), None)

    @support.needs("dig")
    def test_records_like_dig(self):
        for name, kind in (("text.zone.test", "TXT"), ("_http._tcp.zone.test", "SRV"), ("mail.zone.test", "MX")):
            answer = subprocess.run(["dig", "+short", name, kind], capture_output=True, text=True).stdout
            told = [data for record, data in self.records(name)[2] if record == kind]
            self.assertEqual(sorted(told), sorted(line.replace(".test.", ".test") for line in answer.splitlines()))

    def test_plain(self):
        result = run("lookup", "both.zone.test", "nowhere.zone.test")
        self.assertEqual(result.returncode, 1)
        for words in (b"192.0.2.10", b"2001:db8::10", b"documentation", b"There is no name nowhere.zone.test."):
            self.assertIn(words, result.stdout)

    def test_requests(self):
        for arguments in ((), ("",), ("1.2.3.4.5",), ("a b",), ("--family", "ipv5", "x"), ("--timeout", "-1", "x")):
            self.assertEqual(run("lookup", *arguments).returncode, 2, arguments)
        self.assertEqual(events(run("lookup", "--json", "256.1.1.1").stdout)[-1]["stage"], "parse")
        self.assertIn(b": a b: There is a blank", run("lookup", "localhost", "a b").stderr)  # which one of them


if __name__ == "__main__":
    if INSIDE not in os.environ:
        inside = ["unshare", "--net", "--mount", sys.executable, *sys.argv]
        if os.geteuid() != 0 or subprocess.run([*inside[:3], "true"], capture_output=True).returncode != 0:
            print("needs a network and a mount namespace, which only root may make")
            sys.exit(support.SKIPPED)
        os.execvpe(inside[0], inside, {**os.environ, INSIDE: "1"})
    if shutil.which("dnsmasq") is None:
        print("needs dnsmasq")
        sys.exit(support.SKIPPED)
    with tempfile.TemporaryDirectory() as folder:
        if not set_up(folder):
            print("needs ip, and mounts")
            sys.exit(support.SKIPPED)
        support.main()
