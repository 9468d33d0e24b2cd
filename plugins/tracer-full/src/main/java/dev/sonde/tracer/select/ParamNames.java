package dev.sonde.tracer.select;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Finds the names of one method's parameters: from MethodParameters, else LocalVariableTable, else
 * {@code arg0}, {@code arg1}.
 */
class ParamNames extends MethodVisitor {
  private final Type[] types;
  private final List<String> sourceTypes;
  private final int[] slots;
  private final @Nullable String[] declared;
  private final @Nullable String[] local;
  private final @Nullable String[] later;
  private final Consumer<List<Param>> found;
  private int count;
  private @Nullable Label first;

  ParamNames(int access, String descriptor, Consumer<List<Param>> found) {
    super(Opcodes.ASM9);
    this.types = Type.getArgumentTypes(descriptor);
    this.sourceTypes = SourceNames.parameters(descriptor);
    this.slots = slots(types, (access & Opcodes.ACC_STATIC) != 0 ? 0 : 1);
    this.declared = new @Nullable String[types.length];
    this.local = new @Nullable String[types.length];
    this.later = new @Nullable String[types.length];
    this.found = found;
  }

  private static int[] slots(Type[] types, int first) {
    int[] slots = new int[types.length];
    int slot = first;
    for (int i = 0; i < types.length; i++) {
      slots[i] = slot;
      slot += types[i].getSize();
    }
    return slots;
  }

  @Override
  public void visitParameter(@Nullable String name, int access) {
    if (count < declared.length) declared[count] = name;
    count++;
  }

  @Override
  public void visitLabel(Label label) {
    if (first == null) first = label;
  }

  /**
   * A slot may be used again further down, by a variable of another name: what lives from the first
   * instruction is a parameter. In Kotlin's suspending functions none does; there it is what the
   * slot is called wherever it has a name.
   */
  @Override
  public void visitLocalVariable(
      String name,
      String descriptor,
      @Nullable String signature,
      Label start,
      Label end,
      int index) {
    for (int i = 0; i < slots.length; i++)
      if (slots[i] == index) {
        boolean typed = types[i].getDescriptor().equals(descriptor);
        if (start == first && typed) local[i] = name;
        boolean same = typed && (later[i] == null || name.equals(later[i]));
        later[i] = same ? name : "";
      }
  }

  @Override
  public void visitEnd() {
    List<Param> params = new ArrayList<>();
    for (int i = 0; i < types.length; i++) params.add(new Param(name(i), sourceTypes.get(i)));
    found.accept(params);
  }

  private String name(int i) {
    String name = count == types.length && declared[i] != null ? declared[i] : local[i];
    if (name == null) name = later[i];
    return name == null || name.isEmpty() ? "arg" + i : name;
  }
}
