import static org.openjdk.btrace.core.BTraceUtils.Aggregations.addToAggregation;
import static org.openjdk.btrace.core.BTraceUtils.Aggregations.newAggregation;
import static org.openjdk.btrace.core.BTraceUtils.Aggregations.printAggregation;

import org.openjdk.btrace.core.aggregation.Aggregation;
import org.openjdk.btrace.core.aggregation.AggregationFunction;
import org.openjdk.btrace.core.annotations.BTrace;
import org.openjdk.btrace.core.annotations.Duration;
import org.openjdk.btrace.core.annotations.Kind;
import org.openjdk.btrace.core.annotations.Location;
import org.openjdk.btrace.core.annotations.OnMethod;
import org.openjdk.btrace.core.annotations.OnTimer;

@BTrace
public class CountAndTime {
  private static Aggregation average = newAggregation(AggregationFunction.AVERAGE);
  private static Aggregation count = newAggregation(AggregationFunction.COUNT);

  @OnMethod(
      clazz = "dev.sonde.benchmarks.Work",
      method = "price",
      location = @Location(Kind.RETURN))
  public static void call(@Duration long nanos) {
    addToAggregation(average, nanos);
    addToAggregation(count, 1L);
  }

  @OnTimer(1000)
  public static void tell() {
    printAggregation("AVERAGE", average);
  }
}
