package dev.sonde.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a look has found: a plain value on a line, for scripts too; an object, a list or a map with
 * a line for each field, element or entry. Where several loaders have the class, each says which.
 */
final class StateText {
  private static final String INDENT = "  ";

  private final Style style;

  StateText(Style style) {
    this.style = style;
  }

  List<String> of(Fields seen) {
    List<String> lines = new ArrayList<>();
    String loader =
        seen.number("loaders") > 1 ? style.bold("{" + seen.text("loader") + "}") + INDENT : "";
    if (seen.has("error")) lines.add(loader + refusal(seen));
    else if (seen.get("value") instanceof List<?> list) list(lines, loader, seen, list);
    else if (seen.get("value") instanceof Map<?, ?> map
        && map.keySet().stream().anyMatch(StateText::field)) map(lines, loader, seen, map);
    else lines.add(loader + ValueText.of(seen.get("value")));
    for (String note : seen.texts("notes")) lines.add(style.dim("# " + note));
    return lines;
  }

  /** The sentence without the place in the expression, which stands above it. */
  private static String refusal(Fields seen) {
    String error = String.valueOf(seen.get("error"));
    return Escaped.line(seen.text("id") + ": " + error.lines().findFirst().orElse(""));
  }

  private static void list(List<String> lines, String loader, Fields seen, List<?> list) {
    lines.add(loader + Names.simple(seen.text("type")) + (list.isEmpty() ? " []" : ""));
    for (int i = 0; i < list.size(); i++) {
      boolean more = i == list.size() - 1 && String.valueOf(list.get(i)).startsWith("… ");
      String element = more ? Escaped.line(String.valueOf(list.get(i))) : ValueText.of(list.get(i));
      lines.add(INDENT + (more ? "" : "[" + i + "] ") + element);
    }
  }

  private static void map(List<String> lines, String loader, Fields seen, Map<?, ?> map) {
    lines.add(loader + Names.simple(seen.text("type")));
    map.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (name.equals("@more")) lines.add(INDENT + "… " + value + " more");
          else if (field(key) || name.equals("@message"))
            lines.add(INDENT + Escaped.line(name) + " = " + ValueText.of(value));
        });
  }

  /** Keys with an at sign are the capture's own words. */
  private static boolean field(Object key) {
    String name = String.valueOf(key);
    return !name.startsWith("@") || name.startsWith("@@");
  }
}
