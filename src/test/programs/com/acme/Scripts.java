package com.acme;

import java.nio.file.Files;
import java.nio.file.Path;

/** The console of this application: each script is evaluated anew, nothing is kept from one to the next. Its engine is known by name only. */
final class Scripts {
  private Scripts() {}

  static String groovy(Path script) throws Exception {
    Object shell = Class.forName("groovy.lang.GroovyShell").getConstructor().newInstance();
    Object value = shell.getClass().getMethod("evaluate", String.class).invoke(shell, Files.readString(script));
    return String.valueOf(value).replace("\n", " / ");
  }
}
