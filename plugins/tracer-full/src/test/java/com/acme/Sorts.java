package com.acme;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Classes that patterns choose by what they extend, carry or stand for. */
public class Sorts {
  public static final Class<?>[] LOADED = {
    Repo.class, MemoryRepo.class, CachedRepo.class, Web.class, Sub.class, RestController.class
  };

  @Retention(RetentionPolicy.CLASS)
  public @interface GetMapping {}

  @Retention(RetentionPolicy.RUNTIME)
  public @interface RestController {}

  public static class MemoryRepo implements Repo {
    @Override
    public String find(String id) {
      return id;
    }

    int size() {
      return 0;
    }
  }

  public static class CachedRepo extends MemoryRepo {
    @Override
    public String find(String id) {
      return super.find(id);
    }
  }

  /** As Spring would make it. */
  public static class Memory$$SpringCGLIB$$0 extends MemoryRepo {
    @Override
    public String find(String id) {
      return super.find(id);
    }

    public void setCallbacks() {}
  }

  @RestController
  public static class Web {
    @GetMapping
    public void get() {}

    @GetMapping
    public void put(String text) {}

    void plain() {}
  }

  public static class Sub extends Web {
    void own() {}
  }
}
