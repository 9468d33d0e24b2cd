package dev.sonde.tracer;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.sonde.tracer");

  @Test
  void tracer_usesPluginApiAndAsmOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.sonde.tracer..",
            "dev.sonde.api",
            "org.objectweb.asm..",
            "java..",
            "org.jspecify.annotations")
        .check(CLASSES);
  }

  /** The operator has these classes as well, and none of the others. */
  @Test
  void words_useTheJdkAndOneExceptionOnly() {
    classes()
        .that()
        .resideInAPackage("dev.sonde.tracer.words")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("dev.sonde.tracer.words", "java..", "org.jspecify.annotations")
                .or(name("dev.sonde.api.UsageException")))
        .check(CLASSES);
  }

  @Test
  void standardStreams_areNotUsed() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices()
        .matching("dev.sonde.tracer.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }
}
