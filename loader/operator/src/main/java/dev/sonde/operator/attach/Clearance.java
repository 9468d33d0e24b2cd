package dev.sonde.operator.attach;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * The permission to touch a target. It may come later than what is prepared for the target without
 * touching it, and be taken back.
 */
interface Clearance {
  /**
   * Waits for it.
   *
   * @throws IOException if it will not come any more
   */
  void await() throws IOException;

  /** Whether it is still wanted that the target be touched. */
  boolean stands();

  /** One that is there already. */
  static Clearance given(BooleanSupplier wanted) {
    return new Clearance() {
      @Override
      public void await() {}

      @Override
      public boolean stands() {
        return wanted.getAsBoolean();
      }
    };
  }
}
