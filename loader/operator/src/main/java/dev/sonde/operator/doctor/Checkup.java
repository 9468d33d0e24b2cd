package dev.sonde.operator.doctor;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import dev.sonde.operator.attach.Obstacle;
import dev.sonde.operator.attach.RunFolders;
import dev.sonde.operator.jvm.Attachability;
import dev.sonde.operator.jvm.Jvm;
import dev.sonde.operator.repository.PluginDescription;
import dev.sonde.operator.repository.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A JVM before anything is done to it.
 *
 * @param root of its file system, as a path of ours
 */
public record Checkup(Jvm jvm, Path root) {
  /** From here on agents that come late are announced on stderr (JEP 451). */
  private static final int ANNOUNCES_AGENTS = 21;

  /** From here on a retransform keeps the names of parameters (JDK-8240908). */
  private static final int KEEPS_NAMES = 21;

  /** An agent's jar and a socket need less. */
  private static final long ROOM = 64 << 10;

  public static Checkup of(Jvm jvm) {
    boolean foreign = jvm.place().foreign();
    Path root = foreign ? Path.of("/proc", Long.toString(jvm.pid()), "root") : Path.of("/");
    return new Checkup(jvm, root);
  }

  /** What can be told without a repository. */
  public List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    all.add(attach());
    all.add(ourselves());
    if (hidden()) {
      all.add(
          Finding.note("the rest", "cannot be told by this user: ask as the JVM's, or as root"));
      return all;
    }
    all.add(files());
    all.add(killFile());
    all.add(policy());
    all.add(others(Path.of("/proc", Long.toString(jvm.pid()), "maps")));
    all.add(stderr());
    all.add(names());
    all.add(cost());
    all.add(leftovers());
    List<Path> dead = new RunFolders().in(root.resolve("tmp")).dead(jvm);
    if (!dead.isEmpty()) all.add(left(dead));
    return all;
  }

  /** A process of somebody else: the kernel shows neither its files nor its flags. */
  private boolean hidden() {
    return jvm.attachable() instanceof Attachability.No no && no.id() == ErrorId.OTHER_USER;
  }

  private Finding attach() {
    if (jvm.attachable() instanceof Attachability.No no)
      return Finding.no("attach", no.id(), no.sentence() + fromInside(no.id()));
    Optional<SondeException> obstacle = Obstacle.in(root, jvm);
    if (obstacle.isPresent())
      return Finding.no("attach", obstacle.get().id(), obstacle.get().getMessage());
    String place = jvm.place().text();
    return Finding.ok(
        "attach",
        "nothing speaks against it"
            + (place.isEmpty() ? "" : "; the JVM lives in another place (" + place + ")"));
  }

  /** The ways that are left, if any. */
  private static String fromInside(ErrorId id) {
    return switch (id) {
      case ATTACH_DISABLED, OTHER_USER, NAMESPACE ->
          " From inside: paste into a console of the application, or start it with"
              + " -javaagent:sonde.jar=.. (docs/CONSOLES.md).";
      case AGENTS_DISABLED, SYSTEM_LOADER ->
          " Or start it with -javaagent:sonde.jar=.. (docs/CONSOLES.md).";
      default -> "";
    };
  }

  private static Finding ourselves() {
    Set<String> missing = new TreeSet<>(Set.of("jdk.attach", "jdk.net", "java.logging"));
    missing.removeIf(name -> ModuleLayer.boot().findModule(name).isPresent());
    String java = "this Java " + Runtime.version() + " in " + System.getProperty("java.home");
    if (missing.isEmpty()) return Finding.ok("our Java", java);
    if (missing.contains("java.logging"))
      return Finding.no(
          "our Java",
          ErrorId.JAVA,
          java + " has no module java.logging, without which no signature is checked");
    List<String> less = new ArrayList<>();
    if (missing.contains("jdk.attach"))
      less.add("a JVM that the attach protocol alone does not reach is not reached");
    if (missing.contains("jdk.net"))
      less.add("JVMs of other users, and in other places, are refused (SONDE-PEER)");
    return Finding.note(
        "our Java",
        java
            + " has no module "
            + String.join(", ", missing)
            + ": "
            + String.join("; ", less)
            + ". A JDK's java has them");
  }

  private Finding files() {
    FarFile tmp = new FarFile(root, "/tmp");
    if (tmp.kind() != FarFile.Kind.FOLDER)
      return Finding.no(
          "files", ErrorId.NAMESPACE, "/tmp of the JVM is no folder that can be seen from here");
    try {
      if (!tmp.writable())
        return Finding.no(
            "files", ErrorId.READ_ONLY, root.resolve("tmp") + " cannot be written to by this user");
      if (tmp.room() < ROOM)
        return Finding.no(
            "files", ErrorId.NO_ROOM, "less than 64 KiB are free in " + root.resolve("tmp"));
    } catch (IOException e) {
      return Finding.note("files", "it cannot be told whether /tmp has room: " + e.getMessage());
    }
    return Finding.ok(
        "files", "a socket, and until the agent has reported its jar, below the JVM's /tmp");
  }

  private Finding killFile() {
    return switch (new FarFile(root, "/etc/sonde/disabled").kind()) {
      case NONE -> Finding.ok("kill file", "there is no /etc/sonde/disabled");
      case UNKNOWN -> Finding.note("kill file", "/etc/sonde/disabled cannot be looked at");
      default ->
          Finding.no(
              "kill file", ErrorId.KILLED, "/etc/sonde/disabled is there: no session will begin");
    };
  }

  private Finding policy() {
    List<PolicyLook> all = new ArrayList<>();
    PolicyLook general = new PolicyLook(new FarFile(root, "/etc/sonde/policy.json"), false);
    if (general.isThere()) all.add(general);
    for (String each : jvm.vmArgs())
      if (each.startsWith("-Dsonde.policy="))
        all.add(new PolicyLook(new FarFile(root, each.substring(15)), true));
    if (all.isEmpty())
      return Finding.ok(
          "policy",
          "none: observe, instrument, capture-values with redaction; sessions of at most an hour");
    List<String> against = all.stream().flatMap(each -> each.against().stream()).toList();
    if (!against.isEmpty()) return Finding.no("policy", ErrorId.POLICY, String.join("; ", against));
    String files = all.stream().map(each -> each.file().path()).collect(Collectors.joining(", "));
    return Finding.note(
        "policy",
        "the JVM reads "
            + files
            + " before it loads a plugin; nothing in it forbids a trace as such");
  }

  /**
   * @param maps what the JVM has mapped: with any agent, the JDK's library for them
   */
  Finding others(Path maps) {
    List<String> agents =
        jvm.vmArgs().stream()
            .filter(arg -> arg.matches("-(javaagent|agentlib|agentpath):.*"))
            .toList();
    if (agents.isEmpty() && mentions(maps, "/libinstrument.so"))
      return Finding.ok(
          "first agent",
          "an agent was loaded already: the compiled code that the first retransform throws away"
              + " is gone, if that one has changed a class");
    if (agents.isEmpty())
      return Finding.note(
          "first agent",
          "the JVM started without agents: the first retransform throws away compiled code, which"
              + " slows it down for seconds");
    return Finding.note(
        "other agents",
        agents.stream().map(arg -> arg.replaceFirst("=.*", "")).collect(Collectors.joining(" "))
            + ": what they have woven stays as it is");
  }

  /** Whoever lists sessions, or begins one, deletes them. */
  private static Finding left(List<Path> dead) {
    return Finding.note(
        "left files",
        "a sonde was killed: "
            + dead.size()
            + (dead.size() == 1 ? " socket" : " sockets")
            + " in "
            + dead.get(0).getParent()
            + " with nobody behind; sonde sessions deletes what is yours");
  }

  private static boolean mentions(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException hidden) {
      return false;
    }
  }

  private Finding stderr() {
    boolean silent = jvm.vmArgs().contains("-XX:+EnableDynamicAgentLoading");
    if (jvm.feature() < ANNOUNCES_AGENTS || silent)
      return Finding.ok("its stderr", "nothing will be printed there");
    return Finding.note(
        "its stderr",
        "Java "
            + ANNOUNCES_AGENTS
            + " and later print four lines of warning there for the agent;"
            + " -XX:+EnableDynamicAgentLoading at its start prevents them");
  }

  private Finding names() {
    if (jvm.feature() >= KEEPS_NAMES || jvm.feature() == 0)
      return Finding.ok("names", "a retransform keeps the names of parameters");
    return Finding.note(
        "names",
        "Java "
            + jvm.feature()
            + " loses the names of parameters at each retransform (JDK-8240908);"
            + " Sonde puts them back");
  }

  private static Finding cost() {
    return Finding.ok("cost", "while on: about 400 classes (0.8 MB), two daemon threads, no port");
  }

  private static Finding leftovers() {
    return Finding.ok(
        "stays",
        "afterwards, until the JVM ends: two inert classes (about 15 KB), the descriptor of the"
            + " agent's deleted jar, and the JDK's own attach thread; what snippets of a sonde shell"
            + " leave is in its removal report, and not looked for here");
  }

  /** Whether the repository can be verified, and has this plugin for this JVM. */
  public Finding plugin(Repository repository, String id) {
    if (jvm.feature() == 0)
      return Finding.note(
          "plugin", "which line serves cannot be told: the JVM's version is hidden");
    try {
      List<PluginDescription> lines =
          repository.plugins().stream()
              .filter(each -> each.id().equals(id) && each.line() <= jvm.feature())
              .toList();
      if (lines.isEmpty())
        return Finding.no(
            "plugin",
            ErrorId.NO_JAR,
            repository.location() + " has no " + id + " for Java " + jvm.feature());
      PluginDescription best = lines.get(lines.size() - 1);
      return Finding.ok(
          "plugin",
          String.format(
              "%s %s for Java %d and later, from %s, metadata verified",
              best.id(), best.version(), best.line(), repository.location()));
    } catch (SondeException refusal) {
      return Finding.no("plugin", refusal);
    }
  }
}
