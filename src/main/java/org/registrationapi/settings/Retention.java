package org.registrationapi.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * How long rows are kept.
 *
 * @param pendingUsers after their link expired; empty: for ever
 * @param mails after they were queued, once nothing more is to be done for them
 * @param events after they happened and were counted
 */
public record Retention(Optional<Duration> pendingUsers, Duration mails, Duration events) {}
