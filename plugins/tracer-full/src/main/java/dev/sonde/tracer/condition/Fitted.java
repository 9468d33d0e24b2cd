package dev.sonde.tracer.condition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;

/**
 * A condition that fits one method, in two parts: what can be decided when a call begins, and what
 * only when it ends.
 */
public final class Fitted {
  private final @Nullable Node entry;
  private final @Nullable Node exit;
  private final List<String> notes;
  private final boolean calls;

  /**
   * @param constructor whether the object's fields are set only when the call ends
   */
  Fitted(Node whole, boolean constructor, List<String> notes, boolean calls) {
    List<Node> parts = new ArrayList<>();
    split(whole, parts);
    entry = all(parts, constructor, false);
    exit = all(parts, constructor, true);
    this.notes = List.copyOf(notes);
    this.calls = calls;
  }

  /** The parts that must all hold. */
  private static void split(Node node, List<Node> parts) {
    if (node instanceof Node.And and) {
      split(and.left(), parts);
      split(and.right(), parts);
    } else if (node instanceof Node.Not not && not.operand() instanceof Node.Or or) {
      split(new Node.Not(or.left()), parts);
      split(new Node.Not(or.right()), parts);
    } else if (node instanceof Node.Not not && not.operand() instanceof Node.Not twice)
      split(twice.operand(), parts);
    else parts.add(node);
  }

  private static @Nullable Node all(List<Node> parts, boolean constructor, boolean atExit) {
    Node all = null;
    for (Node each : parts) {
      boolean late = Mentions.outcome(each) || constructor && Mentions.self(each);
      if (late == atExit) all = all == null ? each : new Node.And(all, each);
    }
    return all;
  }

  /** Sentences for people about how names were understood. */
  public List<String> notes() {
    return notes;
  }

  /** Whether a part of it can be decided only when the call ends. */
  public boolean atExit() {
    return exit != null;
  }

  /** Whether that part reads the arguments, or the object, of the call. */
  public boolean looksBack() {
    return exit != null && Mentions.call(exit);
  }

  /** Whether it runs code of the application. */
  public boolean calls() {
    return calls;
  }

  /** Writes what jumps to {@code no} unless the part for the beginning of a call holds. */
  public void enter(Frame frame, Label no) {
    if (entry != null) new Emitter(frame).branch(entry, false, no);
  }

  /** Writes what jumps to {@code no} unless the part for the end of a call holds. */
  public void leave(Frame frame, Label no) {
    if (exit != null) new Emitter(frame).branch(exit, false, no);
  }
}
