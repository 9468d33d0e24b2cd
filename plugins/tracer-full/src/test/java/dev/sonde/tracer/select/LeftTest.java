package dev.sonde.tracer.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

class LeftTest {
  @Test
  void notableFirst_beforeWhatEveryWildcardMeets() {
    Left constructor = left("<init>", 0);
    Left bridge = left("compareTo", Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC);
    Left synthetic = left("access$0", Opcodes.ACC_SYNTHETIC);
    Left hidden = left("size", Opcodes.ACC_ABSTRACT);
    Left initialiser = left("<clinit>", Opcodes.ACC_STATIC);
    Left nativeOne = left("read", Opcodes.ACC_NATIVE);
    Left failed = Left.of(String.class, "*", "no probe could be made for it: x");

    assertThat(
            Left.notableFirst(
                List.of(constructor, bridge, nativeOne, synthetic, hidden, initialiser, failed)))
        .containsExactly(nativeOne, failed, constructor, bridge, synthetic, hidden, initialiser);
  }

  private static Left left(String name, int access) {
    SelectedMethod method = new SelectedMethod(name, "()V", access, List.of());
    return Left.of(String.class, name + "()V", String.valueOf(Weavable.reason(method, false)));
  }
}
