import java.io.*; import java.lang.instrument.*; import java.lang.invoke.*; import java.lang.reflect.*;
import java.net.*; import java.nio.channels.*; import java.nio.charset.Charset; import java.nio.file.*;
import java.util.*; import java.util.concurrent.*; import java.util.function.Function; import java.util.jar.*;
/** Prints calls of one method of a running JVM, from JDK 17 on. Paste it into jshell and say TracerMini.trace("PID",
 * "com.acme.Orders", "find"), or run java TracerMini.java PID CLASS METHOD [CALLS]. Ends after 10 calls, 60 s, or with
 * its owner; then the code is as before. A traced method first asks {@link URLConnection#getFileNameMap}, which every
 * class reaches, for a handle: it makes the same call again, which is let pass, and sees how it ends. */
public class TracerMini implements Runnable, ClassFileTransformer, FileNameMap, Function<Object, Object> {
  static final int CALLS = 10, MOST = 1000, SECONDS = 60, WIDTH = 255, COMPILED = 8000; // the last: bytes of code
  static final Charset UTF = Charset.forName("UTF-8"), BYTES = Charset.forName("ISO-8859-1");
  public static void main(String... a) { boolean given = a.length == 3 || a.length == 4 && a[3].matches("\\d{1,4}");
    if (!given) System.out.println("expected: java TracerMini.java PID CLASS METHOD [CALLS]");
    if (!given || !follow(a[0], a[1], a[2], a.length == 4 ? Integer.parseInt(a[3]) : CALLS)) System.exit(1); }
  /** In place: a trace of the JVM in which this was pasted into a {@code sonde shell}, which has what that takes. */
  public static void trace(String type, String method) throws Exception {
    try { Object here = Class.forName("dev.sonde.shell.Peek").getMethod("instrumentation").invoke(null);
      new TracerMini((Instrumentation) here, type, method, CALLS, System.out).run();
    } catch (ClassNotFoundException e) { System.out.println("refused: expected a sonde shell, or a PID first"); } }
  public static void trace(String pid, String type, String method, int... calls) {
    follow(pid, type, method, calls.length == 0 ? CALLS : calls[0]); }
  /** True if nothing went wrong. */ static boolean follow(String pid, String type, String method, int calls) {
    String said = "", last = refusal(type, method, calls);
    if (last.isEmpty()) try (var to = attach(pid, type, method, calls)) { Thread hook = new Thread(() -> stop(to));
      Runtime.getRuntime().addShutdownHook(hook); var in = new BufferedReader(Channels.newReader(to, UTF));
      try { for (String line; (line = in.readLine()) != null; ) // it may hold what a terminal would obey
          if (!line.isEmpty()) System.out.println(said = line.replaceAll("\\p{C}", "?"));
      } catch (Error byJshell) { Thread.interrupted(); stop(to); throw byJshell; } hook.join(); // by Ctrl-C, or NEW
      last = (hook.getState() + said).matches("NEW(?!end:|refused:).*") ? "end: JVM " + pid + " has gone" : "";
    } catch (Exception | LinkageError e) { last = "refused: expected a JVM " + pid + ", and a whole JDK here; " + e
        + ((e + "").contains("current VM") ? "; two words in a sonde shell: trace(\"CLASS\", \"METHOD\")" : ""); }
    System.out.print(last.isEmpty() ? "" : last + "\n"); return said.matches("end: (LIMIT|TIME).*"); }
  /** Reads no more, which ends the trace. Then the target restores the code and closes: no byte gets there any more. */
  private static void stop(SocketChannel to) { String end = "no answer in 10 s; the code is restored when it runs";
    try { to.shutdownInput(); for (int i = 0; i < 200; i++, Thread.sleep(50)) to.write(UTF.encode("."));
    } catch (ClosedChannelException | InterruptedException over) { return;
    } catch (IOException closed) { end = "STOPPED; the code is as before"; } System.out.println("end: " + end); }
  static String refusal(String type, String method, int calls) {
    return (type + method).matches(".*[^\\p{L}\\d_$.<>-].*") ? "refused: expected one class and one method, no wildcard"
        : method.matches("<.*|new") || type.matches("(java|jdk|sun|com\\.sun|dev\\.sonde)\\..*")
        ? "refused: expected no constructor, JDK or Sonde class, got " + type + "." + method + "; try sonde trace"
        : calls < 1 || calls > MOST ? "refused: expected 1 to " + MOST + " calls, got " + calls : ""; }
  /** Loads this class as an agent, under a name that tells versions apart: a JVM keeps to the first class of a name. */
  private static SocketChannel attach(String pid, String type, String method, int calls) throws Exception {
    Path folder = Files.createTempDirectory("tracer-mini"), jar = folder.resolve("a.jar"), link = folder.resolve("to");
    String name = TracerMini.class.getName(), own = "TracerMini", file = name.replace('.', '/') + ".class";
    String code = new String(TracerMini.class.getResourceAsStream("/" + file).readAllBytes(), BYTES);
    code = code.substring(0, 7) + '=' + code.substring(8); // the version of JDK 17, whoever has compiled it
    String other = String.format("Mini%06x", code.hashCode() & 0xffffff); // as long as the own one
    String manifest = "Manifest-Version: 1.0\nAgent-Class: " + name + "\nCan-Retransform-Classes: true\n";
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
        for (String entry : List.of(JarFile.MANIFEST_NAME, file)) {
          out.putNextEntry(new JarEntry(entry.replace(own, other)));
          out.write((entry.equals(file) ? code : manifest).replace(own, other).getBytes(BYTES)); } }
      server.bind(UnixDomainSocketAddress.of(link)).configureBlocking(false);
      for (Path each : List.of(jar, link, folder)) Files.setOwner(each, Files.getOwner(Path.of("/proc", pid)));
      var jvm = com.sun.tools.attach.VirtualMachine.attach(pid);
      jvm.loadAgent(jar.toString(), String.join(" ", type, method, "" + calls, link.toString())); jvm.detach();
      return Objects.requireNonNull(server.accept(), "expected the target to dial " + link + "; is it in a container?");
    } finally { for (Path each : List.of(jar, link, folder)) Files.deleteIfExists(each); } }
  public static void agentmain(String arguments, Instrumentation here) {
    try { String[] a = arguments.split(" ", 4); var owner = SocketChannel.open(UnixDomainSocketAddress.of(a[3]));
      var trace = new TracerMini(here, a[0], a[1], Integer.parseInt(a[2]), Channels.newOutputStream(owner));
      var thread = new Thread(null, trace, "tracer-mini", 0, false); thread.setDaemon(true); thread.start();
    } catch (Throwable unheard) {} } // the JDK would print it on the application's stderr
  final Map<Object, MethodHandle> handles = new ConcurrentHashMap<>(); final Semaphore permits; // now: in the target
  final Set<String> traced = new TreeSet<>(), alike = new TreeSet<>(); final List<Class<?>> types = new ArrayList<>();
  final BlockingQueue<String> events = new ArrayBlockingQueue<>(MOST); final OutputStream out; volatile boolean live;
  final ThreadLocal<Object> entering = new ThreadLocal<>(); final FileNameMap before = URLConnection.getFileNameMap();
  private final Instrumentation here; private final String type, method; final int jdk = Runtime.version().feature();
  public TracerMini(Instrumentation here, String type, String method, int calls, OutputStream out) { this.out = out;
    this.here = here; this.type = type.replace('$', '.'); this.method = method; permits = new Semaphore(calls); }
  @Override public void run() { String end, event; int left = permits.availablePermits(); try (out) {
      try { end = arm(left); for (long deadline = System.nanoTime() + SECONDS * 1_000_000_000L; end == null; ) {
          say((event = events.poll(200, TimeUnit.MILLISECONDS)) == null ? "" : event); // "": is the owner there?
          if (event != null && --left == 0) end = "end: LIMIT";
          else if (System.nanoTime() > deadline) end = "end: TIME, calls left: " + left; }
      } catch (Throwable failed) { end = "end: " + (failed instanceof InterruptedException ? "STOPPED" : failed); }
      live = false; here.retransformClasses(types.toArray(new Class<?>[0])); here.removeTransformer(this);
      if (URLConnection.getFileNameMap() == this) URLConnection.setFileNameMap(before);
      out.write((end.replace('\n', ' ') + "; the code is as before\n").getBytes(UTF));
    } catch (Throwable unheard) {} } // nobody is left to hear it
  void say(String s) throws IOException { if (!s.isEmpty() || out != System.out) out.write((s + "\n").getBytes(UTF)); }
  /** Finds the classes and has their methods changed. Says what is traced, or answers why nothing is. */
  private String arm(int calls) throws Exception { String r = refusal(type, method, calls); if (!r.isEmpty()) return r;
    if (before instanceof Runnable) return "refused: another trace is on in this JVM";
    String s = type.replaceFirst(".*\\.", ""), like = "[^\\[/]*(" + s + "[^/]*"; // no lambdas
    for (int i = 0; i < s.length(); i++) like += "|\\b" + s.substring(0, i) + "\\w{0,2}" + s.substring(i + 1);
    for (Class<?> each : here.getAllLoadedClasses()) {
      boolean same = each.getName().replace('$', '.').equals(type) && !ClassLoader.class.isAssignableFrom(each);
      if (same && each.getClassLoader() != null && here.isModifiableClass(each)) types.add(each);
      else if (alike.size() < 9 && each.getName().matches(like + ")")) alike.add(each.getName()); }
    if (types.isEmpty()) return "refused: no class to trace: " + type + "; alike: " + alike + "; or sonde trace --lazy";
    for (Class<?> c : types) if (jdk < 21) List.of(c.getDeclaredMethods(), c.getDeclaredConstructors()); // or throw now
    live = true; alike.clear(); URLConnection.setFileNameMap(this); here.addTransformer(this, true);
    here.retransformClasses(types.toArray(new Class<?>[0])); String n = calls + (calls == 1 ? " call" : " calls");
    if (traced.isEmpty()) return "refused: expected a method " + method + " with code; there are " + alike;
    say("tracing " + String.join(", ", traced) + " until " + n + " or " + SECONDS + " s"); return null; }
  @Override public String getContentTypeFor(String file) { return before.getContentTypeFor(file); }
  /** Asked by a traced method first of all, with its key: what to call instead, or null to go on. */
  @Override public Object apply(Object key) { boolean entered = key.equals(entering.get()); entering.remove();
    return entered || !live || permits.availablePermits() == 0 ? null : handles.get(key); } // get() leaves one, too
  private Object call(String key, MethodHandle target, Object[] arguments) throws Throwable {
    Object end = null; boolean threw = false; long start = System.nanoTime();
    try { entering.set(key); return end = target.invokeExact(arguments); }
    catch (Throwable thrown) { end = thrown; threw = true; throw thrown; }
    finally { long micros = (System.nanoTime() - start) / 1000; entering.remove(); // where the call could not begin
      if (permits.tryAcquire()) events.offer(event(key, arguments, threw, end, micros)); } }
  private String event(String key, Object[] arguments, boolean threw, Object end, long micros) {
    try { StringJoiner shown = new StringJoiner(", ", key.replaceFirst("[(].*", "") + "(", ")");
      for (int i = key.startsWith("static ") ? 0 : 1; i < arguments.length; i++) shown.add(show(arguments[i]));
      String how = threw ? "threw " + show(end) : key.endsWith(")V") ? "returned" : "returned " + show(end);
      return String.format("%tT.%<tL %s  %s %s after %,d us  <- %s", System.currentTimeMillis(), Thread.currentThread()
          .getName(), shown, how, micros, new Throwable().getStackTrace()[3]); // this, call, the method, its caller
    } catch (Throwable failed) { return "a call that could not be shown: " + failed.getClass().getName(); } }
  String show(Object value) throws Exception { Class<?> type = value == null ? Void.class : value.getClass();
    String text = value instanceof String string ? string : value instanceof Enum<?> constant ? constant.name()
        : value instanceof Class<?> named ? named.getName() : MethodType.methodType(type).hasWrappers() ? "" + value
        : type.getTypeName() + "@" + Integer.toHexString(System.identityHashCode(value));
    if (value instanceof Throwable t && type.getMethod("getMessage").getDeclaringClass().getClassLoader() == null)
      text = type.getName() + ": " + t.getMessage();
    text = text.length() > WIDTH ? text.substring(0, WIDTH) + ".." : text;
    return value instanceof String ? '"' + text + '"' : text; } // and no code of the application has run
  // The class file, a character for each byte. Its pool only grows; code moves by a multiple of 4, for the switches.
  private StringBuilder file, pool; private String[] text; private int constants;
  @Override public byte[] transform(ClassLoader l, String n, Class<?> c, java.security.ProtectionDomain d, byte[] b) {
    if (!types.contains(c) || !live && jdk > 20) return null;
    try { return weave(c, b, live); } catch (Throwable failed) { alike.add("(left alone: " + failed + ")"); }
    try { return jdk > 20 ? null : weave(c, b, false); } catch (Throwable failed) { return null; } }
  private synchronized byte[] weave(Class<?> c, byte[] bytes, boolean asking) throws Exception {
    file = new StringBuilder(new String(bytes, BYTES)); pool = new StringBuilder();
    text = new String[constants = u2(8)]; int at = 10, end;
    for (int i = 1, tag; i < text.length; i += tag == 5 || tag == 6 ? 2 : 1) {
      if ((tag = bytes[at]) == 1) text[i] = new String(bytes, at + 3, u2(at + 1), UTF);
      at += tag == 1 ? 3 + u2(at + 1) : "...5599335555..435533".charAt(tag) - '0'; }
    at = (end = at) + 8 + 2 * u2(at + 6); // interfaces
    for (int table = 0; table < 2; table++) for (int n = u2((at += 2) - 2); n > 0; n--) { // fields, methods
      int flags = u2(at), left = u2(at + 6), count = at + 6; String name = text[u2(at + 2)], type = text[u2(at + 4)];
      String lost = jdk < 21 && table == 1 ? parameters(c, name, type) : "";
      for (at += 8; left > 0; left--, at += 6 + u4(at + 2)) { if (text[u2(at)].equals("MethodParameters")) lost = "";
        if (asking && name.equals(method) && text[u2(at)].equals("Code")) code(c, (flags & 8) != 0, type, at); }
      if (table == 1) alike.add(name); file.insert(at, lost); add(count, lost.isEmpty() ? 0 : 1); at += lost.length(); }
    set(8, constants); return file.insert(end, pool).toString().getBytes(BYTES); }
  /** What -parameters has kept, and a JVM below 21 forgets when it changes a class (JDK-8240908). */
  private String parameters(Class<?> c, String method, String descriptor) { String s = "";
    for (Executable e : method.equals("<init>") ? c.getDeclaredConstructors() : c.getDeclaredMethods())
      if ((e instanceof Constructor || e.getName().equals(method)) && descriptor.equals(MethodType.methodType(
          e instanceof Method m ? m.getReturnType() : void.class, e.getParameterTypes()).descriptorString()))
        for (var p : e.getParameters()) s += u2s(p.isNamePresent() ? utf8(p.getName()) : 0, p.getModifiers());
    return s.matches("\0*") ? "" : u2s(utf8("MethodParameters"), 0, 1 + s.length()) + (char) (s.length() / 4) + s; }
  /** Puts the question in front of a method's code, and moves what tells places in it. */
  private void code(Class<?> c, boolean still, String descriptor, int at) throws Exception {
    MethodHandles.Lookup own = MethodHandles.lookup(), lookup = MethodHandles.privateLookupIn(c, own);
    MethodType type = MethodType.fromMethodDescriptorString(descriptor, c.getClassLoader());
    MethodType any = MethodType.methodType(Object.class, Object[].class);
    MethodHandle target = still ? lookup.findStatic(c, method, type) : lookup.findSpecial(c, method, type, c);
    MethodHandle call = own.bind(this, "call", any.insertParameterTypes(0, String.class, MethodHandle.class));
    String name = (still ? "static " : "") + c.getName() + "." + method + type, key = name + c.hashCode() + descriptor;
    int count = (type = target.type()).parameterCount(); target = target.asFixedArity();
    String head = head(key, type.toMethodDescriptorString());
    String frame = "\367" + u2s(head.length() - 1) + "\7" + u2s(name(7, "java/lang/Object"));
    int by = head.length(), size = u4(at + 10), table = at + 14 + size, last = table + 2 + 8 * u2(table);
    if (size + by > (size > COMPILED ? 0xffff : COMPILED)) throw new IllegalStateException("too large to be compiled");
    int next = last + 2, frames = 0; for (int n = u2(last); n > 0; n--, next += 6 + u4(next + 2)) {
      int wide = text[u2(next)].equals("LineNumberTable") ? 4 : text[u2(next)].startsWith("LocalVariableT") ? 10 : 0;
      for (int i = 0; wide > 0 && i < u2(next + 6); i++) add(next + 8 + i * wide, by);
      if (text[u2(next)].equals("StackMapTable")) moveObjects(frames = next, by); } // told by places
    file.insert(frames == 0 ? next : frames + 8, frames == 0 ? u2s(utf8("StackMapTable"), 0, 8, 1) + frame : frame);
    add(frames == 0 ? last : frames + 6, 1); if (frames > 0) add4(frames + 2, 6);
    for (int i = table + 2; i < last; i += 2) if ((i - table) % 8 != 0) add(i, by);
    file.insert(table + 2, u2s(0, 15, by - 1, 0)); add(table, 1); add4(at + 2, by + (frames == 0 ? 22 : 14)); // any
    file.insert(at + 14, head); set(at + 6, Math.max(u2(at + 6), 2 + 2 * count)); add4(at + 10, by);
    call = MethodHandles.insertArguments(call, 0, key, target.asSpreader(Object[].class, count).asType(any));
    handles.put(key, call.asCollector(Object[].class, count).asType(type)); traced.add(name); }
  private void moveObjects(int frames, int by) { for (int at = frames + 8, n = u2(frames + 6), tag; n > 0; n--) {
      int kinds = (tag = file.charAt(at++)) > 251 ? tag - 251 : tag == 247 || tag > 63 && tag < 128 ? 1 : 0;
      if (tag > 246) at += 2; for (int lists = tag == 255 ? 2 : 1, kind; lists > 0; lists--)
        for (kinds = tag == 255 ? u2((at += 2) - 2) : kinds; kinds > 0; kinds--, at += kind > 6 ? 2 : 0)
          if ((kind = file.charAt(at++)) == 8) add(at, by); } }
  /** Code of: handle = map.apply(key); if (handle != null) return handle.invokeExact(this, arguments); */
  private String head(String key, String descriptor) {
    String handle = "java/lang/invoke/MethodHandle", asked = "java/util/function/Function";
    String kinds = descriptor.replaceAll("\\[*L[^;]+;|\\[+.", "L"), call = op(192, name(7, handle)); // checkcast
    for (int i = 1, slot = 0; kinds.charAt(i) != ')'; slot += "JD".indexOf(kinds.charAt(i++)) < 0 ? 1 : 2)
      call += "" + (char) (21 + Math.max(0, "IJFDL".indexOf(kinds.charAt(i)))) + (char) slot; // iload, lload, ..
    String ask = op(184, member(10, "java/net/URLConnection", "getFileNameMap", "()Ljava/net/FileNameMap;"))
        + op(192, name(7, asked)) + op(19, name(8, key)) // ldc_w
        + op(185, member(11, asked, "apply", "(Ljava/lang/Object;)Ljava/lang/Object;")) + "\2\0\131"; // dup
    call += "\0".repeat(-(ask.length() + call.length()) & 3) + op(182, member(10, handle, "invokeExact", descriptor));
    call += (char) (172 + Math.max(0, "IJFDLV".indexOf(kinds.charAt(kinds.length() - 1)))); // ireturn, lreturn, ..
    return ask + op(198, 3 + call.length()) + call + "\127"; } // ifnull, .., pop
  static String op(int code, int index) { return (char) code + u2s(index); } static String u2s(int... values) {
    String all = ""; for (int each : values) all += "" + (char) (each >> 8 & 255) + (char) (each & 255); return all; }
  int u2(int at) { return file.charAt(at) << 8 | file.charAt(at + 1); } void add(int at, int n) { set(at, u2(at) + n); }
  int u4(int at) { return u2(at) << 16 | u2(at + 2); } void set(int at, int n) { file.replace(at, at + 2, u2s(n)); }
  private void add4(int at, int by) { int sum = u4(at) + by; set(at, sum >> 16); set(at + 2, sum); }
  private int constant(int tag, String rest) { pool.append((char) tag).append(rest); return constants++; }
  private int utf8(String s) { return constant(1, u2s(s.getBytes(UTF).length) + new String(s.getBytes(UTF), BYTES)); }
  int name(int tag, String n) { return constant(tag, u2s(utf8(n))); } int member(int t, String c, String n, String d) {
    return constant(t, u2s(name(7, c), constant(12, u2s(utf8(n), utf8(d))))); } } // class, name, descriptor
