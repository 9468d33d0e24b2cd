package dev.sonde.tracer.weave;

import dev.sonde.tracer.weave.Batches.Failure;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The one transformer of a trace. It weaves while the trace lasts, also when other agents
 * retransform; then it looks on while the classes are restored, from the same place in the chain of
 * transformers, and is taken away. A class that is being defined is never woven: an error would hit
 * the application.
 */
public final class Loom implements ClassFileTransformer {
  /** From here on a retransform keeps the names of parameters. */
  private static final int KEEPS_NAMES = 21;

  /**
   * Who wants to know of classes that are being defined. Called in the application's threads, maybe
   * under a lock of a class loader.
   */
  public interface Arrivals {
    void defining(@Nullable ClassLoader loader, String binaryName, byte[] classFile);
  }

  private final Instrumentation instrumentation;
  private final Weaver weaver;
  private final Arrivals arrivals;
  private final List<Piece> pieces = new CopyOnWriteArrayList<>();
  private final Map<String, List<Piece>> byName = new ConcurrentHashMap<>();
  private volatile boolean restoring;

  private Loom(Instrumentation instrumentation, Weaver weaver, Arrivals arrivals) {
    this.instrumentation = instrumentation;
    this.weaver = weaver;
    this.arrivals = arrivals;
  }

  /** Sets up a loom for the call sites of one slot. {@link #restore} takes it down. */
  public static Loom set(Instrumentation instrumentation, Weaver weaver, Arrivals arrivals) {
    Loom loom = new Loom(instrumentation, weaver, arrivals);
    instrumentation.addTransformer(loom, true);
    return loom;
  }

  /** One class, nothing of whose file is known. */
  Piece piece(Class<?> type, Set<String> methods) {
    return piece(type, methods, Map.of(), null);
  }

  /**
   * @param direct numbers of methods that call the bridge plainly, see {@link Weaver}
   * @param file the class file as the loader shows it; null where it shows none
   */
  public Piece piece(
      Class<?> type, Set<String> methods, Map<String, Integer> direct, byte @Nullable [] file) {
    return new Piece(type, methods, direct, names(type, file));
  }

  /** Weaves these classes; each piece then says what has become of it. */
  public void weave(List<Piece> more) {
    for (Piece each : more) hold(each);
    pieces.addAll(more);
    for (Failure failure : new Batches(instrumentation).run(more))
      failure.piece().refuse(failure.reason());
  }

  public boolean holds(Class<?> type) {
    return find(type) != null;
  }

  public List<Piece> pieces() {
    return pieces;
  }

  /** Gives all classes their own code back. Once. */
  public Restored restore() {
    List<Piece> alive = new ArrayList<>(pieces);
    alive.removeIf(piece -> piece.refused() || piece.type() == null);
    alive.forEach(Piece::forgetAfter);
    restoring = true;
    try {
      return result(alive, new Batches(instrumentation).run(alive));
    } finally {
      instrumentation.removeTransformer(this);
    }
  }

  private static Restored result(List<Piece> alive, List<Failure> failed) {
    List<String> failures = new ArrayList<>();
    for (Failure failure : failed) {
      failures.add(failure.piece().name() + ": " + failure.reason());
      alive.remove(failure.piece());
    }
    int methods = 0;
    for (Piece piece : alive) {
      methods += piece.woven().size();
      if (!piece.restored()) failures.add(piece.name() + ": its bytes are not those of before");
    }
    return new Restored(methods, failures.isEmpty(), failures);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> type,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (type != null) return retransform(type, bytes);
    if (name != null && !restoring) arrivals.defining(loader, name.replace('/', '.'), bytes);
    return null;
  }

  private byte @Nullable [] retransform(Class<?> type, byte[] bytes) {
    Piece piece = find(type);
    if (piece == null) return null;
    try {
      return restoring ? piece.restore(bytes) : piece.weave(weaver, bytes);
    } catch (RuntimeException | Error unreadable) {
      if (!restoring) piece.refuse("its class file cannot be woven: " + unreadable);
      return null;
    }
  }

  /** Each loader may have a class of this name. On {@code sonde-work}. */
  private void hold(Piece piece) {
    List<Piece> named = byName.get(piece.name());
    if (named == null) byName.put(piece.name(), List.of(piece));
    else {
      List<Piece> more = new ArrayList<>(named);
      more.add(piece);
      byName.put(piece.name(), List.copyOf(more));
    }
  }

  private @Nullable Piece find(Class<?> type) {
    List<Piece> named = byName.get(type.getName());
    if (named != null) for (Piece piece : named) if (piece.type() == type) return piece;
    return null;
  }

  /** The JDK's own classes have none. */
  private static ParameterNames names(Class<?> type, byte @Nullable [] file) {
    if (Runtime.version().feature() >= KEEPS_NAMES) return ParameterNames.none();
    if (file == null || type.getClassLoader() == null) return ParameterNames.none();
    try {
      return ParameterNames.of(file);
    } catch (RuntimeException unreadable) {
      return ParameterNames.none();
    }
  }
}
