package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a jar's entries, checked on the bytes in memory that classes will be defined from.
 */
final class JarCheck {
  private static final int MAX_ENTRIES = 4_096;
  private static final long MAX_BYTES = 32 << 20;
  private static final int LONGEST_NAME = 512;
  private static final int SHOWN = 80;

  /** The loader's own packages: the target refuses them too, but then it was touched already. */
  private static final List<String> RESERVED =
      List.of("java/", "dev/sonde/api/", "dev/sonde/wire/", "dev/sonde/target/");

  private final String where;
  private final List<String> reserved;

  /** Folded: names that a disk or a reader could take for one another are one name. */
  private final Set<String> names = new HashSet<>();

  private final byte[] passed = new byte[16 << 10];
  private long left = MAX_BYTES;

  /** For a plugin. */
  JarCheck(String where) {
    this(where, RESERVED);
  }

  private JarCheck(String where, List<String> reserved) {
    this.where = where;
    this.reserved = reserved;
  }

  /** For a {@code sonde.jar}, which has packages of the loader. */
  static JarCheck ofRelease(String where) {
    return new JarCheck(where, List.of("java/"));
  }

  /**
   * Checks all of {@code jar} and returns the bytes of the entry {@code wanted}, if there is one.
   */
  Optional<byte[]> entry(byte[] jar, String wanted) {
    return Optional.ofNullable(entries(jar, wanted).get(wanted));
  }

  /**
   * As {@link #entry}, but where headers tell all, other entries are not unpacked, which takes 10
   * ms of a start: the target unpacks each when it is loaded, and refuses what is not as it was
   * told.
   */
  Optional<byte[]> entryAsTold(byte[] jar, String wanted) {
    return PlainHeaders.tellAll(jar) ? told(jar, wanted) : entry(jar, wanted);
  }

  private Optional<byte[]> told(byte[] jar, String wanted) {
    Optional<byte[]> found = Optional.empty();
    for (PlainHeaders entry = PlainHeaders.of(jar); entry.begins(); entry.next()) {
      String name = entry.name();
      checkName(name);
      if (wanted.equals(name)) found = Optional.of(read(entry));
      else counted(entry.size());
    }
    return found;
  }

  private byte[] read(PlainHeaders entry) {
    try (InputStream in = entry.unpacked()) {
      return read(in);
    } catch (IOException e) {
      throw refused(ErrorId.JAR_EMPTY, "is not a whole jar (" + e.getMessage() + ")");
    }
  }

  /** Checks all of {@code jar} and returns its entries by name. */
  Map<String, byte[]> entries(byte[] jar) {
    return entries(jar, null);
  }

  /**
   * @param wanted the one entry that is kept; null: all
   */
  private Map<String, byte[]> entries(byte[] jar, @Nullable String wanted) {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String name = entry.getName();
        checkName(name);
        if (wanted == null || wanted.equals(name)) entries.put(name, read(in));
        else pass(in);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw refused(ErrorId.JAR_EMPTY, "is not a whole jar (" + e.getMessage() + ")");
    }
    if (names.isEmpty()) throw refused(ErrorId.JAR_EMPTY, "has no entries");
    return entries;
  }

  private void checkName(String name) {
    if (!isPlain(name))
      throw refused(
          ErrorId.JAR_NAME, "has an entry \"" + shown(name) + "\", which is not a plain name");
    if (name.endsWith(".class") && isReserved(name))
      throw refused(
          ErrorId.JAR_NAME, "has a class \"" + shown(name) + "\" in a package of the loader's");
    if (name.startsWith("META-INF/versions/")) {
      throw refused(
          ErrorId.JAR_MULTI_RELEASE,
          "has an entry \"" + shown(name) + "\": other classes for other Java versions");
    }
    if (!names.add(folded(name)))
      throw refused(ErrorId.JAR_DUPLICATE, "has two entries \"" + shown(name) + "\"");
    if (names.size() > MAX_ENTRIES)
      throw refused(ErrorId.JAR_BOMB, "has more than " + MAX_ENTRIES + " entries");
  }

  private boolean isReserved(String name) {
    for (String each : reserved) if (name.startsWith(each)) return true;
    return false;
  }

  private static boolean isPlain(String name) {
    return !hasStep(name)
        && !hasControl(name)
        && !name.isEmpty()
        && name.length() <= LONGEST_NAME
        && !name.startsWith("/")
        && name.indexOf('\\') < 0;
  }

  /** Whether a part of the path is {@code ..}. */
  private static boolean hasStep(String name) {
    return name.contains("..") && ("/" + name + "/").contains("/../");
  }

  private static boolean hasControl(String name) {
    for (int i = 0; i < name.length(); i++) if (Character.isISOControl(name.charAt(i))) return true;
    return false;
  }

  /** ASCII is its own normal form, and the JDK's normaliser costs a cold JVM 20 ms. */
  private static String folded(String name) {
    String normal = isAscii(name) ? name : Normalizer.normalize(name, Normalizer.Form.NFKC);
    return normal.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) if (name.charAt(i) > 0x7f) return false;
    return true;
  }

  /** For a terminal: the name is a stranger's. */
  private static String shown(String name) {
    String brief = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "…";
    return brief.replaceAll("\\p{Cntrl}", "?");
  }

  private byte[] read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes((int) left + 1);
    counted(bytes.length);
    return bytes;
  }

  /** As {@link #read}, for an entry that nobody wants. */
  private void pass(ZipInputStream in) throws IOException {
    for (int read = in.read(passed); read >= 0; read = in.read(passed)) counted(read);
  }

  private void counted(int length) {
    left -= length;
    if (left < 0)
      throw refused(ErrorId.JAR_BOMB, "unpacks to more than " + (MAX_BYTES >> 20) + " MiB");
  }

  private SondeException refused(ErrorId id, String what) {
    return new SondeException(id, where + " " + what + "; it was not used, tell who published it");
  }
}
