package dev.sonde.operator.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns one process into a {@link Jvm}, if it is one. */
record Inspection(Proc proc, Neighbourhood neighbourhood, Reach reach) {
  private static final String RELEASE = "(?m)^JAVA_VERSION=\"([^\"]+)\"";

  static Inspection of(Proc proc) {
    return new Inspection(proc, Neighbourhood.of(proc), Reach.of(proc));
  }

  /** Empty if the process is no HotSpot JVM, or not a process at all. */
  Optional<Jvm> inspect(ProcEntry entry) {
    if (entry.ended() || entry.group() != entry.pid()) return Optional.empty();
    List<String> commandLine = proc.commandLine(entry.pid());
    if (commandLine.isEmpty()) return Optional.empty();
    Place place = neighbourhood.place(entry);
    Path root = neighbourhood.rootOf(entry.pid(), place);
    String user = user(entry);
    Optional<Path> perfFile =
        PerfData.file(root.resolve("tmp"), entry.insidePid(), entry.uid(), user);
    Optional<String> libjvm = proc.libjvm(entry.pid());
    boolean hidden = proc.link(Long.toString(entry.pid()), "exe").isEmpty();
    boolean looksLikeOne = perfFile.isPresent() || isJava(commandLine.get(0));
    if (libjvm.isEmpty() && !(hidden && looksLikeOne)) return Optional.empty();
    return Optional.of(
        jvm(
            entry,
            user,
            place,
            root,
            perfFile.map(PerfData::read).orElse(PerfData.NONE),
            libjvm,
            commandLine));
  }

  private static boolean isJava(String program) {
    return program.equals("java") || program.endsWith("/java");
  }

  private Jvm jvm(
      ProcEntry entry,
      String user,
      Place place,
      Path root,
      PerfData perf,
      Optional<String> libjvm,
      List<String> commandLine) {
    JavaCommand command = JavaCommand.of(commandLine, perf);
    RuntimeFacts facts = facts(entry.pid(), root, perf, libjvm, command);
    double seconds = proc.secondsSince(entry.startTicks());
    return new Jvm(
        entry.pid(),
        entry.startTicks(),
        entry.uid(),
        entry.gid(),
        user,
        facts.javaVersion(),
        facts.feature(),
        command.main().isEmpty() ? entry.name() : command.main(),
        command.args(),
        command.vmArgs(),
        seconds > 0 ? Proc.seconds(entry.cpuTicks()) / seconds : 0,
        Duration.ofMillis((long) (seconds * 1_000)),
        List.of(),
        place,
        first(reach.judge(entry, user, root), facts.judge(false), reach.judgeOurselves()));
  }

  private RuntimeFacts facts(
      long pid, Path root, PerfData perf, Optional<String> libjvm, JavaCommand command) {
    String version = perf.text("java.property.java.version");
    if (version.isEmpty()) version = libjvm.map(file -> release(root, Path.of(file))).orElse("");
    String loader = JavaCommand.property(command.vmArgs(), "java.system.class.loader");
    return new RuntimeFacts(
        pid,
        version,
        RuntimeFacts.feature(version),
        perf.text("sun.rt.jvmCapabilities").startsWith("0")
            || JavaCommand.flag(command.vmArgs(), "DisableAttachMechanism", false),
        !JavaCommand.flag(command.vmArgs(), "EnableDynamicAgentLoading", true),
        loader,
        new SystemLoader(root, proc.path(pid, "cwd"))
            .fitness(loader, perf.text("java.property.java.class.path")));
  }

  /** The version in the file {@code release} of the JDK that this libjvm.so belongs to. */
  private String release(Path root, Path libjvm) {
    Pattern release = Pattern.compile(RELEASE);
    for (Path folder = libjvm.getParent(); folder != null; folder = folder.getParent()) {
      Matcher version =
          release.matcher(
              proc.text(root.resolve(folder.resolve("release").toString().substring(1))));
      if (version.find()) return version.group(1);
    }
    return "";
  }

  private String user(ProcEntry entry) {
    Path process = proc.path(entry.pid(), "");
    try {
      boolean same = Long.valueOf((Integer) Files.getAttribute(process, "unix:uid")) == entry.uid();
      return same ? Files.getOwner(process).getName() : Long.toString(entry.uid());
    } catch (IOException ended) {
      return Long.toString(entry.uid());
    }
  }

  private static Attachability first(Attachability... all) {
    for (Attachability each : all) if (!each.yes()) return each;
    return all[0];
  }
}
