package dev.sonde.release;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;

/** An ECDSA key over P-256, signing SHA-256 digests, in DER. */
record P256SigningKey(PrivateKey key, PublicKey publicKey) implements SigningKey {
  static P256SigningKey create() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      String spki = HexFormat.of().formatHex(pair.getPublic().getEncoded());
      return new P256SigningKey(pair.getPrivate(), new PublicKey(spki));
    } catch (GeneralSecurityException e) {
      throw Failure.of("this JDK makes no P-256 keys (" + e.getMessage() + "); use another");
    }
  }

  /** From PKCS#8; the public half is kept beside it, because a JDK does not compute it. */
  static P256SigningKey of(byte[] pkcs8, PublicKey publicKey) {
    try {
      PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return new P256SigningKey(key, publicKey);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("neither an Ed25519 nor a P-256 key");
    }
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw Failure.of("the key " + publicKey.id() + " cannot sign: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "P-256 key " + publicKey.id();
  }
}
