package dev.sonde.release;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.sonde.release");

  @Test
  void publisher_usesTheOperatorsVerifierOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.sonde.release",
            "dev.sonde.json",
            "dev.sonde.operator..",
            "org.bouncycastle..",
            "java..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }
}
