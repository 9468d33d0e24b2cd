package dev.sonde.operator.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.jvm.Attachability.No;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachTest {
  @TempDir Path root;

  @BeforeEach
  void makeTmp() throws IOException {
    Files.createDirectory(root.resolve("tmp"));
  }

  @Test
  void judge_sameUser_yes() {
    assertThat(new Reach(1000, 100, true).judge(entry('S', true), "ada", root).yes()).isTrue();
  }

  @Test
  void judge_otherUser() {
    assertThat(new Reach(1001, 100, true).judge(entry('S', true), "ada", root))
        .isEqualTo(
            new No(
                ErrorId.OTHER_USER,
                "JVM 42 belongs to user ada, and a JVM takes agents from its own user and group, or root, alone."
                    + " Run sonde as that user: sudo -u '#1000' -g '#100' sonde .."));
  }

  @Test
  void judge_otherGroup_refusedToo() {
    assertThat(id(new Reach(1000, 101, true).judge(entry('S', true), "ada", root)))
        .isEqualTo(ErrorId.OTHER_USER);
  }

  @Test
  void judge_root_mayReachAll() {
    assertThat(new Reach(0, 0, true).judge(entry('S', true), "ada", root).yes()).isTrue();
  }

  @Test
  void judge_stopped() {
    assertThat(id(new Reach(0, 0, true).judge(entry('T', true), "ada", root)))
        .isEqualTo(ErrorId.NOT_RESPONDING);
  }

  @Test
  void judge_noHandlerOfSigquit_wouldKillIt() throws IOException {
    Reach reach = new Reach(0, 0, true);
    assertThat(id(reach.judge(entry('S', false), "ada", root))).isEqualTo(ErrorId.NOT_RESPONDING);

    Files.createFile(root.resolve("tmp/.java_pid7"));
    assertThat(reach.judge(entry('S', false), "ada", root).yes()).isTrue();
  }

  @Test
  void judge_tmpIsLink_outOfReach() throws IOException {
    Files.delete(root.resolve("tmp"));
    Files.createSymbolicLink(root.resolve("tmp"), Files.createDirectory(root.resolve("elsewhere")));

    assertThat(id(new Reach(0, 0, true).judge(entry('S', true), "ada", root)))
        .isEqualTo(ErrorId.NAMESPACE);
  }

  @Test
  void judgeOurselves_withoutAttachApi() {
    assertThat(id(new Reach(0, 0, false).judgeOurselves())).isEqualTo(ErrorId.JAVA);
  }

  private static ErrorId id(Attachability verdict) {
    return ((No) verdict).id();
  }

  private static ProcEntry entry(char state, boolean catchesQuit) {
    return new ProcEntry(42, 42, 7, "java", state, 1000, 100, 1, 1, catchesQuit);
  }
}
