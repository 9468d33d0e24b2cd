package dev.sonde.tracer.words;

import java.util.ArrayList;
import java.util.List;

/**
 * The types between the parentheses of a pattern, maybe pasted from source with generics and names.
 */
final class TypeList {
  private TypeList() {}

  static List<String> read(String inside) {
    List<String> types = new ArrayList<>();
    String plain = withoutGenerics(inside).trim();
    if (plain.isEmpty()) return types;
    for (String each : plain.split(",", -1)) types.add(type(each.trim()));
    return types;
  }

  private static String type(String written) {
    String type = written.startsWith("final ") ? written.substring(6).trim() : written;
    int space = type.indexOf(' ');
    if (space > 0) type = type.substring(0, space);
    if (type.endsWith("...")) type = type.substring(0, type.length() - 3) + "[]";
    return type.replace('$', '.');
  }

  private static String withoutGenerics(String text) {
    StringBuilder plain = new StringBuilder();
    int open = 0;
    for (char c : text.toCharArray()) {
      if (c == '<') open++;
      else if (c == '>') open--;
      else if (open == 0) plain.append(c);
    }
    return plain.toString();
  }
}
