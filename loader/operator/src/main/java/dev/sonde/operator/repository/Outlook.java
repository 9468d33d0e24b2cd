package dev.sonde.operator.repository;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.Set;
import java.util.function.Supplier;

/** What {@code --offline} would do, for whom a repository has failed. */
final class Outlook {
  private static final Set<ErrorId> CAUSES = Set.of(ErrorId.EXPIRED, ErrorId.IO, ErrorId.TIMEOUT);

  private Outlook() {}

  /**
   * The same failure, and what would serve instead. Nothing does for a folder that cannot be read.
   *
   * @param offline asked only where that may be something
   */
  static SondeException added(
      SondeException failure, RepositorySource source, Supplier<Trusted> offline) {
    boolean folder = source instanceof RepositorySource.Folder;
    if (!CAUSES.contains(failure.id()) || folder && failure.id() == ErrorId.IO) return failure;
    String sentence =
        String.valueOf(failure.getMessage()).substring(failure.id().id().length() + 2);
    return new SondeException(failure.id(), sentence + "; " + sentence(offline), failure);
  }

  private static String sentence(Supplier<Trusted> offline) {
    try {
      Expiry first = offline.get().expiries().get(0);
      return "--offline would go on with what is on this machine (" + first + ")";
    } catch (SondeException e) {
      return "--offline would be refused as well (" + e.id().id() + ")";
    }
  }
}
