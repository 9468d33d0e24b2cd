package dev.sonde.cli.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.spi.Pty;
import org.jline.utils.ShutdownHooks;
import org.junit.jupiter.api.Test;

class OwnTerminalTest {
  /** By a signal, JLine's hook would run at once with ours, and the reader would meet its end. */
  @Test
  void endOfTheProcess_isOurs() throws Exception {
    List<?> before = hooks();
    try (OwnTerminal terminal = new OwnTerminal("ansi", pty())) {
      assertThat(terminal.writer()).isNotNull();
      assertThat(hooks()).isEqualTo(before);
    }
  }

  private static Pty pty() {
    return (Pty)
        Proxy.newProxyInstance(
            Pty.class.getClassLoader(),
            new Class<?>[] {Pty.class},
            (pty, method, arguments) ->
                switch (method.getName()) {
                  case "getSlaveInput" -> new ByteArrayInputStream(new byte[0]);
                  case "getSlaveOutput" -> new ByteArrayOutputStream();
                  case "getAttr" -> new Attributes();
                  default -> null;
                });
  }

  private static List<?> hooks() throws ReflectiveOperationException {
    Field tasks = ShutdownHooks.class.getDeclaredField("tasks");
    tasks.setAccessible(true);
    return List.copyOf((List<?>) tasks.get(null));
  }
}
