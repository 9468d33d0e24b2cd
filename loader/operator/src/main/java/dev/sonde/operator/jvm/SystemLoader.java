package dev.sonde.operator.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The search for a target's own system class loader on its class path. java.lang.instrument hands
 * agents over by calling {@code appendToClassPathForInstrumentation}; without that method loading
 * one fails, and prints on the target's stderr.
 *
 * @param root of the target's file system
 * @param folder the target's working folder, as a path of ours
 */
public record SystemLoader(Path root, Path folder) {
  private static final String METHOD = "appendToClassPathForInstrumentation";
  private static final int MAX_CLASS = 1 << 20;

  /** Whether a class can be the system class loader of a JVM with agents. */
  public enum Fitness {
    YES,
    NO,
    UNKNOWN
  }

  Fitness fitness(String loader, String classPath) {
    if (loader.isEmpty()) return Fitness.YES;
    String file = loader.replace('.', '/') + ".class";
    for (String entry : classPath.split(":")) {
      Optional<byte[]> found =
          Files.isDirectory(resolve(entry)) ? inFolder(entry, file) : inJar(entry, file);
      if (found.isPresent()) return mentions(found.get()) ? Fitness.YES : Fitness.NO;
    }
    return Fitness.UNKNOWN;
  }

  private Path resolve(String entry) {
    return entry.startsWith("/") ? root.resolve(entry.substring(1)) : folder.resolve(entry);
  }

  private Optional<byte[]> inFolder(String entry, String file) {
    Path path = resolve(entry).resolve(file);
    if (!Files.isRegularFile(path)) return Optional.empty();
    try (InputStream in = Files.newInputStream(path)) {
      return Optional.of(in.readNBytes(MAX_CLASS));
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> inJar(String entry, String file) {
    if (!Files.isRegularFile(resolve(entry))) return Optional.empty();
    try (ZipFile jar = new ZipFile(resolve(entry).toFile())) {
      ZipEntry found = jar.getEntry(file);
      return found == null
          ? Optional.empty()
          : Optional.of(jar.getInputStream(found).readNBytes(MAX_CLASS));
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  /** A class file spells the names of its methods in its constant pool, in plain bytes. */
  private static boolean mentions(byte[] classFile) {
    return new String(classFile, StandardCharsets.ISO_8859_1).contains(METHOD);
  }
}
