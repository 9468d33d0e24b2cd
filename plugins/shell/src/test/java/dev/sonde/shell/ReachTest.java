package dev.sonde.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.lang.reflect.AccessibleObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReachTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static class Node {
    private final @Nullable Object next;

    Node(@Nullable Object next) {
      this.next = next;
    }
  }

  private static final class Leaf extends Node {
    private final WeakReference<Object> weak = new WeakReference<>(new Node(null));

    Leaf() {
      super(null);
    }
  }

  /** As of a map with weak keys, or of thread locals. */
  private static final class Entry extends WeakReference<Object> {
    private final Object value = new Node(null);

    Entry() {
      super(new Node(null));
    }
  }

  private static final class Roots {
    static final Object ENTRY = new Entry();
    static final Object ROOT = new Node(new Object[] {"x", new Node(new Leaf()), new int[3]});
    static final Object ITSELF = new Object[1];

    static {
      ((Object[]) ITSELF)[0] = ITSELF;
    }
  }

  private static final class Never {
    static final Node NODE = new Node(null);
  }

  @Test
  void objects_ofAClassAndBelow_behindArraysAndPrivateFields() {
    assertThat(Roots.ROOT).isNotNull();
    assertThat(Roots.ENTRY).isNotNull();
    assertThat(instances(Node.class)).hasSize(4);
    assertThat(instances(Leaf.class)).hasSize(1);
  }

  @Test
  void class_thatIsNotInitialized_isLeftAlone() {
    Reach reach = new Reach(AccessibleObject::trySetAccessible, type -> type == Roots.class, LIMIT);
    assertThat(reach.instances(Node.class, new Class<?>[] {Never.class})).isEmpty();
  }

  @Test
  void origin_isTheFieldOrThreadThatLeadsThere() {
    Object leaf = instances(Leaf.class).get(0);
    Object nowhere = new Node(null);
    Map<Object, String> origins =
        new Reach(AccessibleObject::trySetAccessible, each -> each == Roots.class, LIMIT)
            .origins(List.of(leaf, nowhere), new Class<?>[] {Roots.class});
    assertThat(origins).containsOnlyKeys(leaf);
    assertThat(origins.get(leaf)).isEqualTo("by dev.sonde.shell.ReachTest$Roots.ROOT");
  }

  private static <T> List<T> instances(Class<T> type) {
    Reach reach = new Reach(AccessibleObject::trySetAccessible, each -> each == Roots.class, LIMIT);
    return reach.instances(type, new Class<?>[] {Roots.class, int[].class});
  }
}
