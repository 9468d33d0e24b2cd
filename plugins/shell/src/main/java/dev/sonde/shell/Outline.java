package dev.sonde.shell;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a compiler has to know of a class that no file has: its bytes exist inside the JVM alone,
 * and only a retransformation would give them, which below 21 costs the class its parameter names.
 * So reflection is asked; a class that names types which are missing is told without members.
 */
final class Outline {
  /** A record has 64 KiB. */
  private static final int MOST_CHARACTERS = 50_000;

  private final List<Map<String, Object>> members = new ArrayList<>();
  private int characters;

  private Outline() {}

  static Map<String, Object> of(Class<?> type) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("kind", "outline");
    record.put("name", type.getName());
    record.put("access", type.getModifiers());
    record.put("generic", signature(type, "getGenericSignature0"));
    Class<?> parent = type.getSuperclass();
    record.put("parent", parent == null ? "java.lang.Object" : parent.getName());
    List<String> interfaces = new ArrayList<>();
    for (Class<?> each : type.getInterfaces()) interfaces.add(each.getName());
    record.put("interfaces", interfaces);
    record.put("outer", outer(type));
    record.put("simple", simple(type));
    record.put("members", new Outline().members(type));
    return record;
  }

  private static String outer(Class<?> type) {
    try {
      Class<?> outer = type.getDeclaringClass();
      return outer == null ? "" : outer.getName();
    } catch (LinkageError missing) {
      return "";
    }
  }

  private static String simple(Class<?> type) {
    try {
      return type.getSimpleName();
    } catch (LinkageError | RuntimeException missing) {
      return "";
    }
  }

  private List<Map<String, Object>> members(Class<?> type) {
    try {
      for (Field each : type.getDeclaredFields())
        add(each, each.getType().descriptorString(), each.getGenericType() == each.getType());
      for (Constructor<?> each : type.getDeclaredConstructors()) add(each, "<init>", void.class);
      for (Method each : type.getDeclaredMethods()) add(each, each.getName(), each.getReturnType());
    } catch (LinkageError | RuntimeException missing) {
      return members;
    }
    return members;
  }

  private void add(Field field, String descriptor, boolean plain) {
    add(field, field.getName(), descriptor, plain ? "" : signature(field, "getGenericSignature"));
  }

  private void add(Executable member, String name, Class<?> result) {
    StringBuilder descriptor = new StringBuilder("(");
    for (Class<?> each : member.getParameterTypes()) descriptor.append(each.descriptorString());
    descriptor.append(')').append(result.descriptorString());
    add(member, name, descriptor.toString(), signature(member, "getGenericSignature"));
  }

  private void add(Member member, String name, String descriptor, String generic) {
    characters += name.length() + descriptor.length() + generic.length() + 40;
    if (member.isSynthetic() || characters > MOST_CHARACTERS) return;
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("access", member.getModifiers());
    told.put("name", name);
    told.put("descriptor", descriptor);
    told.put("generic", generic);
    members.add(told);
  }

  /** As the class file has it; empty where there is none, or where this JDK calls it otherwise. */
  private static String signature(Object owner, String method) {
    try {
      @Nullable Object signature =
          owner instanceof Class<?> type
              ? Peek.declared(Class.class, type, method)
              : Peek.declared(owner.getClass(), owner, method);
      return signature instanceof String text ? text : "";
    } catch (Exception | LinkageError unknown) {
      return "";
    }
  }
}
