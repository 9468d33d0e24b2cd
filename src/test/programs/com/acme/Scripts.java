package com.acme;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;

/** The consoles of this application; their engines are known by name only. */
final class Scripts {
  private ScriptEngine engine;

  /** As the script console of Jenkins does it: each script is evaluated anew, and its own "out" is captured; nothing is kept from one to the next. */
  static String groovy(Path script) throws Exception {
    Object shell = Class.forName("groovy.lang.GroovyShell").getConstructor().newInstance();
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    shell.getClass().getMethod("setVariable", String.class, Object.class).invoke(shell, "out", out);
    Object value = shell.getClass().getMethod("evaluate", String.class).invoke(shell, Files.readString(script));
    if (value != null) out.println("Result: " + value);
    return line(said);
  }

  /** By the engine for files with this ending, which remembers its variables. */
  String script(String ending, Path script) throws Exception {
    if (engine == null) engine = new ScriptEngineManager().getEngineByExtension(ending);
    return line(engine.eval(Files.readString(script)));
  }

  private static String line(Object value) {
    return String.valueOf(value).replace("\n", " / ");
  }
}
