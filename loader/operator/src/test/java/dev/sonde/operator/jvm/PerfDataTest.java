package dev.sonde.operator.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerfDataTest {
  @TempDir Path tmp;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void parse_bothByteOrders(boolean little) {
    PerfData data =
        PerfData.parse(
            file(
                little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN,
                "sun.rt.javaCommand",
                "Main ä"));

    assertThat(data.text("sun.rt.javaCommand")).isEqualTo("Main ä");
    assertThat(data.text("absent")).isEmpty();
  }

  @Test
  void parse_foreignMagic_none() {
    assertThat(PerfData.parse(ByteBuffer.allocate(64))).isEqualTo(PerfData.NONE);
  }

  @Test
  void parse_cutOff_keepsWhatIsThere() {
    ByteBuffer whole = file(ByteOrder.LITTLE_ENDIAN, "a", "b");
    whole.putInt(28, 5);

    assertThat(PerfData.parse(whole).text("a")).isEqualTo("b");
  }

  @Test
  void parse_offsetsOutOfBounds_none() {
    ByteBuffer hostile = file(ByteOrder.LITTLE_ENDIAN, "a", "b");
    hostile.putInt(32 + 4, Integer.MAX_VALUE);

    assertThat(PerfData.parse(hostile).texts()).isEmpty();
  }

  @Test
  void file_ofAnotherOwnerOrLink_isNotFound() throws IOException {
    Path folder = Files.createDirectory(tmp.resolve("hsperfdata_ada"));
    Path file = Files.createFile(folder.resolve("42"));
    Files.createSymbolicLink(folder.resolve("43"), file);
    long owner = (Integer) Files.getAttribute(file, "unix:uid");

    for (String user : new String[] {"ada", "not-ada"}) {
      assertThat(PerfData.file(tmp, 42, owner, user)).contains(file);
      assertThat(PerfData.file(tmp, 42, owner + 1, user)).isEmpty();
      assertThat(PerfData.file(tmp, 43, owner, user)).isEmpty();
    }
  }

  private static ByteBuffer file(ByteOrder order, String name, String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(128);
    out.putInt(0xcafec0c0)
        .put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 0))
        .put((byte) 2)
        .put((byte) 0)
        .put((byte) 1);
    out.order(order).putInt(128).putInt(0).putLong(0).putInt(32).putInt(1);
    out.putInt(96)
        .putInt(20)
        .putInt(data.length + 1)
        .put((byte) 'B')
        .put((byte) 0)
        .put((byte) 1)
        .put((byte) 1)
        .putInt(60);
    out.position(52).put(name.getBytes(StandardCharsets.UTF_8));
    out.position(92).put(data);
    return out.clear().order(ByteOrder.BIG_ENDIAN);
  }
}
