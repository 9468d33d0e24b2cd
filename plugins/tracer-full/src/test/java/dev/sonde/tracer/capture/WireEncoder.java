package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import dev.sonde.wire.Dictionary;
import dev.sonde.wire.ValueReader;
import dev.sonde.wire.ValueWriter;
import java.util.Arrays;

/** An encoder that can be read back. */
public final class WireEncoder implements Encoder {
  private final ValueWriter out = new ValueWriter(64);

  /** The one value that was written. */
  public Object read() {
    return ValueReader.decode(out.toByteArray());
  }

  public Object read(Dictionary names) {
    return ValueReader.decode(out.toByteArray(), names);
  }

  @Override
  public Encoder none() {
    out.none();
    return this;
  }

  @Override
  public Encoder truth(boolean value) {
    out.truth(value);
    return this;
  }

  @Override
  public Encoder integer(long value) {
    out.integer(value);
    return this;
  }

  @Override
  public Encoder fixed(long number) {
    out.fixed(number);
    return this;
  }

  @Override
  public Encoder replace(int at, long number) {
    out.replace(at, number);
    return this;
  }

  @Override
  public Encoder replace(int at, long first, long second, long third) {
    out.replace(at, first, second, third);
    return this;
  }

  @Override
  public Encoder real(double value) {
    out.real(value);
    return this;
  }

  @Override
  public Encoder text(String value) {
    out.text(value);
    return this;
  }

  @Override
  public Encoder ascii(byte[] characters) {
    out.ascii(characters);
    return this;
  }

  @Override
  public Encoder name(int id) {
    out.name(id);
    return this;
  }

  @Override
  public Encoder hole() {
    out.hole();
    return this;
  }

  @Override
  public void copyTo(long[] words, int at) {
    out.copyTo(words, at);
  }

  @Override
  public Encoder copied(long[] words, int at, int bytes) {
    out.copied(words, at, bytes);
    return this;
  }

  /** What was written so far. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }

  /** One that stands for a part. */
  public static WireEncoder ofPart(int id) {
    WireEncoder part = new WireEncoder();
    part.out.part(id);
    return part;
  }

  @Override
  public Encoder map() {
    out.map();
    return this;
  }

  @Override
  public Encoder list() {
    out.list();
    return this;
  }

  @Override
  public Encoder end() {
    out.end();
    return this;
  }

  @Override
  public Encoder append(Encoder other) {
    ValueWriter from = ((WireEncoder) other).out;
    out.raw(from.array(), from.size());
    return this;
  }

  @Override
  public int size() {
    return out.size();
  }

  @Override
  public boolean holds(int from, Encoder other) {
    ValueWriter that = ((WireEncoder) other).out;
    int end = from + that.size();
    return end <= out.size() && Arrays.equals(out.array(), from, end, that.array(), 0, that.size());
  }

  @Override
  public void truncate(int size) {
    out.truncate(size);
  }
}
