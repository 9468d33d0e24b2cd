package dev.sonde.operator.repository.tuf;

import java.util.Optional;

/** Files that were verified once. What is read back is held against current metadata again. */
public interface TargetCache {
  /** Keeps nothing. */
  TargetCache NONE =
      new TargetCache() {
        @Override
        public Optional<byte[]> find(TargetFile target) {
          return Optional.empty();
        }

        @Override
        public void put(TargetFile target, byte[] bytes) {}
      };

  Optional<byte[]> find(TargetFile target);

  /** This one, where nothing is added. */
  default TargetCache readOnly() {
    TargetCache self = this;
    return new TargetCache() {
      @Override
      public Optional<byte[]> find(TargetFile target) {
        return self.find(target);
      }

      @Override
      public void put(TargetFile target, byte[] bytes) {}
    };
  }

  /** Called with bytes that are what metadata lists. */
  void put(TargetFile target, byte[] bytes);
}
