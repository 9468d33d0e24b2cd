package dev.sonde.operator.session;

import dev.sonde.wire.Dictionary;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import dev.sonde.wire.Protocol;
import dev.sonde.wire.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The names and parts that a target has defined, bounded in number and size: {@code int id, UTF-8}
 * or {@code int id, tokens}. Used by the reader thread alone.
 */
final class Names implements Dictionary {
  private static final int MAX_BYTES = 16 << 20;

  /** Of all JSON that is kept. */
  private static final int MAX_JSON = 4 << 20;

  /** So many records are none that it pays to keep one for. */
  private static final int FEW = 16;

  private @Nullable Name[] names = new @Nullable Name[64];
  private @Nullable Part[] parts = new @Nullable Part[16];
  private int bytes;
  private int json;

  private static final class Name {
    final String text;
    byte @Nullable [] json;

    Name(String text) {
      this.text = text;
    }
  }

  /** Tokens, and their JSON where they stood last. */
  static final class Part {
    private final byte[] tokens;
    @Nullable Form form;

    /** A record that begins with it. */
    @Nullable Exemplar exemplar;

    /** How many records have begun with it, as long as they are few. */
    int records;

    /** Whether a record that begins with it is a call's; null: nobody has looked yet. */
    @Nullable Boolean call;

    private Part(byte[] tokens) {
      this.tokens = tokens;
    }

    int length() {
      return tokens.length;
    }
  }

  /**
   * @throws WireException if the definition is out of bounds, or the second of its number
   */
  void define(byte[] payload) {
    int id = id(payload, "name");
    names = fitted(names, id);
    if (names[id] != null) throw new WireException("name " + id + " was defined twice");
    names[id] = new Name(new String(payload, 4, payload.length - 4, StandardCharsets.UTF_8));
  }

  /**
   * @throws WireException as {@link #define}
   */
  void definePart(byte[] payload) {
    int id = id(payload, "part");
    parts = fitted(parts, id);
    if (parts[id] != null) throw new WireException("part " + id + " was defined twice");
    parts[id] = new Part(Arrays.copyOfRange(payload, 4, payload.length));
  }

  /** Gives all definitions again, so that each comes after those that it uses. */
  void all(Consumer<Frame> each) {
    for (int id = 0; id < names.length; id++) {
      Name name = names[id];
      if (name != null)
        each.accept(again(FrameType.DEFINE, id, name.text.getBytes(StandardCharsets.UTF_8)));
    }
    for (int id = 0; id < parts.length; id++) {
      Part part = parts[id];
      if (part != null) each.accept(again(FrameType.PART, id, part.tokens));
    }
  }

  private static Frame again(FrameType type, int id, byte[] what) {
    return new Frame(type, 0, ByteBuffer.allocate(4 + what.length).putInt(id).put(what).array());
  }

  private int id(byte[] payload, String what) {
    if (payload.length < 4)
      throw new WireException("expected a " + what + "'s number, got " + payload.length + " bytes");
    int id = ByteBuffer.wrap(payload).getInt();
    bytes += payload.length;
    if (id < 0 || id >= Protocol.MAX_NAMES || bytes > MAX_BYTES)
      throw new WireException(
          "expected at most " + Protocol.MAX_NAMES + " " + what + "s in " + MAX_BYTES + " bytes");
    return id;
  }

  private static <T> @Nullable T[] fitted(@Nullable T[] all, int id) {
    return id < all.length ? all : Arrays.copyOf(all, Math.max(id + 1, all.length * 2));
  }

  @Override
  public @Nullable String name(int id) {
    Name name = get(names, id);
    return name == null ? null : name.text;
  }

  @Override
  public byte @Nullable [] part(int id) {
    Part part = known(id);
    return part == null ? null : part.tokens;
  }

  @Nullable Part known(int id) {
    return get(parts, id);
  }

  /** A name in JSON, with its quotes; null: it is not defined, or not to be kept. */
  byte @Nullable [] json(int id) {
    Name name = get(names, id);
    if (name == null || name.json != null) return name == null ? null : name.json;
    JsonBytes out = new JsonBytes(32).text(name.text);
    if (json + out.size() > MAX_JSON) return null;
    json += out.size();
    return name.json = Arrays.copyOf(out.array(), out.size());
  }

  /** Keeps what a part has become at one place; the one before is forgotten. */
  void keep(Part part, Form form) {
    int more = form.size() - (part.form == null ? 0 : part.form.size());
    if (json + more > MAX_JSON) return;
    json += more;
    part.form = form;
  }

  /**
   * A record that begins with a part, or the place to keep one; null: none is to be kept. Whoever
   * waits for the first record does not wait for what makes many of them faster.
   */
  @Nullable Exemplar exemplar(int id) {
    Part part = known(id);
    if (part == null || part.exemplar != null) return part == null ? null : part.exemplar;
    if (part.records++ < FEW || json + Exemplar.SIZE > MAX_JSON) return null;
    part.records = 0;
    json += Exemplar.SIZE;
    return part.exemplar = new Exemplar();
  }

  private static <T> @Nullable T get(@Nullable T[] all, int id) {
    return id >= 0 && id < all.length ? all[id] : null;
  }
}
