package dev.sonde.cli;

import dev.sonde.cli.text.Json;
import dev.sonde.operator.Exit;
import dev.sonde.operator.jvm.Jvm;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde list}. */
final class ListVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Words.command("list", "Show the JVMs of this machine, and whether attach will work.")
        .addOption(Words.json());
  }

  @Override
  public Exit run(ParseResult words, Desk desk) {
    List<Jvm> jvms = desk.machine().jvms();
    if (Words.wantsJson(words))
      desk.terminal().print(jvms.stream().map(jvm -> Json.line(JvmTable.json(jvm))).toList());
    else if (jvms.isEmpty()) desk.terminal().note("no JVM runs here that this user can see");
    else desk.terminal().print(JvmTable.of(jvms));
    return Exit.DONE;
  }
}
