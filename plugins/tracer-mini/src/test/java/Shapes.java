/** Kinds of methods, and what is hard to move in their code. */
class Shapes {
  double all(int i, long l, double d, float f, byte b, char c, boolean z, String s) {
    return z && c == 'c' && s.length() == 1 ? i + l + d + f + b : 0;
  }

  static long sum(long a, long b) {
    return a + b;
  }

  void nothing() {}

  synchronized int locked(int i) {
    return 2 * i;
  }

  int many(String... all) {
    return all.length;
  }

  String over(int i) {
    return "" + i;
  }

  String over(String s) {
    return s;
  }

  int deep(int levels) {
    return levels == 0 ? 0 : 1 + deep(levels - 1);
  }

  Object same(Object value) {
    return value;
  }

  void fails(RuntimeException refused) {
    try {
      throw refused;
    } finally {
      locked(1);
    }
  }

  /** Both kinds of switches, whose tables are aligned. */
  String chosen(int i) {
    switch (i) {
      case 1:
        return "one";
      case 2:
        return "two";
      case 3:
        return "three";
      default:
        switch (i) {
          case -1000:
            return "few";
          case 1000:
            return "many";
          default:
            return "some";
        }
    }
  }

  /** A frame in which an object is not initialised yet. */
  StringBuilder made(boolean yes) {
    return new StringBuilder(yes ? "yes" : "no");
  }

  /** A frame at the very first instruction. */
  int loop(int i) {
    while (true) if (--i <= 0) return i;
  }

  int callsHidden(int i) {
    return hidden(i);
  }

  private int hidden(int i) {
    return i + 1;
  }

  Class<?> mode(Thread.State state) {
    return state == Thread.State.NEW ? String.class : Object.class;
  }

  interface Priced {
    int price();

    default int total(int count) {
      return count * price();
    }
  }
}
