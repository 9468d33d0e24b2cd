package com.acme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Names and values that would end a line, move a terminal's cursor, or turn the text around. */
public final class Odd extends ClassLoader {
  public static final String HOSTILE = "tea\r\n\u001b[2J\u001b]0;owned\u0007INJECTED\u202e\u2066\u0085";
  private static final UnaryOperator<String> SPEAKER = new Odd().speaker();

  private Odd() {
    super("odd", Odd.class.getClassLoader());
  }

  static void call(int i) throws InterruptedException {
    Thread thread = new Thread(() -> Shape.same(HOSTILE + HOSTILE, SPEAKER.apply(HOSTILE)), HOSTILE);
    thread.start();
    thread.join();
    Thread.sleep(2);
  }

  /** The class {@link OddXXXX}, with four other bytes for each XXXX. */
  private UnaryOperator<String> speaker() {
    try (InputStream in = Odd.class.getResourceAsStream("OddXXXX.class")) {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).replace("XXXX", "\r\n\u001bc");
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      Object speaker = defineClass(null, bytes, 0, bytes.length).getDeclaredConstructor().newInstance();
      @SuppressWarnings("unchecked")
      UnaryOperator<String> operator = (UnaryOperator<String>) speaker;
      return operator;
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
