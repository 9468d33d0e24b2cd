import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
        Base64.getUrlEncoder().withoutPadding().encodeToString(name) + ":1:" + SESSION + ":";
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

  @Test
  void jar_ofOneByte_isWeighed() throws IOException {
    assertThat(answer(frame(6, 4, "a"))).startsWith("SONDE-HASH: ");
  }

  /** Each byte comes when the agent has found nothing, and waits. */
  @Test
  void jar_thatComesByteByByte_isWaitedFor() throws IOException {
    try (SocketChannel operator = dialled(NOTHING)) {
      ByteBuffer frame = frame(15, 4, "ten  bytes");
      for (int end = 1; end <= frame.capacity(); end++) {
        operator.write(frame.limit(end));
        while (end < frame.capacity() && !waitsOrIsGone()) Thread.onSpinWait();
      }
      assertThat(failure(operator)).startsWith("SONDE-HASH: ");
    }
  }

  private static boolean waitsOrIsGone() {
    List<StackTraceElement[]> agents =
        Thread.getAllStackTraces().entrySet().stream()
            .filter(it -> it.getKey().getName().equals("sonde-link"))
            .map(Map.Entry::getValue)
            .toList();
    return agents.isEmpty()
        || agents.stream().flatMap(Stream::of).anyMatch(it -> it.getMethodName().equals("select"));
  }

  /** The class that is started is the jar's, though this class path has one of that name. */
  @Test
  void jar_thatIsThePinnedOne_isStarted() throws Exception {
    byte[] jar = jar("dev/sonde/target/Tenant.class");
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(jar);
    try (SocketChannel operator = dialled(HexFormat.of().formatHex(digest))) {
      ByteBuffer frame = ByteBuffer.allocate(9 + jar.length);
      operator.write(frame.putInt(5 + jar.length).put((byte) 4).putInt(0).put(jar).flip());
      byte[] text = read(operator, ("sonde " + SESSION).length()).array();
      assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo("sonde " + SESSION);
    }
  }

  private static byte[] jar(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        InputStream own = SondeAgentTest.class.getResourceAsStream("/" + name)) {
      zip.putNextEntry(new ZipEntry(name));
      own.transferTo(zip);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"5, 4", "7, 5", "1048577, 4", "-1, 4"})
  void frame_thatIsNoJar_isRefused(int length, int type) throws IOException {
    assertThat(answer(frame(length, type, ""))).isEqualTo("SONDE-SESSION: expected a JAR frame");
  }

  @Test
  void frame_thatIsCutOff_isRefused() throws IOException {
    try (SocketChannel operator = dialled(NOTHING)) {
      operator.write(frame(100, 4, "half"));
      operator.shutdownOutput();
      assertThat(failure(operator)).endsWith("EOFException: no jar came");
    }
  }

  @Test
  void arguments_thatMeanNothing_areNotHeardOf() throws Exception {
    List<Throwable> heard = new CopyOnWriteArrayList<>();
    Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> heard.add(thrown));
    try {
      Sonde.agentmain("nonsense", null);
      Sonde.agentmain(null, null);
      awaitAgents();
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(usual);
    }
    assertThat(heard).as("printed on the target's stderr").isEmpty();
  }

  private static void awaitAgents() throws InterruptedException {
    for (Thread each : Thread.getAllStackTraces().keySet())
      if (each.getName().equals("sonde-link")) each.join(60_000);
  }

  private static ByteBuffer frame(int length, int type, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(9 + bytes.length);
    return frame.putInt(length).put((byte) type).putInt(0).put(bytes).flip();
  }

  /** Sends {@code frame} to an agent that expects a jar of no bytes, and returns what it says. */
  private String answer(ByteBuffer frame) throws IOException {
    try (SocketChannel operator = dialled(NOTHING)) {
      while (frame.hasRemaining()) operator.write(frame);
      return failure(operator);
    }
  }

  /** Starts an agent that expects this jar, in a thread that is no daemon. */
  private SocketChannel dialled(String sha256) throws IOException {
    Thread starter = new Thread(() -> Sonde.agentmain(arguments + sha256, null));
    starter.setDaemon(false);
    starter.start();
    SocketChannel operator = server.accept();
    ByteBuffer dial = read(operator, 31);
    assertThat(HexFormat.of().formatHex(dial.array()))
        .isEqualTo("534f4e444501" + "00000015" + "01" + "00000000" + SESSION);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(it -> it.getName().equals("sonde-link"))
        .allMatch(it -> it.isDaemon() && it.getContextClassLoader() == null);
    return operator;
  }

  /** The text of the FAIL frame that comes. */
  private static String failure(SocketChannel operator) throws IOException {
    ByteBuffer head = read(operator, 9);
    assertThat(head.get(4)).as("FAIL").isEqualTo((byte) 22);
    return new String(read(operator, head.getInt(0) - 5).array(), StandardCharsets.UTF_8);
  }

  private static ByteBuffer read(SocketChannel channel, int count) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(count);
    while (in.hasRemaining()) if (channel.read(in) < 0) throw new IOException("cut off");
    return in;
  }
}
