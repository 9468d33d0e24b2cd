package dev.sonde.target.trust;

import dev.sonde.api.UsageException;
import dev.sonde.json.JsonWriter;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was done in this session, line by line, where the policies want it. */
final class AuditTrail {
  private static final String OK = "ok";
  private static final int LONGEST = 256;
  private static final int MOST = 20;

  private final String session;
  private final SocketChannel socket;
  private final TrustedPath way;
  private List<AuditFile> files = List.of();
  private @Nullable Origin origin;
  private @Nullable Object peer;
  private boolean asked;
  private String last = "";

  AuditTrail(String session, SocketChannel socket, TrustedPath way) {
    this.session = session;
    this.socket = socket;
    this.way = way;
  }

  static AuditTrail of(String session, SocketChannel socket, int uid) {
    List<Integer> owners = uid == 0 ? List.of(0) : List.of(0, uid);
    return new AuditTrail(
        session, socket, new TrustedPath(Path.of("/"), owners, TrustedPath.OTHERS));
  }

  synchronized void to(List<String> places) {
    List<AuditFile> next = new ArrayList<>();
    for (String place : places) next.add(new AuditFile(Path.of(place), way));
    files = next;
  }

  synchronized String last() {
    return last;
  }

  /**
   * @throws UsageException if the line could not be written: then nothing may be done
   */
  void record(String kind, Grants grants, Map<String, Object> more) throws UsageException {
    String failure = write(kind, grants, more, OK);
    if (failure != null)
      throw new UsageException("SONDE-POLICY", failure + "; what cannot be audited is not done");
  }

  /** A refusal stands whether its line can be written or not. */
  void refused(Grants grants, Map<String, Object> more, Throwable why) {
    Map<String, Object> all = new LinkedHashMap<>(more);
    all.put("error", told(why));
    write("refusal", grants, all, id(why));
  }

  void refused(UsageException why) {
    write("refusal", null, Map.of("error", told(why)), id(why));
  }

  @Nullable String removed(String reason, boolean ok) {
    Map<String, Object> more = Map.of("ended", reason);
    return write("removal", null, more, ok ? OK : "incomplete");
  }

  private static String id(Throwable why) {
    return why instanceof UsageException told ? told.id() : "SONDE-PLUGIN";
  }

  /**
   * What a failure says; exceptions of files say the name of the file, and the rest by their own.
   */
  static String plain(Exception failure) {
    String said = String.valueOf(failure.getMessage());
    return failure instanceof FileSystemException
        ? failure.getClass().getSimpleName() + " at " + said
        : said;
  }

  /** The words of others than the loader are theirs: they may hold what was captured. */
  private static String told(Throwable why) {
    return why instanceof UsageException
        ? String.valueOf(why.getMessage())
        : why.getClass().getName();
  }

  private synchronized @Nullable String write(
      String kind, @Nullable Grants grants, Map<String, Object> more, String result) {
    if (grants != null) origin = grants.plugin().origin();
    boolean recorded = recorded();
    if (files.isEmpty() && !recorded) return null;
    Map<String, Object> line = head(kind);
    if (grants != null) plugin(line, grants);
    line.putAll(more);
    line.put("result", result);
    Object bounded = bounded(line);
    if (recorded) FlightRecording.note(kind, result, JsonWriter.line(bounded));
    String failure = null;
    for (AuditFile file : files) {
      try {
        last = file.append((Map<?, ?>) bounded);
      } catch (IOException | RuntimeException broken) {
        failure = file.path() + ", audit: expected to append a line; " + plain(broken);
      }
    }
    return failure;
  }

  /** An event is a courtesy beside the file: a recorder that is in trouble stops nothing. */
  private static boolean recorded() {
    try {
      return FlightRecording.possible() && FlightRecording.running();
    } catch (RuntimeException | LinkageError unusable) {
      return false;
    }
  }

  private Map<String, Object> head(String kind) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("kind", kind);
    line.put("session", session);
    line.put("pid", ProcessHandle.current().pid());
    line.put("started", started());
    if (!asked) peer = Peer.of(socket);
    asked = true;
    line.put("peerUid", peer);
    if (origin == null) return line;
    line.put("user", origin.operator());
    line.put("reason", origin.reason());
    return line;
  }

  private static void plugin(Map<String, Object> line, Grants grants) {
    Description plugin = grants.plugin();
    Origin origin = plugin.origin();
    line.put("plugin", plugin.id());
    line.put("version", plugin.version());
    line.put("sha256", plugin.sha256());
    line.put("repository", origin.repository());
    line.put("root", origin.root());
    line.put("development", origin.development());
    line.put("staleDays", origin.staleDays());
    line.put("versions", origin.versions());
    line.put("capabilities", grants.all());
    if (!origin.audit().isEmpty()) line.put("operatorAudit", origin.audit());
  }

  /** When this process began, as the operator's line says it too. */
  private static String started() {
    Instant start = ProcessHandle.current().info().startInstant().orElse(null);
    return start == null ? "" : start.toString();
  }

  private static @Nullable Object bounded(@Nullable Object value) {
    if (value instanceof String text)
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    if (value instanceof List<?> items) {
      List<@Nullable Object> few = new ArrayList<>();
      for (Object item : items) if (few.size() < MOST) few.add(bounded(item));
      return few;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> few = new LinkedHashMap<>();
      map.forEach(
          (key, each) -> {
            if (few.size() <= 2 * MOST) few.put(String.valueOf(bounded(key)), bounded(each));
          });
      return few;
    }
    return value;
  }
}
