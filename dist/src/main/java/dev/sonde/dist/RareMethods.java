package dev.sonde.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Methods that a plain trace does not run, of classes that it uses: {@code rare-methods.txt} beside
 * this class, in each line a class and the names of its rare methods, with all their overloads.
 * {@code dist/rare-methods} writes it.
 */
final class RareMethods {
  private static final String LIST = "rare-methods.txt";
  private static final String HEADER =
      "# Methods that a plain trace does not run, of classes that it uses. dist/rare-methods writes it.";

  private RareMethods() {}

  /** Names of methods, by internal names of classes. */
  static Map<String, Set<String>> listed() {
    try (InputStream in = RareMethods.class.getResourceAsStream(LIST)) {
      if (in == null) throw new IllegalStateException("expected " + LIST + " in dist");
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Set<String>> read(String list) {
    Map<String, Set<String>> read = new TreeMap<>();
    list.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split(": "))
        .forEach(line -> read.put(line[0], new TreeSet<>(List.of(line[1].split(" ")))));
    return read;
  }

  /** Compilers number what they add: a name with a dollar is another method's tomorrow. */
  static boolean mayBeTold(ClassNode node, MethodNode method) {
    return !node.name.startsWith(Program.API)
        && !SetApart.isInCalls(node.name)
        && !Program.isInterface(node)
        && (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0
        && !method.name.equals(StartOrder.START)
        && method.name.indexOf('$') < 0
        && !node.name.endsWith("/Lambdas");
  }

  /** What a method tells that runs. */
  static String key(ClassNode node, MethodNode method) {
    return node.name + "." + method.name;
  }

  /**
   * Adds what is rare in a program to a list.
   *
   * @param ran a folder of files with a {@link #key} in each line
   */
  static void write(Program program, Path ran, Path list) {
    try {
      Set<String> keys = new HashSet<>();
      for (Path each : Folders.files(ran)) keys.addAll(Files.readAllLines(ran.resolve(each)));
      Map<String, Set<String>> rare =
          Files.exists(list) ? read(Files.readString(list)) : new TreeMap<>();
      for (ClassNode node : program.classes.values()) {
        Set<String> names = rarelyRun(node, keys);
        if (!names.isEmpty())
          rare.computeIfAbsent(node.name, same -> new TreeSet<>()).addAll(names);
      }
      List<String> lines = new ArrayList<>(List.of(HEADER));
      rare.forEach((name, names) -> lines.add(name + ": " + String.join(" ", names)));
      Files.write(list, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** None of a class that is not used at all. */
  private static Set<String> rarelyRun(ClassNode node, Set<String> keys) {
    Set<String> names = new TreeSet<>();
    boolean isUsed = false;
    for (MethodNode method : node.methods)
      if (mayBeTold(node, method))
        if (keys.contains(key(node, method))) isUsed = true;
        else if (!method.name.startsWith("<")) names.add(method.name);
    return isUsed ? names : Set.of();
  }
}
