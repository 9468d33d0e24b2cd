package dev.sonde.target;

import dev.sonde.wire.Batch;
import dev.sonde.wire.Frame;
import dev.sonde.wire.FrameType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** EVENTS frames taken apart: each of their records as an EVENT. */
final class Batches {
  private Batches() {}

  static List<Frame> single(Frame frame) {
    if (frame.type() != FrameType.EVENTS) return List.of(frame);
    List<Frame> frames = new ArrayList<>();
    for (Batch batch = new Batch(frame.payload()); batch.next(); )
      frames.add(
          new Frame(
              FrameType.EVENT,
              frame.channel(),
              Arrays.copyOfRange(batch.bytes(), batch.from(), batch.to())));
    return frames;
  }
}
