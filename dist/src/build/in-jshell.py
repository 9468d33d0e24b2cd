#!/usr/bin/env python3
"""in-jshell.py JSHELL raw|bracketed: enters the lines of its input in a stock jshell on a terminal, and prints each line with what jshell answers.

raw: as keys, the way a terminal without bracketed paste hands a paste over; bracketed: as one paste. The next line waits for the next prompt.
"""
import fcntl, os, pty, re, select, struct, sys, termios, time

PROMPT = b"jshell> "
COLUMNS = 1200  # no line is wrapped
DEADLINE = 120


class Terminal:
    def __init__(self, program):
        self.shown = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execvp(program, [program])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))

    def read(self, seconds):
        """What comes within so many seconds: nothing, or None after the end."""
        if not select.select([self.fd], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self.fd, 65536) or None
        except OSError:
            return None

    def settle(self):
        while part := self.read(0.4):
            self.shown += part

    def wait_for(self, text):
        end = time.monotonic() + DEADLINE
        while text not in self.shown:
            part = self.read(0.2)
            if part is None:
                return
            if time.monotonic() > end:
                sys.exit(f"no {text!r} within {DEADLINE} s; the terminal shows:\n{plain(self.shown)}")
            self.shown += part
        self.settle()

    def enter(self, line, bracketed):
        """Types a line, waits until it is echoed, and gives what is shown from Enter to the next prompt."""
        os.write(self.fd, b"\x1b[200~" + line.encode() + b"\x1b[201~" if bracketed else line.encode())
        self.settle()
        self.shown = b""
        os.write(self.fd, b"\r")
        self.wait_for(b"Goodbye" if line == "/exit" else PROMPT)
        answer = plain(self.shown).replace(PROMPT.decode(), "").strip()
        return answer.removeprefix(line).strip()  # jshell draws the line once more


def plain(shown):
    text = shown.decode(errors="replace")
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x1b\][^\x07]*\x07|\r|\x07", "", text)


def main():
    jshell, mode = sys.argv[1:3]
    terminal = Terminal(jshell)
    terminal.wait_for(PROMPT)
    for line in sys.stdin.read().splitlines() + ["/exit"]:
        answer = terminal.enter(line, mode == "bracketed")
        print(f"jshell> {line}\n{answer}\n" if answer else f"jshell> {line}\n", flush=True)
    os.close(terminal.fd)
    os.waitpid(terminal.pid, 0)


main()
