package dev.sonde.tracer.select;

import dev.sonde.api.Call;
import dev.sonde.api.Command;
import dev.sonde.api.UsageException;
import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code classes PREFIX}: how a name that begins so may go on, for who types one: up to the next
 * dot, so that a package stands for all that is in it; without a dot, classes by their simple name
 * too. Only names are looked at.
 */
public final class ClassesCommand implements Command {
  private static final int MOST = 200;

  private final Instrumentation instrumentation;

  public ClassesCommand(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public void run(Call call) throws Exception {
    if (call.args().size() != 1)
      throw new UsageException(
          "SONDE-USAGE", "expected the beginning of a name, got " + call.args().size() + " words");
    String begun = call.args().get(0);
    int sent = 0;
    for (String name : names(begun, instrumentation.getAllLoadedClasses())) {
      if (sent++ == MOST) return;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("v", 1);
      row.put("kind", "name");
      row.put("name", name);
      call.output().record(row);
    }
  }

  static TreeSet<String> names(String begun, Class<?>[] loaded) {
    TreeSet<String> names = new TreeSet<>();
    boolean simple = begun.length() > 0 && begun.indexOf('.') < 0;
    for (Class<?> type : loaded) {
      if (type.isArray() || type.isPrimitive() || type.isHidden()) continue;
      String name = type.getName();
      if (anonymous(name)) continue;
      if (name.startsWith(begun)) names.add(upToDot(name, begun.length()));
      int dot = name.lastIndexOf('.');
      if (simple && dot >= 0 && name.startsWith(begun, dot + 1)) names.add(name);
    }
    return names;
  }

  private static String upToDot(String name, int from) {
    int dot = name.indexOf('.', from);
    return dot < 0 ? name : name.substring(0, dot + 1);
  }

  /** Nobody types a name that a compiler or a proxy has made. */
  private static boolean anonymous(String name) {
    int sign = name.lastIndexOf('$');
    return sign >= 0 && sign + 1 < name.length() && Character.isDigit(name.charAt(sign + 1));
  }
}
