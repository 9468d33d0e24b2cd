package dev.sonde.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.sonde.cli");

  @Test
  void cli_usesTheOperatorPicocliAndJLineOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.sonde.cli..",
            "dev.sonde.operator..",
            "dev.sonde.api",
            "dev.sonde.tracer.words",
            "dev.sonde.jshell",
            "dev.sonde.json",
            "dev.sonde.wire",
            "org.jline..",
            "picocli..",
            "com.sun..",
            "jdk..",
            "java..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  @Test
  void whatTheTracerReads_isKnownToOneClassAlone() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Asking")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.sonde.api", "dev.sonde.tracer..")
        .check(CLASSES);
  }

  @Test
  void jline_isKnownToTheEditorAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sonde.cli.editor")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jline..")
        .check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices()
        .matching("dev.sonde.cli.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }
}
