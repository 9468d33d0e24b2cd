package com.acme;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * Somebody else's agent. Its argument is a class to retransform, unchanged; with a "+" behind it the class divides by 3 where it divided by 2. It
 * removes its transformer and leaves.
 */
public final class Retransformer implements ClassFileTransformer {
  private static final byte BY_2 = 0x05;
  private static final byte BY_3 = 0x06;
  private static final byte DIVIDE = 0x6c;

  private final boolean change;

  private Retransformer(boolean change) {
    this.change = change;
  }

  public static void agentmain(String argument, Instrumentation instrumentation) throws Exception {
    ClassFileTransformer transformer = new Retransformer(argument.endsWith("+"));
    instrumentation.addTransformer(transformer, true);
    try {
      for (Class<?> each : instrumentation.getAllLoadedClasses()) {
        if (each.getName().equals(argument.replace("+", ""))) instrumentation.retransformClasses(each);
      }
    } finally {
      instrumentation.removeTransformer(transformer);
    }
  }

  @Override
  public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
    byte[] copy = bytes.clone();
    for (int i = 1; change && i < copy.length; i++) {
      if (copy[i] == DIVIDE && copy[i - 1] == BY_2) copy[i - 1] = BY_3;
    }
    return copy;
  }
}
