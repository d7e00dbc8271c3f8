package org.registrationapi.hashing;

import java.time.Duration;

/**
 * How much may be hashed.
 *
 * @param atOnce hashes under way at the most; each takes 19 MiB and one core
 * @param maxWaiting requests in the queue at the most
 * @param maxWait how long one of them waits at the most
 */
public record HashingLimits(int atOnce, int maxWaiting, Duration maxWait) {}
