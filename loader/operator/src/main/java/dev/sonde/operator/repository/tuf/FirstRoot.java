package dev.sonde.operator.repository.tuf;

/**
 * A root that somebody trusts from the start: it is one, and so many of its own keys have signed it
 * as it asks for.
 */
public record FirstRoot(long version, boolean development) {
  public static final String NAME = "the root that is trusted from the start";

  /**
   * @param where how errors name it
   */
  public static FirstRoot of(byte[] bytes, String where) {
    SignedFile file = SignedFile.read(where, bytes);
    Root root = file.as(signed -> Root.of(signed, KeyProfile.SONDE));
    root.quorum(Roles.ROOT).check(file);
    return new FirstRoot(root.version(), root.development());
  }
}
