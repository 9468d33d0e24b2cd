import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A program with one method that is called each millisecond, and with as many classes beside it as
 * is asked for: {@code Ticker [CLASSES]}.
 */
final class Ticker {
  private static int count;

  public static void main(String[] words) throws Exception {
    int classes = words.length > 0 ? Integer.parseInt(words[0]) : 0;
    Crowd crowd = new Crowd();
    for (int i = 0; i < classes; i++) crowd.add(i);
    System.out.println("ready");
    while (true) {
      tick(count);
      Thread.sleep(1);
    }
  }

  static int tick(int number) {
    return count = number + 1;
  }

  /** Classes as an application has them: initialised, each with eight methods and three fields. */
  private static final class Crowd extends ClassLoader {
    private static final int PACKAGES = 400;
    private static final int METHODS = 8;
    private static final String[] FIELDS = {"id", "name", "total"};
    private static final String[] TYPES = {"J", "Ljava/lang/String;", "I"};

    void add(int number) throws IOException, ClassNotFoundException {
      String name = "crowd.p" + number % PACKAGES + ".Class" + number;
      byte[] bytes = bytes(name.replace('.', '/'));
      Class.forName(defineClass(name, bytes, 0, bytes.length).getName(), true, this);
    }

    /** Instance methods {@code int m0(int)} and so on, which add their number. */
    private static byte[] bytes(String name) throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(all);
      out.writeInt(0xCAFEBABE);
      out.writeInt(61);
      int fields = 9;
      int methods = fields + 2 * FIELDS.length;
      out.writeShort(methods + METHODS);
      text(out, name);                     // 1
      reference(out, 7, 1);                // 2: this class
      text(out, "java/lang/Object");       // 3
      reference(out, 7, 3);                // 4
      text(out, "Code");                   // 5
      text(out, "(I)I");                   // 6
      text(out, "SourceFile");             // 7
      text(out, "Crowd.java");             // 8
      for (int i = 0; i < FIELDS.length; i++) {
        text(out, FIELDS[i]);
        text(out, TYPES[i]);
      }
      for (int i = 0; i < METHODS; i++) text(out, "m" + i);
      out.writeShort(0x21);
      out.writeShort(2);
      out.writeShort(4);
      out.writeShort(0);
      out.writeShort(FIELDS.length);
      for (int i = 0; i < FIELDS.length; i++) member(out, 2, fields + 2 * i, fields + 2 * i + 1, 0);
      out.writeShort(METHODS);
      for (int i = 0; i < METHODS; i++) {
        member(out, 1, methods + i, 6, 1);
        byte[] code = {0x1b, 0x10, (byte) i, 0x60, (byte) 0xac}; // iload_1, bipush, iadd, ireturn
        out.writeShort(5);
        out.writeInt(12 + code.length);
        out.writeShort(2);
        out.writeShort(2);
        out.writeInt(code.length);
        out.write(code);
        out.writeInt(0);
      }
      out.writeShort(1);
      out.writeShort(7);
      out.writeInt(2);
      out.writeShort(8);
      return all.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
      out.writeByte(1);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeShort(bytes.length);
      out.write(bytes);
    }

    private static void reference(DataOutputStream out, int tag, int to) throws IOException {
      out.writeByte(tag);
      out.writeShort(to);
    }

    private static void member(DataOutputStream out, int access, int name, int type, int attributes)
        throws IOException {
      out.writeShort(access);
      out.writeShort(name);
      out.writeShort(type);
      out.writeShort(attributes);
    }
  }
}
