package dev.sonde.operator.repository;

import dev.sonde.operator.repository.fetch.Fetcher;
import dev.sonde.operator.repository.tuf.TargetCache;
import dev.sonde.operator.repository.tuf.TufClient;
import java.time.Instant;

/** How a repository is come by: asked, or only what of it is here already. */
interface Access {
  /** What files are read from. Late: OkHttp is loaded when bytes are asked for. */
  Fetcher fetcher();

  /** Verified at {@code start}, the delegated roles not yet. */
  TufClient verified(Fetcher fetcher, Instant start);

  TargetCache jars();

  /** The place as a person would write it. */
  String location();

  boolean isOffline();
}
