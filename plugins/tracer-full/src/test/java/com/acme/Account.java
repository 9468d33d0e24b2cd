package com.acme;

/** Methods whose names, parameters and results are secrets', or only look so. */
public final class Account {
  private String password = "hunter2";

  public void setPassword(String value) {
    password = value;
  }

  public String getPassword() {
    return password;
  }

  public int countTokens(int maxTokens, boolean hasToken, long ssn, char pwd, double token) {
    return maxTokens;
  }

  public Object findByToken(String token) {
    return "found";
  }

  public void setHeader(String name, String value) {}

  public long pay(long card) {
    return card;
  }

  public void refuse(String iban) {
    throw new IllegalArgumentException("no account of " + iban);
  }
}
