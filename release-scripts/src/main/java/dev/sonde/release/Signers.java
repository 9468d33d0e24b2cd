package dev.sonde.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys that a person brought to one command: files, and commands with their public halves. */
record Signers(List<SigningKey> keys) {
  static final List<String> OPTIONS = List.of("key", "signer", "public-key");

  static Signers of(Options options) throws IOException {
    List<SigningKey> keys = new ArrayList<>();
    for (String file : options.all("key")) keys.add(KeyFile.read(Path.of(file)));
    List<String> commands = options.all("signer");
    List<String> halves = options.all("public-key");
    if (commands.size() != halves.size())
      throw Failure.usage("each --signer needs its --public-key, in the same order");
    for (int i = 0; i < commands.size(); i++)
      keys.add(new CommandKey(commands.get(i), PublicKey.read(Path.of(halves.get(i)))));
    return new Signers(keys);
  }

  Optional<SigningKey> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }
}
