package dev.sonde.wire;

/**
 * What a frame means. The code is the byte on the wire; loader/wire/README.md describes each
 * payload.
 */
public enum FrameType {
  /** Dialler to operator, first frame: the agent reports in. Payload: the session id, 16 bytes. */
  DIAL(1),
  /** Another sonde to operator, first frame: asks what this session does. Answer: REPLY. */
  LIST(2),
  /**
   * Operator to target: end the session. Another sonde to operator, first frame: end it for its
   * owner. Payload: value.
   */
  END(3),
  /**
   * Operator to target: a chunk of a jar, appended to what this channel has already. Payload:
   * bytes.
   */
  JAR(4),
  /**
   * Operator to target: define the plugin that JAR frames of this channel brought. Payload: value.
   * Answer: REPLY or FAIL.
   */
  LOAD(5),
  /** Operator to target: run a command. Payload: value. Answers: EVENT*, then REPLY or FAIL. */
  RUN(6),
  /** Operator to target: end the command of this channel early. No payload. */
  CANCEL(7),
  /** Operator to target each second, and back unchanged: both ends live. Payload: eight bytes. */
  PING(8),
  /** Target to operator, first frame of the target side. Payload: value. */
  HELLO(16),
  /** The last frame of a successful LOAD or RUN. Payload: value. */
  REPLY(17),
  /** One record of a running command. Payload: value. */
  EVENT(18),
  /** Target to operator: binds a name, used in later values. Payload: int id, then UTF-8. */
  DEFINE(19),
  /** Target to operator: a notice for the operator's own log. Payload: value. */
  LOG(20),
  /** Target to operator, last frame of a session: what was removed. Payload: value. */
  REPORT(21),
  /**
   * The last frame of a failed LOAD or RUN, or of a failed hand-over (channel 0). Payload: UTF-8,
   * {@code ID: sentence}.
   */
  FAIL(22),
  /** Records of a running command, as {@link Batch} reads them. */
  EVENTS(23),
  /** Target to operator: binds tokens, used in later values. Payload: int id, then tokens. */
  PART(24);

  private static final FrameType[] BY_CODE = new FrameType[32];

  static {
    for (FrameType type : values()) BY_CODE[type.code] = type;
  }

  private final byte code;

  FrameType(int code) {
    this.code = (byte) code;
  }

  /** The byte on the wire. */
  public byte code() {
    return code;
  }

  /**
   * The type of this byte.
   *
   * @throws WireException if no type has it
   */
  public static FrameType of(byte code) {
    FrameType type = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    if (type == null) throw new WireException("unknown frame type " + code);
    return type;
  }
}
