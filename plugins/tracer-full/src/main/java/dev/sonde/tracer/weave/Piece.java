package dev.sonde.tracer.weave;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One class on the loom: what to weave in it, what it was before, and what has become of it. Refers
 * to the class weakly.
 */
public final class Piece {
  private final WeakReference<Class<?>> type;
  private final String name;
  private final Set<String> methods;
  private final Map<String, Integer> direct;
  private final ParameterNames names;
  private volatile Set<String> woven = Set.of();
  private volatile Map<String, String> left = Map.of();
  private volatile @Nullable String refusal;
  private volatile byte @Nullable [] before;
  private volatile byte @Nullable [] after;

  Piece(Class<?> type, Set<String> methods, Map<String, Integer> direct, ParameterNames names) {
    this.type = new WeakReference<>(type);
    this.name = type.getName();
    this.methods = Set.copyOf(methods);
    this.direct = Map.copyOf(direct);
    this.names = names;
  }

  public String name() {
    return name;
  }

  /** Null once the class has been collected. */
  public @Nullable Class<?> type() {
    return type.get();
  }

  /** Name and descriptor of the methods that are woven now. */
  public Set<String> woven() {
    return refusal == null ? woven : Set.of();
  }

  /** Reasons by name and descriptor. */
  public Map<String, String> left() {
    String reason = refusal;
    Map<String, String> all = new HashMap<>(left);
    for (String method : methods)
      if (!woven().contains(method))
        all.putIfAbsent(
            method, reason == null ? "the class, as it is loaded, has no such method" : reason);
    return all;
  }

  void refuse(String reason) {
    refusal = reason;
  }

  boolean refused() {
    return refusal != null;
  }

  /** Weaves the bytes that a retransform offers; again, when another agent retransforms. */
  byte @Nullable [] weave(Weaver weaver, byte[] offered) {
    if (refused()) return restore(offered);
    before = offered;
    Woven result = weaver.weave(names.restoredTo(offered), methods, direct);
    woven = result.methods();
    left = result.left();
    return result.classFile();
  }

  /**
   * Looks at the bytes that a retransform without weaving offers. They are installed as they are,
   * but for parameter names.
   */
  byte @Nullable [] restore(byte[] offered) {
    after = offered;
    byte[] named = names.restoredTo(offered);
    return named == offered ? null : named;
  }

  void forgetAfter() {
    after = null;
  }

  /**
   * Whether the class was seen again as it was before; names of parameters aside, which another
   * trace may have put back or not.
   */
  boolean restored() {
    byte[] original = before;
    byte[] seen = after;
    return original != null
        && seen != null
        && Canonical.equal(names.restoredTo(original), names.restoredTo(seen));
  }
}
