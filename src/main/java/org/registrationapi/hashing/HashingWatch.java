package org.registrationapi.hashing;

import java.time.Duration;

/** Is told what hashing costs. */
public interface HashingWatch {
  /** Nobody is interested. */
  HashingWatch NONE =
      new HashingWatch() {
        @Override
        public void passed(Duration wait, Duration work) {}

        @Override
        public void refused() {}
      };

  /** One hash was made or checked, after a wait that may be none. */
  void passed(Duration wait, Duration work);

  /** Somebody was sent away, because too many waited or the wait was too long. */
  void refused();
}
