package dev.sonde.tracer.capture;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Currency;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values that are one number or one text. Only exact classes of the JDK and final methods: a
 * subclass may be the application's.
 */
final class Scalars {
  private static final Set<Class<?>> BY_TO_STRING =
      Set.of(
          UUID.class,
          URI.class,
          Locale.class,
          Currency.class,
          Pattern.class,
          InetSocketAddress.class,
          StackTraceElement.class,
          File.class);

  private Scalars() {}

  /** A Long, Double, Boolean or String; null when the value is none of these kinds. */
  static @Nullable Object of(Object value) {
    Class<?> type = value.getClass();
    if (type == String.class || type == Long.class || type == Boolean.class) return value;
    if (value instanceof Number number) return number(number, type);
    if (value instanceof Enum<?> constant) return constant.name();
    if (type == Character.class) return value.toString();
    if (value instanceof Class<?> shown) return shown.getName();
    if (value instanceof Charset charset) return charset.name();
    return Jdk.defines(type) ? text(value, type) : null;
  }

  private static @Nullable Object number(Number number, Class<?> type) {
    if (type == Integer.class || type == Short.class || type == Byte.class)
      return number.longValue();
    if (type == Double.class) return real(number.doubleValue(), number);
    if (type == Float.class) return real(Double.parseDouble(number.toString()), number);
    if (type == AtomicInteger.class || type == AtomicLong.class || type == LongAdder.class)
      return number.longValue();
    if (type == BigInteger.class) return digits(number, ((BigInteger) number).bitLength());
    if (type == BigDecimal.class)
      return digits(number, ((BigDecimal) number).unscaledValue().bitLength());
    return null;
  }

  /** A number that JSON has no way to write becomes a text. */
  private static Object real(double value, Number number) {
    return Double.isFinite(value) ? (Object) value : number.toString();
  }

  private static String digits(Number number, int bits) {
    return bits <= Limits.BITS ? number.toString() : "‹a number of " + bits + " bits›";
  }

  private static @Nullable Object text(Object value, Class<?> type) {
    if (BY_TO_STRING.contains(type) || value instanceof Path || value instanceof InetAddress)
      return value.toString();
    if (type.getPackageName().equals("java.time"))
      return value instanceof java.time.Clock ? null : value.toString();
    if (type == StringBuilder.class) return beginning((StringBuilder) value);
    if (type == AtomicBoolean.class) return ((AtomicBoolean) value).get();
    if (value instanceof Date date) return Instant.ofEpochMilli(date.getTime()).toString();
    return type == URL.class ? url((URL) value) : null;
  }

  private static String beginning(StringBuilder text) {
    return text.substring(0, Math.min(text.length(), Secrets.SCANNED + 1));
  }

  /** Put together here: its toString asks a handler, which may be the application's. */
  private static String url(URL url) {
    String authority =
        url.getAuthority() == null || url.getAuthority().isEmpty() ? "" : "//" + url.getAuthority();
    return url.getProtocol() + ":" + authority + url.getFile();
  }
}
