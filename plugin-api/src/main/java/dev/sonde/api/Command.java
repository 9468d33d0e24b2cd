package dev.sonde.api;

/** One command of a plugin. */
public interface Command {
  /**
   * Called on {@code sonde-work}, which all commands of a session share: a command that lasts calls
   * {@link Call#hold()} and returns.
   *
   * @throws UsageException if the arguments are wrong: its text reaches the person who typed them
   */
  void run(Call call) throws Exception;
}
