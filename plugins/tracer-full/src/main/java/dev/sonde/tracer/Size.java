package dev.sonde.tracer;

import dev.sonde.api.UsageException;
import dev.sonde.tracer.words.Figures;
import java.util.Map;

/** How much one trace may weave: more only on request. */
record Size(int classes, int methods) {
  static final String CLASSES = "max-classes";
  static final String METHODS = "max-methods";
  private static final int MOST = 10_000;

  static Size of(Map<String, String> options) throws UsageException {
    return new Size(number(options, CLASSES, "50"), number(options, METHODS, "200"));
  }

  private static int number(Map<String, String> options, String name, String otherwise)
      throws UsageException {
    return (int) Figures.upTo(MOST, name, options.getOrDefault(name, otherwise));
  }

  /**
   * @param twins classes of the same name as another one, in another class loader
   * @throws UsageException SONDE-TOO-MANY with the flags that allow it
   */
  void check(int ofClasses, int ofMethods, int twins) throws UsageException {
    if (ofClasses <= classes && ofMethods <= methods) return;
    String flags =
        (ofClasses > classes ? " --" + CLASSES + " " + ofClasses : "")
            + (ofMethods > methods ? " --" + METHODS + " " + ofMethods : "");
    throw new UsageException(
        "SONDE-TOO-MANY",
        "expected at most "
            + methods
            + " methods in "
            + classes
            + " classes, the pattern means "
            + ofMethods
            + " in "
            + ofClasses
            + ": narrow it, `sonde find` shows what it means; or allow it with"
            + flags
            + (twins == 0
                ? ""
                : "; "
                    + twins
                    + " of the classes are there again, in another class loader, maybe of a"
                    + " deployment that is over: {loader}Class::method means those of one"));
  }
}
