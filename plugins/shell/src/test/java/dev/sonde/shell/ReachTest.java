package dev.sonde.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.lang.reflect.AccessibleObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReachTest {
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

  private static final class Roots {
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
    assertThat(instances(Node.class)).hasSize(3);
    assertThat(instances(Leaf.class)).hasSize(1);
  }

  @Test
  void class_thatIsNotInitialized_isLeftAlone() {
    Reach reach = new Reach(AccessibleObject::trySetAccessible, type -> type == Roots.class);
    assertThat(reach.instances(Node.class, new Class<?>[] {Never.class})).isEmpty();
  }

  private static <T> List<T> instances(Class<T> type) {
    Reach reach = new Reach(AccessibleObject::trySetAccessible, each -> each == Roots.class);
    return reach.instances(type, new Class<?>[] {Roots.class, int[].class});
  }
}
