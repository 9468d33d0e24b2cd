package dev.sonde.tracer.condition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares values whose classes are known only when they are there. */
final class Ranking {
  /** Neither below, nor equal, nor above. */
  static final long NONE = 2;

  private static final Set<Class<?>> VALUES =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          BigInteger.class,
          Duration.class,
          java.time.Instant.class,
          java.time.LocalDate.class,
          java.time.LocalDateTime.class,
          java.time.LocalTime.class,
          java.util.UUID.class,
          java.net.URI.class);

  private Ranking() {}

  /** Equal numbers, equal values of the JDK, or the same object. */
  static boolean same(Object left, Object right) {
    if (left == right) return true;
    if (left.getClass() == right.getClass() && VALUES.contains(left.getClass()))
      return left.equals(right);
    return left instanceof Number && right instanceof Number && order(left, right) == 0;
  }

  static long order(Object left, Object right) {
    if (left.getClass() == right.getClass() && VALUES.contains(left.getClass()))
      return compare(left, right);
    if (plain(left) && plain(right) && (floating(left) || floating(right)))
      return between(((Number) left).doubleValue(), ((Number) right).doubleValue());
    BigDecimal one = decimal(left);
    BigDecimal two = decimal(right);
    return one == null || two == null ? NONE : one.compareTo(two);
  }

  /** A value against a whole number. */
  static long orderLong(Object left, long right) {
    if (floating(left)) return between(((Number) left).doubleValue(), (double) right);
    if (plain(left)) return Long.compare(((Number) left).longValue(), right);
    if (left instanceof Character letter) return Long.compare(letter, right);
    BigDecimal decimal = decimal(left);
    return decimal == null ? NONE : decimal.compareTo(BigDecimal.valueOf(right));
  }

  static long orderReal(Object left, double right) {
    if (plain(left)) return between(((Number) left).doubleValue(), right);
    BigDecimal decimal = decimal(left);
    if (decimal == null || !Double.isFinite(right)) return NONE;
    return decimal.compareTo(new BigDecimal(Double.toString(right)));
  }

  static long orderTime(Object left, long nanos) {
    if (!(left instanceof Duration time)) return NONE;
    return Integer.signum(time.compareTo(Duration.ofNanos(nanos)));
  }

  private static long between(double left, double right) {
    return left < right ? -1 : left == right ? 0 : left > right ? 1 : NONE;
  }

  private static boolean floating(Object value) {
    return value.getClass() == Double.class || value.getClass() == Float.class;
  }

  /** A number of java.lang. */
  private static boolean plain(Object value) {
    Class<?> type = value.getClass();
    return type == Integer.class
        || type == Long.class
        || type == Short.class
        || type == Byte.class
        || floating(value);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // both are of the same class of the JDK
  private static long compare(Object left, Object right) {
    return Integer.signum(((Comparable) left).compareTo(right));
  }

  /** Null for what is no number, or has no decimal form. */
  private static @Nullable BigDecimal decimal(Object value) {
    if (value.getClass() == BigDecimal.class) return (BigDecimal) value;
    if (value.getClass() == BigInteger.class) return new BigDecimal((BigInteger) value);
    if (floating(value)) return floatingDecimal(((Number) value).doubleValue());
    return plain(value) ? BigDecimal.valueOf(((Number) value).longValue()) : null;
  }

  private static @Nullable BigDecimal floatingDecimal(double value) {
    return Double.isFinite(value) ? new BigDecimal(Double.toString(value)) : null;
  }
}
