package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Sha256;
import dev.sonde.operator.SondeException;

/**
 * The last checks before bytes become a {@link VerifiedJar}: the jar's entries, and what it says of
 * itself.
 */
final class Verification {
  private Verification() {}

  /** {@code bytes} have the length and the digests that signed metadata lists for {@code offer}. */
  static VerifiedJar of(Offer offer, byte[] bytes, Provenance provenance) {
    return of(offer, bytes, PluginJar.describe(bytes, where(offer, provenance)), provenance);
  }

  /** How errors name the jar. */
  static String where(Offer offer, Provenance provenance) {
    return offer.target().path() + " of " + provenance.repository();
  }

  /**
   * As above.
   *
   * @param own what these bytes say of themselves, by {@link PluginJar#describe}
   */
  static VerifiedJar of(Offer offer, byte[] bytes, PluginDescription own, Provenance provenance) {
    String where = where(offer, provenance);
    PluginDescription signed = offer.description();
    check("id", signed.id(), own.id(), where);
    check("version", signed.version(), own.version(), where);
    check("line", signed.line(), own.line(), where);
    check("api", signed.api(), own.api(), where);
    check("capabilities", signed.capabilities(), own.capabilities(), where);
    check("commands", signed.commands(), own.commands(), where);
    return new VerifiedJar(signed, sha256(offer, bytes), bytes, provenance);
  }

  /** The one that is listed, which they were held against already, where that is of this kind. */
  private static String sha256(Offer offer, byte[] bytes) {
    String listed = offer.target().hashes().digests().get("sha256");
    return listed != null ? listed : Sha256.hex(bytes);
  }

  private static void check(String property, Object signed, Object own, String where) {
    if (signed.equals(own)) return;
    String text =
        "%s of %s is %s in the jar and %s in the signed description; tell who published it";
    throw new SondeException(ErrorId.IDENTITY, String.format(text, property, where, own, signed));
  }
}
