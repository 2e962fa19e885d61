"""portlight-cli with a resolver that never answers, or says no."""

import json
import os
import signal
import sys
import unittest

import support
from support import Cli, events, run


def environment(mode):
    return {**os.environ, "LD_PRELOAD": sys.argv[2], "PL_TEST_RESOLVER": mode}


class Resolver(unittest.TestCase):
    def check(self, mode, code, sentence, *options):
        result = run("connect", "--json", *options, "peer.test", "80", env=environment(mode))
        error = events(result.stdout)[-1]
        self.assertEqual(result.returncode, 1)
        self.assertEqual((error["event"], error["stage"], error["code"]), ("error", "lookup", code))
        self.assertRegex(error["message"], sentence)
        return events(result.stdout)

    def test_unknown_name(self):
        told = self.check("unknown", "NOT_FOUND", "peer.test")
        self.assertEqual({e["result"] for e in told if e["event"] == "answer"}, {"no_data"})

    def test_no_name_server(self):
        told = self.check("temporary", "TEMPORARY_FAILURE", "peer.test")
        self.assertEqual({e["result"] for e in told if e["event"] == "answer"}, {"timeout"})

    def test_silence_and_timeout(self):
        told = self.check("silent", "ETIMEDOUT", "peer.test", "--timeout", "1")
        self.assertEqual([e["event"] for e in told], ["query", "query", "error"])
        plain = run("connect", "--timeout", "0.2", "peer.test", "80", env=environment("silent"))
        self.assertEqual(plain.returncode, 1)

    def test_silence_for_the_local_end(self):
        result = run("connect", "--json", "--timeout", "0.2", "--local", "here.test", "127.0.0.1", "80",
                     env=environment("silent"))
        self.assertEqual(result.returncode, 1)
        self.assertIn("here.test", events(result.stdout)[-1]["message"])

    def test_silence_and_ctrl_c(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            with Cli("connect", "--json", "peer.test", "80", env=environment("silent")) as cli:
                self.assertEqual(cli.event()["event"], "query")
                told = cli.stop(number)
                self.assertEqual(cli.status, 1)
                error = json.loads(told[-1])
                self.assertEqual((error["stage"], error["code"]), ("lookup", "ECANCELED"))

    def test_listen_and_ctrl_c(self):
        with Cli("listen", "--json", "here.test", env=environment("silent")) as cli:
            support.poll(lambda: is_asking(cli.process.pid), "the question to the resolver")
            told = cli.stop()
            self.assertEqual([json.loads(line)["event"] for line in told], ["stopped"])
            self.assertEqual(cli.status, 0)

    def test_listen_in_time(self):
        result = run("listen", "--json", "--for", "0.3", "here.test", env=environment("silent"))
        error = events(result.stdout)[-1]
        self.assertEqual((error["event"], error["stage"], error["code"]), ("error", "lookup", "ECANCELED"))
        self.assertEqual(result.returncode, 1)


def is_asking(pid):
    """Whether the thread that waits for the resolver is there, and Ctrl+C would not simply kill the program."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        blocked = next(int(line.split()[1], 16) for line in status if line.startswith("SigBlk"))
    if not blocked & 1 << signal.SIGINT - 1:
        return False
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/comm", encoding="ascii") as name:
            if name.read().startswith("pool"):
                return True
    return False


if __name__ == "__main__":
    support.main()
