package dev.sonde.operator.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other threads open and close descriptors meanwhile, also of the same folder. */
class HeldFolderTest {
  private static final int TIMES = 200;

  @TempDir Path tmp;

  private final List<DirectoryStream<Path>> others = new ArrayList<>();

  @AfterEach
  void letGo() throws IOException {
    for (DirectoryStream<Path> each : others) each.close();
  }

  /** Theirs has the lower number, and is gone a moment later. */
  @Test
  void anotherStreamOfTheSameFolder_isNotTaken() throws IOException {
    try (HeldFolder held = HeldFolder.held(this::besidesAnother, tmp)) {
      letGo();
      assertThat(held.path().toRealPath()).isEqualTo(tmp.toRealPath());
    }
  }

  @Test
  void anotherFolderUnderTheNumberOfOneJustClosed_isNotTaken() throws IOException {
    Path elsewhere = Files.createDirectory(tmp.resolve("elsewhere"));
    others.add(Files.newDirectoryStream(tmp));
    try (HeldFolder held =
        HeldFolder.held(
            () -> {
              letGo();
              others.add(Files.newDirectoryStream(elsewhere));
              return Files.newDirectoryStream(tmp);
            },
            tmp)) {
      assertThat(held.path().toRealPath()).isEqualTo(tmp.toRealPath());
    }
  }

  /** None is better than perhaps another's; and nothing is left open. */
  @Test
  void folder_thatCannotBeTold_isRefused() throws IOException {
    long before = descriptors();
    assertThatThrownBy(() -> HeldFolder.held(this::readTogetherWithAnother, tmp))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("just opened");
    letGo();
    assertThat(descriptors()).isEqualTo(before);
  }

  /** As sessions that begin at once in one JVM, each of which sweeps what dead ones left. */
  @Test
  void folder_isHeld_whileAnotherThreadListsIt() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Thread other = new Thread(() -> list(over), "list");
    other.setDaemon(true);
    other.start();
    try {
      for (int i = 0; i < TIMES; i++)
        try (HeldFolder held = HeldFolder.of(tmp)) {
          Thread.yield();
          assertThat(held.path().toRealPath()).isEqualTo(tmp.toRealPath());
        }
    } finally {
      over.set(true);
      other.join();
    }
  }

  private DirectoryStream<Path> besidesAnother() throws IOException {
    others.add(Files.newDirectoryStream(tmp));
    return Files.newDirectoryStream(tmp);
  }

  /** Whoever reads ours reads the other one too. */
  @SuppressWarnings("unchecked") // a proxy of a generic interface
  private DirectoryStream<Path> readTogetherWithAnother() throws IOException {
    DirectoryStream<Path> other = Files.newDirectoryStream(tmp);
    others.add(other);
    DirectoryStream<Path> ours = Files.newDirectoryStream(tmp);
    InvocationHandler both =
        (proxy, method, arguments) -> {
          if (method.getName().equals("iterator")) other.iterator().hasNext();
          return method.invoke(ours, arguments);
        };
    return (SecureDirectoryStream<Path>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {SecureDirectoryStream.class}, both);
  }

  private void list(AtomicBoolean over) {
    while (!over.get()) assertThat(RunFolders.entries(tmp, "*")).isEmpty();
  }

  private static long descriptors() throws IOException {
    try (var all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }
}
