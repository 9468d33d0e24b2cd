package dev.sonde.tracer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.Twins;
import dev.sonde.tracer.FakeEvents;
import dev.sonde.tracer.FakeInstrumentation;
import dev.sonde.tracer.capture.Snapshot;
import dev.sonde.tracer.condition.Classes;
import dev.sonde.tracer.condition.Condition;
import dev.sonde.tracer.condition.Fitted;
import dev.sonde.tracer.condition.Handle;
import dev.sonde.tracer.link.Bridge;
import dev.sonde.tracer.record.CallFormat;
import dev.sonde.tracer.record.Guard;
import dev.sonde.tracer.record.Hooks;
import dev.sonde.tracer.record.MethodProbe;
import dev.sonde.tracer.record.Recorder;
import dev.sonde.tracer.record.Terms;
import dev.sonde.tracer.record.Unheard;
import dev.sonde.tracer.select.Pattern;
import dev.sonde.tracer.select.SelectedMethod;
import dev.sonde.tracer.select.Selection;
import dev.sonde.tracer.words.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MouldsTest {
  private Hooks hooks;
  private Recorder recorder;
  private Moulds moulds;

  @BeforeEach
  void open() throws Exception {
    Bridge.open(new FakeInstrumentation().get());
    hooks = new Hooks();
    Unheard nobody = new Unheard(new FakeEvents());
    recorder =
        new Recorder(
            new Guard(), nobody, new Snapshot(each -> true, () -> 0), nobody, 1, Terms.DEFAULT);
    moulds = new Moulds(hooks);
  }

  @Test
  void probe_ofTheSameShape_isCastAsItWouldBeGenerated() throws Exception {
    assertCast(null);
  }

  @Test
  void probe_withAConditionOnANumber_isCastToo() throws Exception {
    assertCast(Condition.parse("count > 3 or 2 * count == -8", false));
  }

  @Test
  void condition_onFields_isFittedToEachClass() throws Exception {
    Condition condition = Condition.parse("size > count", false);
    assertThat(fitted(condition, Twins.One.class, "price"))
        .isNotSameAs(fitted(condition, Twins.Two.class, "cost"));
  }

  @Test
  void condition_onANumber_isFittedOnceForTheSameParameters() throws Exception {
    Condition condition = Condition.parse("count > 3", false);
    Fitted one = fitted(condition, Twins.One.class, "price");
    assertThat(fitted(condition, Twins.Two.class, "cost")).isSameAs(one);
    assertThat(fitted(condition, Twins.Two.class, "measure")).isNotSameAs(one);
    assertThatThrownBy(() -> fitted(condition, Twins.Two.class, "swapped"))
        .isInstanceOf(Fault.class);
  }

  @Test
  void probe_ofAnotherShape_isGenerated() throws Exception {
    moulds.probe("com/acme/One", plans(null, Twins.One.class, "price"));
    List<MethodPlan> other = plans(null, Twins.Two.class, "measure");
    assertThat(moulds.probe("com/acme/Two", other).classFile())
        .isEqualTo(ProbeClass.generate(hooks, "com/acme/Two", other).classFile());
  }

  private void assertCast(@Nullable Condition condition) throws Exception {
    moulds.probe("com/acme/One", plans(condition, Twins.One.class, "price", "weigh"));
    List<MethodPlan> plans = plans(condition, Twins.Two.class, "cost", "measure");
    ProbeClass.Generated cast = moulds.probe("com/acme/Two", plans);
    ProbeClass.Generated direct = ProbeClass.generate(hooks, "com/acme/Two", plans);
    assertThat(cast.classFile()).isEqualTo(direct.classFile());
    assertThat(cast.constants()).hasSameSizeAs(direct.constants());
    for (int i = 0; i < direct.constants().size(); i++)
      if (!(direct.constants().get(i) instanceof Handle))
        assertThat(cast.constants().get(i)).isSameAs(direct.constants().get(i));
  }

  private List<MethodPlan> plans(@Nullable Condition condition, Class<?> type, String... names)
      throws Exception {
    List<MethodPlan> plans = new ArrayList<>();
    for (String name : names) {
      SelectedMethod method = method(type, name);
      Fitted fitted = condition == null ? null : fitted(condition, type, name);
      CallFormat format = new CallFormat(recorder, 1, type.getName(), method, "?");
      MethodProbe probe =
          fitted == null
              ? new MethodProbe(recorder, format)
              : new MethodProbe(recorder, format, MethodProbe.Arguments.ENTRY);
      plans.add(new MethodPlan(method, probe, fitted));
    }
    return plans;
  }

  private static Fitted fitted(Condition condition, Class<?> type, String name) throws Exception {
    FakeInstrumentation jvm = new FakeInstrumentation();
    jvm.loaded.add(type);
    return condition.fit(type, method(type, name), new Classes(jvm.get(), each -> true));
  }

  private static SelectedMethod method(Class<?> type, String name) throws Exception {
    Pattern pattern = Pattern.parse(type.getName() + "::" + name);
    return Selection.matching(List.of(pattern), new Class<?>[] {type}, each -> true)
        .classes()
        .get(0)
        .methods()
        .get(0);
  }
}
