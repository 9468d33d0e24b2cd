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

  /** As a person has written them. */
  static ParamTypes of(List<String> written) {
    List<String> types = new ArrayList<>();
    for (String each : written) types.add(SourceNames.shortLang(each));
    boolean open = !types.isEmpty() && types.get(types.size() - 1).equals("..");
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
    return plain && same(SourceNames.shortLang(simple.replace('$', '.')), type) ? simple : "*";
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

  private static boolean same(String wanted, String actual) {
    return wanted.equals("*") || wanted.equals(actual) || actual.endsWith("." + wanted);
  }
}
