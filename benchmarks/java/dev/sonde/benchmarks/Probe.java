package dev.sonde.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Calls the traced method in a JVM to which {@code sonde.jar} attaches and detaches meanwhile. JMH's
 * own score is the wall time of all iterations, traced or not; what counts are the {@link Sample}s,
 * the CPU time of the calling threads.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Probe {
  @Benchmark
  @OperationsPerInvocation(Work.BATCH)
  public int price(Trace trace, Caller caller) {
    return caller.batch();
  }

  /** The trace, on and off by {@link Schedule}. */
  @State(Scope.Benchmark)
  public static class Trace {
    @Param({"FALSE"})
    public String scenario;

    private int iteration = -1;
    private Operator operator;

    @Setup(Level.Iteration)
    public void set() throws IOException, InterruptedException {
      iteration++;
      if (Schedule.traced(iteration) == (operator != null)) return;
      if (operator == null) begin();
      else end();
    }

    private void begin() throws IOException, InterruptedException {
      Scenario chosen = Scenario.valueOf(scenario);
      String jar = Schedule.jar(iteration, System.getProperty("sonde.jars"));
      operator = Operator.start(jar, chosen.command(ProcessHandle.current().pid()));
      operator.awaitStart();
    }

    private void end() throws IOException, InterruptedException {
      String end = operator.stop();
      operator = null;
      String record = Operator.record(end, "end");
      if (Operator.count(end, "seen") == 0) throw new IOException("nothing was traced: " + record);
      note("end " + scenario + " " + (record.isEmpty() ? "(cut off)" : record));
    }

    @TearDown(Level.Trial)
    public void close() throws IOException, InterruptedException {
      if (operator != null) end();
    }
  }

  /** One calling thread. */
  @State(Scope.Thread)
  public static class Caller {
    private final Work work = new Work();
    private int iteration = -1;
    private int sum;
    private long calls;
    private long cpu;
    private long others;
    private long wall;
    private boolean begun;

    int batch() {
      if (!begun) begin();
      calls += Work.BATCH;
      return sum = work.batch(sum);
    }

    private void begin() {
      begun = true;
      calls = 0;
      wall = System.nanoTime();
      others = processCpu();
      cpu = threadCpu();
    }

    @Setup(Level.Iteration)
    public void set() {
      iteration++;
      begun = false;
    }

    @TearDown(Level.Iteration)
    public void note(Trace trace) throws IOException {
      Sample sample =
          new Sample(
              iteration, calls, threadCpu() - cpu, processCpu() - others, System.nanoTime() - wall);
      Probe.note(sample.line());
    }
  }

  private static long threadCpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long processCpu() {
    return ((com.sun.management.OperatingSystemMXBean)
            ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void note(String line) throws IOException {
    Files.writeString(
        Path.of(System.getProperty("sonde.samples")),
        ProcessHandle.current().pid() + " " + line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
