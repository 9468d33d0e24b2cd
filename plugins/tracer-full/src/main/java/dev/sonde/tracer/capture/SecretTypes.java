package dev.sonde.tracer.capture;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Classes whose objects are secrets, or hold them, by their own name or that of a superclass. */
final class SecretTypes {
  private static final String KEY = "java.security.Key";
  private static final Set<String> NAMES =
      Set.of(
          "java.net.PasswordAuthentication",
          "java.net.HttpCookie",
          "java.security.KeyPair",
          "java.security.KeyStore",
          "java.security.KeyStore$PasswordProtection",
          "java.security.KeyStore$PrivateKeyEntry",
          "java.security.KeyStore$SecretKeyEntry",
          "javax.security.auth.callback.PasswordCallback",
          "javax.security.auth.x500.X500PrivateCredential",
          "javax.security.auth.kerberos.KerberosTicket",
          "javax.security.auth.kerberos.KeyTab");

  private SecretTypes() {}

  /** The verdict on a value whose class is a secret's; null if it is not. */
  static @Nullable String verdict(Object value) {
    if (value instanceof java.security.Key) return "type~" + KEY;
    if (value instanceof java.security.spec.KeySpec) return "type~java.security.spec.KeySpec";
    for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass())
      if (secret(type.getName())) return "type~" + type.getName();
    return null;
  }

  private static boolean secret(String name) {
    return name.startsWith("java") && (name.startsWith("javax.crypto.") || NAMES.contains(name));
  }
}
