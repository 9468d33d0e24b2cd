package dev.sonde.dist;

import dev.sonde.operator.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The bootstrap once more, as an agent of one class whose name carries the hash of its source. */
final class AgentJar {
  private AgentJar() {}

  static byte[] build(Layout layout) throws IOException {
    byte[] source = Files.readAllBytes(layout.root().resolve("bootstrap/src/main/java/Sonde.java"));
    String name = "SondeAgent_" + Sha256.hex(source).substring(0, 8);
    Path renamed = layout.work("agent-source").resolve(name + ".java");
    Files.createDirectories(renamed.getParent());
    Files.writeString(renamed, new String(source).replaceAll("\\bSonde\\b", name));
    Jar jar =
        new Javac(Jdk.current())
            .compile(
                17,
                layout.work("agent-classes"),
                List.of(renamed),
                List.of(),
                "-g:none",
                "-XDstringConcat=inline");
    return jar.bytes(
        Map.of(
            "Agent-Class",
            name,
            "Can-Redefine-Classes",
            "true",
            "Can-Retransform-Classes",
            "true"));
  }
}
