package dev.sonde.jshell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import jdk.jshell.spi.ExecutionControlProvider;

/**
 * The class loader by which jshell's tool finds {@link TargetControlProvider}: the file that a
 * ServiceLoader reads is not among the resources of a Sonde that was defined from memory, and no
 * other jshell of this JVM is to find it.
 */
final class Doorplate extends ClassLoader {
  private static final String SERVICE =
      "META-INF/services/" + ExecutionControlProvider.class.getName();

  Doorplate() {
    super(Doorplate.class.getClassLoader());
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    return name.equals(SERVICE)
        ? Collections.enumeration(Collections.singleton(plate()))
        : Collections.emptyEnumeration();
  }

  @SuppressWarnings("deprecation") // the constructor that takes a handler, which 20 deprecates
  private static URL plate() throws IOException {
    return new URL("sonde", "", -1, SERVICE, new Handler());
  }

  private static final class Handler extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() {
          String provider = TargetControlProvider.class.getName() + "\n";
          return new ByteArrayInputStream(provider.getBytes(StandardCharsets.UTF_8));
        }
      };
    }
  }
}
