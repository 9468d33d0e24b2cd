# arthas.sh COMMAND: attaches Arthas to $PID and gives it one command. Its ports are on loopback; what it writes goes to $OUT.
mkdir -p "$OUT/home"
[ -d "$OUT/arthas" ] || (mkdir "$OUT/arthas" && cd "$OUT/arthas" && "$JAVA_HOME/bin/jar" xf "$JARS/arthas-packaging-4.1.5-bin.zip")
exec "$JAVA_HOME/bin/java" -Duser.home="$OUT/home" -jar "$OUT/arthas/arthas-boot.jar" --arthas-home "$OUT/arthas" \
  --target-ip 127.0.0.1 --telnet-port 13658 --http-port 18563 "$PID" -c "$1"
