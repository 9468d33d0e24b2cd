package dev.sonde.tracer.capture;

import dev.sonde.api.Encoder;
import java.lang.reflect.Proxy;

/** How the class of a value is written. */
final class ClassNames {
  private ClassNames() {}

  /**
   * Opens a map that begins with the class; of one made at run time, with the interfaces, which say
   * more.
   */
  static void open(Encoder out, Class<?> type) {
    out.map().text("@type").text(name(type));
    if (!Proxy.isProxyClass(type) && !type.isHidden()) return;
    out.text("@interfaces").list();
    for (Class<?> each : type.getInterfaces()) out.text(name(each));
    out.end();
  }

  private static String name(Class<?> type) {
    return type.isArray() ? name(type.getComponentType()) + "[]" : Limits.cut(type.getName());
  }
}
