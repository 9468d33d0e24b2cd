package dev.sonde.operator.repository.tuf;

/** A public key. Equal keys are equal objects, however the metadata spells them. */
public interface VerifyingKey {
  /**
   * Whether {@code signature} is this key's, in the one strict encoding, over {@code message}.
   * Never throws.
   */
  boolean verifies(byte[] message, byte[] signature);
}
