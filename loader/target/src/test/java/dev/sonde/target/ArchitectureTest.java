package dev.sonde.target;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.sonde.target");

  @Test
  void target_usesWireAndPluginApiOnly() {
    classes().should().onlyDependOnClassesThat().resideInAnyPackage("dev.sonde.target..", "dev.sonde.wire", "dev.sonde.api", "java..", "org.jspecify.annotations").check(CLASSES);
  }

  @Test
  void standardStreams_areNotUsed() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("dev.sonde.target.(*)..").should().beFreeOfCycles().allowEmptyShould(true).check(CLASSES);
  }
}
