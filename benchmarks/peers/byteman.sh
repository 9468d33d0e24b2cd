# byteman.sh RULES: loads Byteman's agent into $PID and gives it rules.
set -e
mkdir -p "$OUT/byteman/lib"
for each in byteman byteman-install byteman-submit; do cp "$JARS/$each-4.0.27.jar" "$OUT/byteman/lib/$each.jar"; done
"$JAVA_HOME/bin/java" -Dorg.jboss.byteman.home="$OUT/byteman" -cp "$OUT/byteman/lib/byteman-install.jar" \
  org.jboss.byteman.agent.install.Install -b -h 127.0.0.1 -p 19091 -Dorg.jboss.byteman.compile.to.bytecode=true "$PID"
exec "$JAVA_HOME/bin/java" -cp "$OUT/byteman/lib/byteman-submit.jar" \
  org.jboss.byteman.agent.submit.Submit -p 19091 -l "$HERE/$1"
