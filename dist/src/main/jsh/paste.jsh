final class Sonde {
  static Class<?> s;

  static Object run(Object... a) {
    try {
      if (s == null) {
        byte[] b;
        try (var in = URI.create("@URL@").toURL().openStream()) {
          b = in.readNBytes(99999);
        }
        var h = HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(b));
        if (!h.equals("@SHA256@")) throw new Exception("SONDE-HASH: the bootstrap has SHA-256 " + h + "; nothing was loaded");
        s = new ClassLoader() {
          Class<?> d() {
            return defineClass(null, b, 0, b.length);
          }
        }.d();
      }
      var m = s.getMethod("run", Object[].class);
      m.setAccessible(true);
      return m.invoke(null, (Object) a);
    } catch (Exception e) {
      var c = e.getCause();
      var r = new RuntimeException((c == null ? e : c).getMessage());
      r.setStackTrace(new StackTraceElement[0]);
      throw r;
    }
  }

  static Object list() {
    return run("list");
  }

  static Object trace(Object jvm, String pattern, Consumer<Map<String, Object>> each) {
    return run("trace", jvm, pattern, each);
  }
}
