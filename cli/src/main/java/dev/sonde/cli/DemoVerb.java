package dev.sonde.cli;

import dev.sonde.cli.demo.FolderServer;
import dev.sonde.cli.demo.Traffic;
import dev.sonde.cli.demo.WireMock;
import dev.sonde.operator.ErrorId;
import dev.sonde.operator.Exit;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.session.Owner;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sonde demo}. */
final class DemoVerb implements Verb {
  /** Runs once for each stub and request: a string in, a verdict out. */
  private static final String PATTERN =
      "com.github.tomakehurst.wiremock.matching.UrlPathPattern::match(String)";

  private static final String CALLS = "5";

  @Override
  public CommandSpec spec() {
    return Words.command(
        "demo",
        "Start a real program, trace it, remove everything: all of it, on this machine, in one"
            + " go.");
  }

  @Override
  public Exit run(ParseResult words, Desk desk) throws InterruptedException {
    Path distribution = distribution();
    desk.terminal().note("starting WireMock, which takes some seconds ..");
    try (Interruption.Guard guard = desk.interruption().begin();
        WireMock target = WireMock.start(distribution.resolve("demo/wiremock-standalone.jar"));
        FolderServer repository = FolderServer.start(distribution.resolve("repository"));
        Traffic traffic = Traffic.start(stubbed(target))) {
      desk.terminal()
          .note(
              "1. started WireMock, a program that knows nothing of Sonde, as pid "
                  + target.pid()
                  + " on port "
                  + target.port()
                  + ", with "
                  + traffic.rate()
                  + " requests a second");
      desk.terminal()
          .note(
              "2. serving the plugins, signed with the development keys of this clone, at "
                  + repository.base());
      Exit exit =
          trace(
              target,
              repository.base(),
              new Desk(desk.machine(), desk.terminal(), desk.build(), guard.within()));
      desk.terminal()
          .note(
              "4. WireMock answers as before: GET /orders/1 gives "
                  + target.get("/orders/1")
                  + "; now it is stopped");
      return exit;
    } catch (IOException e) {
      throw new SondeException(
          ErrorId.INTERNAL, "the demo's own server or its client failed: " + e, e);
    }
  }

  private static WireMock stubbed(WireMock target) throws IOException {
    target.stub("/orders/[0-9]+", "{\"id\":9312,\"lines\":[\"tea\",\"cup\"]}");
    target.stub("/customers/[a-z]+", "{\"name\":\"Ada\"}");
    return target;
  }

  private static Exit trace(WireMock target, URI repository, Desk desk)
      throws InterruptedException {
    String jvm = Long.toString(target.pid());
    desk.terminal()
        .note(
            "3. "
                + desk.terminal().invocation().command("sonde trace ")
                + jvm
                + " '"
                + PATTERN
                + "' -n "
                + CALLS
                + " --repository "
                + repository);
    RecordPrinter printer =
        new RecordPrinter(desk.terminal(), Lines.to(desk.terminal()), false, false);
    Visit.Errand errand =
        new Visit.Errand(
            "tracer-full",
            "trace",
            List.of(PATTERN),
            Map.of("limit", CALLS, "for", "30s"),
            Owner.current("sonde demo"));
    new Visit(desk.machine(), desk.interruption())
        .make(
            jvm,
            desk.machine().repository(Supply.of(System.getenv()).from(repository.toString())),
            errand,
            printer);
    return printer.reason().equals("LIMIT") ? printer.exit() : Exit.INTERNAL;
  }

  /** The folder that the build makes around {@code lib/sonde.jar}. */
  private static Path distribution() {
    try {
      Path jar =
          Path.of(DemoVerb.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path folder = jar.resolveSibling("..").normalize();
      if (Files.isRegularFile(folder.resolve("demo/wiremock-standalone.jar"))) return folder;
    } catch (URISyntaxException | RuntimeException e) {
      // No folder, then: the classes came from memory.
    }
    throw new SondeException(
        ErrorId.USAGE,
        "expected the demo's program beside sonde.jar, in demo/wiremock-standalone.jar, and it is"
            + " not there: in a clone, run ./sonde demo");
  }
}
