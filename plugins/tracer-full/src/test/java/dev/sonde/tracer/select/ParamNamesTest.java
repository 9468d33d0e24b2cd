package dev.sonde.tracer.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;

class ParamNamesTest {
  private final List<Param> found = new ArrayList<>();
  private final ParamNames names = new ParamNames(0, "(Lcom/acme/Order;I)V", found::addAll);
  private final Label first = new Label();
  private final Label second = new Label();
  private final Label third = new Label();

  private void variable(String name, String descriptor, Label start, int slot) {
    names.visitLocalVariable(name, descriptor, null, start, third, slot);
  }

  private List<String> names() {
    names.visitEnd();
    List<String> all = new ArrayList<>();
    for (Param each : found) all.add(each.name());
    return all;
  }

  /** What is found where parameters live from here on, and the first one's slot is used again. */
  private List<String> names(Label start, String again, Label later) {
    names.visitLabel(first);
    variable("this", "Lcom/acme/Shop;", start, 0);
    variable("order", "Lcom/acme/Order;", start, 1);
    variable(again, "Lcom/acme/Order;", later, 1);
    variable("factor", "I", start, 2);
    return names();
  }

  @Test
  void slotThatIsUsedAgain_keepsTheParametersName() {
    assertThat(names(first, "other", second)).containsExactly("order", "factor");
  }

  /** As Kotlin writes them. */
  @Test
  void suspendingFunction_whoseParametersLiveLater_hasTheirNames() {
    assertThat(names(second, "order", third)).containsExactly("order", "factor");
  }

  @Test
  void slotOfSeveralNames_orOfAnotherType_hasNone() {
    names.visitLabel(first);
    variable("a", "Lcom/acme/Order;", second, 1);
    variable("b", "Lcom/acme/Order;", third, 1);
    variable("i", "J", second, 2);
    variable("factor", "I", third, 2);
    assertThat(names()).containsExactly("arg0", "arg1");
  }
}
