package dev.sonde.cli;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde get}. */
final class GetVerb implements Verb {
  private static final String DEPTH = "--depth";
  private static final String REVEAL = "--reveal";
  private static final Written EXPRESSION =
      new Written(ErrorId.EXPRESSION, "an expression", "'com.acme.App.orders.size'");

  @Override
  public CommandSpec spec() {
    return Words.command(
            "get",
            "Show what static fields lead to: values, fields of any class, elements, keys, counts."
                + " It only reads: no code of the application runs, no class is initialised,"
                + " nothing is woven.")
        .addPositional(Words.jvm())
        .addPositional(
            Words.required(
                1,
                "EXPR",
                "'com.acme.App.orders.size', 'App.cache[\"k\"].owner.name',%n'count(App.orders,"
                    + " it.open)', '{web}App.state'. In quotes. @FILE reads it"
                    + " from a file.%nThe language of conditions:"
                    + " docs/GET.md, docs/CONDITIONS.md"))
        .addOption(
            Words.value(
                "N", "Show objects inside objects so deep, from 1 to 8. Default: 3.", DEPTH))
        .addOption(
            Words.values(
                "NAME",
                "Show values of this field or key although its name is a secret's. Repeatable,"
                    + " audited; a policy has to allow it.",
                REVEAL))
        .addOption(Words.json())
        .addOption(Words.reason())
        .addMixin("supply", Supply.options());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) throws InterruptedException {
    String jvm = words.matchedPositionalValue(0, "");
    Map<String, String> options = new LinkedHashMap<>();
    Words.copy(words, options, DEPTH);
    Words.join(words, options, ",", REVEAL);
    Visit.Errand errand =
        Asking.errand(
            "get",
            List.of(EXPRESSION.of(words.matchedPositionalValue(1, ""))),
            options,
            Words.owner(words));
    return Rows.print(words, desk, jvm, errand);
  }
}
