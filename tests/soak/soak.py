"""Opens, floods, resets and closes at random for some minutes, against portlight-cli listen, portlight-cli connect and a
window, and checks in the end that nothing is left over: no descriptor, no thread, no connection, no memory.

Usage: soak.py MINUTES PORTLIGHT-CLI PORTLIGHT [SEED]. Needs a display. Exit status 1 if something is left.
"""

import json
import os
import random
import resource
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

DEADLINE_S = 20
HELD_MAX = 400
BLOCK = b"0123456789abcdef" * 4096
GROWS_MIB = 24  # at most, in the second half: transcripts and finished rows have bounds, but those are not reached at once
RESET = struct.pack("ii", 1, 0)


class Server:
    """A program that listens, and what it had when it was idle."""

    def __init__(self, name, process, port, stats=None):
        self.name, self.process, self.port, self.stats = name, process, port, stats
        self.held = []
        self.before = self.middle = None

    def measure(self):
        place = f"/proc/{self.process.pid}"
        with open(f"{place}/statm", encoding="ascii") as statm:
            mib = int(statm.read().split()[1]) * resource.getpagesize() / 2**20
        return {"descriptors": len(os.listdir(f"{place}/fd")), "threads": len(os.listdir(f"{place}/task")), "mib": mib}

    def settle(self):
        """Until it has as few descriptors as it will ever have again."""
        for peer in self.held:
            peer.close()
        self.held.clear()
        goal = self.before["descriptors"] if self.before else None
        deadline = time.monotonic() + DEADLINE_S
        while time.monotonic() < deadline:
            now = self.measure()
            if goal is None or (now["descriptors"] <= goal and now["threads"] <= self.before["threads"]):
                break
            time.sleep(0.2)
        return self.measure()

    def read_stats(self):
        with open(self.stats, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.endswith("\n")]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def listen(cli, responder):
    process = subprocess.Popen([cli, "listen", "--quiet", "--backlog", "4096", "--respond", responder, "127.0.0.1", "0"],
                               stdout=subprocess.PIPE, text=True)
    return Server(f"portlight-cli listen --respond {responder}", process,
                  int(process.stdout.readline().rsplit(":", 1)[1]))


def open_window(app, folder):
    port, stats = free_port(), os.path.join(folder, "stats")
    process = subprocess.Popen([app, "--stats", stats, "--respond", "echo", "--listen", f"127.0.0.1:{port}"])
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline and not (os.path.exists(stats) and os.path.getsize(stats)):
        time.sleep(0.1)
    return Server("portlight --listen", process, port, stats)


# ---- What the peers do to a listener ----


def join(server):
    peer = socket.create_connection(("127.0.0.1", server.port), timeout=DEADLINE_S)
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return peer


def reset(peer):
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    peer.close()


def come_and_go(server, rng):
    peers = [join(server) for _ in range(rng.randint(1, 64))]
    for peer in peers:
        reset(peer) if rng.random() < 0.3 else peer.close()


def say_and_go(server, rng):
    with join(server) as peer:
        peer.sendall(BLOCK[: rng.randint(1, 4096)])
        if rng.random() < 0.5:
            peer.shutdown(socket.SHUT_WR)
            while peer.recv(65536):
                pass


def is_ready(peer, events, timeout_ms):
    """Not select(): it knows 1,024 descriptors."""
    poll = select.poll()
    poll.register(peer, events)
    return bool(poll.poll(timeout_ms))


def flood_and_reset(server, rng):
    """Never reads what comes back."""
    peer = join(server)
    peer.setblocking(False)
    for _ in range(rng.randint(1, 400)):
        if not is_ready(peer, select.POLLOUT, 50):
            break
        try:
            peer.send(BLOCK)
        except OSError:
            break
    reset(peer)


def flood_and_read(server, rng):
    with join(server) as peer:
        sender = threading.Thread(target=lambda: [peer.sendall(BLOCK) for _ in range(64)] and peer.shutdown(socket.SHUT_WR))
        sender.start()
        while peer.recv(2**20):
            pass
        sender.join()


def hold(server, rng):
    if len(server.held) < HELD_MAX:
        server.held.append(join(server))
    else:
        reset(server.held.pop(rng.randrange(len(server.held))))


def trickle(server, rng):
    for peer in rng.sample(server.held, min(len(server.held), 20)):
        try:
            peer.send(b"x")
            if is_ready(peer, select.POLLIN, 0):
                peer.recv(64)
        except OSError:
            server.held.remove(peer)
            peer.close()


ACTIONS = [come_and_go, come_and_go, say_and_go, flood_and_reset, flood_and_read, hold, hold, hold, trickle]

# ---- What a listener does to portlight-cli connect ----


def serve_badly(listening, rng):
    """Closes, resets, floods and falls silent, until it is closed itself."""
    while True:
        try:
            peer, _ = listening.accept()
        except OSError:
            return
        mood = rng.randrange(4)
        try:
            if mood == 0:
                reset(peer)
            elif mood == 1:
                peer.sendall(BLOCK * rng.randint(1, 16))
                reset(peer)
            elif mood == 2:
                peer.recv(10)
                peer.sendall(b"\xff\x00 no text\r\n")
                peer.close()
            else:
                peer.shutdown(socket.SHUT_WR)
                peer.close()
        except OSError:
            peer.close()


def connect(cli, port, rng):
    """It has to end by itself, and to say 0 or 1."""
    process = subprocess.Popen([cli, "connect", "127.0.0.1", str(port)], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        process.communicate(BLOCK * rng.randint(0, 8), timeout=DEADLINE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.returncode not in (0, 1):
        raise AssertionError(f"portlight-cli connect: exit status {process.returncode}")


# ---- The whole ----


def stir(servers, cli, port, seconds, rng):
    deadline, done = time.monotonic() + seconds, 0
    while time.monotonic() < deadline:
        server = rng.choice(servers)
        if server.process.poll() is not None:
            raise AssertionError(f"{server.name} has ended: {server.process.returncode}")
        try:
            rng.choice(ACTIONS)(server, rng)
        except OSError as error:  # what was reset on the way is part of the game; silence is not
            if isinstance(error, TimeoutError):
                raise AssertionError(f"{server.name} does not answer") from error
        if done % 50 == 0:
            connect(cli, port, rng)
        done += 1
    return done


def judge(server):
    now = server.settle()
    grown = now["mib"] - server.middle["mib"]
    left = [f"{now[what] - server.before[what]} {what}" for what in ("descriptors", "threads")
            if now[what] > server.before[what]]
    if grown > GROWS_MIB:
        left.append(f"{grown:.1f} MiB")
    print(f"{server.name}: {now['descriptors']} descriptors, {now['threads']} threads, "
          f"{server.before['mib']:.1f}, {server.middle['mib']:.1f}, {now['mib']:.1f} MiB (start, half, end)", end="")
    if server.stats:
        time.sleep(1.5)
        lines = server.read_stats()
        if lines[-1]["connections"] != 1:
            left.append(f"{lines[-1]['connections'] - 1} connections")
        print(f"; longest stall {max(line['stall_ms_max'] for line in lines[2:]):.0f} ms, {lines[-1]['accepted']} accepted, "
              f"{lines[-1]['rows']} rows and {lines[-1]['dropped_rows']} dropped", end="")
    print("" if not left else f" -- LEFT OVER: {', '.join(left)}", flush=True)
    return not left


def main(minutes, cli, app, seed):
    rng = random.Random(seed)
    print(f"Seed {seed}", flush=True)
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0), backlog=64) as bad:
        servers = [listen(cli, "echo"), listen(cli, "discard"), open_window(app, folder)]
        threading.Thread(target=serve_badly, args=(bad, random.Random(seed)), daemon=True).start()
        try:
            stir(servers, cli, bad.getsockname()[1], 5, rng)  # what is made once, and stays
            for server in servers:
                server.before = server.settle()
            done = 0
            for half in range(2):
                done += stir(servers, cli, bad.getsockname()[1], minutes * 30, rng)
                if half == 0:
                    for server in servers:
                        server.middle = server.measure()
            good = [judge(server) for server in servers]
            print(f"{done} things done")
            return 0 if all(good) else 1
        finally:
            for server in servers:
                server.process.send_signal(signal.SIGTERM)
                server.process.wait(DEADLINE_S)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else time.time_ns() % 10**6))
