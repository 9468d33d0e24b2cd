import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent's half, as an operator hears it that sends something else than the pinned jar. */
@Timeout(30)
class SondeAgentTest {
  private static final String SESSION = "00112233445566778899aabbccddeeff";
  private static final String NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @TempDir private Path folder;
  private ServerSocketChannel server;
  private String arguments;

  @BeforeEach
  void listen() throws IOException {
    Path path = folder.resolve("s");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    arguments =
        Base64.getUrlEncoder().withoutPadding().encodeToString(name)
            + ":1:"
            + SESSION
            + ":"
            + NOTHING;
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void jar_withAnotherHash_isRefused() throws IOException {
    assertThat(answer(frame(7, 4, "ab"))).startsWith("SONDE-HASH: expected SHA-256 " + NOTHING);
    byte[] most = new byte[(1 << 20) - 5];
    ByteBuffer frame = ByteBuffer.allocate(9 + most.length).putInt(1 << 20).put((byte) 4);
    assertThat(answer(frame.putInt(0).put(most).flip())).startsWith("SONDE-HASH: ");
  }

  @ParameterizedTest
  @CsvSource({"5, 4", "7, 5", "1048577, 4", "-1, 4"})
  void frame_thatIsNoJar_isRefused(int length, int type) throws IOException {
    assertThat(answer(frame(length, type, ""))).isEqualTo("SONDE-SESSION: expected a JAR frame");
  }

  @Test
  void frame_thatIsCutOff_isRefused() throws IOException {
    assertThat(answer(frame(100, 4, "half"))).endsWith("EOFException: no jar came");
  }

  @Test
  void arguments_thatMeanNothing_areNotHeardOf() {
    Sonde.agentmain("nonsense", null);
    Sonde.agentmain(null, null);
  }

  private static ByteBuffer frame(int length, int type, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(9 + bytes.length);
    return frame.putInt(length).put((byte) type).putInt(0).put(bytes).flip();
  }

  /** Starts the agent, sends {@code frame} and no more, and returns the text of its FAIL frame. */
  private String answer(ByteBuffer frame) throws IOException {
    Sonde.premain(arguments, null);
    try (SocketChannel operator = server.accept()) {
      ByteBuffer dial = read(operator, 31);
      assertThat(HexFormat.of().formatHex(dial.array()))
          .isEqualTo("534f4e444501" + "00000015" + "01" + "00000000" + SESSION);
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(it -> it.getName().equals("sonde-link"))
          .allMatch(it -> it.isDaemon() && it.getContextClassLoader() == null);
      while (frame.hasRemaining()) operator.write(frame);
      operator.shutdownOutput();
      ByteBuffer head = read(operator, 9);
      assertThat(head.get(4)).as("FAIL").isEqualTo((byte) 22);
      return new String(read(operator, head.getInt(0) - 5).array(), StandardCharsets.UTF_8);
    }
  }

  private static ByteBuffer read(SocketChannel channel, int count) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(count);
    while (in.hasRemaining()) if (channel.read(in) < 0) throw new IOException("cut off");
    return in;
  }
}
