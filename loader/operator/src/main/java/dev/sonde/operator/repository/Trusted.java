package dev.sonde.operator.repository;

import dev.sonde.operator.repository.tuf.Standing;
import dev.sonde.operator.repository.tuf.TargetFile;
import dev.sonde.operator.repository.tuf.TufClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Verified metadata, all of it, and the time at which it was held against its dates. */
record Trusted(TufClient client, List<TargetFile> targets, Instant start) {
  /** Verifies the delegated roles, too. */
  static Trusted of(TufClient client, Instant start) {
    return new Trusted(client, List.copyOf(client.targets()), start);
  }

  /** The plugins that are listed; one of another publisher is refused. */
  List<Offer> offers(String publisher, String location) {
    List<Offer> offers = new ArrayList<>();
    String name = publisher;
    for (TargetFile target : targets) {
      if (name.equals(Repositories.ANYBODY)) name = Offer.publisher(target, location).orElse(name);
      Offer.of(target, name, location).ifPresent(offers::add);
    }
    return offers;
  }

  List<Expiry> expiries() {
    return Expiry.of(client.standings(), start);
  }

  /** Begun days past the date of what has expired first; 0 where nothing has. */
  int staleDays() {
    Expiry first = expiries().get(0);
    return first.isPast() ? (int) first.days() : 0;
  }

  Map<String, Long> versions() {
    Map<String, Long> versions = new LinkedHashMap<>();
    for (Map.Entry<String, Standing> each : client.standings().entrySet())
      versions.put(each.getKey(), each.getValue().version());
    return versions;
  }
}
