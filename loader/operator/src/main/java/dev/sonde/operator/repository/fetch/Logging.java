package dev.sonde.operator.repository.fetch;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;

/**
 * The module java.logging: OkHttp and BouncyCastle need it, and a small runtime image may lack it.
 */
public final class Logging {
  private Logging() {}

  /** Refuses to go on where it is missing; {@code what} is that which needs it. */
  public static void require(String what) {
    try {
      Class.forName("java.util.logging.Logger", false, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException e) {
      String text =
          "%s needs module java.logging, which %s lacks. Run sonde with another Java of version 17 or"
              + " later, as in /path/to/jdk/bin/java -jar sonde.jar; for an image of your own:"
              + " jlink --add-modules java.base,java.logging,jdk.net";
      throw new SondeException(
          ErrorId.JAVA, String.format(text, what, System.getProperty("java.home")), e);
    }
  }
}
