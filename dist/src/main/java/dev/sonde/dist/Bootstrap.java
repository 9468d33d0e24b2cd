package dev.sonde.dist;

import dev.sonde.operator.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The way in by paste: {@code Sonde.java} pinned to one {@code sonde.jar}, its class, and the line
 * pinned to that class.
 */
final class Bootstrap {
  private final Layout layout;
  private final Path distribution;
  private final URI base;

  /**
   * Made below {@code distribution}, which will be found at {@code base}, which ends in a slash.
   */
  Bootstrap(Layout layout, Path distribution, URI base) {
    this.layout = layout;
    this.distribution = distribution;
    this.base = base;
  }

  void build(byte[] sondeJar) throws IOException {
    Path folder = distribution.resolve("bootstrap");
    String source =
        Files.readString(layout.root().resolve("bootstrap/src/main/java/Sonde.java"))
            .replace("@URL@", base.resolve("lib/sonde.jar").toString())
            .replace("@LENGTH@", "" + sondeJar.length)
            .replace("@SHA256@", Sha256.hex(sondeJar));
    Folders.write(folder.resolve("Sonde.java"), source.getBytes(StandardCharsets.UTF_8));
    byte[] classFile = compiled(folder.resolve("Sonde.java"));
    Folders.write(folder.resolve("Sonde.class"), classFile);
    Folders.write(
        folder.resolve("paste.jsh"),
        (pasteLine(classFile) + "\n").getBytes(StandardCharsets.UTF_8));
    ConsolePastes.write(
        layout.root().resolve("docs/CONSOLES.md"),
        folder,
        base.resolve("bootstrap/Sonde.class"),
        classFile);
  }

  private byte[] compiled(Path source) throws IOException {
    Jar jar =
        new Javac(Jdk.current())
            .compile(17, layout.work("bootstrap-classes"), List.of(source), List.of());
    return jar.entries().get("Sonde.class");
  }

  private String pasteLine(byte[] classFile) throws IOException {
    String line =
        PasteLine.of(
            layout.root().resolve("dist/src/main/jsh/paste.jsh"),
            base.resolve("bootstrap/Sonde.class"),
            classFile);
    if (line.length() > PasteLine.LIMIT) {
      System.out.println(
          "paste.jsh has "
              + line.length()
              + " characters, more than "
              + PasteLine.LIMIT
              + ": the place of the clone has a long name");
    }
    return line;
  }
}
