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
(while sleep 0.2; do curl -s "http://127.0.0.1:$port/orders/7" >/dev/null; done) &
started+=($!)

# The pasted line is shown shortened: paste.jsh has all of it.
"$root/dist/src/build/in-jshell.py" "${JAVA_HOME:+$JAVA_HOME/bin/}jshell" bracketed <<LINES | sed -E "s#^(jshell> final class Sonde.{60}).*(.{40})\$#\1 .. \2#"
$(cat "$dist/bootstrap/paste.jsh")
Sonde.list()
Sonde.trace($target, "StubRequestHandler::handleRequest", e -> System.out.println(e.get("durationNanos") + " ns in " + e.get("thread")))
Sonde.run("trace $target com.github.tomakehurst.wiremock.http.StubRequestHandler::handleRequest -n 1")
LINES
