package dev.sonde.target;

import dev.sonde.api.Encoder;
import dev.sonde.wire.ValueWriter;
import java.util.Arrays;

/** The wire's writer, as plugins see it. */
final class RecordEncoder implements Encoder {
  final ValueWriter value;

  RecordEncoder(int capacity) {
    value = new ValueWriter(capacity);
  }

  /** What stands in a record for a part that was kept under this number. */
  static RecordEncoder ofPart(int id) {
    RecordEncoder number = new RecordEncoder(0);
    number.value.part(id);
    return number;
  }

  @Override
  public Encoder none() {
    value.none();
    return this;
  }

  @Override
  public Encoder truth(boolean truth) {
    value.truth(truth);
    return this;
  }

  @Override
  public Encoder integer(long integer) {
    value.integer(integer);
    return this;
  }

  @Override
  public Encoder fixed(long number) {
    value.fixed(number);
    return this;
  }

  @Override
  public Encoder replace(int at, long number) {
    value.replace(at, number);
    return this;
  }

  @Override
  public Encoder replace(int at, long first, long second, long third) {
    value.replace(at, first, second, third);
    return this;
  }

  @Override
  public Encoder real(double real) {
    value.real(real);
    return this;
  }

  @Override
  public Encoder text(String text) {
    value.text(text);
    return this;
  }

  @Override
  public Encoder ascii(byte[] characters) {
    value.ascii(characters);
    return this;
  }

  @Override
  public Encoder name(int id) {
    value.name(id);
    return this;
  }

  @Override
  public Encoder hole() {
    value.hole();
    return this;
  }

  @Override
  public Encoder map() {
    value.map();
    return this;
  }

  @Override
  public Encoder list() {
    value.list();
    return this;
  }

  @Override
  public Encoder end() {
    value.end();
    return this;
  }

  @Override
  public Encoder append(Encoder other) {
    ValueWriter from = ((RecordEncoder) other).value;
    value.raw(from.array(), from.size());
    return this;
  }

  @Override
  public void copyTo(long[] words, int at) {
    value.copyTo(words, at);
  }

  @Override
  public Encoder copied(long[] words, int at, int bytes) {
    value.copied(words, at, bytes);
    return this;
  }

  @Override
  public int size() {
    return value.size();
  }

  @Override
  public boolean holds(int from, Encoder other) {
    ValueWriter that = ((RecordEncoder) other).value;
    int end = from + that.size();
    return end <= value.size()
        && Arrays.equals(value.array(), from, end, that.array(), 0, that.size());
  }

  @Override
  public void truncate(int size) {
    value.truncate(size);
  }
}
