package org.registrationapi.hashing;

import java.time.Duration;

/** Receives the times of hashes, and refusals. */
public interface HashingWatch {
  /** Ignores everything. */
  HashingWatch NONE =
      new HashingWatch() {
        @Override
        public void passed(Duration wait, Duration work) {}

        @Override
        public void refused() {}
      };

  /** One hash was made or checked, after a wait that may be zero. */
  void passed(Duration wait, Duration work);

  /** A request was refused, because too many waited or the wait was too long. */
  void refused();
}
