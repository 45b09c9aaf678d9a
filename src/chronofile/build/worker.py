"""Worker: the process that reads pages: takes a task from standard input, gives the answer to standard output.

It holds nothing of the case: the builder alone writes. It ends when its standard input does, so that a builder that
was killed leaves no worker behind, and by itself when a page takes far too long and nobody is left to end it.
"""

from __future__ import annotations

import faulthandler
import os
import queue
import signal
import sys
import threading
from typing import BinaryIO

import msgspec

from chronofile.build import frames, memory, priority
from chronofile.build.task import Task, answer, load

READY = b"ready"
_GRACE = 2.0
"""A worker whose builder is gone gives up after this many time limits."""
_EXIT_ORPHANED = 70


def main(process: str, seconds: float, most_memory: int, seconds_per_mb: float) -> None:
    """Serve until standard input ends. Called in a fresh interpreter by `workers`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the builder's to act on.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # Whatever a library prints must not come between the frames.
    memory.limit_own(most_memory)
    priority.step_back()
    read_page = load(process)
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    frames.send(answers, READY)
    decoder, encoder = msgspec.msgpack.Decoder(Task), msgspec.msgpack.Encoder()
    while True:
        task = decoder.decode(tasks.get())
        # A thread cannot stop a loop in C that holds the interpreter; this timer needs no interpreter.
        most = seconds + seconds_per_mb * len(task.incoming.data) / (1 << 20)
        faulthandler.dump_traceback_later(most * _GRACE, exit=True, file=sys.stderr)
        given = answer(read_page, task)
        del task
        faulthandler.cancel_dump_traceback_later()
        frames.send(answers, encoder.encode(given))


def _listen(stream: BinaryIO, tasks: queue.SimpleQueue[bytes]) -> None:
    while True:
        message = frames.receive(stream)
        if message is None:
            os._exit(_EXIT_ORPHANED)
        tasks.put(message)
