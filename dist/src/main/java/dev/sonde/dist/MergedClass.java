package dev.sonde.dist;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A class that is several. An object is always only one of them, so fields of one type are shared:
 * it has as many as the largest needs. Of constructors with the same parameters all but one get
 * more, to which nought is given.
 */
final class MergedClass {
  private static final int SEEN = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE;
  private static final String CONSTRUCTOR = "<init>";

  /** All of them are pushed as an int. */
  private static final String KINDS_OF_NOUGHT = "ZBSCI";

  final String name;
  private final int most;
  private final SortedMap<String, ClassNode> members = new TreeMap<>();
  private final Map<String, Integer> room = new HashMap<>();
  private final Map<String, String> fields = new HashMap<>();
  private final Map<String, String> methods = new HashMap<>();
  private final Map<String, String> constructors = new HashMap<>();
  private final Map<String, ClassNode> taken = new LinkedHashMap<>();
  private List<String> order = List.of();

  /**
   * @param most fields that an object may have, if it is not as many as one of the classes needs
   */
  MergedClass(String name, int most) {
    this.name = name;
    this.most = most;
  }

  /**
   * One more.
   *
   * @param types what classes may become, for fields of their types can be shared
   * @return false: an object would have too many fields
   */
  boolean add(ClassNode node, Remapper types) {
    Map<String, Integer> wanted = new HashMap<>(room);
    wanted(node, types).forEach((type, number) -> wanted.merge(type, number, Math::max));
    int fields = wanted.values().stream().mapToInt(each -> each).sum();
    if (!members.isEmpty() && fields > Math.max(most, size(room))) return false;
    room.putAll(wanted);
    members.put(node.name, node);
    return true;
  }

  private static int size(Map<String, Integer> room) {
    return room.values().stream().mapToInt(each -> each).sum();
  }

  private static Map<String, Integer> wanted(ClassNode node, Remapper types) {
    Map<String, Integer> wanted = new HashMap<>();
    for (FieldNode each : node.fields)
      if (!isStatic(each)) wanted.merge(kind(each, types.mapDesc(each.desc)), 1, Integer::sum);
    return wanted;
  }

  private static boolean isStatic(FieldNode field) {
    return (field.access & Opcodes.ACC_STATIC) != 0;
  }

  /** Fields of one kind can be the same. */
  private static String kind(FieldNode field, String type) {
    return type + (field.access & ~SEEN);
  }

  /** Without those whose start needs another that needs theirs. */
  void keepInOrder(StartOrder start) {
    order = start.of(members.keySet());
    members.keySet().retainAll(order);
  }

  /** Their names, in the order in which they start. */
  List<String> members() {
    return order;
  }

  /**
   * Finds names for all that they have.
   *
   * @param types what becomes of other classes
   */
  void name(Remapper types) {
    Set<String> names = new HashSet<>();
    Map<String, List<String>> shared = new HashMap<>();
    Set<String> made = new TreeSet<>();
    Set<String> called = new HashSet<>();
    for (ClassNode node : members.values()) {
      Set<String> own = new HashSet<>();
      for (FieldNode each : node.fields)
        fields.put(
            node.name + "." + each.name,
            isStatic(each)
                ? free(names, node, each.name)
                : shared(shared, own, names, node, each, types.mapDesc(each.desc)));
      for (MethodNode each : node.methods)
        if (each.name.equals(CONSTRUCTOR)) nameConstructor(made, node, each.desc, types);
        else nameMethod(called, node, each, types.mapMethodDesc(each.desc));
    }
  }

  /** Two of one name may have the same types now. */
  private void nameMethod(Set<String> called, ClassNode node, MethodNode method, String type) {
    String own = Opened.own(node, method.name);
    String free = own;
    for (int i = 2; !called.add(free + type); i++) free = own + i;
    methods.put(node.name + "." + method.name + method.desc, free);
  }

  private static String shared(
      Map<String, List<String>> shared,
      Set<String> own,
      Set<String> names,
      ClassNode node,
      FieldNode field,
      String type) {
    List<String> same = shared.computeIfAbsent(kind(field, type), each -> new ArrayList<>());
    for (String each : same) if (own.add(each)) return each;
    String free = free(names, node, field.name);
    same.add(free);
    own.add(free);
    return free;
  }

  private static String free(Set<String> names, ClassNode node, String name) {
    String free = name;
    for (int i = 1; !names.add(free); i++) free = Opened.own(node, name) + (i == 1 ? "" : i);
    return free;
  }

  private void nameConstructor(Set<String> made, ClassNode node, String type, Remapper types) {
    int next = 0;
    String noughts = "";
    while (!made.add(types.mapMethodDesc(with(type, noughts)))) noughts = noughts(++next);
    if (!noughts.isEmpty()) constructors.put(node.name + type, noughts);
  }

  private static String with(String type, String noughts) {
    return type.replace(")", noughts + ")");
  }

  /** Different ones for different numbers, short ones for small ones. */
  private static String noughts(int number) {
    StringBuilder noughts = new StringBuilder();
    for (int left = number; left > 0; left = (left - 1) / KINDS_OF_NOUGHT.length())
      noughts.append(KINDS_OF_NOUGHT.charAt((left - 1) % KINDS_OF_NOUGHT.length()));
    return noughts.toString();
  }

  String field(String owner, String field) {
    return fields.getOrDefault(owner + "." + field, field);
  }

  String method(String owner, String method, String type) {
    return method.startsWith("<")
        ? method
        : methods.getOrDefault(owner + "." + method + type, method);
  }

  /** Where a class makes objects of these, or is one of these. */
  void tellConstructors(ClassNode node) {
    for (MethodNode method : node.methods) {
      String more = constructors.get(node.name + method.desc);
      if (method.name.equals(CONSTRUCTOR) && more != null) {
        method.desc = with(method.desc, more);
        method.maxLocals += more.length();
      }
      for (AbstractInsnNode each : method.instructions.toArray())
        if (each instanceof MethodInsnNode call && call.name.equals(CONSTRUCTOR))
          tell(method, call);
    }
  }

  private void tell(MethodNode method, MethodInsnNode call) {
    String more = constructors.get(call.owner + call.desc);
    if (more == null) return;
    for (int i = 0; i < more.length(); i++)
      method.instructions.insertBefore(call, new InsnNode(Opcodes.ICONST_0));
    call.desc = with(call.desc, more);
    method.maxStack += more.length();
  }

  /** One of them, with all names as they are now. */
  void take(String before, ClassNode renamed) {
    taken.put(before, renamed);
  }

  ClassNode whole() {
    ClassNode whole = new ClassNode();
    whole.version = taken.values().stream().mapToInt(each -> each.version).max().orElseThrow();
    whole.access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
    whole.name = name;
    whole.superName = "java/lang/Object";
    whole.sourceFile = name.substring(name.lastIndexOf('/') + 1);
    SortedMap<String, FieldNode> once = new TreeMap<>();
    List<MethodNode> starts = new ArrayList<>();
    for (String each : order) {
      ClassNode node = taken.get(each);
      whole.access |= node.access & Opcodes.ACC_PUBLIC;
      for (FieldNode field : node.fields) once.merge(field.name, field, MergedClass::seenByBoth);
      for (MethodNode method : node.methods)
        if (method.name.equals(StartOrder.START)) starts.add(method);
        else whole.methods.add(method);
    }
    whole.fields.addAll(once.values());
    if (!starts.isEmpty()) whole.methods.add(Starts.joined(starts));
    return whole;
  }

  private static FieldNode seenByBoth(FieldNode one, FieldNode other) {
    one.access |= other.access & Opcodes.ACC_PUBLIC;
    return one;
  }
}
