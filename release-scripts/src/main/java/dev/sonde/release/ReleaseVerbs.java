package dev.sonde.release;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The verbs of releases: keys of several people, two signatures, no development keys. */
final class ReleaseVerbs {
  static final List<String> NAMES =
      List.of(
          "key",
          "ceremony",
          "propose",
          "sign",
          "rotate",
          "withdraw",
          "publish-release",
          "renew",
          "verify-release",
          "offline",
          "check-root");

  static final String USAGE =
      """
      key --name ROLE-N --keys DIR [--kind ed25519|p256]        make one key
      ceremony --trust DIR --repo FOLDER --stage DIR --keys DIR [--holders FILE|--holder NAME]   make the first keys and roles
      propose --trust DIR --repo FOLDER --stage DIR [--build DIR] [--renew ROLE..] SIGNERS   first signature
      sign --trust DIR --repo FOLDER --stage DIR [--rebuilt DIR] SIGNERS   second signature
      rotate --trust DIR --repo FOLDER --stage DIR --remove KEY.. --add PEM.. --holder NAME.. [--without PATH..] SIGNERS
      withdraw --trust DIR --repo FOLDER --stage DIR (--plugin ID --version V|--sonde V) --reason TEXT SIGNERS
      publish-release --trust DIR --repo FOLDER --stage DIR SIGNERS   publish what enough people have signed
      renew --trust DIR --repo FOLDER [--days N] SIGNERS        sign snapshot and timestamp anew when due
      verify-release FOLDER|URL --root FILE [--days N]          read it as a stranger
      offline --from FOLDER --root FILE --out FILE.zip          the repository in one file
      check-root --trust DIR --root FILE [--development DIR..]  what a release must not carry
      SIGNERS: --key FILE.. [--signer COMMAND --public-key PEM]..""";

  private static final int ATTENTION = 3;
  private static final String DAYS = "7";

  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  ReleaseVerbs(PrintStream out, PrintStream err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /** Returns the exit code. */
  int run(String verb, List<String> words) throws IOException {
    switch (verb) {
      case "key" -> key(new Options(words, List.of("name", "keys", "kind")));
      case "ceremony" -> ceremony(options(words, "keys", "kind", "holders", "holder"));
      case "propose" -> propose(options(words, "build", "renew"));
      case "sign" -> sign(options(words, "rebuilt"));
      case "rotate" -> rotate(options(words, "remove", "add", "holder", "without"));
      case "withdraw" -> withdraw(options(words, "plugin", "version", "sonde", "reason"));
      case "publish-release" -> publish(options(words));
      case "renew" -> {
        return renew(options(words, "days"));
      }
      case "verify-release" -> verify(new Options(words, List.of("root", "days")));
      case "offline" -> offline(new Options(words, List.of("from", "root", "out")));
      case "check-root" -> checkRoot(new Options(words, List.of("trust", "root", "development")));
      default -> throw new IllegalArgumentException(verb);
    }
    return 0;
  }

  private static Options options(List<String> words, String... own) {
    List<String> allowed = new ArrayList<>(List.of("trust", "repo", "stage"));
    allowed.addAll(Signers.OPTIONS);
    allowed.addAll(List.of(own));
    return new Options(words, allowed);
  }

  private static TrustFolder trust(Options options) {
    return new TrustFolder(Path.of(options.one("trust")));
  }

  private static RepositoryFolder repository(Options options) {
    return new RepositoryFolder(Path.of(options.one("repo")));
  }

  private static Path stage(Options options) {
    return Path.of(options.one("stage"));
  }

  private void key(Options options) throws IOException {
    String name = options.one("name");
    Role.ofKey(name);
    Path folder = Path.of(options.one("keys"));
    PublicKey key = KeyFile.create(folder, name, options.or("kind", "ed25519"));
    out.println("made " + folder.resolve(name + ".key") + " and .pem, key id " + key.id());
  }

  private void ceremony(Options options) throws IOException {
    TrustFolder trust = trust(options);
    Ceremony ceremony =
        new Ceremony(trust, Path.of(options.one("keys")), Stage.empty(stage(options)));
    if (options.all("holders").isEmpty())
      ceremony.of(options.or("holder", "owner"), options.or("kind", "ed25519"));
    else ceremony.of(Path.of(options.one("holders")));
    ceremony.hold(repository(options), clock.instant()).forEach(out::println);
    warn(trust);
  }

  private void warn(TrustFolder trust) throws IOException {
    trust.warnings().forEach(it -> err.println("warning: " + it));
  }

  private void propose(Options options) throws IOException {
    Stage stage = Stage.empty(stage(options));
    Proposal proposal = new Proposal(trust(options), repository(options), clock.instant());
    for (String role : options.all("renew")) proposal.renew(Role.of(role));
    for (String build : options.all("build")) {
      for (Target target : BuildOutput.targets(Path.of(build))) {
        if (Proposal.role(target.path()) == Role.TARGETS) ReleaseCheck.jar(target, trust(options));
        proposal.add(target);
      }
      for (Map.Entry<String, byte[]> file : BuildOutput.files(Path.of(build)).entrySet())
        stage.put(file.getKey(), file.getValue());
      for (Map.Entry<String, byte[]> file : BuildOutput.recipe(Path.of(build)).entrySet())
        stage.putRecipe(file.getKey(), file.getValue());
    }
    proposed(options, stage, proposal);
  }

  private void proposed(Options options, Stage stage, Proposal proposal) throws IOException {
    if (proposal.write(stage).isEmpty())
      throw Failure.of(
          "nothing would change: all that is there is listed already; nothing was proposed");
    endorse(options, stage);
  }

  private void endorse(Options options, Stage stage) throws IOException {
    Endorsement endorsement = new Endorsement(trust(options), repository(options), stage);
    endorsement.run(Signers.of(options)).forEach(out::println);
  }

  private void sign(Options options) throws IOException {
    Stage stage = new Stage(stage(options));
    Optional<Path> rebuilt =
        options.all("rebuilt").isEmpty()
            ? Optional.empty()
            : Optional.of(Path.of(options.one("rebuilt")));
    new Review(trust(options), repository(options), stage).run(rebuilt).forEach(out::println);
    endorse(options, stage);
  }

  private void rotate(Options options) throws IOException {
    Stage stage = Stage.empty(stage(options));
    Signers.of(options); // before anything is written
    TrustFolder trust = trust(options);
    Map<String, String> holders = new LinkedHashMap<>(trust.holders());
    for (String name : options.all("remove"))
      if (holders.remove(name) == null)
        throw Failure.of(name + " is no key of " + holders.keySet());
    List<String> added = options.all("add");
    if (added.size() != options.all("holder").size())
      throw Failure.usage("each --add needs its --holder, in the same order");
    Map<String, PublicKey> keys = new LinkedHashMap<>();
    for (int i = 0; i < added.size(); i++) {
      String name = Path.of(added.get(i)).getFileName().toString().replaceFirst("\\.pem$", "");
      Role.ofKey(name);
      if (holders.put(name, options.all("holder").get(i)) != null)
        throw Failure.of(name + " is in use; a new key needs a number that no key had");
      keys.put(name, PublicKey.read(Path.of(added.get(i))));
    }
    Map<String, String> before = trust.holders();
    trust.add(keys);
    trust.write(holders);
    try {
      Proposal proposal = new Proposal(trust, repository(options), clock.instant());
      options.all("without").forEach(proposal::withdraw);
      proposed(options, stage, proposal);
    } catch (RuntimeException | IOException e) {
      trust.write(before); // nothing was agreed on
      trust.remove(keys);
      throw e;
    }
    warn(trust);
  }

  private void withdraw(Options options) throws IOException {
    Stage stage = Stage.empty(stage(options));
    String reason = String.join(" ", options.all("reason"));
    if (reason.isBlank()) throw Failure.usage("say why, with --reason TEXT: people will ask");
    Proposal proposal = new Proposal(trust(options), repository(options), clock.instant());
    Withdrawal.of(options).propose(repository(options), proposal, stage, reason, clock.instant());
    proposed(options, stage, proposal);
  }

  private void publish(Options options) throws IOException {
    TrustFolder trust = trust(options);
    Stage stage = new Stage(stage(options));
    Edition edition =
        new Edition(
            trust, repository(options), Optional.of(stage), Signers.of(options), clock.instant());
    Map<Role, Document> documents = edition.publish();
    List<String> versions = new ArrayList<>();
    documents.forEach((role, it) -> versions.add(role + " " + it.version()));
    out.println("published " + repository(options).folder() + ": " + String.join(", ", versions));
    warn(trust);
  }

  /** Quiet when all is well, so that a daily job speaks only to be heard. */
  private int renew(Options options) throws IOException {
    RepositoryFolder folder = repository(options);
    Map<Role, Document> documents =
        new Edition(trust(options), folder, Optional.empty(), Signers.of(options), clock.instant())
            .publish();
    long days = number(options.or("days", DAYS));
    List<String> due = new ArrayList<>();
    for (Role role : List.of(Role.ROOT, Role.TARGETS, Role.PLUGINS)) {
      Document document = java.util.Objects.requireNonNull(documents.get(role));
      if (document.expires().isBefore(clock.instant().plus(java.time.Duration.ofDays(days))))
        due.add(role + " ends " + document.expires());
    }
    for (String each : due)
      err.println(
          "warning: " + each + ": two people must sign it: bin/propose --renew (docs/KEYS.md)");
    return due.isEmpty() ? 0 : ATTENTION;
  }

  private static long number(String text) {
    if (text.matches("\\d{1,4}")) return Long.parseLong(text);
    throw Failure.usage(text + " is no number of days");
  }

  private void verify(Options options) throws IOException {
    byte[] root = Files.readAllBytes(Path.of(options.one("root")));
    Stranger.verifyRelease(options.one(""), root, number(options.or("days", "0")), clock)
        .forEach(out::println);
  }

  private void offline(Options options) throws IOException {
    byte[] root = Files.readAllBytes(Path.of(options.one("root")));
    Path file = Path.of(options.one("out"));
    int count = OfflineCopy.write(Path.of(options.one("from")), root, file, clock.instant());
    out.println("wrote " + file + ": " + count + " files");
    out.println(
        "unzipped, the repository is its folder " + OfflineCopy.FOLDER + " (--repository FOLDER)");
  }

  private void checkRoot(Options options) throws IOException {
    List<Path> development = options.all("development").stream().map(Path::of).toList();
    ReleaseCheck.root(trust(options), Path.of(options.one("root")), development);
    out.println("good root " + options.one("root"));
  }
}
