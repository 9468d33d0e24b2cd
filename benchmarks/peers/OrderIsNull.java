import static org.openjdk.btrace.core.BTraceUtils.println;

import org.openjdk.btrace.core.annotations.BTrace;
import org.openjdk.btrace.core.annotations.OnMethod;

@BTrace
public class OrderIsNull {
  @OnMethod(clazz = "dev.sonde.benchmarks.Work", method = "price")
  public static void call(String order, int steps) {
    if (order == null) println("EVENT");
  }
}
