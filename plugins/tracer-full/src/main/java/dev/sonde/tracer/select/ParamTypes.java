package dev.sonde.tracer.select;

import java.util.ArrayList;
import java.util.List;

/**
 * The parameter list of a pattern: types by simple or full name, and {@code ..} at the end for any
 * more.
 */
final class ParamTypes {
  private final List<String> types;
  private final boolean open;

  private ParamTypes(List<String> types, boolean open) {
    this.types = List.copyOf(types);
    this.open = open;
  }

  /**
   * Reads what stands between the parentheses, maybe pasted from source with generics and names.
   */
  static ParamTypes read(String inside) {
    List<String> types = new ArrayList<>();
    String plain = withoutGenerics(inside).trim();
    if (plain.isEmpty()) return new ParamTypes(types, false);
    for (String each : plain.split(",", -1)) types.add(type(each.trim()));
    boolean open = types.get(types.size() - 1).equals("..");
    return new ParamTypes(open ? types.subList(0, types.size() - 1) : types, open);
  }

  /** The parameters of a descriptor by their simple names. */
  static ParamTypes simple(String descriptor) {
    return new ParamTypes(
        SourceNames.parameters(descriptor).stream().map(ParamTypes::simpleType).toList(), false);
  }

  /** {@code *} where a pattern cannot have its name. */
  private static String simpleType(String type) {
    String simple = SourceNames.simple(type);
    String name = simple.replace("[]", "");
    boolean plain = SourceNames.typed(name).equals(name) && name.indexOf('-') < 0;
    return plain && same(type(simple), type) ? simple : "*";
  }

  boolean match(String descriptor) {
    List<String> actual = SourceNames.parameters(descriptor);
    if (open ? actual.size() < types.size() : actual.size() != types.size()) return false;
    for (int i = 0; i < types.size(); i++) if (!same(types.get(i), actual.get(i))) return false;
    return true;
  }

  String text() {
    List<String> shown = new ArrayList<>(types);
    if (open) shown.add("..");
    return "(" + String.join(",", shown) + ")";
  }

  List<String> types() {
    return types;
  }

  private static boolean same(String wanted, String actual) {
    return wanted.equals("*") || wanted.equals(actual) || actual.endsWith("." + wanted);
  }

  private static String type(String written) {
    String type = written.startsWith("final ") ? written.substring(6).trim() : written;
    int space = type.indexOf(' ');
    if (space > 0) type = type.substring(0, space);
    if (type.endsWith("...")) type = type.substring(0, type.length() - 3) + "[]";
    return SourceNames.shortLang(type.replace('$', '.'));
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
