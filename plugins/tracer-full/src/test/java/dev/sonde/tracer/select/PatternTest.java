package dev.sonde.tracer.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.api.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {
  private static final String ONE_STRING = "(Ljava/lang/String;)V";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.Orders::find",
        "com.acme.Orders#find",
        "com.acme.Orders.find",
        " com.acme.Orders::find ",
        "at com.acme.Orders.find(Orders.java:12)",
        "\tat app//com.acme.Orders.find(Orders.java:12)",
        "at shop@1.2/com.acme.Orders.find(Orders.kt:12)",
        "at app/shop@1.2/com.acme.Orders.find(Unknown Source)",
        "com.acme.Orders.find(Orders.java:12) ~[shop.jar:1.2]",
        "c.a.Orders::find",
        "c.acme.Orders::find",
        "Orders::find",
        "Orders.find",
        "Ord*::fi*",
        "com.acme.*::find",
        "com.acme.**::*",
        "com.**.Orders::find",
        "**.Orders::find",
        "com.acme.Orders::find(String)",
        "com.acme.Orders::find(java.lang.String)",
        "com.acme.Orders::find(final String id)",
        "com.acme.Orders::find(..)",
        "com.acme.Orders::find(String,..)",
        "com.acme.Orders::find(*)"
      })
  void match_inEveryFormOfTheSameMethod(String text) throws UsageException {
    Pattern pattern = Pattern.parse(text);

    assertThat(pattern.matchesClassName("com.acme.Orders")).isTrue();
    assertThat(pattern.matchesMethod("find", ONE_STRING)).isTrue();
    assertThat(pattern.matchesClassName("com.acmebank.Reorders")).isFalse();
    assertThat(pattern.matchesMethod("sell", "()V")).isEqualTo(text.contains("::*"));
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Orders.Line::total, com.acme.Orders$Line, true",
    "com.acme.Orders$Line::total, com.acme.Orders$Line, true",
    "Orders.Line::total, com.acme.Orders$Line, true",
    "Line::total, com.acme.Orders$Line, true",
    "Orders::total, com.acme.Orders$Line, false",
    "com.acme.Orders::total, com.acme.Orders$Line, false",
    "com.acme.*::total, com.acme.Orders$Line, true",
    "com.acme.*::total, com.acme.shop.Orders, false",
    "com.acme.**::total, com.acme.shop.Orders, true",
    "com.acme.**::total, com.acmebank.Orders, false",
    "c.a.o.Orders::total, com.acme.orders.Orders, true",
    "c.a.Orders::total, com.acme.orders.Orders, false",
    "acme.Orders::total, com.acme.Orders, false",
    "Orders::total, Orders, true",
    "ders::total, com.acme.Orders, false"
  })
  void matchClassName_byForm(String text, String className, boolean expected)
      throws UsageException {
    assertThat(Pattern.parse(text).matchesClassName(className)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "A::f()~()V~true",
        "A::f()~(I)V~false",
        "A::f(int,long[],String...)~(I[J[Ljava/lang/String;)V~true",
        "A::f(Map<String, List<Line>> lines, Line)~(Ljava/util/Map;Lcom/acme/Orders$Line;)V~true",
        "A::f(Orders.Line)~(Lcom/acme/Orders$Line;)V~true",
        "A::f(Line)~(Lcom/acme/Outline;)V~false",
        "A::f(String,..)~()V~false",
        "A::f(..)~(JD)V~true",
        "A::f(boolean,byte,char,double,float,short)~(ZBCDFS)V~true"
      })
  void matchMethod_byParameters(String text, String descriptor, boolean expected)
      throws UsageException {
    assertThat(Pattern.parse(text).matchesMethod("f", descriptor)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Orders::new", "Orders::<init>", "com.acme.Orders.<init>(Orders.java:3)"})
  void matchMethod_constructor(String text) throws UsageException {
    assertThat(Pattern.parse(text).matchesMethod("<init>", "()V")).isTrue();
    assertThat(Pattern.parse(text).text()).endsWith("Orders::new");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "com.acme.Orders#find;com.acme.Orders::find",
        "at app//com.acme.Orders.find(Orders.java:1);com.acme.Orders::find",
        "Orders::find( java.lang.String , .. );Orders::find(String,..)",
        "com.acme.Orders.lambda$find$0(Orders.java:1);com.acme.Orders::lambda$find$0"
      })
  void text_isTheOneForm(String text, String expected) throws UsageException {
    assertThat(Pattern.parse(text).text()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{app}Orders::find",
        "{WebLoader@1f2a}com.acme.Orders::find(String,..)",
        "+com.acme.Repo::*",
        "*::@GetMapping",
        "@RestController::*",
        "@o.s.w.b.a.RestController::@GetMapping(String)",
        "{boot}+java.util.Map::put",
        "Orders::lambda$find"
      })
  void text_ofOtherForms_isAsWritten(String text) throws UsageException {
    assertThat(Pattern.parse(text).text()).isEqualTo(text);
  }

  @Test
  void exactly_readBack_meansThatMethodOnly() throws UsageException {
    Pattern exact = Pattern.exactly("com.acme.Orders$Line", "<init>", "(Lcom/acme/Orders;[I)V");

    assertThat(exact.text()).isEqualTo("com.acme.Orders.Line::new(Orders,int[])");
    assertThat(Pattern.parse(exact.text()).matchesClassName("com.acme.Orders$Line")).isTrue();
    assertThat(Pattern.parse(exact.text()).matchesMethod("<init>", "(Lcom/acme/Orders;[I)V"))
        .isTrue();
  }

  @Test
  void exactly_dollarsOfGeneratedNames_areKept() throws UsageException {
    assertThat(Pattern.exactly("com.acme.App$$SpringCGLIB$$0", "run", "()V").text())
        .isEqualTo("com.acme.App$$SpringCGLIB$$0::run()");
    assertThat(Pattern.exactly("com.acme.App$1", "run", "()V").text())
        .isEqualTo("com.acme.App$1::run()");
    assertThat(Pattern.exactly("shop.core$fn", "run", "()V").text())
        .isEqualTo("shop.core$fn::run()");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*::*", "**::*", "*", "**", "*::find", "**.*::*", "*.*"})
  void parse_fullWildcard_isRefused(String text) {
    refused(
        text,
        "a wildcard for all classes would weave the whole application: name a package or class");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "com.acme.Orders;expected ::method after the class",
        "Orders:find;expected :: between class and method",
        "Orders::;expected a method after the class",
        "::find;expected a class before ::",
        "com..acme.Orders::find;expected a name between the dots",
        "com/acme/Orders::find;expected dots between the parts of a class name, got '/'",
        "Orders::fi nd;expected a letter, digit, $, * or ? in a method name, got ' '",
        "Orders::find(String;expected ) after the parameter types",
        "Orders::find(String)V;expected nothing after )",
        "Orders::find(String,,int);expected types between commas, or .. for any more, got ''",
        "src/main;expected Class::method, got what looks like a file or path",
        "Orders.java;expected Class::method, got what looks like a file or path",
        "+**::find;a wildcard for all classes would weave the whole application: name a package or class",
        "@*::find;a wildcard for all classes would weave the whole application: name a package or class",
        "*::@*;a wildcard for all classes would weave the whole application: name a package or class",
        "{appOrders::find;expected } after the class loader",
        "{a b}Orders::find;expected app, boot, platform or the class of a loader in braces",
        "com.acme.A$$Lambda/0x0012.run(Unknown Source);a lambda's own class cannot be traced: use the frame of the same stack whose method starts"
            + " with lambda$"
      })
  void parse_malformed_isRefused(String text, String sentence) {
    refused(text, sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "find",
        "<init>",
        "new",
        "a b",
        "it's closed (now)",
        "x'$(id)'",
        "*",
        "a::b",
        "#",
        "@a",
        "{a}",
        "n\nl",
        "\u202e\u0001",
        "\ud83d\ude00x",
        "`id`",
        "\\",
        "get-impl",
        "a,b(int)"
      })
  void exactly_ofAnyName_canBePastedAndMeansIt(String method) throws UsageException {
    String text = Pattern.exactly("com.acme.Orders", method, ONE_STRING).text();

    assertThat(text).matches("[\\w.:?$(),-]+");
    assertThat(Pattern.parse(text).matchesMethod(method, ONE_STRING)).isTrue();
    assertThat(Pattern.parse(text).matchesMethod("sell", ONE_STRING)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.a.a", "a.a b", "a.it's", "a.\u202eX", "a.a$b", "a.b$", "if.new", "a.$", "a.-"})
  void exactly_ofAnyClass_canBePastedAndMeansIt(String name) throws UsageException {
    String descriptor = "(L" + name.replace('.', '/') + ";[[I)V";
    String text = Pattern.exactly(name, "find", descriptor).text();

    assertThat(text).matches("[\\w.:?*$()\\[\\],-]+");
    assertThat(Pattern.parse(text).matchesClassName(name)).isTrue();
    assertThat(Pattern.parse(text).matchesMethod("find", descriptor)).isTrue();
    assertThat(Pattern.parse(text).matchesClassName("b" + name)).isFalse();
    assertThat(Pattern.parse(text).matchesClassName(name.replace(".", "b."))).isFalse();
  }

  @Test
  void wildcard_reachesAcrossALineFeed() throws UsageException {
    assertThat(Pattern.parse("com.acme.Orders::a*").matchesMethod("a\nb", "()V")).isTrue();
  }

  @Test
  void parse_malformed_pointsAtThePosition() {
    assertThatThrownBy(() -> Pattern.parse("com.acme.Orders::fi+nd"))
        .hasMessage(
            "expected a letter, digit, $, * or ? in a method name, got '+', at the caret: com.acme.Orders::fi^+nd; "
                + "right is, for instance, 'com.acme.Orders::find'");
  }

  @Test
  void parseAll_expandedByTheShell_showsTheQuotedForm() {
    assertThatThrownBy(() -> Pattern.parseAll(List.of("README.md", "pom.xml", "src")))
        .hasMessage(
            "expected patterns, got 3 words of which 'README.md' looks like a file: the shell has expanded a wildcard. "
                + "Quote the pattern: 'com.acme.Orders::*'");
  }

  private static void refused(String text, String sentence) {
    assertThatThrownBy(() -> Pattern.parse(text))
        .isInstanceOfSatisfying(
            UsageException.class, refused -> assertThat(refused.id()).isEqualTo("SONDE-PATTERN"))
        .hasMessageStartingWith(sentence + ", at the caret: ")
        .message()
        .doesNotContain("\n");
  }
}
