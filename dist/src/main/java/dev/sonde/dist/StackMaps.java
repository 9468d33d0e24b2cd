package dev.sonde.dist;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Class files from before Java 6 with the stack maps that they lack (JVMS 4.10.1). Without them a
 * JVM verifies by inference, which is slower, and takes none of their classes into an archive of
 * shared classes.
 */
final class StackMaps {
  private final ClassLoader classes;

  StackMaps(Libraries libraries) {
    classes =
        new ClassLoader(ClassLoader.getPlatformClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            String internalName = name.replace('.', '/');
            if (!libraries.has(internalName)) throw new ClassNotFoundException(name);
            byte[] classFile = libraries.get(internalName);
            return defineClass(name, classFile, 0, classFile.length);
          }
        };
  }

  byte[] addedTo(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    if (reader.readUnsignedShort(6) >= Opcodes.V1_6) return classFile;
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return classes;
          }
        };
    reader.accept(new Later(writer), ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private static final class Later extends ClassVisitor {
    Later(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String generic,
        String superName,
        String[] interfaces) {
      super.visit(Opcodes.V1_6, access, name, generic, superName, interfaces);
    }
  }
}
