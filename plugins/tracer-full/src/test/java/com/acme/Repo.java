package com.acme;

/** What has subtypes. */
public interface Repo {
  String find(String id);
}
