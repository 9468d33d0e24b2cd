package dev.sonde.operator.attach;

import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.SessionId;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import dev.sonde.wire.WireException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The socket of a session that some sonde holds, found in a run folder. Who answers there is not
 * trusted more than that folder's owner.
 *
 * @param uid who owns the folder
 */
public record SessionSocket(Path path, long uid) {
  private static final Duration LIST = Duration.ofSeconds(2);
  private static final Duration END = Duration.ofSeconds(60);

  public boolean isOf(SessionId id) {
    return path.getFileName().toString().equals(id + SessionFiles.SOCKET);
  }

  /**
   * Asks what the session does.
   *
   * @throws dev.sonde.operator.SondeException what it refuses with
   */
  public Map<String, @Nullable Object> list() throws IOException {
    return ask(Frame.of(FrameType.LIST, 0), LIST);
  }

  /**
   * Asks for its end, and waits for the removal.
   *
   * @throws dev.sonde.operator.SondeException what it refuses with
   */
  public Map<String, @Nullable Object> end(Map<String, ? extends @Nullable Object> request)
      throws IOException {
    return ask(new Frame(FrameType.END, 0, ValueWriter.encode(request)), END);
  }

  private Map<String, @Nullable Object> ask(Frame question, Duration limit) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      Link link = new Link(channel);
      Frame answer = Deadline.within(limit, link, () -> exchange(channel, link, question));
      if (answer != null && answer.type() == FrameType.FAIL) throw Refused.of(answer.payload());
      if (answer == null || answer.type() != FrameType.REPLY)
        throw new IOException("it hung up without an answer");
      return ValueReader.map(answer.payload(), name -> null);
    } catch (WireException broken) {
      throw new IOException("its answer is no answer: " + broken.getMessage(), broken);
    }
  }

  private @Nullable Frame exchange(SocketChannel channel, Link link, Frame question)
      throws IOException {
    channel.connect(UnixDomainSocketAddress.of(path));
    link.sendPreamble();
    link.send(question);
    return link.receive();
  }
}
