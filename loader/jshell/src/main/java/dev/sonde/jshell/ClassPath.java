package dev.sonde.jshell;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The application's classes as files that javac and completion read: its own files where this
 * process can read them, copies of jars that lie in jars, and what only its loaders have, over the
 * link. Those of a container are copied.
 */
final class ClassPath {
  /** A question has 64 KiB. */
  private static final int MOST_UNREAD = 200;

  private static final long MOST_COPIED = 512L << 20;

  private final Path folder;
  private final @Nullable Abroad abroad;
  private final Consumer<String> notes;
  private final Set<String> entries = new LinkedHashSet<>();
  private final Map<String, Boolean> places = new HashMap<>();
  private final Map<String, Optional<Path>> brought = new HashMap<>();
  private long copied;
  private int made;

  /**
   * @param folder a private one, for copies
   * @param root of the target's file system; null: ours
   */
  ClassPath(Path folder, @Nullable Path root, Consumer<String> notes) {
    this.folder = folder;
    this.abroad = root == null ? null : new Abroad(root, MOST_COPIED);
    this.notes = notes;
  }

  /** Asks over the link only for loaders of which not all is in files. */
  ClassPath add(Described described, Desk desk) throws IOException {
    add(described.classes());
    for (Described.Loader loader : described.loaders()) {
      List<String> unread = new ArrayList<>();
      for (String url : loader.urls()) if (!known(url)) unread.add(url);
      if (!loader.whole() || !unread.isEmpty()) add(loaded(loader.index(), unread, desk));
    }
    return this;
  }

  @Override
  public String toString() {
    return String.join(File.pathSeparator, entries);
  }

  /** As {@link #add(String)}, once for each: two loaders may name the same place. */
  private boolean known(String url) throws IOException {
    Boolean known = places.get(url);
    if (known != null) return known;
    boolean read = add(url);
    places.put(url, read);
    return read;
  }

  /** False if it cannot be read here: it is no file, or is there no more, as after an upgrade. */
  private boolean add(String url) throws IOException {
    Optional<Location> location = Location.of(url);
    if (location.isEmpty()) return false;
    Optional<Path> file = file(location.get());
    if (file.isEmpty()) return false;
    String inside = location.get().inside();
    if (inside.isEmpty()) entries.add(file.get().toString());
    else return copy(file.get(), inside);
    return true;
  }

  private Optional<Path> file(Location location) throws IOException {
    Abroad from = abroad;
    if (from == null) return location.here();
    Optional<Path> known = brought.get(location.file());
    if (known != null) return known;
    Path copy = next();
    Optional<Path> file = Optional.empty();
    try {
      if (from.copy(location.file(), copy)) file = Optional.of(copy);
    } catch (Abroad.TooMuch large) {
      notes.accept(location.file() + " is not visible: more than 512 MB are in this container");
    }
    brought.put(location.file(), file);
    return file;
  }

  private boolean copy(Path outer, String inside) throws IOException {
    String name = inside.replaceFirst("/!$|!$", "");
    try (ZipFile zip = new ZipFile(outer.toFile())) {
      ZipEntry entry = zip.getEntry(name);
      if (entry != null && !entry.isDirectory()) return copyJar(zip, entry);
      copyFolder(zip, name.endsWith("/") ? name : name + "/");
      return true;
    }
  }

  private boolean copyJar(ZipFile zip, ZipEntry entry) throws IOException {
    copied += Math.max(0, entry.getSize());
    if (copied > MOST_COPIED) {
      notes.accept(entry.getName() + " is not visible: more than 512 MB of jars lie in jars");
      return true;
    }
    Path copy = next();
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, copy);
    }
    entries.add(copy.toString());
    return true;
  }

  private void copyFolder(ZipFile zip, String name) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry each = all.nextElement();
      if (!each.getName().startsWith(name) || !each.getName().endsWith(".class")) continue;
      try (InputStream in = zip.getInputStream(each)) {
        files.put(each.getName().substring(name.length()), in.readAllBytes());
      }
    }
    write(files);
  }

  /** Classes by their names. */
  private void add(Map<String, byte[]> classes) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    classes.forEach((name, file) -> files.put(name.replace('.', '/') + ".class", file));
    write(files);
  }

  private void write(Map<String, byte[]> files) throws IOException {
    if (files.isEmpty()) return;
    Path jar = next();
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(0);
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
      }
    }
    entries.add(jar.toString());
  }

  private Path next() {
    return folder.resolve("classes-" + ++made + ".jar");
  }

  private static Map<String, byte[]> loaded(int loader, List<String> unread, Desk desk) {
    Map<String, byte[]> classes = new TreeMap<>();
    Map<String, List<byte[]>> begun = new TreeMap<>();
    Outlines outlines = new Outlines();
    List<String> words = new ArrayList<>(List.of("classes", Integer.toString(loader)));
    words.addAll(unread.subList(0, Math.min(MOST_UNREAD, unread.size())));
    desk.ask(
        words,
        record -> {
          if (Answer.text(record, "kind").equals("outline")) outlines.add(record);
          if (!(record.get("bytes") instanceof byte[] piece)) return;
          String name = Answer.text(record, "name");
          List<byte[]> pieces = begun.computeIfAbsent(name, any -> new ArrayList<>());
          pieces.add(piece);
          if (!Boolean.TRUE.equals(record.get("more"))) classes.put(name, joined(pieces));
        });
    classes.putAll(outlines.files());
    classes.keySet().removeIf(name -> !name.matches("[^/\\\\\\p{Cntrl}]+"));
    return classes;
  }

  private static byte[] joined(List<byte[]> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    pieces.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
