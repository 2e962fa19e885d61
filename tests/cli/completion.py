"""The options of every command: bash completes them, and the manual has them."""

import os
import re
import shutil
import subprocess
import tempfile
import unittest

import support
from support import run

COMPLETION = os.path.join(os.path.dirname(support.MANUAL), "portlight-cli.bash")
COMMANDS = ["address", "connect", "host", "listen", "lookup", "service", "target"]
LOCALES = os.path.join(os.path.dirname(support.CLI), "..", "po")
GERMAN = os.path.join(LOCALES, "de", "LC_MESSAGES", "portlight.mo")


def options(command):
    return set(re.findall(r"^  (?:-., )?(--[a-z-]+)", run(command, "--help").stdout.decode(), re.M))


def sections():
    """The parts of the manual, by the name of the command; what is said of all commands is in each."""
    with open(support.MANUAL, encoding="utf-8") as manual:
        text = manual.read().replace("\\-", "-")
    parts = dict(re.findall(r"^\.SS (\w+)\n(.*?)(?=^\.S[SH] )", text, re.M | re.S))
    return {name: parts[name] + parts["Everywhere"] for name in COMMANDS}


class Options(unittest.TestCase):
    def test_manual(self):
        for command, section in sections().items():
            with self.subTest(command):
                told = set(re.findall(r"^\.(?:BI|B|BR) .*?(--[a-z-]+)", section, re.M))
                self.assertEqual(options(command), told - {"--version"})

    @unittest.skipUnless(os.path.exists(GERMAN), "no translation here")
    def test_german(self):
        """The arguments have the same names in the first line as in the options."""
        environment = {**os.environ, "LANGUAGE": "de", "PORTLIGHT_LOCALE_DIR": LOCALES}
        for command in ("connect", "listen"):
            told = run(command, "--help", env=environment).stdout.decode()
            self.assertIn("RECHNER:DIENST", told.splitlines()[1])
            self.assertNotIn("HOSTSPEC", told)

    def test_help_of_a_command(self):
        for command in COMMANDS:
            self.assertEqual(run("help", command).stdout, run(command, "--help").stdout)
            self.assertIn(f"  {command} ".encode(), run("--help").stdout)
        self.assertEqual(run("help", "nothing").returncode, 2)


@support.needs("bash")
class Completion(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        os.symlink(os.path.abspath(support.CLI), os.path.join(self.folder, "portlight-cli"))

    def complete(self, *words):
        """What bash offers for the last word."""
        script = f'source "{COMPLETION}"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _portlight_cli; ' \
                 'printf "%s\\n" "${COMPREPLY[@]}"'
        path = self.folder + os.pathsep + os.environ["PATH"]
        done = subprocess.run(["bash", "-c", script, "bash", "portlight-cli", *words], capture_output=True, text=True,
                              env={**os.environ, "PATH": path}, timeout=support.DEADLINE_S)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return set(done.stdout.split())

    def test_commands(self):
        self.assertEqual(self.complete(""), {*COMMANDS, "--help", "--version"})
        self.assertEqual(self.complete("lo"), {"lookup"})

    def test_options(self):
        for command in COMMANDS:
            with self.subTest(command):
                self.assertEqual(self.complete(command, "--"), options(command))
        self.assertEqual(self.complete("connect", "--no"), {"--no-nodelay", "--no-loop"})

    def test_values(self):
        self.assertEqual(self.complete("listen", "--family", "i"), {"ipv4", "ipv6"})
        self.assertEqual(self.complete("listen", "--family", "=", "b"), {"both"})
        self.assertEqual(self.complete("connect", "--family", "="), {"any", "ipv4", "ipv6"})
        self.assertEqual(self.complete("service", "--protocol", ""), {"any", "tcp", "udp"})
        there = {"lo"} if os.path.exists("/sys/class/net/lo") else set()  # a bare root may have no /sys
        self.assertEqual(self.complete("listen", "--interface", "l") & {"lo"}, there)
        self.assertEqual(self.complete("listen", "--record", self.folder), {self.folder})
        with open(support.MANUAL, encoding="utf-8") as manual:
            part = re.search(r"^\.SH RESPONDERS\n(.*?)^\.SH ", manual.read().replace("\\-", "-"), re.M | re.S).group(1)
        told = set(re.findall(r"^\.TP\n\.BI? ([a-z-]+)", part, re.M))
        self.assertEqual(self.complete("listen", "--respond", ""), told)

    @unittest.skipUnless(os.path.exists("/etc/services"), "no services database here")
    def test_services(self):
        self.assertIn("http", self.complete("service", "ht"))
        self.assertIn("http", self.complete("connect", "localhost", "ht"))


if __name__ == "__main__":
    support.main()
