package dev.sonde.tracer.select;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditDistanceTest {
  @ParameterizedTest
  @CsvSource({
    "Apq, App, 1", // one of three letters
    "Ap, App, far",
    "Bpp, App, far", // short names begin alike, or resemble half of all
    "Appr, App, 1",
    "Orderz, Orders, 1",
    "Odrers, Orders, 1",
    "OrderServcie, OrderService, 1",
    "Order, OrderService, far",
    "Orders, OrdersApi, 2",
  })
  void to_countsEdits_andKnowsWhatIsFar(String typed, String name, String edits) {
    int expected = edits.equals("far") ? EditDistance.FAR : Integer.parseInt(edits);
    assertThat(new EditDistance(typed).to(name)).isEqualTo(expected);
  }
}
