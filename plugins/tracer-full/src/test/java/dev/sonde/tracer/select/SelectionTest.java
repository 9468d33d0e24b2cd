package dev.sonde.tracer.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.BaseOrders;
import com.acme.Orders;
import com.acme.Repo;
import com.acme.Sorts;
import dev.sonde.api.UsageException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

class SelectionTest {
  private static final Class<?>[] LOADED = {
    String.class,
    int.class,
    Orders[].class,
    BaseOrders.class,
    Orders.class,
    Orders.Line.class,
    ((Runnable) () -> {}).getClass(),
    Pattern.class
  };

  @Test
  void of_wildcard_takesMethodsAndSaysWhyNotTheRest() throws UsageException {
    Selection selection = select("com.acme.Orders::*");

    assertThat(selection.classes())
        .singleElement()
        .satisfies(only -> assertThat(only.type()).isEqualTo(Orders.class));
    assertThat(selection.classes().get(0).methods())
        .extracting(SelectedMethod::name)
        .containsExactly("find", "find", "price", "get");
    assertThat(selection.left())
        .extracting(left -> left.method() + left.descriptor() + " " + left.reason())
        .containsExactlyInAnyOrder(
            "<init>(Ljava/lang/String;)V constructor: a wildcard means methods, add ::new",
            "ship()V abstract: trace what implements it",
            "print()V native: it has no bytecode; trace its callers",
            "get()Ljava/lang/Object; bridge made by the compiler: it only calls the method of this name",
            "lambda$price$0([[I)Ljava/lang/Integer; made by the compiler: give its name to trace it",
            "<clinit>()V static initialiser: it has run, or runs only once");
  }

  @Test
  void of_lambda_isWovenWhenNamed() throws UsageException {
    assertThat(select("Orders::lambda$*").classes().get(0).methods())
        .extracting(SelectedMethod::name)
        .containsExactly("lambda$price$0");
    assertThat(select("Orders::lambda$price$0").classes()).hasSize(1);
  }

  @Test
  void of_constructor_isWovenWhenNamed() throws UsageException {
    assertThat(select("Orders::new").classes().get(0).methods())
        .containsExactly(
            new SelectedMethod(
                "<init>", "(Ljava/lang/String;)V", 4, List.of(new Param("name", "String"))));
  }

  @Test
  void of_parameters_haveTheirNamesAndSourceTypes() throws UsageException {
    assertThat(select("Orders::price").classes().get(0).methods().get(0).params())
        .containsExactly(new Param("line", "com.acme.Orders.Line"), new Param("taxes", "int[][]"));
    assertThat(select("Orders::find(String,long...)").classes().get(0).methods().get(0).params())
        .containsExactly(new Param("id", "String"), new Param("versions", "long[]"));
  }

  @Test
  void reason_ofParametersThatNoCallSiteTakes() {
    String most = "(" + "J".repeat(124) + "I)V";
    String more = "(" + "J".repeat(124) + "II)V";

    assertThat(Weavable.reason(new SelectedMethod("f", most, Opcodes.ACC_STATIC, List.of()), true))
        .isNull();
    for (SelectedMethod method :
        List.of(
            new SelectedMethod("f", more, Opcodes.ACC_STATIC, List.of()),
            new SelectedMethod("f", most, 0, List.of()),
            new SelectedMethod("<init>", most, 0, List.of())))
      assertThat(Weavable.reason(method, true))
          .isEqualTo(
              "parameters of more than 249 words: no call site takes them; trace its callers");
  }

  @Test
  void of_severalPatterns_areOneSelection() throws UsageException {
    Selection selection =
        Selection.of(
            List.of(Pattern.parse("Orders::find"), Pattern.parse("Line::total")),
            LOADED,
            type -> true);

    assertThat(selection.classes())
        .extracting(SelectedClass::type)
        .containsExactly(Orders.class, Orders.Line.class);
  }

  @Test
  void of_jdkClass_isRefusedWithTheReason() {
    denied(
        "java.lang.String::isEmpty",
        "java.lang.String::isEmpty matches one method, java.lang.String::isEmpty(), and nothing that can be woven."
            + " class of the JDK that every probe needs: a hook in it would end the application; trace what calls it");
  }

  @Test
  void of_ownClass_isRefusedWithTheReason() {
    denied(
        "dev.sonde.tracer.select.Pattern::text",
        "dev.sonde.tracer.select.Pattern::text matches one method,"
            + " dev.sonde.tracer.select.Pattern::text(), and nothing that can be woven. part of Sonde");
  }

  @Test
  void of_unmodifiableClass_isRefusedWithTheReason() {
    assertThatThrownBy(
            () -> Selection.of(List.of(Pattern.parse("Line::total")), LOADED, type -> false))
        .hasMessageEndingWith("this JVM does not allow to modify it");
  }

  @Test
  void of_misspelledMethod_listsTheNearest() {
    refused(
        "com.acme.Orders::fnd",
        "com.acme.Orders is loaded and declares no method fnd. It has: com.acme.Orders::find(String),"
            + " com.acme.Orders::find(String,long[]), com.acme.Orders::get(), com.acme.Orders::new(String), com.acme.Orders::price(Line,int[][])");
  }

  @Test
  void of_otherParameters_listsThoseThatExist() {
    assertThatThrownBy(() -> select("Orders::find(int)"))
        .hasMessageStartingWith(
            "com.acme.Orders is loaded and declares no method find(int). It has: com.acme.Orders::find(String), ");
  }

  @Test
  void of_inheritedMethod_saysWhereItIsDeclared() {
    refused(
        "Orders::close",
        "com.acme.Orders is loaded and declares no method close; it is inherited: com.acme.BaseOrders::close(boolean)");
  }

  @Test
  void of_misspelledClass_listsTheNearest() {
    refused(
        "com.acme.order::find",
        "no loaded class matches com.acme.order in com.acme.order::find. Near to it: com.acme.Orders::find(String)."
            + " If it is loaded later: --lazy waits for it");
    refused(
        "com.acme.order::unheard",
        "no loaded class matches com.acme.order in com.acme.order::unheard. Near to it: com.acme.Orders::*,"
            + " com.acme.BaseOrders::*. If it is loaded later: --lazy waits for it");
  }

  /** In a console or as an agent the operator's classes are loaded beside the application's. */
  @Test
  void of_nameNearToAClassOfSonde_doesNotProposeIt() {
    refused(
        "com.No.Patern::of",
        "no loaded class matches com.No.Patern in com.No.Patern::of, nor does one have a name near"
            + " to it. If it is loaded later: --lazy waits for it");
  }

  @Test
  void of_abstractMethod_matchesNothing() {
    refused(
        "Orders::ship",
        "Orders::ship matches one method, com.acme.Orders::ship(), and nothing that can be woven."
            + " abstract: trace what implements it");
  }

  @Test
  void of_frameOfAnOverload_meansTheOneOnItsLine() throws UsageException {
    assertThat(select("com.acme.Orders.find(Orders.java:13)").classes().get(0).methods())
        .extracting(SelectedMethod::descriptor)
        .containsExactly("(Ljava/lang/String;)Ljava/lang/String;");
    assertThat(select("com.acme.Orders.find(Orders.java:17)").classes().get(0).methods())
        .extracting(SelectedMethod::descriptor)
        .containsExactly("(Ljava/lang/String;[J)Ljava/lang/String;");
  }

  @Test
  void of_frameOnALineOfNoOverload_meansAllAndSaysSo() throws UsageException {
    Selection selection = select("com.acme.Orders.find(Orders.java:999)");
    assertThat(selection.classes().get(0).methods()).hasSize(2);
    assertThat(selection.notes())
        .singleElement()
        .asString()
        .startsWith("line 999 is in none of the 2 methods find of com.acme.Orders");
  }

  @Test
  void inspect_unknownClass_saysNothingOfLazy() {
    assertThatThrownBy(
            () ->
                Selection.inspect(
                    Choice.of(List.of(Pattern.parse("org.Unheard::of"))), LOADED, type -> true))
        .hasMessage(
            "no loaded class matches org.Unheard in org.Unheard::of, nor does one have a name near to it");
  }

  @Test
  void of_package_saysSo() {
    refused(
        "com.acme::*",
        "no loaded class matches com.acme in com.acme::*: it is a package. For its classes: com.acme.*::*");
  }

  @Test
  void of_nothingNear_saysSo() {
    refused(
        "org.Unheard::of",
        "no loaded class matches org.Unheard in org.Unheard::of, nor does one have a name near to it."
            + " If it is loaded later: --lazy waits for it");
  }

  @Test
  void matching_nothing_isEmpty() throws UsageException {
    Selection selection =
        Selection.matching(List.of(Pattern.parse("org.Unheard::of")), LOADED, type -> true);

    assertThat(selection.classes()).isEmpty();
    assertThat(selection.left()).isEmpty();
  }

  @Test
  void of_subtypes_takesTheTypeAndAllBelow() throws UsageException {
    assertThat(types(Sorts.LOADED, "+Repo::find"))
        .containsExactlyInAnyOrder(Sorts.MemoryRepo.class, Sorts.CachedRepo.class);
    assertThat(types(Sorts.LOADED, "+com.acme.Sorts.MemoryRepo::find"))
        .containsExactlyInAnyOrder(Sorts.MemoryRepo.class, Sorts.CachedRepo.class);
    assertThat(types(Sorts.LOADED, "+MemoryRepo::size")).containsExactly(Sorts.MemoryRepo.class);
  }

  @Test
  void of_annotatedMethods_inAnyClass() throws UsageException {
    assertThat(methods(Sorts.LOADED, "*::@GetMapping")).containsExactly("get", "put");
    assertThat(methods(Sorts.LOADED, "com.acme.**::@com.acme.Sorts.GetMapping"))
        .containsExactly("get", "put");
    assertThat(methods(Sorts.LOADED, "*::@GetMapping(String)")).containsExactly("put");
  }

  @Test
  void of_annotatedClasses_notTheirSubclasses() throws UsageException {
    assertThat(types(Sorts.LOADED, "@RestController::*")).containsExactly(Sorts.Web.class);
    assertThat(methods(Sorts.LOADED, "@RestController::@GetMapping")).containsExactly("get", "put");
    assertThat(methods(Sorts.LOADED, "@RestController::p*")).containsExactly("put", "plain");
  }

  @Test
  void of_annotationThatNobodyCarries_saysSo() {
    assertThatThrownBy(() -> select(Sorts.LOADED, "@RestControler::*"))
        .hasMessage(
            "no loaded class carries the annotation @RestControler, or none has a method *. Near to it:"
                + " @com.acme.Sorts.RestController::*. If it is loaded later: --lazy waits for it");
  }

  @Test
  void of_typeWithoutSubtypes_saysSo() {
    assertThatThrownBy(() -> select(Sorts.LOADED, "+Repoo::find"))
        .hasMessageStartingWith(
            "no loaded class extends or implements Repoo, or none has a method find. Near to it:"
                + " +com.acme.Repo::find");
  }

  @Test
  void of_loader_choosesOrTellsThoseThatThereAre() throws UsageException {
    assertThat(types(Sorts.LOADED, "{app}Web::get")).containsExactly(Sorts.Web.class);
    assertThatThrownBy(() -> select(Sorts.LOADED, "{boot}Web::get"))
        .hasMessage("no class loader of Web is {boot}: it is loaded by {app}");
  }

  @Test
  void of_exceptions_areLeftAndTold() throws UsageException {
    Choice choice =
        Choice.parse(List.of("com.acme.Sorts.Web::*"), Map.of("except", "*::get;Web::p*(String)"));
    Selection selection = Selection.of(choice, Sorts.LOADED, type -> true);
    assertThat(selection.classes().get(0).methods())
        .extracting(SelectedMethod::name)
        .containsExactly("plain");
    assertThat(selection.left())
        .extracting(Left::reason)
        .contains("left out by --except '*::get'", "left out by --except 'Web::p*(String)'");
  }

  @Test
  void of_nothingButExceptions_isRefused() throws UsageException {
    Choice choice = Choice.parse(List.of("Web::get"), Map.of("except", "Web::get"));
    assertThatThrownBy(() -> Selection.of(choice, Sorts.LOADED, type -> true))
        .hasMessageEndingWith("left out by --except 'Web::get'");
  }

  @Test
  void inspect_method_tellsOfItsLambdas() throws UsageException {
    Selection selection =
        Selection.inspect(Choice.of(List.of(Pattern.parse("Orders::price"))), LOADED, type -> true);
    assertThat(selection.left())
        .extracting(each -> each.pattern() + ": " + each.reason())
        .containsExactly(
            "com.acme.Orders::lambda$price$0(int[][]): lambda in it: this pattern traces it");
    assertThat(methods(LOADED, "Orders::lambda$price")).containsExactly("lambda$price$0");
  }

  /** One call, one event. */
  @Test
  void of_proxies_areFoldedIntoWhatTheyStandFor() throws Exception {
    Object proxy =
        Proxy.newProxyInstance(
            Sorts.class.getClassLoader(), new Class<?>[] {Repo.class}, (self, m, a) -> null);
    Class<?>[] all = {
      Repo.class, Sorts.MemoryRepo.class, Sorts.Memory$$SpringCGLIB$$0.class, proxy.getClass()
    };
    assertThat(types(all, "+Repo::find")).containsExactly(Sorts.MemoryRepo.class);
    Selection folded = select(all, "+Repo::*");
    assertThat(folded.left())
        .extracting(each -> each.method() + ": " + each.reason())
        .contains(
            "find: proxy: the call that it passes on is one of com.acme.Sorts.MemoryRepo::find(String)",
            "setCallbacks: made by the library that made this proxy");
  }

  /** As a repository of Spring Data: nothing but the proxy implements it. */
  @Test
  void of_proxyWithNothingBehindIt_isTracedItself() throws Exception {
    Object proxy =
        Proxy.newProxyInstance(
            Sorts.class.getClassLoader(), new Class<?>[] {Repo.class}, (self, m, a) -> null);
    Class<?>[] all = {Repo.class, proxy.getClass()};
    assertThat(types(all, "+Repo::*")).containsExactly(proxy.getClass());
    assertThat(methods(all, "+Repo::*")).containsExactly("find");
  }

  private static List<Class<?>> types(Class<?>[] loaded, String pattern) throws UsageException {
    return select(loaded, pattern).classes().stream().<Class<?>>map(SelectedClass::type).toList();
  }

  private static List<String> methods(Class<?>[] loaded, String pattern) throws UsageException {
    return select(loaded, pattern).classes().stream()
        .flatMap(each -> each.methods().stream())
        .map(SelectedMethod::name)
        .toList();
  }

  private static Selection select(Class<?>[] loaded, String pattern) throws UsageException {
    return Selection.of(List.of(Pattern.parse(pattern)), loaded, type -> true);
  }

  private static Selection select(String pattern) throws UsageException {
    return Selection.of(Pattern.parse(pattern), LOADED);
  }

  private static void denied(String pattern, String sentence) {
    refused("SONDE-DENIED", pattern, sentence);
  }

  private static void refused(String pattern, String sentence) {
    refused("SONDE-NO-MATCH", pattern, sentence);
  }

  private static void refused(String id, String pattern, String sentence) {
    assertThatThrownBy(() -> select(pattern))
        .isInstanceOfSatisfying(
            UsageException.class, refused -> assertThat(refused.id()).isEqualTo(id))
        .hasMessage(sentence);
  }
}
