package dev.sonde.shell;

import dev.sonde.api.Host;
import dev.sonde.api.Plugin;

/** The shell as a plugin: the command {@code shell}. */
public final class ShellPlugin implements Plugin {
  @Override
  public void start(Host host) {
    host.command("shell", host.own(new Shell(host)));
  }
}
