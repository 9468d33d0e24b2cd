package dev.sonde.operator.repository.tuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.operator.ErrorId;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys, thresholds and signatures: 4.2.1, 5.3.4, 5.4.2, 5.5.3. */
class SignatureScenariosTest {
  private final Simulator simulator = new Simulator();
  private final Visitor visitor = new Visitor(simulator);

  /** 5.5.3. */
  @Test
  void snapshot_withTwoOfThreeSignatures_isRefused() {
    simulator.threshold("snapshot", 3);
    simulator.addKey("snapshot");
    Signer last = simulator.addKey("snapshot");
    simulator.publish("root", "targets", "snapshot", "timestamp");
    visitor.refresh();
    simulator.signers("snapshot").remove(last.id());
    simulator.publish("targets", "snapshot", "timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.THRESHOLD);
    assertThat(visitor.version("snapshot")).isEqualTo(2);
  }

  /** 5.5.3: a threshold above the number of keys is never met. */
  @Test
  void snapshot_withFewerKeysThanItsThreshold_isRefused() {
    for (int i = 0; i < 4; i++) simulator.addKey("snapshot");
    simulator.threshold("snapshot", 6);
    simulator.publish("root", "snapshot", "timestamp");
    assertThat(visitor.refusal()).isEqualTo(ErrorId.THRESHOLD);
    assertThat(visitor.trusted()).isEqualTo("root 2, timestamp 2");
  }

  /** 4.3: a key id once in a role, else a threshold would be met by one key. */
  @Test
  void keyId_thatIsListedNineTimes_countsNotNineTimes() {
    Signer signer = simulator.newSigner();
    for (int i = 0; i < 9; i++) simulator.listKey("snapshot", signer);
    simulator.sign("snapshot", signer);
    simulator.threshold("snapshot", 6);
    simulator.publish("root", "snapshot", "timestamp");
    simulator.respell(
        "snapshot",
        signatures -> {
          Object own = signatures.get(signatures.size() - 1);
          for (int i = 0; i < 8; i++) signatures.add(own);
        });
    assertThat(visitor.refusal()).isEqualTo(ErrorId.JSON);
    assertThat(visitor.bytes("snapshot")).isEmpty();
  }

  /** 4.2.1: also where the threshold is met. */
  @Test
  void signature_thatIsThereTwice_isRefused() {
    simulator.respell("snapshot", signatures -> signatures.add(signatures.get(0)));
    assertThat(visitor.refusal()).isEqualTo(ErrorId.SIGNATURE);
    assertThat(visitor.bytes("snapshot")).isEmpty();
  }

  /** 4.2: the kinds of key that the specification names; the product takes two of the three. */
  @ParameterizedTest
  @CsvSource({"rsa, rsassa-pss-sha256", "ecdsa, ecdsa-sha2-nistp256", "ed25519, ed25519"})
  void key_ofEachKind_verifies(String type, String scheme) throws GeneralSecurityException {
    Signer signer = Signer.of(type, scheme);
    simulator.addKey("root", signer);
    simulator.threshold("root", 2);
    simulator.publish("root");
    visitor.refresh();
    assertThat(visitor.version("root")).isEqualTo(2);
    simulator.publish("root");
    String other = signer.sign(new byte[] {1});
    simulator.respell(
        "root",
        signatures ->
            signatures.set(signatures.size() - 1, Simulator.signature(signer.id(), other)));
    assertThat(visitor.refusal()).isEqualTo(ErrorId.SIGNATURE);
    assertThat(visitor.version("root")).isEqualTo(2);
  }

  /** 5.4.2: enough is enough, whatever else is there. */
  @Test
  void signature_thatIsBad_besideEnoughGoodOnes_isNoMatter() {
    String first = simulator.keyIds("timestamp").get(0);
    simulator.addKey("timestamp");
    simulator.publish("root", "timestamp");
    for (String bad : List.of(Signer.ed25519(9).sign(new byte[1]), "", "not hexadecimal")) {
      simulator.respell(
          "timestamp", signatures -> signatures.set(0, Simulator.signature(first, bad)));
      visitor.refresh();
      visitor.assertTrusts("timestamp");
      simulator.publish("timestamp");
    }
  }
}
