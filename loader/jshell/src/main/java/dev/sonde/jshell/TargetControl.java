package dev.sonde.jshell;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/** What jshell calls to have its snippets run: by a target. */
final class TargetControl implements ExecutionControl {
  private final Desk desk;
  private final ExecutionEnv environment;
  private final Sources sources;
  private final Runnable closing;

  /**
   * @param closing jshell needs this engine no more
   */
  TargetControl(Desk desk, ExecutionEnv environment, Runnable closing) {
    this.desk = desk;
    this.environment = environment;
    this.sources = new Sources(environment);
    this.closing = closing;
  }

  @Override
  public void load(ClassBytecodes[] classes)
      throws ClassInstallException, EngineTerminationException {
    bring("define", classes);
  }

  @Override
  public void redefine(ClassBytecodes[] classes)
      throws ClassInstallException, EngineTerminationException {
    bring("redefine", classes);
  }

  private void bring(String verb, ClassBytecodes[] classes)
      throws ClassInstallException, EngineTerminationException {
    if (classes.length == 0) return;
    List<String> names = new ArrayList<>();
    List<byte[]> files = new ArrayList<>();
    for (ClassBytecodes each : classes) {
      names.add(each.name());
      files.add(Weaving.woven(each.bytecodes()));
    }
    Answer answer = answer();
    String refusal;
    try {
      desk.bring(verb, names, files, answer::accept);
      refusal = answer.refusal();
    } catch (SondeException refused) {
      refusal = permanent(refused);
    }
    if (refusal != null) throw new ClassInstallException(refusal, new boolean[classes.length]);
  }

  @Override
  public String invoke(String className, String methodName)
      throws RunException, EngineTerminationException, InternalException {
    List<String> words = new ArrayList<>(List.of("invoke", className, methodName));
    words.addAll(sources.fresh());
    return value(words);
  }

  @Override
  public String varValue(String className, String varName)
      throws RunException, EngineTerminationException, InternalException {
    return value(List.of("value", className, varName));
  }

  private String value(List<String> words)
      throws RunException, EngineTerminationException, InternalException {
    Answer answer = answer();
    try {
      desk.ask(words, answer::accept);
    } catch (SondeException refused) {
      throw new InternalException(permanent(refused));
    }
    return answer.value();
  }

  private Answer answer() {
    return new Answer(environment.userOut(), environment.userErr());
  }

  /** The sentence of a refusal after which the shell goes on. */
  private static String permanent(SondeException refused) throws EngineTerminationException {
    ErrorId id = refused.id();
    if (id == ErrorId.LOST || id == ErrorId.SESSION)
      throw new EngineTerminationException(String.valueOf(refused.getMessage()));
    return Plain.text(String.valueOf(refused.getMessage()));
  }

  @Override
  public void stop() {
    desk.stop();
  }

  /** Classes come from the loaders of the target: what is added here, only the compiler sees. */
  @Override
  public void addToClasspath(String path) {}

  @Override
  public @Nullable Object extensionCommand(String command, @Nullable Object argument)
      throws NotImplementedException {
    throw new NotImplementedException(command);
  }

  @Override
  public void close() {
    closing.run();
  }
}
