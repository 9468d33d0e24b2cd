package dev.sonde.operator.jvm;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.jvm.Attachability.No;
import dev.sonde.operator.jvm.Attachability.Yes;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * What this process may do to others: its uid and gid against theirs, and what the kernel says of
 * their state.
 *
 * @param means whether an agent can be loaded from here: by the attach protocol, for which the
 *     machine's shell sends a signal, or by our own Java's module jdk.attach
 */
record Reach(long uid, long gid, boolean means) {
  private static final Path SHELL = Path.of("/bin/sh");

  static Reach of(Proc proc) {
    ProcEntry self = proc.entry(ProcessHandle.current().pid()).orElseThrow();
    boolean api = ModuleLayer.boot().findModule("jdk.attach").isPresent();
    return new Reach(self.uid(), self.gid(), api || Files.isExecutable(SHELL));
  }

  /**
   * @param root of the target's file system
   */
  Attachability judge(ProcEntry target, String user, Path root) {
    if (uid != 0 && (uid != target.uid() || gid != target.gid())) return otherUser(target, user);
    if (target.stopped()) return stopped(target);
    if (!Files.isDirectory(root.resolve("tmp"), LinkOption.NOFOLLOW_LINKS))
      return new No(
          ErrorId.NAMESPACE,
          "JVM "
              + target.pid()
              + " lives in another mount namespace, and its /tmp cannot be reached through "
              + root
              + ". Run sonde inside its container, or as root on this host.");
    if (!target.catchesQuit() && !Files.exists(root.resolve("tmp/.java_pid" + target.insidePid())))
      return new No(
          ErrorId.NOT_RESPONDING,
          "JVM "
              + target.pid()
              + " does not handle SIGQUIT, with which attaching begins, and would be killed by it:"
              + " it is still starting, or not a HotSpot JVM. Try again in a second.");
    return new Yes();
  }

  /** Said last: what the target itself forbids cannot be helped by another Java. */
  Attachability judgeOurselves() {
    if (means) return new Yes();
    return new No(
        ErrorId.JAVA,
        "This Java ("
            + System.getProperty("java.home")
            + ") has no module jdk.attach, which loads agents, and this machine has no /bin/sh, by"
            + " which it is done otherwise. Run sonde with the java of a JDK "
            + RuntimeFacts.OLDEST
            + " or later.");
  }

  private No otherUser(ProcEntry target, String user) {
    String who = uid != target.uid() ? "user " + user : "group " + target.gid();
    return new No(
        ErrorId.OTHER_USER,
        "JVM "
            + target.pid()
            + " belongs to "
            + who
            + ", and a JVM takes agents from its own user and group, or root, alone."
            + " Run sonde as that user: sudo -u '#"
            + target.uid()
            + "' -g '#"
            + target.gid()
            + "' sonde ..");
  }

  private static No stopped(ProcEntry target) {
    String by =
        target.state() == 't'
            ? "by a debugger"
            : "by a signal; kill -CONT " + target.pid() + " continues it";
    return new No(
        ErrorId.NOT_RESPONDING,
        "JVM " + target.pid() + " is stopped " + by + ". Nothing was sent to it.");
  }
}
