"""What the tests of portlight-cli share: running it, reading its lines, real peers, and waiting with a deadline."""

import atexit
import json
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import unittest

CLI = sys.argv[1]
COMMAND = [*filter(None, [os.environ.get("PL_TEST_WRAPPER")]), CLI]  # under valgrind, say
DEADLINE_S = 10 if len(COMMAND) == 1 else 60
SKIPPED = 77
MANUAL = os.path.join(os.path.dirname(__file__), "..", "..", "data", "portlight-cli.1")


def poll(condition, what="something"):
    """Waits until condition() is true, and returns what it returned."""
    deadline = time.monotonic() + DEADLINE_S
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > deadline:
            raise AssertionError(f"timed out waiting for {what}")
        time.sleep(0.01)


def run(*arguments, **options):
    """Runs portlight-cli to its end."""
    options.setdefault("stdin", subprocess.DEVNULL if "input" not in options else None)
    if options["stdin"] is None:
        del options["stdin"]
    return subprocess.run([*COMMAND, *arguments], capture_output=True, timeout=DEADLINE_S, **options)


def events(output):
    return [json.loads(line) for line in output.decode().splitlines()]


class Cli:
    """A running portlight-cli, read line by line."""

    def __init__(self, *arguments, **options):
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        self.process = subprocess.Popen([*COMMAND, *arguments], **options)
        self.buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                stream.close()

    def line(self):
        deadline = time.monotonic() + DEADLINE_S
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([self.process.stdout], [], [], deadline - time.monotonic())
            piece = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if not piece:
                raise AssertionError(f"no line came; so far: {self.buffer!r}")
            self.buffer += piece
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.decode()

    def event(self):
        return json.loads(self.line())

    def rest(self):
        """Waits for the end, and returns the lines that were not read yet."""
        output, self.errors = self.process.communicate(timeout=DEADLINE_S)
        output, self.buffer = self.buffer + output, b""
        return output.decode().splitlines()

    def stop(self, number=signal.SIGINT):
        self.process.send_signal(number)
        return self.rest()

    @property
    def status(self):
        return self.process.wait(DEADLINE_S)

    def skip(self, size):
        """Reads that much of the standard output."""
        while size > 0:
            got = os.read(self.process.stdout.fileno(), min(size, 65536))
            assert got, "the output ended early"
            size -= len(got)

    def take(self, size):
        """Reads that much of the standard output, to be looked at."""
        pieces = b""
        while len(pieces) < size:
            got = os.read(self.process.stdout.fileno(), size - len(pieces))
            assert got, "the output ended early"
            pieces += got
        return pieces

    def rss_kib(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


class Listening(Cli):
    """portlight-cli listen --json that has told where."""

    def __init__(self, *arguments, **options):
        super().__init__("listen", "--json", *arguments, **options)
        self.listening = self.event()
        if self.listening["event"] != "listening":
            raise AssertionError(self.listening)
        self.port = self.listening["local"]["port"]


def has_ipv6():
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


def needs_ipv6(function):
    return unittest.skipUnless(has_ipv6(), "no IPv6 here")(function)


def needs(*programs):
    missing = [program for program in programs if shutil.which(program) is None]
    return unittest.skipIf(missing, f"not installed: {missing}")


def is_sanitized():
    """Memory that is freed but kept back to catch its use tells nothing of a leak."""
    if is_wrapped():
        return True
    with open(CLI, "rb") as program:
        return b"__asan_init" in program.read()


def is_wrapped():
    return len(COMMAND) > 1


def needs_itself(function):
    """For a test of limits, times or names that are others when another program runs ours."""
    return unittest.skipIf(is_wrapped(), "another program stands between")(function)


def server(host="127.0.0.1", backlog=16, port=0):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=backlog)
    listening.settimeout(DEADLINE_S)
    return listening


def free_port(host="127.0.0.1"):
    with server(host) as listening:
        return listening.getsockname()[1]


def accept(listening):
    peer, _ = listening.accept()
    peer.settimeout(DEADLINE_S)
    return peer


def connect(host, port):
    return socket.create_connection((host, port), DEADLINE_S)


def reset(peer):
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.close()


def read_all(peer):
    pieces = []
    while True:
        piece = peer.recv(65536)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


def thread(function, *arguments):
    """Runs function in a thread; the returned function waits for it and gives its result."""
    results = []
    worker = threading.Thread(target=lambda: results.append(function(*arguments)), daemon=True)
    worker.start()

    def join():
        worker.join(DEADLINE_S)
        if not results:
            raise AssertionError(f"{function.__name__} did not finish")
        return results[0]

    return join


def is_listening(port):
    """Looks into /proc/net/tcp and tcp6, so that a peer that serves one connection is not used up by asking."""
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(table) as rows:
                if any(row.split()[1].endswith(f":{port:04X}") and row.split()[3] == "0A" for row in list(rows)[1:]):
                    return True
        except FileNotFoundError:
            pass
    return False


def start_peer(command, port, **options):
    """Starts another program that listens on port."""
    process = subprocess.Popen(command, **options)
    atexit.register(process.kill)  # does nothing to one that has ended and was waited for
    poll(lambda: is_listening(port), f"{command[0]} to listen")
    return process


def ss_rows():
    """The established connections as `ss -tn` prints them: pairs of texts."""
    output = subprocess.run(["ss", "-Htn", "state", "established"], capture_output=True, text=True).stdout
    return {tuple(line.split()[2:4]) for line in output.splitlines()}


def end_text(end):
    """An end of a JSON event in the spelling of ss."""
    zone = f"%{end['zone']}" if end["zone"] else ""
    return f"[{end['address']}]{zone}:{end['port']}" if end["family"] == "ipv6" else f"{end['address']}:{end['port']}"


def main():
    """Runs the tests of the file; nothing but skipped ones is a skip."""
    outcome = unittest.main(module="__main__", argv=[sys.argv[0], "-v"], exit=False).result
    if not outcome.wasSuccessful():
        sys.exit(1)
    sys.exit(SKIPPED if outcome.testsRun == len(outcome.skipped) else 0)
