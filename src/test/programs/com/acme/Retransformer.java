package com.acme;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/** Somebody else's agent: retransforms one class, with a transformer that changes nothing but is there, and leaves. */
public final class Retransformer {
  private Retransformer() {}

  public static void agentmain(String className, Instrumentation instrumentation) throws Exception {
    ClassFileTransformer same = new Same();
    instrumentation.addTransformer(same, true);
    try {
      for (Class<?> each : instrumentation.getAllLoadedClasses()) {
        if (each.getName().equals(className)) instrumentation.retransformClasses(each);
      }
    } finally {
      instrumentation.removeTransformer(same);
    }
  }

  private static final class Same implements ClassFileTransformer {
    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
      return bytes.clone();
    }
  }
}
