package dev.sonde.operator.repository.fetch;

import dev.sonde.operator.ErrorId;
import dev.sonde.operator.SondeException;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** OkHttp set up to share nothing with the JVM it runs in. */
final class HttpClient {
  /** Who says nothing for so long says nothing more; all of it is under the deadline besides. */
  static final Duration SILENCE = Duration.ofSeconds(10);

  private HttpClient() {}

  static OkHttpClient of(HttpUrl base) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(SILENCE)
            .readTimeout(SILENCE)
            .writeTimeout(SILENCE);
    if (HttpFetcher.isLoopback(base)) builder.proxy(Proxy.NO_PROXY);
    if (!base.isHttps()) return builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)).build();
    try {
      return secure(builder.connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))).build();
    } catch (GeneralSecurityException e) {
      throw new SondeException(
          ErrorId.JAVA, "this Java cannot speak TLS (" + e.getMessage() + "); use a folder", e);
    }
  }

  private static OkHttpClient.Builder secure(OkHttpClient.Builder builder)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509TrustManager trust) {
        SSLContext context = SSLContext.getInstance("TLS"); // never the JVM's default one
        context.init(null, new TrustManager[] {trust}, null);
        return builder.sslSocketFactory(context.getSocketFactory(), trust);
      }
    }
    throw new GeneralSecurityException("it has no X.509 trust manager");
  }
}
