package dev.sonde.jshell;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.sonde.jshell");

  @Test
  void jshell_knowsTheOperatorAndNotTheCommandLine() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.sonde.jshell",
            "dev.sonde.operator..",
            "org.objectweb.asm..",
            "jdk.jshell..",
            "java..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }
}
