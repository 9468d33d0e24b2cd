package dev.sonde.shell;

import dev.sonde.api.Asked;
import dev.sonde.api.Host;
import dev.sonde.api.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How the snippets of one shell come to commands of other plugins: the operator is asked to load
 * the plugin into this session, which then runs the command.
 */
final class Errands {
  private static final long PATIENCE_SECONDS = 60;

  private final Host host;
  private final Map<String, String> told;
  private final Output operator;
  private final Map<String, CompletableFuture<String>> plugins = new HashMap<>();
  private final List<Asked> begun = new ArrayList<>();

  /**
   * @param told the options that each command gets: how the operator calls this JVM and session
   * @param operator who is asked for plugins
   */
  Errands(Host host, Map<String, String> told, Output operator) {
    this.host = host;
    this.told = told;
    this.operator = operator;
  }

  /** On a snippet's thread: waits until the plugin is there. */
  Running begin(String plugin, String command, List<String> words) {
    String error = awaited(need(plugin), plugin);
    if (!error.isEmpty()) {
      forget(plugin);
      throw new Refused(error);
    }
    List<String> args = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>(told);
    for (String each : words) {
      int equals = each.indexOf('=');
      if (!each.startsWith("--")) args.add(each);
      else if (equals < 0) options.put(each.substring(2), "");
      else options.put(each.substring(2, equals), each.substring(equals + 1));
    }
    return new Running(command + " " + String.join(" ", words), ask(command, args, options));
  }

  private synchronized Asked ask(String command, List<String> args, Map<String, String> options) {
    begun.removeIf(Asked::ended);
    Asked asked = host.ask(command, args, options);
    begun.add(asked);
    return asked;
  }

  private synchronized CompletableFuture<String> need(String plugin) {
    CompletableFuture<String> known = plugins.get(plugin);
    if (known != null) return known;
    CompletableFuture<String> answer = new CompletableFuture<>();
    plugins.put(plugin, answer);
    operator.record(Map.of("kind", "need", "plugin", plugin));
    return answer;
  }

  private synchronized void forget(String plugin) {
    plugins.remove(plugin);
  }

  /**
   * The operator's answer. On {@code sonde-work}.
   *
   * @param error {@code SONDE-ID: sentence}; empty: the plugin is loaded
   */
  void loaded(String plugin, String error) {
    CompletableFuture<String> waiting;
    synchronized (this) {
      waiting = plugins.get(plugin);
    }
    if (waiting != null) waiting.complete(error);
  }

  private static String awaited(CompletableFuture<String> answer, String plugin) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException asked) {
      throw new Stopped();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (TimeoutException late) {
      return "SONDE-NOT-RESPONDING: the operator did not load plugin "
          + plugin
          + " within "
          + PATIENCE_SECONDS
          + " s";
    }
  }

  /** Ends what still runs. On {@code sonde-work}. */
  void close() {
    List<Asked> all;
    synchronized (this) {
      all = List.copyOf(begun);
      begun.clear();
    }
    all.forEach(Asked::close);
  }
}
