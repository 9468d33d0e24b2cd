package REPL;

/** As jshell puts a class around what a person declares. */
final class $JShell$7B {
  private $JShell$7B() {}

  static final class Left {}
}
