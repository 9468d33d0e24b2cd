package dev.sonde.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BorrowedInstrumentationTest {
  private final List<String> asked = new ArrayList<>();
  private final BorrowedInstrumentation borrowed =
      new BorrowedInstrumentation(recording(), "plugin x");
  private final ClassFileTransformer transformer = new ClassFileTransformer() {};

  private Instrumentation recording() {
    return (Instrumentation)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, args) -> answer(method));
  }

  private Object answer(Method method) {
    asked.add(method.getName());
    return method.getReturnType() == boolean.class ? true : null;
  }

  @Test
  void change_thatIsNotAllowed_isRefusedAndLookingIsNot() {
    assertThatThrownBy(() -> borrowed.addTransformer(transformer, true))
        .isInstanceOf(SecurityException.class)
        .hasMessage("expected capability 'instrument' to be granted to plugin x, it may only look");
    assertThatThrownBy(() -> borrowed.retransformClasses(String.class))
        .isInstanceOf(SecurityException.class);
    assertThatThrownBy(borrowed::redefineClasses).isInstanceOf(SecurityException.class);
    assertThatThrownBy(() -> borrowed.redefineModule(null, null, null, null, null, null))
        .isInstanceOf(SecurityException.class);
    assertThat(borrowed.giveBack()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void class_isLookedAt_alsoWithoutChanges() {
    assertThat(borrowed.isModifiableClass(String.class)).isTrue();
    assertThat(asked).containsExactly("isModifiableClass");
  }

  @Test
  void transformer_thatIsForgotten_isTakenOutAndNamed() {
    borrowed.allowChanges();
    borrowed.addTransformer(transformer, true);
    assertThat(borrowed.giveBack()).containsExactly(transformer.getClass().getName());
    assertThat(asked).containsExactly("addTransformer", "removeTransformer");
  }

  @Test
  void transformer_thatWasRemoved_isNotNamed() {
    borrowed.allowChanges();
    borrowed.addTransformer(transformer);
    assertThat(borrowed.removeTransformer(transformer)).isTrue();
    assertThat(borrowed.giveBack()).isEmpty();
  }

  @Test
  void whatCannotBeUndone_isRefused() {
    assertThatThrownBy(() -> borrowed.appendToBootstrapClassLoaderSearch(null))
        .hasMessage("a jar on the boot path could never be removed");
    assertThatThrownBy(() -> borrowed.appendToSystemClassLoaderSearch(null))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> borrowed.setNativeMethodPrefix(transformer, "x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void instrumentation_givenBack_isOfNoMoreUse() {
    borrowed.giveBack();
    assertThatThrownBy(() -> borrowed.getObjectSize("x"))
        .hasMessage("expected a plugin that is loaded, it was unloaded");
  }
}
