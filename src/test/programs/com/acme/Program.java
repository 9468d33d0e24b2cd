package com.acme;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * An application that does what its standard input says, a line at a time, checks all its own results, and knows nothing of Sonde.
 *
 * <pre>
 * call SHAPE COUNT       calls in the main thread, answers "done .." or "BAD .."
 * start SHAPE THREADS    calls in background threads until "stop"
 * stop                   ends the background threads, answers "done stop CALLS"
 * count                  answers "done count CALLS" of the background threads
 * measured               answers what Timed has measured of its own calls
 * fetch URL LENGTH SHA256 MILLIS, open FILE   by a class Sonde on the class path, answers what it returned or how it refused
 * sonde WORDS            by the same class, answers what it returned on one line
 * groovy FILE            evaluates a script as a console of an application does, answers its value on one line
 * script ENDING FILE     evaluates it by the engine for such files, which keeps its variables, and answers its value on one line
 * property NAME VALUE    sets a property of the JVM
 * fingerprint            answers what a guest could have changed in this JVM
 * </pre>
 */
public final class Program {
  private final Map<String, Shape> shapes = new TreeMap<>();
  private final Background background = new Background();
  private final Scripts scripts = new Scripts();

  private Program() throws ReflectiveOperationException {
    Orders.shapes(shapes);
    Hard.shapes(shapes);
    Cart.shapes(shapes);
    Loaders.shapes(shapes);
    Sorts.shapes(shapes);
    Prices.shapes(shapes);
    Timed.shapes(shapes);
    Shop.shapes(shapes);
    Everyday.shapes(shapes);
    Weighed.shapes(shapes);
  }

  public static void main(String[] args) throws Exception {
    Program program = new Program();
    if (!Boolean.getBoolean("cold")) Warm.up();
    System.out.println("ready");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(program.answer(line.split(" ")));
    }
  }

  private String answer(String[] words) {
    try {
      return "done " + String.join(" ", words) + " " + act(words);
    } catch (Throwable wrong) {
      return "BAD " + String.join(" ", words) + " " + wrong;
    }
  }

  private String act(String[] words) throws Throwable {
    return switch (words[0]) {
      case "call" -> call(shape(words[1]), Integer.parseInt(words[2]));
      case "start" -> background.start(shape(words[1]), Integer.parseInt(words[2]));
      case "count" -> background.count();
      case "stop" -> background.stop();
      case "measured" -> Timed.measured();
      case "fetch" -> Pasted.fetch(words[1], Integer.parseInt(words[2]), words[3], Long.parseLong(words[4]));
      case "open" -> Pasted.open(words[1], words[2]);
      case "sonde" -> Pasted.run(Arrays.copyOfRange(words, 1, words.length));
      case "groovy" -> Scripts.groovy(Path.of(words[1]));
      case "script" -> scripts.script(words[1], Path.of(words[2]));
      case "property" -> String.valueOf(System.setProperty(words[1], words[2]));
      case "fingerprint" -> Fingerprint.take();
      default -> throw new IllegalArgumentException("no such request");
    };
  }

  private static String call(Shape shape, int count) throws Throwable {
    for (int i = 0; i < count; i++) shape.call(i);
    return "";
  }

  private Shape shape(String name) {
    Shape shape = shapes.get(name);
    if (shape == null) throw new IllegalArgumentException("expected one of " + shapes.keySet());
    return shape;
  }
}
