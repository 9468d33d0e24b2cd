import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Holds a report of PIT against the explained survivors: {@code java Survivors.java PART REPORT SURVIVORS}.
 *
 * <p>A survivor is named {@code Class.method mutator} (with a count where there are several), never by its line, so that an edit elsewhere does not
 * move it. Ends with 1 when a survivor has no explanation, or more survive than are explained.
 */
final class Survivors {
  private static final Set<String> KILLED = Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR", "NON_VIABLE");

  public static void main(String[] args) throws Exception {
    Map<String, List<String>> survivors = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, Integer> late = new TreeMap<>();
    NodeList all = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Path.of(args[1]).toFile()).getElementsByTagName("mutation");
    for (int i = 0; i < all.getLength(); i++) {
      Element mutation = (Element) all.item(i);
      String status = mutation.getAttribute("status");
      counts.merge(status, 1, Integer::sum);
      if (status.equals("TIMED_OUT")) late.merge(name(mutation), 1, Integer::sum);
      if (KILLED.contains(status)) continue;
      survivors.computeIfAbsent(name(mutation), it -> new ArrayList<>()).add("line " + text(mutation, "lineNumber") + ": " + text(mutation, "description"));
    }
    Map<String, Integer> explained = explained(Path.of(args[2]));
    List<String> open = new ArrayList<>();
    survivors.forEach((name, places) -> {
      if (places.size() > explained.getOrDefault(name, 0)) open.add(name + " x" + places.size() + " " + places);
    });
    System.out.println(args[0] + ": " + all.getLength() + " mutants, " + counts + ", unexplained " + open.size());
    if (!late.isEmpty()) System.out.println("  counted as killed, for no test came to its end: " + late);
    open.forEach(each -> System.out.println("  survives unexplained: " + each));
    System.exit(open.isEmpty() ? 0 : 1);
  }

  private static String name(Element mutation) {
    String type = text(mutation, "mutatedClass").replaceFirst(".*\\.", "");
    return type + "." + text(mutation, "mutatedMethod") + " " + text(mutation, "mutator").replaceFirst(".*\\.", "");
  }

  private static String text(Element parent, String tag) {
    return parent.getElementsByTagName(tag).item(0).getTextContent();
  }

  /** Lines {@code Class.method mutator [xN] | why no test can notice}. */
  private static Map<String, Integer> explained(Path file) throws Exception {
    Map<String, Integer> explained = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split(" \\| ", 2);
      if (line.isBlank() || line.startsWith("#")) continue;
      if (cells.length < 2 || cells[1].isBlank()) throw new IllegalArgumentException("expected a reason: " + line);
      String[] words = cells[0].strip().split(" ");
      explained.put(words[0] + " " + words[1], words.length > 2 ? Integer.parseInt(words[2].substring(1)) : 1);
    }
    return explained;
  }
}
