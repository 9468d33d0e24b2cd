package dev.sonde.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueTextTest {
  @Test
  void scalars_areWrittenAsInJava() {
    assertThat(ValueText.of(null)).isEqualTo("null");
    assertThat(ValueText.of(7L)).isEqualTo("7");
    assertThat(ValueText.of(0.5)).isEqualTo("0.5");
    assertThat(ValueText.of(true)).isEqualTo("true");
    assertThat(ValueText.of("say \"hi\"\n")).isEqualTo("\"say \\\"hi\\\"\\n\"");
  }

  @Test
  void redaction_hasNoQuotes() {
    assertThat(ValueText.of(Map.of("@redacted", "name~password")))
        .isEqualTo("‹redacted:name~password›");
    assertThat(ValueText.of(List.of(Map.of("@redacted", "type~java.security.Key"))))
        .isEqualTo("[‹redacted:type~java.security.Key›]");
  }

  @Test
  void text_thatPretendsToBeRedacted_isQuoted() {
    assertThat(ValueText.of("‹redacted:name~password›")).isEqualTo("\"‹redacted:name~password›\"");
  }

  @Test
  void object_showsItsFields() {
    assertThat(ValueText.of(Records.map("@type", "com.acme.Shop$Order", "id", 9312L, "note", null)))
        .isEqualTo("Shop.Order{id=9312, note=null}");
  }

  @Test
  void object_longInsideAnother_shrinks() {
    Object lines = List.of("a".repeat(30), "b".repeat(30));
    Object address = Records.map("@type", "com.acme.Address", "street", "c".repeat(60));
    assertThat(
            ValueText.of(
                Records.map("@type", "com.acme.Order", "id", 1L, "lines", lines, "to", address)))
        .isEqualTo("Order{id=1, lines=[..], to=Address{..}}");
  }

  @Test
  void object_withManyFields_isCut() {
    assertThat(
            ValueText.of(
                Records.map(
                    "a", 1L, "b", 2L, "c", 3L, "d", 4L, "e", 5L, "f", 6L, "g", 7L, "@more", 10L)))
        .isEqualTo("{a=1, b=2, c=3, d=4, e=5, f=6, … 11 more}");
  }

  @Test
  void marksOfTheCapture_readAsWords() {
    assertThat(ValueText.of(Records.map("@type", "com.acme.Order", "id", 1L, "@more", 2L)))
        .isEqualTo("Order{id=1, … 2 more}");
    assertThat(ValueText.of(Records.map("@type", "java.util.ArrayList", "@size", 3L)))
        .isEqualTo("ArrayList{size 3}");
    assertThat(ValueText.of(Records.map("@type", "java.util.concurrent.LinkedBlockingQueue")))
        .isEqualTo("LinkedBlockingQueue");
    assertThat(ValueText.of(Records.map("@type", "com.acme.Node", "@cycle", true)))
        .isEqualTo("Node{seen above}");
    assertThat(ValueText.of("‹unreadable›")).isEqualTo("‹unreadable›");
    assertThat(ValueText.of(Map.of())).isEqualTo("{}");
  }

  @Test
  void list_isCut() {
    assertThat(ValueText.of(List.of(1L, 2L, 3L, 4L, 5L))).isEqualTo("[1, 2, 3, 4, 5]");
    assertThat(ValueText.of(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L)))
        .isEqualTo("[1, 2, 3, 4, 5, … 2 more]");
    assertThat(ValueText.of(List.of())).isEqualTo("[]");
  }

  @Test
  void list_cutBefore_addsUp() {
    List<Object> elements = new ArrayList<>(Collections.nCopies(100, 0L));
    elements.add("… 9900 more");
    assertThat(ValueText.of(elements)).isEqualTo("[0, 0, 0, 0, 0, … 9,995 more]");
  }

  @Test
  void fieldNames_areEscaped() {
    assertThat(ValueText.of(Map.of("a\u001b[1m", 1L))).isEqualTo("{a\\u001b[1m=1}");
  }
}
