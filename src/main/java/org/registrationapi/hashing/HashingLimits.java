package org.registrationapi.hashing;

import java.time.Duration;

/**
 * The limits of hashing.
 *
 * @param atOnce the largest number of hashes computed at once; each takes 19 MiB and one core
 * @param maxWaiting the largest number of requests in the queue
 * @param maxWait the longest wait of a request in the queue
 */
public record HashingLimits(int atOnce, int maxWaiting, Duration maxWait) {}
