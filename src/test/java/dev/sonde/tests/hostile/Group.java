package dev.sonde.tests.hostile;

import java.util.List;

/**
 * A kind of hostile input, and all inputs of it that must be tested, as the trust design names
 * them.
 */
public enum Group {
  JAR(
      "jar",
      "one byte flipped",
      "one byte more",
      "endless",
      "Content-Length 10^12",
      "truncated",
      "jar of another line under this name",
      "jar of another plugin under this name",
      "duplicate entry",
      "META-INF/versions shadow",
      "entry ../x",
      "entry /etc/x",
      "entry ..\\x",
      "classes in java.*",
      "classes in the loader's packages",
      "Unicode twins",
      "case twins",
      "64 KiB name",
      "nested jar",
      "Class-Path",
      "Launcher-Agent",
      "native library",
      "zip bomb",
      "5,000 entries",
      "not a zip",
      "empty"),
  TRANSPORT(
      "transport",
      "stall before headers",
      "stall in headers",
      "stall in body",
      "one byte each half second",
      "endless",
      "short body",
      "https to http",
      "http to https to http",
      "redirect to file:",
      "redirect to jar:",
      "redirect to another host",
      "redirect loop",
      "404",
      "500",
      "304",
      "HTML with 200",
      "401 with a realm",
      "Set-Cookie",
      "unknown TLS chain",
      "ftp:",
      "file://host",
      "FIFO",
      "device",
      "link",
      "gzip",
      "206",
      "mirror A's index with mirror B's jar"),
  PASTE("paste", "wrong hash with a planted file", "a second paste", "a changed byte in the line"),
  TUF(
      "TUF",
      "the conformance suite",
      "threshold 0",
      "negative threshold",
      "threshold above the keys",
      "repeated key id",
      "one key under two ids",
      "10,000 roots",
      "duplicate keys in JSON",
      "NaN",
      "1e400",
      "depth 10^5",
      "BOM",
      "lone surrogate",
      "trailing bytes",
      "schema-invalid before any signature",
      "a refused file left on disk",
      "r=s=0",
      "non-canonical DER",
      "Wycheproof",
      "development root against a release build",
      "release root against a development build",
      "repository B's target under an id of A"),
  STATE(
      "state, clock",
      "folder a link",
      "folder 0777",
      "folder of another owner",
      "root.json a link",
      "foreign files",
      "truncated files",
      "files of zeros",
      "disk full",
      "two processes at once",
      "kill -9 between writes",
      "clock 10 years back",
      "clock 10 years forward",
      "clock before the build",
      "expired bundle without --offline",
      "expired bundle with --offline",
      "expired bundle below a floor"),
  PLUGIN(
      "plugin",
      "id disagrees",
      "version disagrees",
      "line disagrees",
      "api disagrees",
      "start throws",
      "start loops",
      "leaves threads",
      "1,000 loads in a row",
      "load during unload"),
  LINK(
      "link",
      "another uid dials",
      "planted socket",
      "planted folder",
      "1 GiB frame",
      "half a frame",
      "unknown frame type",
      "SIGSTOP",
      "SIGKILL",
      "closed stdout",
      "CR LF and ANSI in names and values",
      "shell code in names and commands",
      "agent arguments searched for secrets"),
  RECORDING(
      "recording",
      "one byte flipped",
      "truncated",
      "another format",
      "not a recording",
      "1 GiB frame",
      "a value that grows",
      "bytes after the end",
      "ANSI in values"),
  POLICY(
      "policy",
      "unreadable",
      "writable by others",
      "malformed",
      "changed by System.setProperty",
      "not allowed",
      "/etc/sonde/disabled appears",
      "audit path a link",
      "audit disk full",
      "premain meets each refusal");

  private final String title;
  private final List<String> inputs;

  Group(String title, String... inputs) {
    this.title = title;
    this.inputs = List.of(inputs);
  }

  public String title() {
    return title;
  }

  public List<String> inputs() {
    return inputs;
  }

  static Group of(String title) {
    for (Group each : values()) if (each.title.equals(title)) return each;
    throw new AssertionError("expected a group, got \"" + title + "\"");
  }
}
