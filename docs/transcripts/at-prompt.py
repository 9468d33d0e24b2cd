#!/usr/bin/env python3
"""at-prompt.py COMMAND..: starts a command on a terminal, types the lines of its input, and prints what the terminal has shown.

Each line of the input is KEYS, a vertical bar with spaces around it, and a text to wait for before the next line; {TAB} in KEYS is the key. A text may be empty. PROMPT is the command's, "sonde> " if it is not set.
"""
import fcntl, os, pty, re, select, struct, sys, termios, time

DEADLINE = 60
PROMPT = os.environ.get("PROMPT", "sonde> ")
WIDE = 200  # characters of a line that are printed


def main():
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.environ["NO_COLOR"] = "1"
        os.execvp(sys.argv[1], sys.argv[1:])
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 1200, 0, 0))
    shown = bytearray()
    since = 0
    for line in ["|" + PROMPT] + sys.stdin.read().splitlines():
        keys, text = (part.strip(" ") for part in line.split("|", 1)) if not line.startswith("|") else ("", line[1:])
        if keys:
            since = len(shown)
            for part in re.split(r"(\{TAB\})", keys):
                os.write(fd, b"\t" if part == "{TAB}" else part.encode())
                read(fd, shown, 1.5 if part == "{TAB}" else 0.2)
            os.write(fd, b"\r")
        wait_for(fd, shown, since, text)
        if text != "removed":
            wait_for(fd, shown, since, PROMPT, plain_end=True)
    while read(fd, shown, 1.0):
        pass
    for line in plain(shown).splitlines():
        print(line if len(line) <= WIDE else line[:WIDE] + " ..")


def wait_for(fd, shown, since, text, plain_end=False):
    end = time.monotonic() + DEADLINE
    while not (plain(shown).endswith(text) if plain_end else text in plain(shown[since:])):
        if time.monotonic() > end:
            sys.exit(f"no {text!r} within {DEADLINE} s; the terminal shows:\n{plain(shown)}")
        if not read(fd, shown, 0.2):
            continue


def read(fd, shown, seconds):
    if not select.select([fd], [], [], seconds)[0]:
        return False
    try:
        part = os.read(fd, 65536)
    except OSError:
        return False
    shown += part
    return bool(part)


def plain(shown):
    text = bytes(shown).decode(errors="replace")
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07|\x07", "", text)
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip("\r").rsplit("\r", 1)[-1] for line in lines)  # what was drawn over is gone


main()
