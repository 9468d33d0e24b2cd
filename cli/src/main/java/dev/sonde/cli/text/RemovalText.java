package dev.sonde.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The removal report: what went wrong, then on the last line what was taken out, what was checked
 * and what was not, and what stays.
 */
public final class RemovalText {
  private static final List<String> NOUNS =
      List.of("methods", "threads", "loaders", "files", "sockets");

  private final Style style;

  public RemovalText(Style style) {
    this.style = style;
  }

  /**
   * @param report the fields of a REPORT: ok, millis, removed, verified, notShown, failures, stays
   */
  public List<String> lines(Map<String, ? extends @Nullable Object> report) {
    Fields fields = new Fields(report);
    List<String> lines = new ArrayList<>();
    String word =
        fields.flag("ok")
            ? style.bold(style.green("removed"))
            : style.bold(style.red("not all removed"));
    sentences(fields.get("failures")).forEach(each -> lines.add(style.red("failed") + "  " + each));
    lines.add(
        word
            + "  "
            + removed(fields.fields("removed"))
            + " in "
            + Amounts.millis(fields.number("millis"))
            + checked(sentences(fields.get("verified")))
            + notShown(sentences(fields.get("notShown")))
            + stays(fields.each("stays")));
    return lines;
  }

  private static String removed(Fields removed) {
    List<String> all = new ArrayList<>();
    for (String noun : NOUNS) all.add(counted(removed, noun));
    for (Object key : removed.map().keySet())
      if (key instanceof String noun && !NOUNS.contains(noun)) all.add(counted(removed, noun));
    return String.join(", ", all);
  }

  private static String counted(Fields removed, String noun) {
    long count = removed.number(noun);
    String name = Escaped.line(count == 1 ? noun.replaceFirst("(?<=ss)es$|s$", "") : noun);
    return Amounts.count(count) + " " + name + (noun.equals("methods") ? " restored" : "");
  }

  private static String stays(List<Fields> stays) {
    if (stays.isEmpty()) return "";
    return stays.stream().map(RemovalText::stay).collect(Collectors.joining(", ", "; stays: ", ""));
  }

  private static String stay(Fields stay) {
    String with = stay.text("with");
    return stay.text("what")
        + " ("
        + Amounts.bytes(stay.number("bytes"))
        + ")"
        + (with.isEmpty() ? "" : " with " + with);
  }

  private static String checked(List<String> verified) {
    return verified.isEmpty() ? "" : "; checked: " + String.join(", ", verified);
  }

  /** Of each sentence what it is about; JSON has the whole. */
  private static String notShown(List<String> sentences) {
    if (sentences.isEmpty()) return "";
    return sentences.stream()
        .map(each -> each.replaceFirst("[,:] .*", ""))
        .collect(Collectors.joining(", ", "; not checked: ", ""));
  }

  private static List<String> sentences(@Nullable Object value) {
    return value instanceof List<?> list
        ? list.stream().map(each -> Escaped.line(String.valueOf(each))).toList()
        : List.of();
  }
}
