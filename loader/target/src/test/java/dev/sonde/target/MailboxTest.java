package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.api.Encoder;
import dev.sonde.wire.ValueWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final Mailbox mailbox = new Mailbox();

  @Test
  void records_comeAsTheyWerePut() {
    int name = mailbox.name("n");
    Encoder part = mailbox.part(mailbox.encoder(16).map().name(name).hole().text("more").hole());
    Encoder same = mailbox.part(mailbox.encoder(16).map().name(name).hole().text("more").hole());
    assertThat(mailbox.offer(mailbox.encoder(16).append(part).integer(7).integer(8).end()))
        .isTrue();
    assertThat(mailbox.offer(mailbox.encoder(16).append(same).integer(9).integer(0).end()))
        .isTrue();
    mailbox.add(ValueWriter.encode(Map.of("kind", "end")));
    assertThat(mailbox.poll()).isEqualTo(Map.of("n", 7L, "more", 8L));
    assertThat(mailbox.poll()).isEqualTo(Map.of("n", 9L, "more", 0L));
    assertThat(mailbox.poll()).isEqualTo(Map.of("kind", "end"));
    assertThat(mailbox.poll()).isNull();
    assertThat(mailbox.name("n")).isEqualTo(name);
  }

  /** Who reads nothing bounds what is kept, and what is said at the end still comes. */
  @Test
  void events_thatFindNoRoom_areDroppedAndCounted() {
    Encoder large = mailbox.encoder(64 << 10).text("x".repeat(60_000));
    int offered = 0;
    while (mailbox.offer(large)) offered++;
    assertThat(offered).isBetween(60, 80);
    assertThat(mailbox.delivered()).isEqualTo(offered);
    assertThat(mailbox.dropped()).isEqualTo(1);
    assertThat(mailbox.add(ValueWriter.encode(Map.of("kind", "end")))).isTrue();
    mailbox.retire();
    assertThat(mailbox.offer(large)).isFalse();
  }
}
