package dev.sonde.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.tests.fixture.Dist;
import dev.sonde.tests.fixture.Jdk;
import dev.sonde.tests.fixture.OnePair;
import dev.sonde.tests.fixture.Outside;
import dev.sonde.tests.fixture.Packed;
import dev.sonde.tests.fixture.Pair;
import dev.sonde.tests.fixture.Sonde;
import dev.sonde.tests.fixture.Stage;
import dev.sonde.tests.fixture.TargetJvm;
import dev.sonde.tests.fixture.Terminal;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What compiler and completion of a shell see of programs that are no plain class path. */
class ShellSightIT {
  private static final String CONSENT = "--consent=evaluate";

  @RegisterExtension final Stage stage = new Stage();

  /** Jars in a jar; and a class whose bytes are nowhere but in the JVM. */
  @OnePair
  void springBootJar_andALoaderWithoutFiles(Pair jdks) throws Exception {
    String jar = Packed.springBoot(stage.folder(), Dist.dependency("asm")).toString();
    TargetJvm target = stage.launch(jdks.target(), List.of("-jar", jar)).ready();
    target.call("guest", 1);
    Outside outside = Outside.of(target);
    Terminal inside = stage.terminal(String.join(" ", command(jdks, target, "com.acme.Program")));
    inside.shows("/help intro");
    inside.type("Orders.class.getClassLoader().getClass().getSimpleName()");
    inside.shows("==> \"LaunchedClassLoader\"");
    inside.press("org.objectweb.asm.Opco\t").type(".V17").shows("==> 61");
    inside.type("Late.half(8) + \" is half\"").shows("==> \"4 is half\"");
    inside.type("/exit").shows("removed");

    Sonde guest = stage.sonde(reader(jdks), shell(target, "com.acme.Guest"));
    guest.shows("/help intro").type("new Guest().triple(4)").shows("==> 12");
    guest.type("Peek.field(Guest.class, \"FACTOR\")").shows("==> 3");
    guest.type("new Guest().quadruple(4)").shows("cannot find symbol");
    guest.type("/exit").exits(1);
    assertThat(guest.errText()).contains("1 snippet failed: exit code 1");
    outside.assertClean();
  }

  /** A module that exports nothing, and an entry of the class path that is not there. */
  @OnePair
  void namedModule_besideAClassPathEntryThatIsMissing(Pair jdks) throws Exception {
    String modules = Packed.module(stage.folder()).toString();
    List<String> words =
        List.of("-cp", "/nowhere/at-all.jar", "-p", modules, "-m", "acme.program/com.acme.Program");
    TargetJvm target = stage.launch(jdks.target(), words).ready();
    Outside outside = Outside.of(target);
    Sonde shell = stage.sonde(reader(jdks), shell(target, "")).shows("/help intro");
    shell.type("com.acme.Orders.class.getModule().getName()").shows("==> \"acme.program\"");
    shell.type("new com.acme.Orders(2).find(\"x\", 1)").shows("==> \"x:3\"");
    shell.type("Peek.call(new com.acme.Orders(2), \"hidden\", 5)").shows("==> 7");
    shell.type("/exit").exits(0);
    assertThat(shell.errText()).doesNotContain("at-all.jar");
    outside.assertClean();
  }

  /** The compiler reads the files of another mount namespace. */
  @OnePair
  void container(Pair jdks) {
    TargetJvm target = stage.contained(jdks.target());
    Sonde shell = stage.sonde(reader(jdks), shell(target, "")).shows("/help intro");
    shell.type("new com.acme.Orders(2).find(\"x\", 1)").shows("==> \"x:3\"");
    shell.type("find(\"com.acme.Orders::over\").size()").shows("==> 3").type("/exit").exits(0);
  }

  private List<String> command(Pair jdks, TargetJvm target, String as) {
    return stage.command(reader(jdks), List.of(), shell(target, as));
  }

  private static Object[] shell(TargetJvm target, String as) {
    return as.isEmpty()
        ? new Object[] {"shell", target.pid(), CONSENT}
        : new Object[] {"shell", target.pid(), CONSENT, "--as", as};
  }

  /** A JDK that reads the classes of the target. */
  private static Jdk reader(Pair jdks) {
    Jdk reader =
        jdks.operator().feature() < jdks.target().feature() ? jdks.target() : jdks.operator();
    assumeTrue(reader.has("jshell"), reader + " has no jshell");
    return reader;
  }
}
