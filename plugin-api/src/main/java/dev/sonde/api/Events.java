package dev.sonde.api;

/**
 * Hands encoded records over from application threads to the operator, in bounded memory. Nobody
 * ever waits: a record that finds no room is dropped and counted. Records that were offered before
 * {@link #flushed()} turned true have left for the operator.
 */
public interface Events {
  /**
   * Binds a text once and returns its number for {@link Encoder#name}. Takes a lock: for planning,
   * not for application threads.
   */
  int name(String text);

  /**
   * Binds what an encoder holds, the same in many records: whole pieces, from one value to be
   * filled in to the next. What comes back is appended in its place, and takes a few bytes. Takes a
   * lock, as {@link #name} does; the encoder must not change any more, and holds nothing that was
   * bound. A part with an {@link Encoder#hole} is followed by the values for its holes.
   */
  default Encoder part(Encoder pieces) {
    return pieces;
  }

  /** A new encoder of one record. */
  Encoder encoder(int capacity);

  /**
   * Copies the encoder's record into a ring. False: no room; counted in {@link #dropped()}. Takes
   * no lock, allocates nothing.
   */
  boolean offer(Encoder record);

  /**
   * The same.
   *
   * @param near the same number in each call of one thread, and another in those of another as far
   *     as may be: threads with different ones meet less often
   */
  default boolean offer(Encoder record, int near) {
    return offer(record);
  }

  /**
   * Whether a record of this thread would be taken now, as far as one look can tell: for who would
   * else make a record in vain. What is not made then is not counted here.
   */
  default boolean room() {
    return true;
  }

  /**
   * The same.
   *
   * @param near as for {@link #offer(Encoder, int)}
   */
  default boolean room(int near) {
    return room();
  }

  /**
   * Adds records that are made only when they are taken away; those of a backlog are counted as
   * delivered then. False: records cannot be added so here.
   */
  default boolean add(Backlog backlog) {
    return false;
  }

  /** How many records were taken by the rings. */
  long delivered();

  long dropped();

  /**
   * True when the rings are empty, for the end of a trace: all that was taken has been handed to
   * the socket's buffer.
   */
  boolean flushed();
}
