package dev.sonde.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
  private final JsonObject object =
      object(
          "{\"s\":\"x\",\"n\":5,\"t\":true,\"f\":false,\"l\":[\"a\",\"b\"],\"o\":{\"k\":1},\"p\":[{\"k\":2}]}");

  @Test
  void values_ofEachKind() {
    assertThat(object.keys()).containsExactly("s", "n", "t", "f", "l", "o", "p");
    assertThat(object.values()).containsEntry("s", "x").hasSize(7);
    assertThat(object.string("s")).isEqualTo("x");
    assertThat(object.integer("n", 5)).isEqualTo(5);
    assertThat(object.flag("t")).isTrue();
    assertThat(object.flag("f")).isFalse();
    assertThat(object.flag("missing")).isFalse();
    assertThat(object.strings("l")).containsExactly("a", "b");
    assertThat(object.object("o").integer("k", 1)).isEqualTo(1);
    assertThat(object.objects("p"))
        .singleElement()
        .extracting(it -> it.integer("k", 0))
        .isEqualTo(2L);
  }

  @Test
  void find_whatIsThereAndWhatIsNot() {
    assertThat(object.findInteger("n", 0)).hasValue(5L);
    assertThat(object.findInteger("missing", 0)).isEmpty();
    assertThat(object.findObject("o")).isPresent();
    assertThat(object.findObject("missing")).isEmpty();
    assertThat(object.findStrings("l")).hasValue(List.of("a", "b"));
    assertThat(object.findStrings("missing")).isEmpty();
  }

  @Test
  void only_knownKeys() {
    JsonObject inner = object.object("o");
    assertThat(inner.only("k", "j")).isSameAs(inner);
    assertThatThrownBy(() -> inner.only("j"))
        .hasMessage("expected one of the keys [j] but found \"o.k\"");
  }

  @Test
  void kinds_thatDiffer_areRefused() {
    assertThatThrownBy(() -> object.integer("n", 6))
        .hasMessage("expected an integer of at least 6 at n but found 5");
    assertThatThrownBy(() -> object.integer("s", 0))
        .hasMessage("expected an integer of at least 0 at s but found \"x\"");
    assertThatThrownBy(() -> object.flag("s"))
        .hasMessage("expected true or false at s but found \"x\"");
    assertThatThrownBy(() -> object.strings("o")).hasMessageStartingWith("expected an array at o");
    assertThat(object.mismatch("a name", "s")).hasMessage("expected a name at s but found \"x\"");
  }

  @Test
  void found_isShownUpTo60Characters() {
    for (int length : new int[] {58, 59}) {
      String text = "y".repeat(length);
      JsonObject long1 = object("{\"s\":\"" + text + "\"}");
      String shown = length == 58 ? "\"" + text + "\"" : "\"" + text + "…";
      assertThatThrownBy(() -> long1.integer("s", 0)).hasMessageEndingWith(" but found " + shown);
    }
  }

  @Test
  void canonical_ofEachKind() {
    Object value =
        JsonReader.read("{\"b\":[1,true,null,\"x\",[],[2,3],{}],\"a\":false}".getBytes());
    assertThat(new String(CanonicalJson.bytes(value), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":false,\"b\":[1,true,null,\"x\",[],[2,3],{}]}");
    assertThatThrownBy(() -> CanonicalJson.bytes(Map.of("a", 0.5)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JsonObject object(String text) {
    return JsonObject.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
