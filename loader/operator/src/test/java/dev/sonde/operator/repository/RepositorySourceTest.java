package dev.sonde.operator.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.operator.SondeException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositorySourceTest {
  @Test
  void folder_asPathOrAddress() {
    assertThat(RepositorySource.of("/srv/repo"))
        .isEqualTo(new RepositorySource.Folder(Path.of("/srv/repo")));
    assertThat(RepositorySource.of("./a:b"))
        .isEqualTo(new RepositorySource.Folder(Path.of("./a:b").toAbsolutePath()));
    assertThat(RepositorySource.of("file:/srv/repo")).isEqualTo(RepositorySource.of("/srv/repo"));
    assertThat(RepositorySource.of("FILE:///srv/my%20repo"))
        .isEqualTo(RepositorySource.of("/srv/my repo"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080/repo", "http://[::1]:80/", "https://127.0.0.1"})
  void http_onThisMachine(String address) {
    assertThat(RepositorySource.of(address).isLocal()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://sonde.example/repo/", "http://127.0.0.2:8080/"})
  void http_elsewhere_whereAllowed(String address) {
    RepositorySource source = RepositorySource.of(address, true);
    assertThat(source).hasToString(address);
    assertThat(source.isLocal()).isFalse();
    BakedTrust development = new BakedTrust(new byte[0], true, Instant.EPOCH, name -> null);
    assertThatThrownBy(() -> Repositories.open(source, development, Clock.systemUTC()))
        .hasMessageStartingWith("SONDE-SCHEME: " + address + " is not on this machine, and a");
    BakedTrust release = new BakedTrust(new byte[0], false, Instant.EPOCH, name -> null);
    assertThat(Repositories.open(source, release, Clock.systemUTC()).location()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://sonde.example/", "jar:file:/x!/", "http://me@sonde.example/"})
  void http_allowed_allowsNothingElse(String address) {
    assertThatThrownBy(() -> RepositorySource.of(address, true))
        .hasMessageStartingWith("SONDE-SCHEME: ");
  }

  @Test
  void https_elsewhere() {
    RepositorySource source = RepositorySource.of("https://sonde.example/repo/");
    assertThat(source.isLocal()).isFalse();
    assertThat(source).hasToString("https://sonde.example/repo/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://localhost:8080/|is plain http, accepted from the literals 127.0.0.1 and [::1] only; use https, or --allow-http: who listens then sees what is fetched",
        "http://127.0.0.2/|is plain http, accepted from the literals 127.0.0.1 and [::1] only; use https, or --allow-http: who listens then sees what is fetched",
        "http://127.1/|is not the address of a folder; write https://HOST/PATH/",
        "http://sonde.example/|is plain http, accepted from the literals 127.0.0.1 and [::1] only; use https, or --allow-http: who listens then sees what is fetched",
        "ftp://sonde.example/|is not the address of a folder; write https://HOST/PATH/",
        "jar:file:/x!/|is not the address of a folder; write https://HOST/PATH/",
        "https:|is neither",
        "https://me:secret@sonde.example/|is not the address of a folder; write https://HOST/PATH/",
        "https://sonde.example/?a|is not the address of a folder; write https://HOST/PATH/",
        "https://sonde.example/#a|is not the address of a folder; write https://HOST/PATH/",
        "file://host/srv|is not a folder of this machine; write file:///PATH",
        "file:srv|is not a folder of this machine; write file:///PATH",
      })
  void address_refused(String address, String what) {
    assertThatThrownBy(() -> RepositorySource.of(address))
        .isInstanceOf(SondeException.class)
        .hasMessageStartingWith("SONDE-SCHEME: ")
        .hasMessageContaining(address)
        .hasMessageContaining(what);
  }

  @Test
  void developmentBuild_trustsThisMachineOnly() {
    BakedTrust trust = new BakedTrust(new byte[0], true, Instant.EPOCH, name -> null);
    assertThatThrownBy(
            () ->
                Repositories.open(
                    RepositorySource.of("https://sonde.example/"), trust, Clock.systemUTC()))
        .hasMessage(
            "SONDE-SCHEME: https://sonde.example/ is not on this machine, and a development build trusts nothing else;"
                + " use a release of Sonde");
  }
}
