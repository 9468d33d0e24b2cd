package dev.sonde.demo;

/**
 * A program to be traced while {@code sonde --archive} notes which classes a trace needs. Ends by
 * itself after half a minute.
 */
public final class Rehearsal {
  private static final int BEATS = 3_000;
  private static final int PAUSE_MILLIS = 10;

  private Rehearsal() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.println("ready"); // to be attached to: what handles SIGQUIT is there by now
    for (int i = 0; i < BEATS; i++) beat(i);
  }

  private static void beat(int count) throws InterruptedException {
    Thread.sleep(PAUSE_MILLIS + count % 2);
  }
}
