package dev.sonde.dist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.objectweb.asm.commons.TableSwitchGenerator;

/**
 * The class of all lambdas of a nest or package: a number that says which, and the values that it
 * has captured. It implements all of their interfaces; each method chooses by the number.
 */
final class LambdaClass {
  private static final Type OBJECT = Type.getType(Object.class);
  static final String FACTORY = "make";

  private static final String NUMBER = "site";
  private static final String VALUE = "value";

  private final Type self;
  private final List<LambdaSite> sites = new ArrayList<>();
  private final List<String> members = new ArrayList<>();
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);

  LambdaClass(String name) {
    self = Type.getObjectType(name);
  }

  String name() {
    return self.getInternalName();
  }

  int size() {
    return sites.size();
  }

  /** The nest has this class, too. In sorted order. */
  void host(String member) {
    members.add(member);
  }

  boolean isEmpty() {
    return sites.isEmpty();
  }

  /**
   * Notes a site.
   *
   * @return its number, which {@link #FACTORY} wants after the captured values
   */
  int add(LambdaSite site) {
    sites.add(site);
    return sites.size() - 1;
  }

  /** Of the method that makes what captures such values; sites of one shape share it. */
  String factory(LambdaSite site) {
    StringBuilder type = new StringBuilder("(");
    for (Type each : site.captured())
      type.append(each.getSort() >= Type.ARRAY ? OBJECT.getDescriptor() : each.getDescriptor());
    return type.append("I)").append(self.getDescriptor()).toString();
  }

  /**
   * @param host of its nest, which may be this class
   */
  byte[] bytes(String host) {
    Set<String> interfaces = new LinkedHashSet<>();
    Map<Method, List<Integer>> methods = new LinkedHashMap<>();
    for (int i = 0; i < sites.size(); i++) {
      LambdaSite site = sites.get(i);
      interfaces.add(site.implemented());
      Method method = new Method(site.method(), site.erased().getDescriptor());
      methods.computeIfAbsent(method, same -> new ArrayList<>()).add(i);
    }
    int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
    String[] implemented = interfaces.toArray(String[]::new);
    writer.visit(Opcodes.V17, access, name(), null, OBJECT.getInternalName(), implemented);
    if (!host.equals(name())) writer.visitNestHost(host);
    members.forEach(writer::visitNestMember);
    constructor();
    sites.stream().map(this::factory).distinct().forEach(this::makes);
    methods.forEach(this::method);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private int most() {
    return sites.stream().mapToInt(site -> site.captured().length).max().orElse(0);
  }

  private void constructor() {
    field(NUMBER, Type.INT_TYPE);
    for (int i = 0; i < most(); i++) field(VALUE + i, OBJECT);
    GeneratorAdapter code = code(Opcodes.ACC_PRIVATE, constructed());
    code.loadThis();
    code.invokeConstructor(OBJECT, Method.getMethod("void <init>()"));
    for (int i = 0; i <= most(); i++) {
      code.loadThis();
      code.loadArg(i);
      if (i == 0) code.putField(self, NUMBER, Type.INT_TYPE);
      else code.putField(self, VALUE + (i - 1), OBJECT);
    }
    code.returnValue();
    code.endMethod();
  }

  private void field(String name, Type type) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
    writer.visitField(access, name, type.getDescriptor(), null, null).visitEnd();
  }

  private Method constructed() {
    return new Method("<init>", "(I" + OBJECT.getDescriptor().repeat(most()) + ")V");
  }

  private void makes(String type) {
    Type[] given = Type.getArgumentTypes(type);
    int captured = given.length - 1;
    GeneratorAdapter code = code(Opcodes.ACC_STATIC, new Method(FACTORY, type));
    code.newInstance(self);
    code.dup();
    code.loadArg(captured);
    for (int i = 0; i < most(); i++)
      if (i < captured) {
        code.loadArg(i);
        code.valueOf(given[i]);
      } else code.visitInsn(Opcodes.ACONST_NULL);
    code.invokeConstructor(self, constructed());
    code.returnValue();
    code.endMethod();
  }

  private void method(Method method, List<Integer> numbers) {
    GeneratorAdapter code = code(Opcodes.ACC_PUBLIC, method);
    if (numbers.size() == 1) sites.get(numbers.get(0)).call(code, method, this::value);
    else {
      code.loadThis();
      code.getField(self, NUMBER, Type.INT_TYPE);
      code.tableSwitch(
          numbers.stream().mapToInt(each -> each).toArray(),
          new TableSwitchGenerator() {
            @Override
            public void generateCase(int number, Label end) {
              sites.get(number).call(code, method, LambdaClass.this::value);
            }

            @Override
            public void generateDefault() {
              code.throwException(Type.getType(IllegalStateException.class), name());
            }
          });
    }
    code.endMethod();
  }

  /** Pushes a captured value, as an object. */
  private void value(GeneratorAdapter code, int number) {
    code.loadThis();
    code.getField(self, VALUE + number, OBJECT);
  }

  private GeneratorAdapter code(int access, Method method) {
    GeneratorAdapter code =
        new GeneratorAdapter(
            Opcodes.ASM9,
            writer.visitMethod(access, method.getName(), method.getDescriptor(), null, null),
            access,
            method.getName(),
            method.getDescriptor()) {};
    code.visitCode();
    return code;
  }
}
