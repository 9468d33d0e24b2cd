import static org.openjdk.btrace.core.BTraceUtils.Strings;
import static org.openjdk.btrace.core.BTraceUtils.println;

import org.openjdk.btrace.core.annotations.BTrace;
import org.openjdk.btrace.core.annotations.Duration;
import org.openjdk.btrace.core.annotations.Kind;
import org.openjdk.btrace.core.annotations.Location;
import org.openjdk.btrace.core.annotations.OnMethod;
import org.openjdk.btrace.core.annotations.Return;

@BTrace
public class EachCall {
  @OnMethod(
      clazz = "dev.sonde.benchmarks.Work",
      method = "price",
      location = @Location(Kind.RETURN))
  public static void call(String order, int steps, @Return int result, @Duration long nanos) {
    println(
        Strings.concat(Strings.concat("EVENT ", order), Strings.concat(" ", Strings.str(result))));
  }
}
