package dev.sonde.operator.jvm;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where other processes live, compared with this one: mount namespace, root folder, control group.
 */
record Neighbourhood(Proc proc, String mounts, String root) {
  private static final String CONTAINER = "[0-9a-f]{64}";

  static Neighbourhood of(Proc proc) {
    return new Neighbourhood(proc, proc.link("self", "ns/mnt"), proc.link("self", "root"));
  }

  Place place(ProcEntry entry) {
    boolean foreign = differs(entry, "ns/mnt", mounts) || differs(entry, "root", root);
    return new Place(entry.insidePid(), foreign ? container(entry) : "", foreign);
  }

  private String container(ProcEntry entry) {
    Matcher id = Pattern.compile(CONTAINER).matcher(proc.text(proc.path(entry.pid(), "cgroup")));
    return id.find() ? id.group().substring(0, 12) : "";
  }

  private boolean differs(ProcEntry entry, String link, String ours) {
    String theirs = proc.link(Long.toString(entry.pid()), link);
    return !theirs.isEmpty() && !theirs.equals(ours);
  }

  /** The root of its file system, as a path of ours. */
  Path rootOf(Jvm jvm) {
    return rootOf(jvm.pid(), jvm.place());
  }

  Path rootOf(long pid, Place place) {
    return place.foreign() ? proc.path(pid, "root") : Path.of("/");
  }
}
