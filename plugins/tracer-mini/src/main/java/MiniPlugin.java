import dev.sonde.api.Call;
import dev.sonde.api.Host;
import dev.sonde.api.Plugin;
import dev.sonde.api.UsageException;
import java.util.List;

/**
 * The mini tracer in a repository, and the smallest plugin there is: the command {@code mini}. In
 * the unnamed package, because the source that is pasted has none.
 */
public final class MiniPlugin implements Plugin {
  private static final String EXPECTED =
      "mini: expected CLASS METHOD, -n 1 to 1000, --reveal texts";

  @Override
  public void start(Host host) {
    host.command("mini", call -> trace(host, call));
  }

  private static void trace(Host host, Call call) throws UsageException {
    List<String> words = call.args();
    String reveal = call.options().getOrDefault("reveal", "");
    if (words.size() != 2 || !reveal.matches("|texts")) throw usage(words + " " + reveal);
    int calls = calls(call.options().getOrDefault("limit", "10"));
    String refusal = TracerMini.refusal(words.get(0), words.get(1), calls);
    if (!refusal.isEmpty())
      throw new UsageException("SONDE-USAGE", refusal.replaceFirst("refused", "mini refused"));
    MiniTrace trace =
        new MiniTrace(host, call, words.get(0), words.get(1), calls, !reveal.isEmpty());
    host.own(trace).start();
    call.onCancel(trace::stop);
  }

  private static int calls(String limit) throws UsageException {
    if (!limit.matches("\\d{1,9}")) throw usage(limit);
    return Integer.parseInt(limit);
  }

  private static UsageException usage(String given) {
    return new UsageException("SONDE-USAGE", EXPECTED + ", got " + given);
  }
}
