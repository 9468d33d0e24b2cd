package dev.sonde.operator.attach;

import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.jvm.Jvms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Speaks HotSpot's attach protocol by hand, version 1, which all JDKs from 9 on take: one
 * connection for each command. The JDK's API does the same, but looks for the socket of a JVM that
 * nobody has attached to before every 100 ms only, and loads some sixty classes more.
 */
final class SpokenListener implements Listener {
  /** HotSpot's {@code AttachOperation::arg_length_max} in version 1 of the protocol. */
  private static final int LONGEST = 1_024;

  private static final Path TMP = Path.of("/tmp");
  private static final String RETURN_CODE = "return code: ";

  private final HeldFolder tmp;
  private final ListenerSocket socket;

  private SpokenListener(HeldFolder tmp, ListenerSocket socket) {
    this.tmp = tmp;
    this.socket = socket;
  }

  /**
   * Has the JVM listen, if it does not yet. Empty where this machine has no means for it, and where
   * the agent's jar and arguments are too long for this version of the protocol.
   *
   * @param clearance is waited for, before the JVM or what it has made is touched
   */
  static Optional<SpokenListener> open(
      Jvms jvms, Jvm jvm, String jar, String arguments, Clearance clearance) throws IOException {
    if (option(jar, arguments).getBytes(StandardCharsets.UTF_8).length < LONGEST)
      return open(jvms, jvm, clearance);
    clearance.await();
    return Optional.empty();
  }

  /** Where the JVM listens already. */
  static Optional<SpokenListener> ready(Jvm jvm, String jar, String arguments) throws IOException {
    if (option(jar, arguments).getBytes(StandardCharsets.UTF_8).length >= LONGEST)
      return Optional.empty();
    HeldFolder tmp = HeldFolder.of(TMP);
    ListenerSocket socket = new ListenerSocket(tmp, jvm);
    if (socket.isReady()) return Optional.of(new SpokenListener(tmp, socket));
    tmp.close();
    return Optional.empty();
  }

  /** As above, for commands of the JVM itself. */
  static Optional<SpokenListener> open(Jvms jvms, Jvm jvm, Clearance clearance) throws IOException {
    HeldFolder tmp = jvm.place().foreign() ? RunFolders.foreign(jvm) : HeldFolder.of(TMP);
    try (Wake wake = new Wake(jvms, jvm, tmp)) {
      ListenerSocket socket = new ListenerSocket(tmp, jvm);
      if (!socket.isThere()) wake.prepare();
      clearance.await();
      boolean listens = socket.isReady() || wake.make(socket, clearance::stands);
      if (listens) return Optional.of(new SpokenListener(tmp, socket));
      tmp.close();
      return Optional.empty();
    } catch (IOException | RuntimeException failure) {
      tmp.close();
      throw failure;
    }
  }

  @Override
  public Launch launch() throws IOException {
    return Launch.printed(print("VM.version"), print("VM.command_line"));
  }

  @Override
  public void load(String jar, String arguments) throws IOException {
    Reply reply = socket.ask("load", "instrument", "false", option(jar, arguments));
    String said = reply.firstLine();
    if (reply.status() != 0 || !said.startsWith(RETURN_CODE))
      throw new IOException(
          said.isEmpty() ? "Failed to load agent library: " + reply.status() : said);
    requireLoaded(said);
  }

  /** 100 and more are java.instrument's own; {@link Failures} has their meaning. */
  static void requireLoaded(String said) throws IOException {
    if (!said.equals(RETURN_CODE + "0")) throw new IOException(said);
  }

  @Override
  public void close() {
    tmp.close();
  }

  private static String option(String jar, String arguments) {
    return jar + "=" + arguments;
  }

  /**
   * Runs a command of the JVM itself, as jcmd does.
   *
   * @throws IOException with what the JVM said, if it did not do it
   */
  String print(String command) throws IOException {
    Reply reply = socket.ask("jcmd", command);
    if (reply.status() != 0) throw new IOException(command + ": " + reply.firstLine());
    return new String(reply.content(), StandardCharsets.UTF_8);
  }
}
