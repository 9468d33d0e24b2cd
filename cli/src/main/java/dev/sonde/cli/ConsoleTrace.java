package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.repository.Repository;
import dev.sonde.operator.session.Owner;
import dev.sonde.operator.session.RemovalReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A trace whose calls go to a consumer. Prints nothing but what a repository has to say, to stderr.
 */
final class ConsoleTrace implements Visit.Listener {
  private final Desk desk;
  private final Map<String, @Nullable Object> end = new LinkedHashMap<>();
  private final Consumer<Map<String, @Nullable Object>> each;

  ConsoleTrace(Desk desk, Consumer<Map<String, @Nullable Object>> each) {
    this.desk = desk;
    this.each = each;
  }

  /**
   * @return the end record, with the removal report under {@code report}
   */
  Map<String, @Nullable Object> run(String jvm, String pattern) {
    Visit.Errand errand =
        Asking.errand("trace", List.of(pattern), Map.of(), Owner.current(Words.reasonByDefault()));
    try {
      new Visit(desk.machine(), desk.interruption())
          .make(jvm, desk.repository(Supply.of(System.getenv())), errand, this);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SondeException(
          ErrorId.LOST,
          "the console interrupted the trace before its end; everything was removed",
          e);
    }
    return end;
  }

  @Override
  public void warning(String sentence) {
    end.put("warning", sentence);
  }

  @Override
  public void opening(Repository repository) {
    desk.terminal().announce(repository);
  }

  @Override
  public void refreshed(Repository repository) {
    desk.terminal().warn(repository);
  }

  @Override
  public void record(Map<String, @Nullable Object> record) {
    if ("call".equals(record.get("kind"))) each.accept(record);
    if ("end".equals(record.get("kind"))) end.putAll(record);
  }

  @Override
  public void removed(RemovalReport report) {
    end.put("report", report.toMap());
  }
}
