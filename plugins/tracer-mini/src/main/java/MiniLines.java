import dev.sonde.api.Output;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a trace prints, as records of a line each. */
final class MiniLines extends OutputStream {
  private static final String REFUSED = "refused: ";

  private final Output output;
  private volatile String refusal = "";

  MiniLines(Output output) {
    this.output = output;
  }

  /** Why nothing was traced; empty if something was. */
  String refusal() {
    return refusal;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b});
  }

  /** One line in one piece, as the tracer writes it. */
  @Override
  public void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    String line = new String(bytes, from, length, StandardCharsets.UTF_8).strip();
    if (line.startsWith(REFUSED))
      refusal = line.substring(REFUSED.length()).replaceFirst("; the code is as before$", "");
    else if (!line.isEmpty()) output.record(Map.of("kind", "text", "text", line));
  }
}
