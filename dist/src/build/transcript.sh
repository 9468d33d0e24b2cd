#!/usr/bin/env bash
# transcript.sh: prints what a stock jshell shows when the pasted line of target/dist is used on a live WireMock. Needs a built target/dist, python3, curl.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
dist=$root/target/dist
work=$(mktemp -d)
started=()
cleanup() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
java -jar "$dist/demo/wiremock-standalone.jar" --port "$port" --bind-address 127.0.0.1 >"$work/wiremock.log" 2>&1 &
started+=($!)
target=$!
for _ in $(seq 100); do curl -fs "http://127.0.0.1:$port/__admin/mappings" >/dev/null 2>&1 && break; sleep 0.1; done
(while sleep 0.05; do curl -s "http://127.0.0.1:$port/orders/7" >/dev/null; done) &
started+=($!)

# Shortened: what is longer than a screen is wide, and the events between the third and the last.
shortened() {
  awk '/ ns in /{ if (++events > 3) { last = $0; next } } last { print ".."; print last; last = "" } { print }' | sed -E 's#^(.{230}).{20,}$#\1 ..#'
}

"$root/dist/src/build/in-jshell.py" "${JAVA_HOME:+$JAVA_HOME/bin/}jshell" bracketed <<LINES | sed "s#$root#/home/me/sonde#g" | shortened
$(cat "$dist/bootstrap/paste.jsh")
Sonde.list()
Sonde.trace($target, "StubRequestHandler::handleRequest", e -> System.out.println(e.get("durationNanos") + " ns in " + e.get("thread")))
Sonde.run("trace $target StubRequestHandler::handleRequest -n 1")
LINES
