# btrace.sh SCRIPT: attaches BTrace to $PID with a script of this folder.
mkdir -p "$OUT/btrace"
for each in btrace-agent btrace-client btrace-boot; do cp "$JARS/$each-2.2.6.jar" "$OUT/btrace/$each.jar"; done
exec "$JAVA_HOME/bin/java" -XX:+IgnoreUnrecognizedVMOptions \
  --add-exports jdk.internal.jvmstat/sun.jvmstat.monitor=ALL-UNNAMED -cp "$OUT/btrace/btrace-client.jar" \
  org.openjdk.btrace.client.Main -p 12020 "$PID" "$HERE/$1.java"
